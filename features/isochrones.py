"""The ground that is reached within so many minutes of a place, and the sites on it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import shapely
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

from features.graph import graph_of
from features.joins import MINUTES_PER_KM, customs_of, far_km
from features.memo import IdentityMemo
from features.network import Network
from features.roads import Roads
from features.terrain import FRAME, OPEN_WATER_KM, Terrain
from features.travel import TravelTimes

_TO_METRES = Transformer.from_crs("EPSG:4326", "EPSG:32649", always_xy=True)
_TO_DEGREES = Transformer.from_crs("EPSG:32649", "EPSG:4326", always_xy=True)
QUARTER = 12
"""Corners of a quarter of a circle."""
COARSE_M = 100.0
"""Metres by which an outline may be simplified for drawing."""
DEGREES = 1e-4
"""Grid of the corners of an outline, about ten metres."""
SITE_KM = 0.5
"""Kilometres around a site that say of the ground what its minutes say."""

_SHAPES = IdentityMemo(size=24)


def isochrones(
    travel: TravelTimes, place: str, roads: Roads, limits: Sequence[int]
) -> dict[int, BaseGeometry]:
    """For each limit in minutes the ground reached from a place, in EPSG:4326 and on land.

    Inside the frame of the land layer a site lies on it exactly when its minutes are at most the
    limit; beyond the frame nothing is drawn.

    Notes
    -----
    A place is reached as a site is: from every node within `join_km`, the rest of the time on
    streets at their assumed speed, so the area is a union of discs around the nodes, cut where
    open water or the boundary of customs begins (ground belongs to the customs of its nearest
    node).
    """
    key = (place, roads, tuple(limits))
    return _SHAPES.get((travel,), key, lambda: _isochrones(travel, place, roads, limits))


def _isochrones(
    travel: TravelTimes, place: str, roads: Roads, limits: Sequence[int]
) -> dict[int, BaseGeometry]:
    start = travel.start(travel.gazetteer.find(place))
    minutes = graph_of(travel.network, roads).minutes([start], "value")[0]
    inside = travel.minutes_to(place, roads)["value"]
    return {
        limit: _with_sites(travel, _area(travel, minutes, limit), inside <= limit)
        for limit in sorted(limits)
    }


def _area(travel: TravelTimes, minutes: np.ndarray, limit: float) -> BaseGeometry:
    nodes, left = travel.network.nodes, limit - minutes
    reached = np.flatnonzero((nodes["attach"] == "yes").to_numpy() & (left > 0))
    km = np.minimum(left[reached] / MINUTES_PER_KM, travel.network.join_km)
    points = _points(nodes.iloc[reached])
    discs = shapely.buffer(points, 1_000 * km, quad_segs=QUARTER)
    land, grounds = _land(travel.gazetteer.terrain), _grounds(travel.network)
    own = [grounds[name] for name in customs_of(_city(nodes))[reached]]
    ashore = [_ashore(*each, land) for each in zip(discs, points, own, strict=True)]
    return shapely.simplify(shapely.union_all(ashore), COARSE_M)


def _with_sites(travel: TravelTimes, area: BaseGeometry, inside: pd.Series) -> BaseGeometry:
    """The area with the ground of every site that is reached, and of none that is not.

    Ground won from the sea since the coastline was drawn, and ground at a boundary, would
    otherwise say another thing than the minutes.
    """
    points = travel.sites.geometry
    located = points.notna() & ~points.is_empty
    lon, lat = points[located].x.to_numpy(), points[located].y.to_numpy()
    x, y = _TO_METRES.transform(lon, lat)
    discs = shapely.buffer(shapely.points(x, y), 1_000 * SITE_KM, quad_segs=2)
    reached = inside[located].to_numpy()
    near = shapely.intersects(discs, area)
    without = shapely.difference(area, shapely.union_all(discs[~reached & near]))
    whole = shapely.union(without, shapely.union_all(discs[reached & _in_frame(lon, lat)]))
    return shapely.set_precision(shapely.transform(whole, _degrees), DEGREES)


def _in_frame(lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    west, south, east, north = FRAME
    return (west <= lon) & (lon <= east) & (south <= lat) & (lat <= north)


def _ashore(
    disc: BaseGeometry, point: BaseGeometry, own: BaseGeometry, land: BaseGeometry
) -> BaseGeometry:
    """The part of a disc on land of the same customs: none behind open water."""
    parts = shapely.get_parts(shapely.intersection(shapely.intersection(disc, own), land))
    if not len(parts):
        return shapely.Polygon()
    home = parts[np.argmin(shapely.distance(parts, point))]
    near = parts[shapely.distance(parts, home) <= 1_000 * OPEN_WATER_KM]
    return shapely.union_all(near)


def _land(terrain: Terrain) -> BaseGeometry:
    return _SHAPES.get((terrain,), "land", lambda: shapely.transform(terrain.land, _metres))


def _grounds(network: Network) -> dict[str, BaseGeometry]:
    """The ground of each customs territory: what lies nearest to one of its nodes."""
    return _SHAPES.get((network.nodes,), "grounds", lambda: _made_grounds(network))


def _made_grounds(network: Network) -> dict[str, BaseGeometry]:
    places = network.nodes[network.nodes["attach"] == "yes"]
    customs, points = customs_of(_city(places)), _points(places)
    names = list(dict.fromkeys(customs))
    frame = shapely.buffer(shapely.box(*shapely.total_bounds(points)), 1_000 * far_km(network))
    if len(names) < 2:
        return dict.fromkeys(names, frame)
    cells = shapely.get_parts(
        shapely.voronoi_polygons(shapely.multipoints(points), extend_to=frame)
    )
    holds = [int(np.flatnonzero(shapely.intersects(cell, points))[0]) for cell in cells]
    return {name: shapely.union_all(cells[customs[holds] == name]) for name in names}


def _city(nodes: pd.DataFrame) -> pd.Series:
    return nodes["city"] if "city" in nodes else pd.Series(None, index=nodes.index, dtype=object)


def _points(nodes: pd.DataFrame) -> np.ndarray:
    return np.asarray(
        shapely.points(*_TO_METRES.transform(nodes["lon"].to_numpy(), nodes["lat"].to_numpy()))
    )


def _metres(points: np.ndarray) -> np.ndarray:
    return np.column_stack(_TO_METRES.transform(points[:, 0], points[:, 1]))


def _degrees(points: np.ndarray) -> np.ndarray:
    return np.column_stack(_TO_DEGREES.transform(points[:, 0], points[:, 1]))
