"""What incentives and costs ask of a project, and the user's own rates; all of it optional."""

from __future__ import annotations

from typing import Any

import streamlit as st

from recommender.draft import LARGEST_AMOUNT
from recommender.messages import message
from recommender.units import MONEY, UNITS
from recommender.words import PROJECT_KINDS
from views import state
from views.rates import LABELS, draw_rate, draw_rates_day
from views.sentences import named
from views.state import key, t

FACTS = {
    "rd": message("Research spending a year, {unit}").text,
    "tax": message("Tax a year, {unit}").text,
    "interest": message("Loan interest a year, {unit}").text,
    "output": message("Output a year, {unit}").text,
}


def draw_money(unit: str) -> dict[str, Any]:
    """Draw the facts and rates in a box of their own; what it says, for the draft."""
    with st.popover(t(message("For incentives and costs").text), width="stretch"):
        st.caption(t(message("Each of these narrows an amount; every one may stay blank.").text))
        words = named(UNITS[unit])
        facts = {name: _amount(t(label, unit=words), name) for name, label in FACTS.items()}
        return {"kind": _draw_kind(), **facts, **_draw_rates(unit)}


def _draw_kind() -> str | None:
    words = {name: t(text) for name, text in PROJECT_KINDS.items()}
    kinds = list(words)
    chosen = state.draft().kind
    kind: str | None = st.selectbox(
        t(message("Kind of project").text),
        kinds,
        index=kinds.index(chosen) if chosen in kinds else None,
        format_func=words.__getitem__,
        placeholder=t(message("Not stated").text),
        key=key("kind"),
    )
    return kind


def _draw_rates(unit: str) -> dict[str, Any]:
    """Draw discount and rates; the rate that the unit itself needs stands beside the unit."""
    draft, beside = state.draft(), MONEY[unit][0]
    label = message("Discount rate, % a year (5 unless stated)").text
    found: dict[str, Any] = {"discount": _amount(t(label), "discount", 100)}
    found |= {c.lower(): draw_rate(c) for c in LABELS if c != beside}
    if beside != "CNY":
        return found
    stated = found["hkd"] or found["usd"] or draft.rest.get("money")
    return {**found, "rates_on": draw_rates_day() if stated else None}


def _amount(label: str, name: str, largest: float = LARGEST_AMOUNT) -> float | None:
    found: float | None = st.number_input(
        label,
        min_value=0.0,
        max_value=float(largest),
        value=getattr(state.draft(), name),
        format="%g",
        placeholder=t(message("Not stated").text),
        key=key(name),
    )
    return found
