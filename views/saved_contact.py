"""Whom a saved shortlist is for: shown for as long as somebody looks, and erased for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from recommender.messages import message
from views import state
from views.markdown import plain
from views.saved_change import attempt, author
from views.state import t

if TYPE_CHECKING:
    from recommender.store import SavedShortlist, Store

SURE = "saved_erase_sure"
LABELS = {
    "company": message("Company").text,
    "person": message("Person").text,
    "email": message("E-mail").text,
    "phone": message("Phone").text,
}


def draw_contact(store: Store, found: SavedShortlist) -> None:
    """Draw the button that shows the contact, and the way to erase it."""
    with st.container(border=True, key="saved_contact"):
        st.markdown(f"**{t(message('Contact details').text)}**")
        if not found.has_contact:
            st.caption(t(message("No contact is kept with this shortlist.").text))
            return
        # Drawn in the one run of the click: anything else that is clicked hides it again.
        if st.button(t(message("Show contact").text), key="saved_show_contact"):
            _draw(store, found)
        sure = st.checkbox(
            t(
                message(
                    "Erase the contact for good. Backups and copies made before still hold it."
                ).text
            ),
            key=SURE,
        )
        st.button(
            t(message("Erase contact").text),
            key="saved_erase_contact",
            disabled=not sure or not author(),
            on_click=_erase,
        )


def _draw(store: Store, found: SavedShortlist) -> None:
    kept = store.contact(found.id)
    told = {name: getattr(kept, name, "") for name in LABELS}
    lines = [f"- {t(LABELS[name])}: {plain(text)}" for name, text in told.items() if text]
    st.markdown("\n".join(lines))


def _erase() -> None:
    def erase(store: Store, found: SavedShortlist) -> None:
        store.erase_contact(found.id, by=author(), version=found.version)

    attempt(erase)
    state.show(SURE, False)
