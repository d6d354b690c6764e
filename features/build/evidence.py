"""Evidence: one sourced statement a line, rivals side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pandas as pd

from features.build.sites import (
    CATALOGUE_2018,
    CATALOGUE_DATE,
    TORCH_ZONE,
    Raw,
    words,
)
from features.build.tables import Row, source_id
from features.evidence import resolve
from features.files import days

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


def statements(raw: Raw, rivals: list[Row], readings: list[Row]) -> tuple[pd.DataFrame, list[str]]:
    """The table of statements and the citations that they rest on.

    `readings` says of some rivals that they speak of another thing: these stand beside the
    others as `<attribute>.other` and are no rivals.
    """
    found = [s for row in raw.sites for s in _of_row(row, row["id"])]
    found += list(_of_row({**raw.torch_town, **dict.fromkeys(_ZONES_OWN, "")}, TORCH_ZONE))
    found += [s for site, zone in raw.merged_zones for s in _of_zone(site, zone)]
    found += [_of_later_zone(site, zone) for site, zone in raw.later_zones]
    known = {row["id"] for row in raw.sites}
    beside = [r for r in rivals if r["subject_kind"] in ("site", "town")
              and _merged(r["site_id"]) in known]  # fmt: skip
    own = {(r["site_id"], r["attribute"], r["value"]): r
           for r in beside if r["in_site_row"] == "yes"}  # fmt: skip
    found = [_dated(s, own) for s in found]
    other = {(r["site_id"], r["attribute"], r["value"]) for r in readings}
    found += [_of_rival(r, other) for r in beside if r["in_site_row"] != "yes"]
    table = pd.DataFrame([{**s, "source_id": source_id(s["source"])} for s in found])
    ordered = table.sort_values(["site_id", "attribute", "as_of", "value", "source_id"])
    return ordered[list(COLUMNS)].drop_duplicates(), list(table["source"])


def _dated(statement: Row, own: dict[tuple[str, str, str], Row]) -> Row:
    """The statement with the day and source of this very value, where the rivals name them."""
    named = own.get((statement["site_id"], statement["attribute"], statement["value"]))
    if named is None or not named["as_of"]:
        return statement
    return {**statement, "as_of": named["as_of"], "source": named["source"]}


RESOLVED_ON = date(2026, 11, 24)
"""Day of knowledge of the resolved values in parks.geojson: the day of the collection."""


def areas(statements: pd.DataFrame, sources: pd.DataFrame) -> dict[str, str]:
    """The preferred area in km2 of each site that states one."""
    stated = statements[statements["attribute"] == "area_km2"]
    dated = stated.assign(as_of=days(stated["as_of"].replace("", None)), said_on=stated["as_of"])
    citations = sources.set_index("source_id")["citation"]
    found = resolve(dated, citations, RESOLVED_ON)["value"]
    return {str(site): str(value) for (site, _), value in found.items()}


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


def _of_later_zone(site: str, zone: Row) -> Row:
    return {
        "site_id": site,
        "attribute": "area_km2",
        "value": f"{float(zone['area_ha']) / 100:.6g}",
        "low": "",
        "high": "",
        "unit": "km2",
        "as_of": zone["reported"],
        "source": zone["source"],
        "confidence": "medium",
        "note": f"{zone['level']}{zone['zone_type']}, {zone['bounds']}",
    }


KM2_OF = {"km2": 1.0, "ha": 0.01, "mu": 1 / 1_500, "m2": 1e-6}


def _of_rival(row: Row, other: set[tuple[str, str, str]]) -> Row:
    apart = (row["site_id"], row["attribute"], row["value"]) in other
    value, unit = row["value"], row["unit"]
    if row["attribute"].endswith("area_km2") and unit != "km2":
        value, unit = f"{float(value) * KM2_OF[unit]:.6g}", "km2"
    return {
        "site_id": _merged(row["site_id"]),
        "attribute": f"{row['attribute']}.other" if apart else row["attribute"],
        "value": value,
        "low": "",
        "high": "",
        "unit": unit,
        "as_of": row["as_of"],
        "source": row["source"],
        "confidence": "",
        "note": row["note"],
    }


_ZONES_OWN = ("status", "level", "kind", "coord_precision_km")
"""What the Torch zone says of itself and its town does not say of it."""


def _merged(site: str) -> str:
    return TORCH_ZONE if site == "zs-town-torch" else site
