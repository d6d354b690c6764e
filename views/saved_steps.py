"""The status of a saved shortlist and its owner, and the buttons that change them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from recommender.messages import message
from recommender.private import LONGEST_NAME
from recommender.shortlist_words import STATUS_WORDS
from recommender.store import STATUSES, record_now
from recommender.store.bounds import LONGEST
from recommender.store.kept import SETTLED
from views import state
from views.saved_change import attempt, author, owner_key
from views.state import key, t

if TYPE_CHECKING:
    from recommender.store import SavedShortlist, Store

REASON = "saved_reason"


def draw_status(found: SavedShortlist) -> None:
    """Draw the next status with its reason, and the button."""
    others = [name for name in STATUSES if name != found.status]
    later = STATUSES.index(found.status)  # of the others the one that comes next
    words = {name: t(text) for name, text in STATUS_WORDS.items()}
    field = key(f"saved_next_{found.id}_{found.status}")
    with st.container(border=True, key="saved_status_box"):
        chosen = st.selectbox(
            t(message("New status").text),
            others,
            index=min(later, len(others) - 1),
            format_func=words.__getitem__,
            key=field,
        )
        needed = chosen == "lost" or found.status in SETTLED
        reason = st.text_input(
            t(message("Reason (needed)").text if needed else message("Reason").text),
            max_chars=LONGEST["reason"],
            key=REASON,
        )
        st.button(
            t(message("Change the status").text),
            key="saved_set_status",
            disabled=not author() or (needed and not reason.strip()),
            on_click=_set_status,
            args=(field,),
        )
        if chosen == "sent":
            st.caption(
                t(
                    message(
                        "What is kept as sent is the answer on today's data; nothing is sent from "
                        "here."
                    ).text
                )
            )


def draw_owner(found: SavedShortlist) -> None:
    """Draw the field of the owner, and the button that hands the shortlist over."""
    field = owner_key(found)
    state.show_first(field, found.owner)
    with st.container(border=True, key="saved_owner_box"):
        typed = st.text_input(t(message("Owner").text), max_chars=LONGEST_NAME, key=field)
        st.button(
            t(message("Hand over").text),
            key="saved_set_owner",
            disabled=not author() or not typed.strip(),
            on_click=_set_owner,
        )


def _set_status(field: str) -> None:
    to, why = str(state.widget(field)), str(state.widget(REASON) or "")

    def step(store: Store, found: SavedShortlist) -> None:
        record = record_now(state.catalogue(), found) if to == "sent" else None
        store.set_status(
            found.id, to, by=author(), version=found.version, reason=why, record=record
        )

    if attempt(step):
        state.show(REASON, "")


def _set_owner() -> None:
    def hand(store: Store, found: SavedShortlist) -> None:
        name = str(state.widget(owner_key(found)) or "")
        store.set_owner(found.id, name, by=author(), version=found.version)

    attempt(hand)
