"""Tables of facts: what, value, as of, source; every cell is text and never Markdown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from recommender.messages import Message, message
from recommender.notes import in_both
from recommender.texts import render
from views import state
from views.markdown import plain
from views.sentences import named
from views.state import t

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

HEADS = {
    "what": message("Fact").text,
    "value": message("Value").text,
    "as_of": message("As of").text,
    "source": message("Source").text,
}

STYLE = Path("static/tables.css")
"""Tables under a key that begins with `facts_` or `compared_` are lists on a narrow screen."""


def draw_style() -> None:
    """Let the tables of a page become lists on a narrow screen."""
    st.html(STYLE)


def draw_facts(facts: pd.DataFrame, key: str) -> None:
    """Draw the rows of a table of facts; a blank day says that it is undated."""
    words = facts.map(in_words)
    words["as_of"] = words["as_of"].where(words["as_of"] != "", t(message("undated").text))
    words.columns = pd.Index([t(HEADS[name]) for name in words.columns])
    draw_plain(words, key)


def draw_listed(rows: Iterable[tuple[Any, ...]], key: str) -> None:
    """Draw rows of head, words, day and source as a list, which a narrow screen reads too."""
    lines = [
        f"- **{plain(in_words(head))}**: {plain(in_words(said))}{_cited(in_words(day), source)}"
        for head, said, day, source in rows
    ]
    with st.container(key=key):
        st.markdown("\n".join(lines))


def _cited(day: str, source: str) -> str:
    if not source:
        return ""
    return f" *({plain(day or t(message('undated').text))}; {plain(source)})*"


def draw_plain(table: pd.DataFrame, key: str) -> None:
    """Draw a table of text that wraps, and that a screen reader reads."""
    escaped = table.map(lambda cell: plain(str(cell))).rename(columns=lambda head: plain(str(head)))
    with st.container(key=key):
        st.table(escaped, hide_index=True)


def in_words(cell: object) -> str:
    """A cell in the language of the session."""
    if isinstance(cell, Message):
        return render(cell, state.language())
    if isinstance(cell, dict):
        names: Mapping[str, str] = cell
        return named(names)
    return named(in_both(cell)) if isinstance(cell, str) and cell else ""
