"""Places by what people call them: ids, names in English and Chinese, cities, and points."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

import geopandas as gpd
import numpy as np
import pandas as pd
from pyproj import Geod

from features.cities import CITIES, FRAME, SPELLINGS, city_name
from features.errors import UnknownPlaceError
from features.network import Network
from features.spelling import fold
from features.terrain import OPEN_WATER_KM, Terrain

AIRPORTS = ("air_szx", "air_hkg", "air_can", "air_zuh", "air_mfm")
CONTAINER_PORTS = (
    "port_yantian",
    "port_shekou",
    "port_nansha",
    "port_kwaitsing",
    "port_gaolan",
    "port_zhongshan",
)
NEAREST = {"nearest:airport": AIRPORTS, "nearest:port": CONTAINER_PORTS}
"""Forms that mean the nearest of several nodes."""

SAME_KM = 5.0
"""Places of one name that lie closer are one place."""
SHOWN = 5
"""Places that a message about an ambiguous name lists."""

_GEOD = Geod(ellps="WGS84")
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_WHAT = re.compile(r"( CBD| centre| Station| Port|中心|站|口岸)$")
_CITY_NAMES = tuple(name for city in CITIES for name in city_name(city).values())
_POINT = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*[,，]\s*(-?\d+(?:\.\d+)?)\s*")


@dataclass(frozen=True, kw_only=True)
class Place:
    """A place that a text means.

    `id` is a node, a site, a form of `NEAREST` or `lon,lat`; `names` by language (empty for a
    bare point); `points` are its lon, lat in EPSG:4326, several for a form of `NEAREST`.
    """

    id: str
    names: dict[str, str] = field(hash=False)
    points: tuple[tuple[float, float], ...]
    kind: str


@dataclass(frozen=True, kw_only=True)
class Gazetteer:
    """Nodes of the network, sites, cities and named places, found by id or by name.

    Parameters
    ----------
    places : name_en, name_zh (several names apart by "|"), lon, lat in EPSG:4326
    """

    network: Network
    sites: gpd.GeoDataFrame
    places: pd.DataFrame
    terrain: Terrain

    def find(self, text: str) -> Place:
        """The place that a text means: an id first, then `lon,lat`, then a name.

        Raises
        ------
        UnknownPlaceError
            If it means none (names the three nearest), several (lists them), or a point at sea
            or off the globe.
        """
        if text in self._ids:
            return self._ids[text]
        point = _POINT.fullmatch(text)
        if point is not None:
            return self._at(text, float(point[1]), float(point[2]))
        return self._named(text)

    def known(self, name: str) -> Place | None:
        """The one place that bears a name, at once; None where none does, or several do."""
        asked = fold(name)
        for layer in self._names:
            found = layer.get(asked, []) if asked else []
            if found:
                return found[0] if _is_one(found) else None
        return None

    @cached_property
    def _ids(self) -> dict[str, Place]:
        nodes = {place.id: place for place in self._nodes()}
        nearest = {
            form: Place(
                id=form, names={}, points=tuple(nodes[n].points[0] for n in ids if n in nodes),
                kind="nearest",
            )
            for form, ids in NEAREST.items() if any(n in nodes for n in ids)
        }  # fmt: skip
        return {place.id: place for place in self._site_places()} | nodes | nearest

    @cached_property
    def _names(self) -> tuple[dict[str, list[Place]], ...]:
        """Folded names to places, the surest layer first."""
        nodes, sites = list(self._nodes()), list(self._site_places())
        layers: tuple[Iterable[tuple[str, Place]], ...] = (
            ((name, place) for place in nodes for name in place.names.values()),
            self._cities(),
            ((name, place) for place in nodes for name in _shorter(place)),
            ((name, place) for place in sites for name in place.names.values()),
            self._places(),
            ((name, place) for place in nodes for name in _in_brackets(place)),
        )
        return tuple(_by_name(layer) for layer in layers)

    def _nodes(self) -> Iterator[Place]:
        table = self.network.nodes
        names = (
            table[n] if n in table else table["name_en"]
            for n in ("name_en", "name_zh")
        )  # fmt: skip
        rows = zip(table.index, *names, table["lon"], table["lat"], strict=True)
        for node, english, chinese, lon, lat in rows:
            at = ((float(lon), float(lat)),)
            yield Place(id=str(node), names=both_names(english, chinese), points=at, kind="node")

    def _site_places(self) -> Iterator[Place]:
        points = self.sites.geometry
        named = "name_en" in self.sites
        for site, point in points.items():
            names = (
                both_names(self.sites.at[site, "name_en"], self.sites.at[site, "name_zh"])
                if named
                else {}
            )
            known = point is not None and not point.is_empty
            at = ((float(point.x), float(point.y)),) if known else ()
            yield Place(id=str(site), names=names, points=at, kind="site")

    def _cities(self) -> Iterator[tuple[str, Place]]:
        for city, (_, node) in CITIES.items():
            if node in self._ids:
                names = city_name(city)
                spelt = (word for word, meant in SPELLINGS.items() if meant == city)
                for name in (*names.values(), f"{names['zh']}市", *spelt):
                    yield name, self._ids[node]

    def _places(self) -> Iterator[tuple[str, Place]]:
        for row in self.places.to_dict(orient="records"):
            chinese = _parts(row["name_zh"])
            names = both_names(row["name_en"], chinese[0] if chinese else None)
            at = (round(float(row["lon"]), 5), round(float(row["lat"]), 5))
            place = Place(id=f"{at[0]},{at[1]}", names=names, points=(at,), kind="place")
            yield from ((name, place) for name in (*_parts(row["name_en"]), *chinese))

    def _named(self, text: str) -> Place:
        asked = fold(text)
        for layer in self._names:
            found = layer.get(asked, []) if asked else []
            if found and _is_one(found):
                return found[0]
            if found:
                listed = "; ".join(f"{_called(place)} ({place.id})" for place in found[:SHOWN])
                raise UnknownPlaceError(
                    f"Place {text[:80]!r} is the name of {len(found)} places: {listed}. Expected "
                    "one. Write what stands in brackets.",
                    kind="several",
                    nearest=tuple(found[:SHOWN]),
                )
        raise self._unknown(text)

    def _unknown(self, text: str) -> UnknownPlaceError:
        asked = fold(text)
        known = {name: place for layer in reversed(self._names) for name, place in layer.items()}
        ids = {fold(place): [self._ids[place]] for place in self._ids}
        every = {name: found[0] for name, found in (known | ids).items() if name}
        near = difflib.get_close_matches(asked, every, n=12, cutoff=0.0)
        places = list(dict.fromkeys(every[name] for name in near))[:3]
        listed = ", ".join(f"{place.id} ({_called(place)})" for place in places)
        return UnknownPlaceError(
            f"Place {text[:80]!r} is not known. Expected a site id, a node id, `lon,lat`, a name "
            f"or one of {', '.join(NEAREST)}; nearest: {listed}. Correct the place.",
            nearest=tuple(places),
        )

    def _at(self, text: str, lon: float, lat: float) -> Place:
        if _in_china(lat, lon) and not _in_china(lon, lat):
            raise UnknownPlaceError(
                f"Place {text!r} has latitude first. Expected longitude first: {lat:g},{lon:g}. "
                "Swap the two.",
                kind="swapped",
            )
        if not (-180 <= lon <= 180 and -90 <= lat <= 90):
            raise self._unknown(text)
        lon, lat = round(lon, 7), round(lat, 7)
        km = self.terrain.kilometres_to_land(lon, lat)
        if km > OPEN_WATER_KM:
            raise UnknownPlaceError(
                f"Point {text} lies at sea, {km:.1f} km from the nearest land (coastline of 2017). "
                f"Expected a point on land, or within {OPEN_WATER_KM:g} km of it. Move it.",
                kind="at_sea",
                km=km,
            )
        # Seven decimals are a centimetre: the id names the same point again.
        named = ",".join(f"{part:.7f}".rstrip("0").rstrip(".") for part in (lon, lat))
        return Place(id=named, names={}, points=((lon, lat),), kind="point")


def _by_name(pairs: Iterable[tuple[str, Place]]) -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = {}
    for name, place in pairs:
        held = found.setdefault(fold(name), [])
        if place not in held:
            held.append(place)
    return found


def _shorter(place: Place) -> Iterator[str]:
    """Names of a node without brackets, without its city in front, without what it is behind.

    Examples
    --------
    >>> node = Place(id="n", names={"en": "Shenzhen Futian CBD (old)"}, points=(), kind="node")
    >>> list(_shorter(node))
    ['Shenzhen Futian CBD', 'Futian CBD', 'Shenzhen Futian', 'Futian']
    """
    for name in place.names.values():
        for part in re.sub(_BRACKETS, "", name).split("/"):
            for shorter in dict.fromkeys([part.strip(), re.sub(_WHAT, "", part.strip())]):
                yield shorter
                yield from (
                    shorter.removeprefix(city).strip()
                    for city in _CITY_NAMES
                    if shorter.startswith(city) and shorter != city
                )


def _in_brackets(place: Place) -> Iterator[str]:
    for name in place.names.values():
        yield from (held.strip("()（） ") for held in re.findall(_BRACKETS, name))


def _is_one(places: list[Place]) -> bool:
    points = [point for place in places for point in place.points]
    if len(places) == 1 or len(points) < len(places):
        return len(places) == 1
    lon, lat = np.array(points).T
    metres = _GEOD.inv(np.full(len(lon), lon[0]), np.full(len(lat), lat[0]), lon, lat)[2]
    return bool(np.max(metres) <= 1_000 * SAME_KM)


def _called(place: Place) -> str:
    names = list(dict.fromkeys(place.names.values()))
    return " ".join(names) or place.id


def both_names(english: object, chinese: object) -> dict[str, str]:
    """A name in each language, one standing for the other where it is blank; empty without any.

    Examples
    --------
    >>> both_names("Cuiheng", float("nan"))
    {'en': 'Cuiheng', 'zh': 'Cuiheng'}
    """
    stated = [name for name in (english, chinese) if isinstance(name, str)]
    return {
        language: name if isinstance(name, str) else stated[0]
        for language, name in (("en", english), ("zh", chinese))
        if stated
    }


def _parts(cell: object) -> list[str]:
    return cell.split("|") if isinstance(cell, str) else []


def _in_china(lon: float, lat: float) -> bool:
    west, south, east, north = FRAME
    return west <= lon <= east and south <= lat <= north
