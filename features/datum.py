"""Points of Chinese map services brought to WGS-84: GCJ-02 and BD-09, once, at import.

The offset of GCJ-02 is not published; the formula here is the one that public map code has used
since 2013 (github.com/googollee/eviltransform, MIT licence; same constants in the libraries
coordtransform and prcoords). BD-09 is a further shift of GCJ-02. Inverting is by iteration.
"""

from __future__ import annotations

import numpy as np

WGS84, GCJ02, BD09 = "WGS-84", "GCJ-02", "BD-09"
DATUMS = (WGS84, GCJ02, BD09)

AXIS, FLATTENING = 6_378_245.0, 0.006_693_421_622_965_943_23
"""Semi-major axis in metres and squared eccentricity of the Krasovsky 1940 ellipsoid."""
_BD = 3_000.0 * np.pi / 180.0
_ROUNDS = 8
"""Each round of the inverse divides what is left by about a thousand."""


def datum_of(text: str) -> str | None:
    """The datum that a text names, or None.

    Examples
    --------
    >>> datum_of("wgs84"), datum_of("GCJ02"), datum_of("百度"), datum_of("高德"), datum_of("x")
    ('WGS-84', 'GCJ-02', 'BD-09', 'GCJ-02', None)
    """
    return _NAMES.get(text.casefold().replace("-", "").replace(" ", "").replace("_", ""))


_NAMES = {
    "wgs84": WGS84, "epsg:4326": WGS84, "cgcs2000": WGS84, "gps": WGS84, "大地2000": WGS84,
    "gcj02": GCJ02, "火星坐标": GCJ02, "高德": GCJ02, "amap": GCJ02, "腾讯": GCJ02,
    "bd09": BD09, "bd09ll": BD09, "百度": BD09, "baidu": BD09,
}  # fmt: skip


def to_wgs84(lon: np.ndarray, lat: np.ndarray, datum: str) -> tuple[np.ndarray, np.ndarray]:
    """Longitudes and latitudes in WGS-84 degrees of points in a datum of `DATUMS`.

    Nothing is decided by position: the record says its datum, in Hong Kong and Macao too.

    Raises
    ------
    ValueError
        If the datum is not one of `DATUMS`.

    Examples
    --------
    >>> x, y = to_wgs84(np.array([113.3829]), np.array([22.5211]), "GCJ-02")
    >>> f"{x[0]:.4f} {y[0]:.4f}"
    '113.3774 22.5238'
    """
    if datum == WGS84:
        return lon, lat
    if datum == BD09:
        lon, lat = _bd09_to_gcj02(lon, lat)
    elif datum != GCJ02:
        raise ValueError(f"Datum {datum!r} is not known. Expected one of {', '.join(DATUMS)}.")
    x, y = lon, lat
    for _ in range(_ROUNDS):
        shifted = wgs84_to_gcj02(x, y)
        x, y = x - (shifted[0] - lon), y - (shifted[1] - lat)
    return x, y


def wgs84_to_gcj02(lon: np.ndarray, lat: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Longitudes and latitudes in GCJ-02 degrees of points in WGS-84.

    Examples
    --------
    >>> x, y = wgs84_to_gcj02(np.array([116.404]), np.array([39.915]))
    >>> f"{x[0]:.6f} {y[0]:.6f}"
    '116.410244 39.916404'
    """
    x, y = lon - 105.0, lat - 35.0
    root, waves = np.sqrt(np.abs(x)), 20 * np.sin(6 * np.pi * x) + 20 * np.sin(2 * np.pi * x)
    east = (
        300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
        + (waves + 20 * np.sin(np.pi * x) + 40 * np.sin(np.pi * x / 3)
           + 150 * np.sin(np.pi * x / 12) + 300 * np.sin(np.pi * x / 30)) * 2 / 3
    )  # fmt: skip
    north = (
        -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
        + (waves + 20 * np.sin(np.pi * y) + 40 * np.sin(np.pi * y / 3)
           + 160 * np.sin(np.pi * y / 12) + 320 * np.sin(np.pi * y / 30)) * 2 / 3
    )  # fmt: skip
    angle = np.radians(lat)
    curve = 1 - FLATTENING * np.sin(angle) ** 2
    per_lat = AXIS * (1 - FLATTENING) / (curve * np.sqrt(curve)) * np.pi / 180
    per_lon = AXIS / np.sqrt(curve) * np.cos(angle) * np.pi / 180
    return lon + east / per_lon, lat + north / per_lat


def gcj02_to_bd09(lon: np.ndarray, lat: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Longitudes and latitudes in BD-09 degrees of points in GCJ-02.

    Examples
    --------
    >>> x, y = gcj02_to_bd09(np.array([116.404]), np.array([39.915]))
    >>> f"{x[0]:.5f} {y[0]:.5f}"
    '116.41037 39.92134'
    """
    radius = np.hypot(lon, lat) + 2e-5 * np.sin(lat * _BD)
    angle = np.arctan2(lat, lon) + 3e-6 * np.cos(lon * _BD)
    return radius * np.cos(angle) + 0.0065, radius * np.sin(angle) + 0.006


def _bd09_to_gcj02(lon: np.ndarray, lat: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    x, y = lon - 0.0065, lat - 0.006
    for _ in range(_ROUNDS):
        shifted = gcj02_to_bd09(x, y)
        x, y = x - (shifted[0] - lon), y - (shifted[1] - lat)
    return x, y
