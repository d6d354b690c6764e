"""A table with shapes as a GeoPackage, a layer that any GIS opens."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
from shapely.geometry.base import BaseGeometry

WGS84 = "EPSG:4326"
_CLOCK = "OGR_CURRENT_DATE"
"""What GDAL writes for the moment of the last change; its clock where it is not set."""


def gpkg_bytes(
    table: pd.DataFrame, shapes: Sequence[BaseGeometry | None], *, layer: str, on: date
) -> bytes:
    """The table as one layer of a GeoPackage in WGS-84, of the day `on`.

    The same table gives the same bytes on one machine; another version of GDAL or SQLite may lay
    the same rows out in another way.
    """
    frame = gpd.GeoDataFrame(table, geometry=list(shapes), crs=WGS84)
    with tempfile.TemporaryDirectory(prefix="baysite-") as folder, _dated(on):
        path = Path(folder) / f"{layer}.gpkg"
        pyogrio.write_dataframe(frame, path, layer=layer, driver="GPKG", geometry_type="Unknown")
        return path.read_bytes()


@contextmanager
def _dated(on: date) -> Iterator[None]:
    """GDAL's clock stands at the beginning of a day."""
    before = pyogrio.get_gdal_config_option(_CLOCK)
    pyogrio.set_gdal_config_options({_CLOCK: f"{on.isoformat()}T00:00:00.000Z"})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({_CLOCK: before})
