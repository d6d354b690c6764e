"""Data and sources: how much is known, what is old or in conflict, what to ask; edit one park."""

import streamlit as st

from recommender.messages import message
from views import state
from views.edit import draw_edit
from views.folded import folded
from views.heading import draw_heading
from views.quality import (
    draw_completeness,
    draw_conflicts,
    draw_counts,
    draw_downloads,
    draw_oldest,
)
from views.state import t

draw_heading()
st.subheader(t(message("Data and sources").text), anchor=False)
catalogue = state.catalogue()
draw_counts(catalogue)
draw_downloads(catalogue)
st.markdown(f"**{t(message('How much is known, in percent of the sites').text)}**")
draw_completeness(catalogue)
for title, key, draw in (
    (message("Statements that differ").text, "conflicts", draw_conflicts),
    (message("What rests on the oldest statements").text, "oldest", draw_oldest),
    (message("Edit one park").text, "edit", draw_edit),
):
    box = folded(t(title), f"data_{key}")
    if box.open:
        with box:
            draw(catalogue)
