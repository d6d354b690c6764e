"""What is not listed, by reason, one click away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from recommender.explanation import unknowns
from recommender.messages import message
from recommender.near_misses import failed, miss_in_words, nearest_first
from recommender.ranking import (
    EXCLUDED,
    NOT_ON_OFFER,
    OTHER_INDUSTRY,
    TOO_LITTLE_KNOWN,
    empty_reason,
)
from views.folded import folded
from views.markdown import plain
from views.prices import draw_way_out
from views.sentences import name_of, say_plain
from views.state import t

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.gate import Check
    from recommender.ranking import Ranking

_TITLES = {
    EXCLUDED: message("Excluded by a must-have").text,
    OTHER_INDUSTRY: message("Other industries").text,
    TOO_LITTLE_KNOWN: message("Too little known to rank").text,
    NOT_ON_OFFER: message("Not yet on offer").text,
}


def draw_nothing(catalogue: Catalogue, ranking: Ranking) -> None:
    """Draw why nothing is listed, the smallest change that would help, and what else could."""
    st.warning(say_plain(empty_reason(ranking)))
    draw_way_out(catalogue, ranking)
    st.markdown(t(message("Below stands what was excluded, and by how much.").text))


def draw_rest(catalogue: Catalogue, ranking: Ranking) -> None:
    """Draw what is not listed, by reason."""
    for standing, title in _TITLES.items():
        excluded = standing == EXCLUDED
        sites = nearest_first(catalogue, ranking) if excluded else ranking.standing(standing)
        box = folded(f"{t(title)} ({len(sites)})", f"rest_{standing}")
        if box.open:
            lines = [
                f"- {plain(name_of(catalogue, s))}: {_why(ranking, s, standing)}" for s in sites
            ]
            box.markdown("\n".join(lines) or t(message("nothing").text))


def _why(ranking: Ranking, site: str, standing: str) -> str:
    if standing == EXCLUDED:
        return "; ".join(_missed(ranking, check, site) for check, _ in failed(ranking, site))
    if standing == TOO_LITTLE_KNOWN:
        return "; ".join(say_plain(u.question) for u in unknowns(ranking, site)[:2])
    if standing == NOT_ON_OFFER:
        return t(message("planned; ask when land will be offered").text)
    return t(message("names no industry of the project").text)


def _missed(ranking: Ranking, check: Check, site: str) -> str:
    """The rule of a must-have, and by how much the site misses it where that has a number."""
    reason, miss = check.reason(site), miss_in_words(ranking, check, site)
    return say_plain(reason) if miss == reason else f"{say_plain(reason)} ({say_plain(miss)})"
