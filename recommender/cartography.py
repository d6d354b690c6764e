"""A map's first view and what it can hold: markers that do not cover each other, free labels.

Positions are Web Mercator pixels of the map's own zoom (tiles of 512 px), as the browser draws
them; a hand that zooms in later only moves things apart.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

TILE = 512
"""Pixels of the whole world at zoom 0."""

FRAME_WIDTH, FRAME_HEIGHT, MARGIN = 400, 480, 42
"""Pixels that a first view may count on, a phone's width among them, and the rim kept free."""

FARTHEST, CLOSEST = 5.0, 10.5
"""Zooms of a first view: no farther than a province or two, no closer than a city."""

EDGE = 176
"""Pixels from the middle to the edge of a phone's map."""

REACH = 900
"""Pixels from the middle within which a label may be seen by a hand that moves the map."""

CHOSEN_ZOOM = 10.5
"""Zoom of the view of a chosen site."""

RADIUS, PER_LETTER = 13.0, 2.8
"""Pixels of the first marker, and of each letter that a shared marker adds."""
NEAR_DEGREES = 2
"""Decimals by which two points count as one place: about a kilometre."""

SMALLER = 0.35
"""Pixels that each later place takes from its marker."""


@dataclass(frozen=True, kw_only=True)
class View:
    """Middle and zoom of a map in EPSG:4326."""

    lon: float
    lat: float
    zoom: float

    def pixels(self, lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
        """Pixels east and south of the middle, one row a point.

        Examples
        --------
        >>> View(lon=0.0, lat=0.0, zoom=0.0).pixels(np.array([180.0]), np.array([0.0])).tolist()
        [[256.0, 0.0]]
        """
        size = TILE * 2**self.zoom
        x = (np.asarray(lon, dtype=float) - self.lon) / 360 * size
        y = (_mercator(np.array([self.lat])) - _mercator(np.asarray(lat, dtype=float))) * size
        return np.column_stack([x, y])

    def degrees(self, pixels: np.ndarray) -> np.ndarray:
        """Longitude and latitude of pixels east and south of the middle.

        Examples
        --------
        >>> View(lon=1.0, lat=2.0, zoom=3.0).degrees(np.zeros((1, 2))).round(9).tolist()
        [[1.0, 2.0]]
        """
        size = TILE * 2**self.zoom
        y = _mercator(np.array([self.lat])) - pixels[:, 1] / size
        lat = np.degrees(2 * np.arctan(np.exp(2 * np.pi * y)) - np.pi / 2)
        return np.column_stack([self.lon + pixels[:, 0] / size * 360, lat])


def _mercator(lat: np.ndarray) -> np.ndarray:
    return np.asarray(np.log(np.tan(np.pi / 4 + np.radians(lat) / 2)) / (2 * np.pi))


def framing(points: Sequence[tuple[float, float]]) -> View:
    """The view that holds all points (lon, lat) with a rim around them.

    Examples
    --------
    >>> framing([(113.0, 22.0), (114.0, 23.0)]).zoom < framing([(113.0, 22.0)]).zoom
    True
    """
    lon, lat = np.array(points, dtype=float).T
    y = _mercator(lat)
    wide = max((lon.max() - lon.min()) / 360, 1e-9)
    tall = max(y.max() - y.min(), 1e-9)
    zoom = min(
        math.log2((FRAME_WIDTH - 2 * MARGIN) / (TILE * wide)),
        math.log2((FRAME_HEIGHT - 2 * MARGIN) / (TILE * tall)),
    )
    middle = float(np.degrees(2 * np.arctan(np.exp((y.max() + y.min()) * np.pi)) - np.pi / 2))
    return View(
        lon=float((lon.max() + lon.min()) / 2),
        lat=middle,
        zoom=float(np.clip(zoom, FARTHEST, CLOSEST)),
    )


def numbered_markers(places: pd.DataFrame, view: View) -> pd.DataFrame:
    """Markers for the places of a list, none of which covers another at the view's zoom.

    Places of one point (`NEAR_DEGREES`) share a marker; markers that would lie over each other
    stand beside their point, to be joined with it by a line.

    Parameters
    ----------
    places : one row an entry, best first: lon, lat, rank, site_id, name, precision_km

    Returns
    -------
    One row a marker, best first: lon, lat (its point), at_lon, at_lat (where it stands), rank,
    label ("1, 4, 7"), name (one line a place), site_ids, precision_km (the widest), radius (px).
    """
    point = [places["lon"].round(NEAR_DEGREES), places["lat"].round(NEAR_DEGREES)]
    groups = places.groupby(point, sort=False)
    table = pd.DataFrame([_marker(group) for _, group in groups])
    at = view.pixels(table["lon"].to_numpy(), table["lat"].to_numpy())
    stands = view.degrees(_spread(at, table["radius"].to_numpy()))
    return table.assign(at_lon=stands[:, 0], at_lat=stands[:, 1])


def _spread(at: np.ndarray, radii: np.ndarray) -> np.ndarray:
    """The points moved apart, each as little as two that overlap must, until none do."""
    spread = at + _BREATH * np.column_stack([np.arange(len(at)), -np.arange(len(at))])
    need = radii[:, None] + radii[None, :] + 4.0
    np.fill_diagonal(need, 0.0)
    for _ in range(_ROUNDS):
        apart = spread[:, None, :] - spread[None, :, :]
        distance = np.hypot(apart[..., 0], apart[..., 1])
        lacking = np.clip(need - distance, 0.0, None)
        if lacking.max() < 0.1:
            break
        unit = apart / np.where(distance == 0, 1.0, distance)[..., None]
        spread = spread + 0.4 * (unit * lacking[..., None]).sum(axis=1)
    return np.asarray(spread)


_BREATH = 1e-3
"""Pixels that tell apart two points which lie on each other, so that there is a way to move."""
_ROUNDS = 500


def radius_of(ranks: Sequence[int]) -> float:
    """Pixels of a marker's radius: larger the higher its best place and the more it lists."""
    extra = PER_LETTER * max(len(_label(ranks)) - 2, 0)
    return max(RADIUS - SMALLER * (min(ranks) - 1), 9.0) + extra


def _label(ranks: Sequence[int]) -> str:
    return ", ".join(map(str, ranks))


def _marker(group: pd.DataFrame) -> dict[str, object]:
    best = group.iloc[0]
    ranks = group["rank"].tolist()
    return {
        "lon": best["lon"],
        "lat": best["lat"],
        "rank": int(best["rank"]),
        "label": _label(ranks),
        "name": "\n".join(group["name"]),
        "site_ids": tuple(group["site_id"]),
        "precision_km": float(group["precision_km"].max()),
        "radius": radius_of(ranks),
    }


NEEDED = ("city", "crossing")
"""Labels that look for a spot farther from their point before they are left out."""


def placed(labels: pd.DataFrame, markers: pd.DataFrame, view: View) -> pd.DataFrame:
    """The labels that fit beside each other and beside the markers, first ones first.

    Parameters
    ----------
    labels : lon, lat, name, size (px of a letter's height); the order is the priority

    Returns
    -------
    The rows kept, with anchor ("start", "middle" or "end") and offset (px east, px south).
    """
    at = view.pixels(markers["at_lon"].to_numpy(), markers["at_lat"].to_numpy())
    taken = [(x - r, y - r, x + r, y + r) for (x, y), r in zip(at, markers["radius"], strict=True)]
    points = view.pixels(labels["lon"].to_numpy(), labels["lat"].to_numpy())
    seen = np.abs(points).max(axis=1) < REACH
    labels, points = labels[seen], points[seen]
    kept: list[dict[str, object]] = []
    for (x, y), row in zip(points, labels.to_dict(orient="records"), strict=True):
        width = text_width(row["name"], row["size"])
        spot = _free_spot(x, y, width, row["size"], taken)
        if spot is None and row.get("what") in NEEDED:
            spot = _free_spot(x, y, width, row["size"], taken, apart=26)
        if spot is not None:
            anchor, offset, box = spot
            taken.append(box)
            kept.append({**row, "anchor": anchor, "offset": offset})
    return pd.DataFrame(kept, columns=[*labels.columns, "anchor", "offset"])


Box = tuple[float, float, float, float]


def _free_spot(
    x: float, y: float, width: float, size: float, taken: list[Box], apart: float = 9.0
) -> tuple[str, list[float], Box] | None:
    gap, half = apart, size * 0.65
    spots: tuple[tuple[str, float, float], ...] = (
        ("start", gap, 0.0),
        ("end", -gap, 0.0),
        ("middle", 0.0, -gap - half),
        ("middle", 0.0, gap + half),
        ("start", gap, -gap),
        ("start", gap, gap),
        ("end", -gap, -gap),
        ("end", -gap, gap),
    )
    start = {"start": 0.0, "middle": 0.5, "end": 1.0}
    lefts = [x + dx - start[anchor] * width for anchor, dx, _ in spots]
    boxes = [
        (left, y + dy - half, left + width, y + dy + half)
        for left, (_, _, dy) in zip(lefts, spots, strict=True)
    ]
    covered = _meet(np.array(boxes), np.array(taken).reshape(-1, 4))
    free = [
        (anchor, [dx, dy], box)
        for (anchor, dx, dy), box, hidden in zip(spots, boxes, covered, strict=True)
        if not hidden
    ]
    # A point that a phone shows is named inside the phone's width where that can be.
    framed = [spot for spot in free if abs(x) < EDGE and max(map(abs, spot[2][::2])) < EDGE]
    return next(iter(framed or free), None)


def _meet(boxes: np.ndarray, others: np.ndarray) -> np.ndarray:
    """For each box, True when it lies over one of the others."""
    a, b = boxes[:, None], others[None, :]
    over = (a[..., :2] < b[..., 2:]).all(axis=-1) & (b[..., :2] < a[..., 2:]).all(axis=-1)
    return np.asarray(np.any(over, axis=1))


def text_width(name: str, size: float) -> float:
    """Pixels of a line of text: a Chinese letter is as wide as high, a Latin one about half."""
    return sum(size if ord(letter) > 0x2E7F else 0.56 * size for letter in name)
