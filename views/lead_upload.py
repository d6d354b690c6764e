"""A list of leads comes in: the file, what was read of it, and the rows that are no leads."""

from __future__ import annotations

from hashlib import sha256

import streamlit as st

from recommender.errors import LeadsError
from recommender.leads import Leads, lead_table
from recommender.leads.template import template_workbook
from recommender.match.tables import rejected_table
from recommender.messages import message
from recommender.profile import Money
from views import state
from views.folded import folded
from views.markdown import plain
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
    return leads_kept()


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
    content = state.memory("leads_content")
    if kept is None and content is not None:
        kept = _read(*content)
        state.remember(leads=kept)
    return kept


def _read(name: str, content: bytes) -> Leads:
    said: dict[str, str] = state.memory("leads_said") or {}
    try:
        return lead_table(name, content, today=state.today(), stated=said, money=_money())
    except LeadsError:
        if not said:
            raise
        state.remember(leads_said=None)  # what was said of another list does not fit this one
        return lead_table(name, content, today=state.today(), money=_money())


def _money() -> Money:
    draft = state.draft()
    rates = {"HKD": draft.hkd, "USD": draft.usd}
    stated = {currency: rate for currency, rate in rates.items() if rate}
    return Money(cny_per=stated, rates_on=(draft.rates_on or state.today()) if stated else None)


def say_of_headers(said: dict[str, str]) -> None:
    """Keep what a person says of headers, and read the list anew with it."""
    state.remember(leads_said=said, leads=None, matched=None)


def draw_rejected(leads: Leads) -> None:
    """Draw how many rows are leads, and row, column, value and reason of the others."""
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
