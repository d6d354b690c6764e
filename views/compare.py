"""The page of a comparison: two to five sites side by side, row by row."""

import streamlit as st

from recommender.errors import BaysiteError
from recommender.messages import message
from recommender.side_by_side import FEWEST, side_by_side
from views import state
from views.compare_choice import draw_choice
from views.compare_table import draw_open, draw_rows, draw_same, draw_sources, draw_top
from views.heading import draw_heading
from views.next_step import draw_step
from views.rates import draw_lacking_rate
from views.state import t
from views.trouble import draw_address_trouble, draw_trouble

draw_heading()
draw_address_trouble()
st.subheader(t(message("Compare").text), anchor=False)
if not state.draft().sector.strip():
    st.info(t(message("State the project under “Find sites” first; it is kept.").text))
else:
    try:
        where = t(message("The form").text)
        catalogue = state.catalogue()
        ranking = state.answered(state.draft().profile(where=where, today=state.today()))
        chosen = draw_choice(catalogue, ranking)
        if len(chosen) < FEWEST:
            st.info(t(message("Choose at least two sites.").text))
        else:
            found = side_by_side(catalogue, ranking, chosen)
            draw_lacking_rate()
            draw_top(catalogue, found)
            draw_rows(catalogue, found)
            draw_same(catalogue, found)
            draw_sources(found)
            draw_open(catalogue, found)
        draw_step("views/report.py")
    except BaysiteError as error:
        draw_trouble(error)
