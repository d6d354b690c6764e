"""The shortlist that is open, as this session saw it, and changes made on that version."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from recommender.errors import BaysiteError
from recommender.messages import message
from recommender.private import LONGEST_NAME
from recommender.store import SavedShortlist, Store
from views import state
from views.saved_trouble import draw_trouble
from views.sign_in import signed_in
from views.state import t


def opened() -> SavedShortlist | None:
    """The shortlist that is open, as it stood when this session last read it."""
    found: SavedShortlist | None = state.memory("saved")
    return found


def open_saved(id: str) -> None:
    """Open a shortlist as it stands now."""
    state.remember(saved_trouble=None, saved_done=None)
    try:
        found = state.store().get(id)
    except BaysiteError as error:
        _said(error)
        return
    state.remember(saved=found)
    _show(found)


def close_saved() -> None:
    """Let no shortlist be open."""
    state.remember(saved=None, saved_trouble=None, saved_done=None)


def note_key(found: SavedShortlist, site_id: str) -> str:
    """The key of the field of a note."""
    return f"saved_note_{found.id}_{site_id}"


def owner_key(found: SavedShortlist) -> str:
    """The key of the field of the owner."""
    return f"saved_owner_{found.id}"


def author() -> str:
    """Who changes shortlists here: who is signed in, or the name that was typed."""
    return signed_in() or str(state.memory("desk_name") or "").strip()


def draw_desk() -> None:
    """Draw the field for the name that the history keeps, and what became of the last change."""
    if signed_in() is None:
        typed = st.text_input(
            t(message("Your name, for the history").text),
            value=state.memory("desk_name") or "",
            max_chars=LONGEST_NAME,
            key="desk_name",
        )
        state.remember(desk_name=typed)
    if not author():
        st.caption(t(message("To change anything, say who you are: the history keeps it.").text))
    trouble = state.memory("saved_trouble")
    if trouble is not None:
        draw_trouble(trouble, opened())
    elif state.memory("saved_done"):
        st.success(t(message("Saved.").text))
        state.remember(saved_done=None)  # what is typed next is not saved


def attempt(change: Callable[[Store, SavedShortlist], object]) -> bool:
    """Make a change on the version that the page shows; False when it was not saved.

    What others did meanwhile is shown then, and the page takes over their version. A field in
    which this session typed keeps what was typed.
    """
    before = opened()
    if before is None:
        return False
    trouble: BaysiteError | None = None
    try:
        change(state.store(), before)
    except BaysiteError as error:
        trouble = error
    _said(trouble)
    try:
        _take_over(before, state.store().get(before.id))
    except BaysiteError as error:
        _said(error)
    return trouble is None


def _said(trouble: BaysiteError | None) -> None:
    state.remember(saved_trouble=trouble, saved_done=trouble is None)


def _take_over(before: SavedShortlist, now: SavedShortlist) -> None:
    """Show what stands now in every field in which nothing else was typed."""
    state.remember(saved=now)
    for name, was, value in _fields(before, now):
        if state.widget(name) in (None, was):
            state.show(name, value)


def _show(found: SavedShortlist) -> None:
    for name, _, value in _fields(found, found):
        state.show(name, value)


def _fields(before: SavedShortlist, now: SavedShortlist) -> list[tuple[str, str, str]]:
    sites = [entry.site_id for entry in now.entries]
    notes = [(note_key(now, s), before.notes.get(s, ""), now.notes.get(s, "")) for s in sites]
    return [*notes, (owner_key(now), before.owner, now.owner)]
