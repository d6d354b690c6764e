"""How sure the chosen site's place is, what would make it first, and why it stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from recommender.contrast import contrast, neighbour, ordered
from recommender.counterfactual import Outlook, outlook
from recommender.messages import message
from recommender.robustness import confidence_factor, robustness, with_entry
from recommender.sureness_words import investor_in_words, standing_in_words
from views import state
from views.folded import folded
from views.sentences import name_of, say_plain
from views.state import t

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.ranking import Ranking


def draw_decision(catalogue: Catalogue, ranking: Ranking, site: str) -> None:
    """Draw how often the site is first and for whom; what would change it, when opened."""
    entries = with_entry(ranking, site)
    found = robustness(ranking, entries)
    st.markdown(f"**{t(message('How sure').text)}**")
    lines = [standing_in_words(catalogue, ranking, found, site)]
    entry = next(entry for entry in entries if entry.site_id == site)
    confidence = confidence_factor(ranking, found, entry, entries)
    investor = investor_in_words(ranking, found.central.loc[site], confidence)
    lines += [investor] if investor else []
    st.markdown("\n".join(f"- {say_plain(line)}" for line in lines))
    _draw_contrast(catalogue, ranking, site)
    _draw_outlook(catalogue, ranking, site)


def _draw_contrast(catalogue: Catalogue, ranking: Ranking, site: str) -> None:
    pair = neighbour(ranking, site)
    if pair is None:
        return
    box = folded(t(message("Beside another site, term by term").text), "contrast")
    if not box.open:
        return
    with box:
        heads = [entry.site_id for entry in ranking.entries if entry.site_id != site]
        beside = next(one for one in pair if one != site)
        other = st.selectbox(
            t(message("The other site").text),
            heads,
            index=heads.index(beside),
            format_func=lambda one: name_of(catalogue, one),
            key=state.key(f"beside_{site}_{state.language()}"),
        )
        found = contrast(catalogue, ranking, *ordered(ranking, site, str(other)))
        lines = [f"- {say_plain(line)}" for line in found.lines]
        st.markdown("\n".join([say_plain(found.headline), "", *lines]))


def _draw_outlook(catalogue: Catalogue, ranking: Ranking, site: str) -> None:
    box = folded(t(message("What would make it first").text), "first_if")
    if not box.open:
        return
    first = outlook(catalogue, ranking, site)
    with box:
        if first.already:
            st.markdown(t(message("It is first.").text))
            return
        _draw_ways(first)
        three = outlook(catalogue, ranking, site, place=3)
        if not three.already:
            st.markdown(f"**{t(message('What would put it among the first three').text)}**")
            _draw_ways(three)


def _draw_ways(found: Outlook) -> None:
    if found.why_not is not None:
        st.markdown(say_plain(found.why_not))
        return
    st.caption(t(message("Each line alone is enough; every one was tried by ranking again.").text))
    and_ = t(message(" and ").text)
    st.markdown(
        "\n".join(f"- {and_.join(say_plain(s) for s in way.sentences)}" for way in found.ways)
    )
