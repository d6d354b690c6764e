"""The map of an answer, drawn offline: land, names, crossings, gates, sites, numbered matches."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pydeck as pdk
import streamlit as st

from recommender import geography
from recommender.cartography import CHOSEN_ZOOM, View, numbered_markers, placed
from recommender.messages import message
from views import state
from views.folded import folded
from views.layers import layers_of
from views.markdown import plain
from views.state import t

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.ranking import Entry, Ranking

HEIGHT = 520
CREDIT = "© OpenStreetMap contributors, ODbL 1.0 · GeoNames, CC BY 4.0"


def draw_map(catalogue: Catalogue, ranking: Ranking, shown: tuple[Entry, ...]) -> None:
    """Draw the entries shown as numbered markers; a click on one opens its site."""
    places = geography.places_of(catalogue, shown, state.language())
    if places.empty:
        return
    view = _view(catalogue, ranking, places)
    markers = numbered_markers(places, view)
    layers = layers_of(
        {
            "markers": markers,
            "chosen": places[places["site_id"] == _chosen(places)],
            "origin": geography.origin(catalogue, ranking, state.language()),
            "others": geography.other_sites(
                catalogue, ranking, [entry.site_id for entry in shown], state.language()
            ),
            "crossings": geography.crossings(catalogue, state.language()),
            "gateways": geography.gateways(catalogue, state.language()),
            "labels": placed(geography.labels(catalogue, state.language()), markers, view),
        },
        state.theme(),
    )
    st.pydeck_chart(
        pdk.Deck(
            layers=layers,
            initial_view_state=pdk.ViewState(
                longitude=view.lon, latitude=view.lat, zoom=view.zoom, max_zoom=13, min_zoom=5
            ),
            map_provider=None,
            tooltip={"text": "{name}"},
        ),
        height=HEIGHT,
        key="map",
        on_select=lambda: _picked(markers),
        selection_mode="single-object",
        alt=t(message("Map of the ranked sites").text),
    )
    _draw_legend()


def _view(catalogue: Catalogue, ranking: Ranking, places: pd.DataFrame) -> View:
    chosen = places[places["site_id"] == _chosen(places)]
    if chosen.empty:
        return geography.first_view(catalogue, ranking, places)
    return View(lon=chosen["lon"].iloc[0], lat=chosen["lat"].iloc[0], zoom=CHOSEN_ZOOM)


def _chosen(places: pd.DataFrame) -> str | None:
    chosen = state.draft().chosen
    return chosen if chosen in set(places["site_id"]) else None


def _picked(markers: pd.DataFrame) -> None:
    """A second click on a shared marker opens its next place."""
    picked = state.widget("map")["selection"]["objects"].get("matches", [])
    labels = [found.get("label") for found in picked]
    for sites in markers.loc[markers["label"].isin(labels), "site_ids"]:
        now = sites.index(state.draft().chosen) if state.draft().chosen in sites else -1
        state.keep(chosen=sites[(now + 1) % len(sites)])


def _draw_legend() -> None:
    """Draw what the signs of the map mean."""
    if state.draft().chosen:
        st.button(
            t(message("Show the whole list on the map").text),
            key="whole_map",
            type="tertiary",
            on_click=state.keep,
            kwargs={"chosen": None},
        )
    st.caption(
        t(
            message(
                "Number: place in the list, larger and darker the higher; a thin line joins it to "
                "its point when others stand there. Ring: how precise the point is. Grey dot: "
                "another site. Brown line: bridge or tunnel with its opening date. Purple dot: "
                "airport or port. Thick ring: where the firm is today."
            ).text
        )
    )
    st.caption(CREDIT)


def draw_map_in_words(catalogue: Catalogue, ranking: Ranking, shown: tuple[Entry, ...]) -> None:
    """Draw as a list everything that the map shows."""
    box = folded(t(message("The map in words").text), "map_in_words")
    if box.open:
        lines = _map_in_words(catalogue, shown, state.language())
        box.markdown("\n".join(f"- {plain(line)}" for line in lines))


def _map_in_words(catalogue: Catalogue, shown: tuple[Entry, ...], language: str) -> list[str]:
    over = geography.crossings(catalogue, language)
    gates = geography.gateways(catalogue, language)
    places = geography.places_of(catalogue, shown, language)
    lines = [
        t(
            message("{name}: {lat} N, {lon} E, precise to {km} km").text,
            name=row["name"],
            lat=f"{row['lat']:.3f}",
            lon=f"{row['lon']:.3f}",
            km=f"{row['precision_km']:g}",
        )
        for row in places.to_dict(orient="records")
    ]
    lines += [
        t(message("{name}: open since {day}").text, name=row["name"], day=row["opened"])
        for row in over.to_dict(orient="records")
        if row["opened"]
    ]
    return [*lines, t(message("Airports and ports: {names}").text, names=tuple(gates["name"]))]
