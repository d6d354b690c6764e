"""Everything known of one site, a table a subject; each row with its day and its source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from features.cities import city_name
from features.evidence import is_single
from features.gazetteer import both_names
from features.incentives import covers
from features.lists import parts
from features.roads import Roads
from features.routes import route
from features.rows import text_of
from recommender.journeys import USUAL, minutes_in_words
from recommender.ledger_words import ADMISSION, BINDING, COSTS, FORCE, ITEMS, STATES, words_of
from recommender.messages import Message, message, several
from recommender.places import place_name, site_name
from recommender.vicinity_words import alike_facts, neighbour_facts
from recommender.words import BY, CURRENCIES, KINDS, LEVELS, STATUSES, attribute_words

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.profile import Profile

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

Fact = tuple[object, object, object, object]
"""What, value, as of, source; words as Messages or names by language."""


def site_facts(catalogue: Catalogue, site_id: str, on: date) -> dict[str, pd.DataFrame]:
    """The tables of `SUBJECTS` for one site: what, value, as_of (as stated, or blank), source.

    Cells of what, value and source are Messages, names by language or plain words.
    """
    return {name: facts_about(name, catalogue, site_id, on) for name in SUBJECTS}


def facts_about(subject: str, catalogue: Catalogue, site_id: str, on: date) -> pd.DataFrame:
    """One table of `site_facts`."""
    makers = {
        "supply": _supply, "contacts": _contacts, "values": _values, "minutes": _minutes,
        "neighbours": neighbour_facts, "alike": alike_facts, "admission": _admission,
        "access": _access, "incentives": _incentives, "costs": _costs, "city": _city,
        "statements": _statements,
    }  # fmt: skip
    return _table(makers[subject](catalogue, site_id, on))


def _table(facts: Iterable[Fact]) -> pd.DataFrame:
    return pd.DataFrame(list(facts), columns=["what", "value", "as_of", "source"]).astype(object)


def _values(catalogue: Catalogue, site_id: str, on: date) -> Iterable[Fact]:
    found = catalogue.resolved(on)
    if site_id not in found.index.get_level_values("site_id"):
        return
    for row in found.loc[site_id].reset_index().to_dict(orient="records"):
        if is_single(row["attribute"]) and row["attribute"] != "location":
            what = attribute_words(row["attribute"])
            yield what, _value(row), row["said_on"], _source(catalogue, row)


def _value(row: Mapping[str, Any]) -> Message:
    value = stated_value(row)
    if not (np.isfinite(row["low"]) and row["high"] > row["low"]):
        return message("{value}", value=value)
    ends = {"low": _amount(f"{row['low']:.4g}"), "high": _amount(f"{row['high']:.4g}")}
    if row["rivals"]:
        return message(
            "{value} (between {low} and {high}; {n} statements differ)",
            value=value,
            n=int(row["rivals"]) + 1,
            **ends,
        )
    return message("{value} (between {low} and {high} by its age)", value=value, **ends)


def stated_value(row: Mapping[str, Any]) -> Message | str:
    """The value of a statement in words; a code in the words of its table."""
    words, value = CODES.get(str(row["attribute"])), str(row["value"])
    if words is not None:
        return words_of(words, value)
    if row["attribute"] == "city":
        return message("{value}", value=city_name(value))
    if row["attribute"] == "partner_city":
        partners = tuple(city_name(partner) for partner in value.split(";"))
        return message("{value}", value=partners)
    unit = text_of(row["unit"])
    if unit in UNIT_WORDS:
        return message("{amount} {unit}", amount=_amount(value), unit=UNIT_WORDS[unit])
    if unit == "count":
        return _amount(value)
    if unit in ("year", "month", "text", ""):
        return message("{value}", value=both_names(value, value))  # the reader's script
    return f"{_amount(value)} {UNITS.get(unit, unit)}"


CODES = {"kind": KINDS, "level": LEVELS, "status": STATUSES}
UNITS = {"km2": "km²", "degrees": "°"}
UNIT_WORDS = {"persons": message("persons"), "CNY": CURRENCIES["CNY"]}
"""Units that are words."""


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


def _supply(catalogue: Catalogue, site_id: str, on: date) -> Iterable[Fact]:
    rows = catalogue.supply[catalogue.supply["site_id"] == site_id]
    for row in rows.to_dict(orient="records"):
        what = message(
            "{item}: {name}", item=words_of(ITEMS, row["item"]), name=text_of(row["name"])
        )
        parts = [*_areas(row), message(STATES[row["state"]]), _delivery(row)]
        price = text_of(row["price_or_rent"])
        parts += [f"{price} {text_of(row['price_unit'])}".strip()] if price else []
        stated = tuple(part for part in parts if part)
        yield what, message("{parts}", parts=stated), row["said_on"], _source(catalogue, row)


def _delivery(row: Mapping[str, Any]) -> Message | str:
    """The source's words on delivery, in the reader's language where they are a known state."""
    stated = text_of(row["delivery"])
    return Message(text=stated) if stated in STATUSES.values() else stated


def _areas(row: dict[str, Any]) -> list[Message]:
    areas = ((row["area_mu"], message("mu")), (row["area_m2"], "m²"))
    return [
        message("{amount} {unit}", amount=f"{area:,.0f}", unit=unit)
        for area, unit in areas
        if area == area
    ]


def _admission(catalogue: Catalogue, site_id: str, on: date) -> Iterable[Fact]:
    scopes = {*catalogue.surroundings[site_id], str(catalogue.sites.at[site_id, "city"])}
    rows = catalogue.admission[catalogue.admission["scope"].isin(scopes)]
    for row in rows.to_dict(orient="records"):
        stated = f"{row['operator']} {text_of(row['threshold'])} {text_of(row['unit'])}".strip()
        value = message(
            "{stated} ({level}, {force}): check with the zone. {condition}",
            stated=stated,
            level=words_of(BINDING, row["binding_level"]),
            force=words_of(FORCE, row["instrument_status"]),
            condition=text_of(row["condition"]),
        )
        yield words_of(ADMISSION, row["metric"]), value, row["said_on"], _source(catalogue, row)


def _access(catalogue: Catalogue, site_id: str, on: date) -> Iterable[Fact]:
    around = set(catalogue.surroundings[site_id])
    city = str(catalogue.sites.at[site_id, "city"])
    for row in catalogue.market_access.to_dict(orient="records"):
        scope = set(str(row["scope_ids"]).split(";"))
        if scope & around if row["scope_kind"] == "zone" else city in scope:
            title = {"en": text_of(row["title_en"]), "zh": text_of(row["title_zh"])}
            value = message(
                "{rule} ({status})",
                rule=text_of(row["allows_or_requires"]),
                status=text_of(row["status"]),
            )
            yield title, value, row["said_on"], _source(catalogue, row)


def _incentives(catalogue: Catalogue, site_id: str, on: date) -> Iterable[Fact]:
    held = catalogue.incentive_scope.loc[site_id].to_numpy()
    for row in catalogue.incentives[held].to_dict(orient="records"):
        end, rate = row["valid_to"], both_names(row["rate"], row["rate_zh"])
        if pd.isna(end):
            valid = message("no end was seen")
        elif end < pd.Timestamp(on):
            valid = message("ended {day}", day=end.date())
        else:
            valid = message("until {day}", day=end.date())
        said = several((rate, valid) if rate else (valid,))
        title = both_names(row["title_en"], row["title_zh"])
        yield title, said, row["said_on"], _source(catalogue, row)


def _costs(catalogue: Catalogue, site_id: str, on: date) -> Iterable[Fact]:
    city = catalogue.sites.at[site_id, "city"]
    rows = catalogue.costs[catalogue.costs["city"] == city]
    ordered = rows.sort_values(["indicator", "as_of"], ascending=[True, False], kind="stable")
    for row in ordered.to_dict(orient="records"):
        value = message("{value} {unit}", value=f"{row['value']:,.10g}", unit=row["unit"])
        yield words_of(COSTS, row["indicator"]), value, row["said_on"], _source(catalogue, row)


def _city(catalogue: Catalogue, site_id: str, on: date) -> Iterable[Fact]:
    city = str(catalogue.sites.at[site_id, "city"])
    yield from city_facts(catalogue, city, on)


def city_facts(catalogue: Catalogue, city: str, on: date) -> Iterable[Fact]:
    """Targets, programmes and indicators of a city, a deadline said to be passed or open."""
    rows = catalogue.context[catalogue.context["city"] == city]
    yield from _city_rows(catalogue, rows, on)
    beside = catalogue.other_evidence
    for row in beside[beside["subject_id"] == city].to_dict(orient="records"):
        value = message("{value} {unit}", value=row["value"], unit=text_of(row["unit"]))
        yield attribute_words(str(row["attribute"])), value, row["said_on"], _source(catalogue, row)


def city_targets(catalogue: Catalogue, profile: Profile, site_id: str) -> pd.DataFrame:
    """Targets and indicators of a site's city, those of the project's industries first."""
    city = str(catalogue.sites.at[site_id, "city"])
    rows = catalogue.context[catalogue.context["city"] == city]
    codes = profile.project.sector_codes
    touches = parts(rows["sectors"]).map(lambda scope: covers(scope, codes)).astype(bool)
    ordered = pd.concat([rows[touches], rows[~touches]])
    return _table(_city_rows(catalogue, ordered, profile.on))


def _city_rows(catalogue: Catalogue, rows: pd.DataFrame, on: date) -> Iterable[Fact]:
    for row in rows.to_dict(orient="records"):
        what = {"en": row["text_en"], "zh": row["text_zh"]}
        yield what, _target(row, on), row["said_on"], _source(catalogue, row)


def _target(row: dict[str, object], on: date) -> Message:
    amount = text_of(row["value"])
    stated = f"{_amount(amount)} {text_of(row['unit'])}".strip() if amount else ""
    end = row["deadline"]
    if not isinstance(end, pd.Timestamp):
        return message("{stated}", stated=stated) if stated else message("stated, no figure")
    passed = end < pd.Timestamp(on)
    if stated:
        return (
            message("{stated} by {day}: deadline passed", stated=stated, day=end.date())
            if passed
            else message("{stated} by {day}: still open", stated=stated, day=end.date())
        )
    if passed:
        return message("by {day}: deadline passed", day=end.date())
    return message("by {day}: still open", day=end.date())


def _contacts(catalogue: Catalogue, site_id: str, on: date) -> Iterable[Fact]:
    for row in contacts_of(catalogue, site_id).to_dict(orient="records"):
        ways = [text_of(row[name]) for name in ("official_site", "phone", "email")]
        reach = tuple(way for way in ways if way) or (message("no way to reach it was found"),)
        name = {"en": text_of(row["authority_en"]), "zh": text_of(row["authority_zh"])}
        yield name, message("{ways}", ways=reach), row["said_on"], _source(catalogue, row)


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


def _statements(catalogue: Catalogue, site_id: str, on: date) -> Iterable[Fact]:
    rows = catalogue.evidence[catalogue.evidence["site_id"] == site_id]
    for row in rows.to_dict(orient="records"):
        value = message("{value}", value=stated_value(row))
        yield attribute_words(str(row["attribute"])), value, row["said_on"], _source(catalogue, row)


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


def _source(catalogue: Catalogue, row: object) -> str:
    return str(catalogue.sources["citation"][row["source_id"]])  # type: ignore[index]


def _amount(text: str) -> str:
    """A number with its thousands set apart; other words as they are."""
    try:
        number = float(text)
    except ValueError:
        return text
    whole = abs(number) >= 10_000 and number.is_integer()
    return (
        f"{number:,.0f}" if whole else f"{number:,.6g}" if abs(number) < 1e6 else f"{number:,.0f}"
    )
