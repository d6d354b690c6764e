"""The page of saved shortlists: who works on what, and one of them with everything about it."""

import streamlit as st

from recommender.errors import BaysiteError
from recommender.messages import message
from views import state
from views.heading import draw_heading
from views.saved_change import draw_desk, opened
from views.saved_list import draw_list
from views.saved_one import draw_saved
from views.saved_trouble import draw_trouble
from views.sign_in import may_enter
from views.state import t


def draw_page() -> None:
    """Draw the list, then the shortlist that is open."""
    draw_heading()
    st.subheader(t(message("Shortlists").text), anchor=False)
    try:
        draw_list(state.store())
        found = opened()
        if found is None:
            st.caption(t(message("Choose a shortlist to see its sites, notes and history.").text))
        else:
            draw_desk()
            draw_saved(state.store(), found)
    except BaysiteError as error:
        draw_trouble(error)


if may_enter():
    draw_page()
