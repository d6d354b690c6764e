"""The files of a saved shortlist, made from today's data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from recommender.cover import Cover
from recommender.errors import BaysiteError
from recommender.messages import message
from recommender.shortlist import Shortlist
from recommender.shortlist_words import names_of
from recommender.store.making import profile_of_shortlist
from views import state
from views.files import draw_files
from views.folded import folded
from views.markdown import plain
from views.sentences import named
from views.state import t
from views.trouble import draw_trouble

if TYPE_CHECKING:
    from recommender.ranking import Entry, Ranking
    from recommender.store import SavedShortlist

TODAY = message(
    "The files are made from today's data, with the saved notes and without a name on the cover: "
    "places and scores may differ from those above. “What moved” says where, and why."
).text


def draw_saved_files(found: SavedShortlist) -> None:
    """Draw the box in which the files are written."""
    box = folded(t(message("Report and files").text), "saved_files")
    if not box.open:
        return
    with box:
        st.caption(t(TODAY))
        try:
            _draw(found)
        except BaysiteError as error:
            draw_trouble(error)


def _draw(found: SavedShortlist) -> None:
    ranking = state.answered(profile_of_shortlist(found, today=state.today()))
    entries = _entries(ranking, found)
    heads = {entry.site_id for entry in entries}
    gone = [site for site, names in names_of(found).items() if site not in heads]
    if gone:
        names = names_of(found)
        said = "; ".join(plain(named(names[site])) for site in gone)
        st.warning(
            t(message("No longer at the head of an entry, so not in the files: {sites}").text,
              sites=said)
        )  # fmt: skip
    if entries:
        draw_files(
            Shortlist(
                catalogue=state.catalogue(), ranking=ranking, entries=entries,
                language=state.language(), notes=found.notes,
            ),
            Cover(),
        )  # fmt: skip


def _entries(ranking: Ranking, found: SavedShortlist) -> tuple[Entry, ...]:
    chosen = {entry.site_id for entry in found.entries}
    return tuple(entry for entry in ranking.entries if entry.site_id in chosen)
