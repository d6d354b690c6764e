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
    """The weight of one criterion at which another site takes first place, and which; None where
    nobody is listed any more."""

    weight: float
    site: int | None


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
    utilities: Floats,
    weights: Floats,
    j: int,
    ideas: NDArray[np.intp] | None = None,
    known: NDArray[np.bool_] | None = None,
    enough: float = 0.0,
) -> tuple[Flip | None, Flip | None]:
    """The nearest weights of criterion j, below and above the present one, where the first falls.

    None on a side where the first stays first up to the end (weight 0 or 1).
    Just beyond the weight the named site scores more than every site of the present first's idea,
    or that idea is listed no more.

    Parameters
    ----------
    utilities : sites by criteria, 0..1, without a blank
    weights : one a criterion, summing to 1
    ideas : the idea of each site: first place stays where it is when it passes within an idea;
        None takes every site for an idea
    known, enough : a site is listed only while at least `enough` of the weight is on criteria
        that are `known` of it (sites by criteria); None lists every site always

    Examples
    --------
    >>> table = np.array([[1.0, 0.0], [0.0, 1.0]])
    >>> below, above = flips(table, np.array([0.7, 0.3]), 0)
    >>> (round(below.weight, 9), below.site), above
    ((0.5, 1), None)
    """
    if 1 - weights[j] <= NEAR:
        return None, None
    own = np.arange(len(utilities)) if ideas is None else ideas
    scores = _lines(utilities, weights, j)
    listed = _listed(known, weights, j, enough, len(utilities))
    now = float(weights[j])
    up = _Race(at=scores[0], slope=scores[1], begin=listed[0], end=listed[1], ideas=own)
    down = _Race(at=scores[0], slope=-scores[1], begin=-listed[1], end=-listed[0], ideas=own)
    return down.first_other(-now, 0.0), up.first_other(now, 1.0)


def _lines(table: Floats, weights: Floats, j: int) -> tuple[Floats, Floats]:
    """Weighted sums of the rows as straight lines in weight j: value at 0, and slope."""
    at = (table @ weights - table[:, j] * weights[j]) / (1 - weights[j])
    return at, table[:, j] - at


def _listed(
    known: NDArray[np.bool_] | None, weights: Floats, j: int, enough: float, n: int
) -> tuple[Floats, Floats]:
    """The weights of j from which and up to which each site is listed; from above to below if
    never."""
    if known is None:
        return np.full(n, -1.0), np.full(n, 2.0)
    at, slope = _lines(known.astype(float), weights, j)
    with np.errstate(divide="ignore", invalid="ignore"):
        level = (enough - at) / slope
    begin = np.where(slope > NEAR, level, np.where(at >= enough - NEAR, -1.0, 2.0))
    end = np.where(slope < -NEAR, level, np.where(at >= enough - NEAR, 2.0, -1.0))
    begin, end = np.where(slope < -NEAR, -1.0, begin), np.where(slope > NEAR, 2.0, end)
    return begin, end


@dataclass(frozen=True, kw_only=True)
class _Race:
    """Straight lines, each of them there from `begin` to `end`; the highest there is first."""

    at: Floats
    slope: Floats
    begin: Floats
    end: Floats
    ideas: NDArray[np.intp]

    def first_other(self, now: float, last: float) -> Flip | None:
        """Where, going up from `now` to before `last`, first place passes to another idea.

        A weight that falls is given as its negative.
        """
        here = self._first(now)
        own = self.ideas[here] if here is not None else -1
        for _ in range(2 * len(self.at)):
            event = self._next(here, now, last)
            if event is None:
                return None
            now, here = event
            if here is None or self.ideas[here] != own:
                return Flip(weight=abs(float(now)), site=here)
        return None

    def _first(self, position: float, beyond: float = 0.0) -> int | None:
        """The highest line at a position, of equals the earliest; `beyond` it, of those that are
        there then, the one that rises most."""
        after = position + beyond
        there = np.flatnonzero((self.begin <= after + NEAR) & (self.end > after - NEAR))
        if not len(there):
            return None
        value = (self.at + position * self.slope)[there].round(12)
        best = there[value >= value.max() - NEAR]
        return int(best[np.argmax(self.slope[best])] if beyond else best[0])

    def _next(self, here: int | None, now: float, last: float) -> tuple[float, int | None] | None:
        """The next position at which another line is first just beyond, and which."""
        for position in self._candidates(here, now, last):
            ahead = self._first(position, beyond=EDGE / 1e3)
            if ahead != here:
                return position, ahead
        return None

    def _candidates(self, here: int | None, now: float, last: float) -> Floats:
        """Positions where first place may pass on: crossings with the present first, and lines
        that begin above it or end."""
        positions = [self.begin]
        if here is not None:
            closing = self.slope - self.slope[here]
            with np.errstate(divide="ignore", invalid="ignore"):
                meets = np.where(closing > NEAR, (self.at[here] - self.at) / closing, np.inf)
            behind = self.at + now * closing <= self.at[here] + 1e-9
            meets = np.where(behind, np.maximum(meets, now), np.inf)
            above = (
                self.at + self.begin * self.slope > self.at[here] + self.begin * self.slope[here]
            )
            positions = [np.where(above, self.begin, np.inf), meets, self.end[[here]]]
        found = np.concatenate(positions)
        return np.unique(found[(found >= now) & (found < last - EDGE)])


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
