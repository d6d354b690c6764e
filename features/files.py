"""The files of a data folder as tables; a cell that cannot be read names file, row and field."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
from shapely.errors import ShapelyError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from features.errors import DataError
from features.rows import read_rows, unreadable

PARKS = "parks.geojson"
LAND = "land.geojson"
RULES = "incentive_rules.toml"

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
    "admission": "admission.csv",
    "market_access": "market_access.csv",
    "costs": "costs.csv",
    "surveys": "surveys.csv",
    "context": "context.csv",
    "other_evidence": "other_evidence.csv",
}
"""Fields of the catalogue to files of `data/`."""

COLUMNS = {
    "evidence": "site_id attribute value low high unit as_of source_id confidence note",
    "sources": "source_id citation urls",
    "supply": "supply_id site_id level item name area_m2 area_mu available_from state delivery "
    "floor_height_m floor_load_kn_m2 lift_t price_or_rent price_unit occupancy source_id as_of "
    "confidence notes superseded_by price_item price_role",
    "incentives": "incentive_id title_en title_zh jurisdiction instrument rate rate_zh currency "
    "cap_amount cap_per unit eligibility_sectors eligibility_conditions sector_codes "
    "needs_functions needs_ownership to_whom has_amount valid_from valid_to scope_kind scope_ids "
    "scope_note source_id as_of confidence",
    "incentive_coverage": "city city_rules zone_rules mark",
    "cooperation_modes": "site_id mode partner_city functions_away functions_here label_en "
    "label_zh source_id as_of confidence",
    "exclusions": "site_id excludes force scope_note scope_note_zh source_id as_of confidence",
    "contacts": "site_id authority_en authority_zh role official_site phone email source_id as_of "
    "confidence",
    "places": "geonameid name_en name_zh country lon lat population",
    "admission": "admission_id scope_kind scope metric operator threshold unit "
    "applies_to_sectors condition binding_level instrument_status subject may_exclude "
    "may_exclude_note valid_from valid_to document source_id as_of confidence",
    "market_access": "access_id title_en title_zh scope_kind scope_ids sectors ownership "
    "allows_or_requires condition valid_from valid_to status document source_id as_of confidence",
    "costs": "cost_id city indicator value unit source_id as_of confidence item role amount "
    "currency scope_kind scope_ids",
    "surveys": "survey_id factor factor_key metric value direction who respondents via "
    "source_id as_of",
    "context": "context_id city kind text_en text_zh value unit deadline sectors source_id as_of",
    "other_evidence": "subject_kind subject_id attribute value unit source_id as_of note",
}
"""Columns that a table must have."""

_NUMBERS = {
    "supply": ("area_m2", "area_mu"),
    "incentives": ("cap_amount",),
    "places": ("lon", "lat", "population"),
    "costs": ("value", "amount"),
    "surveys": ("value",),
}
_DAYS = {
    "evidence": ("as_of",),
    "supply": ("as_of", "available_from"),
    "incentives": ("valid_from", "valid_to"),
    "exclusions": ("as_of",),
    "admission": ("as_of",),
    "market_access": ("as_of",),
    "costs": ("as_of",),
    "surveys": ("as_of",),
    "context": ("as_of", "deadline"),
    "contacts": ("as_of",),
    "other_evidence": ("as_of",),
}


def read_sites(file: Path) -> pd.DataFrame:
    """The features of a parks file as rows, index site_id, geometry as shapely or None.

    Raises
    ------
    DataError
        If the file is no GeoJSON with `features`, or a feature's properties or shape cannot be
        read; names the feature.
    """
    try:
        text = json.loads(file.read_text(encoding="utf-8"))
        return _sites(file, text["features"], text.get("crs"))
    except DataError:
        raise
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise unreadable(file, error) from error


WGS84 = ("CRS84", "EPSG::4326", "EPSG:4326")
"""How a `crs` member, if there is one, may end: RFC 7946 knows WGS-84 only."""


def _sites(file: Path, features: list[Any], crs: Any) -> pd.DataFrame:
    rows, faults = [], _of_datum(file, crs)
    for number, found in enumerate(features, start=1):
        try:
            rows.append(_feature(file, number, found))
        except DataError as error:
            faults.append(str(error))
    if faults:
        raise DataError("\n".join(faults))
    return pd.DataFrame(rows).set_index("site_id")


def _of_datum(file: Path, crs: Any) -> list[str]:
    named = str((crs or {}).get("properties", {}).get("name", "CRS84"))
    if named.endswith(WGS84):
        return []
    return [
        f"{file.name}, first line, field crs: found {named[:60]!r}, expected WGS-84. Import the "
        "file with its datum declared (`sites import --datum`)."
    ]


def _feature(file: Path, number: int, found: Any) -> dict[str, Any]:
    try:
        properties, geometry = found["properties"], found["geometry"]
        named = str(properties["site_id"])
        return {**properties, "site_id": named, "geometry": _shape(geometry)}
    except (KeyError, TypeError, ValueError, AttributeError, ShapelyError) as error:
        raise DataError(
            f"{file.name}, feature {number}: its properties or its shape cannot be read "
            f"({type(error).__name__}: {str(error)[:60]}). Expected a site_id and a Point, "
            "Polygon or nothing. Correct the feature."
        ) from error


def _shape(geometry: Any) -> BaseGeometry | None:
    if geometry is None:
        return None
    made = shape(geometry)
    if made.geom_type not in ("Point", "Polygon", "MultiPolygon"):
        raise ValueError(f"geometry of type {made.geom_type}")
    return made


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
        Naming file, row and field of every cell that is no number or day, one a line.
    """
    table = read_rows(folder / TABLES[name], tuple(COLUMNS[name].split()))
    parsers = dict.fromkeys(_NUMBERS.get(name, ()), pd.to_numeric)
    parsers |= dict.fromkeys(_DAYS.get(name, ()), days)
    faults: list[str] = []
    stated = table.get("as_of")  # a year stays a year for the reader
    for column, parse in parsers.items():
        try:
            table[column] = _parsed(table, column, name, parse)
        except DataError as error:
            faults += str(error).splitlines()
    if faults:
        raise DataError("\n".join(faults))
    if "as_of" in table:
        table["said_on"] = stated
    return table.set_index("source_id") if name == "sources" else table


def _parsed(table: pd.DataFrame, column: str, name: str, parse) -> pd.Series:  # type: ignore[no-untyped-def,type-arg]
    parsed: pd.Series = parse(table[column], errors="coerce")
    wrong = parsed.isna() & table[column].notna()
    if wrong.any():
        raise DataError(
            "\n".join(
                f"{TABLES[name]}, row {row + 2}, field {column}: found "
                f"{str(table.at[row, column])[:60]!r}, expected a number or a day (YYYY, YYYY-MM, "
                "YYYY-MM-DD). Correct the file."
                for row in table.index[wrong]
            )
        )
    return parsed


def days(cells: pd.Series, *, errors: str = "raise") -> pd.Series:
    """Days of cells that state a year, a month or a day; the first day of what is stated."""
    rest = cells.str.len().map({4: "-01-01", 7: "-01"}).astype(object).fillna("")
    full = cells + rest.astype(cells.dtype)
    return pd.to_datetime(full, format="%Y-%m-%d", errors=errors)  # type: ignore[call-overload,no-any-return]


def digest_of(folder: Path, parks: Path | None) -> str:
    """Sixty-four hex digits over every file that a catalogue is read from."""
    names = (
        *TABLES.values(),
        "sectors.toml",
        "network_nodes.csv",
        "network_links.csv",
        LAND,
        RULES,
    )
    files = [parks or folder / PARKS, *(folder / name for name in names)]
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()
