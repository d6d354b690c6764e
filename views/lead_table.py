"""The matched leads as a table, in the order in which to call them, and as files."""

from __future__ import annotations

import streamlit as st

from recommender.leads import Leads
from recommender.match import Matched
from recommender.match.book import Matching, match_csv, match_workbook, rejected_csv
from recommender.match.tables import LEAD_COLUMNS, leads_table
from recommender.match.told import Told, told
from recommender.messages import message
from views import state
from views.lead_match import setting
from views.lead_upload import XLSX
from views.state import key, t

FEW = (
    "place",
    "lead_id",
    "company",
    "industry",
    "site",
    "city",
    "score",
    "open",
    "capex",
    "reason",
)
"""Columns that the page shows; the workbook has all."""


def draw_table(matched: list[Matched]) -> None:
    """Draw a row a lead."""
    table = leads_table(told_all(matched), state.language())
    columns = [t(LEAD_COLUMNS[name]) for name in FEW]
    st.dataframe(table[columns], hide_index=True, key=key("leads_table"))
    st.caption(
        t(
            message(
                "Called first are leads whose best site fits well and whose investment is large; "
                "the last column says how each place came about."
            ).text
        )
    )


def told_all(matched: list[Matched]) -> list[Told]:
    """The matched leads in the language of the page; written out once a language."""
    kept = state.memory("leads_told")
    if kept is None or kept[0] is not matched or kept[1] != state.language():
        words = [told(state.catalogue(), one, state.language()) for one in matched]
        kept = (matched, state.language(), words)
        state.remember(leads_told=kept)
    found: list[Told] = kept[2]
    return found


def draw_files(leads: Leads, matched: list[Matched]) -> None:
    """Draw the buttons that take the files; a file is made when it is pressed."""
    matching = Matching(
        catalogue=state.catalogue(), setting=setting(), language=state.language(), on=leads.on,
        leads=told_all(matched), faults=leads.faults,
        headers=[heading.header for heading in leads.headings.carried],
    )  # fmt: skip
    with st.container(horizontal=True, key="leads_files"):
        _draw(t(message("Workbook (XLSX)").text), "xlsx", XLSX, lambda: match_workbook(matching))
        _draw(t(message("Entries (CSV)").text), "csv", "text/csv", lambda: match_csv(matching))
        if leads.faults:
            label = t(message("Rows that are no leads (CSV)").text)
            _draw(label, "rejected.csv", "text/csv", lambda: rejected_csv(matching))


def _draw(label: str, ending: str, mime: str, make) -> None:  # type: ignore[no-untyped-def]
    st.download_button(
        label, data=make, file_name=f"leads-matched.{ending}", mime=mime,
        key=f"leads_{ending.replace('.', '_')}", on_click="ignore",
    )  # fmt: skip
