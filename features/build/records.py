"""Rules of admission and access, costs, surveys and city records: raw rows with their sources."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from features.build.sites import TORCH_TOWN, TORCH_ZONE
from features.build.tables import Row, rows, source_id
from features.cities import CITIES

Built = tuple[pd.DataFrame, list[str]]
"""A table and the citations that it rests on."""

_ADMISSION = (
    "admission_id", "scope_kind", "scope", "metric", "operator", "threshold", "unit",
    "applies_to_sectors", "condition", "binding_level", "instrument_status", "subject",
    "may_exclude", "may_exclude_note", "valid_from", "valid_to", "document", "source_id", "as_of",
    "confidence",
)  # fmt: skip
_ACCESS = (
    "access_id", "title_en", "title_zh", "scope_kind", "scope_ids", "sectors", "ownership",
    "allows_or_requires", "condition", "valid_from", "valid_to", "status", "document", "source_id",
    "as_of", "confidence", "sector_codes", "effect",
)  # fmt: skip
_COSTS = (
    "cost_id", "city", "indicator", "value", "unit", "source_id", "as_of", "confidence", "item",
    "role", "amount", "currency", "scope_kind", "scope_ids",
)  # fmt: skip
_READ = ("item", "role", "amount", "currency", "scope_kind", "scope_ids")
_SURVEYS = (
    "survey_id", "factor", "factor_key", "metric", "value", "direction", "who", "respondents",
    "via", "source_id", "as_of",
)  # fmt: skip
_CONTEXT = (
    "context_id", "city", "kind", "text_en", "text_zh", "value", "unit", "deadline", "sectors",
    "source_id", "as_of",
)  # fmt: skip
_OTHER = (
    "subject_kind", "subject_id", "attribute", "value", "unit", "source_id", "as_of", "note",
)  # fmt: skip


def admission(folder: Path) -> Built:
    """What cities and parks ask of an investor, row by row; ids by the order of the raw file."""
    raw = rows(folder / "admission.csv")
    table = [
        {
            **row,
            "admission_id": f"adm-{number:03d}",
            "scope": _torch(row["scope"]),
            "scope_kind": _scope_kind(row["scope"]),
            "document": row["clause_or_document"],
        }
        for number, row in enumerate(raw, start=1)
    ]
    return _cited(table, raw, _ADMISSION)


def market_access(folder: Path) -> Built:
    """Who may do what where, by ownership."""
    raw = rows(folder / "market_access.csv")
    scopes = {row["access_id"]: row for row in rows(folder / "access_scopes.csv")}
    return _cited([{**row, **scopes[row["id"]]} for row in raw], raw, _ACCESS)


def costs(folder: Path) -> Built:
    """Wages, land, rents and power by city with their reviewed readings; a year is the day.

    A reading says what a figure is of (item), whether it bounds from below (from), from above
    (to) or is one point (at), and its amount in CNY or HKD a year, or a m2.
    """
    raw = rows(folder / "costs.csv") + rows(folder / "costs_more.csv")
    dated = [{**row, "source_date": row["year"]} for row in raw]
    readings = {_figure(row): row for row in rows(folder / "cost_readings.csv")}
    unused = set(readings) - {_figure(row) for row in raw}
    if unused:
        raise ValueError(
            f"cost_readings.csv reads {sorted(unused)[0]}, which no cost file holds. Expected "
            "city, indicator and year of a figure. Correct the table."
        )
    table = [
        {**row, **_reading(row, readings.get(_figure(row))), "cost_id": f"cost-{n:03d}"}
        for n, row in enumerate(dated, start=1)
    ]
    return _cited(table, dated, _COSTS)


def _figure(row: Row) -> tuple[str, str, str]:
    return row["city"], row["indicator"], row["year"]


def _reading(row: Row, reading: Row | None) -> Row:
    if reading is None:
        return dict.fromkeys(_READ, "")
    amount = float(row["value"]) * float(reading["factor"])
    return {
        **{name: reading[name] for name in _READ if name != "amount"},
        "amount": f"{amount:.2f}",
    }


def surveys(folder: Path) -> Built:
    """What executives and consultants said they weigh: ground of the default weights."""
    raw = [
        {
            **row,
            "source": f"{row['survey']}, {row['fielded_or_published']}; {row['url']}",
            "source_date": row["fielded_or_published"].split()[-1],
        }
        for row in rows(folder / "criteria_weights.csv")
    ]
    return _cited([{**row, "survey_id": row["source_id"]} for row in raw], raw, _SURVEYS)


def context(folder: Path) -> Built:
    """Targets, programmes and indicators of cities, from the founding documents."""
    raw = rows(folder / "context.csv")
    return _cited(raw, raw, _CONTEXT)


def other_evidence(folder: Path) -> Built:
    """Rival statements on regions and incentive rules, which are no sites."""
    raw = [
        {**row, "source_date": row["as_of"]}
        for row in rows(folder / "rivals.csv")
        if row["subject_kind"] in ("region", "incentive")
    ]
    return _cited([{**row, "subject_id": row["site_id"]} for row in raw], raw, _OTHER)


def _cited(table: list[Row], raw: list[Row], columns: tuple[str, ...]) -> Built:
    cited = [
        {**row, "source_id": source_id(found["source"]), "as_of": found["source_date"]}
        for row, found in zip(table, raw, strict=True)
    ]
    return pd.DataFrame(cited)[list(columns)], [row["source"] for row in raw]


def _scope_kind(scope: str) -> str:
    if scope in CITIES:
        return "city"
    return "elsewhere" if scope.startswith("reference:") else "site"


def _torch(site: str) -> str:
    return TORCH_ZONE if site == TORCH_TOWN else site
