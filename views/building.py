"""What the project asks of a building, and what becomes of a site where it is not known."""

from __future__ import annotations

from typing import Any

import streamlit as st

from recommender.draft import LARGEST_NEED
from recommender.messages import message
from views import state
from views.state import key, t

NEEDS = {
    "storey_height": message("Storey height, at least, m").text,
    "floor_load": message("Floor load, at least, kN/m²").text,
    "lift": message("Goods lift, at least, t").text,
}
"""Fields of the draft and what stands above them."""

POLICIES = {
    "keep": message("Keep and flag what is not known").text,
    "exclude": message("Exclude").text,
}


def draw_building() -> dict[str, Any]:
    """Draw the needs in a box of their own; what it says, for the draft."""
    with st.popover(t(message("Building, and what is not known").text), width="stretch"):
        needs = {name: _amount(name, t(label)) for name, label in NEEDS.items()}
        return {**needs, "unknown_policy": _draw_policy()}


def _amount(name: str, label: str) -> float | None:
    found: float | None = st.number_input(
        label,
        min_value=0.0,
        max_value=LARGEST_NEED[name],
        value=getattr(state.draft(), name),
        format="%g",
        placeholder=t(message("Not stated").text),
        key=key(name),
    )
    return found


def _draw_policy() -> str:
    words = {name: t(text) for name, text in POLICIES.items()}
    names = list(words)
    chosen = st.radio(
        t(message("Where a must-have of yours is not known").text),
        names,
        index=names.index(state.draft().unknown_policy),
        format_func=words.__getitem__,
        key=key("unknown_policy"),
    )
    return str(chosen)
