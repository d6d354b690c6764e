"""Value functions: performances in natural units to utilities between 0 and 1.

A value function is fixed by its anchors and never by the sites that happen to be compared
(Keeney and Raiffa 1976, chapter 3): adding or removing a site moves no other utility.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True, kw_only=True)
class ValueFunction:
    """A piecewise-linear utility: `xs` ascending natural units, `ys` utilities in 0..1.

    Outside the first and the last anchor the utility stays flat.
    Calling it keeps the shape of its argument, and NaN (unknown) stays NaN.

    Raises
    ------
    ValueError
        If the anchors do not ascend, are fewer than two, or leave 0..1.

    Examples
    --------
    >>> minutes = linear(worst=180, best=30)
    >>> minutes([30, 105, 180, 400]).tolist()
    [1.0, 0.5, 0.0, 0.0]
    >>> through((0, 0.0), (3, 0.75), (8, 1.0))([0, 1, float("nan")]).tolist()
    [0.0, 0.25, nan]
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]

    def __post_init__(self) -> None:
        ascending = all(a < b for a, b in zip(self.xs, self.xs[1:], strict=False))
        inside = all(0 <= y <= 1 for y in self.ys)
        if len(self.xs) < 2 or len(self.xs) != len(self.ys) or not ascending or not inside:
            raise ValueError(
                f"Value function with xs={self.xs} and ys={self.ys}: expected at least two "
                "ascending xs and as many utilities between 0 and 1. Correct its anchors."
            )

    def __call__(self, performances: ArrayLike) -> NDArray[np.float64]:
        """Utilities 0..1 of performances, in their shape; NaN stays NaN."""
        values = np.asarray(performances, dtype=float)
        utilities = np.interp(values, self.xs, self.ys)
        return np.where(np.isnan(values), np.nan, utilities)

    def performance(self, utility: float) -> float:
        """The performance in natural units whose utility is `utility`: the way back.

        Of a flat stretch, one of its ends; beyond the utilities of the anchors, the outermost.

        Examples
        --------
        >>> linear(worst=180, best=30).performance(0.5)
        105.0
        """
        xs, ys = (self.xs, self.ys) if self.rises else (self.xs[::-1], self.ys[::-1])
        return float(np.interp(utility, ys, xs))

    @property
    def rises(self) -> bool:
        """True when more of the performance is better."""
        return self.ys[-1] > self.ys[0]


def linear(*, worst: float, best: float) -> ValueFunction:
    """A straight value function from utility 0 at `worst` to 1 at `best`, in natural units.

    Examples
    --------
    >>> linear(worst=0, best=10)(2.5).item()
    0.25
    """
    if worst < best:
        return ValueFunction(xs=(worst, best), ys=(0.0, 1.0))
    return ValueFunction(xs=(best, worst), ys=(1.0, 0.0))


def through(*anchors: tuple[float, float]) -> ValueFunction:
    """The piecewise-linear value function through (natural unit, utility) anchors.

    Examples
    --------
    >>> through((0, 0.0), (1, 0.6), (2, 1.0))(0.5).item()
    0.3
    """
    xs, ys = zip(*anchors, strict=True)
    return ValueFunction(xs=tuple(map(float, xs)), ys=tuple(map(float, ys)))
