"""The ranked table: a tick puts a site on the short list, a click on a row opens it."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd
import streamlit as st

from recommender.listing import HEADINGS, Listing, best_of_each_city, listing
from recommender.messages import message
from recommender.places import city_names
from views import state
from views.markdown import plain
from views.moves import arrow_of
from views.sentences import named, say
from views.state import t

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.ranking import Entry, Ranking

SHOWN = 10
"""Entries in the table; more would be a catalogue, not an answer."""

_KINDS = {"rank": st.column_config.NumberColumn, "points": st.column_config.NumberColumn}
_WIDTHS = {
    "rank": 46, "site": 200, "group": 62, "points": 64, "range": 66, "known": 76, "city": 88,
    "why": 400,
}  # fmt: skip
_PINNED = ("rank", "site")

_MODES: tuple[Literal["multi-row"], Literal["single-cell"]] = ("multi-row", "single-cell")

_VIEWS = {
    "list": message("The list").text,
    "cities": message("Best of each city").text,
}


def shown_entries(catalogue: Catalogue, ranking: Ranking) -> tuple[Entry, ...]:
    """The entries of the table that this session looks at."""
    if state.draft().view == "cities":
        return best_of_each_city(catalogue, ranking.entries)[:SHOWN]
    return ranking.entries[:SHOWN]


def draw_table(
    catalogue: Catalogue,
    ranking: Ranking,
    shown: tuple[Entry, ...],
    moved: pd.DataFrame | None = None,
) -> None:
    """Draw what is the same for all, then the rows that differ; signs say who moved."""
    _draw_views()
    found = listing(catalogue, ranking, shown)
    _draw_folded(found)
    sites = list(found.table.index)
    st.dataframe(
        _with_moves(_in_words(found.table), sites, moved),
        hide_index=True,
        column_config=_columns(found) | _moved_column(),
        on_select=lambda: _selected(sites),
        selection_mode=_MODES,
        selection_default=_selection(sites),
        key=_key(sites),
        width="stretch",
        alt=t(message("Ranked sites").text),
    )
    st.caption(
        t(
            message(
                "Points out of 100; the range shows what the unknowns could change. Sites of one "
                "group cannot be told apart. Tick a row "
                "for the short list, click a cell to open the site. {n} further "
                "{n:entry is|entries are} not shown."
            ).text,
            n=max(len(ranking.entries) - len(shown), 0),
        )
    )


def _draw_views() -> None:
    labels = {name: t(text) for name, text in _VIEWS.items()}
    st.segmented_control(
        t(message("What to show").text),
        list(labels),
        default=state.draft().view,
        format_func=labels.__getitem__,
        key=state.key("view"),
        label_visibility="collapsed",
        required=True,
        on_change=_viewed,
    )


def _viewed() -> None:
    state.keep(view=state.widget(state.key("view")))


def _draw_folded(found: Listing) -> None:
    apart = t(message(", ").text).join(t(label) for label in found.not_told_apart)
    same = t(message("; ").text).join(plain(say(m)) for m in found.same)
    if apart:
        st.markdown(t(message("Not told apart by: {what}. Ask.").text, what=plain(apart)))
    if same:
        st.markdown(t(message("The same for all: {what}").text, what=same))


def _in_words(table: pd.DataFrame) -> pd.DataFrame:
    """Names and sentences in the language of the session; numbers stay numbers."""
    words = table.copy()
    for name in ("site", "city"):
        if name in words:
            words[name] = [named(names) for names in table[name]]
    if "why" in words:
        words["why"] = [" · ".join(say(m) for m in why) for why in table["why"]]
    return words.reset_index(drop=True)


def _with_moves(words: pd.DataFrame, sites: list[str], moved: pd.DataFrame | None) -> pd.DataFrame:
    """The table with the move of each site beside its place, where something is supposed."""
    if moved is not None:
        words.insert(1, "moved", [arrow_of(moved, site) for site in sites])
    return words


def _moved_column() -> dict[str, Any]:
    head = t(message("Moved").text)
    return {"moved": st.column_config.Column(head, width=70, pinned=True)}


def _columns(found: Listing) -> dict[str, Any]:
    own = named(city_names()[found.own]) if found.own else ""
    heads = {name: t(HEADINGS[name], place=own) for name in found.table}
    return {
        name: _KINDS.get(name, st.column_config.Column)(
            head, width=_WIDTHS.get(name, 122), pinned=name in _PINNED
        )
        for name, head in heads.items()
    }


def _key(sites: Sequence[str]) -> str:
    """A new order or language is a new table, which starts from the draft's ticks."""
    return f"table_{zlib.crc32(' '.join(sites).encode()):x}_{state.language()}"


def _selection(sites: list[str]) -> Any:
    rows = [sites.index(site) for site in state.draft().ticked if site in sites]
    chosen = state.draft().chosen
    cells = [(sites.index(chosen), "site")] if chosen in sites else []
    return {"selection": {"rows": rows, "columns": [], "cells": cells}}


def _selected(sites: list[str]) -> None:
    selection = state.widget(_key(sites))["selection"]
    rows = [sites[row] for row in selection["rows"] if row < len(sites)]
    elsewhere = [site for site in state.draft().ticked if site not in sites]
    cells = [sites[row] for row, _ in selection["cells"] if row < len(sites)]
    state.keep(ticked=(*elsewhere, *rows), **({"chosen": cells[0]} if cells else {}))
