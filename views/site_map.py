"""The map of one site and its neighbours, drawn offline."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from recommender import geography
from recommender.cartography import framing, numbered_markers, placed
from recommender.messages import message
from recommender.ranking import Entry
from recommender.vicinity_words import near, roads_on
from views import state
from views.layers import layers_of
from views.map import CREDIT, offline_deck
from views.state import t

if TYPE_CHECKING:
    from features.catalogue import Catalogue

HEIGHT = 380
_POINTS = pd.DataFrame({"lon": [], "lat": [], "name": [], "site_id": []})
_NOTHING = {
    "chosen": _POINTS,
    "origin": _POINTS,
    "others": _POINTS,
    "way": pd.DataFrame({"path": [], "name": []}),
    "reach": pd.DataFrame({"minutes": [], "geometry": []}),
}


def draw_site_map(catalogue: Catalogue, site: str) -> None:
    """Draw the site as 1 and its neighbours by the table's numbers; nothing without a point."""
    sites = (site, *near(catalogue, site))
    entries = [Entry(rank=i, site_id=one, family=()) for i, one in enumerate(sites, start=1)]
    language, roads = state.language(), roads_on(state.today())
    places = geography.places_of(catalogue, entries, language)
    if places.empty or str(places["site_id"].iloc[0]) != site:
        return
    view = framing(list(zip(places["lon"], places["lat"], strict=True)))
    markers = numbered_markers(places, view)
    labels = placed(geography.labels(catalogue, roads, language), markers, view)
    layers = layers_of(
        {
            **_NOTHING,
            "markers": markers,
            "crossings": geography.crossings(catalogue, roads, language),
            "gateways": geography.gateways(catalogue, language),
            "labels": labels,
        },
        state.theme(),
    )
    st.pydeck_chart(
        offline_deck(layers, view), height=HEIGHT, key="site_map",
        alt=t(message("Map of the site and its neighbours").text),
    )  # fmt: skip
    st.caption(
        t(
            message(
                "1: this site; the others by the numbers of the table. Ring: how precise the point "
                "is."
            ).text
        )
    )
    st.caption(CREDIT)
