"""Ten thousand weightings at once, beside a loop over a library's weighted sum and the bare
matrix product; with unknowns drawn beside it.

The loop is timed over `LOOPED` of the draws and scaled to all of them.
"""

from __future__ import annotations

import numpy as np

from benchmarks.ratios import median_ms
from models.acceptability import acceptability
from models.value_draws import Utilities
from models.weight_draws import around
from recommender import read_catalogue, read_example, recommend

DRAWS, LOOPED = 10_000, 40
SIZES = (100, 620, 2_500)


def main() -> None:
    from pymcdm.methods import WSM  # the contrast extra

    matrix = recommend(read_catalogue(), read_example("small_appliances")).matrix
    every = matrix.doubts(list(matrix.performances.index))
    weights = around(matrix.weights.to_numpy(), DRAWS, seed=1)
    print(f"{DRAWS} draws; loop of {LOOPED} weightings scaled to {DRAWS}")
    for n in SIZES:
        doubtful = _of_size(every, n)
        known = Utilities.known(doubtful.middle)
        loop = _loop_ms(WSM(), doubtful.middle, weights)
        bare = median_ms(lambda u=known: weights @ u.middle.T, runs=5)
        ours = median_ms(lambda u=known: acceptability(u, weights, seed=1), runs=5)
        drawn = median_ms(lambda u=doubtful: acceptability(u, weights, seed=1), runs=5)
        unknown = float((doubtful.high > doubtful.low).mean())
        print(
            f"{n:5} sites: weights only {ours:7.1f} ms, {ours / bare:5.1f} times the bare product "
            f"({bare:6.1f} ms), the loop is {loop / ours:6.0f} times it ({loop / 1_000:6.1f} s); "
            f"with unknowns ({unknown:.0%} of the cells) {drawn:7.1f} ms, {drawn / ours:4.1f} times"
        )


def _of_size(every: Utilities, n: int) -> Utilities:
    """Rows of the real catalogue drawn again and again, each middle moved a little."""
    rng = np.random.default_rng(1)
    rows = rng.integers(len(every.middle), size=n)
    low, middle, high = (part[rows] for part in (every.low, every.middle, every.high))
    moved = np.clip(middle + rng.uniform(-0.02, 0.02, middle.shape), 0.0, 1.0)
    return Utilities(low=np.minimum(low, moved), middle=moved, high=np.maximum(high, moved))


def _loop_ms(method, table: np.ndarray, weights: np.ndarray) -> float:
    types = np.ones(table.shape[1])
    positive = table + 1e-9  # the library divides by the largest of a column

    def once() -> None:
        for row in weights[:LOOPED]:
            method.rank(method(positive, row, types))

    return median_ms(once, runs=3) * DRAWS / LOOPED


if __name__ == "__main__":
    main()
