"""Units that a header or a person states for the bare numbers below it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from features.enquiry.currencies import SOME_DOLLAR, UNNAMED, YEN_OR_YUAN
from features.enquiry.page import Page
from features.enquiry.quantities import Quantity, quantities
from features.project import M2_PER_MU
from recommender.words import CURRENCIES

UNIT_NAMES = {
    "mu": {"en": "mu", "zh": "亩"}, "m2": {"en": "m²", "zh": "平方米"}, "CNY": CURRENCIES["CNY"],
    "people": {"en": "people", "zh": "人"},
}  # fmt: skip
SQUARE_METRES = {"m2": 1.0, "mu": M2_PER_MU, "ha": 10_000.0}
_USUAL = {
    "money": ("万元", "亿元", "元", "m CNY", "万港元", "万美元"),
    "area": ("亩", "m²", "公顷"),
    "people": ("人",),
}


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A unit: how many of `base` (a currency, m2, mu, ha, people) one of it is."""

    factor: float
    base: str


def unit_of(text: str, holds: str) -> Unit | None:
    """The unit that some words name, for what a column holds; None when they name none.

    Examples
    --------
    >>> unit_of("万元", "money"), unit_of("亩", "area").base, unit_of("planned", "money")
    (Unit(factor=10000.0, base='CNY'), 'mu', None)
    >>> unit_of("RMB million", "money"), unit_of("10,000 USD", "money").base
    (Unit(factor=1000000.0, base='CNY'), 'USD')
    """
    words = text.strip()
    if not words or len(words) > 40 or holds not in _USUAL:
        return None
    if holds == "people":
        return _of_people(words)
    turned = " ".join(reversed(words.split()))  # "RMB million" is a million RMB
    for tried in (words, f"1{words}", f"1 {words}", f"1 {turned}"):
        found = quantities(Page.of(tried))
        if len(found) == 1 and found[0].kind == holds and found[0].end == len(tried):
            return Unit(factor=found[0].value, base=base_of(found[0]))
    return None


_HUNDREDS = {"百": 100.0, "千": 1e3, "万": 1e4, "hundred": 100.0, "thousand": 1e3, "k": 1e3}


def _of_people(words: str) -> Unit:
    """People, by the hundred or thousand where the words say so."""
    scale = re.sub(r"\s*(?:人|名|people|persons|staff|jobs)$", "", words.casefold()).strip()
    return Unit(factor=_HUNDREDS.get(scale, 1.0), base="people")


def base_of(found: Quantity) -> str:
    """The currency or unit of a quantity; a scale alone, and the yuan's sign, are CNY here."""
    return "CNY" if found.unit in (UNNAMED, YEN_OR_YUAN) else found.unit


def is_known_money(base: str) -> bool:
    """False for a dollar that does not say of which country it is."""
    return base != SOME_DOLLAR


def units_for(holds: str) -> tuple[str, ...]:
    """The usual units of what a column holds, as a person may choose them."""
    return _USUAL.get(holds, ())
