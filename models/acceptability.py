"""How often each site comes first, over plausible weights and values: SMAA-2.

Lahdelma, R., and Salminen, P. (2001). SMAA-2: stochastic multicriteria acceptability analysis for
group decision making. Operations Research 49(3), 444-454: rank acceptability, central weights,
confidence factor.  Pairwise winning share: Leskinen, P., Viitanen, J., Kangas, A., and Kangas, J.
(2006). Alternatives to incorporate uncertainty and risk attitude in multicriteria evaluation of
forest plans. Forest Science 52(3), 304-312.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.value_draws import Utilities, scored

PLACES = 20
"""Places of which the acceptability is kept."""

LEADERS = 40
"""Sites, best mean score first, between which pairwise shares are counted."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Acceptability:
    """Shares of draws, 0..1; rows are sites, or ideas of several sites, in the order given.

    Attributes
    ----------
    ranks : share in which a site takes place 1, 2, ... (sites by places, at most `PLACES`)
    leaders : positions of the sites with pairwise shares, best mean score first
    wins : share in which the row's leader scores above the column's; half for identical sites
    central : mean of the weights under which a site comes first; NaN for one that never does
    """

    ranks: Floats
    leaders: NDArray[np.intp]
    wins: Floats
    central: Floats

    @property
    def first(self) -> Floats:
        """Share in which each site comes first."""
        return self.ranks[:, 0]

    @property
    def first_three(self) -> Floats:
        """Share in which each site is among the first three."""
        return np.asarray(self.ranks[:, :3].sum(axis=1))


def acceptability(
    utilities: Utilities,
    weights: Floats,
    *,
    seed: int,
    begins: NDArray[np.intp] | None = None,
) -> Acceptability:
    """How often each site takes each place over the draws of weights, values drawn with them.

    Parameters
    ----------
    utilities : n sites by k criteria
    weights : draws by k, each row summing to 1
    seed : of the drawn values; same inputs and seed, same bytes
    begins : first row of each idea, when several rows in a run are one idea: it scores what its
        best site scores; None takes every row for an idea

    Notes
    -----
    Sites that are alike in every criterion of weight share their places evenly.
    The values of a criterion are a Latin hypercube (McKay, Beckman and Conover 1979): the same
    even quantiles in an order of their own for each criterion and begun elsewhere for each site.

    Examples
    --------
    >>> from models.weight_draws import anywhere
    >>> corners = Utilities.known(np.array([[1.0, 0.0], [0.0, 1.0], [0.6, 0.6]]))
    >>> acceptability(corners, anywhere(2, 50_000, seed=1), seed=1).first.round(2).tolist()
    [0.4, 0.4, 0.2]
    """
    starts = np.arange(len(utilities.middle)) if begins is None else begins
    n, k = len(starts), weights.shape[1]
    places, leaders = min(PLACES, n), _leaders(utilities, weights, starts)
    counts, central = np.zeros((places, n)), np.zeros((n, k))
    wins = np.zeros((len(leaders), len(leaders)))
    for drawn, scores in scored(utilities, weights, seed, starts):
        order = _first_places(scores, places)
        for place in range(places):
            counts[place] += np.bincount(order[:, place], minlength=n)
        for j in range(k):
            central[:, j] += np.bincount(order[:, 0], weights=drawn[:, j], minlength=n)
        ahead = scores[:, leaders]
        one, other = ahead[:, :, None], ahead[:, None, :]
        wins += (one > other).sum(axis=0) + 0.5 * (one == other).sum(axis=0)
    alike = _alike(utilities, weights, starts)
    with np.errstate(invalid="ignore"):
        means = _evened(central, alike) / _evened(counts[0][:, None], alike)
    return Acceptability(
        ranks=_evened(counts.T / len(weights), alike),
        leaders=leaders,
        wins=_evened_pairs(wins / len(weights), alike[leaders]),
        central=means,
    )


def confidence(
    utilities: Utilities,
    weights: Floats,
    site: int,
    *,
    draws: int,
    seed: int,
    begins: NDArray[np.intp] | None = None,
) -> float:
    """Share 0..1 of draws of the values in which one site comes first under one weighting.

    With the site's own central weights this is its confidence factor.
    """
    same = np.tile(weights, (draws, 1))
    return float(acceptability(utilities, same, seed=seed, begins=begins).first[site])


def _leaders(utilities: Utilities, weights: Floats, starts: NDArray[np.intp]) -> NDArray[np.intp]:
    score = np.maximum.reduceat(utilities.middle @ weights.mean(axis=0), starts).round(12)
    return np.argsort(-score, kind="stable")[:LEADERS]


def _first_places(scores: NDArray[np.float32], places: int) -> NDArray[np.intp]:
    """Positions of the first `places` sites of each draw, best first."""
    if places < scores.shape[1]:
        ahead = np.argpartition(-scores, places - 1, axis=1)[:, :places]
        order = np.argsort(-np.take_along_axis(scores, ahead, axis=1), axis=1, kind="stable")
        return np.asarray(np.take_along_axis(ahead, order, axis=1))
    return np.asarray(np.argsort(-scores, axis=1, kind="stable"))


def _alike(utilities: Utilities, weights: Floats, starts: NDArray[np.intp]) -> NDArray[np.intp]:
    """The group of each idea: those of a group have the same sites in every criterion of weight."""
    weighed = weights.any(axis=0)
    low, middle, high = utilities.low, utilities.middle, utilities.high
    drawn = (low < middle) & (middle < high)
    parts = (np.where(drawn, low, middle), middle, np.where(drawn, high, middle))
    rows = np.hstack([part[:, weighed] for part in parts]).round(12)
    _, kind = np.unique(rows, axis=0, return_inverse=True)
    ideas = np.split(np.asarray(kind).reshape(-1), starts[1:])
    same = {sites: i for i, sites in enumerate({tuple(sorted(idea)): 0 for idea in ideas})}
    return np.array([same[tuple(sorted(idea))] for idea in ideas], dtype=np.intp)


def _evened(rows: Floats, group: NDArray[np.intp]) -> Floats:
    """Rows with the mean of their group in place of each."""
    sizes = np.bincount(group)
    sums = np.zeros((len(sizes), rows.shape[1]))
    np.add.at(sums, group, rows)
    return np.asarray((sums / sizes[:, None])[group])


def _evened_pairs(wins: Floats, group: NDArray[np.intp]) -> Floats:
    _, group = np.unique(group, return_inverse=True)
    evened = _evened(_evened(wins, group).T, group).T
    return np.where(group[:, None] == group[None, :], 0.5, evened)
