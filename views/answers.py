"""The answer: one sentence, the ranked table, and what is not listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from recommender.explanation import reasons, unknowns
from recommender.facts import strongest_fact
from recommender.gate import FAIL
from recommender.messages import Message, message
from recommender.places import city_names, site_name
from recommender.ranking import (
    EXCLUDED,
    NOT_ON_OFFER,
    OTHER_INDUSTRY,
    TOO_LITTLE_KNOWN,
    empty_reason,
)
from recommender.texts import render
from views import state
from views.markdown import plain
from views.state import t

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.ranking import Entry, Ranking

CARDS = 3
"""Places that are shown as cards: three ideas, each of its own family."""

SHOWN = 10
"""Entries in the table; more would be a catalogue, not an answer."""


def draw_answer(catalogue: Catalogue, ranking: Ranking) -> None:
    """Draw the answer in a sentence and the table whose rows choose a site."""
    if not ranking.entries:
        st.warning(_words(empty_reason(ranking)))
        return
    shown = ranking.entries[:SHOWN]
    st.subheader(_headline(catalogue, ranking), anchor=False)
    for column, entry in zip(st.columns(CARDS), shown[:CARDS], strict=False):
        with column.container(border=True):
            _draw_card(catalogue, ranking, entry)
    table = pd.DataFrame([_row(catalogue, ranking, entry) for entry in shown])
    event = st.dataframe(
        table,
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        key=f"ranking_{ranking.provenance['profile'][:12]}_{state.language()}",
        width="stretch",
    )
    rows = event["selection"]["rows"]
    if rows:
        state.choose_site(shown[rows[0]].site_id)
    st.caption(
        t(
            message(
                "Points out of 100; the range shows what the unknowns could change. "
                "Click a row to see why. {n} further entries are not shown."
            ).text,
            n=max(len(ranking.entries) - SHOWN, 0),
        )
    )


def _draw_card(catalogue: Catalogue, ranking: Ranking, entry: Entry) -> None:
    why = reasons(catalogue, ranking, entry.site_id, speaks_for=True)[:1]
    fact = strongest_fact(catalogue, ranking.profile, entry.site_id)
    ask = unknowns(ranking, entry.site_id)[:1]
    st.markdown(f"**{entry.rank}. {plain(name_of(catalogue, entry.site_id))}**")
    for sentence in [*why, *([fact] if fact else [])]:
        st.markdown(plain(_words(sentence)))
    for unknown in ask:
        question = plain(_words(unknown.question))
        st.markdown(f"*{t(message('Ask').text)}: {question}*")


def draw_rest(catalogue: Catalogue, ranking: Ranking) -> None:
    """Draw what is not listed, by reason, one click away."""
    for standing, title in (
        (EXCLUDED, message("Excluded by a must-have").text),
        (OTHER_INDUSTRY, message("Other industries").text),
        (TOO_LITTLE_KNOWN, message("Too little known to rank").text),
        (NOT_ON_OFFER, message("Not yet on offer").text),
    ):
        sites = ranking.standing(standing)
        with st.expander(f"{t(title)} ({len(sites)})"):
            lines = [
                f"- {plain(name_of(catalogue, s))}: {_why(ranking, s, standing)}" for s in sites
            ]
            st.markdown("\n".join(lines) or t(message("nothing").text))


def _why(ranking: Ranking, site: str, standing: str) -> str:
    if standing == EXCLUDED:
        checks = [c for c in ranking.matrix.checks if c.result(site) == FAIL]
        return "; ".join(plain(_words(check.reason(site))) for check in checks)
    if standing == TOO_LITTLE_KNOWN:
        return "; ".join(plain(_words(u.question)) for u in unknowns(ranking, site)[:2])
    if standing == NOT_ON_OFFER:
        return t(message("planned; ask when land will be offered").text)
    return t(message("names no industry of the project").text)


def _headline(catalogue: Catalogue, ranking: Ranking) -> str:
    first = tuple(plain(name_of(catalogue, entry.site_id)) for entry in ranking.entries[:3])
    return t(message("Look first at: {names}").text, names=first)


def _row(catalogue: Catalogue, ranking: Ranking, entry: Entry) -> dict[str, object]:
    row, profile = ranking.table.loc[entry.site_id], ranking.profile
    why = reasons(catalogue, ranking, entry.site_id, speaks_for=True)[:2]
    ask = unknowns(ranking, entry.site_id)[:1]
    low, high = 100 * row["score_low"], 100 * row["score_high"]
    minutes = catalogue.travel.minutes_to
    return {
        t(message("Rank").text): entry.rank,
        t(message("Site").text): name_of(catalogue, entry.site_id),
        t(message("City").text): _city(catalogue, entry.site_id),
        t(message("Points").text): f"{100 * row['score']:.0f} ({low:.0f}–{high:.0f})",
        t(message("Known").text): f"{100 * row['coverage']:.0f} %",
        t(message("Min to Futian").text): _minutes(
            minutes("sz_futian", profile.on).at[entry.site_id, "value"]
        ),
        t(message("Min to Central").text): _minutes(
            minutes("hk_central", profile.on).at[entry.site_id, "value"]
        ),
        t(message("Why").text): "; ".join(_words(m) for m in why),
        t(message("Ask").text): "; ".join(_words(u.question) for u in ask),
    }


def name_of(catalogue: Catalogue, site: str) -> str:
    """The name of a site in the language of this session."""
    return site_name(catalogue, site)[state.language()]


def _city(catalogue: Catalogue, site: str) -> str:
    city = str(catalogue.sites.at[site, "city"])
    return city_names().get(city, {}).get(state.language(), city)


def _minutes(value: float) -> str:
    return "?" if pd.isna(value) else f"{value:.0f}"


def _words(sentence: Message) -> str:
    return render(sentence, state.language())
