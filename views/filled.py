"""What a list of leads holds for a site: tables of who suits and who does not, and files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from recommender.messages import message
from recommender.reverse.tables import (
    SUITS,
    filled_csv,
    filled_workbook,
    misses_table,
    suits_table,
    wins_in_words,
)
from views import state
from views.folded import folded
from views.markdown import plain
from views.state import t

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.reverse import Filled

TOLD = 20
"""Leads of which the page writes out what would win them; the files have all."""
_MIME = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
}


def draw_filled(catalogue: Catalogue, filled: Filled) -> None:
    """Draw who suits, what would win them, who does not suit and why, and the files."""
    first = sum(suit.is_first for suit in filled.suits)
    said = message(
        "{n} {n:lead suits|leads suit} this site, {first} of them put it first; {misses} "
        "{misses:does|do} not suit."
    ).text
    st.markdown(f"**{t(said, n=len(filled.suits), first=first, misses=len(filled.misses))}**")
    _draw_suits(catalogue, filled)
    _draw_wins(filled)
    _draw_misses(filled)
    _draw_files(catalogue, filled)


def _draw_suits(catalogue: Catalogue, filled: Filled) -> None:
    if not filled.suits:
        return
    table = suits_table(catalogue, filled, state.language()).drop(columns=t(SUITS["wins_if"]))
    title = t(message("Leads that suit this site").text)
    st.dataframe(table, hide_index=True, width="stretch", key="suits", alt=title)


def _draw_wins(filled: Filled) -> None:
    told = [suit for suit in filled.suits if suit.winning][:TOLD]
    if not told:
        return
    box = folded(t(message("What would win {n} of them").text, n=len(told)), "wins")
    if box.open:
        lines = [
            f"- **{plain(f'{suit.lead.lead_id} {suit.lead.company}'.strip())}**: "
            + plain(wins_in_words(suit, state.language())).replace("\n", "  \n  ")
            for suit in told
        ]
        box.markdown("\n".join(lines))


def _draw_misses(filled: Filled) -> None:
    if not filled.misses:
        return
    box = folded(
        t(message("What it would miss, for {n} {n:lead|leads}").text, n=len(filled.misses)),
        "misses",
    )
    if box.open:
        table = misses_table(filled, state.language()).map(
            lambda cell: (
                cell.replace("\n", t(message("; ").text)) if isinstance(cell, str) else cell
            )
        )
        title = t(message("Leads that do not suit this site").text)
        box.dataframe(table, hide_index=True, width="stretch", key="missed", alt=title)


def _draw_files(catalogue: Catalogue, filled: Filled) -> None:
    files = _files(catalogue, filled)
    with st.container(horizontal=True, key="filled_files"):
        for ending, content in files.items():
            st.download_button(
                t(message("Take {format}").text, format=ending.upper()),
                data=content,
                file_name=f"{filled.site_id}.{ending}",
                mime=_MIME[ending],
                key=f"filled_{ending}",
                on_click="ignore",
            )


def _files(catalogue: Catalogue, filled: Filled) -> dict[str, bytes]:
    """The files in the reader's language, written once."""
    kept = state.memory("filled_files")
    if kept is None or kept[0] is not filled or kept[1] != state.language():
        made = {
            "xlsx": filled_workbook(catalogue, filled, state.language()),
            "csv": filled_csv(catalogue, filled, state.language()),
        }
        kept = (filled, state.language(), made)
        state.remember(filled_files=kept)
    found: dict[str, bytes] = kept[2]
    return found
