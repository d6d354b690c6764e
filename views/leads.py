"""The page of leads: a list comes in, every lead is matched, a shortlist goes out."""

import streamlit as st

from recommender.errors import BaysiteError, LeadsError
from recommender.leads.reading import LIMITS
from recommender.messages import message
from views import state
from views.heading import draw_heading
from views.lead_headers import draw_headers
from views.lead_match import draw_match
from views.lead_one import draw_one
from views.lead_table import draw_files, draw_table
from views.lead_upload import draw_rejected, draw_upload
from views.markdown import plain
from views.saved_trouble import draw_trouble
from views.sign_in import may_enter
from views.state import t

NO_LIST = message(
    "The list cannot be read. Expected CSV or XLSX with a first line of headers, one of them for "
    "the industry, at most {rows} leads, {columns} columns and {size} MB. What was found:"
).text


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
    except LeadsError as error:
        _draw_no_list(error)
    except BaysiteError as error:
        draw_trouble(error)


def _draw_no_list(error: LeadsError) -> None:
    """Draw why a file is no list: in the reader's language what is expected, then the line."""
    if state.language() != "en":
        st.error(
            t(
                NO_LIST,
                rows=LIMITS.rows - 1,
                columns=LIMITS.columns,
                size=LIMITS.size // 2**20,
            )
        )
        st.caption(plain(str(error)))
        return
    st.error(plain(str(error)))


if may_enter():
    draw_page()
