"""What keeps an answer from being given, in a line."""

from __future__ import annotations

import streamlit as st

from recommender.errors import BaysiteError, DataError, NewerProjectError, UnknownPlaceError
from recommender.messages import message
from views import state
from views.anchors import what_is_wrong
from views.markdown import plain
from views.state import t

UNREADABLE = message(
    "The project in the address could not be read. Fill the form anew, or open the address that "
    "Baysite wrote."
).text
NEWER = message(
    "The project in the address was written by a newer Baysite, so nothing of it was taken over. "
    "Update Baysite, or fill the form anew."
).text


PLACE = message(
    "a place of the project is not known. Choose it from the list, or leave it out."
).text
DATA = message("a data file breaks a rule. Ask whoever runs Baysite to check the data.").text
FORM = message(
    "a field of the form holds what cannot be used. Correct what was changed last, or take it out."
).text
"""Said to a reader of another language than English, in which the line of an error is written."""


def draw_address_trouble() -> None:
    """Draw why the address that the page came with was not taken over."""
    error = state.unreadable_address()
    if error is not None:
        st.warning(t(NEWER if isinstance(error, NewerProjectError) else UNREADABLE))


def draw_trouble(error: BaysiteError) -> None:
    """Draw why the project cannot be ranked, and the way back where there is one."""
    st.error(t(message("This cannot be ranked: {why}").text, why=why_not(error)))
    if not state.draft().count_incentives:
        st.button(
            t(message("Count incentives again").text),
            key="count_again",
            on_click=state.keep,
            kwargs={"count_incentives": True},
        )


def why_not(error: BaysiteError) -> str:
    """What is wrong, for Markdown, in the reader's language: an error's own line is English."""
    said = what_is_wrong(error)
    if state.language() == "en" or said != plain(str(error)):
        return said
    kinds = ((UnknownPlaceError, PLACE), (DataError, DATA))
    return t(next((text for kind, text in kinds if isinstance(error, kind)), FORM))
