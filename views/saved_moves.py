"""What moved since a saved shortlist was sent, or since it was saved, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from recommender.errors import BaysiteError
from recommender.messages import message
from recommender.store import moved_since
from recommender.store.moved import moved_json
from views import state
from views.markdown import plain
from views.state import t

if TYPE_CHECKING:
    from recommender.store import SavedShortlist

SHOWN = 10
"""Other sites that moved and are told; the command line has all of them."""
FAILED = message(
    "This cannot be told: the record that is kept, or its project, does not fit today's data. "
    "Whoever runs Baysite finds the reason with: python -m recommender shortlists moved"
).text


def draw_moves(found: SavedShortlist) -> None:
    """Draw the button, and after a click what moved: the chosen sites first."""
    sent = found.sent_record is not None
    label = (
        message("What moved since it was sent")
        if sent
        else message("What moved since it was saved")
    )
    if not st.button(t(label.text), key="saved_moved"):
        return
    try:
        catalogue = state.catalogue()
        with st.spinner(t(message("Ranking again").text)):
            told = moved_json(catalogue, moved_since(catalogue, found), state.language())
    except BaysiteError as error:
        st.error(plain(str(error)) if state.language() == "en" else t(FAILED))
        return
    with st.container(border=True, key="saved_moves"):
        _draw(told)


def _draw(told: dict[str, Any]) -> None:
    st.markdown("  \n".join(plain(line) for line in told["says"]))
    mine = [one for one in told["moved"] if one["site_id"] in told["chosen_moved"]]
    others = [one for one in told["moved"] if one not in mine]
    if told["moved"] and not mine:
        st.markdown(t(message("None of the sites of this shortlist moved.").text))
    for one in [*mine, *others[:SHOWN]]:
        first, *rest = [plain(line) for line in one["says"]]
        chosen = one in mine
        st.markdown("\n".join([f"**{first}**" if chosen else first, *(f"- {r}" for r in rest)]))
    if len(others) > SHOWN:
        more = message("{n} further {n:site|sites} of the whole list moved.").text
        st.caption(t(more, n=len(others) - SHOWN))
