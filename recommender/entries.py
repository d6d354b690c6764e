"""Entries: one a family, and a town only where no park inside it matches as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

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
    listed = table.index[table["standing"] == LISTED]
    idea = _ideas(catalogue, listed, fit)
    heads = table.loc[listed, "rank"].groupby(idea, sort=False).idxmin()
    waiting = _by_idea(catalogue, table.index[table["standing"] == NOT_ON_OFFER])
    ranks = pd.Series(table.loc[heads, "score"].round(12).to_numpy(), index=heads.index)
    places = ranks.rank(method="min", ascending=False).astype(int)
    return tuple(
        Entry(
            rank=int(places[name]),
            site_id=str(head),
            family=tuple(s for s in idea.index[idea == name] if s != head) + waiting.get(name, ()),
        )
        for name, head in heads.items()
    )


def _ideas(catalogue: Catalogue, listed: pd.Index, fit: pd.Series) -> pd.Series:
    """The idea that each listed site belongs to: its family, or the town that swallows it."""
    sites = catalogue.sites.loc[listed]
    idea = sites["family"].copy()
    towns = sites.index[sites["kind"] == "town"]
    for town in towns:
        parks = sites.index[(sites["town_id"] == town) & (sites.index != town)]
        as_well = [park for park in parks if fit[park] >= fit[town]]
        if as_well:
            idea[town] = idea[as_well[0]]
        else:
            idea[parks] = town
    return idea


def _by_idea(catalogue: Catalogue, waiting: pd.Index) -> dict[str, tuple[str, ...]]:
    families = catalogue.sites.loc[waiting, "family"]
    return {str(name): tuple(rows.index) for name, rows in families.groupby(families)}
