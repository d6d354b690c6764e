"""Dominance between alternatives whose utilities are intervals: what no weighting can turn round.

Weber, M. (1987). Decision making with incomplete information. European Journal of Operational
Research 28(1), 44-57: an alternative is dominated when another is at least as good under every
admissible value and weight.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.value_draws import Utilities

Square = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Dominance:
    """Which row is at least as good as which column; nothing dominates itself.

    Attributes
    ----------
    surely : everything is known of both, no value inside the intervals makes the row worse in
        anything, and in one thing every value makes it better
    in_known : the same of the middles, in what is known of both, with one thing surely better;
        what is not known of one of them may still turn it round
    """

    surely: Square
    in_known: Square


def dominance(utilities: Utilities, known: Square) -> Dominance:
    """Who dominates whom, alternatives by alternatives.

    Parameters
    ----------
    utilities : low end, middle and high end 0..1, alternatives by criteria
    known : the same shape; False where the middle is only assumed. Such a cell is never a reason
        to dominate and never one to be dominated.

    Examples
    --------
    >>> cells = np.array([[0.9, 0.5], [0.4, 0.5]])
    >>> found = dominance(Utilities.known(cells), np.array([[True, True], [True, False]]))
    >>> found.surely.any().item(), found.in_known.tolist()
    (False, [[False, True], [False, False]])
    """
    both = known[:, None, :] & known[None, :, :]
    low, high, middle = utilities.low, utilities.high, utilities.middle
    at_least = low[:, None, :] >= high[None, :, :]
    better = (low[:, None, :] > high[None, :, :]) & both
    nowhere_worse = (middle[:, None, :] >= middle[None, :, :]) | ~both
    return Dominance(
        surely=np.asarray((at_least & both).all(axis=2) & better.any(axis=2)),
        in_known=np.asarray(nowhere_worse.all(axis=2) & better.any(axis=2)),
    )
