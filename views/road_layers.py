"""Layers of the roads: crossings, the way that is shown, and shades of what is reached."""

from __future__ import annotations

import pandas as pd
import pydeck as pdk

Colours = dict[str, list[int]]


def reach_layers(table: pd.DataFrame, colours: Colours) -> list[pdk.Layer]:
    """Shades of what is reached, the farthest first, so that the nearest are the fullest."""
    rows = table.sort_values("minutes", ascending=False).to_dict(orient="records")
    return [
        pdk.Layer(
            "GeoJsonLayer",
            {"type": "FeatureCollection",
             "features": [{"type": "Feature", "properties": {}, "geometry": row["geometry"]}]},
            get_fill_color=[*colours["reach"], 56],
            get_line_color=[*colours["reach"], 150],
            line_width_min_pixels=1,
            id=f"reach_{row['minutes']}",
        )
        for row in rows
    ]  # fmt: skip


def way_layer(table: pd.DataFrame, colours: Colours) -> pdk.Layer:
    """The line of the way that the page shows."""
    return pdk.Layer(
        "PathLayer",
        table.to_dict(orient="records"),
        get_path="path",
        get_color=colours["way"],
        width_min_pixels=4,
        width_max_pixels=5,
        cap_rounded=True,
        joint_rounded=True,
        pickable=True,
        id="way",
    )


def crossing_layer(table: pd.DataFrame, colours: Colours) -> pdk.Layer:
    """Bridges and tunnels with their opening days."""
    rows = [
        {"path": path, "name": f"{row['name']} {row['opened']}".strip()}
        for row in table.to_dict(orient="records")
        for path in row["paths"]
    ]
    return pdk.Layer(
        "PathLayer",
        rows,
        get_path="path",
        get_color=colours["crossings"],
        width_min_pixels=3,
        width_max_pixels=4,
        cap_rounded=True,
        pickable=True,
        id="crossings",
    )
