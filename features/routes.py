"""The way from one place to another: its links in order, with minutes, waits, tolls and days."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from features.gazetteer import Place
from features.graph import PARTS, Graph, Start, graph_of
from features.joins import DETOUR, MINUTES_PER_KM, kilometres_to_network
from features.memo import IdentityMemo
from features.roads import SPEED_SPREAD, Roads, answers, open_links
from features.rows import text_of
from features.travel import TravelTimes

STREETS = "streets"
"""Mode of a leg off the network, between a place and the nodes that it joins."""

_ROUTES = IdentityMemo(size=128)

Path = tuple[tuple[float, float], ...]
"""Points of a line: lon, lat in EPSG:4326."""


@dataclass(frozen=True, kw_only=True)
class Leg:
    """One stretch of a way, a link or several of one name, or streets off the network.

    `drive` and `wait` are minutes; `wait_basis` says on what the wait rests; `toll_cny` is what a
    private car pays, None where it is not known; `assumed_km` are the kilometres whose speed is
    assumed and not published; `open_date` None: open before every day asked.
    """

    links: tuple[str, ...]
    names: dict[str, str]
    mode: str
    km: float
    drive: float
    wait: float
    wait_basis: str
    toll_cny: float | None
    open_date: pd.Timestamp | None
    status: str
    permit: bool
    path: Path
    assumed_km: float

    @property
    def minutes(self) -> float:
        """Minutes of driving and waiting."""
        return self.drive + self.wait


@dataclass(frozen=True, kw_only=True)
class Route:
    """A way between two places over the roads of a day; without legs it is unreachable.

    `minutes` is the time of the legs; `low` and `high` hold the time of the quickest way, which
    may be another one where a wait or a speed is better or worse than assumed. All are NaN when
    no path leads there. `from_km` and `to_km` say how far the ends lie from the network (0 for a
    node, inf when nothing is near). `closed` are links that the quickest way would use if their
    rule, which is not known, allowed the vehicle.
    """

    start: Place
    end: Place
    roads: Roads
    legs: tuple[Leg, ...]
    minutes: float
    low: float
    high: float
    from_km: float
    to_km: float
    closed: tuple[str, ...]

    @property
    def reachable(self) -> bool:
        """True when a path leads there."""
        return bool(np.isfinite(self.minutes))

    @property
    def km(self) -> float:
        """Kilometres of all legs; NaN when unreachable."""
        return sum(leg.km for leg in self.legs) if self.reachable else np.nan

    @property
    def wait(self) -> float:
        """Minutes of waiting, boarding and clearance."""
        return sum(leg.wait for leg in self.legs)

    @property
    def toll_cny(self) -> float | None:
        """Tolls that are known, in CNY for a private car; None for others, or when none is."""
        stated = [leg.toll_cny for leg in self.legs if leg.toll_cny is not None]
        return sum(stated) if stated and self.roads.vehicle == "car" else None

    @property
    def permit(self) -> bool:
        """True when a leg needs a cross-boundary permit."""
        return any(leg.permit for leg in self.legs)

    @property
    def path(self) -> Path:
        """The line of the whole way, node to node."""
        points = [point for leg in self.legs for point in leg.path]
        return tuple(p for i, p in enumerate(points) if i == 0 or p != points[i - 1])


def route(travel: TravelTimes, start: str, end: str, roads: Roads) -> Route:
    """The quickest way from one place to another, each an id, `lon,lat` or a name.

    Raises
    ------
    UnknownPlaceError, UnknownLinkError
        If a place or a link of the roads is not known.
    """
    return _ROUTES.get((travel,), (start, end, roads), lambda: _route(travel, start, end, roads))


def _route(travel: TravelTimes, start: str, end: str, roads: Roads) -> Route:
    first, last = travel.gazetteer.find(start), travel.gazetteer.find(end)
    ends = [_End(travel=travel, place=place) for place in (first, last)]
    found = _between(travel, ends[0], ends[1], roads)
    here = first.id == last.id
    value, low, high = _minutes(travel, ends[0], ends[1], roads)
    if here:
        value, low, high = _at_home(travel, first)
    straight = {} if here else _directly(travel, ends[0], ends[1])
    if straight and not straight["value"] >= value:
        found, value = (_streets_between(ends[0], ends[1], straight["value"]),), straight["value"]
    low, high = (float(np.fmin(end, straight.get(part, np.nan))) for part, end in
                 (("low", low), ("high", high)))  # fmt: skip
    return Route(
        start=first,
        end=last,
        roads=roads,
        legs=() if here else found,
        minutes=value,
        low=low,
        high=high,
        from_km=ends[0].km,
        to_km=ends[1].km,
        closed=() if here else _closed(travel, ends[0], ends[1], roads),
    )


def _at_home(travel: TravelTimes, place: Place) -> tuple[float, float, float]:
    """From a place to itself: no minutes, but as unsure as a site's point is."""
    if not place.points:
        return np.nan, np.nan, np.nan
    if place.id not in travel.sites.index:
        return 0.0, 0.0, 0.0
    return 0.0, 0.0, float(travel.points_of(place).radius[0]) * MINUTES_PER_KM


def _directly(travel: TravelTimes, start: _End, end: _End) -> dict[str, float]:
    """Minutes by streets alone between two places off the network; empty when none lead."""
    places = (start.place, end.place)
    if start.is_node or end.is_node or not all(place.points for place in places):
        return {}
    found = travel.directly_from(start.place, travel.points_of(end.place))
    least = {part: float(minutes.min()) for part, minutes in found.items()}
    return least if np.isfinite(least["value"]) else {}


def _streets_between(start: _End, end: _End, minutes: float) -> Leg:
    points = start.place.points[0]
    return _streets((points, _nearest_point(end.place, points)), minutes)


def _streets(path: Path, minutes: float) -> Leg:
    """A leg off the network: assumed throughout."""
    km = minutes / MINUTES_PER_KM * DETOUR
    return Leg(
        links=(), names={}, mode=STREETS, km=km, drive=minutes, wait=0.0, wait_basis="",
        toll_cny=None, open_date=None, status="open", permit=False, path=path, assumed_km=km,
    )  # fmt: skip


def _nearest_point(place: Place, to: tuple[float, float]) -> tuple[float, float]:
    """Of the points of a place (the nearest port has several) the one nearest to another point."""
    return min(place.points, key=lambda p: (p[0] - to[0]) ** 2 + (p[1] - to[1]) ** 2)


class _End:
    """One end of a way: where it begins on the network and how it gets there."""

    def __init__(self, *, travel: TravelTimes, place: Place) -> None:
        self.travel, self.place = travel, place
        self.start: Start = travel.start(place)
        self.is_node = bool(len(travel.nodes_of(place)))

    @property
    def km(self) -> float:
        if self.is_node or not self.place.points:
            return 0.0 if self.is_node else float("inf")
        lon, lat = np.array(self.place.points).T
        return float(kilometres_to_network(self.travel.network, lon, lat).min())

    def streets(self, node: int, *, outward: bool) -> tuple[Leg, ...]:
        """The leg between the place and one of its nodes; none at a node."""
        if self.is_node:
            return ()
        minutes = float(self.start.minutes["value"][self.start.nodes == node].min())
        to = _point_of(self.travel, node)
        near = _nearest_point(self.place, to)
        return (_streets((near, to) if outward else (to, near), minutes),)


def _minutes(
    travel: TravelTimes, start: _End, end: _End, roads: Roads
) -> tuple[float, float, float]:
    graph = graph_of(travel.network, roads)
    found = [_least(graph, start.start, end.start, part) for part in PARTS]
    return found[0], found[1], found[2]


def _least(graph: Graph, start: Start, end: Start, part: str) -> float:
    if not len(start.nodes) or not len(end.nodes):
        return float("nan")
    from_start = graph.minutes([start], part)[0]
    least = float(np.min(from_start[end.nodes] + end.minutes[part]))
    return least if np.isfinite(least) else float("nan")


def _between(travel: TravelTimes, start: _End, end: _End, roads: Roads) -> tuple[Leg, ...]:
    """The legs of the quickest way; none when no path leads there."""
    if not len(start.start.nodes) or not len(end.start.nodes):
        return ()
    graph = graph_of(travel.network, roads)
    minutes, before = graph.tree(start.start)
    whole = minutes[end.start.nodes] + end.start.minutes["value"]
    last = int(end.start.nodes[int(np.argmin(whole))])
    if not np.isfinite(whole.min()):
        return ()
    nodes = _nodes_to(before, last, graph.size)
    return (
        *start.streets(nodes[0], outward=True),
        *_legs(travel, graph, nodes, roads),
        *end.streets(nodes[-1], outward=False),
    )


def _nodes_to(before: np.ndarray, last: int, size: int) -> list[int]:
    nodes = [last]
    while 0 <= before[nodes[-1]] < size:
        nodes.append(int(before[nodes[-1]]))
    return nodes[::-1]


def _legs(travel: TravelTimes, graph: Graph, nodes: list[int], roads: Roads) -> list[Leg]:
    links = open_links(travel.network, roads)
    legs: list[Leg] = []
    for a, b in pairwise(nodes):
        link = graph.link_of[min(a, b), max(a, b)]
        leg = _leg(travel, link, links.loc[link].to_dict(), a, b)
        if legs and _alike(legs[-1], leg):
            leg = _joined(legs.pop(), leg)
        legs.append(leg)
    return legs


def _leg(travel: TravelTimes, link: str, row: dict[str, Any], a: int, b: int) -> Leg:
    return Leg(
        links=(link,),
        names={"en": str(row["name_en"]), "zh": str(row["name_zh"])},
        mode=str(row["mode"]),
        km=float(row["length_km"]),
        drive=float(row["drive"]),
        wait=float(row["wait"]),
        wait_basis=text_of(row["wait_basis"]),
        toll_cny=None if pd.isna(row["toll_cny"]) else float(row["toll_cny"]),
        open_date=None if pd.isna(row["open_date"]) else row["open_date"],
        status=str(row["status"]),
        permit=bool(row["permit"]),
        path=(_point_of(travel, a), _point_of(travel, b)),
        assumed_km=0.0 if row["speed_basis"] in SPEED_SPREAD else float(row["length_km"]),
    )


def _alike(one: Leg, other: Leg) -> bool:
    """Neighbouring links of one name are one leg, unless a person waits before the second."""
    same = (one.names, one.open_date, one.status) == (other.names, other.open_date, other.status)
    return same and not other.wait


def _joined(one: Leg, other: Leg) -> Leg:
    tolls = [toll for toll in (one.toll_cny, other.toll_cny) if toll is not None]
    crossing = {one.mode, other.mode} & {"bridge", "tunnel"}
    return Leg(
        links=one.links + other.links,
        names=one.names,
        mode=one.mode if one.mode == other.mode or not crossing else sorted(crossing)[0],
        km=one.km + other.km,
        drive=one.drive + other.drive,
        wait=one.wait + other.wait,
        wait_basis=one.wait_basis or other.wait_basis,
        toll_cny=sum(tolls) if tolls else None,
        open_date=one.open_date,
        status=one.status,
        permit=one.permit or other.permit,
        path=(*one.path, *other.path[1:]),
        assumed_km=one.assumed_km + other.assumed_km,
    )


def _closed(travel: TravelTimes, start: _End, end: _End, roads: Roads) -> tuple[str, ...]:
    """Links whose rule is not known, on the way that would be the quickest if they were open."""
    rule = answers(travel.network, roads)
    legs = _between(travel, start, end, replace(roads, unknown_open=True))
    return tuple(link for leg in legs for link in leg.links if rule.get(link) == "unknown")


def _point_of(travel: TravelTimes, node: int) -> tuple[float, float]:
    row = travel.network.nodes.iloc[node]
    return float(row["lon"]), float(row["lat"])
