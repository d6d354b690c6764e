"""The way from the chosen site to a place: minutes before and after, link by link."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from recommender.journeys import (
    before_and_after,
    by,
    in_sum,
    legs_in_words,
    minutes_in_words,
    notes,
    usual_ways,
    way_between,
)
from recommender.messages import message
from recommender.places import place_name
from recommender.texts import render
from views import state
from views.sentences import say, say_plain
from views.state import key, t
from views.tables import draw_plain

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from features.roads import Vehicle
    from features.routes import Route
    from recommender.ranking import Ranking


def draw_way(catalogue: Catalogue, ranking: Ranking, site: str) -> None:
    """Draw the choice of a place, the way to it, and how long it took before its crossings."""
    ways = usual_ways(ranking.profile)
    if not ways:
        return
    st.markdown(f"**{t(message('The way from here').text)}**")
    labels = {name: _words(catalogue, *way) for name, way in ways.items()}
    st.selectbox(
        t(message("To").text),
        list(ways),
        index=list(ways).index(_chosen(ranking)),
        format_func=labels.__getitem__,
        key=key("way_to"),
        on_change=lambda: state.keep(way_to=state.widget(key("way_to"))),
    )
    draw_legs(catalogue, way_of(catalogue, ranking, site))


def draw_legs(catalogue: Catalogue, way: Route) -> None:
    """Draw a way: its sum, how long it took before its crossings, its legs and notes."""
    st.markdown(f"**{say_plain(in_sum(way))}**")
    compared = before_and_after(catalogue, way)
    if compared:
        draw_plain(
            pd.DataFrame(
                [(say(other.words), say(minutes_in_words(other.way))) for other in compared],
                columns=[t(message("The same way").text), t(message("Minutes").text)],
            ),
            "compared",
        )
    lines = [*legs_in_words(way), *notes(catalogue, way)]
    st.markdown("\n".join(f"- {say_plain(line)}" for line in lines))


def way_of(catalogue: Catalogue, ranking: Ranking, site: str) -> Route:
    """The way that the page shows from a site."""
    place, vehicle = usual_ways(ranking.profile)[_chosen(ranking)]
    return way_between(catalogue, site, place, ranking.profile.roads.by(vehicle))


def _chosen(ranking: Ranking) -> str:
    ways, chosen = usual_ways(ranking.profile), state.draft().way_to
    return chosen if chosen in ways else next(iter(ways))


def _words(catalogue: Catalogue, place: str, vehicle: Vehicle) -> str:
    name = place_name(catalogue, place)
    return render(message("{place}, {by}", place=name, by=by(vehicle)), state.language())
