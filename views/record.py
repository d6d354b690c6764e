"""The decision record to take away: what was asked, what was answered, and on which statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from recommender.messages import message
from recommender.record import record_bytes
from views import state
from views.state import t

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.profile import Profile


def draw_record(catalogue: Catalogue, profile: Profile) -> None:
    """Draw the button that writes the record of this answer when it is pressed."""
    language = state.language()
    st.download_button(
        t(message("Decision record").text),
        data=lambda: record_bytes(catalogue, profile, language),
        file_name="baysite-record.json",
        mime="application/json",
        key="export_record",
        on_click="ignore",
        help=t(
            message(
                "One file with the project, weights, results and every statement they rest on. "
                "On newer data the command line says which sites moved and which statement moved "
                "them."
            ).text
        ),
    )
