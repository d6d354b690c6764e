"""The answer in a sentence and at most three cards: why, the strongest dated fact, what to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from recommender.explanation import questions
from recommender.facts import strongest_fact
from recommender.listing import reasons_in_brief
from recommender.messages import message
from recommender.understanding import industry_name
from views import state
from views.markdown import plain
from views.sentences import name_of, say_plain
from views.state import t

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.messages import Message
    from recommender.ranking import Entry, Ranking

CARDS = 3
"""Places that are shown as cards: three ideas, each of its own family."""

RIVALS = 10
"""Entries among which a card's reasons are to tell its site apart."""


def draw_headline(catalogue: Catalogue, ranking: Ranking) -> None:
    """Draw the answer in one sentence, and out of how many sites it was taken."""
    first = tuple(plain(name_of(catalogue, entry.site_id)) for entry in ranking.entries[:CARDS])
    st.subheader(t(message("Look first at: {names}").text, names=first), anchor=False)
    st.caption(
        t(
            message(
                "{listed} of {compared} sites suit {what}, as known on {on}; sites of one "
                "family are one entry. The order rests on what is known: ask before you decide."
            ).text,
            what=_industries(catalogue, ranking),
            listed=len(ranking.entries),
            compared=len(ranking.table),
            on=ranking.profile.on,
        )
    )


def _industries(catalogue: Catalogue, ranking: Ranking) -> tuple[str, ...] | str:
    names = [
        plain(industry_name(catalogue, code)[state.language()])
        for code in ranking.profile.project.sector_codes
    ]
    return tuple(names) or t(message("the project").text)


def draw_cards(catalogue: Catalogue, ranking: Ranking) -> None:
    """Draw the first entries as cards."""
    rivals = [entry.site_id for entry in ranking.entries[:RIVALS]]
    briefs = reasons_in_brief(catalogue, ranking, rivals)
    for entry in ranking.entries[:CARDS]:
        with st.container(border=True, key=f"card_{entry.site_id}"):
            _draw_card(catalogue, ranking, entry, briefs[entry.site_id])


def _draw_card(
    catalogue: Catalogue, ranking: Ranking, entry: Entry, reasons: dict[str, Message]
) -> None:
    fact = strongest_fact(catalogue, ranking.profile, entry.site_id)
    ask = questions(ranking, entry.site_id)[:1]
    st.button(
        f"**{entry.rank}. {plain(name_of(catalogue, entry.site_id))}**",
        type="tertiary",
        key=f"open_{entry.site_id}",
        on_click=state.keep,
        kwargs={"chosen": entry.site_id},
    )
    why = (t(message("; ").text)).join(say_plain(m) for m in list(reasons.values())[:3])
    st.markdown(why)
    if fact:
        st.markdown(f"**{say_plain(fact)}**")
    for question in ask:
        st.markdown(f"*{t(message('Ask').text)}: {say_plain(question)}*")
