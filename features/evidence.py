"""Statements resolved: which value stands, and how wide the doubt about it is.

The preferred statement is that of the better kind of source, then the later one, then the surer
one; rivals and age only ever widen the interval around it.
"""

from __future__ import annotations

import re
from datetime import date

import numpy as np
import pandas as pd

OFFICIAL, PRESS, OTHER = 3, 2, 1
KIND_NAMES = {OFFICIAL: "official", PRESS: "press", OTHER: "other"}
"""Kinds of source, the better the higher: bodies that decide, newspapers, everybody else."""

_OFFICIAL = re.compile(r"\.gov\.(?:cn|hk|mo)\b|investhk\.gov\.hk|hkstp\.org|Audit Announcement")
_PRESS = re.compile(
    r"zsnews\.cn|nfnews\.com|dayoo\.com|chinadaily|people\.cn|peopleapp|oeeee\.com|zsbtv|ifeng\.com"
    r"|hkcd\.com|southcn|xinhua|\d{3}_[0-9a-f]{16}\.txt"
)

WIDENING = {
    "area_km2": 0.01,
    "core_area_km2": 0.005,
    "population": 0.02,
    "firms": 0.05,
    "established_year": 0.0,
    "approved": 0.0,
    "precision_km": 0.0,
}
"""Share of a value by which each year of age widens it, both ways (judgement).

Boundaries are redrawn by about a tenth in ten years (the large cluster area: 458.69 to 470.96 km2
in two); a town's population moves about 2 % a year; the year of a founding does not age.
"""
MEASURED = frozenset({"area_km2", "core_area_km2", "population", "firms", "precision_km"})
"""Attributes whose value is a number; announced amounts, areas and money are too."""

ANNOUNCED = 0.05
"""The same for announced amounts and targets: plans drift fastest."""
ELSE = 0.03

UNDATED_YEARS = 17.0
"""Age of a statement without a date: that of the oldest dated one (2009)."""
WIDEST = 0.5
"""Age alone never widens a value by more than half."""

CONFIDENCE = {"high": 3, "medium": 2, "low": 1}

COLUMNS = (
    "value", "low", "high", "unit", "as_of", "said_on", "source_id", "statements", "rivals",
)  # fmt: skip


def kind_of_source(citation: str) -> int:
    """How good a source is by its citation: `OFFICIAL`, `PRESS` or `OTHER`.

    Examples
    --------
    >>> kind_of_source("http://www.zs.gov.cn/x"), kind_of_source("https://en.wikipedia.org/wiki/Y")
    (3, 1)
    """
    if _OFFICIAL.search(citation):
        return OFFICIAL
    return PRESS if _PRESS.search(citation) else OTHER


def is_measured(attribute: str) -> bool:
    """True for attributes whose value is a number with a unit.

    Examples
    --------
    >>> is_measured("area_km2"), is_measured("announced.gdp"), is_measured("sector")
    (True, True, False)
    """
    money_or_area = attribute.startswith("announced.") or attribute.endswith(("_cny", "_km2"))
    return attribute in MEASURED or money_or_area


SEVERAL = frozenset(
    {
        "sector", "second_sector", "notes", "land_notes", "cooperation_mode", "titles",
        "named_industrial_areas", "structure", "approved_name",
    }
)  # fmt: skip
"""Attributes of which a site may have several values: these stand together and are no rivals."""


def is_single(attribute: str) -> bool:
    """True for attributes that have one true value, so that two values are rivals.

    Examples
    --------
    >>> is_single("area_km2"), is_single("sector"), is_single("firms.other")
    (True, False, False)
    """
    return attribute not in SEVERAL and not attribute.endswith(".other")


def widening(attribute: str) -> float:
    """Share of a value by which each year of age widens it."""
    if attribute.startswith("announced.") or "target" in attribute or "goal" in attribute:
        return ANNOUNCED
    return WIDENING.get(attribute, ELSE)


def resolve(evidence: pd.DataFrame, citations: pd.Series, on: date) -> pd.DataFrame:
    """One row a site and attribute: the preferred value and its interval, as known on a day.

    Parameters
    ----------
    evidence : statements: site_id, attribute, value, low, high, unit, as_of (day or NaT),
        said_on (the day, month or year as stated), source_id, confidence
    citations : citation of each source, index source_id

    Returns
    -------
    Index (site_id, attribute); value as stated, low and high in its unit (NaN for words), unit,
    as_of, said_on, source_id, statements (how many), rivals (how many other values).
    Statements learned after `on` play no part.

    Examples
    --------
    >>> rows = pd.DataFrame({"site_id": "a", "attribute": "area_km2", "value": ["458.69", "470.96"],
    ...     "low": None, "high": None, "unit": "km2", "confidence": "high",
    ...     "as_of": pd.to_datetime(["2022-01-01", "2024-07-12"]),
    ...     "said_on": ["2022", "2024-07-12"], "source_id": ["s", "t"]})
    >>> found = resolve(rows, pd.Series({"s": "x", "t": "y"}), date(2024, 7, 12))
    >>> found = found.loc["a", "area_km2"]
    >>> found["value"], f"{found['low']:.1f}", f"{found['high']:.1f}", int(found["rivals"])
    ('470.96', '447.1', '471.0', 1)
    """
    known = evidence[evidence["as_of"].isna() | (evidence["as_of"] <= pd.Timestamp(on))]
    rows = known.assign(
        kind=known["source_id"].map(citations).map(kind_of_source, na_action="ignore"),
        sure=known["confidence"].map(CONFIDENCE),
        **_bounds(known, on),
    )
    keys = ["site_id", "attribute"]
    best = rows.sort_values(
        ["kind", "as_of", "sure", "value"], ascending=False, na_position="last", kind="stable"
    ).drop_duplicates(keys)
    groups = rows.groupby(keys)
    spread = groups.agg(
        low=("low", "min"), high=("high", "max"), statements=("value", "size"),
        values=("value", "nunique"),
    )  # fmt: skip
    table = best.set_index(keys).drop(columns=["low", "high"]).join(spread).sort_index()
    return table.assign(rivals=table["values"] - 1)[list(COLUMNS)]


def numbers_of(resolved: pd.DataFrame, attribute: str, index: pd.Index) -> pd.DataFrame:
    """One measured attribute of the sites of `index`: value, low, high in its unit; NaN unknown."""
    stated = resolved.index.get_level_values("attribute") == attribute
    found = resolved[stated].droplevel("attribute")[["value", "low", "high"]]
    return found.reindex(index).apply(pd.to_numeric)


def _bounds(rows: pd.DataFrame, on: date) -> dict[str, pd.Series]:
    """Low and high of each statement by itself; NaN where its value is no number."""
    value = pd.to_numeric(rows["value"], errors="coerce")
    stated = {name: pd.to_numeric(rows[name], errors="coerce") for name in ("low", "high")}
    age = (pd.Timestamp(on) - rows["as_of"]).dt.days / 365.25
    years = age.where(age.notna(), UNDATED_YEARS)
    share = (rows["attribute"].map(widening).astype(float) * years).clip(upper=WIDEST)
    return {
        "low": np.fmin(stated["low"], value) - value.abs() * share,
        "high": np.fmax(stated["high"], value) + value.abs() * share,
    }
