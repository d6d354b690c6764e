"""Words for what is asked of a project: units, limits, facts that are missing, and the citation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from features.admission import FACTS, PER_MU, PER_MU_A_YEAR, Threshold
from features.rows import text_of
from recommender.messages import Message, message
from recommender.notes import in_both

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from features.project import Project

UNIT_WORDS = {
    PER_MU: message("10,000 CNY per mu").text,
    PER_MU_A_YEAR: message("10,000 CNY per mu and year").text,
    "CNY": message("CNY").text,
    "CNY/year": message("CNY a year").text,
    "% of revenue": message("percent of revenue").text,
}
FACT_WORDS = {
    "capex_cny": message("the investment").text,
    "land_mu": message("the land needed").text,
    "output_cny": message("the output a year").text,
    "tax_cny": message("the tax a year").text,
    "rd_cny": message("the research spending a year").text,
}
_LIMITS = {
    ">=": message("at least {low}").text,
    "<=": message("at most {high}").text,
    "<": message("less than {high}").text,
    "=": message("exactly {low}").text,
    "between": message("{low} to {high}").text,
}


_OPERATORS = {
    ">=": message("at least {amount}").text,
    "<=": message("at most {amount}").text,
    "<": message("less than {amount}").text,
    "=": message("{amount}").text,
    "between": message("within {amount}").text,
    "observed": message("observed: {amount}").text,
    "in": message("only: {amount}").text,
    "required": message("required").text,
    "exists": message("there are rules").text,
    "must comply": message("to be complied with").text,
    "delegated": message("decided on the spot").text,
    "excluded": message("not taken in: {amount}").text,
    "eligible firms only": message("eligible firms only").text,
    "recommended": message("recommended").text,
}


def asked_as_stated(row: Mapping[Any, Any], trades: str) -> Message:
    """What a row asks, as its source states it: an amount with its unit, else which `trades`."""
    unit, stated = text_of(row["unit"]), in_both(text_of(row["threshold"]) or trades)
    named = message(UNIT_WORDS[unit]) if unit in UNIT_WORDS else in_both(unit)
    amount = message("{amount} {unit}", amount=stated, unit=named) if unit else stated
    return message(_OPERATORS[str(row["operator"])], amount=amount or message("as its rules say"))


def limit(asked: Threshold) -> Message:
    """What is asked in words: at least, at most, between."""
    ends = {"low": number(asked.low), "high": number(asked.high)}
    return message(_LIMITS[asked.operator], **ends)


def number(amount: float) -> str:
    """An amount for a reader: thousands set apart, four digits that count.

    Examples
    --------
    >>> number(434.8), number(50_000_000.0), number(0.25)
    ('434.8', '50,000,000', '0.25')
    """
    return f"{amount:,.0f}" if abs(amount) >= 1_000 else f"{amount:.4g}"


def missing_facts(project: Project, metric: str) -> tuple[Message, ...]:
    """The facts of a figure that the project does not state, in words."""
    return tuple(message(FACT_WORDS[n]) for n in FACTS[metric] if not getattr(project, n))


def cited(catalogue: Catalogue, row: Mapping[Any, Any]) -> Message:
    """Document, day and source of a row."""
    return message(
        "{document} ({day}; {source})",
        document=text_of(row["document"]),
        day=text_of(row["said_on"]) or message("undated"),
        source=str(catalogue.sources["citation"][row["source_id"]]),
    )
