"""A site in the project that this session asked for: its place and must-haves, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from recommender.errors import BaysiteError
from recommender.gate import FAIL
from recommender.messages import message
from recommender.near_misses import failed, miss_in_words
from recommender.ranking import LISTED
from recommender.side_by_side import MOST, usual_sites
from recommender.statement_words import STANDING_WORDS
from views import state
from views.rates import draw_lacking_rate
from views.sentences import say_plain
from views.state import t

if TYPE_CHECKING:
    from recommender.messages import Message
    from recommender.ranking import Ranking


def draw_in_project(site: str) -> None:
    """Draw where the site stands for the project, if one was asked for, and what to do next."""
    ranking = _asked()
    if ranking is not None:
        draw_lacking_rate()
        st.markdown("\n".join(f"- {say_plain(said)}" for said in in_project(ranking, site)))
    with st.container(horizontal=True):
        _draw_compare(ranking, site)
        if ranking is not None and st.button(
            t(message("Back to the answer").text), key="back_to_answer"
        ):
            st.switch_page("views/answer.py")


def in_project(ranking: Ranking, site: str) -> tuple[Message, ...]:
    """Place and points of a site for a project, and its must-haves, in two sentences."""
    if site not in ranking.table.index:
        return (message("For your project: not among the sites of this search."),)
    row = ranking.table.loc[site]
    points = {name: round(100 * row[f"score{end}"])
              for name, end in (("points", ""), ("low", "_low"), ("high", "_high"))}  # fmt: skip
    if row["standing"] == LISTED:
        place = message(
            "For your project: place {rank} of {total}, {points} points ({low} to {high})",
            rank=int(row["rank"]), total=int((ranking.table["standing"] == LISTED).sum()), **points,
        )  # fmt: skip
    else:
        place = message(
            "For your project: {standing}; {points} points ({low} to {high})",
            standing=message(STANDING_WORDS[str(row["standing"])]), **points,
        )  # fmt: skip
    return (place, _must_haves(ranking, site))


def _must_haves(ranking: Ranking, site: str) -> Message:
    misses = tuple(miss_in_words(ranking, check, site) for check, _ in failed(ranking, site))
    if misses:
        return message("Must-haves failed: {misses}", misses=misses)
    undecided = [c for c in ranking.matrix.checks if c.result(site) not in ("pass", FAIL)]
    if undecided:
        names = tuple(message(label) for label in dict.fromkeys(c.label for c in undecided))
        return message("Must-haves: none failed; not decided: {names}", names=names)
    return message("Must-haves: all passed")


def _asked() -> Ranking | None:
    """The ranking of the project, if one was asked for and can be ranked."""
    draft = state.draft()
    if not draft.asked or not draft.sector.strip():
        return None
    try:
        where = t(message("The form").text)
        return state.answered(draft.profile(where=where, today=state.today()))
    except BaysiteError:
        return None  # the answer page says what is wrong with the project


def _draw_compare(ranking: Ranking | None, site: str) -> None:
    draft = state.draft()
    beside = list(draft.compared or draft.ticked)
    if ranking is not None:
        beside = list(usual_sites(ranking, draft.compared, draft.ticked))
    if site in draft.compared:
        if st.button(t(message("In the comparison: open it").text), key="open_comparison"):
            st.switch_page("views/compare.py")
    elif st.button(t(message("Add to compare").text), key="add_to_compare"):
        others = [one for one in beside if one != site]
        state.keep(compared=(*others[: MOST - 1], site))
        state.rerun()
