"""Whom to ask about a site, and how to reach them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from features.rows import text_of
from recommender.messages import message
from recommender.stated import Fact, citation_of

if TYPE_CHECKING:
    import pandas as pd

    from features.catalogue import Catalogue


def contacts_of(catalogue: Catalogue, site_id: str) -> pd.DataFrame:
    """Rows of the authorities to ask about a site: its own, else of the zone or town around it,
    else of its city."""
    city = str(catalogue.sites.at[site_id, "city"])
    for place in (*catalogue.surroundings[site_id], city):
        rows = catalogue.contacts[catalogue.contacts["site_id"] == place]
        named = rows[rows["authority_en"].notna() | rows["authority_zh"].notna()]
        if not named.empty:
            return named
    return catalogue.contacts.head(0)


def contact_facts(catalogue: Catalogue, site_id: str, on: date) -> Iterable[Fact]:
    """The authorities to ask about a site, and how to reach them."""
    for row in contacts_of(catalogue, site_id).to_dict(orient="records"):
        ways = [text_of(row[name]) for name in ("official_site", "phone", "email")]
        reach = tuple(way for way in ways if way) or (message("no way to reach it was found"),)
        name = {"en": text_of(row["authority_en"]), "zh": text_of(row["authority_zh"])}
        yield name, message("{ways}", ways=reach), row["said_on"], citation_of(catalogue, row)
