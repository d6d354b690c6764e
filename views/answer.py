"""The first page: a project in, three named sites out, and why."""

import streamlit as st

from recommender.engine import recommend
from recommender.errors import BaysiteError
from recommender.messages import message
from recommender.robustness import robustness
from views import state
from views.anchors import what_is_wrong
from views.asking import draw_asking
from views.cards import draw_cards, draw_headline
from views.contrast_topsis import draw_contrast
from views.costs import draw_city_costs
from views.form import draw_form
from views.heading import draw_heading
from views.incentive_switch import draw_incentive_switch
from views.map import draw_map, draw_map_in_words
from views.prices import draw_prices
from views.record import draw_record
from views.rest import draw_nothing, draw_rest
from views.roads import draw_roads
from views.sentences import say_plain
from views.shortlist import draw_shortlist
from views.site import draw_site
from views.state import t
from views.table import draw_table, shown_entries
from views.weights import draw_weights

draw_heading()
draw_form()
if state.unreadable_address():
    st.warning(
        state.t(
            message(
                "The project in the address could not be read. Fill the form anew, or open the "
                "address that Baysite wrote."
            ).text
        )
    )
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
        catalogue = state.catalogue()
        where = state.t(message("The form").text)
        profile = state.draft().profile(where=where, today=state.today())
        ranking = recommend(catalogue, profile)
        for warning in ranking.understanding.warnings:
            st.warning(say_plain(warning))
        if ranking.entries:
            shown = shown_entries(catalogue, ranking)
            found = robustness(ranking)
            draw_headline(catalogue, ranking, found)
            left, right = st.columns([5, 7], gap="medium")
            with left:
                draw_cards(catalogue, ranking, found)
            with right:
                draw_roads(catalogue, ranking)
                draw_map(catalogue, ranking, shown)
            draw_asking(catalogue, ranking, found)
            draw_weights(catalogue, ranking)
            draw_table(catalogue, ranking, shown)
            draw_shortlist(catalogue, ranking)
            draw_record(catalogue, profile)
            draw_site(catalogue, ranking, shown)
            draw_incentive_switch(catalogue, ranking)
            draw_city_costs(catalogue, ranking, shown)
            draw_map_in_words(catalogue, ranking, shown)
            draw_prices(catalogue, ranking)
            draw_contrast(catalogue, ranking)
        else:
            draw_roads(catalogue, ranking)
            draw_nothing(catalogue, ranking)
        draw_rest(catalogue, ranking)
    except BaysiteError as error:
        st.error(t(message("This cannot be ranked: {why}").text, why=what_is_wrong(error)))
        if not state.draft().count_incentives:
            st.button(
                t(message("Count incentives again").text),
                key="count_again",
                on_click=state.keep,
                kwargs={"count_incentives": True},
            )
