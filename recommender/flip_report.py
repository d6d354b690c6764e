"""At which weights first place changes hands, for the entries of a ranking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.flips import Flip, flips, smallest_shift
from recommender.ranking import ENOUGH_KNOWN, TOO_LITTLE_KNOWN, Ranking, lacking
from recommender.robustness import ideas

if TYPE_CHECKING:
    from features.catalogue import Catalogue


@dataclass(frozen=True, kw_only=True)
class Turn:
    """The weight of a criterion at which another site takes first place, all else in proportion."""

    criterion: str
    weight: float
    site_id: str


@dataclass(frozen=True, kw_only=True)
class FlipPoints:
    """Where first place changes hands.

    Attributes
    ----------
    leader : the first entry's site; "" when nothing is listed
    table : index criterion; weight (the present one), below and above (weights 0..1 where another
        site takes over, NaN where none does), to_below and to_above (its site_id; None where
        nobody is known well enough to be listed)
    nearest : the flip that needs the least change of one weight; None if no weight alone does
    moved : the least share of weight, 0..1, that must change hands for another site to draw level;
        NaN if no weighting does
    moved_to : the site that draws level there; None if none
    moved_weights : the weights there, by criterion
    """

    leader: str
    table: pd.DataFrame
    nearest: Turn | None
    moved: float
    moved_to: str | None
    moved_weights: pd.Series


def flip_points(catalogue: Catalogue, ranking: Ranking) -> FlipPoints:
    """The weights at which the first entry of a ranking loses its place.

    Weights also decide of which sites enough is known to be ranked: one that would be listed under
    other weights takes part from there on. The least shift is among the sites listed now.
    """
    weights = ranking.matrix.weights
    if not ranking.entries:
        return _none(weights)
    sites, begins = ideas(ranking.entries)
    idea = np.searchsorted(begins, np.arange(len(sites)), side="right") - 1
    shares = weights.to_numpy()
    shift = smallest_shift(ranking.matrix.counted.loc[sites].to_numpy(), shares, idea)
    every, own = _with_waiting(catalogue, ranking, sites, idea)
    utilities = ranking.matrix.counted.loc[every].to_numpy()
    known = ~ranking.matrix.assumed.loc[every].to_numpy()
    found = [flips(utilities, shares, j, own, known, ENOUGH_KNOWN) for j in range(len(shares))]
    table = _table(found, weights, every)
    return FlipPoints(
        leader=ranking.entries[0].site_id,
        table=table,
        nearest=_nearest(table),
        moved=shift.moved if shift else float("nan"),
        moved_to=sites[shift.site] if shift else None,
        moved_weights=weights * np.nan
        if shift is None
        else pd.Series(shift.weights, weights.index),
    )


def _with_waiting(
    catalogue: Catalogue, ranking: Ranking, sites: list[str], idea: NDArray[np.intp]
) -> tuple[list[str], NDArray[np.intp]]:
    """The sites and their ideas, and those that only lack knowledge under the present weights."""
    waiting = pd.Index(ranking.standing(TOO_LITTLE_KNOWN))
    able = ~lacking(catalogue, waiting, ranking.understanding).any(axis=1)
    family = catalogue.sites["family"]
    of = {family[site]: int(number) for site, number in zip(sites, idea, strict=True)}
    more = [str(site) for site in waiting[able]]
    new = {name: len(of) + i for i, name in enumerate(dict.fromkeys(family[more]), len(sites))}
    return [*sites, *more], np.array([*idea, *[of.get(family[s], new[family[s]]) for s in more]])


def _none(weights: pd.Series) -> FlipPoints:
    nothing: list[tuple[None, None]] = [(None, None)] * len(weights)
    return FlipPoints(
        leader="", table=_table(nothing, weights, []), nearest=None, moved=float("nan"),
        moved_to=None, moved_weights=weights * np.nan,
    )  # fmt: skip


def _table(
    found: Sequence[tuple[Flip | None, Flip | None]], weights: pd.Series, sites: list[str]
) -> pd.DataFrame:
    index = pd.Index(weights.index, name="criterion")
    columns: dict[str, object] = {"weight": weights.to_numpy()}
    for name, side in zip(("below", "above"), zip(*found, strict=True), strict=True):
        columns[name] = [np.nan if flip is None else flip.weight for flip in side]
        takers = [_taker(flip, sites) for flip in side]
        columns[f"to_{name}"] = pd.Series(takers, index=index, dtype=object)
    return pd.DataFrame(columns, index=index)


def _taker(flip: Flip | None, sites: list[str]) -> str | None:
    return None if flip is None or flip.site is None else sites[flip.site]


def _nearest(table: pd.DataFrame) -> Turn | None:
    turns = [
        Turn(criterion=str(name), weight=float(row[side]), site_id=str(row[f"to_{side}"]))
        for name, row in table.iterrows()
        for side in ("below", "above")
        if isinstance(row[f"to_{side}"], str)
    ]
    return min(
        turns, key=lambda t: (abs(t.weight - table.at[t.criterion, "weight"]), t.criterion),
        default=None,
    )  # fmt: skip
