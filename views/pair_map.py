"""The map of a pair: both halves and the way between them, drawn offline."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from recommender import geography
from recommender.cartography import framing, numbered_markers, placed
from recommender.journeys import in_sum
from recommender.messages import message
from recommender.pair_report import way_of_pair
from views import state
from views.layers import layers_of
from views.map import CREDIT, offline_deck
from views.sentences import say
from views.state import t

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.pairing import Pair
    from recommender.profile import Profile

HEIGHT = 420
_NOTHING = pd.DataFrame({"lon": [], "lat": [], "name": [], "site_id": []})


def draw_pair_map(catalogue: Catalogue, profile: Profile, found: Pair) -> None:
    """Draw the office half as 1, the making half as 2, and the way between."""
    language, roads = state.language(), profile.roads
    places = geography.places_of_pair(catalogue, found, language)
    if places.empty:
        return
    way = way_of_pair(catalogue, profile, found)
    line = [list(map(list, way.path))] if way.path else []
    points = [(lon, lat) for lon, lat in zip(places["lon"], places["lat"], strict=True)]
    view = framing([*points, *way.path])
    markers = numbered_markers(places, view)
    layers = layers_of(
        {
            "markers": markers,
            "chosen": _NOTHING,
            "origin": _NOTHING,
            "others": _NOTHING,
            "crossings": geography.crossings(catalogue, roads, language),
            "gateways": geography.gateways(catalogue, language),
            "labels": placed(geography.labels(catalogue, roads, language), markers, view),
            "way": pd.DataFrame({"path": line, "name": [say(in_sum(way))] * len(line)}),
            "reach": pd.DataFrame({"minutes": [], "geometry": []}),
        },
        state.theme(),
    )
    st.pydeck_chart(
        offline_deck(layers, view), height=HEIGHT, key="pair_map",
        alt=t(message("Map of the two sites and the way between them").text),
    )  # fmt: skip
    st.caption(t(message("1: office or research. 2: what makes. Red line: the way between.").text))
    st.caption(CREDIT)
