"""The matching: started, shown with the time left, stopped and gone on with."""

from __future__ import annotations

import streamlit as st

from recommender.leads import Leads
from recommender.match import Matched, Setting, match_one
from recommender.messages import message
from views import state
from views.lead_upload import lists_industries
from views.state import key, t
from views.time_left import shown_on
from views.turns import aside

STEP = 5
"""Leads between two looks at whether somebody pressed something."""


def setting() -> Setting:
    """How this session matches."""
    regions = ("Zhongshan",) if state.memory("leads_where") == "zhongshan" else ("Bay Area",)
    return Setting(regions=regions)


def draw_match(leads: Leads) -> list[Matched]:
    """Draw the button, or the progress; the leads that are matched when all are."""
    if not lists_industries(leads):
        return []
    if not leads.leads:
        st.info(t(message("No row of this list is a lead.").text))
        return []
    _draw_where()
    done: list[Matched] = state.memory("matched") or []
    total = len(leads.leads)
    if len(done) == total:
        return done
    if state.memory("matching"):
        # A press on the button stops the loop wherever it is: this run ends, the next one begins.
        st.button(t(message("Stop").text), key="leads_stop", on_click=_stop)
        _go_on(leads, done)
        state.remember(matching=None)
        state.rerun()
    if done:
        st.info(t(message("Stopped after {n} of {total} leads.").text, n=len(done), total=total))
    label = message("Go on").text if done else message("Match {total} {total:lead|leads}").text
    st.button(t(label, total=total), key="leads_match", type=state.emphasis(), on_click=_start)
    return []


def _draw_where() -> None:
    words = {
        "bay": t(message("Anywhere in the Bay Area").text),
        "zhongshan": t(message("Zhongshan only").text),
    }
    chosen = st.segmented_control(
        t(message("Where to look").text), list(words), format_func=words.__getitem__,
        default=state.memory("leads_where") or "bay", key=key("leads_where"), required=True,
    )  # fmt: skip
    if chosen != (state.memory("leads_where") or "bay"):
        state.remember(leads_where=chosen, matched=None, matching=None)


def _start() -> None:
    state.remember(matching=True)


def _stop() -> None:
    state.remember(matching=None)


def _go_on(leads: Leads, done: list[Matched]) -> None:
    """Match the rest; what is done is kept lead by lead."""
    catalogue, asked, total = state.catalogue(), setting(), len(leads.leads)
    show = shown_on(st.empty(), before=len(done))
    for lead in leads.leads[len(done) :]:
        with aside():
            done = [*done, match_one(catalogue, lead, asked)]
        state.remember(matched=done)
        if len(done) % STEP == 0:
            show(len(done), total)
