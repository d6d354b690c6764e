"""Land and open water: what a last kilometre on a street cannot cross."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from features.errors import DataError
from features.rows import unreadable

FRAME = (112.4, 21.7, 115.1, 24.1)
"""Longitudes and latitudes of the land layer, west, south, east, north; beyond it nothing is
known of water, and all counts as land."""

OPEN_WATER_KM = 1.5
"""A street does not lead over more open water than this: the river channels of the delta are
narrower and bridged by streets that the network does not hold, the estuary and the bays are
wider (judgement)."""

_GEOD = Geod(ellps="WGS84")
_UNREADABLE = (
    OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError,
    shapely.errors.ShapelyError,
)  # fmt: skip
"""What a file that is no land raises while it is read."""


@dataclass(frozen=True, kw_only=True)
class Terrain:
    """`land` in EPSG:4326, of about November 2017; `ground` is the same with all beyond `FRAME`."""

    land: BaseGeometry
    ground: BaseGeometry

    def water_km(self, ends: np.ndarray, km: np.ndarray) -> np.ndarray:
        """Kilometres over open water of straight lines (n by lon, lat, lon, lat) of given km."""
        lines = shapely.linestrings(ends.reshape(-1, 2, 2))
        wet = ~shapely.covers(self.ground, lines)
        share = np.zeros(len(lines))
        length = np.fmax(shapely.length(lines[wet]), 1e-12)
        share[wet] = shapely.length(shapely.difference(lines[wet], self.ground)) / length
        return share * km

    def kilometres_to_land(self, lon: float, lat: float) -> float:
        """Geodesic kilometres from a point to the nearest land; 0 on land and beyond `FRAME`."""
        point = shapely.Point(lon, lat)
        if self.ground.covers(point):
            return 0.0
        near, _ = shapely.shortest_line(self.ground, point).coords
        return float(_GEOD.inv(lon, lat, *near)[2]) / 1_000


def read_terrain(file: Path) -> Terrain:
    """The land layer of a GeoJSON file.

    Raises
    ------
    DataError
        If the file is missing or holds no polygons.
    """
    try:
        features = json.loads(file.read_text(encoding="utf-8"))["features"]
        polygons = [shapely.geometry.shape(feature["geometry"]) for feature in features]
        land = shapely.union_all(shapely.make_valid(polygons))
        west, south, east, north = shapely.total_bounds(land)
        inside = west >= -180 and east <= 180 and south >= -90 and north <= 90
        if not inside or land.geom_type not in ("Polygon", "MultiPolygon"):
            raise DataError(
                f"{file.name}: holds no land. Expected polygons in degrees. Run `make data`."
            )
        return terrain_of(land)
    except DataError:
        raise
    except _UNREADABLE as error:
        raise unreadable(file, error) from error


def terrain_of(land: BaseGeometry) -> Terrain:
    """Terrain of a land geometry in EPSG:4326."""
    beyond = shapely.box(-180, -90, 180, 90).difference(shapely.box(*FRAME))
    ground = shapely.union(land, beyond)
    shapely.prepare(ground)
    return Terrain(land=land, ground=ground)


EVERYWHERE = terrain_of(shapely.box(-180, -90, 180, 90))
"""Terrain without any water: for networks that come without a land layer."""
