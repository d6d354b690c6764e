"""The list of saved shortlists with its filters, and the choice of one."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from recommender.messages import message
from recommender.shortlist_words import STATUS_WORDS, moment
from recommender.store import STATUSES, ListedShortlist, Store
from views import state
from views.saved_change import close_saved, open_saved, opened
from views.sentences import say
from views.state import key, t

SHOWN = 50
"""Shortlists in the table; the field below it finds all of them."""
NOTHING = message(
    "No shortlist is kept here yet. Leads that were matched can be saved as shortlists."
).text


def draw_list(store: Store) -> None:
    """Draw the filters, the table, and the field that opens one."""
    every = store.listing()
    if not every:
        st.info(t(NOTHING))
        return
    lines = _draw_filters(every)
    if not lines:
        st.info(t(message("No shortlist is of this status and owner.").text))
        return
    _draw_table(lines[:SHOWN])
    if len(lines) > SHOWN:
        more = message("{n} more; type a part of a title below to find one.").text
        st.caption(t(more, n=len(lines) - SHOWN))
    _draw_choice(lines)


def _draw_filters(every: tuple[ListedShortlist, ...]) -> list[ListedShortlist]:
    left, right = st.columns(2)
    words = {name: t(text) for name, text in STATUS_WORDS.items()}
    status = left.selectbox(
        t(message("Status").text),
        STATUSES,
        index=None,
        format_func=words.__getitem__,
        placeholder=t(message("any").text),
        key=key("saved_status"),
    )
    owner = right.selectbox(
        t(message("Owner").text),
        sorted({line.owner for line in every}),
        index=None,
        placeholder=t(message("anybody").text),
        key=key("saved_owner"),
    )
    return [
        line
        for line in every
        if status in (None, line.status) and owner in (None, line.owner)
    ]  # fmt: skip


def _draw_table(lines: list[ListedShortlist]) -> None:
    heads = {
        "title": t(message("Title").text),
        "status": t(message("Status").text),
        "owner": t(message("Owner").text),
        "sites": t(message("Sites").text),
        "changed": t(message("Changed").text),
    }
    rows = [
        {
            "title": line.title,
            "status": t(STATUS_WORDS[line.status]),
            "owner": line.owner,
            "sites": line.sites,
            "changed": say(moment(line.updated_at)),
        }
        for line in lines
    ]
    table = pd.DataFrame(rows).rename(columns=heads)
    st.dataframe(table, hide_index=True, key="saved_table")


def _draw_choice(lines: list[ListedShortlist]) -> None:
    named = {line.id: line for line in lines}
    found = opened()
    ids = list(named)
    labels = {line.id: _label(line) for line in lines}
    field = key("saved_choice")
    st.selectbox(
        t(message("Open a shortlist: type a part of its title").text),
        ids,
        index=ids.index(found.id) if found is not None and found.id in named else None,
        format_func=labels.__getitem__,
        key=field,
        on_change=lambda: _choose(field),
    )


def _label(line: ListedShortlist) -> str:
    """The same as long as it is kept: a menu takes a label that changed for another entry."""
    return f"{line.title} · {line.id[:8]}"


def _choose(field: str) -> None:
    chosen = state.widget(field)
    if chosen is None:
        close_saved()
    else:
        open_saved(str(chosen))
