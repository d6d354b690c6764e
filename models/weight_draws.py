"""Plausible weightings: seeded draws of weights that sum to 1, one row a draw.

Lahdelma, R., Hokkanen, J., and Salminen, P. (1998). SMAA: stochastic multiobjective acceptability
analysis. European Journal of Operational Research 106, 137-143: weights that are not known
exactly are drawn from what is known of them.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

CONCENTRATION = 60.0
"""Of the Dirichlet distribution around stated weights: a weight of one fifth then has a standard
deviation of 0.05, a quarter of itself (judgement: what people say twice differs by about that)."""

SWEEPS = 12
"""Times that every pair of weights is drawn anew within intervals, from a point inside them."""

ROUNDING = 1e-9

Draws = NDArray[np.float64]


def around(stated: ArrayLike, n: int, *, seed: int) -> Draws:
    """`n` weightings around stated ones, each summing to 1; a weight of 0 stays 0.

    Dirichlet with mean `stated` and concentration `CONCENTRATION`.

    Examples
    --------
    >>> drawn = around([0.5, 0.3, 0.2, 0.0], 10_000, seed=1)
    >>> drawn.mean(axis=0).round(2).tolist()
    [0.5, 0.3, 0.2, 0.0]
    """
    weights = _row(stated)
    active = weights > 0
    drawn = np.zeros((n, len(weights)))
    alpha = CONCENTRATION * weights[active]
    gammas = np.random.default_rng(seed).standard_gamma(alpha, size=(n, len(alpha)))
    drawn[:, active] = gammas / gammas.sum(axis=1, keepdims=True)
    return drawn


def anywhere(k: int, n: int, *, seed: int) -> Draws:
    """`n` weightings of `k` criteria, even over the whole simplex.

    Examples
    --------
    >>> anywhere(4, 20_000, seed=1).mean(axis=0).round(2).tolist()
    [0.25, 0.25, 0.25, 0.25]
    """
    drawn = np.random.default_rng(seed).standard_exponential((n, k))
    return np.asarray(drawn / drawn.sum(axis=1, keepdims=True))


def in_order(stated: ArrayLike, n: int, *, seed: int) -> Draws:
    """`n` weightings that keep only the order of the stated weights, even among all of those.

    Equal stated weights may come in either order; a weight of 0 stays 0.

    Examples
    --------
    >>> drawn = in_order([0.5, 0.2, 0.3], 1_000, seed=1)
    >>> bool((drawn[:, 0] >= drawn[:, 2]).all() and (drawn[:, 2] >= drawn[:, 1]).all())
    True
    """
    weights = _row(stated)
    active = np.flatnonzero(weights > 0)
    falling = -np.sort(-anywhere(len(active), n, seed=seed), axis=1)
    tie_break = np.random.default_rng(seed + 1).random((n, len(active)))
    order = np.lexsort((tie_break, np.broadcast_to(-weights[active], tie_break.shape)), axis=1)
    drawn = np.zeros((n, len(weights)))
    np.put_along_axis(drawn, active[order], falling, axis=1)
    return drawn


def within(low: ArrayLike, high: ArrayLike, n: int, *, seed: int) -> Draws:
    """`n` weightings inside intervals, even over what the intervals leave of the simplex.

    Each starts at the point between the two ends that sums to 1; then every pair of weights is
    drawn anew along the line that keeps its sum, `SWEEPS` times (Gibbs sampling).

    Raises
    ------
    ValueError
        If an interval is not inside 0..1 or upside down, or if no weighting fits them all.

    Examples
    --------
    >>> drawn = within([0.2, 0.1, 0.0], [0.6, 0.5, 0.4], 500, seed=1)
    >>> bool((drawn >= [0.2, 0.1, 0.0]).all()), bool((drawn <= [0.6, 0.5, 0.4]).all())
    (True, True)
    """
    bottom, top = np.asarray(low, dtype=float), np.asarray(high, dtype=float)
    if (bottom < 0).any() or not (bottom <= top).all() or not (top <= 1).all():
        raise ValueError(
            f"Intervals of weights {list(zip(bottom, top, strict=True))}: expected 0 <= low <= "
            "high <= 1. Correct them."
        )
    if not bottom.sum() - ROUNDING <= 1 <= top.sum() + ROUNDING:
        raise ValueError(
            f"Intervals of weights sum to {bottom.sum():g} to {top.sum():g}: expected 1 to lie "
            "between. Widen them."
        )
    room = (top - bottom).sum()
    share = np.clip((1 - bottom.sum()) / room, 0.0, 1.0) if room else 0.0
    start = bottom + (top - bottom) * share
    return _shifted_in_pairs(np.tile(start, (n, 1)), bottom, top, np.random.default_rng(seed))


def _shifted_in_pairs(
    drawn: Draws, bottom: NDArray[np.float64], top: NDArray[np.float64], rng: np.random.Generator
) -> Draws:
    k = drawn.shape[1]
    pairs = [(i, j) for i in range(k) for j in range(i)]
    for i, j in pairs * SWEEPS:
        both = drawn[:, i] + drawn[:, j]
        least = np.maximum(bottom[i], both - top[j])
        most = np.minimum(top[i], both - bottom[j])
        drawn[:, i] = np.clip(least + (most - least) * rng.random(len(drawn)), bottom[i], top[i])
        drawn[:, j] = np.clip(both - drawn[:, i], bottom[j], top[j])
    return drawn


def _row(stated: ArrayLike) -> NDArray[np.float64]:
    weights = np.asarray(stated, dtype=float)
    if not np.isfinite(weights).all() or (weights < 0).any() or weights.sum() <= 0:
        raise ValueError(
            f"Weights {weights.tolist()}: expected finite numbers of at least 0, one of them "
            "above 0. Correct them."
        )
    return weights / weights.sum()
