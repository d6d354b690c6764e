"""A way in words: its legs, waits, tolls and days, and how long it takes with a crossing or not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pandas as pd

from features.joins import far_km
from features.memo import IdentityMemo
from features.network import Network
from features.roads import Roads, Vehicle, answers, links_named, standing
from features.routes import STREETS, Leg, Route, route
from recommender.messages import Message, message
from recommender.words import BY, MODES, NOT_OPEN

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from features.travel import TravelTimes
    from recommender.profile import Profile

WAITS = {
    "ferry": message("boarding").text,
    "rail": message("boarding, and clearance at a border").text,
}
"""What one waits for by mode; at every other link it is the clearance at a border."""
CLEARANCE = message("clearance at the border").text


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """The same way over other roads: what differs, in words, and the way itself."""

    words: Message
    way: Route


def minutes_in_words(way: Route) -> Message:
    """Minutes with low and high, and whether a permit is needed."""
    if not way.permit:
        return minutes_alone(way)
    return message("{minutes}; cross-boundary permit needed", minutes=minutes_alone(way))


def minutes_alone(way: Route) -> Message:
    """Minutes with low and high."""
    if not way.reachable:
        return message("unreachable")
    return message(
        "{value} min ({low} to {high})",
        value=round(way.minutes), low=round(way.low), high=round(way.high),
    )  # fmt: skip


def in_sum(way: Route) -> Message:
    """Minutes, kilometres, permit and tolls of a way."""
    if not way.reachable:
        return message("unreachable {by} on {on}", by=by(way.roads.vehicle), on=way.roads.on)
    words = {
        "minutes": minutes_alone(way), "by": by(way.roads.vehicle), "km": round(way.km),
        "tolls": tolls_in_words(way),
    }  # fmt: skip
    if way.permit:
        return message("{minutes} {by}, {km} km; cross-boundary permit needed; {tolls}", **words)
    return message("{minutes} {by}, {km} km; {tolls}", **words)


def by(vehicle: Vehicle) -> Message:
    """How one travels, in words."""
    return Message(text=BY[vehicle])


def tolls_in_words(way: Route) -> Message:
    """The tolls that are known, and that the others are not."""
    if way.toll_cny is None:
        return message("tolls not known")
    return message("tolls known: {cny} CNY, for a private car, others not known",
                   cny=f"{way.toll_cny:g}")  # fmt: skip


def legs_in_words(way: Route) -> tuple[Message, ...]:
    """One sentence a leg, waits as terms of their own."""
    return tuple(said for leg in way.legs for said in _leg(leg) if leg.minutes > 0)


def _leg(leg: Leg) -> Iterable[Message]:
    minutes, km = _minutes(leg.drive), f"{leg.km:.1f}"
    if leg.mode == STREETS:
        yield message(
            "{minutes} min on streets off the network, {km} km (assumed)", minutes=minutes, km=km
        )
        return
    words = {"name": leg.names, "minutes": minutes, "km": km, "mode": Message(text=MODES[leg.mode])}
    if leg.status != "open":
        yield message(
            "{minutes} min, {km} km: {name} ({mode}, {state})",
            **words, state=Message(text=NOT_OPEN[leg.status]),
        )  # fmt: skip
    elif leg.open_date is not None:
        yield message(
            "{minutes} min, {km} km: {name} ({mode}, open since {day})",
            **words, day=leg.open_date.date(),
        )  # fmt: skip
    else:
        yield message("{minutes} min, {km} km: {name} ({mode})", **words)
    if leg.wait:
        what = Message(text=WAITS.get(leg.mode, CLEARANCE))
        yield message(
            "{minutes} min {what} ({basis})",
            minutes=_minutes(leg.wait), what=what,
            basis=message("assumed") if leg.wait_basis == "assumed" else leg.wait_basis,
        )  # fmt: skip


def _minutes(minutes: float) -> str:
    return f"{minutes:.0f}" if minutes >= 1 else "<1"


def notes(catalogue: Catalogue, way: Route) -> tuple[Message, ...]:
    """What a reader of a way must know beside its minutes."""
    network = catalogue.travel.network
    said = [
        *_far(way, far_km(network)),
        *_nearest(catalogue, way),
        *_suppositions(network, way),
        *_speeds(way),
    ]
    closed = {link.split("+")[0] for link in way.closed}
    for names in _names(network.links, sorted(closed)):
        said.append(
            message(
                "{name}: it is not known whether it may be used {by}, so it counts as closed",
                name=names, by=by(way.roads.vehicle),
            )
        )  # fmt: skip
    said += _rules(catalogue.travel, way)
    return tuple(said)


def _far(way: Route, most: float) -> Iterable[Message]:
    for place, km in ((way.start, way.from_km), (way.end, way.to_km)):
        name = place.names or place.id
        if not place.points:
            yield message("{place} has no point: minutes are not known", place=name)
        elif km > most:
            yield message(
                "{place} lies {km} km from the nearest road node: beyond {far} km no time is given",
                place=name, km=round(km), far=round(most),
            )  # fmt: skip


def _speeds(way: Route) -> Iterable[Message]:
    assumed = sum(leg.assumed_km for leg in way.legs)
    if way.reachable and assumed > 0:
        yield message(
            "{assumed} of {km} km at assumed speeds, on a free road: no queue and no hour counts",
            assumed=round(assumed), km=round(way.km),
        )  # fmt: skip


def _nearest(catalogue: Catalogue, way: Route) -> Iterable[Message]:
    """Which of several places the way leads to, when the nearest of them was asked."""
    for place, end in ((way.start, 0), (way.end, -1)):
        if place.kind == "nearest" and way.path:
            lon, lat = way.path[end]
            nodes = catalogue.network.nodes
            at = nodes[(nodes["lon"] == lon) & (nodes["lat"] == lat)].iloc[0]
            yield message(
                "The nearest is {name}",
                name={"en": str(at["name_en"]), "zh": str(at["name_zh"])},
            )


def _suppositions(network: Network, way: Route) -> Iterable[Message]:
    for text in way.roads.without:
        yield message("Supposed: without {link}", link=_name_of(network, text))
    for text in way.roads.planned:
        yield message(
            "Supposed: {link} is open, which it is not as far as is known",
            link=_name_of(network, text),
        )


def _name_of(network: Network, text: str) -> dict[str, str]:
    row = network.links.loc[links_named(network, text)[0]]
    return {"en": str(row["name_en"]), "zh": str(row["name_zh"])}


def _rules(travel: TravelTimes, way: Route) -> Iterable[Message]:
    """For goods vehicles: crossings barred to them on the way of a car, and rules on their own."""
    if way.roads.vehicle not in ("truck", "heavy_truck"):
        return
    links, said = travel.network.links, answers(travel.network, way.roads)
    car = route(travel, way.start.id, way.end.id, way.roads.by("car"))
    barred = [link for link in _links_of(car) if said.get(link) == "no"]
    for names in _names(links, barred):
        row = links[links["name_en"] == names["en"]].iloc[0]
        yield _barred(names, row, way.roads.vehicle)
    used = _links_of(way)
    over = links.loc[used, "mode"].isin(["bridge", "tunnel"]).to_numpy()
    for names in _names(links, [link for link, is_over in zip(used, over, strict=True) if is_over]):
        row = links[links["name_en"] == names["en"]].iloc[0]
        goods = row["dangerous_goods"] == "no"
        yield message(
            "{name}: may be used {by}{goods}; rule {verified}",
            name=names, by=by(way.roads.vehicle), verified=_verified(row),
            goods=message(", not with dangerous goods") if goods else "",
        )  # fmt: skip
    if used:
        yield message(
            "Where nothing is said of dangerous goods, it is not known whether they may pass"
        )


def _barred(names: dict[str, str], row: pd.Series, vehicle: Vehicle) -> Message:
    words = {"name": names, "by": by(vehicle), "verified": _verified(row)}
    day = row["truck_changed_on"]
    if pd.isna(day):
        return message("{name}: may not be used {by}; rule {verified}", **words)
    return message(
        "{name}: may not be used {by} since {day}; rule {verified}", **words, day=day.date()
    )


def _verified(row: pd.Series) -> Message:
    day = row.get("access_verified_on")
    if isinstance(day, str):
        return message("verified on {day}", day=day)
    return message("never verified against today's notices")


def _links_of(way: Route) -> list[str]:
    return [part for leg in way.legs for link in leg.links for part in link.split("+")]


def _names(links: pd.DataFrame, ids: list[str]) -> list[dict[str, str]]:
    pairs = dict.fromkeys(zip(links.loc[ids, "name_en"], links.loc[ids, "name_zh"], strict=True))
    return [{"en": english, "zh": chinese} for english, chinese in pairs]


def before_and_after(catalogue: Catalogue, way: Route) -> tuple[Comparison, ...]:
    """The way before each dated crossing on it opened, and with each planned link that helps."""
    if not way.legs:
        return ()
    return (
        *_before(catalogue.travel, way),
        *_allowed(catalogue.travel, way),
        *_planned(catalogue.travel, way),
    )


def _before(travel: TravelTimes, way: Route) -> Iterable[Comparison]:
    dated = {leg.open_date.date(): leg for leg in way.legs if leg.open_date and _is_crossing(leg)}
    for day, leg in sorted(dated.items(), reverse=True):
        eve = day - timedelta(days=1)
        roads = replace(way.roads, on=eve)
        yield Comparison(
            words=message("Before {name} opened, on {day}", name=leg.names, day=eve),
            way=route(travel, way.start.id, way.end.id, roads),
        )


def _allowed(travel: TravelTimes, way: Route) -> Iterable[Comparison]:
    if way.closed:
        other = route(travel, way.start.id, way.end.id, replace(way.roads, unknown_open=True))
        names = tuple(_names(travel.network.links, [c for c in way.closed if "+" not in c]))
        yield Comparison(
            words=message("If {name} may be used {by}", name=names, by=by(way.roads.vehicle)),
            way=other,
        )


def _is_crossing(leg: Leg) -> bool:
    return leg.mode in ("bridge", "tunnel", "ferry", "rail")


def _planned(travel: TravelTimes, way: Route) -> Iterable[Comparison]:
    links = travel.network.links
    for name, rows in planned_links(links).groupby("name_en", sort=False):
        if way.roads.vehicle != "passenger" and (rows["people_only"] == "yes").all():
            continue
        opened = replace(way.roads, planned=(*way.roads.planned, str(name)))
        other = route(travel, way.start.id, way.end.id, opened)
        if other.reachable and other.minutes < way.minutes - 0.5:
            names = {"en": str(name), "zh": str(rows["name_zh"].iloc[0])}
            yield Comparison(
                words=message(
                    "If {name} were open ({state})",
                    name=names, state=Message(text=NOT_OPEN[str(rows["status"].iloc[0])]),
                ),
                way=other,
            )  # fmt: skip


def planned_links(links: pd.DataFrame) -> pd.DataFrame:
    """Links that are not open: under construction, or of an opening that nobody verified."""
    return links[links["status"] != "open"]


def crossings_to_suppose(catalogue: Catalogue, on: date) -> dict[str, dict[str, str]]:
    """Bridges and tunnels that stand on a day, names by language, by their English name."""
    links = catalogue.network.links
    over = standing(catalogue.network, Roads(on=on)) & links["mode"].isin(["bridge", "tunnel"])
    return {names["en"]: names for names in _names(links, list(links.index[over]))}


def links_to_come(catalogue: Catalogue) -> dict[str, tuple[dict[str, str], str]]:
    """Links for vehicles that are not open: names by language and status, by English name."""
    links = catalogue.network.links
    return _TO_COME.get((links,), None, lambda: _links_to_come(links))


_TO_COME = IdentityMemo(size=4)


def _links_to_come(known: pd.DataFrame) -> dict[str, tuple[dict[str, str], str]]:
    links = planned_links(known)
    mine = links[links["people_only"] != "yes"].drop_duplicates("name_en")
    return {
        str(row["name_en"]): ({"en": row["name_en"], "zh": row["name_zh"]}, str(row["status"]))
        for row in mine.to_dict(orient="records")
    }


USUAL: tuple[tuple[str, Vehicle], ...] = (
    ("sz_futian", "car"), ("sz_futian", "truck"), ("sz_futian", "heavy_truck"),
    ("hk_central", "car"), ("hk_central", "passenger"), ("hk_central", "truck"),
    ("nearest:airport", "car"), ("nearest:port", "truck"), ("nearest:port", "heavy_truck"),
)  # fmt: skip
"""Where ways are shown to from every site, and what travels there."""


def usual_ways(profile: Profile) -> dict[str, tuple[str, Vehicle]]:
    """Places and vehicles of ways to show, the project's own first, by a name for each."""
    own = [(anchor.place, anchor.mode) for anchor in profile.anchors if anchor.importance]
    # Shenzhen is what the sites are sold on: it is shown before the firm's other places.
    first = [way for way in own if way == USUAL[0]]
    ways = dict.fromkeys([*first, *own, *USUAL])
    return {f"{place} {vehicle}": (place, vehicle) for place, vehicle in ways}


def way_between(catalogue: Catalogue, start: str, end: str, roads: Roads) -> Route:
    """The quickest way between two places, each an id, `lon,lat` or a name."""
    return route(catalogue.travel, start, end, roads)
