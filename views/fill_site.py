"""The page of a site that looks for leads: who suits it, what the others miss, what would win."""

import streamlit as st

from recommender.match import Setting
from recommender.messages import message
from recommender.reverse.seen import is_ranked
from views import state
from views.filled import draw_filled
from views.filling import draw_filling, kept_for
from views.heading import draw_heading
from views.list_of_leads import draw_leads
from views.sign_in import may_enter
from views.site_choice import draw_choice
from views.state import t

SETTING = Setting()


def draw_page() -> None:
    """Draw the choice of a site and of a list, then what the list holds for the site."""
    draw_heading()
    st.subheader(t(message("Fill this site").text), anchor=False)
    st.caption(t(message("Which leads of a list suit a site, and what would win the others.").text))
    catalogue = state.catalogue()
    site = draw_choice(catalogue)
    leads = draw_leads()
    if not is_ranked(catalogue, site, SETTING):
        st.info(t(message("No project goes here by itself, or it lies outside the Bay Area: choose "
                          "a place inside it.").text))  # fmt: skip
    elif leads is not None:
        draw_filling(catalogue, site, leads, SETTING)
        found = kept_for(catalogue, site, leads)
        if found is not None:
            draw_filled(catalogue, found)


if may_enter():
    draw_page()
