"""Minutes from every site to the places that matter, over the roads of a day and a vehicle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import geopandas as gpd
import numpy as np
import pandas as pd

from features.gazetteer import NEAREST, Gazetteer, Place
from features.graph import PARTS, Start, graph_of, node_minutes
from features.joins import (
    MINUTES_PER_KM,
    Joins,
    Points,
    customs_of,
    directly,
    join,
    straight_km,
)
from features.memo import IdentityMemo
from features.network import Network
from features.performance import performance
from features.roads import Roads, Vehicle
from features.terrain import EVERYWHERE, Terrain

FASTEST_KMH = {"car": 120.0, "truck": 100.0, "heavy_truck": 100.0, "passenger": 350.0}
"""Highest speeds allowed: expressways for cars, for other vehicles (Regulation on the Road Traffic
Safety Law, article 78), and the fastest trains."""
UNSTATED_KM = 15.0
"""How unsure a site's point is whose row does not say."""

_TABLES = IdentityMemo(size=512)


@dataclass(frozen=True, kw_only=True)
class TravelTimes:
    """Minutes between the sites of a catalogue and places, and the network they run over.

    `points` are the sites', `joins` their last kilometres; neither depends on the day.
    """

    network: Network
    sites: gpd.GeoDataFrame
    gazetteer: Gazetteer
    points: Points
    joins: Joins

    @cached_property
    def _directly(self) -> np.ndarray:
        """Minutes by streets alone between all sites, square; NaN where none lead."""
        terrain = self.gazetteer.terrain
        located = np.flatnonzero(~np.isnan(self.points.lon))
        square = np.full((len(self.sites), len(self.sites)), np.nan)
        for i in located:
            square[i] = _or_nan(directly(self.points, self.points, terrain, int(i))["value"])
        return square

    @property
    def far(self) -> pd.Series:
        """True for each site far from every node of its own shore: its minutes are wide."""
        return pd.Series(self.joins.far, index=self.sites.index)

    def minutes_to(self, place: str, roads: Roads) -> pd.DataFrame:
        """Minutes from every site to a place: value, low, high; NaN where unknown.

        Raises
        ------
        UnknownPlaceError
            If nothing is known by that name; names the three nearest.
        """
        return self.minutes_to_each([place], roads)[place]

    def minutes_to_each(self, places: Sequence[str], roads: Roads) -> dict[str, pd.DataFrame]:
        """For each place the minutes from every site: value, low, high; one search a place."""
        made = {p: self.gazetteer.find(p) for p in dict.fromkeys(places)}
        new = [p for p in made if not _TABLES.holds((self,), (p, roads))]
        fresh = dict(zip(new, self._tables([made[p] for p in new], roads), strict=True))
        return {p: self._kept(p, made[p], roads, fresh) for p in made}

    def _kept(
        self, text: str, place: Place, roads: Roads, fresh: dict[str, pd.DataFrame]
    ) -> pd.DataFrame:
        def make() -> pd.DataFrame:
            return fresh[text] if text in fresh else self._tables([place], roads)[0]

        return _TABLES.get((self,), (text, roads), make)

    def _tables(self, places: Sequence[Place], roads: Roads) -> list[pd.DataFrame]:
        if not places:
            return []
        graph = graph_of(self.network, roads)
        starts = [self.start(place) for place in places]
        found = {p: self.joins.reached(graph.minutes(starts, p), p) for p in PARTS}
        return [self._table(place, {p: found[p][i] for p in PARTS})
                for i, place in enumerate(places)]  # fmt: skip

    def _table(self, place: Place, minutes: dict[str, np.ndarray]) -> pd.DataFrame:
        if not len(self.nodes_of(place)) and place.points:
            streets = self.directly_from(place, self.points)
            minutes = {part: np.fmin(minutes[part], _or_nan(streets[part])) for part in PARTS}
        if place.id in self.sites.index and place.points:
            here = self.sites.index.get_loc(place.id)
            minutes["value"][here] = minutes["low"][here] = 0.0
            minutes["high"][here] = self.points.radius[here] * MINUTES_PER_KM
        return performance(self.sites.index, minutes["value"], minutes["low"], minutes["high"])

    def start(self, place: Place) -> Start:
        """The nodes from which a place is reached, with the minutes to each.

        At a node of the network no time is added; any other place joins like a site.
        """
        at = self.nodes_of(place)
        if len(at):
            return Start(nodes=at, minutes=dict.fromkeys(PARTS, np.zeros(len(at))))
        joins, points = self.joins_of(place)
        starts = [joins.start(point) for point in points]
        if not starts:
            return Start(nodes=np.array([], int), minutes={p: np.array([]) for p in PARTS})
        return Start(
            nodes=np.concatenate([start.nodes for start in starts]),
            minutes={p: np.concatenate([s.minutes[p] for s in starts]) for p in PARTS},
        )

    def points_of(self, place: Place) -> Points:
        """The points of a place, with the precision and customs that are known of it."""
        if place.id in self.sites.index:
            here = [int(self.sites.index.get_loc(place.id))]
            return Points(
                lon=self.points.lon[here], lat=self.points.lat[here],
                radius=self.points.radius[here], customs=self.points.customs[here],
            )  # fmt: skip
        lon, lat = np.array(place.points).reshape(-1, 2).T
        return Points(lon=lon, lat=lat, radius=np.zeros(len(lon)), customs=np.full(len(lon), ""))

    def directly_from(self, place: Place, others: Points) -> dict[str, np.ndarray]:
        """Minutes by streets alone from a place off the network to points; inf where none lead."""
        return directly(self.points_of(place), others, self.gazetteer.terrain)

    def nodes_of(self, place: Place) -> np.ndarray:
        """Positions of the nodes that a place is; none for a place off the network."""
        at = self._positions
        return np.array([at[n] for n in NEAREST.get(place.id, (place.id,)) if n in at], dtype=int)

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {str(node): i for i, node in enumerate(self.network.nodes.index)}

    def joins_of(self, place: Place) -> tuple[Joins, range]:
        """The last kilometres of a place that is no node, and its positions among them."""
        if place.id in self.sites.index:
            here = int(self.sites.index.get_loc(place.id))
            return self.joins, range(here, here + 1)
        points = self.points_of(place)
        return join(self.network, points, self.gazetteer.terrain), range(len(points))

    def at_least_to(self, place: str, vehicle: Vehicle = "car") -> pd.Series:
        """Minutes that no vehicle can beat to a place: the straight line at `FASTEST_KMH`.

        A bound and not a travel time: it decides a must-have where the network gives no minutes.
        NaN for a site without a point.
        """
        km = self.kilometres_to(place).to_numpy() - self.points.radius
        return pd.Series(np.maximum(km, 0.0) / FASTEST_KMH[vehicle] * 60, index=self.sites.index)

    def kilometres_to(self, place: str) -> pd.Series:
        """Geodesic kilometres from every site to a place, for information; NaN without a point.

        They enter no criterion: a straight line says nothing of an estuary.
        """
        return _TABLES.get((self,), ("km", place), lambda: self._kilometres_to(place))

    def _kilometres_to(self, place: str) -> pd.Series:
        lon, lat = self.points.lon, self.points.lat
        ends = self.gazetteer.find(place).points
        km = [straight_km(lon, lat, np.full(len(lon), x), np.full(len(lat), y)) for x, y in ends]
        least = np.min(km, axis=0) if km else np.full(len(lon), np.nan)
        return pd.Series(least, index=self.sites.index)

    def between_sites(self, roads: Roads) -> pd.DataFrame:
        """Minutes between all sites, square; NaN where unknown, 0 on the diagonal."""
        return _TABLES.get((self,), ("between", roads), lambda: self._between_sites(roads))

    def _between_sites(self, roads: Roads) -> pd.DataFrame:
        minutes = node_minutes(self.network, roads)["value"]
        nodes = self.joins.reached(np.where(np.isnan(minutes), np.inf, minutes), "value")
        square = self.joins.reached(np.where(np.isnan(nodes.T), np.inf, nodes.T), "value")
        square = np.fmin(square, self._directly)
        located = ~self.sites.geometry.isna().to_numpy()
        np.fill_diagonal(square, np.where(located, 0.0, np.nan))
        return pd.DataFrame(square, index=self.sites.index, columns=self.sites.index)


def travel_times(
    network: Network,
    sites: gpd.GeoDataFrame,
    places: pd.DataFrame | None = None,
    terrain: Terrain = EVERYWHERE,
    roads: Network | None = None,
) -> TravelTimes:
    """The travel times of sites with a point (EPSG:4326), its `precision_km` and their `city`.

    A site without a point joins nothing and stays unknown. With `roads` of one's own the trips
    run over these, and `network` only names places.
    """
    lon, lat = _points(sites)
    city = sites["city"] if "city" in sites else pd.Series(None, index=sites.index, dtype=object)
    points = Points(lon=lon, lat=lat, radius=_radius(sites), customs=customs_of(city))
    named = pd.DataFrame(columns=["name_en", "name_zh", "lon", "lat"]) if places is None else places
    return TravelTimes(
        network=roads or network,
        sites=sites,
        gazetteer=Gazetteer(network=network, sites=sites, places=named, terrain=terrain),
        points=points,
        joins=join(roads or network, points, terrain),
    )


def _or_nan(minutes: np.ndarray) -> np.ndarray:
    return np.where(np.isinf(minutes), np.nan, minutes)


def _points(sites: gpd.GeoDataFrame) -> tuple[np.ndarray, np.ndarray]:
    points = sites.geometry.representative_point()
    blank = points.isna() | points.is_empty
    return points.x.where(~blank).to_numpy(), points.y.where(~blank).to_numpy()


def _radius(sites: gpd.GeoDataFrame) -> np.ndarray:
    """Stated precision of each point in km; a point without one is as unsure as `UNSTATED_KM`."""
    stated = sites["precision_km"].to_numpy(dtype=float)
    return np.where(np.isnan(stated), UNSTATED_KM, stated)
