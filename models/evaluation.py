"""What judges a ranking against real choices: hit rates, reciprocal rank, bootstrap intervals."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.float64]
"""Place of the chosen site in each case's list, 1 = first, inf = not listed."""


def hit_at(places: Places, k: int) -> float:
    """Share of cases whose chosen site stands among the first `k`, 0..1.

    Examples
    --------
    >>> hit_at(np.array([1.0, 7.0, np.inf, 4.0]), 5)
    0.5
    """
    return float(np.mean(places <= k))


def mean_reciprocal_rank(places: Places) -> float:
    """Mean of 1 / place over the cases, 0 where the chosen site is not listed (Voorhees 1999).

    Examples
    --------
    >>> mean_reciprocal_rank(np.array([1.0, 4.0, np.inf, 2.0]))
    0.4375
    """
    return float(np.mean(1 / places))


def place_of(listed: Sequence[Sequence[str]], wanted: set[str]) -> float:
    """Place of the first entry that names a wanted site; inf when none does.

    Examples
    --------
    >>> place_of([["a"], ["b", "c"]], {"c"})
    2.0
    """
    for place, names in enumerate(listed, start=1):
        if wanted & set(names):
            return float(place)
    return float("inf")


def bootstrap_interval(
    statistic: Callable[[Places], float], places: Places, *, seed: int, draws: int = 2_000
) -> tuple[float, float]:
    """The 2.5 and 97.5 percentiles of a statistic over cases drawn with replacement.

    References
    ----------
    Efron, B., and Tibshirani, R. (1993). An Introduction to the Bootstrap, chapter 13.

    Examples
    --------
    >>> bootstrap_interval(lambda p: hit_at(p, 1), np.ones(5), seed=1)
    (1.0, 1.0)
    """
    rng = np.random.default_rng(seed)
    samples = rng.choice(places, size=(draws, len(places)))
    low, high = np.percentile([statistic(sample) for sample in samples], [2.5, 97.5])
    return float(low), float(high)


def paired_interval(
    statistic: Callable[[Places], float],
    before: Places,
    after: Places,
    *,
    seed: int,
    draws: int = 2_000,
) -> tuple[float, float]:
    """The 2.5 and 97.5 percentiles of a statistic's change over the same cases, drawn in pairs.

    References
    ----------
    Efron, B., and Tibshirani, R. (1993). An Introduction to the Bootstrap, chapter 13.

    Examples
    --------
    >>> paired_interval(lambda p: hit_at(p, 1), np.full(5, 2.0), np.ones(5), seed=1)
    (1.0, 1.0)
    """
    drawn = np.random.default_rng(seed).integers(len(before), size=(draws, len(before)))
    changes = [statistic(after[rows]) - statistic(before[rows]) for rows in drawn]
    low, high = np.percentile(changes, [2.5, 97.5])
    return float(low), float(high)


def summary(places: Places, *, seed: int) -> dict[str, object]:
    """hit@1, hit@5, hit@10 and mrr, and under `interval` the bootstrap interval of each.

    Examples
    --------
    >>> found = summary(np.array([1.0, 2.0]), seed=0)
    >>> found["hit@1"], found["mrr"], sorted(found["interval"])
    (0.5, 0.75, ['hit@1', 'hit@10', 'hit@5', 'mrr'])
    """
    figures = {name: statistic(places) for name, statistic in STATISTICS.items()}
    intervals = {
        name: list(bootstrap_interval(statistic, places, seed=seed))
        for name, statistic in STATISTICS.items()
    }
    return {**figures, "interval": intervals}


STATISTICS: dict[str, Callable[[Places], float]] = {
    "hit@1": lambda places: hit_at(places, 1),
    "hit@5": lambda places: hit_at(places, 5),
    "hit@10": lambda places: hit_at(places, 10),
    "mrr": mean_reciprocal_rank,
}
"""The figures by which a ranking is reported, by name."""
