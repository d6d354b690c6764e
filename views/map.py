"""The map of an answer, drawn offline: land, crossings, cities, sites and numbered matches."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pydeck as pdk
import streamlit as st

from recommender.geography import city_labels, crossings, markers, other_sites
from recommender.messages import message
from views import state
from views.answers import SHOWN
from views.state import t

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.ranking import Ranking

LAND, ROAD, GREY = [233, 236, 230], [150, 110, 60], [130, 140, 150, 130]
MATCH, RING, INK = [31, 111, 139], [31, 111, 139, 60], [60, 68, 76]
HEIGHT = 420
CREDIT = "© OpenStreetMap contributors, ODbL 1.0 · GeoNames, CC BY 4.0"


def draw_map(catalogue: Catalogue, ranking: Ranking) -> None:
    """Draw the first entries as numbered markers over land, crossings and cities."""
    located = tuple(
        entry
        for entry in ranking.entries[:SHOWN]
        if catalogue.sites.geometry[entry.site_id] is not None
    )
    if not located:
        return
    found = markers(catalogue, located, state.language())
    best = found.iloc[0]
    st.pydeck_chart(
        pdk.Deck(
            layers=_layers(catalogue, ranking, found),
            initial_view_state=pdk.ViewState(
                longitude=float(best["lon"]), latitude=float(best["lat"]), zoom=8.6
            ),
            map_provider=None,
            tooltip={"text": "{name}"},
        ),
        height=HEIGHT,
        key="map",
    )
    st.caption(
        t(
            message(
                "Numbers are places in the list, darker is higher; small grey dots are other "
                "sites; a ring shows how precise the point is; brown lines are bridges and "
                "tunnels with their opening dates."
            ).text
        )
    )
    st.caption(CREDIT)


def _layers(catalogue, ranking, found) -> list[pdk.Layer]:  # type: ignore[no-untyped-def]
    language = state.language()
    shade = [[*MATCH, max(110, 255 - 15 * rank)] for rank in found["rank"]]
    numbered = found.drop(columns="site_ids").assign(
        color=shade, radius=1000 * found["precision_km"]
    )
    # Drawn last, the best place lies above its neighbours.
    numbered = numbered.sort_values("rank", ascending=False)
    return [
        pdk.Layer(
            "GeoJsonLayer",
            "/app/static/land.geojson",
            get_fill_color=LAND,
            stroked=False,
            id="land",
        ),
        pdk.Layer(
            "PathLayer",
            crossings(catalogue, language),
            get_path="path",
            get_color=ROAD,
            width_min_pixels=3,
            pickable=True,
            id="crossings",
        ),
        _dots(other_sites(catalogue, ranking, language), "others", GREY, 3),
        pdk.Layer(
            "ScatterplotLayer",
            numbered,
            get_position="[lon, lat]",
            get_radius="radius",
            filled=False,
            stroked=True,
            get_line_color=RING,
            line_width_min_pixels=1,
            id="precision",
        ),
        _dots(numbered, "matches", "color", 12),
        _words(city_labels(catalogue, language), "name", INK, "cities", 13),
        _words(numbered, "label", [255, 255, 255], "numbers", 12),
    ]


def _dots(table, name: str, color, pixels: int) -> pdk.Layer:  # type: ignore[no-untyped-def]
    return pdk.Layer(
        "ScatterplotLayer",
        table,
        get_position="[lon, lat]",
        get_fill_color=color,
        get_radius=1,
        radius_min_pixels=pixels,
        radius_max_pixels=pixels,
        pickable=True,
        id=name,
    )


def _words(table, column: str, color: list[int], name: str, size: int) -> pdk.Layer:  # type: ignore[no-untyped-def]
    return pdk.Layer(
        "TextLayer",
        table,
        get_position="[lon, lat]",
        get_text=column,
        get_size=size,
        get_color=color,
        character_set=pdk.types.String("auto"),
        font_family=pdk.types.String("sans-serif"),
        id=name,
    )
