"""Rules that every row of the catalogue keeps; a broken one names file, row, field and rule."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from features.functions import LEVELS, SUITABILITY
from features.lists import parts

ROLES = ("place", "umbrella", "reference")
STATUSES = ("operating", "under_construction", "planned")
SUPPLY_STATES = ("ready", "building", "planned", "taken", "undated")

FRAME = (73.0, 18.0, 136.0, 54.0)
"""Longitudes and latitudes of China, west, south, east, north."""

COLUMNS = (
    "name_en", "name_zh", "aliases", "kind", "role", "family", "parent_id", "town_id", "city",
    "district", "level", "status", "partner_city", "sectors", "sector_words",
    "sector_words_translated", "area_km2",
    "established_year", "precision_km", "point_basis", "source_id", "as_of", "confidence",
)  # fmt: skip
"""Properties of parks.geojson besides site_id."""


def faults_of(
    file: str, sites: pd.DataFrame, tables: Mapping[str, pd.DataFrame], leaves: set[str]
) -> list[str]:
    """Every fault of the sites and of the tables beside them, one line each."""
    missing = [name for name in COLUMNS if name not in sites.columns]
    if missing:
        return [
            f"{file}, all rows: lacks the fields {', '.join(missing)}. Expected the fields of "
            "docs/data.md. Add them."
        ]
    rules = [
        *_identity(sites),
        *_geometry(sites),
        *_codes(sites, leaves),
        *_numbers(sites),
        ("source_id", ~sites["source_id"].isin(tables["sources"].index),
         "expected a source of sources.csv"),
    ]  # fmt: skip
    lines = [_line(file, sites, field, row, rule) for field, wrong, rule in rules
             for row in np.flatnonzero(wrong).tolist()]  # fmt: skip
    return lines + _table_faults(sites, tables)


Rule = tuple[str, "pd.Series | np.ndarray", str]


def _identity(sites: pd.DataFrame) -> list[Rule]:
    index = sites.index.to_series()
    known = [*sites.index, None]
    nameless = sites["name_en"].isna() & sites["name_zh"].isna()
    references: list[Rule] = [
        (name, sites[name].notna() & ~sites[name].isin(known), "expected the id of a site")
        for name in ("parent_id", "town_id", "family")
    ]
    return [
        ("site_id", index.isna() | (index == ""), "expected an id"),
        ("site_id", sites.index.duplicated(keep="first"), "stands twice, expected once"),
        ("name_en", nameless, "expected a name in English or Chinese"),
        *references,
    ]


def _geometry(sites: pd.DataFrame) -> list[Rule]:
    shapes = sites["geometry"]
    bounds = np.array([g.bounds if g is not None else (np.nan,) * 4 for g in shapes])
    inside = _inside(bounds)
    swapped = ~inside & _inside(bounds[:, [1, 0, 3, 2]])
    located = np.array([g is not None for g in shapes])
    broken = np.array([g is not None and not g.is_valid for g in shapes])
    return [
        ("geometry", swapped, "longitude and latitude are swapped, expected longitude first"),
        ("geometry", located & ~inside & ~swapped, "lies outside China's frame, expected WGS-84"),
        ("geometry", broken, "crosses itself, expected a valid polygon"),
    ]


def _inside(bounds: np.ndarray) -> np.ndarray:
    west, south, east, north = FRAME
    return np.asarray(
        (bounds[:, 0] >= west) & (bounds[:, 1] >= south)
        & (bounds[:, 2] <= east) & (bounds[:, 3] <= north)
    )  # fmt: skip


def _codes(sites: pd.DataFrame, leaves: set[str]) -> list[Rule]:
    unknown = parts(sites["sectors"]).map(lambda codes: bool(set(codes) - leaves)).astype(bool)
    sets = {"kind": SUITABILITY.index, "role": ROLES}
    optional = {"level": LEVELS, "status": STATUSES}
    return [
        ("sectors", unknown, "expected leaf codes of sectors.toml"),
        *[(n, ~sites[n].isin(list(s)), f"expected one of {', '.join(s)}") for n, s in sets.items()],
        *[
            (n, sites[n].notna() & ~sites[n].isin(list(s)), f"expected one of {', '.join(s)}")
            for n, s in optional.items()
        ],
    ]


def _numbers(sites: pd.DataFrame) -> list[Rule]:
    rules: list[Rule] = []
    for name in ("area_km2", "established_year", "precision_km"):
        number = pd.to_numeric(sites[name], errors="coerce")
        wrong = sites[name].notna() & ~((number > 0) & np.isfinite(number))
        rules.append((name, wrong, "expected a number above 0 or nothing"))
    return rules


def _table_faults(sites: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> list[str]:
    evidence, supply, known = tables["evidence"], tables["supply"], tables["sources"].index
    at_sites = supply["level"] == "site"
    rules = {
        "evidence": [
            ("site_id", ~evidence["site_id"].isin(sites.index), "expected the id of a site"),
            ("source_id", ~evidence["source_id"].isin(known), "expected a source of sources.csv"),
        ],
        "supply": [
            ("site_id", at_sites & ~supply["site_id"].isin(sites.index), "expected a site id"),
            ("state", ~supply["state"].isin(SUPPLY_STATES), "expected a known state"),
            ("source_id", ~supply["source_id"].isin(known), "expected a source of sources.csv"),
        ],
        "incentives": [
            ("source_id", ~tables["incentives"]["source_id"].isin(known), "expected a source"),
        ],
    }
    return [
        _line(f"{name}.csv", tables[name], field, row, rule, offset=2)
        for name, checks in rules.items()
        for field, wrong, rule in checks
        for row in np.flatnonzero(wrong).tolist()
    ]


def _line(
    file: str, table: pd.DataFrame, field: str, row: int, rule: str, *, offset: int | None = None
) -> str:
    name = table.index[row] if offset is None else row + offset
    found = "" if field in ("site_id", "geometry") else f"found {table[field].iloc[row]!r}, "
    return f"{file}, row {name}, field {field}: {found}{rule}. Correct the row."
