"""The roads as of a day: which links a kind of vehicle may use, and how long each takes."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import pandas as pd

from features.errors import UnknownLinkError
from features.memo import IdentityMemo
from features.network import Network
from features.spelling import fold

Vehicle = Literal["car", "truck", "heavy_truck", "passenger"]
VEHICLES: tuple[Vehicle, ...] = ("car", "truck", "heavy_truck", "passenger")
"""A car; a goods vehicle of class 1 to 3; one of class 4 and above; a person without a vehicle."""

_RULES = {
    "car": ("car", "car_before", "car_changed_on"),
    "truck": ("truck", "truck_before", "truck_changed_on"),
    "heavy_truck": ("truck_heavy", "truck_before", "truck_changed_on"),
    "passenger": ("passengers", "car_before", "car_changed_on"),
}
"""For each vehicle the columns of its rule: as of today, before a change, and the day of it.

A passenger's rule changed only where and when the car's did (Liantang / Heung Yuen Wai).
"""

AIRLINE_ONLY = "airline passengers only"
"""Words of `access_note` for ferries that carry nobody else: closed to every passenger here."""

SPEED_SPREAD = {"published design speed": 0.10}
"""Spread of a link's minutes around the stated speed: a posted speed is kept within a tenth."""

ASSUMED_SPREAD = 0.25
"""Spread where the speed is assumed: the classes of assumed speeds lie about a quarter apart."""

WAIT_SPREAD = 0.5
"""Spread of a stated wait (border, clearance, boarding): half of it, up or down."""

_OPEN = IdentityMemo(size=96)
_FOUND = IdentityMemo(size=96)


@dataclass(frozen=True, kw_only=True)
class Roads:
    """A day, a vehicle, and links taken out (`without`) or in before they open (`planned`).

    Links are named by id, or by their name in either language. A rule of access that is not
    known closes its link, unless `unknown_open` asks what the way would be otherwise.
    """

    on: date
    vehicle: Vehicle = "car"
    without: tuple[str, ...] = ()
    planned: tuple[str, ...] = ()
    unknown_open: bool = False

    def by(self, vehicle: Vehicle) -> Roads:
        """The same roads for another vehicle."""
        return replace(self, vehicle=vehicle)


def open_links(network: Network, roads: Roads) -> pd.DataFrame:
    """Links that the vehicle may use, with drive, wait, minutes, low and high in minutes.

    `permit` is True where a cross-boundary permit is needed: the link exists for those who hold
    one. A rule that is unknown closes the link.

    Raises
    ------
    UnknownLinkError
        If a link that is taken out or in does not exist.
    """
    return _OPEN.get((network.nodes, network.links), roads, lambda: _open_links(network, roads))


def _open_links(network: Network, roads: Roads) -> pd.DataFrame:
    links = network.links
    rule = answers(network, roads)
    allowed = rule.isin(["yes", "permit"]) | ((rule == "unknown") & roads.unknown_open)
    usable = standing(network, roads) & allowed
    found = timed(links[usable].assign(permit=rule[usable] == "permit"))
    return found if roads.vehicle != "passenger" else pd.concat([found, through_trains(found)])


def timed(links: pd.DataFrame) -> pd.DataFrame:
    """The links with drive, wait, minutes, low and high: length / speed x 60, and the wait.

    Examples
    --------
    >>> one = pd.DataFrame({"length_km": [30.0], "speed_kmh": [90.0], "wait_min": [10.0],
    ...                     "speed_basis": ["published design speed"]})
    >>> timed(one)[["drive", "wait", "minutes", "low", "high"]].iloc[0].round(2).tolist()
    [20.0, 10.0, 30.0, 23.0, 37.0]
    """
    drive = links["length_km"] / links["speed_kmh"] * 60
    # The column's rule is that a blank wait means that there is none.
    wait = links["wait_min"].where(links["wait_min"].notna(), 0.0)
    spread = links["speed_basis"].map(SPEED_SPREAD)
    spread = spread.where(spread.notna(), ASSUMED_SPREAD).astype(float)
    return links.assign(
        drive=drive,
        wait=wait,
        minutes=drive + wait,
        low=drive * (1 - spread) + wait * (1 - WAIT_SPREAD),
        high=drive * (1 + spread) + wait * (1 + WAIT_SPREAD),
    )


def through_trains(links: pd.DataFrame) -> pd.DataFrame:
    """Rides over several links of one railway, on which a person boards once: one row a ride.

    Minutes and kilometres are those of the links together, the wait is the longest of theirs.
    """
    rail = links[links["mode"] == "rail"]
    rides = [
        ride for _, line in rail.groupby("name", sort=False) for ride in _rides(line) if ride[1:]
    ]
    return pd.DataFrame(
        [_ride(rail.loc[ride]) for ride in map(list, rides) if _is_line(rail, ride)]
    )


def _is_line(rail: pd.DataFrame, ride: list[str]) -> bool:
    """True for a run of links that has two ends: no ring and no track beside another."""
    stations = pd.concat([rail.loc[ride, "from"], rail.loc[ride, "to"]]).value_counts()
    return int((stations == 1).sum()) == 2


def _rides(line: pd.DataFrame) -> list[tuple[str, ...]]:
    """Every run of neighbouring links of a line, each once."""
    ends = {link: {row["from"], row["to"]} for link, row in line.iterrows()}
    longest: list[tuple[str, ...]] = [(str(link),) for link in line.index]
    runs = list(longest)
    while longest:
        longest = [
            (*run, link)
            for run in longest
            for link in line.index
            if line.index.get_loc(link) > line.index.get_loc(run[-1]) and ends[link] & ends[run[-1]]
        ]
        runs += longest
    return runs


def _ride(links: pd.DataFrame) -> pd.Series:
    ends = pd.concat([links["from"], links["to"]]).value_counts()
    first, last = ends.index[ends == 1]
    total = links[["length_km", "drive"]].sum()
    wait, spread = links["wait"].max(), ASSUMED_SPREAD
    return pd.Series(
        {
            **links.iloc[0].to_dict(),
            "from": first,
            "to": last,
            **total.to_dict(),
            "wait": wait,
            "minutes": total["drive"] + wait,
            "low": total["drive"] * (1 - spread) + wait * (1 - WAIT_SPREAD),
            "high": total["drive"] * (1 + spread) + wait * (1 + WAIT_SPREAD),
            "open_date": links["open_date"].max(),
        },
        name="+".join(links.index),
    )


def standing(network: Network, roads: Roads) -> pd.Series:
    """True for each link that is there on the day, whoever may use it."""
    links, day = network.links, pd.Timestamp(roads.on)
    there = (links["status"] == "open") & (links["open_date"].isna() | (links["open_date"] <= day))
    for text in roads.planned:
        there |= links.index.isin(links_named(network, text))
    for text in roads.without:
        there &= ~links.index.isin(links_named(network, text))
    return there


def answers(network: Network, roads: Roads) -> pd.Series:
    """What the rule of each link says of the vehicle on the day: yes, no, permit or unknown."""
    links, (rule, before, changed) = network.links, _RULES[roads.vehicle]
    said = links[rule].where(links[rule].notna(), "unknown")
    earlier = links[changed] > pd.Timestamp(roads.on)
    said = said.where(~earlier, links[before])
    if roads.vehicle != "passenger":
        return said.where(links["people_only"] != "yes", "no")
    notes = links["access_note"] if "access_note" in links else pd.Series("", index=links.index)
    airline = notes.str.contains(AIRLINE_ONLY, regex=False, na=False)
    return said.where(~airline, "no")


def links_named(network: Network, text: str) -> tuple[str, ...]:
    """Ids of the links that a text names: an id, a whole name, or part of one name.

    Raises
    ------
    UnknownLinkError
        If it names none, or several different ones; names the three nearest.
    """
    return _FOUND.get((network.links,), text, lambda: _links_named(network.links, text))


def _links_named(links: pd.DataFrame, text: str) -> tuple[str, ...]:
    for written in (text, text.upper()):
        if written in links.index:
            return (written,)
    asked = fold(text)
    names = {column: links[column].map(fold) for column in ("name_en", "name_zh", "name")}
    for column in names.values():
        if asked and (column == asked).any():
            return tuple(links.index[column == asked])
    held = {name for n in names.values() for name in links["name_en"][_holding(n, asked)]}
    if len(held) == 1:
        return tuple(links.index[links["name_en"] == held.pop()])
    raise _no_link(links, text, sorted(held))


def _holding(names: pd.Series, asked: str) -> pd.Series:
    return names.str.contains(asked, regex=False) & bool(asked)


def _no_link(links: pd.DataFrame, text: str, held: list[str]) -> UnknownLinkError:
    if held:
        return UnknownLinkError(
            f"Link {text[:80]!r} may be {', '.join(held[:5])}. Expected one of them. Write its "
            "whole name, or its id."
        )
    column = "name_en" if text.isascii() else "name_zh"
    named = dict(zip(links[column].map(str.casefold), links[column], strict=True))
    near = difflib.get_close_matches(text.casefold(), list(named), n=3, cutoff=0.0)
    return UnknownLinkError(
        f"Link {text[:80]!r} is not known. Expected a link id such as {links.index[0]} or a name; "
        f"nearest: {', '.join(named[name] for name in near)}. Correct the name."
    )
