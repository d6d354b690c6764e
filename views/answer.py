"""The first page: a project in, three sites out, why, what to ask, and what would change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from recommender.errors import BaysiteError
from recommender.messages import message
from recommender.robustness import robustness
from views import state
from views.asking import draw_asking
from views.cards import draw_cards, draw_headline
from views.costs import draw_city_costs
from views.enquiry import draw_enquiry
from views.form import draw_form
from views.heading import draw_heading
from views.map import draw_map, draw_map_in_words
from views.moves import draw_moves, moved
from views.next_step import draw_next_step
from views.rest import draw_nothing, draw_rest
from views.roads import draw_roads
from views.sentences import say_plain
from views.site import draw_site
from views.state import t
from views.table import draw_table, shown_entries
from views.trouble import draw_address_trouble, draw_trouble
from views.what_if import draw_what_if

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.ranking import Ranking


def draw_answer(catalogue: Catalogue, ranking: Ranking) -> None:
    """Draw the answer from its sentence down to the chosen site."""
    shown, found = shown_entries(catalogue, ranking), robustness(ranking)
    moves = moved(catalogue, ranking)
    draw_headline(catalogue, ranking, found)
    draw_moves(catalogue, ranking, moves)
    left, right = st.columns([5, 7], gap="medium")
    with left:
        draw_cards(catalogue, ranking, found)
    with right:
        draw_map(catalogue, ranking, shown)
        draw_map_in_words(catalogue, ranking, shown)
    draw_asking(catalogue, ranking, found)
    draw_table(catalogue, ranking, shown, moves)
    draw_next_step(ranking)
    draw_what_if(catalogue, ranking, moves)
    draw_site(catalogue, ranking, shown)
    draw_city_costs(catalogue, ranking, shown)


draw_heading()
draw_enquiry()
draw_form()
draw_address_trouble()
if state.draft().asked and not state.draft().sector.strip():
    st.info(
        t(
            message(
                "State the industry in your own words first; everything else may stay blank."
            ).text
        )
    )
elif state.draft().asked:
    try:
        where = t(message("The form").text)
        profile = state.draft().profile(where=where, today=state.today())
        answered = state.answered(profile)
        for warning in answered.understanding.warnings:
            st.warning(say_plain(warning))
        if answered.entries:
            draw_answer(state.catalogue(), answered)
        else:
            draw_roads(state.catalogue(), answered)
            draw_nothing(state.catalogue(), answered)
        draw_rest(state.catalogue(), answered)
    except BaysiteError as error:
        draw_trouble(error)
