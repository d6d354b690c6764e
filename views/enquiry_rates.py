"""Rates that amounts of an enquiry need before they can be taken over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from recommender.enquiry import currencies_without_rate
from recommender.messages import message
from recommender.profile_parts import LARGEST_RATE
from views import state
from views.rates import LABELS
from views.state import key, t

if TYPE_CHECKING:
    from features.enquiry.finding import Finding


def draw_rates_needed(chosen: tuple[Finding, ...]) -> dict[str, Any]:
    """Draw a field for every rate that is wanting, and its day; what is stated, for the draft."""
    wanting = currencies_without_rate(state.draft(), chosen)
    if not wanting:
        return {}
    kept = dict(state.memory("enquiry_rates") or {})
    st.caption(
        t(
            message(
                "Amounts in another currency are taken over at your own rate; without one they "
                "are left out."
            ).text
        )
    )
    for currency in wanting:
        kept[currency.lower()] = st.number_input(
            t(LABELS[currency]),
            min_value=0.0,
            max_value=LARGEST_RATE,
            value=kept.get(currency.lower()),
            format="%g",
            placeholder=t(message("Not stated").text),
            key=key(f"enquiry_{currency.lower()}"),
        )
    kept["rates_on"] = st.date_input(
        t(message("Day of the rates").text),
        value=kept.get("rates_on") or state.draft().rates_on or state.today(),
        key=key("enquiry_rates_on"),
    )
    state.remember(enquiry_rates=kept)
    stated = {name: kept[name] for name in map(str.lower, wanting) if kept[name]}
    return {**stated, "rates_on": kept["rates_on"]} if stated else {}
