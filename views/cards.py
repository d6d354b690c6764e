"""The answer in a sentence and at most three cards: why, the strongest dated fact, what to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from recommender.explanation import questions, undecided_of
from recommender.facts import strongest_fact
from recommender.flip_report import flip_points
from recommender.listing import naming, reasons_in_brief
from recommender.market_access import access_line
from recommender.messages import message
from recommender.precedent_words import asked_before_line
from recommender.sureness_words import answer_in_words, flip_in_words, how_often
from recommender.understanding import industry_name
from views import state
from views.markdown import plain
from views.sentences import name_of, named, say_plain
from views.state import t

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.messages import Message
    from recommender.ranking import Entry, Ranking
    from recommender.robustness import Robustness

CARDS = 3
"""Places that are shown as cards: three ideas, each of its own family."""

RIVALS = 10
"""Entries among which a card's reasons are to tell its site apart."""


def draw_headline(catalogue: Catalogue, ranking: Ranking, found: Robustness) -> None:
    """Draw the answer in one sentence, how sure it is, and out of how many sites it was taken."""
    first = tuple(plain(name_of(catalogue, entry.site_id)) for entry in ranking.entries[:CARDS])
    codes = ranking.profile.project.sector_codes
    heading = (
        message("Look first at: {names}") if codes else message("Without an industry: {names}")
    )
    st.subheader(t(heading.text, names=first), anchor=False)
    st.markdown(f"**{say_plain(answer_in_words(catalogue, ranking, found))}**")
    st.markdown(say_plain(flip_in_words(catalogue, ranking, flip_points(catalogue, ranking))))
    n = naming(catalogue, ranking)
    if not codes:
        sentence = message(
            "The industry was not recognised, so {listed} of {compared} sites "
            "{listed:is|are} ordered by the rest alone. Choose an industry under “Change the "
            "project”."
        ).text
    elif n:
        sentence = message(
            "{n} of {compared} sites {n:names|name} {what} as an industry of {n:its own|theirs}; "
            "{listed} {listed:is|are} listed, as known on {on}, the others as relatives. "
            "Sites of one family are one entry. The order rests on what is known: ask before you "
            "decide."
        ).text
    else:
        sentence = message(
            "No site names {what} as an industry of its own: the {listed} of {compared} sites "
            "listed, as known on {on}, name related industries only. Ask whether they would take "
            "the project."
        ).text
    st.caption(
        t(
            sentence,
            what=_industries(catalogue, ranking),
            listed=len(ranking.entries),
            compared=len(ranking.table),
            on=ranking.profile.on,
            n=n,
        )
    )


def _industries(catalogue: Catalogue, ranking: Ranking) -> tuple[str, ...] | str:
    names = [
        plain(named(industry_name(catalogue, code)))
        for code in ranking.profile.project.sector_codes
    ]
    return tuple(names) or t(message("the project").text)


def draw_cards(catalogue: Catalogue, ranking: Ranking, found: Robustness) -> None:
    """Draw the first entries as cards."""
    rivals = [entry.site_id for entry in ranking.entries[:RIVALS]]
    briefs = reasons_in_brief(catalogue, ranking, rivals)
    shown = ranking.entries[:CARDS]
    asked = {e.site_id: dict.fromkeys(map(say_plain, questions(ranking, e.site_id))) for e in shown}
    everywhere = [q for q in asked[shown[0].site_id] if all(q in own for own in asked.values())]
    for entry in shown:
        with st.container(border=True, key=f"card_{entry.site_id}"):
            _draw_card(catalogue, ranking, entry, briefs[entry.site_id], found)
            own = [q for q in asked[entry.site_id] if len(shown) == 1 or q not in everywhere]
            _draw_questions(message("Ask").text, own[:1])
    if len(shown) > 1:
        _draw_questions(message("Ask all of them").text, everywhere[:2])


def _draw_questions(head: str, asked: list[str]) -> None:
    for question in asked:
        st.markdown(t(message("{head}: {said}").text, head=f"**{t(head)}**", said=question))


def _draw_card(
    catalogue: Catalogue,
    ranking: Ranking,
    entry: Entry,
    reasons: dict[str, Message],
    found: Robustness,
) -> None:
    fact = strongest_fact(catalogue, ranking.profile, entry.site_id)
    st.button(
        f"**{entry.rank}. {plain(name_of(catalogue, entry.site_id))}**",
        type="tertiary",
        key=f"open_{entry.site_id}",
        on_click=state.keep,
        kwargs={"chosen": entry.site_id},
    )
    st.caption(say_plain(how_often(found, entry.site_id)))
    why = (t(message("; ").text)).join(say_plain(m) for m in list(reasons.values())[:3])
    st.markdown(why)
    if fact:
        st.markdown(f"**{say_plain(fact)}**")
    access = access_line(catalogue, ranking.profile, entry.site_id)
    if access:
        st.caption(say_plain(access))
    asked_before = asked_before_line(catalogue, ranking.profile, entry.site_id)
    if asked_before:
        st.caption(say_plain(asked_before))
    open_ = undecided_of(ranking, entry.site_id)
    if open_:
        names = tuple(t(label) for label in open_)
        st.caption(t(message("Must-haves not decided: {names}").text, names=names))
