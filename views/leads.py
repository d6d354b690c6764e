"""The page of leads: a list comes in, every lead is matched, a shortlist goes out."""

import streamlit as st

from recommender.errors import BaysiteError
from recommender.messages import message
from views.heading import draw_heading
from views.lead_headers import draw_headers
from views.lead_match import draw_match
from views.lead_one import draw_one
from views.lead_table import draw_files, draw_table
from views.lead_upload import draw_rejected, draw_upload
from views.markdown import plain
from views.sign_in import may_enter
from views.state import t


def draw_page() -> None:
    """Draw the steps as far as they are taken: list, headers, matching, one lead."""
    draw_heading()
    st.subheader(t(message("Leads").text), anchor=False)
    try:
        leads = draw_upload()
        if leads is None:
            return
        draw_headers(leads)
        draw_rejected(leads)
        matched = draw_match(leads)
        if matched:
            draw_table(matched)
            draw_files(leads, matched)
            draw_one(matched)
    except BaysiteError as error:
        st.error(plain(str(error)))


if may_enter():
    draw_page()
