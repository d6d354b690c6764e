"""Entries: one a family, and a town only where no park inside it matches as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from features.memo import IdentityMemo
from recommender.ranking import LISTED, NOT_ON_OFFER, Entry

if TYPE_CHECKING:
    from features.catalogue import Catalogue


def entries(catalogue: Catalogue, table: pd.DataFrame, fit: pd.Series) -> tuple[Entry, ...]:
    """The entries of an ordered table of standings, best first.

    Parameters
    ----------
    table : ordered standings, index site_id
    fit : fit of each site's industries with the project's, index site_id; decides between a
        town and the parks inside it
    """
    listed = list(table.index[table["standing"] == LISTED])
    idea, beside = _ideas(catalogue, listed, fit.to_dict())
    members: dict[str, list[str]] = {}
    # Of a town and the parks inside it, the one that does not match as well never heads an entry.
    for site in sorted(listed, key=lambda site: site in beside):
        members.setdefault(idea[site], []).append(site)
    waiting = _waiting(catalogue, table.index[table["standing"] == NOT_ON_OFFER])
    score = table["score"].round(12)
    heads = score[[sites[0] for sites in members.values()]]
    places = heads.rank(method="min", ascending=False).astype(int)
    return tuple(
        Entry(
            rank=int(places[sites[0]]),
            site_id=sites[0],
            family=(*sites[1:], *waiting.get(name, ())),
            may_head=tuple(s for s in sites if s not in beside) or tuple(sites),
        )
        for name, sites in members.items()
    )


def _ideas(
    catalogue: Catalogue, listed: list[str], fit: dict[str, float]
) -> tuple[dict[str, str], set[str]]:
    """The idea of each listed site, and the sites that stand beside a better one of their town.

    An idea is a family, or a town that matches better than every park inside it.
    """
    family, kind, town_of = _COLUMNS.get((catalogue.sites,), None, lambda: _columns(catalogue))
    idea = {site: family[site] for site in listed}
    parks: dict[str, list[str]] = {site: [] for site in listed if kind[site] == "town"}
    for site in listed:
        town = town_of[site]
        if town in parks and site != town:
            parks[town].append(site)
    beside = set()
    for town, inside in parks.items():
        as_well = [park for park in inside if fit[park] >= fit[town]]
        if as_well:
            idea[town] = idea[as_well[0]]
            beside.add(town)
        else:
            idea.update(dict.fromkeys(inside, town))
            beside.update(inside)
    return idea, beside


def _waiting(catalogue: Catalogue, sites: pd.Index) -> dict[str, tuple[str, ...]]:
    """Planned sites by family: a banner over the entry of the same family."""
    family, _, _ = _COLUMNS.get((catalogue.sites,), None, lambda: _columns(catalogue))
    found: dict[str, tuple[str, ...]] = {}
    for site in sites:
        if isinstance(family[site], str):
            found[family[site]] = (*found.get(family[site], ()), site)
    return found


_COLUMNS = IdentityMemo(size=4)


def _columns(catalogue: Catalogue) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Family, kind and town of every site."""
    family, kind, town = (catalogue.sites[name].to_dict() for name in ("family", "kind", "town_id"))
    return family, kind, town
