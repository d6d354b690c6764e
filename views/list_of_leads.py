"""The list of leads that a page works on: the one of the page of leads, taken in on either."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from recommender.errors import LeadsError
from recommender.messages import message
from views.lead_headers import draw_headers
from views.lead_upload import draw_rejected, draw_upload, lists_industries
from views.markdown import plain
from views.state import t

if TYPE_CHECKING:
    from recommender.leads import Leads


def draw_leads() -> Leads | None:
    """Draw the field for a file, what is to be said of its headers and which rows are no leads;
    the list to work on, None while there is none."""
    try:
        leads = draw_upload()
        if leads is not None:
            draw_headers(leads)
            draw_rejected(leads)
            if not lists_industries(leads):
                return None
    except LeadsError as error:
        st.error(t(message("This file is no list of leads: the template shows one.").text))
        st.caption(plain(str(error)))
        return None
    return leads
