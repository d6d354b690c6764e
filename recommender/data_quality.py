"""How good the data are, in tables for a reader: counts, completeness, conflicts, what is old."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from features.cities import city_name
from features.completeness import CHINA, GUANGDONG, conflicts, oldest
from features.completeness import completeness as shares
from features.completeness import summary as counts
from recommender.inquiry import ATTRIBUTES
from recommender.messages import message
from recommender.places import site_name
from recommender.stated import stated_value
from recommender.texts import in_language, render, translate
from recommender.words import attribute_words

if TYPE_CHECKING:
    from features.catalogue import Catalogue

__all__ = ["completeness", "counts", "differing", "old"]

REGIONS = {
    "all": message("All").text,
    GUANGDONG: message("Rest of Guangdong").text,
    CHINA: message("Rest of China").text,
}
COLUMNS = ("site", "fact", "value", "as_of", "source")


def completeness(catalogue: Catalogue, language: str) -> pd.DataFrame:
    """Percent of the sites whose attribute is known, attributes by regions, in words."""
    table = (100 * shares(catalogue)).round().astype(int)
    table.index = pd.Index([translate(ATTRIBUTES[name], language) for name in table.index])
    table.columns = pd.Index(
        [
            translate(REGIONS[name], language)
            if name in REGIONS
            else in_language(city_name(name), language)
            for name in table.columns
        ]
    )
    return table


def differing(catalogue: Catalogue, on: date, language: str) -> pd.DataFrame:
    """Every statement of the facts on which statements differ, the widest fact first."""
    evidence = catalogue.evidence.set_index(["site_id", "attribute"]).sort_index()
    rows = (
        {**row, "site_id": site, "attribute": attribute}
        for site, attribute in conflicts(catalogue, on).index
        for row in evidence.loc[[(site, attribute)]].to_dict(orient="records")
    )
    return _table(catalogue, rows, language)


def old(catalogue: Catalogue, on: date, language: str) -> pd.DataFrame:
    """The values that rest on the oldest statements, oldest first."""
    rows = oldest(catalogue, on).reset_index().to_dict(orient="records")
    return _table(catalogue, ({str(k): v for k, v in row.items()} for row in rows), language)


def _table(catalogue: Catalogue, rows: Iterable[dict[str, Any]], language: str) -> pd.DataFrame:
    citations = catalogue.sources["citation"]
    return pd.DataFrame(
        [
            (
                in_language(site_name(catalogue, row["site_id"]), language),
                render(attribute_words(row["attribute"]), language),
                render(stated_value(row), language),
                row["said_on"] if isinstance(row["said_on"], str) else "",
                str(citations[row["source_id"]]),
            )
            for row in rows
        ],
        columns=list(COLUMNS),
    )
