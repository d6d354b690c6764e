"""Evidence: one sourced statement a line, rivals side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from features.build.sites import (
    CATALOGUE_2018,
    CATALOGUE_DATE,
    TORCH_ZONE,
    Raw,
    words,
)
from features.build.tables import Row, source_id

COLUMNS = (
    "site_id", "attribute", "value", "low", "high", "unit", "as_of", "source_id", "confidence",
    "note",
)  # fmt: skip

ATTRIBUTES = {
    "area_km2": ("area_km2", "km2"),
    "core_area_km2": ("core_area_km2", "km2"),
    "established_year": ("established_year", "year"),
    "kind": ("kind", ""),
    "level": ("level", ""),
    "status": ("status", ""),
    "city": ("city", ""),
    "partner_city": ("partner_city", ""),
    "cooperation_mode": ("cooperation_mode", ""),
    "population": ("population", "persons"),
    "named_industrial_areas": ("named_industrial_areas", ""),
    "titles": ("titles", ""),
    "admission_or_land_notes": ("land_notes", ""),
    "coord_precision_km": ("precision_km", "km"),
    "notes": ("notes", ""),
}
"""Raw column to attribute and unit."""

_MONEY = re.compile(r"([\w ]+):([\d.]+)\s*(?:\(([^)]*)\))?")
_YEAR = re.compile(r"\b(19|20)\d\d\b")


def statements(raw: Raw, rivals: list[Row]) -> tuple[pd.DataFrame, list[str]]:
    """The table of statements and the citations that they rest on."""
    found = [s for row in raw.sites for s in _of_row(row, row["id"])]
    found += list(_of_row({**raw.torch_town, "status": "", "level": ""}, TORCH_ZONE))
    found += [s for site, zone in raw.merged_zones for s in _of_zone(site, zone)]
    known = {row["id"] for row in raw.sites}
    found += [_of_rival(r) for r in rivals if r["subject_kind"] in ("site", "town")
              and _merged(r["site_id"]) in known and r["in_site_row"] != "yes"]  # fmt: skip
    table = pd.DataFrame([{**s, "source_id": source_id(s["source"])} for s in found])
    ordered = table.sort_values(["site_id", "attribute", "as_of", "value", "source_id"])
    return ordered[list(COLUMNS)].drop_duplicates(), list(table["source"])


def _of_row(row: Row, site: str) -> Iterator[Row]:
    base = {
        "site_id": site,
        "low": "",
        "high": "",
        "as_of": row["source_date"],
        "source": row["source"],
        "confidence": row["confidence"],
        "note": "",
    }
    for column, (attribute, unit) in ATTRIBUTES.items():
        if row.get(column):
            yield {**base, "attribute": attribute, "value": row[column], "unit": unit}
    for word in words(row["sectors"]):
        yield {**base, "attribute": "sector", "value": word, "unit": ""}
    if row["lon"] and row["lat"]:
        point = f"{row['lon']},{row['lat']}"
        yield {**base, "attribute": "location", "value": point, "unit": "degrees",
               "note": row["coord_basis"]}  # fmt: skip
    money = row.get("announced_investment_or_output_cny") or row.get("gdp_or_output_cny") or ""
    for key, amount, remark in _MONEY.findall(money):
        year = _YEAR.search(remark)
        yield {**base, "attribute": f"announced.{key.strip()}", "value": amount, "unit": "CNY",
               "as_of": year.group() if year else base["as_of"], "note": remark}  # fmt: skip


def _of_zone(site: str, zone: Row) -> Iterator[Row]:
    base = {
        "site_id": site,
        "low": "",
        "high": "",
        "as_of": CATALOGUE_DATE,
        "source": CATALOGUE_2018,
        "confidence": "high",
        "note": f"catalogue code {zone['code']}, {zone['name']}",
    }
    area = f"{float(zone['area_ha']) / 100:.6g}"
    yield {**base, "attribute": "core_area_km2", "value": area, "unit": "km2"}
    yield {**base, "attribute": "approved", "value": zone["approved"], "unit": "month"}
    for word in words(zone["industries"]):
        yield {**base, "attribute": "sector", "value": word, "unit": ""}


def _of_rival(row: Row) -> Row:
    return {
        "site_id": _merged(row["site_id"]),
        "attribute": row["attribute"],
        "value": row["value"],
        "low": "",
        "high": "",
        "unit": row["unit"],
        "as_of": row["as_of"],
        "source": row["source"],
        "confidence": "",
        "note": row["note"],
    }


def _merged(site: str) -> str:
    return TORCH_ZONE if site == "zs-town-torch" else site
