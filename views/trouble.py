"""What keeps an answer from being given, in a line."""

from __future__ import annotations

import streamlit as st

from recommender.errors import BaysiteError, NewerProjectError
from recommender.messages import message
from views import state
from views.anchors import what_is_wrong
from views.state import t

UNREADABLE = message(
    "The project in the address could not be read. Fill the form anew, or open the address that "
    "Baysite wrote."
).text
NEWER = message(
    "The project in the address was written by a newer Baysite, so nothing of it was taken over. "
    "Update Baysite, or fill the form anew."
).text


def draw_address_trouble() -> None:
    """Draw why the address that the page came with was not taken over."""
    error = state.unreadable_address()
    if error is not None:
        st.warning(t(NEWER if isinstance(error, NewerProjectError) else UNREADABLE))


def draw_trouble(error: BaysiteError) -> None:
    """Draw why the project cannot be ranked, and the way back where there is one."""
    st.error(t(message("This cannot be ranked: {why}").text, why=what_is_wrong(error)))
    if not state.draft().count_incentives:
        st.button(
            t(message("Count incentives again").text),
            key="count_again",
            on_click=state.keep,
            kwargs={"count_incentives": True},
        )
