"""A list of leads comes in: the file, what was read of it, and the rows that are no leads."""

from __future__ import annotations

from hashlib import sha256

import streamlit as st

from recommender.errors import LeadsError
from recommender.leads import Leads, lead_table
from recommender.leads.cells import NO_RATE
from recommender.leads.columns import SECTOR
from recommender.leads.template import template_workbook
from recommender.match.tables import rejected_table
from recommender.messages import message
from recommender.own_currency import own_rates
from recommender.profile import Money
from recommender.profile_parts import LARGEST_RATE
from views import state
from views.folded import folded
from views.markdown import plain
from views.rates import LABELS
from views.state import key, t

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COUNTED = message("**{n}** {n:lead|leads} read from {file}, {bad} {bad:row is|rows are} none.").text
SHOWN = 200
"""Faults that the page shows; the files have all."""
PRIVACY = message(
    "The list stays in this browser session: nothing of it is stored until you save a shortlist, "
    "and nothing leaves this machine."
).text


def draw_upload() -> Leads | None:
    """Draw the field for the file; the leads of it, None while there is none.

    Raises
    ------
    LeadsError
        If the file is no list of leads.
    """
    found = st.file_uploader(
        t(message("A list of leads (CSV or XLSX)").text), type=["csv", "xlsx"], key="leads_file"
    )
    left, right = st.columns([3, 1], vertical_alignment="center")
    left.caption(t(PRIVACY))
    right.download_button(
        t(message("Template").text), data=lambda: template_workbook(state.language()),
        file_name="leads.xlsx", mime=XLSX, key="leads_template", on_click="ignore",
    )  # fmt: skip
    if found is not None:
        _take(found.name, found.getvalue())
    elif state.memory("leads_content") is not None:
        # The field is blank after a change of page too, so nobody can tell that a file was let go.
        name = plain(state.memory("leads_content")[0])
        label = t(message("Forget the list {file}").text, file=name)
        if st.button(label, key="leads_forget"):
            _forget()
            state.rerun()
    return leads_kept()


def _forget() -> None:
    state.remember(
        leads_digest=None, leads_content=None, leads=None, matched=None, matching=None,
        leads_told=None, leads_saved=None,
    )  # fmt: skip


def _take(name: str, content: bytes) -> None:
    """Keep a file that is new to this session; what was said of headers holds for the next too."""
    digest = sha256(content).hexdigest()
    if state.memory("leads_digest") != digest:
        state.remember(leads_digest=digest, leads_content=(name, content), leads=None, matched=None)


def leads_kept() -> Leads | None:
    """The leads of the list that this session holds; None without one.

    Raises
    ------
    LeadsError
        If the file is no list of leads.
    """
    kept: Leads | None = state.memory("leads")
    content, money = state.memory("leads_content"), _money()
    if content is not None and (kept is None or state.memory("leads_money") != money):
        kept = _read(*content)
        state.remember(leads=kept, leads_money=money, matched=None)
    return kept


def _read(name: str, content: bytes) -> Leads:
    said: dict[str, str] = state.memory("leads_said") or {}
    try:
        return lead_table(
            name, content, today=state.today(), stated=said, money=_money(), asking=True
        )
    except LeadsError:
        if not said:
            raise
        state.remember(leads_said=None)  # what was said of another list does not fit this one
        return lead_table(name, content, today=state.today(), money=_money(), asking=True)


def _money() -> Money:
    return own_rates(state.draft(), today=state.today())


def lists_industries(leads: Leads) -> bool:
    """False while nobody has said which column holds the industry."""
    return SECTOR in leads.headings.by_column


def draw_rates(leads: Leads) -> None:
    """Draw the fields for your own rates where an amount in another currency needs one."""
    if not any(fault.reason.text == NO_RATE for fault in leads.faults):
        return
    with st.form(key("leads_rates"), border=True):
        st.markdown(t(message("Some amounts count only at a rate of yours.").text))
        left, right = st.columns(2)
        rates = {}
        for place, currency in ((left, "HKD"), (right, "USD")):
            rates[currency.lower()] = place.number_input(
                t(LABELS[currency]), min_value=0.0, max_value=LARGEST_RATE, format="%g",
                value=getattr(state.draft(), currency.lower()), key=key(f"leads_{currency}"),
                placeholder=t(message("Not stated").text),
            )  # fmt: skip
        if st.form_submit_button(t(message("Count at these rates").text), key=key("leads_rated")):
            state.keep(**rates, rates_on=state.today())
            state.remember(leads=None, matched=None)
            state.rerun()


def say_of_headers(said: dict[str, str]) -> None:
    """Keep what a person says of headers, and read the list anew with it."""
    state.remember(leads_said=said, leads=None, matched=None)


def draw_rejected(leads: Leads) -> None:
    """Draw how many rows are leads, and row, column, value and reason of the others."""
    if not lists_industries(leads):
        return
    n, bad = len(leads.leads), len(leads.rejected)
    st.markdown(t(COUNTED, n=n, bad=bad, file=plain(leads.file)))
    if not bad:
        return
    box = folded(t(message("Rows that are no leads ({n})").text, n=bad), key("leads_rejected"))
    if box.open:
        with box:
            table = rejected_table(leads.faults[:SHOWN], state.language())
            st.dataframe(table.astype(str), hide_index=True, key=key("leads_rejected_table"))
            st.caption(t(message("Correct these cells in your file and take it in again.").text))
    draw_rates(leads)
