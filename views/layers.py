"""Layers of the map for deck.gl, in the colours of a theme; the land is a static file."""

from __future__ import annotations

from typing import Literal

import pandas as pd
import pydeck as pdk

from views.colours import COLOURS
from views.road_layers import crossing_layer, reach_layers, way_layer

SANS = pdk.types.String("sans-serif")
SEA = [[[60.0, 0.0], [160.0, 0.0], [160.0, 60.0], [60.0, 60.0], [60.0, 0.0]]]
SIZE = {"gateways": 4}
SHARP = {"sdf": True, "fontSize": 48, "buffer": 6, "radius": 10}
"""Letters with a halo, so that they are read over lines."""
PLAIN = {"sdf": False, "fontSize": 32, "buffer": 4}

Tables = dict[str, pd.DataFrame]


def layers_of(tables: Tables, theme: Literal["light", "dark"]) -> list[pdk.Layer]:
    """Everything that the map draws, what lies beneath first."""
    colours = COLOURS[theme]
    return [
        *_ground(colours, tables["markers"]),
        *reach_layers(tables["reach"], colours),
        crossing_layer(tables["crossings"], colours),
        way_layer(tables["way"], colours),
        _dots("others", tables["others"], colours["others"], 3),
        _dots("gateways", tables["gateways"], colours["gateways"], SIZE["gateways"]),
        *_names(tables["labels"], colours),
        _rings(tables["markers"], colours),
        _leaders(tables["markers"], colours),
        _origin(tables["origin"], colours),
        *_matches(tables["markers"], colours),
        *_chosen(tables["chosen"], tables["markers"], colours),
    ]


LAND = (112.4, 21.7, 115.1, 24.1)
"""The frame of the land layer, west, south, east, north; beyond it no coast is drawn."""


def _ground(colours: dict[str, list[int]], markers: pd.DataFrame) -> list[pdk.Layer]:
    """Sea and land; where matches lie beyond the land layer, plain ground without a coast."""
    west, south, east, north = LAND
    inside = markers["lon"].between(west, east) & markers["lat"].between(south, north)
    if not inside.all():
        return [_plain_ground(colours)]
    return [
        pdk.Layer(
            "SolidPolygonLayer",
            [{"polygon": SEA[0]}],
            get_polygon="polygon",
            get_fill_color=colours["sea"],
            id="sea",
        ),
        pdk.Layer(
            "GeoJsonLayer",
            "/app/static/land.geojson",
            get_fill_color=colours["land"],
            stroked=False,
            id="land",
        ),
    ]


def _plain_ground(colours: dict[str, list[int]]) -> pdk.Layer:
    return pdk.Layer(
        "SolidPolygonLayer",
        [{"polygon": SEA[0]}],
        get_polygon="polygon",
        get_fill_color=colours["land"],
        id="ground",
    )


def _dots(name: str, table: pd.DataFrame, colour: list[int], pixels: int) -> pdk.Layer:
    return pdk.Layer(
        "ScatterplotLayer",
        table,
        get_position="[lon, lat]",
        get_fill_color=colour,
        get_radius=pixels,
        radius_units=pdk.types.String("pixels"),
        pickable=True,
        id=name,
    )


def _names(table: pd.DataFrame, colours: dict[str, list[int]]) -> list[pdk.Layer]:
    inks = {"city": colours["ink"], "crossing": colours["bridge_ink"]}
    return [
        _text(
            f"names_{what}",
            rows,
            inks.get(str(what), colours["faint"]),
            colours["halo"],
            bold=what in ("city", "crossing"),
        )
        for what, rows in table.groupby("what", sort=False)
    ]


def _text(
    name: str, rows: pd.DataFrame, colour: list[int], halo: list[int], *, bold: bool
) -> pdk.Layer:
    return pdk.Layer(
        "TextLayer",
        rows[["lon", "lat", "name", "size", "anchor", "offset"]],
        get_position="[lon, lat]",
        get_text="name",
        get_size="size",
        get_color=colour,
        get_text_anchor="anchor",
        get_pixel_offset="offset",
        character_set=pdk.types.String("auto"),
        font_family=SANS,
        font_weight=700 if bold else 400,
        font_settings=SHARP if bold else PLAIN,
        outline_width=3 if bold else 0,
        outline_color=halo,
        id=name,
    )


def _rings(markers: pd.DataFrame, colours: dict[str, list[int]]) -> pdk.Layer:
    rows = markers[["lon", "lat", "name"]].assign(radius=1000 * markers["precision_km"])
    return pdk.Layer(
        "ScatterplotLayer",
        rows,
        get_position="[lon, lat]",
        get_radius="radius",
        filled=False,
        stroked=True,
        get_line_color=colours["ring"],
        line_width_min_pixels=1,
        id="precision",
    )


def _leaders(markers: pd.DataFrame, colours: dict[str, list[int]]) -> pdk.Layer:
    return pdk.Layer(
        "LineLayer",
        markers[["lon", "lat", "at_lon", "at_lat"]],
        get_source_position="[lon, lat]",
        get_target_position="[at_lon, at_lat]",
        get_color=colours["first"],
        get_width=1.5,
        id="leaders",
    )


def _origin(table: pd.DataFrame, colours: dict[str, list[int]]) -> pdk.Layer:
    return pdk.Layer(
        "ScatterplotLayer",
        table,
        get_position="[lon, lat]",
        get_radius=8,
        radius_units=pdk.types.String("pixels"),
        filled=False,
        stroked=True,
        get_line_color=colours["ink"],
        line_width_units=pdk.types.String("pixels"),
        get_line_width=3,
        pickable=True,
        id="origin",
    )


def _matches(markers: pd.DataFrame, colours: dict[str, list[int]]) -> list[pdk.Layer]:
    # Drawn last, the best place lies above its neighbours.
    rows = markers.sort_values("rank", ascending=False, kind="stable")
    shades = [_shade(rank, colours) for rank in rows["rank"]]
    drawn = rows[["at_lon", "at_lat", "label", "name", "radius"]].assign(color=shades)
    return [
        pdk.Layer(
            "ScatterplotLayer",
            drawn,
            get_position="[at_lon, at_lat]",
            get_fill_color="color",
            get_radius="radius",
            radius_units=pdk.types.String("pixels"),
            pickable=True,
            id="matches",
        ),
        pdk.Layer(
            "TextLayer",
            drawn[["at_lon", "at_lat", "label"]],
            get_position="[at_lon, at_lat]",
            get_text="label",
            get_size=13,
            get_color=[255, 255, 255],
            font_family=SANS,
            font_weight=700,
            id="numbers",
        ),
    ]


def _shade(rank: int, colours: dict[str, list[int]]) -> list[int]:
    share = min(rank - 1, 9) / 9
    pairs = zip(colours["first"], colours["last"], strict=True)
    return [round(a + (b - a) * share) for a, b in pairs]


def _chosen(
    chosen: pd.DataFrame, markers: pd.DataFrame, colours: dict[str, list[int]]
) -> list[pdk.Layer]:
    sites = set(chosen["site_id"])
    mine = markers[[bool(sites & set(ids)) for ids in markers["site_ids"]]]
    ring = mine[["at_lon", "at_lat"]].assign(
        radius=mine["radius"] + 3, name=list(chosen["name"])[: len(mine)]
    )
    return [
        pdk.Layer(
            "ScatterplotLayer",
            ring,
            get_position="[at_lon, at_lat]",
            get_radius="radius",
            radius_units=pdk.types.String("pixels"),
            filled=False,
            stroked=True,
            get_line_color=colours["chosen"],
            line_width_units=pdk.types.String("pixels"),
            get_line_width=3,
            id="chosen",
        ),
        _text(
            "chosen_name",
            ring.rename(columns={"at_lon": "lon", "at_lat": "lat"}).assign(
                size=14, anchor="middle", offset=[[0, -26]] * len(ring)
            ),
            colours["chosen"],
            colours["halo"],
            bold=True,
        ),
    ]
