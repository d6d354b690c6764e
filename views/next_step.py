"""From the answer onward: what is on the short list, and the pages that come next."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from recommender.messages import message
from recommender.ranking import Ranking
from views import state
from views.state import t

STEPS = {
    "views/compare.py": message("Compare side by side").text,
    "views/report.py": message("Report and files").text,
}
FIRST = 3
"""Entries that stand for a short list until one is ticked."""


def draw_next_step(ranking: Ranking) -> None:
    """Draw how many sites are on the short list and the ways to compare and to report."""
    n = sum(entry.site_id in state.draft().ticked for entry in ranking.entries)
    said = (
        t(message("On the short list: {n}.").text, n=n)
        if n
        else t(message("Nothing ticked yet: the first three go on.").text)
    )
    with st.container(horizontal=True, vertical_alignment="center", key="next_step"):
        st.markdown(said)
        for page in STEPS:
            draw_step(page)


def draw_step(page: str) -> None:
    """Draw the way to a page."""
    if st.button(t(STEPS[page]), key=f"to_{page[6:-3]}", type=_kind(page)):
        st.switch_page(page)


def _kind(page: str) -> Literal["primary", "secondary"]:
    return state.emphasis() if page.endswith("report.py") else "secondary"
