"""Car minutes from every site to a place, over the strategic network and the last kilometres."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from datetime import date

import geopandas as gpd
import numpy as np
import pandas as pd
from pyproj import Geod

from features.cities import FRAME
from features.errors import UnknownPlaceError
from features.memo import IdentityMemo
from features.network import Network, node_minutes
from features.performance import performance

JOIN_KM = 15.0
"""A site joins every attachable node within this geodesic distance, at least `JOIN_AT_LEAST`."""
JOIN_AT_LEAST = 3
FAR_KM = 60.0
"""Farther than this from every node no time is given."""

DETOUR = 1.3
"""Road over straight line: the usual ratio for towns (Ballou et al. 2002 give 1.2 to 1.5)."""
OFF_NETWORK_KMH = 35.0
"""Assumed average on streets and county roads between a site and the network."""
MINUTES_PER_KM = DETOUR / OFF_NETWORK_KMH * 60
FAR_SPREAD = 0.5
"""Beyond `JOIN_KM` from every node the last kilometres are uncertain by half, up and down."""

FASTEST_KMH = 120.0
"""Highest posted speed on the mainland's expressways."""

AIRPORTS = ("air_szx", "air_hkg", "air_can", "air_zuh", "air_mfm")
CONTAINER_PORTS = (
    "port_yantian",
    "port_shekou",
    "port_nansha",
    "port_kwaitsing",
    "port_gaolan",
    "port_zhongshan",
)
NEAREST = {"nearest:airport": AIRPORTS, "nearest:port": CONTAINER_PORTS}
"""Forms that mean the nearest of several nodes."""

_GEOD = Geod(ellps="WGS84")
_POINT = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\s*")
_TABLES = IdentityMemo(size=256)


@dataclass(frozen=True, kw_only=True)
class TravelTimes:
    """Minutes by car between the sites of a catalogue and places of the network.

    `joins` holds the last kilometres: three arrays sites by nodes (value, low, high) of minutes,
    inf where a site does not join a node; they do not depend on the date.
    """

    network: Network
    sites: gpd.GeoDataFrame
    joins: dict[str, np.ndarray]

    @property
    def far(self) -> pd.Series:
        """True for each site beyond `JOIN_KM` from every node: its minutes are wide."""
        nearest = self.joins["value"].min(axis=1)
        far = (nearest > JOIN_KM * MINUTES_PER_KM) & np.isfinite(nearest)
        return pd.Series(far, index=self.sites.index)

    def minutes_to(self, place: str, on: date) -> pd.DataFrame:
        """Minutes by car from every site to a place: value, low, high; NaN where unknown.

        `place` is a node id, a site id, `lon,lat`, `nearest:airport` or `nearest:port`.

        Raises
        ------
        UnknownPlaceError
            If it is none of these; names the three nearest ids.
        """
        return _TABLES.get((self,), (place, on), lambda: self._minutes_to(place, on))

    def at_least_to(self, place: str) -> pd.Series:
        """Minutes that no car can beat to a place: the straight line at `FASTEST_KMH`.

        A bound and not a travel time: it decides a must-have where the network gives no minutes.
        NaN for a site without a point.
        """
        km = self.kilometres_to(place).to_numpy() - _radius(self.sites)
        return pd.Series(np.maximum(km, 0.0) / FASTEST_KMH * 60, index=self.sites.index)

    def kilometres_to(self, place: str) -> pd.Series:
        """Geodesic kilometres from every site to a place, for information; NaN without a point.

        They enter no criterion: a straight line says nothing of an estuary.
        """
        return _TABLES.get((self,), ("km", place), lambda: self._kilometres_to(place))

    def _kilometres_to(self, place: str) -> pd.Series:
        lon, lat = _points(self.sites)
        metres = [
            _geodesic(lon, lat, np.full(len(lon), x), np.full(len(lat), y))
            for x, y in self._end_points(place)
        ]
        return pd.Series(np.min(metres, axis=0) / 1_000, index=self.sites.index)

    def _end_points(self, place: str) -> list[tuple[float, float]]:
        nodes = self.network.nodes
        if place in NEAREST or place in nodes.index:
            rows = nodes.loc[list(NEAREST.get(place, (place,)))]
            return list(zip(rows["lon"], rows["lat"], strict=True))
        if place in self.sites.index:
            lon, lat = _points(self.sites.loc[[place]])
            return [(float(lon[0]), float(lat[0]))]
        return [_point_in(place, [*nodes.index, *self.sites.index, *NEAREST])]

    def between_sites(self, on: date) -> pd.DataFrame:
        """Minutes by car between all sites, square; NaN where unknown, 0 on the diagonal."""
        return _TABLES.get((self,), ("between", on), lambda: self._between_sites(on))

    def _minutes_to(self, place: str, on: date) -> pd.DataFrame:
        ends = self._ends(place)
        tables = node_minutes(self.network, on)
        columns = {part: _through(self.joins[part], tables[part], ends[part]) for part in _PARTS}
        if place in self.sites.index:
            here = self.sites.index.get_loc(place)
            columns["value"][here] = columns["low"][here] = 0.0
            columns["high"][here] = _radius(self.sites)[here] * MINUTES_PER_KM
        return performance(self.sites.index, columns["value"], columns["low"], columns["high"])

    def _between_sites(self, on: date) -> pd.DataFrame:
        minutes = _finite(node_minutes(self.network, on)["value"])
        reach = _min_plus(self.joins["value"], minutes)
        square = _min_plus(reach, self.joins["value"].T)
        square = np.where(np.isinf(square), np.nan, square)
        located = ~self.sites.geometry.isna().to_numpy()
        np.fill_diagonal(square, np.where(located, 0.0, np.nan))
        return pd.DataFrame(square, index=self.sites.index, columns=self.sites.index)

    def _ends(self, place: str) -> dict[str, np.ndarray]:
        """Minutes from every node to the place itself; inf for nodes that are not its gate."""
        nodes = self.network.nodes.index
        if place in NEAREST or place in nodes:
            at = np.where(nodes.isin(NEAREST.get(place, (place,))), 0.0, np.inf)
            return dict.fromkeys(_PARTS, at)
        if place in self.sites.index:
            here = self.sites.index.get_loc(place)
            return {part: self.joins[part][here] for part in _PARTS}
        lon, lat = _point_in(place, [*nodes, *self.sites.index, *NEAREST])
        joined = _join(self.network, np.array([lon]), np.array([lat]), np.zeros(1))
        return {part: joined[part][0] for part in _PARTS}


_PARTS = ("value", "low", "high")


def travel_times(network: Network, sites: gpd.GeoDataFrame) -> TravelTimes:
    """The travel times of sites with a point (EPSG:4326) and its `precision_km`.

    A site without a point joins nothing and stays unknown.
    """
    lon, lat = _points(sites)
    return TravelTimes(network=network, sites=sites, joins=_join(network, lon, lat, _radius(sites)))


def _point_in(text: str, known: list[str]) -> tuple[float, float]:
    """Longitude and latitude that a text states.

    Raises
    ------
    UnknownPlaceError
        If it states none, lies off the globe, or would lie in China with the two swapped.
    """
    found = _POINT.fullmatch(text)
    if found is None:
        raise _unknown(text, known)
    lon, lat = map(float, found.groups())
    if _in_china(lat, lon) and not _in_china(lon, lat):
        raise UnknownPlaceError(
            f"Place {text!r} has latitude first. Expected longitude first: {lat:g},{lon:g}. "
            "Swap the two."
        )
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise _unknown(text, known)
    return lon, lat


def _in_china(lon: float, lat: float) -> bool:
    west, south, east, north = FRAME
    return west <= lon <= east and south <= lat <= north


def _points(sites: gpd.GeoDataFrame) -> tuple[np.ndarray, np.ndarray]:
    points = sites.geometry.representative_point()
    blank = points.isna() | points.is_empty
    return points.x.where(~blank).to_numpy(), points.y.where(~blank).to_numpy()


def _geodesic(*ends: np.ndarray) -> np.ndarray:
    """Metres between points, NaN where one of them is blank."""
    known = ~np.isnan(np.stack(ends)).any(axis=0)
    metres = np.full(len(ends[0]), np.nan)
    if known.any():
        metres[known] = _GEOD.inv(*[part[known] for part in ends])[2]
    return metres


def kilometres_to_nodes(network: Network, lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    """Geodesic kilometres, points by nodes; inf to nodes that no site may join, NaN for no point.

    Examples
    --------
    >>> nodes = pd.DataFrame({"lon": [113.0], "lat": [22.0], "attach": ["yes"]}, index=["n"])
    >>> km = kilometres_to_nodes(Network(nodes=nodes, links=pd.DataFrame()),
    ...                          np.array([113.1]), np.array([22.0]))
    >>> round(km[0, 0].item(), 1)
    10.3
    """
    nodes = network.nodes
    shape = (len(lon), len(nodes))
    grid = [
        np.broadcast_to(lon[:, None], shape),
        np.broadcast_to(lat[:, None], shape),
        np.broadcast_to(nodes["lon"].to_numpy(), shape),
        np.broadcast_to(nodes["lat"].to_numpy(), shape),
    ]
    known = ~np.isnan(grid[0])
    metres = np.full(shape, np.nan)
    if known.any():
        metres[known] = _GEOD.inv(*[part[known] for part in grid])[2]
    return np.where((nodes["attach"] == "yes").to_numpy(), metres / 1_000, np.inf)


def _join(
    network: Network, lon: np.ndarray, lat: np.ndarray, radius: np.ndarray
) -> dict[str, np.ndarray]:
    km = kilometres_to_nodes(network, lon, lat)
    order = np.sort(km, axis=1)
    third = order[:, min(JOIN_AT_LEAST, order.shape[1]) - 1]
    joined = (km <= np.fmax(third, JOIN_KM)[:, None]) & (km <= FAR_KM)
    far = (order[:, 0] > JOIN_KM)[:, None]
    near = np.where(joined, km, 0.0)
    uncertain = radius[:, None] + np.where(far, FAR_SPREAD, 0.0) * near
    columns = {"value": near, "low": np.maximum(near - uncertain, 0.0), "high": near + uncertain}
    return {
        part: np.where(joined, column * MINUTES_PER_KM, np.inf) for part, column in columns.items()
    }


def _through(joins: np.ndarray, minutes: np.ndarray, ends: np.ndarray) -> np.ndarray:
    from_node = _min_plus(_finite(minutes), ends[:, None])[:, 0]
    best = (joins + from_node[None, :]).min(axis=1)
    return np.where(np.isinf(best), np.nan, best)


def _min_plus(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Shortest sums through every middle: the matrix product with + and min."""
    return np.stack([(row[:, None] + right).min(axis=0) for row in left])


def _finite(minutes: np.ndarray) -> np.ndarray:
    return np.where(np.isnan(minutes), np.inf, minutes)


def _radius(sites: gpd.GeoDataFrame) -> np.ndarray:
    """Stated precision of each point in km; a point without one is as unsure as `JOIN_KM`."""
    stated = sites["precision_km"].to_numpy(dtype=float)
    return np.where(np.isnan(stated), JOIN_KM, stated)


def _unknown(place: str, known: list[str]) -> UnknownPlaceError:
    near = difflib.get_close_matches(place, known, n=3, cutoff=0.0)
    return UnknownPlaceError(
        f"Place {place[:80]!r} is not known. Expected a site id, a node id, `lon,lat` or one of "
        f"{', '.join(NEAREST)}; nearest: {', '.join(near)}. Correct the place."
    )
