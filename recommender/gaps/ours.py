"""The sites that are ours: those of a city, or some that are named."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from features.cities import city_of
from recommender.engine import candidates_of
from recommender.errors import UnknownSiteError
from recommender.reverse.seen import check_ranks

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.match.matched import Setting

OURS = ("Zhongshan",)


def our_sites(catalogue: Catalogue, named: Sequence[str], setting: Setting) -> tuple[str, ...]:
    """The ranked sites of some cities and some site ids, each once, in the catalogue's order.

    Raises
    ------
    UnknownSiteError
        If a name is no city and no site (the nearest ids are named), or a site is never ranked.
    """
    may = candidates_of(catalogue, setting.regions).candidates
    cities = catalogue.sites["city"]
    found: set[str] = set()
    for name in named:
        city = None if name in catalogue.sites.index else city_of(name)
        if city is None:
            check_ranks(catalogue, name, setting)
            found.add(name)
            continue
        there = {str(site) for site in may if cities[site] == city}
        if not there:
            raise UnknownSiteError(
                f"City {name!r} has no site that is ranked for {setting.regions}. Expected a city "
                "of the Greater Bay Area or a site id. Name another."
            )
        found |= there
    return tuple(str(site) for site in catalogue.sites.index if site in found)
