"""The files of a data folder as tables; a cell that cannot be read names file, row and field."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import geopandas as gpd
import pandas as pd
from shapely.geometry import shape

from features.errors import DataError

PARKS = "parks.geojson"

TABLES = {
    "evidence": "evidence.csv",
    "sources": "sources.csv",
    "supply": "supply.csv",
    "incentives": "incentives.csv",
    "incentive_coverage": "incentive_coverage.csv",
    "cooperation_modes": "cooperation_modes.csv",
    "exclusions": "site_exclusions.csv",
    "contacts": "contacts.csv",
    "places": "places.csv",
}
"""Fields of the catalogue to files of `data/`."""

_NUMBERS = {
    "supply": ("area_m2", "area_mu"),
    "incentives": ("cap_amount",),
    "places": ("lon", "lat", "population"),
}
_DAYS = {
    "evidence": ("as_of",),
    "supply": ("as_of", "available_from"),
    "incentives": ("valid_from", "valid_to"),
    "exclusions": ("as_of",),
}


def read_sites(file: Path) -> pd.DataFrame:
    """The features of a parks file as rows, index site_id, geometry as shapely or None."""
    text = file.read_text(encoding="utf-8")
    features = json.loads(text)["features"]
    table = pd.DataFrame([f["properties"] for f in features])
    table["geometry"] = [None if f["geometry"] is None else shape(f["geometry"]) for f in features]
    return table.set_index("site_id")


def located(sites: pd.DataFrame) -> gpd.GeoDataFrame:
    """The checked rows with numbers as numbers and geometry in EPSG:4326."""
    for name in ("area_km2", "established_year", "precision_km"):
        sites[name] = pd.to_numeric(sites[name])
    return gpd.GeoDataFrame(sites, geometry="geometry", crs="EPSG:4326")


def read_table(folder: Path, name: str) -> pd.DataFrame:
    """One of `TABLES` with its numbers and days read.

    Raises
    ------
    DataError
        Naming file, row and field of the first cell that is no number or day.
    """
    table = pd.read_csv(folder / TABLES[name], dtype=str, encoding="utf-8")
    for column in _NUMBERS.get(name, ()):
        table[column] = _parsed(table, column, name, pd.to_numeric)
    for column in _DAYS.get(name, ()):
        table[column] = _parsed(table, column, name, _days)
    return table.set_index("source_id") if name == "sources" else table


def _parsed(table: pd.DataFrame, column: str, name: str, parse) -> pd.Series:  # type: ignore[no-untyped-def,type-arg]
    parsed: pd.Series = parse(table[column], errors="coerce")
    wrong = parsed.isna() & table[column].notna()
    if wrong.any():
        row = table.index[wrong][0]
        raise DataError(
            f"{TABLES[name]}, row {row + 2}, field {column}: found {table.at[row, column]!r}, "
            "expected a number or a day (YYYY, YYYY-MM, YYYY-MM-DD). Correct the file."
        )
    return parsed


def _days(cells: pd.Series, *, errors: str) -> pd.Series:
    """Days of cells that state a year, a month or a day; the first day of what is stated."""
    full = cells + cells.str.len().map({4: "-01-01", 7: "-01"}).where(cells.notna(), None).fillna(
        ""
    )
    return pd.to_datetime(full, format="%Y-%m-%d", errors=errors)  # type: ignore[call-overload,no-any-return]


def digest_of(folder: Path, parks: Path | None) -> str:
    """Sixty-four hex digits over every file that a catalogue is read from."""
    names = (*TABLES.values(), "sectors.toml", "network_nodes.csv", "network_links.csv")
    files = [parks or folder / PARKS, *(folder / name for name in names)]
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()
