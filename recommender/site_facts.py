"""Everything known of one site, a table a subject; each row with its day and its source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from features.cities import city_name
from features.evidence import is_single
from features.roads import Roads
from features.routes import route
from recommender.contacts import contact_facts
from recommender.journeys import USUAL, minutes_in_words
from recommender.ledger_facts import (
    access_facts,
    admission_facts,
    city_facts,
    cost_facts,
    incentive_facts,
    supply_facts,
)
from recommender.messages import Message, message
from recommender.places import place_name, site_name
from recommender.stated import Fact, amount_in_words, citation_of, stated_value, table_of_facts
from recommender.vicinity_words import alike_facts, neighbour_facts
from recommender.words import BY, attribute_words

if TYPE_CHECKING:
    from features.catalogue import Catalogue

SUBJECTS = {
    "supply": message("Land and buildings on offer").text,
    "contacts": message("Whom to ask").text,
    "values": message("What is known").text,
    "minutes": message("Minutes to places").text,
    "neighbours": message("Neighbours").text,
    "alike": message("More like this").text,
    "admission": message("What was asked of investors here").text,
    "access": message("Who may do what here").text,
    "incentives": message("Incentive rules whose area holds the site").text,
    "costs": message("Costs of the city").text,
    "city": message("Targets and indicators of the city").text,
    "statements": message("Every statement").text,
}
"""Subjects in their order, and what stands above them."""

NETWORK = message(
    "Baysite's road network as of {on}: opening dates by source, speeds partly assumed "
    "(docs/access.md)"
).text
STRAIGHT = message("straight line between the two points").text


def site_facts(catalogue: Catalogue, site_id: str, on: date) -> dict[str, pd.DataFrame]:
    """The tables of `SUBJECTS` for one site: what, value, as_of (as stated, or blank), source.

    Cells of what, value and source are Messages, names by language or plain words.
    """
    return {name: facts_about(name, catalogue, site_id, on) for name in SUBJECTS}


def facts_about(subject: str, catalogue: Catalogue, site_id: str, on: date) -> pd.DataFrame:
    """One table of `site_facts`."""
    makers = {
        "supply": supply_facts, "contacts": contact_facts, "values": _values, "minutes": _minutes,
        "neighbours": neighbour_facts, "alike": alike_facts, "admission": admission_facts,
        "access": access_facts, "incentives": incentive_facts, "costs": cost_facts,
        "city": city_facts, "statements": _statements,
    }  # fmt: skip
    return table_of_facts(makers[subject](catalogue, site_id, on))


def _values(catalogue: Catalogue, site_id: str, on: date) -> Iterable[Fact]:
    found = catalogue.resolved(on)
    if site_id not in found.index.get_level_values("site_id"):
        return
    for row in found.loc[site_id].reset_index().to_dict(orient="records"):
        if is_single(row["attribute"]) and row["attribute"] != "location":
            what = attribute_words(row["attribute"])
            yield what, _value(row), row["said_on"], citation_of(catalogue, row)


def _value(row: Mapping[str, Any]) -> Message:
    value = stated_value(row)
    if not (np.isfinite(row["low"]) and row["high"] > row["low"]):
        return message("{value}", value=value)
    ends = {end: amount_in_words(f"{row[end]:.4g}") for end in ("low", "high")}
    if row["rivals"]:
        return message(
            "{value} (between {low} and {high}; {n} statements differ)",
            value=value,
            n=int(row["rivals"]) + 1,
            **ends,
        )
    return message("{value} (between {low} and {high} by its age)", value=value, **ends)


def _minutes(catalogue: Catalogue, site_id: str, on: date) -> Iterable[Fact]:
    for place, vehicle in USUAL:
        way = route(catalogue.travel, site_id, place, Roads(on=on, vehicle=vehicle))
        name = message(
            "{place}, {by}", place=place_name(catalogue, place), by=Message(text=BY[vehicle])
        )
        km = catalogue.travel.kilometres_to(place)[site_id]
        if way.reachable:
            yield name, minutes_in_words(way), on.isoformat(), message(NETWORK, on=on)
        elif pd.notna(km):
            value = message(
                "minutes not known; {km} km in a straight line, for information", km=round(km)
            )
            yield name, value, on.isoformat(), message(STRAIGHT)


def _statements(catalogue: Catalogue, site_id: str, on: date) -> Iterable[Fact]:
    rows = catalogue.evidence[catalogue.evidence["site_id"] == site_id]
    for row in rows.to_dict(orient="records"):
        what, value = attribute_words(str(row["attribute"])), stated_value(row)
        yield what, message("{value}", value=value), row["said_on"], citation_of(catalogue, row)


def banners(catalogue: Catalogue, site_id: str) -> tuple[Message, ...]:
    """Planned zones and programmes that the site lies in, or that are planned around it."""
    sites = catalogue.sites
    family = sites["family"] == sites.at[site_id, "family"]
    planned = sites.index[family & (sites["status"] == "planned") & (sites.index != site_id)]
    inside = [z for z in catalogue.surroundings[site_id] if sites.at[z, "role"] == "umbrella"]
    said = [
        message(
            "Planned in the same zone, not yet on offer: {name} (as of {day})",
            name=site_name(catalogue, zone), day=_said_on(sites.at[zone, "as_of"]),
        )
        for zone in planned
    ]  # fmt: skip
    said += [
        message(
            "Inside the programme area {name} (as of {day})",
            name=site_name(catalogue, zone), day=_said_on(sites.at[zone, "as_of"]),
        )
        for zone in inside
    ]  # fmt: skip
    return tuple(said)


def _said_on(day: object) -> str | Message:
    return day if isinstance(day, str) else message("undated")


def region_line(catalogue: Catalogue, site_id: str) -> dict[str, str]:
    """The city of a site in each language."""
    return city_name(str(catalogue.sites.at[site_id, "city"]))
