"""The first page: a project in, a short ranked list out, and why."""

from recommender.engine import recommend
from recommender.errors import BaysiteError
from recommender.messages import message
from views import state
from views.answers import draw_answer, draw_rest
from views.form import draw_form
from views.heading import draw_heading
from views.map import draw_map
from views.site import draw_site
from views.weights import draw_industries, draw_weights, with_corrections

draw_heading()
draw_form()
asked = state.profile()
if asked is not None:
    import streamlit as st

    try:
        catalogue = state.catalogue()
        first = recommend(catalogue, asked)
        draw_industries(catalogue, first)
        draw_weights(first)
        ranking = recommend(catalogue, with_corrections(asked, first))
        draw_answer(catalogue, ranking)
        draw_map(catalogue, ranking)
        draw_site(catalogue, ranking)
        draw_rest(catalogue, ranking)
    except BaysiteError as error:
        st.error(state.t(message("This cannot be ranked: {why}").text, why=str(error)))
