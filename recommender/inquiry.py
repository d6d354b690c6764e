"""What is not known of each park, as questions with whom to ask; a table to send."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from features.completeness import known
from features.gazetteer import both_names
from recommender.contacts import contacts_of
from recommender.messages import Message, message
from recommender.places import site_name
from recommender.texts import in_language, render

if TYPE_CHECKING:
    from features.catalogue import Catalogue

ATTRIBUTES = {
    "industry": message("Industries named").text,
    "point": message("Point on the map").text,
    "area_km2": message("Area").text,
    "core_area_km2": message("Audited core area of 2018").text,
    "established_year": message("Established").text,
    "level": message("Level").text,
    "status": message("Status").text,
    "supply": message("Land or buildings on offer").text,
    "dated_supply": message("The same with a date").text,
    "price_or_rent": message("Price or rent").text,
    "building": message("Building data").text,
    "admission": message("What was asked of investors").text,
    "incentives": message("Incentive rules of the city or zone").text,
    "contact": message("Whom to ask").text,
}
"""Attributes of the catalogue in their order, and their words."""

QUESTIONS = {
    "industry": message("Which industries does the park take in first?").text,
    "point": message(
        "Where is the park: longitude and latitude of its gate, and which datum?"
    ).text,
    "area_km2": message("How large is the park, and how much of it is free?").text,
    "supply": message("Which plots and buildings are on offer now?").text,
    "dated_supply": message("From which day can the plots and buildings on offer be used?").text,
    "price_or_rent": message("What do land and floor cost here, by which contract?").text,
    "building": message("Storey height, floor load and lifts of the buildings on offer?").text,
    "admission": message("What is asked of an investor: investment, output and tax per mu?").text,
    "incentives": message("Which incentive rules of the city and the zone are in force?").text,
    "status": message("Is the park open, being built or planned?").text,
}
"""What to ask when an attribute is not known; the others nobody needs to ask a park."""

COLUMNS = ("site_id", "name", "question", "whom", "reach", "source", "as_of")


def questions_about(catalogue: Catalogue, site_id: str) -> tuple[Message, ...]:
    """What to ask a site, in the order of `QUESTIONS`; empty when all of it is known."""
    held = known(catalogue).loc[site_id]
    return tuple(message(text) for name, text in QUESTIONS.items() if not held[name])


def open_questions(catalogue: Catalogue, language: str) -> pd.DataFrame:
    """One row a rankable park and question: site_id, name, question, whom, reach, source, as_of."""
    held = known(catalogue)
    rows = []
    for site in catalogue.sites.index[catalogue.sites["role"] == "place"]:
        base = {"site_id": site, "name": in_language(site_name(catalogue, site), language)}
        base |= whom_to_ask(catalogue, site, language)
        rows += [
            {**base, "question": render(message(text), language)}
            for name, text in QUESTIONS.items()
            if not held.at[site, name]
        ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def whom_to_ask(catalogue: Catalogue, site: str, language: str) -> dict[str, str]:
    """The authority to ask about a site: whom, reach, source, as_of; blank where none is known."""
    rows = contacts_of(catalogue, site)
    if rows.empty:
        return {"whom": "", "reach": "", "source": "", "as_of": ""}
    first = rows.iloc[0]
    names = both_names(first["authority_en"], first["authority_zh"])
    ways = (first["official_site"], first["phone"], first["email"])
    return {
        "whom": in_language(names, language),
        "reach": "; ".join(way for way in ways if isinstance(way, str)),
        "source": str(catalogue.sources["citation"][first["source_id"]]),
        "as_of": first["said_on"] if isinstance(first["said_on"], str) else "",
    }
