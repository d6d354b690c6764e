"""Statements and amounts of the tables in words, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from features.cities import city_name
from features.rows import text_of
from recommender.ledger_words import words_of
from recommender.messages import Message, message
from recommender.notes import in_both
from recommender.words import CURRENCIES, KINDS, LEVELS, STATUSES

if TYPE_CHECKING:
    from features.catalogue import Catalogue

Fact = tuple[object, object, object, object]
"""What, value, as of, source; words as Messages or names by language."""


def table_of_facts(facts: Iterable[Fact]) -> pd.DataFrame:
    """Facts as a table: what, value, as_of, source."""
    return pd.DataFrame(list(facts), columns=["what", "value", "as_of", "source"]).astype(object)


def stated_value(row: Mapping[str, Any]) -> Message:
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
        return message("{amount} {unit}", amount=amount_in_words(value), unit=UNIT_WORDS[unit])
    if unit == "count":
        return message("{amount}", amount=amount_in_words(value))
    if unit in ("year", "month", "text", ""):
        return message("{value}", value=in_both(value))
    return message("{amount} {unit}", amount=amount_in_words(value), unit=UNITS.get(unit, unit))


CODES = {"kind": KINDS, "level": LEVELS, "status": STATUSES}
UNITS = {"km2": "km²", "degrees": "°"}
UNIT_WORDS = {"persons": message("persons"), "CNY": CURRENCIES["CNY"]}
"""Units that are words."""


def amount_in_words(text: str) -> str:
    """A number with its thousands set apart; other words as they are."""
    try:
        number = float(text)
    except ValueError:
        return text
    whole = abs(number) >= 10_000 and number.is_integer()
    return (
        f"{number:,.0f}" if whole else f"{number:,.6g}" if abs(number) < 1e6 else f"{number:,.0f}"
    )


def citation_of(catalogue: Catalogue, row: Mapping[Any, Any]) -> str:
    """The citation of a row's source."""
    return str(catalogue.sources["citation"][row["source_id"]])
