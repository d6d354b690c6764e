"""Amounts of an enquiry in the one unit in which a form holds all of its money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from features.enquiry.currencies import UNNAMED
from features.enquiry.finding import Finding
from recommender.draft import LARGEST_AMOUNT, Draft
from recommender.messages import Message, message
from recommender.units import MONEY, WAN, WAN_HKD, WAN_USD
from recommender.words import CURRENCIES

UNIT_OF = {"CNY": WAN, "HKD": WAN_HKD, "USD": WAN_USD}
"""Currencies that a form takes, each with the unit that an enquiry's amount is put in."""
_MONEY_FIELDS = ("capex", "rd", "interest", "tax", "output")

NEEDS_RATE = message(
    "{amount} {currency} is shown as found and not taken over: state your rate, CNY for one, and "
    "its day."
).text
NO_RATE_HERE = message(
    "{amount} {currency} is shown as found and not taken over: state it in CNY, HKD or USD."
).text
NO_CURRENCY = message(
    "{amount} is shown as found and not taken over: the text names no currency."
).text
HELD = message(
    "No amount is taken over: the form holds amounts in {currency} without a rate. State the rate "
    "first."
).text
BEYOND = message("{amount} {currency} is not taken over: no form holds so much.").text


def in_one_unit(draft: Draft, found: Mapping[str, Finding]) -> tuple[Draft, tuple[Message, ...]]:
    """The draft with the amounts found, and why some were left out.

    When all amounts, those found and those that the draft held before, are of one currency, they
    stay in it; else all of them are turned into CNY at the user's own rates.
    """
    usable = {name: f for name, f in found.items() if _why_not(draft, f) is None}
    left_out = tuple(why for f in found.values() if (why := _why_not(draft, f)) is not None)
    if not usable:
        return draft, left_out
    before_now = {name: getattr(draft, name) for name in _MONEY_FIELDS}
    held = {name: amount for name, amount in before_now.items() if amount and name not in usable}
    if held and draft.rate(draft.currency) is None:
        return draft, (*left_out, message(HELD, currency=CURRENCIES[draft.currency]))
    currencies = {f.unit for f in usable.values()} | ({draft.currency} if held else set())
    currency = currencies.pop() if len(currencies) == 1 else "CNY"
    unit = UNIT_OF[currency]
    size = MONEY[unit][1] * (draft.rate(currency) or 1.0)
    before = MONEY[draft.capex_unit][1] * (draft.rate(draft.currency) or 1.0)
    amounts = {name: _rounded(amount * before / size) for name, amount in held.items()}
    for name, f in usable.items():
        amounts[name] = _rounded(_value(f) * (draft.rate(f.unit) or 1.0) / size)
    stated: dict[str, Any] = dict.fromkeys(_MONEY_FIELDS) | amounts
    return replace(draft, **stated, capex_unit=unit), left_out


def _why_not(draft: Draft, found: Finding) -> Message | None:
    """Why an amount cannot be taken over; None when it can."""
    amount, currency = _value(found), found.unit
    if currency not in CURRENCIES and currency not in UNIT_OF:
        return message(NO_CURRENCY if currency == UNNAMED else NO_RATE_HERE, amount=amount,
                       currency=currency)  # fmt: skip
    named = CURRENCIES[currency]
    if currency not in UNIT_OF:
        return message(NO_RATE_HERE, amount=amount, currency=named)
    if draft.rate(currency) is None:
        return message(NEEDS_RATE, amount=amount, currency=named)
    if amount / MONEY[WAN][1] > LARGEST_AMOUNT / 100:
        return message(BEYOND, amount=amount, currency=named)
    return None


def _value(found: Finding) -> float:
    return float(found.value) if isinstance(found.value, float | int) else 0.0


def _rounded(amount: float) -> float:
    """Twelve digits: a rate and its inverse leave no trace."""
    return float(f"{amount:.12g}")
