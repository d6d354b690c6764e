"""Two weightings side by side: who moves by which term, and whether that is better."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from models.evaluation import hit_at, paired_interval
from recommender.engine import recommend
from recommender.evaluate import SEED, entry_lists, lenient_places, personal_lift
from recommender.messages import Message, message
from recommender.profile import Profile
from recommender.ranking import Ranking

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.baselines import Case

MOVES = ("profile", "site_id", "before", "after", "moved", "term", "points")

FIRST = 10
"""Entries of either list that are compared."""
HIT = 5
"""Quality is the share of real choices among the first five."""


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """What a change of weights does, and what the evidence says of it.

    Attributes
    ----------
    moves : one row a profile and site among the first ten under either weighting: before and
        after (place, blank if not among the entries), moved (places won), term (the criterion
        whose contribution changed most), points (that change, of 100)
    quality : hit@5 with its interval and personal lift, rows base, mine and the baselines that
        ignore the industry; empty without cases
    difference : hit@5 of mine less that of base with its paired interval, over the same cases
    verdict : better, worse, only different, or the same
    """

    moves: pd.DataFrame
    quality: pd.DataFrame
    difference: tuple[float, float, float]
    verdict: Message


def compare(
    catalogue: Catalogue,
    profiles: Mapping[str, Profile],
    base: Mapping[str, float],
    mine: Mapping[str, float],
    cases: tuple[Case, ...] = (),
) -> Comparison:
    """What the weighting `mine` does to the answers of `profiles`, against `base`.

    `cases` are real decisions, to say whether it is better; without them it is only different.

    Raises
    ------
    UnknownCriterionError
        If a weighting names no criterion.

    Examples
    --------
    >>> from recommender import read_catalogue, read_example
    >>> same = {"sector_fit": 1.0}
    >>> found = compare(read_catalogue(), {"x": read_example("only_a_sector")}, same, same)
    >>> int(found.moves["moved"].abs().sum()), str(found.verdict)
    (0, 'The same: no place moves')
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
    moves = pd.DataFrame(rows, columns=list(MOVES))
    quality, difference = _quality(catalogue, cases, base, mine)
    return Comparison(
        moves=moves,
        quality=quality,
        difference=difference,
        verdict=_verdict(moves, difference, len(cases)),
    )


def sweep(
    catalogue: Catalogue,
    profile: Profile,
    base: Mapping[str, float],
    criterion: str,
    steps: int = 21,
) -> pd.DataFrame:
    """Places of the sites as one weight goes from 0 to 1, the others scaled to what is left.

    One row a weight and site that reaches the first ten at some weight: weight, site_id, rank,
    score (0..1).

    Raises
    ------
    UnknownCriterionError
        If `base` does not weigh the criterion.
    """
    rows = []
    for weight in np.linspace(0, 1, steps):
        ranking = recommend(
            catalogue, replace(profile, weights=_with_weight(base, criterion, float(weight)))
        )
        rows += [
            (float(weight), entry.site_id, entry.rank, ranking.table_score(entry.site_id))
            for entry in ranking.entries
        ]
    table = pd.DataFrame(rows, columns=["weight", "site_id", "rank", "score"])
    first = set(table.loc[table["rank"] <= FIRST, "site_id"])
    return table[table["site_id"].isin(first)].reset_index(drop=True)


def _with_weight(base: Mapping[str, float], criterion: str, weight: float) -> dict[str, float]:
    from recommender.weights import check_names

    check_names({criterion: weight}, tuple(base), where="A sweep")
    rest = {name: w for name, w in base.items() if name != criterion}
    total = sum(rest.values())
    return {name: w / total * (1 - weight) for name, w in rest.items()} | {criterion: weight}


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


def _quality(
    catalogue: Catalogue,
    cases: tuple[Case, ...],
    base: Mapping[str, float],
    mine: Mapping[str, float],
) -> tuple[pd.DataFrame, tuple[float, float, float]]:
    from models.evaluation import bootstrap_interval
    from recommender.baselines import baselines

    columns = ["hit@5", "low", "high", "personal_lift"]
    if not cases:
        return pd.DataFrame(columns=columns), (0.0, 0.0, 0.0)
    rows, places = {}, []
    for name, weights in (("base", base), ("mine", mine)):
        lists = entry_lists(catalogue, cases, weights)
        places.append(lenient_places(cases, lists))
        hit = hit_at(places[-1], HIT)
        low, high = bootstrap_interval(lambda p: hit_at(p, HIT), places[-1], seed=SEED)
        rows[name] = (hit, low, high, personal_lift(cases, lists)["lift"])
    for name, figures in baselines(catalogue, cases, seed=SEED).items():
        rows[name] = (figures["hit@5"], np.nan, np.nan, np.nan)
    gain = hit_at(places[1], HIT) - hit_at(places[0], HIT)
    low, high = paired_interval(lambda p: hit_at(p, HIT), places[0], places[1], seed=SEED)
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns), (gain, low, high)


def _verdict(moves: pd.DataFrame, difference: tuple[float, float, float], n: int) -> Message:
    gain, low, high = difference
    if not moves["moved"].fillna(1).any() and gain == low == high == 0:
        return message("The same: no place moves")
    numbers = {"gain": f"{gain:+.2f}", "low": f"{low:+.2f}", "high": f"{high:+.2f}", "n": n}
    if not n:
        return message("Only different: no real decision was compared")
    if low > 0:
        return message("Better: hit@5 {gain} ({low} to {high}) over {n} real decisions", **numbers)
    if high < 0:
        return message("Worse: hit@5 {gain} ({low} to {high}) over {n} real decisions", **numbers)
    return message(
        "Only different: hit@5 {gain} ({low} to {high}) over {n} real decisions", **numbers
    )
