"""Places of a profile in words: sites, nodes of the network, points and `nearest:` forms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from features.cities import CITIES, city_name, city_of, is_bay_area
from features.errors import UnknownPlaceError
from features.gazetteer import both_names
from features.memo import IdentityMemo
from recommender.errors import UnknownSiteError
from recommender.messages import Message, message
from recommender.texts import in_language

if TYPE_CHECKING:
    from features.catalogue import Catalogue

SHORT = {
    "nearest:airport": message("the nearest airport").text,
    "nearest:port": message("the nearest container port").text,
}


def site_called(catalogue: Catalogue, text: str) -> str:
    """The id of the one site that an id, or a part of a name in either language, means; the text
    as it stands where it means none.

    Raises
    ------
    UnknownSiteError
        If it means several: names them.
    """
    if text in catalogue.sites.index:
        return text
    wanted = text.strip().casefold()
    names = {
        str(site): [name.casefold() for name in site_name(catalogue, site).values()]
        for site in catalogue.sites.index
    }
    whole = [site for site, own in names.items() if wanted in own]
    found = [site for site, own in names.items() if any(wanted and wanted in n for n in own)]
    if len(whole) == 1:
        return whole[0]
    if len(found) > 1:
        named = [f"{site} ({site_name(catalogue, site)['zh']})" for site in found[:8]]
        raise UnknownSiteError(
            f"Site {text[:40]!r} may be one of {len(found)}: {', '.join(named)}. Expected one. "
            "Name it by its id."
        )
    return found[0] if found else text


def city_names() -> dict[str, dict[str, str]]:
    """The cities of the Greater Bay Area, each with its name in each language.

    Examples
    --------
    >>> city_names()["Zhongshan"]["zh"]
    '中山'
    """
    return {city: city_name(city) for city in CITIES}


BAY = {"en": "Greater Bay Area", "zh": "粤港澳大湾区"}


def regions_in_words(regions: Sequence[str], language: str) -> str:
    """The regions of a search by the names that a reader of a language knows.

    Examples
    --------
    >>> regions_in_words(("Bay Area", "Zhongshan"), "zh")
    '粤港澳大湾区, 中山'
    """
    names = (BAY if is_bay_area(r) else city_name(city_of(r) or r) for r in regions)
    return ", ".join(in_language(name, language) for name in names)


def place_name(catalogue: Catalogue, place: str) -> dict[str, str] | Message | str:
    """The name of a place in each language; the place itself when it is a bare point."""
    if place in SHORT:
        return Message(text=SHORT[place])
    if place in catalogue.sites.index:
        return site_name(catalogue, place)
    nodes = catalogue.network.nodes
    if place in nodes.index:
        return {"en": str(nodes.at[place, "name_en"]), "zh": str(nodes.at[place, "name_zh"])}
    return city_name(place) if place in CITIES else _found(catalogue, place)


def _found(catalogue: Catalogue, place: str) -> dict[str, str] | str:
    """The names that the gazetteer has for a text; the text itself when it has none."""
    try:
        return catalogue.travel.gazetteer.find(place).names or place
    except UnknownPlaceError:
        return place


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
    return {str(site): both_names(english, chinese) for site, english, chinese in pairs}


def city_of_place(catalogue: Catalogue, place: str) -> str | None:
    """The city in which a site, a node or a named city lies; None for a bare point."""
    if place in catalogue.sites.index:
        city = catalogue.sites.at[place, "city"]
        return city if isinstance(city, str) else None
    nodes = catalogue.network.nodes
    if place in nodes.index:
        return city_of(str(nodes.at[place, "city"]))
    return city_of(place)


def trouble_with(catalogue: Catalogue, place: str) -> Message | None:
    """What is wrong with a place that a person typed; None when it is known."""
    try:
        catalogue.travel.gazetteer.find(place)
    except UnknownPlaceError as error:
        return place_trouble(place, error)
    return None


def place_trouble(place: str, error: UnknownPlaceError) -> Message:
    """An error about a place as a sentence in both languages."""
    words = {"place": place[:60], "km": f"{error.km:.1f}"}
    near = tuple(message("{name} ({id})", name=p.names or p.id, id=p.id) for p in error.nearest)
    return message(_TROUBLES[error.kind], **words, nearest=near)


_TROUBLES = {
    "unknown": message("“{place}” is not a known place. Nearest: {nearest}").text,
    "several": message("“{place}” is the name of several places; write one of: {nearest}").text,
    "at_sea": message("{place} lies at sea, {km} km from the nearest land").text,
    "swapped": message("{place} has latitude first: write longitude first").text,
}
