"""What lies within half an hour, an hour and an hour and a half of a place, as shades."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from recommender.messages import message
from recommender.places import place_name
from recommender.reach import LIMITS, Reach, reach_of
from recommender.texts import render
from views import state
from views.state import key, t

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.ranking import Ranking


def chosen_reach(catalogue: Catalogue, ranking: Ranking) -> Reach | None:
    """The reach that this session has chosen; None while it shades nothing."""
    place = state.draft().reach
    return reach_of(catalogue, ranking, place) if place in _places(ranking) else None


def draw_reach(catalogue: Catalogue, ranking: Ranking) -> None:
    """Draw the choice of a place, and how many sites lie within its limits."""
    places = _places(ranking)
    chosen = state.draft().reach
    labels = {
        place: render(message("{place}", place=place_name(catalogue, place)), state.language())
        for place in places
    }
    st.selectbox(
        t(message("Shade what lies within 30, 60 and 90 minutes of").text),
        places,
        index=places.index(chosen) if chosen in places else None,
        format_func=labels.__getitem__,
        placeholder=t(message("Nothing").text),
        key=key("reach"),
        on_change=lambda: state.keep(reach=state.widget(key("reach"))),
    )
    found = chosen_reach(catalogue, ranking)
    if found is not None:
        st.caption(
            t(message("; ").text).join(
                t(
                    message(
                        "within {limit} min: {sites} of the sites compared ({sure} to {possible})"
                    ).text,
                    limit=limit, **found.counts[limit],
                )
                for limit in LIMITS
            )
        )  # fmt: skip


def _places(ranking: Ranking) -> list[str]:
    chosen = state.draft().chosen
    own = [chosen] if chosen and chosen in ranking.table.index else []
    return list(dict.fromkeys([*own, *(a.place for a in ranking.profile.anchors)]))
