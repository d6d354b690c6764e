"""One saved shortlist: its sites as they stood, notes, status, owner, contact, moves, files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import streamlit as st

from recommender.messages import message
from recommender.shortlist_words import STATUS_WORDS, event_in_words, moment, names_of
from recommender.store.bounds import LONGEST
from views import state
from views.folded import folded
from views.markdown import plain
from views.saved_change import attempt, author, note_key
from views.saved_contact import draw_contact
from views.saved_files import draw_saved_files
from views.saved_moves import draw_moves
from views.saved_steps import draw_owner, draw_status
from views.sentences import named, say_plain
from views.state import t

if TYPE_CHECKING:
    from recommender.store import SavedEntry, SavedShortlist, Store


def draw_saved(store: Store, found: SavedShortlist) -> None:
    """Draw the shortlist from its head to its history."""
    _draw_head(found)
    _draw_sites(found)
    _draw_notes(found)
    left, right = st.columns(2)
    with left:
        draw_status(found)
    with right:
        draw_owner(found)
    draw_moves(found)
    draw_saved_files(found)
    draw_contact(store, found)
    _draw_history(store, found)


def _draw_head(found: SavedShortlist) -> None:
    st.subheader(plain(found.title), anchor=False)
    said = message(
        "{status}, with {owner}. Saved {day}; lead {lead}.",
        status=message(STATUS_WORDS[found.status]), owner=found.owner,
        day=moment(found.created_at), lead=found.lead_id or message("not stated"),
    )  # fmt: skip
    st.markdown(say_plain(said))


def _draw_sites(found: SavedShortlist) -> None:
    st.markdown(f"**{t(message('As it stood when it was saved').text)}**")
    names = names_of(found)
    with st.container(key="saved_sites"):
        st.markdown("\n".join(f"- {_standing(e, names[e.site_id])}" for e in found.entries))


def _standing(entry: SavedEntry, names: Mapping[str, str]) -> str:
    said = message(
        "{rank}. {site}: {points} points ({low} to {high})",
        rank=entry.rank, site=names, points=f"{100 * entry.score:.1f}",
        low=round(100 * entry.score_low), high=round(100 * entry.score_high),
    )  # fmt: skip
    if entry.tier is None:
        return say_plain(said)
    return say_plain(message("{said}, group {tier}", said=said, tier=entry.tier))


def _draw_notes(found: SavedShortlist) -> None:
    names = names_of(found)
    with st.container(border=True, key="saved_notes"):
        st.markdown(f"**{t(message('Notes on the sites').text)}**")
        for entry in found.entries:
            field = note_key(found, entry.site_id)
            state.show_first(field, found.notes.get(entry.site_id, ""))
            st.text_area(
                t(
                    message("Note on {rank}. {site}").text,
                    rank=entry.rank,
                    site=plain(named(names[entry.site_id])),
                ),
                max_chars=LONGEST["note"],
                height=68,
                key=field,
            )
        st.button(
            t(message("Save notes").text),
            key="saved_save_notes",
            disabled=not author(),
            on_click=_save_notes,
        )


def _save_notes() -> None:
    attempt(_put_notes)


def _put_notes(store: Store, found: SavedShortlist) -> None:
    """Save the notes that differ, one change each; the first that comes too late ends it."""
    version = found.version
    for entry in found.entries:
        site = entry.site_id
        typed = str(state.widget(note_key(found, site)) or "")
        if typed.strip() != found.notes.get(site, ""):
            version = store.set_note(found.id, site, typed, by=author(), version=version)


def _draw_history(store: Store, found: SavedShortlist) -> None:
    box = folded(t(message("History").text), "saved_history")
    if not box.open:
        return
    with box:
        names = names_of(found)
        lines = [f"- {say_plain(event_in_words(e, names))}" for e in store.history(found.id)]
        st.markdown("\n".join(line.replace("\n", " ") for line in reversed(lines)))
