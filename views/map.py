"""The map of an answer, drawn offline: land, names, crossings, gates, sites, numbered matches."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pandas as pd
import pydeck as pdk
import streamlit as st
from pydeck.bindings.json_tools import default_serialize

from recommender import geography
from recommender.cartography import CHOSEN_ZOOM, View, numbered_markers, placed
from recommender.journeys import in_sum
from recommender.messages import message
from views import state
from views.basemap import basemap_layers, draw_basemap
from views.folded import folded
from views.layers import layers_of
from views.markdown import plain
from views.reach import chosen_reach, draw_reach
from views.sentences import say
from views.state import t
from views.way import way_of

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.ranking import Entry, Ranking

HEIGHT = 520
CREDIT = "© OpenStreetMap contributors, ODbL 1.0 · GeoNames, CC BY 4.0"


def draw_map(catalogue: Catalogue, ranking: Ranking, shown: tuple[Entry, ...]) -> None:
    """Draw the entries shown as numbered markers; a click on one opens its site.

    The way from the site that the page explains is a line, what is reached from a place a shade.
    """
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
            "crossings": geography.crossings(catalogue, ranking.profile.roads, state.language()),
            "gateways": geography.gateways(catalogue, state.language()),
            "labels": placed(
                geography.labels(catalogue, ranking.profile.roads, state.language()), markers, view
            ),
            "way": _way(catalogue, ranking, shown),
            "reach": _shades(catalogue, ranking),
        },
        state.theme(),
    )
    ground = basemap_layers(view)
    st.pydeck_chart(
        offline_deck(_on_ground(layers, ground), view),
        height=HEIGHT,
        key="map",
        on_select=lambda: _picked(markers),
        selection_mode="single-object",
        alt=t(message("Map of the ranked sites").text),
    )
    draw_reach(catalogue, ranking)
    _draw_legend()
    draw_basemap()


def _on_ground(layers: list[pdk.Layer], ground: list[pdk.Layer]) -> list[pdk.Layer]:
    """The online map in the place of our own land; our land while there is none."""
    own = ("sea", "land", "ground")
    return [*ground, *(layer for layer in layers if layer.id not in own)] if ground else layers


class CompactDeck(pdk.Deck):  # type: ignore[misc]
    """A deck whose JSON has no blanks: half the bytes, and a fraction of the time to write it."""

    def to_json(self) -> str:
        """The deck as JSON."""
        return json.dumps(
            self, sort_keys=True, default=default_serialize, separators=(",", ":"),
            ensure_ascii=False,
        )  # fmt: skip


def offline_deck(layers: list[pdk.Layer], view: View) -> pdk.Deck:
    """A map of layers that asks no server for anything."""
    return CompactDeck(
        layers=layers,
        initial_view_state=pdk.ViewState(
            longitude=view.lon, latitude=view.lat, zoom=view.zoom, max_zoom=13, min_zoom=5
        ),
        map_provider=None,
        tooltip={"text": "{name}"},
    )


def _way(catalogue: Catalogue, ranking: Ranking, shown: tuple[Entry, ...]) -> pd.DataFrame:
    """The line of the way that the page shows, if one leads there."""
    way = way_of(catalogue, ranking, explained(shown))
    paths = [list(map(list, way.path))] if way.path else []
    return pd.DataFrame({"path": paths, "name": [say(in_sum(way))] * len(paths)})


def _shades(catalogue: Catalogue, ranking: Ranking) -> pd.DataFrame:
    found = chosen_reach(catalogue, ranking)
    shades = {} if found is None else found.shades
    return pd.DataFrame({"minutes": list(shades), "geometry": list(shades.values())})


def explained(shown: tuple[Entry, ...]) -> str:
    """The site that the page explains: the chosen one, the first until one is chosen."""
    listed = [entry.site_id for entry in shown]
    chosen = state.draft().chosen
    return chosen if chosen in listed else listed[0]


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
                "airport or port. Thick ring: where the firm is today. Red line: the way shown "
                "below, node to node."
            ).text
        )
    )
    st.caption(CREDIT)


def draw_map_in_words(catalogue: Catalogue, ranking: Ranking, shown: tuple[Entry, ...]) -> None:
    """Draw as a list everything that the map shows."""
    box = folded(t(message("The map in words").text), "map_in_words")
    if box.open:
        lines = _map_in_words(catalogue, ranking, shown, state.language())
        box.markdown("\n".join(f"- {plain(line)}" for line in lines))


def _map_in_words(
    catalogue: Catalogue, ranking: Ranking, shown: tuple[Entry, ...], language: str
) -> list[str]:
    over = geography.crossings(catalogue, ranking.profile.roads, language)
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
    lines.append(t(message("Airports and ports: {names}").text, names=tuple(gates["name"])))
    way = way_of(catalogue, ranking, explained(shown))
    return [*lines, t(message("The way shown: {way}").text, way=in_sum(way))]
