"""The switch of the incentives: places with and without them, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from recommender.incentive_switch import weighs_incentives, what_they_change, with_and_without
from recommender.messages import message
from views import state
from views.folded import folded
from views.sentences import name_of, say_plain
from views.state import t
from views.tables import draw_plain

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.ranking import Ranking

FIRST = 10


def draw_incentive_switch(catalogue: Catalogue, ranking: Ranking) -> None:
    """Draw the switch, what it changes in a sentence, and the first places of both orders."""
    box = folded(t(message("With and without incentives").text), "incentive_switch")
    if not box.open:
        return
    with box:
        if not weighs_incentives(ranking):
            st.caption(
                t(
                    message(
                        "Incentives are weighed as a share of the investment: state the "
                        "investment, and give weight to something else too."
                    ).text
                )
            )
            return
        st.toggle(
            t(message("Count incentives in the ranking").text),
            value=state.draft().count_incentives,
            key=state.key("count_incentives"),
            on_change=_switched,
        )
        places = with_and_without(catalogue, ranking)
        st.markdown(say_plain(what_they_change(catalogue, places, first=FIRST)))
        draw_plain(_rows(catalogue, places), "incentive_places")


def _switched() -> None:
    state.keep(count_incentives=bool(state.widget(state.key("count_incentives"))))


def _rows(catalogue: Catalogue, places: pd.DataFrame) -> pd.DataFrame:
    heads = [message("Site").text, message("With").text, message("Without").text]
    shown = places[(places <= FIRST).any(axis=1)]
    rows = [
        (name_of(catalogue, str(site)), _place(row.iloc[0]), _place(row.iloc[1]))
        for site, row in shown.iterrows()
    ]
    return pd.DataFrame(rows, columns=[t(head) for head in heads])


def _place(place: object) -> str:
    return t(message("not listed").text) if pd.isna(place) else str(place)  # type: ignore[call-overload]
