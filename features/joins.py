"""The last kilometres: which nodes of the network a point joins, and how long that takes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from pyproj import Geod
from scipy.spatial import KDTree

from features.graph import PARTS, Start
from features.memo import IdentityMemo
from features.network import Network
from features.terrain import OPEN_WATER_KM, Terrain

JOIN_AT_LEAST = 3
"""A point joins at least this many nodes on its own shore, however far within the limit."""
FAR_TIMES = 4
"""Farther than this many times `join_km` (60 km) from every node no time is given."""
MOST, LOOKED_AT = 48, 8
"""Nearest nodes that are measured for one point, and how many of them beyond `join_km`."""

DIRECT_KM = 5.0
"""Two places off the network within this distance may be joined by streets alone."""

DETOUR = 1.3
"""Road over straight line: the usual ratio for towns (Ballou et al. 2002 give 1.2 to 1.5)."""
OFF_NETWORK_KMH = 35.0
"""Assumed average on streets and county roads between a site and the network."""
MINUTES_PER_KM = DETOUR / OFF_NETWORK_KMH * 60
FAR_SPREAD = 0.5
"""Far from every node, or with open water before all of them, the last kilometres are uncertain
by half, up and down."""

CUSTOMS = ("Hong Kong", "Macao")
"""Cities with customs of their own: their boundary is crossed on a link and on no street."""

_GEOD = Geod(ellps="WGS84")
_TREES = IdentityMemo(size=8)


@dataclass(frozen=True, kw_only=True)
class Points:
    """Places in EPSG:4326 (NaN without a point), how precise in km, and whose customs.

    `customs` is a city of `CUSTOMS`, "mainland", or blank where only the nearest node can tell.
    """

    lon: np.ndarray
    lat: np.ndarray
    radius: np.ndarray
    customs: np.ndarray

    def __len__(self) -> int:
        return len(self.lon)


@dataclass(frozen=True, kw_only=True)
class Joins:
    """One row a pair of point and node, ordered by point.

    Attributes
    ----------
    first : where the rows of each point begin; one more entry ends the last
    node : positions of nodes in the network
    minutes : value, low and high
    far : for each point, True when its minutes are wide
    """

    first: np.ndarray
    node: np.ndarray
    minutes: dict[str, np.ndarray]
    far: np.ndarray

    def start(self, point: int) -> Start:
        """The nodes that one point joins."""
        rows = self.rows(point)
        return Start(
            nodes=self.node[rows], minutes={p: self.minutes[p][rows] for p in self.minutes}
        )

    def rows(self, point: int) -> slice:
        """The rows of one point."""
        return slice(int(self.first[point]), int(self.first[point + 1]))

    def reached(self, minutes: np.ndarray, part: str) -> np.ndarray:
        """Minutes from starts to the points, starts by points, given those to every node.

        NaN where a point joins nothing, or no path leads there.
        """
        found = np.full((len(minutes), len(self.first) - 1), np.inf)
        joined = np.flatnonzero(np.diff(self.first))
        if len(joined):
            whole = minutes[:, self.node] + self.minutes[part]
            found[:, joined] = np.minimum.reduceat(whole, self.first[joined], axis=1)
        return np.where(np.isinf(found), np.nan, found)


def join(network: Network, points: Points, terrain: Terrain) -> Joins:
    """How points join a network: every attachable node within its `join_km` and at least three.

    Only nodes of the same customs territory count, and none over more than `OPEN_WATER_KM` of
    open water; a point with water before all of them joins the nearest one and is marked far.
    """
    pairs = _near(network, points)
    pairs = _looked_at(pairs[_same_customs(network, points, pairs)], network.join_km)
    pairs = pairs.assign(water=_water(network, points, pairs, terrain))
    chosen = pd.concat([_ashore(pairs, network.join_km), _over_water(pairs)])
    return _joins(network, points, chosen.sort_values(["point", "km"], kind="stable"))


def _near(network: Network, points: Points) -> pd.DataFrame:
    """Pairs within the limit, at most `MOST` a point: point, node and km, nearest first."""
    known = np.flatnonzero(~np.isnan(points.lon))
    tree, nodes = _TREES.get((network.nodes,), None, lambda: _tree(network.nodes))
    many = min(MOST, len(nodes))
    if not len(known) or not many:
        return pd.DataFrame({"point": [], "node": [], "km": []}, dtype=float)
    _, near = tree.query(_sphere(points.lon[known], points.lat[known]), k=range(1, many + 1))
    node = nodes[near.ravel()]
    point = np.repeat(known, many)
    lon, lat = network.nodes["lon"].to_numpy(), network.nodes["lat"].to_numpy()
    metres = _GEOD.inv(points.lon[point], points.lat[point], lon[node], lat[node])[2]
    pairs = pd.DataFrame({"point": point, "node": node, "km": np.asarray(metres) / 1_000})
    return pairs[pairs["km"] <= far_km(network)].sort_values(["point", "km"], kind="stable")


def straight_km(*ends: np.ndarray) -> np.ndarray:
    """Geodesic kilometres between points (lon, lat, lon, lat); NaN where one of them is blank.

    Examples
    --------
    >>> straight_km(*(np.array([x]) for x in (113.0, 22.0, 113.1, 22.0))).round(1).tolist()
    [10.3]
    """
    known = ~np.isnan(np.stack(ends)).any(axis=0)
    km = np.full(len(ends[0]), np.nan)
    if known.any():
        km[known] = np.asarray(_GEOD.inv(*[part[known] for part in ends])[2]) / 1_000
    return km


def directly(one: Points, others: Points, terrain: Terrain, at: int = 0) -> dict[str, np.ndarray]:
    """Minutes by streets alone from one point to others: value, low and high; inf where none lead.

    None lead farther than `DIRECT_KM`, over open water or through a customs boundary.
    """
    lon, lat = np.full(len(others), one.lon[at]), np.full(len(others), one.lat[at])
    km = straight_km(lon, lat, others.lon, others.lat)
    own = np.full(len(others), one.customs[at])
    near = (km <= DIRECT_KM) & ((own == others.customs) | (own == "") | (others.customs == ""))
    ends = np.column_stack([lon[near], lat[near], others.lon[near], others.lat[near]])
    near[near] = terrain.water_km(ends, km[near]) <= OPEN_WATER_KM
    unsure = one.radius[at] + others.radius
    parts = (km, np.maximum(km - unsure, 0.0), km + unsure)
    return {
        part: np.where(near, end * MINUTES_PER_KM, np.inf)
        for part, end in zip(PARTS, parts, strict=True)
    }


def kilometres_to_network(network: Network, lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    """Geodesic kilometres from each point (EPSG:4326) to the nearest node that a site may join."""
    tree, nodes = _TREES.get((network.nodes,), None, lambda: _tree(network.nodes))
    if not len(nodes):
        return np.full(len(lon), np.inf)
    _, near = tree.query(_sphere(lon, lat))
    at = network.nodes.iloc[nodes[near]]
    return np.asarray(_GEOD.inv(lon, lat, at["lon"].to_numpy(), at["lat"].to_numpy())[2]) / 1_000


def _tree(nodes: pd.DataFrame) -> tuple[KDTree, np.ndarray]:
    attachable = np.flatnonzero((nodes["attach"] == "yes").to_numpy())
    lon, lat = nodes["lon"].to_numpy()[attachable], nodes["lat"].to_numpy()[attachable]
    return KDTree(_sphere(lon, lat)), attachable


def _sphere(lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    east, north = np.radians(lon), np.radians(lat)
    return np.column_stack(
        [np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)]
    )


def far_km(network: Network) -> float:
    """Kilometres from every node beyond which no time is given."""
    return FAR_TIMES * network.join_km


def customs_of(city: pd.Series) -> np.ndarray:
    """The customs territory of cities: one of `CUSTOMS`, or "mainland"; blank stays blank.

    Examples
    --------
    >>> customs_of(pd.Series(["Macao", "Zhuhai", None])).tolist()
    ['Macao', 'mainland', '']
    """
    return np.where(city.isna(), "", np.where(city.isin(CUSTOMS), city, "mainland")).astype(str)


def _same_customs(network: Network, points: Points, pairs: pd.DataFrame) -> np.ndarray:
    if "city" not in network.nodes:
        return np.ones(len(pairs), dtype=bool)
    theirs = customs_of(network.nodes["city"])[pairs["node"].to_numpy(dtype=int)]
    nearest = pairs.assign(theirs=theirs).drop_duplicates("point").set_index("point")["theirs"]
    own = points.customs.astype(object)[pairs["point"].to_numpy(dtype=int)]
    told = np.where(own == "", nearest.reindex(pairs["point"]).to_numpy(dtype=object), own)
    return (theirs == told) | (theirs == "")


def _looked_at(pairs: pd.DataFrame, join_km: float) -> pd.DataFrame:
    return pairs[(pairs.groupby("point").cumcount() < LOOKED_AT) | (pairs["km"] <= join_km)]


def _water(network: Network, points: Points, pairs: pd.DataFrame, terrain: Terrain) -> np.ndarray:
    at, to = (pairs[name].to_numpy(dtype=int) for name in ("point", "node"))
    lon, lat = network.nodes["lon"].to_numpy(), network.nodes["lat"].to_numpy()
    ends = np.column_stack([points.lon[at], points.lat[at], lon[to], lat[to]])
    return terrain.water_km(ends, pairs["km"].to_numpy())


def _ashore(pairs: pd.DataFrame, join_km: float) -> pd.DataFrame:
    ashore = pairs[pairs["water"] <= OPEN_WATER_KM]
    place = ashore.groupby("point").cumcount()
    return ashore[(place < JOIN_AT_LEAST) | (ashore["km"] <= join_km)]


def _over_water(pairs: pd.DataFrame) -> pd.DataFrame:
    ashore = set(pairs["point"][pairs["water"] <= OPEN_WATER_KM])
    return pairs[~pairs["point"].isin(ashore)].drop_duplicates("point")


def _joins(network: Network, points: Points, pairs: pd.DataFrame) -> Joins:
    point, km = pairs["point"].to_numpy(dtype=int), pairs["km"].to_numpy(dtype=float)
    first = np.searchsorted(point, np.arange(len(points) + 1))
    nearest = np.full(len(points), np.inf)
    np.minimum.at(nearest, point, km)
    wet = np.zeros(len(points), dtype=bool)
    wet[point[pairs["water"].to_numpy() > OPEN_WATER_KM]] = True
    far = np.isfinite(nearest) & (wet | (nearest > network.join_km))
    unsure = points.radius[point] + np.where(far[point], FAR_SPREAD * km, 0.0)
    ends = (km, np.maximum(km - unsure, 0.0), km + unsure)
    return Joins(
        first=first,
        node=pairs["node"].to_numpy(dtype=int),
        minutes={part: end * MINUTES_PER_KM for part, end in zip(PARTS, ends, strict=True)},
        far=far,
    )
