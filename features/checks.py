"""Rules that every row of the catalogue keeps; a broken one names file, row, field and rule."""

from __future__ import annotations

import re
from collections.abc import Collection

import numpy as np
import pandas as pd

from features.cities import CITIES, FRAME, OUTSIDE
from features.functions import LEVELS, SUITABILITY
from features.lists import parts

ROLES = ("place", "umbrella", "reference")
STATUSES = ("operating", "under_construction", "planned")
CONFIDENCES = ("high", "medium", "low")
DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
"""A year, a month or a day, as `as_of` states it."""

COLUMNS = (
    "name_en", "name_zh", "aliases", "kind", "role", "family", "parent_id", "town_id", "city",
    "district", "level", "status", "partner_city", "sectors", "sector_words",
    "sector_words_translated", "area_km2",
    "established_year", "precision_km", "point_basis", "source_id", "as_of", "confidence",
)  # fmt: skip
"""Properties of parks.geojson besides site_id."""


def site_faults(
    file: str, sites: pd.DataFrame, sources: pd.DataFrame, leaves: set[str] | None
) -> list[str]:
    """Every fault of the sites, one line each; no `leaves`, no check of the industries."""
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
        ("source_id", ~sites["source_id"].isin(sources.index),
         "expected a source of sources.csv"),
    ]  # fmt: skip
    return [fault_line(file, sites, field, row, rule) for field, wrong, rule in rules
             for row in np.flatnonzero(wrong).tolist()]  # fmt: skip


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
        ("site_id", ~_slug(index), "expected up to 64 letters, digits, -, _ and ."),
        ("site_id", sites.index.duplicated(keep="first"), "stands twice, expected once"),
        ("parent_id", _circles(sites), "stands inside itself, expected a zone around it"),
        ("name_en", nameless, "expected a name in English or Chinese"),
        *references,
    ]


ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]|\.(?!\.)){0,63}")
"""An id also names sheets, files and addresses: nothing else may stand in it."""


def _slug(index: pd.Series) -> np.ndarray:
    return np.array([isinstance(site, str) and bool(ID.fullmatch(site)) for site in index])


def _circles(sites: pd.DataFrame) -> np.ndarray:
    parent = {s: p for s, p in sites["parent_id"].items() if isinstance(p, str)}
    return np.array([_leads_back(site, parent) for site in sites.index])


def _leads_back(site: str, parent: dict[str, str]) -> bool:
    seen, zone = {site}, parent.get(site)
    while zone is not None and zone not in seen:
        seen.add(zone)
        zone = parent.get(zone)
    return zone == site


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


def _codes(sites: pd.DataFrame, leaves: set[str] | None) -> list[Rule]:
    text = sites["sectors"].map(lambda cell: _blank(cell) or isinstance(cell, str)).astype(bool)
    codes = parts(sites["sectors"].where(text, None))
    known = {code for found in codes for code in found} if leaves is None else leaves
    unknown = ~text | codes.map(lambda found: bool(set(found) - known)).astype(bool)
    sets = {"kind": SUITABILITY.index, "role": ROLES}
    near = (*CITIES, *OUTSIDE)
    # A reference zone may lie in any city of China; all others in one that a profile can name.
    astray = sites["city"].isna() | ~(sites["city"].isin(near) | (sites["role"] == "reference"))
    optional = {"level": LEVELS, "status": STATUSES, "confidence": CONFIDENCES}
    return [
        ("sectors", unknown, "expected leaf codes of sectors.toml"),
        ("as_of", ~day_or_blank(sites["as_of"]), "expected YYYY, YYYY-MM, YYYY-MM-DD or nothing"),
        ("city", astray, f"expected one of {', '.join(near)}"),
        *[one_of(sites, name, known) for name, known in sets.items()],
        *[one_of(sites, name, known, optional=True) for name, known in optional.items()],
    ]


def one_of(
    table: pd.DataFrame, name: str, known: Collection[str], *, optional: bool = False
) -> Rule:
    """The rule that a column holds only known words; `optional` lets it be blank."""
    wrong = ~table[name].isin(list(known)) & ~(optional & table[name].isna())
    return name, wrong, f"expected one of {', '.join(known)}"


def day_or_blank(cells: pd.Series) -> pd.Series:
    """True where a cell is blank or states a year, a month or a day."""
    return cells.map(
        lambda cell: _blank(cell) or bool(isinstance(cell, str) and DAY.fullmatch(cell))
    ).astype(bool)


def _blank(cell: object) -> bool:
    return cell is None or (isinstance(cell, float) and np.isnan(cell))


def _numbers(sites: pd.DataFrame) -> list[Rule]:
    rules: list[Rule] = []
    for name in ("area_km2", "established_year", "precision_km"):
        number = pd.to_numeric(sites[name], errors="coerce")
        wrong = sites[name].notna() & ~((number > 0) & np.isfinite(number))
        rules.append((name, wrong, "expected a number above 0 or nothing"))
    year = pd.to_numeric(sites["established_year"], errors="coerce")
    rules.append(("established_year", (year > 0) & ~year.between(1900, 2100), "expected a year"))
    return rules


def fault_line(file: str, table: pd.DataFrame, field: str, row: int, rule: str) -> str:
    """One fault as `file, row, field: found, rule`; rows by id, else by line of the file."""
    name = table.index[row] if table.index.dtype.kind not in "iu" else row + 2
    cell = table[field].iloc[row] if field in table and field != "geometry" else None
    found = "" if cell is None else f"found {_shown(cell)}, "
    return f"{file}, row {name}, field {field}: {found}{rule}. Correct the row."


def _shown(cell: object) -> str:
    if _blank(cell):
        return "nothing"
    return str(cell)[:60] if isinstance(cell, int | float) else repr(str(cell)[:60])
