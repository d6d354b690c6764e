"""What two weightings do: places before and after, and the term that moved each site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from recommender.engine import recommend
from recommender.profile import Profile
from recommender.ranking import Ranking

if TYPE_CHECKING:
    from features.catalogue import Catalogue

COLUMNS = ("profile", "site_id", "before", "after", "moved", "term", "points")

FIRST = 10
"""Entries of either list that are compared."""


def compare(
    catalogue: Catalogue,
    profiles: Mapping[str, Profile],
    base: Mapping[str, float],
    mine: Mapping[str, float],
) -> pd.DataFrame:
    """One row a profile and site that stands among the first ten under either weighting.

    Columns: profile, site_id, before and after (place, blank if not among the entries), moved
    (places won), term (the criterion whose contribution changed most), points (that change, of
    100).

    Raises
    ------
    UnknownCriterionError
        If a weighting names no criterion.

    Examples
    --------
    >>> from recommender import read_catalogue, read_example
    >>> same = {"sector_fit": 1.0}
    >>> table = compare(read_catalogue(), {"x": read_example("only_a_sector")}, same, same)
    >>> int(table["moved"].abs().sum())
    0
    """
    rows = [
        row
        for name, profile in profiles.items()
        for row in _moves(
            name,
            recommend(catalogue, replace(profile, weights=base)),
            recommend(catalogue, replace(profile, weights=mine)),
        )
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _moves(name: str, before: Ranking, after: Ranking) -> list[tuple[object, ...]]:
    was, now = _places(before), _places(after)
    sites = [s for s in was if was[s] <= FIRST or now.get(s, FIRST + 1) <= FIRST]
    sites += [s for s in now if s not in was and now[s] <= FIRST]
    return [_move(name, site, was.get(site), now.get(site), before, after) for site in sites]


def _move(
    name: str, site: str, was: int | None, now: int | None, before: Ranking, after: Ranking
) -> tuple[object, ...]:
    terms = [ranking.matrix.contributions.loc[site] for ranking in (before, after)]
    change = terms[1].sub(terms[0], fill_value=0.0)
    term = str(change.abs().idxmax())
    moved = was - now if was is not None and now is not None else None
    return name, site, was, now, moved, term, round(100 * float(change[term]), 1)


def _places(ranking: Ranking) -> dict[str, int]:
    return {entry.site_id: entry.rank for entry in ranking.entries}
