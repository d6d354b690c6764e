"""Where first place changes hands when weights change: exact, since scores are linear in them.

Mareschal, B. (1988). Weight stability intervals in multicriteria decision aid. European Journal of
Operational Research 33, 54-64: one weight moves, the others keep their proportions.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

NEAR = 1e-12
"""Scores nearer than this are one."""

EDGE = 1e-6
"""A weight this near to 0 or 1 is that end: there is no room beyond it."""


@dataclass(frozen=True, kw_only=True)
class Flip:
    """The weight of one criterion at which another site draws level with the first, and which."""

    weight: float
    site: int


@dataclass(frozen=True, kw_only=True)
class Shift:
    """The least weight that must move for a site to draw level with the first.

    `weights` is the weighting at that point; `moved` the weight that changed hands, 0..1 (half of
    the sum of all changes).
    """

    site: int
    moved: float
    weights: Floats


def leader(utilities: Floats, weights: Floats) -> int:
    """Position of the site of the highest score; the earlier one of a tie.

    Examples
    --------
    >>> leader(np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([0.4, 0.6]))
    1
    """
    return int(np.argmax((utilities @ weights).round(12)))


def with_weight(weights: Floats, j: int, share: float) -> Floats:
    """The weights with the j-th at `share`, the others in their old proportions, summing to 1.

    Raises
    ------
    ValueError
        If the j-th is all the weight there is: nothing is left to take the rest.

    Examples
    --------
    >>> with_weight(np.array([0.5, 0.3, 0.2]), 0, 0.0).tolist()
    [0.0, 0.6, 0.4]
    """
    rest = 1 - weights[j]
    if rest <= NEAR:
        raise ValueError(
            f"Criterion {j} has all the weight. Expected another one with weight. Give it some."
        )
    moved = weights * (1 - share) / rest
    moved[j] = share
    return np.asarray(moved)


def flips(
    utilities: Floats, weights: Floats, j: int, ideas: NDArray[np.intp] | None = None
) -> tuple[Flip | None, Flip | None]:
    """The nearest weights of criterion j, below and above the present one, where the first falls.

    None on a side where the first stays first up to the end (weight 0 or 1).
    Just beyond the weight the named site scores more than every site of the present first's idea.

    Parameters
    ----------
    utilities : sites by criteria, 0..1, without a blank
    weights : one a criterion, summing to 1
    ideas : the idea of each site: first place stays where it is when it passes within an idea;
        None takes every site for an idea

    Examples
    --------
    >>> table = np.array([[1.0, 0.0], [0.0, 1.0]])
    >>> below, above = flips(table, np.array([0.7, 0.3]), 0)
    >>> (round(below.weight, 9), below.site), above
    ((0.5, 1), None)
    """
    rest = 1 - weights[j]
    if rest <= NEAR:
        return None, None
    own = np.arange(len(utilities)) if ideas is None else ideas
    # The score of a site is a straight line in the weight: `at` plus weight times `slope`.
    at = (utilities @ weights - utilities[:, j] * weights[j]) / rest
    slope = utilities[:, j] - at
    first = leader(utilities, weights)
    below = _first_other(at, -slope, first, own, -float(weights[j]), 0.0)
    above = _first_other(at, slope, first, own, float(weights[j]), 1.0)
    return below, above


def _first_other(
    at: Floats, slope: Floats, first: int, ideas: NDArray[np.intp], begin: float, end: float
) -> Flip | None:
    """Where, going up from `begin` to before `end`, the highest line becomes one of another idea.

    Lines are `at` + w * `slope`; a weight that falls is given as its negative.
    """
    here, now = first, begin
    for _ in range(len(at)):
        lead, closing = at[here] - at + now * (slope[here] - slope), slope - slope[here]
        with np.errstate(divide="ignore", invalid="ignore"):
            step = np.where(closing > NEAR, np.maximum(lead, 0.0) / closing, np.inf)
        nearest = step.min()
        if not now + nearest < end - EDGE:
            return None
        # Of those that meet it there, the steepest is ahead beyond.
        meets = np.flatnonzero(step <= nearest + NEAR)
        here, now = int(meets[np.argmax(closing[meets])]), now + float(nearest)
        if ideas[here] != ideas[first]:
            return Flip(weight=abs(now), site=here)
    return None


def smallest_shift(
    utilities: Floats, weights: Floats, ideas: NDArray[np.intp] | None = None
) -> Shift | None:
    """The least change of weights that brings another idea level with the first; None if none can.

    Weight is taken from the criteria that speak most for the first, and given to the one that
    speaks most for the rival, until they are level: the optimum of the linear programme, since
    every unit moved between two criteria gains the difference of what they say.

    Examples
    --------
    >>> shift = smallest_shift(np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([0.7, 0.3]))
    >>> shift.site, round(shift.moved, 9), shift.weights.round(9).tolist()
    (1, 0.2, [0.5, 0.5])
    """
    first = leader(utilities, weights)
    own = np.arange(len(utilities)) if ideas is None else ideas
    rivals = np.flatnonzero(own != own[first])
    siblings = utilities[own == own[first]]
    bounds = [_shift(utilities[i] - utilities[first], weights, int(i)) for i in rivals]
    able = sorted((b for b in bounds if b is not None), key=lambda b: (round(b.moved, 12), b.site))
    best: Shift | None = None
    for bound in able:  # to pass the first alone is the least that passing its whole idea takes
        if best is not None and bound.moved >= best.moved:
            break
        found = _past_all(bound, utilities[bound.site] - siblings, weights)
        if found is not None and (best is None or found.moved < best.moved - NEAR):
            best = found
    return best


def _past_all(bound: Shift, speaks: Floats, weights: Floats) -> Shift | None:
    """The least shift that makes a rival level with every site of an idea (rows of `speaks`)."""
    if (speaks @ bound.weights >= -1e-9).all():
        return bound
    from scipy.optimize import linprog  # half a second to load; most answers never need it

    k = len(weights)
    # Variables: what each criterion gains and what it loses.
    found = linprog(
        np.full(2 * k, 0.5),
        A_ub=-np.hstack([speaks, -speaks]), b_ub=speaks @ weights,
        A_eq=np.hstack([np.ones(k), -np.ones(k)])[None, :], b_eq=[0.0],
        bounds=[(0, None)] * k + [(0, w) for w in weights],
    )  # fmt: skip
    if found.status != 0:
        return None
    moved = weights + found.x[:k] - found.x[k:]
    return Shift(site=bound.site, moved=float(np.abs(moved - weights).sum() / 2), weights=moved)


def _shift(speaks: Floats, weights: Floats, site: int) -> Shift | None:
    """The least weight moved until `speaks` (rival minus first, by criterion) weighs nothing."""
    to = int(np.argmax(speaks))
    if speaks[to] < 0:
        return None
    moved, gap = weights.copy(), -float(speaks @ weights)
    for j in np.argsort(speaks, kind="stable"):
        gain = speaks[to] - speaks[j]
        if gap <= 0 or gain <= 0:
            break
        part = min(moved[j], gap / gain)
        moved[j] -= part
        moved[to] += part
        gap -= part * gain
    if gap > 1e-9:
        return None
    return Shift(site=site, moved=float(np.abs(moved - weights).sum() / 2), weights=moved)
