"""The short list: a note on each of its sites."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from recommender.draft import LONGEST_NOTE
from recommender.messages import message
from views import state
from views.markdown import plain
from views.sentences import name_of
from views.state import t

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.ranking import Entry


def draw_notes(catalogue: Catalogue, entries: tuple[Entry, ...]) -> None:
    """Draw a field for a note on each site of the short list."""
    with st.container(border=True, key="shortlist"):
        st.markdown(f"**{t(message('Short list').text)}**")
        for entry in entries:
            _draw_note(catalogue, entry)


def _draw_note(catalogue: Catalogue, entry: Entry) -> None:
    key = state.key(f"note_{entry.site_id}")
    st.text_input(
        t(
            message("Note on {rank}. {site}").text,
            rank=entry.rank,
            site=plain(name_of(catalogue, entry.site_id)),
        ),
        value=state.draft().notes.get(entry.site_id, ""),
        max_chars=LONGEST_NOTE,
        key=key,
        on_change=lambda: _noted(entry.site_id, key),
    )


def _noted(site: str, key: str) -> None:
    notes = {**state.draft().notes, site: state.widget(key) or ""}
    state.keep(notes={name: note for name, note in notes.items() if note})
