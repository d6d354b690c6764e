"""Drawn utilities: every value between its ends, with what the score counts as its mean.

McKay, M. D., Beckman, R. J., and Conover, W. J. (1979). A comparison of three methods for selecting
values of input variables. Technometrics 21(2), 239-245: the Latin hypercube.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

BLOCK = 1_024
"""Draws that are scored at once: their scores stay in the processor's cache."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Utilities:
    """What is known of the utilities of sites by criteria: low end, middle and high end, 0..1.

    `middle` is what the headline score counts: a known utility, or the typical one of a blank.
    A draw lies between the ends and has the middle as its mean, so that the mean score over the
    draws is the headline score and an unknown is not worth more by being wide: evenly below the
    middle or evenly above it, as often as the mean needs. A middle that is an end is always drawn.

    Raises
    ------
    ValueError
        If the three differ in shape, or are not 0 <= low <= middle <= high <= 1.
    """

    low: Floats
    middle: Floats
    high: Floats

    def __post_init__(self) -> None:
        if not self.low.shape == self.middle.shape == self.high.shape or self.low.ndim != 2:
            raise ValueError(
                f"Utilities have the shapes {self.low.shape}, {self.middle.shape} and "
                f"{self.high.shape}. Expected the same sites by criteria. Align them."
            )
        edges = (np.zeros_like(self.low), self.low, self.middle, self.high, np.ones_like(self.low))
        if not all((a <= b).all() for a, b in pairwise(edges)):
            raise ValueError(
                "Utilities are out of order. Expected 0 <= low <= middle <= high <= 1 in every "
                "cell, and no blank. Correct the ends."
            )

    @staticmethod
    def known(utilities: Floats) -> Utilities:
        """Utilities without any doubt."""
        return Utilities(low=utilities, middle=utilities, high=utilities)


def drawn_utilities(low: float, middle: float, high: float, quantiles: Floats) -> Floats:
    """Utilities of one cell at even quantiles 0..1, with `middle` as their mean.

    Examples
    --------
    >>> even = (np.arange(1_000) + 0.5) / 1_000
    >>> drawn = drawn_utilities(0.0, 0.25, 1.0, even)
    >>> round(float(drawn.mean()), 3), round(float(np.median(drawn)), 3)
    (0.25, 0.167)
    """
    if not low < middle < high:
        return np.full(quantiles.shape, middle)
    share = (high - middle) / (high - low)
    below = low + quantiles / share * (middle - low)
    above = middle + (quantiles - share) / (1 - share) * (high - middle)
    return np.where(quantiles < share, below, above)


def scored(
    utilities: Utilities, weights: Floats, seed: int, starts: NDArray[np.intp]
) -> Iterator[tuple[Floats, NDArray[np.float32]]]:
    """Weights and scores (draws by ideas), block by block.

    `starts` is the first row of each idea; an idea scores what its best row scores.
    """
    doubts = _doubts(utilities, len(weights), seed)
    certain = utilities.middle.astype(np.float32)
    for row, _ in doubts:
        certain[row.sites, row.column] = 0.0
    for begin in range(0, len(weights), BLOCK):
        drawn = weights[begin : begin + BLOCK]
        scores = drawn.astype(np.float32) @ certain.T
        for row, pool in doubts:
            values = row.values(pool, begin, len(drawn))
            values *= drawn[:, row.column].astype(np.float32)
            scores[:, row.sites] += values.T
        single = len(starts) == scores.shape[1]
        yield drawn, scores if single else np.maximum.reduceat(scores, starts, axis=1)


@dataclass(frozen=True, kw_only=True)
class _Doubt:
    """Sites whose utility of one criterion is drawn: two straight pieces over an even quantile."""

    column: int
    sites: NDArray[np.intp]
    begins: NDArray[np.intp]
    rises: bool
    pieces: tuple[NDArray[np.float32], ...]

    def values(self, pool: NDArray[np.float32], begin: int, n: int) -> NDArray[np.float32]:
        """Drawn utilities, sites by `n` draws from `begin` on."""
        windows = np.lib.stride_tricks.sliding_window_view(pool, n)
        quantiles = windows[self.begins + begin]
        at, slope, other_at, other_slope = (piece[:, None] for piece in self.pieces)
        other = quantiles * other_slope
        other += other_at
        quantiles *= slope
        quantiles += at
        bend = np.maximum if self.rises else np.minimum
        return np.asarray(bend(quantiles, other, out=quantiles))


def _doubts(
    utilities: Utilities, draws: int, seed: int
) -> list[tuple[_Doubt, NDArray[np.float32]]]:
    rng = np.random.default_rng([seed, 1])
    found = []
    n, k = utilities.middle.shape
    quantiles: NDArray[np.float32] = ((np.arange(draws) + 0.5) / draws).astype(np.float32)
    for j in range(k):
        shuffled = rng.permutation(quantiles)
        begins = np.asarray(rng.choice(draws, size=n, replace=n > draws))
        low, middle, high = (
            part[:, j] for part in (utilities.low, utilities.middle, utilities.high)
        )
        below, above = middle - low, high - middle
        drawn = (below > 0) & (above > 0)
        pool = np.concatenate([shuffled, shuffled])
        for rises in (True, False):
            sites = np.flatnonzero(drawn & ((above >= below) == rises))
            if len(sites):
                pieces = _pieces(low[sites], middle[sites], high[sites])
                found.append(
                    (_Doubt(column=j, sites=sites, begins=begins[sites], rises=rises,
                            pieces=pieces), pool)
                )  # fmt: skip
    return found


def _pieces(low: Floats, middle: Floats, high: Floats) -> tuple[NDArray[np.float32], ...]:
    """Start and slope of the two pieces of the quantile function: low to middle over the share
    that the mean needs, then middle to high."""
    share = (high - middle) / (high - low)
    first = (middle - low) / share
    second = (high - middle) / (1 - share)
    pieces = (low, first, middle - second * share, second)
    return tuple(piece.astype(np.float32) for piece in pieces)
