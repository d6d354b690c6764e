"""Why the store did not do what it was asked, in the language of the session."""

from __future__ import annotations

import streamlit as st

from recommender.errors import BaysiteError, StaleShortlistError
from recommender.shortlist_words import event_in_words, names_of, trouble_in_words
from recommender.store import SavedShortlist
from views import state
from views.markdown import plain
from views.sentences import say_plain


def draw_trouble(error: BaysiteError, found: SavedShortlist | None = None) -> None:
    """Draw what is wrong; for a change that came too late also what others did meanwhile."""
    said = say_plain(trouble_in_words(error))
    if isinstance(error, StaleShortlistError):
        names = names_of(found) if found else {}
        lines = [f"- {say_plain(event_in_words(event, names))}" for event in error.changes]
        st.error("\n".join([said, "", *lines]))
    else:
        # An error's own line says more, and is English.
        st.error(plain(str(error)) if state.language() == "en" else said)
