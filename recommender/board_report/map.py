"""The map of a report as SVG: land, names, crossings, and the listed sites by number.

Colours are classes with a light default, so that a page may give them others; what matters is told
apart by shape and number, not by hue.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from features.cities import CITIES
from recommender import geography
from recommender.cartography import (
    FARTHEST,
    View,
    framing,
    numbered_markers,
    placed,
    text_width,
)

if TYPE_CHECKING:
    from recommender.shortlist import Shortlist

WIDTH, HEIGHT = 720, 340
"""Units of the drawing, as pixels of the view."""

COARSE = 0.0008
"""Degrees to which the coast is drawn: less than a unit of the drawing at its closest."""

FREE = 44
"""Units between the outermost point and the edge."""

NEAR = 120
"""Units from a site within which a town is named: beyond, a name tells a board nothing."""

RIM = 4
"""Units that a name keeps from the edge."""

LEAST = 2e-6
"""Square degrees below which an island is not drawn."""

FONTS = "'Noto Sans CJK SC','Noto Sans CJK TC','Libertinus Serif',sans-serif"

INK = {
    "sea": "#dde7ec", "land": "#f7f6f1", "coast": "#9fb0ba", "ink": "#1f2a31", "faint": "#55626b",
    "crossing": "#6b3f12", "halo": "#ffffff", "marker": "#123f55", "number": "#ffffff",
    "ring": "#123f55",
}  # fmt: skip
"""What each class is drawn in on paper; grey print keeps the order of their lightness."""


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A drawing and the places that it shows, as rows of `geography.places_of`."""

    drawing: Element
    places: pd.DataFrame


def drawn(shortlist: Shortlist) -> Drawn | None:
    """The map of the entries of a short list that have a point; None when none has."""
    catalogue, roads = shortlist.catalogue, shortlist.ranking.profile.roads
    places = geography.places_of(catalogue, shortlist.entries, shortlist.language)
    if places.empty:
        return None
    view = _view(shortlist, places)
    markers = numbered_markers(places, view)
    named = _worth_naming(geography.labels(catalogue, roads, shortlist.language), markers, view)
    names = placed(named, markers, view)
    svg = Element("svg", {
        "xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {WIDTH} {HEIGHT}",
        "width": str(WIDTH), "height": str(HEIGHT), "font-family": FONTS,
    })  # fmt: skip
    _ground(svg, shortlist, view)
    _crossings(svg, geography.crossings(catalogue, roads, shortlist.language), view)
    _rings(svg, markers, view)
    _names(svg, _inside(names, view), view)
    _markers(svg, markers, view)
    return Drawn(drawing=svg, places=places)


def _view(shortlist: Shortlist, places: pd.DataFrame) -> View:
    """The view of all the places; with Shenzhen, the Link and the firm's own city in the Bay."""
    nodes = shortlist.catalogue.network.nodes
    points = list(zip(places["lon"], places["lat"], strict=True))
    cities = shortlist.catalogue.sites.loc[list(places["site_id"]), "city"]
    if cities.isin(list(CITIES)).all():
        origin = geography.origin(shortlist.catalogue, shortlist.ranking, shortlist.language)
        points += [(nodes.at[n, "lon"], nodes.at[n, "lat"]) for n in ("sz_futian", geography.LINK)]
        points += list(zip(origin["lon"], origin["lat"], strict=True))
    return _fitting(framing(points), points)


def _fitting(view: View, points: list[tuple[float, float]]) -> View:
    """The view, from farther where the drawing would not hold all the points."""
    reach = np.abs(view.pixels(*np.array(points, dtype=float).T)).max(axis=0)
    need = max(float((reach / (WIDTH / 2 - FREE, HEIGHT / 2 - FREE)).max()), 1.0)
    return replace(view, zoom=max(view.zoom - float(np.log2(need)), FARTHEST))


def _worth_naming(labels: pd.DataFrame, markers: pd.DataFrame, view: View) -> pd.DataFrame:
    """The labels without the towns that lie far from every site."""
    at = _at(view, labels["lon"], labels["lat"])
    sites = _at(view, markers["lon"], markers["lat"])
    far = np.linalg.norm(at[:, None, :] - sites[None, :, :], axis=2).min(axis=1) > NEAR
    return labels[~(far & (labels["what"] == "town").to_numpy())]


def _inside(names: pd.DataFrame, view: View) -> pd.DataFrame:
    """The names that are not cut off by the edge."""
    at = _at(view, names["lon"], names["lat"])
    offset = np.array(names["offset"].tolist(), dtype=float).reshape(-1, 2)
    width = np.array([text_width(n, s) for n, s in zip(names["name"], names["size"], strict=True)])
    share = names["anchor"].map({"start": 0.0, "middle": 0.5, "end": 1.0}).to_numpy(dtype=float)
    left, y = (at + offset).T
    left = left - share * width
    fits = (left > RIM) & (left + width < WIDTH - RIM) & (y > 2 * RIM) & (y < HEIGHT - 2 * RIM)
    return names[fits]


def _at(view: View, lon: ArrayLike, lat: ArrayLike) -> np.ndarray:
    """Units of the drawing, from its left upper corner."""
    middle = np.array([WIDTH / 2, HEIGHT / 2])
    return view.pixels(np.atleast_1d(lon), np.atleast_1d(lat)) + middle


def _ground(svg: Element, shortlist: Shortlist, view: View) -> None:
    land = shortlist.catalogue.terrain.land
    west, south, east, north = land.bounds
    corners = _at(view, [west, east], [north, south])
    (left, top), (right, bottom) = corners
    inside = left < WIDTH and right > 0 and top < HEIGHT and bottom > 0
    fill = "sea" if inside else "land"
    SubElement(
        svg, "rect", {"width": str(WIDTH), "height": str(HEIGHT), "class": fill, "fill": INK[fill]}
    )
    coarse = land.simplify(COARSE, preserve_topology=True)
    parts = [part for part in getattr(coarse, "geoms", [coarse]) if part.area > LEAST]
    rings = [ring for part in parts for ring in (part.exterior, *part.interiors)]
    SubElement(svg, "path", {
        "d": "".join(_outline(ring, view) for ring in rings),
        "class": "land", "fill": INK["land"], "stroke": INK["coast"], "stroke-width": "0.6",
        "fill-rule": "evenodd",
    })  # fmt: skip


def _outline(ring: object, view: View) -> str:
    """A closed line of the drawing; one that lies outside of it is left out."""
    lon, lat = np.asarray(ring.coords).T  # type: ignore[attr-defined]
    at = _at(view, lon, lat)
    if (at.max(axis=0) < 0).any() or (at.min(axis=0) > (WIDTH, HEIGHT)).any():
        return ""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in at) + "Z"


def _crossings(svg: Element, table: pd.DataFrame, view: View) -> None:
    group = SubElement(svg, "g", {
        "class": "crossing", "stroke": INK["crossing"], "stroke-width": "2.4", "fill": "none",
        "stroke-linecap": "round",
    })  # fmt: skip
    for paths in table["paths"]:
        for path in paths:
            lon, lat = np.array(path, dtype=float).T
            ends = " L".join(f"{x:.1f} {y:.1f}" for x, y in _at(view, lon, lat))
            SubElement(group, "path", {"d": f"M{ends}"})


def _rings(svg: Element, markers: pd.DataFrame, view: View) -> None:
    """How precise each point is: a circle of so many kilometres."""
    for row in markers.to_dict(orient="records"):
        (x, y), (_, edge) = _at(
            view, [row["lon"]] * 2, [row["lat"], row["lat"] + row["precision_km"] / 111.2]
        )
        SubElement(svg, "circle", {
            "cx": f"{x:.1f}", "cy": f"{y:.1f}", "r": f"{max(y - edge, 1.5):.1f}", "fill": "none",
            "class": "ring", "stroke": INK["ring"], "stroke-width": "0.7",
            "stroke-dasharray": "3 2",
        })  # fmt: skip


def _names(svg: Element, names: pd.DataFrame, view: View) -> None:
    for row in names.to_dict(orient="records"):
        ((x, y),) = _at(view, row["lon"], row["lat"])
        dx, dy = row["offset"]
        kind = {"city": "ink", "crossing": "crossing"}.get(row["what"], "faint")
        if row["what"] not in ("city", "crossing", "town"):
            SubElement(svg, "rect", {
                "x": f"{x - 2:.1f}", "y": f"{y - 2:.1f}", "width": "4", "height": "4",
                "class": "faint", "fill": INK["faint"],
            })  # fmt: skip
        size = row["size"] * 0.86
        text = SubElement(svg, "text", {
            "x": f"{x + dx:.1f}", "y": f"{y + dy + size * 0.36:.1f}", "font-size": f"{size:.1f}",
            "text-anchor": row["anchor"], "class": kind, "fill": INK[kind],
            "stroke": INK["halo"], "stroke-width": "3", "stroke-linejoin": "round",
            "paint-order": "stroke",
            **({"font-weight": "bold"} if row["what"] == "city" else {}),
        })  # fmt: skip
        text.text = row["name"]


def _markers(svg: Element, markers: pd.DataFrame, view: View) -> None:
    """The numbers, the best last so that it lies on top, each with a line to its point."""
    for row in markers.iloc[::-1].to_dict(orient="records"):
        (x, y), (px, py) = _at(view, [row["at_lon"], row["lon"]], [row["at_lat"], row["lat"]])
        SubElement(svg, "line", {
            "x1": f"{px:.1f}", "y1": f"{py:.1f}", "x2": f"{x:.1f}", "y2": f"{y:.1f}",
            "class": "ring", "stroke": INK["ring"], "stroke-width": "1",
        })  # fmt: skip
        SubElement(svg, "circle", {
            "cx": f"{x:.1f}", "cy": f"{y:.1f}", "r": f"{row['radius']:.1f}", "class": "marker",
            "fill": INK["marker"], "stroke": INK["halo"], "stroke-width": "1.5",
        })  # fmt: skip
        number = SubElement(svg, "text", {
            "x": f"{x:.1f}", "y": f"{y + 4.2:.1f}", "font-size": "12", "font-weight": "bold",
            "text-anchor": "middle", "class": "number", "fill": INK["number"],
        })  # fmt: skip
        number.text = row["label"]
