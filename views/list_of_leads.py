"""The list of leads that a page works on: a file of its own, or the one of the page of leads."""

from __future__ import annotations

import streamlit as st

from recommender.errors import BaysiteError
from recommender.leads import Leads, lead_table
from recommender.messages import message
from views import state
from views.markdown import plain
from views.state import t

OWN = "leads_of_site"


def draw_leads() -> Leads | None:
    """Draw the field for a file and what it holds; the list to work on, None while there is none.

    A file that was read outlives a change of page; without one the list of the page of leads is
    taken.
    """
    file = st.file_uploader(
        t(message("List of leads in CSV or XLSX").text), type=["csv", "xlsx"], key="site_leads"
    )
    if file is not None:
        _read(file.name, file.getvalue())
    kept = state.memory(OWN)
    leads: Leads | None = kept[1] if kept else state.memory("leads")
    if leads is None:
        st.caption(t(message("Choose a file: a line a lead, with a column of its industry.").text))
    else:
        _draw(leads)
    return leads


def _read(name: str, content: bytes) -> None:
    kept = state.memory(OWN)
    if kept is not None and kept[0] == (name, content):
        return
    try:
        state.remember(**{OWN: ((name, content), lead_table(name, content, today=state.today()))})
    except BaysiteError as error:
        state.remember(**{OWN: None})
        st.error(plain(str(error)))


def _draw(leads: Leads) -> None:
    st.caption(
        t(
            message("{file}: {n} {n:lead|leads}, {rejected} {rejected:row is|rows are} none.").text,
            file=plain(leads.file),
            n=len(leads.leads),
            rejected=len(leads.rejected),
        )
    )
    asked = [heading.header for heading in leads.headings.asked]
    if asked:
        st.caption(
            t(
                message("Headers that were not read, or without a unit: {headers}").text,
                headers=plain(", ".join(asked)),
            )
        )
