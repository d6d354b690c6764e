"""The user's own rates: CNY for one of another currency, and the day that they are of."""

from __future__ import annotations

from datetime import date

import streamlit as st

from recommender.messages import message
from recommender.own_currency import in_own_currency, not_counted
from recommender.profile_parts import LARGEST_RATE
from views import state
from views.sentences import say_plain
from views.state import key, t

LABELS = {
    "HKD": message("CNY for 1 HKD, your own rate").text,
    "USD": message("CNY for 1 USD, your own rate").text,
}


def draw_rate(currency: str) -> float | None:
    """Draw the rate of a currency; None while it is not stated."""
    name = currency.lower()
    found: float | None = st.number_input(
        t(LABELS[currency]),
        min_value=0.0,
        max_value=LARGEST_RATE,
        value=getattr(state.draft(), name),
        format="%g",
        placeholder=t(message("Not stated").text),
        key=key(name),
    )
    return found


def draw_rates_day() -> date | None:
    """Draw the day that the rates are of; today unless the draft says another."""
    day: date | None = st.date_input(
        t(message("Day of the rates").text),
        value=state.draft().rates_on or state.today(),
        key=key("rates_on"),
    )
    return day


def draw_rate_of_unit(currency: str) -> dict[str, object]:
    """Draw the rate that amounts in a unit of another currency need; nothing for CNY."""
    if currency == "CNY":
        return {}
    left, right = st.columns(2)
    with left:
        rate = draw_rate(currency)
    with right:
        day = draw_rates_day()
    return {currency.lower(): rate, "rates_on": day}


def draw_lacking_rate() -> None:
    """Draw that amounts are stated in a currency without a rate, wherever they may be used."""
    said = not_counted(state.draft())
    if said is not None:
        st.warning(say_plain(said))


def draw_in_own_currency(low: float, high: float, of: str) -> None:
    """Draw a sum in CNY once more in the currency of the project, where the user stated a rate.

    `of` says which sum, in the reader's language.
    """
    said = in_own_currency(state.draft(), low, high, today=state.today())
    if said is not None:
        st.caption(t(message("{field}: {said}").text, field=of, said=say_plain(said)))
