"""To come back to: the project as a file, the decision record, and the address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from recommender.messages import message
from recommender.saved import saved
from views import state
from views.record import draw_record
from views.state import t

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.profile import Profile


WHOLE = message("The address of this page holds the project too: bookmark it or send it on.").text
SHORTENED = message(
    "The address of this page holds the project without what reads as a name or a telephone: of "
    "the industry it keeps the words that name it; notes and places with a name are missing. Save "
    "the project to keep all of it."
).text


def draw_keep_project(catalogue: Catalogue, profile: Profile) -> None:
    """Draw what brings this project back, here or elsewhere."""
    draft, whom = state.draft(), state.whom()  # a press is answered outside the session
    st.markdown(f"**{t(message('To come back to').text)}**")
    with st.container(horizontal=True, key="keep_project"):
        st.download_button(
            t(message("Save project").text),
            data=lambda: saved(draft, whom),
            file_name="baysite-project.json",
            mime="application/json",
            key="save_project",
            on_click="ignore",
            help=t(
                message(
                    "The form with weights, answers, notes, company and contact as one file, to be "
                    "opened again under “Find sites”. It is written only when you press."
                ).text
            ),
        )
        draw_record(catalogue, profile)
    st.caption(t(SHORTENED if state.address_leaves_out() else WHOLE))
