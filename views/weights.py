"""Weights: a named set, one slider a criterion, a lock on each, and the way back."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import streamlit as st

from recommender.criterion import Criterion, all_criteria
from recommender.flip_report import flip_points
from recommender.messages import message
from recommender.moves import moves_in_words
from recommender.sureness_words import flips_in_words
from recommender.weights import archetypes, as_shares, read_weights, rebalanced
from recommender.words import DOUBTS, WEIGHT_SETS
from views import state
from views.sentences import say_plain
from views.state import t

if TYPE_CHECKING:
    import pandas as pd

    from features.catalogue import Catalogue
    from recommender.ranking import Ranking


def draw_weights(catalogue: Catalogue, ranking: Ranking, moved: pd.DataFrame | None = None) -> None:
    """Draw the weights; moving one ranks again at once, the others give way, and moves are said."""
    asked = [c for c in all_criteria() if c.name not in ranking.understanding.not_asked]
    shares = as_shares({c.name: ranking.understanding.weights[c.name] for c in asked})
    with st.expander(t(message("Weights: what matters how much").text), key="weights"):
        _draw_sets(ranking)
        columns = st.columns(2, gap="large")
        for i, criterion in enumerate(asked):
            with columns[i % 2]:
                _draw_weight(criterion, shares, _tag(ranking, shares))
        if moved is not None and state.draft().weights is not None:
            st.markdown(say_plain(moves_in_words(catalogue, moved)))
        _draw_not_asked(ranking)
        _draw_doubt(ranking)
        _draw_flips(catalogue, ranking)
        st.button(t(message("Reset the weights").text), key="reset_weights", on_click=_reset)


def _draw_sets(ranking: Ranking) -> None:
    suited = str(ranking.profile.archetype)
    names = {"": t(message("As suits the project").text)}
    names |= {name: _label(name) for name in archetypes()}
    if not state.draft().archetype and suited in names:
        names[""] = f"{names['']}: {names[suited]}"
    st.selectbox(
        t(message("Set of weights").text),
        list(names),
        index=_index(list(names), state.draft().archetype),
        format_func=names.__getitem__,
        key=state.key("archetype"),
        on_change=_set_chosen,
    )


def _label(name: str) -> str:
    return t(WEIGHT_SETS[name]) if name in WEIGHT_SETS else read_weights(name).label


def _set_chosen() -> None:
    state.keep(archetype=state.widget(state.key("archetype")) or None, weights=None, locked=())
    state.renew()


def _reset() -> None:
    state.keep(weights=None, locked=())
    state.renew()


def _draw_weight(criterion: Criterion, shares: dict[str, int], tag: str) -> None:
    name, left_right = criterion.name, st.columns([5, 1], vertical_alignment="bottom")
    keys = {other: state.key(f"weight_{other}_{tag}") for other in shares}
    state.show_first(keys[name], shares[name])
    locked = name in state.draft().locked
    left_right[0].slider(
        t(criterion.label),
        min_value=0,
        max_value=100,
        key=keys[name],
        disabled=locked,
        on_change=lambda: _moved(name, shares, keys),
    )
    left_right[1].checkbox(
        t(message("Lock").text),
        value=locked,
        key=state.key(f"lock_{name}"),
        help=t(message("Lock: stays when another weight moves").text),
        on_change=lambda: _locked(name),
    )


def _moved(name: str, shares: dict[str, int], keys: dict[str, str]) -> None:
    moved = rebalanced(shares, name, int(state.widget(keys[name])), state.draft().locked)
    state.keep(weights=moved)
    for other, key in keys.items():
        state.show(key, moved[other])


def _locked(name: str) -> None:
    others = tuple(n for n in state.draft().locked if n != name)
    on = bool(state.widget(state.key(f"lock_{name}")))
    state.keep(locked=(*others, name) if on else others)


def _draw_not_asked(ranking: Ranking) -> None:
    labels = [t(c.label) for c in all_criteria() if c.name in ranking.understanding.not_asked]
    if labels:
        st.caption(
            t(
                message(
                    "Left out, since the project gives nothing to measure against: {what}"
                ).text,
                what=tuple(labels),
            )
        )


def _draw_flips(catalogue: Catalogue, ranking: Ranking) -> None:
    """Draw at which weight of each criterion first place changes hands, and to whom."""
    lines = flips_in_words(catalogue, ranking, flip_points(catalogue, ranking))
    st.markdown(f"**{t(message('Where first place changes hands').text)}**")
    st.markdown("\n".join(f"- {say_plain(line)}" for line in lines))


def _draw_doubt(ranking: Ranking) -> None:
    """Draw how firmly the weights are meant: it decides which others are plausible."""
    now, ends = ranking.profile.doubt.weights, ranking.profile.doubt.intervals
    meant = {name: t(text) for name, text in DOUBTS.items() if ends or name != "intervals"}
    st.selectbox(
        t(message("How firmly the weights are meant").text),
        list(meant),
        index=_index(list(meant), now),
        format_func=meant.__getitem__,
        key=state.key("doubt"),
        on_change=lambda: state.keep(doubt=state.widget(state.key("doubt"))),
    )


def _tag(ranking: Ranking, shares: dict[str, int]) -> str:
    """Other criteria or another set are other sliders."""
    asked = f"{ranking.profile.archetype} {' '.join(shares)}"
    return f"{zlib.crc32(asked.encode()):x}"


def _index(options: list[str], value: str | None) -> int:
    return options.index(value) if value in options else 0
