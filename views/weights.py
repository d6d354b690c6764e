"""What the engine read and weighed, to be corrected: industries and weights."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from recommender.criterion import all_criteria
from recommender.messages import message
from recommender.profile import Profile
from recommender.understanding import industry_name
from views import state
from views.state import t

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.ranking import Ranking


def draw_industries(catalogue: Catalogue, ranking: Ranking) -> None:
    """Draw the industries that were read, as chips that can be corrected."""
    read = list(ranking.profile.project.sector_codes)
    recognition = ranking.understanding.recognition
    near = [code for code, _ in recognition.nearest] if recognition else []
    leaves = list(catalogue.taxonomy.leaves.index)
    order = list(dict.fromkeys([*read, *near, *leaves]))
    names = {code: industry_name(catalogue, code)[state.language()] for code in order}
    st.multiselect(
        t(message("Read as these industries; correct them here").text),
        order,
        default=read,
        format_func=names.__getitem__,
        placeholder=t(message("Choose an industry").text),
        key=_industry_key(ranking),
    )
    for warning in ranking.understanding.warnings:
        st.warning(t(warning.text, **warning.values))


def draw_weights(ranking: Ranking) -> None:
    """Draw one slider a criterion; moving one ranks again at once."""
    with st.expander(t(message("Weights: what matters how much").text)):
        st.caption(
            t(
                message(
                    "Shares are scaled to 100. Criteria that the project gives nothing to measure "
                    "against are left out."
                ).text
            )
        )
        columns = st.columns(2)
        for i, criterion in enumerate(all_criteria()):
            columns[i % 2].slider(
                t(criterion.label),
                min_value=0,
                max_value=100,
                value=_share(ranking, criterion.name),
                disabled=criterion.name in ranking.understanding.not_asked,
                key=_weight_key(ranking, criterion.name),
            )
        st.button(
            t(message("Reset the weights").text),
            key="reset_weights",
            on_click=state.forget,
            args=([_weight_key(ranking, c.name) for c in all_criteria()],),
        )


def with_corrections(asked: Profile, ranking: Ranking) -> Profile:
    """The profile with the industries and weights that the page shows now."""
    codes = state.widget(_industry_key(ranking))
    if codes and tuple(codes) != ranking.profile.project.sector_codes:
        asked = replace(asked, project=replace(asked.project, sector_codes=tuple(codes)))
    shown = {
        c.name: state.widget(_weight_key(ranking, c.name))
        for c in all_criteria()
        if c.name not in ranking.understanding.not_asked
    }
    moved = {name: w for name, w in shown.items() if w not in (None, _share(ranking, name))}
    if not moved or not any(shown.values()):
        return asked
    return replace(asked, weights={name: float(w or 0) for name, w in shown.items()})


def _share(ranking: Ranking, name: str) -> int:
    return round(100 * ranking.understanding.weights.get(name, 0.0))


def _industry_key(ranking: Ranking) -> str:
    return f"industries_{ranking.provenance['profile'][:12]}"


def _weight_key(ranking: Ranking, name: str) -> str:
    return f"weight_{name}_{ranking.provenance['profile'][:12]}"
