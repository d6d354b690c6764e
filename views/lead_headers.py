"""What the headers of a list mean: mapped by themselves, asked about once, open to correction."""

from __future__ import annotations

import streamlit as st

from recommender.leads import Leads
from recommender.leads.columns import COLUMNS
from recommender.leads.headings import CARRY, Heading
from recommender.leads.units import unit_of, units_for
from recommender.messages import message
from views import state
from views.folded import folded
from views.lead_upload import lists_industries, say_of_headers
from views.markdown import plain
from views.state import key, t

ASKED = message(
    "{n} {n:header is|headers are} not clear. Say what {n:it means|they mean}; until then {n:its "
    "cells are|their cells are} carried along, and a number without a unit is no number."
).text


NO_INDUSTRY = message(
    "No header says which column holds the industry or the products: say it here, and correct the "
    "others where they are wrong."
).text


def draw_headers(leads: Leads) -> None:
    """Draw the headers that have to be asked about, and a box with all of them."""
    asked = leads.headings.asked
    if not lists_industries(leads):
        st.error(t(NO_INDUSTRY))
        _draw_form(leads, leads.headings.all, "leads_ask")
        return
    if asked:
        with st.container(border=True, key="leads_asked"):
            st.markdown(t(ASKED, n=len(asked)))
            _draw_form(leads, asked, "leads_ask")
    box = folded(t(message("Headers and what they mean").text), "leads_headers")
    if box.open:
        with box:
            rest = tuple(h for h in leads.headings.all if h not in asked)
            _draw_form(leads, rest, "leads_correct")


def _draw_form(leads: Leads, headings: tuple[Heading, ...], name: str) -> None:
    with st.form(key(name), border=False):
        meanings = {heading.header: _draw_heading(heading) for heading in headings}
        if st.form_submit_button(t(message("Read the list so").text), key=key(f"{name}_go")):
            before: dict[str, str] = state.memory("leads_said") or {}
            say_of_headers({**_as_read(leads), **before, **meanings})
            state.renew()
            state.rerun()


def _as_read(leads: Leads) -> dict[str, str]:
    """What each header means so far: a correction of one leaves the others."""
    return {heading.header: _meaning(heading) for heading in leads.headings.all}


def _meaning(heading: Heading) -> str:
    if heading.column is None:
        return CARRY
    if heading.unit is None or not heading.column.measured:
        return heading.column.name
    return f"{heading.column.name}:{_unit_of(heading)}"


def _draw_heading(heading: Heading) -> str:
    """Draw the fields of one header; what they say, as `headings_of` takes it."""
    left, right = st.columns([3, 2])
    names = [*COLUMNS, CARRY]
    now = heading.column.name if heading.column else CARRY
    titles = {name: t(column.title) for name, column in COLUMNS.items()}
    titles[CARRY] = t(message("none: carry its cells along").text)
    place = str(heading.place)
    column = left.selectbox(
        plain(heading.header[:60]), names, index=names.index(now),
        format_func=titles.__getitem__, key=key(f"leads_means_{place}"),
    )  # fmt: skip
    if heading.column is not None and not heading.column.measured:
        return str(column)
    usual = (_unit_of(heading), *units_for("money"), *units_for("area"))
    nothing = t(message("none, or of no matter").text)
    unit = right.selectbox(
        t(message("Unit of numbers under “{header}”").text, header=plain(heading.header[:60])),
        list(dict.fromkeys(usual)), index=0,
        format_func=lambda text: text or nothing,
        key=key(f"leads_unit_{place}"),
    )  # fmt: skip
    measured = column in COLUMNS and COLUMNS[column].measured
    return f"{column}:{unit}" if measured and unit else str(column)


def _unit_of(heading: Heading) -> str:
    """The unit that a header states, as a person may state it."""
    if heading.unit is None or heading.column is None or not heading.column.measured:
        return ""
    holds, unit = heading.column.holds, heading.unit
    usual = (name for name in units_for(holds) if unit_of(name, holds) == unit)
    return next(usual, f"{unit.factor:.12g} {unit.base}")
