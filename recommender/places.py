"""Places of a profile in words: sites, nodes of the network, points and `nearest:` forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from features.cities import CITIES, city_name, city_of
from features.memo import IdentityMemo
from recommender.messages import Message, message

if TYPE_CHECKING:
    from features.catalogue import Catalogue

SHORT = {
    "nearest:airport": message("the nearest airport").text,
    "nearest:port": message("the nearest container port").text,
}


def city_names() -> dict[str, dict[str, str]]:
    """The cities of the Greater Bay Area, each with its name in each language.

    Examples
    --------
    >>> city_names()["Zhongshan"]["zh"]
    '中山'
    """
    return {city: city_name(city) for city in CITIES}


def place_name(catalogue: Catalogue, place: str) -> dict[str, str] | Message | str:
    """The name of a place in each language; the place itself when it is a bare point."""
    if place in SHORT:
        return Message(text=SHORT[place])
    if place in catalogue.sites.index:
        return site_name(catalogue, place)
    nodes = catalogue.network.nodes
    if place in nodes.index:
        return {"en": str(nodes.at[place, "name_en"]), "zh": str(nodes.at[place, "name_zh"])}
    return city_name(place) if place in CITIES else place


def site_name(catalogue: Catalogue, site_id: str) -> dict[str, str]:
    """The name of a site in each language; one stands for the other where one is blank.

    Raises
    ------
    KeyError
        If the catalogue holds no such site.
    """
    return _NAMES.get((catalogue.sites,), None, lambda: _names(catalogue))[site_id]


_NAMES = IdentityMemo(size=4)


def _names(catalogue: Catalogue) -> dict[str, dict[str, str]]:
    pairs = catalogue.sites[["name_en", "name_zh"]].itertuples(name=None)
    return {str(site): _both(english, chinese) for site, english, chinese in pairs}


def _both(english: object, chinese: object) -> dict[str, str]:
    stated = [name for name in (english, chinese) if isinstance(name, str)]
    return {
        language: name if isinstance(name, str) else stated[0]
        for language, name in (("en", english), ("zh", chinese))
    }


def city_of_place(catalogue: Catalogue, place: str) -> str | None:
    """The city in which a site, a node or a named city lies; None for a bare point."""
    if place in catalogue.sites.index:
        city = catalogue.sites.at[place, "city"]
        return city if isinstance(city, str) else None
    nodes = catalogue.network.nodes
    if place in nodes.index:
        return city_of(str(nodes.at[place, "city"]))
    return city_of(place)
