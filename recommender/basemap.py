"""Tiles of an online map behind our own: which ones a view needs, and where they lie.

Tianditu, the state's own map service, by the reader's own key; nothing is asked of it until the
reader turns it on.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from urllib.parse import quote

from recommender.cartography import View

LAYERS = {"vec": "vec", "cva": "cva"}
"""Streets and ground, and their names, each in Web Mercator (matrix set w)."""

ADDRESS = (
    "https://t{server}.tianditu.gov.cn/{layer}_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0"
    "&LAYER={layer}&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={z}&TILEROW={y}"
    "&TILECOL={x}&tk={key}"
)
SERVERS = 8
ACROSS, DOWN = 5, 4
"""Tiles of a view: about 1,280 by 1,024 pixels."""
KEY = re.compile(r"[0-9A-Za-z]{16,64}")
"""A key of Tianditu: letters and digits."""


@dataclass(frozen=True, kw_only=True)
class Tile:
    """A tile of the map: its address, and west, south, east, north in degrees."""

    url: str
    bounds: tuple[float, float, float, float]


def is_key(text: str) -> bool:
    """True for a text that can be a key; anything else is never put into an address.

    Examples
    --------
    >>> is_key("0123456789abcdef0123456789abcdef"), is_key("x&url=http://a")
    (True, False)
    """
    return KEY.fullmatch(text) is not None


def tiles(view: View, key: str) -> list[Tile]:
    """The tiles around the middle of a view, the ground first and then its names.

    Formula of the tile grid: OGC WMTS 1.0.0, annex E.4 (GoogleMapsCompatible).

    Examples
    --------
    >>> found = tiles(View(lon=113.4, lat=22.5, zoom=8.0), "0123456789abcdef")
    >>> len(found), found[0].bounds[0] < 113.4 < found[-1].bounds[2]
    (40, True)
    """
    z = max(1, round(view.zoom) + 1)  # deck.gl counts in tiles of 512 pixels, the service in 256
    n = 2**z
    x0 = int((view.lon + 180) / 360 * n) - ACROSS // 2
    lat = math.radians(view.lat)
    y0 = int((1 - math.asinh(math.tan(lat)) / math.pi) / 2 * n) - DOWN // 2
    places = [
        (x % n, y) for y in range(y0, y0 + DOWN) for x in range(x0, x0 + ACROSS) if 0 <= y < n
    ]
    return [_tile(layer, z, x, y, key) for layer in LAYERS for x, y in places]


def _tile(layer: str, z: int, x: int, y: int, key: str) -> Tile:
    n = 2**z
    west, east = (column / n * 360 - 180 for column in (x, x + 1))
    north, south = (
        math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * row / n)))) for row in (y, y + 1)
    )
    url = ADDRESS.format(
        server=(x + y) % SERVERS, layer=LAYERS[layer], z=z, x=x, y=y, key=quote(key, safe="")
    )
    return Tile(url=url, bounds=(west, south, east, north))
