"""What was asked of projects before, and what they promised: shown, never a rule, never a score."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from features.admission import UNITS, figure, speaks_to
from features.cities import CITIES
from features.memo import IdentityMemo
from features.rows import text_of
from recommender.understanding import plain_codes

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.profile import Profile

ASKED, PROMISED = "asked", "promised"
KINDS = {"plot_condition": ASKED, "project_agreement": ASKED, "observed": PROMISED}
"""Rows that are precedents: a past plot or agreement asked, a past project promised or reached."""

HERE, CITY, INDUSTRY = "here", "city", "industry"
"""Whence the rows are: the site and what lies around it, its city, its industry in the Bay Area."""

COLUMNS = (
    "what", "metric", "unit", "yours", "upper_bound", "low", "high", "n", "first_year",
    "last_year", "level", "place", "same_industry", "stands", "admission_ids", "sources",
)  # fmt: skip

_ROWS = IdentityMemo(size=64)
_FOUND = IdentityMemo(size=512)


def precedents(catalogue: Catalogue, profile: Profile, site_id: str) -> pd.DataFrame:
    """What was asked and promised near a site, one row a kind and figure, in `UNITS`.

    Of each figure the nearest level that has any row counts: the site and the zone or town around
    it, else its city, else the project's industry anywhere in the Bay Area; where rows of the
    project's industry are among them, only these.

    Returns
    -------
    DataFrame of `COLUMNS`: `yours` (NaN when not stated; an upper bound where `upper_bound`),
    `low`, `high`, `n` plots, agreements or projects, years (NaN when undated), `place` (id or
    city of the level; blank for the industry), `stands` (below, inside, above, or blank).
    """
    tables = (catalogue.admission, catalogue.sites, catalogue.sources, catalogue.taxonomy)
    key = (site_id, profile.on, profile.project)
    return _FOUND.get(tables, key, lambda: _precedents(catalogue, profile, site_id))


def _precedents(catalogue: Catalogue, profile: Profile, site_id: str) -> pd.DataFrame:
    known = _known(catalogue, profile.on)
    means = {words: _means(catalogue, profile, words) for words in set(known["words"])}
    near = known.assign(mine=known["words"].map(means))
    groups = dict(iter(near.groupby(["what", "metric"])))
    found = [
        _row(catalogue, profile, *nearest)
        for group in product((ASKED, PROMISED), UNITS)
        if group in groups and (nearest := _nearest(catalogue, groups[group], site_id)) is not None
    ]
    return pd.DataFrame(found, columns=list(COLUMNS))


def _known(catalogue: Catalogue, on: date) -> pd.DataFrame:
    table = catalogue.admission
    return _ROWS.get((table, catalogue.sites), on, lambda: _precedent_rows(catalogue, table, on))


def _precedent_rows(catalogue: Catalogue, table: pd.DataFrame, on: date) -> pd.DataFrame:
    """Rows that are precedents with a figure of the project, as known on a day."""
    day = pd.Timestamp(on)
    begun = pd.to_datetime(table["valid_from"], format="ISO8601", errors="coerce")
    value = pd.to_numeric(table["threshold"], errors="coerce")
    unit = table["metric"].map(UNITS)
    kept = (
        table["binding_level"].isin(list(KINDS))
        & (table["instrument_status"] != "draft")
        & (table["scope_kind"] != "elsewhere")
        & (table["subject"] == "project")
        & (unit == table["unit"])
        & (value > 0)
        & ~(table["as_of"] > day)
        & ~(begun > day)
    )
    city = table["scope"].where(
        table["scope_kind"] == "city", table["scope"].map(catalogue.sites["city"])
    )
    return table.assign(
        what=table["binding_level"].map(KINDS),
        value=value,
        year=table["as_of"].fillna(begun).dt.year,
        city=city,
        words=table["applies_to_sectors"].map(text_of),
    )[kept].sort_values("admission_id")


def _means(catalogue: Catalogue, profile: Profile, words: str) -> bool:
    codes = speaks_to(words, profile.project, lambda word: plain_codes(catalogue, word))
    return codes is True


def _nearest(
    catalogue: Catalogue, rows: pd.DataFrame, site_id: str
) -> tuple[pd.DataFrame, str, str] | None:
    """The rows of the nearest level that has any, the level and its place."""
    around, city = catalogue.surroundings[site_id], catalogue.sites.at[site_id, "city"]
    for place in around:
        here = rows[rows["scope"] == place]
        if not here.empty:
            return here, HERE, place
    in_city = rows[rows["city"] == city]
    if not in_city.empty:
        return in_city, CITY, str(city)
    if city not in CITIES:
        return None
    industry = rows[rows["mine"] & rows["city"].isin(CITIES)]
    return None if industry.empty else (industry, INDUSTRY, "")


def _row(
    catalogue: Catalogue, profile: Profile, rows: pd.DataFrame, level: str, place: str
) -> dict[str, Any]:
    same = bool(rows["mine"].any())
    rows = rows[rows["mine"]] if same else rows
    metric = str(rows["metric"].iloc[0])
    lowest, yours = figure(profile.project, metric)
    low, high = float(rows["value"].min()), float(rows["value"].max())
    cited = rows["source_id"].map(catalogue.sources["citation"])
    return {
        "what": rows["what"].iloc[0],
        "metric": metric,
        "unit": UNITS[metric],
        "yours": yours,
        "upper_bound": lowest < yours,
        "low": low,
        "high": high,
        "n": len({_project_of(row) for row in rows.to_dict(orient="records")}),
        "first_year": rows["year"].min(),
        "last_year": rows["year"].max(),
        "level": level,
        "place": place,
        "same_industry": same,
        "stands": _stands(lowest, yours, low, high),
        "admission_ids": tuple(rows["admission_id"]),
        "sources": tuple(dict.fromkeys(cited)),
    }


def _project_of(row: Mapping[Any, Any]) -> tuple[str, str]:
    """One plot, agreement or project: its document and the head of its condition."""
    return text_of(row["document"]), text_of(row["condition"]).split(";")[0]


def _stands(lowest: float, yours: float, low: float, high: float) -> str:
    """Where the project's figure stands; blank when it is not stated, or only bounded."""
    if np.isnan(yours):
        return ""
    if yours < low:
        return "below"
    if lowest < yours:
        return ""
    return "above" if yours > high else "inside"
