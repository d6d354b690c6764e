"""Buttons under a table of sites, each of which opens the page of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from recommender.vicinity_words import alike, near
from views import state
from views.markdown import plain
from views.sentences import name_of

if TYPE_CHECKING:
    from features.catalogue import Catalogue


def draw_opening(catalogue: Catalogue, site: str, subject: str) -> None:
    """Draw a button a site of the table, where its subject is sites."""
    if subject == "neighbours":
        listed = list(near(catalogue, site))
    elif subject == "alike":
        listed = [str(one) for one in alike(catalogue, site).index]
    else:
        return
    with st.container(horizontal=True):
        for one in listed:
            st.button(
                plain(name_of(catalogue, one)),
                key=f"{subject}_open_{one}",
                on_click=state.keep,
                kwargs={"chosen": one},
            )
