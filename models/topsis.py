"""TOPSIS beside the additive model: how alike they order, and whom an added row reorders.

Hwang, C. L., and Yoon, K. (1981). Multiple Attribute Decision Making. Springer, chapter 3.
TOPSIS measures each row against the best and worst of the rows at hand, so the order of two rows
may depend on a third; an additive score looks at its own row alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.stats import kendalltau, spearmanr

SAME = 1e-9
"""Scores nearer to each other than this are level: an order of theirs is no order."""

LEVEL = 0.5
"""Closeness of every row where all of them are equal."""


@dataclass(frozen=True, kw_only=True)
class RankCorrelation:
    """Spearman's rho and Kendall's tau-b, from -1 to 1; NaN where one side has no order."""

    spearman: float
    kendall: float


@dataclass(frozen=True, kw_only=True)
class Reorderings:
    """Pairs of rows that change their order when one is added: in TOPSIS, and in ours.

    Tables with the columns above and below, labels in the order before the row was added.
    """

    theirs: pd.DataFrame
    ours: pd.DataFrame


def topsis_scores(utilities: ArrayLike, weights: ArrayLike) -> NDArray[np.float64]:
    """Closeness 0..1 to the best of the rows, by pymcdm with vector normalisation.

    Parameters
    ----------
    utilities : rows by columns, at least 0, more is better in every column, nothing unknown
    weights : one a column, at least 0 and one above 0

    Notes
    -----
    A column in which all rows are equal moves nobody; left in, one of zeros would divide by zero.

    Raises
    ------
    ImportError
        If pymcdm is not installed.

    Examples
    --------
    >>> topsis_scores([[0.2, 0.9], [0.8, 0.9]], [1, 1]).tolist()
    [0.0, 1.0]
    """
    rows, row = np.asarray(utilities, dtype=float), np.asarray(weights, dtype=float)
    if not len(rows) or not np.isfinite(rows).all() or (rows < 0).any():
        raise ValueError(
            f"TOPSIS was given {len(rows)} rows, some of them blank or negative. Expected at least "
            "one row of utilities from 0 on. Fill blanks with their typical utility."
        )
    differs = (rows.max(axis=0) - rows.min(axis=0) > SAME) & (row > 0)
    if not differs.any():
        return np.full(len(rows), LEVEL)
    method, shares = _topsis(), row[differs] / row[differs].sum()
    # Rows that another one dominates are no fault here, so pymcdm's validation is off.
    found = method(rows[:, differs], shares, np.ones(len(shares)), validation=False)
    return np.asarray(found, dtype=float)


def additive_scores(utilities: ArrayLike, weights: ArrayLike) -> NDArray[np.float64]:
    """Scores of the rows: the sum of weight times utility, weights scaled to sum to 1."""
    row = np.asarray(weights, dtype=float)
    return (np.asarray(utilities, dtype=float) * (row / row.sum())).sum(axis=1)


def rank_correlation(ours: ArrayLike, theirs: ArrayLike) -> RankCorrelation:
    """How alike two scores order the same rows.

    Examples
    --------
    >>> rank_correlation([3, 2, 1], [30, 20, 10])
    RankCorrelation(spearman=1.0, kendall=1.0)
    """
    pair = [np.asarray(scores, dtype=float).round(12) for scores in (ours, theirs)]
    if any(len(np.unique(scores)) < 2 for scores in pair):
        return RankCorrelation(spearman=float("nan"), kendall=float("nan"))
    rho, tau = spearmanr(*pair).statistic, kendalltau(*pair).statistic
    return RankCorrelation(spearman=round(float(rho), 12), kendall=round(float(tau), 12))


def reorderings(
    utilities: pd.DataFrame, weights: ArrayLike, added_row: pd.DataFrame
) -> Reorderings:
    """The pairs of the rows of `utilities` that change their order when `added_row` joins them.

    Parameters
    ----------
    utilities : rows by columns, index of labels
    added_row : one row of the same columns
    """
    more = pd.concat([utilities, added_row[utilities.columns]])
    pairs = {
        name: turned_round(
            pd.Series(scores(utilities, weights), index=utilities.index),
            pd.Series(scores(more, weights)[:-1], index=utilities.index),
        )
        for name, scores in (("theirs", topsis_scores), ("ours", additive_scores))
    }
    return Reorderings(**pairs)


def turned_round(before: pd.Series, after: pd.Series) -> pd.DataFrame:
    """The pairs whose order is the opposite afterwards: above and below, as they were before.

    Examples
    --------
    >>> before, after = pd.Series({"a": 0.9, "b": 0.5}), pd.Series({"a": 0.4, "b": 0.5})
    >>> turned_round(before, after).to_dict(orient="records")
    [{'above': 'a', 'below': 'b'}]
    """
    was, now = (_signs(scores.to_numpy(dtype=float)) for scores in (before, after))
    above, below = np.nonzero((was > 0) & (now < 0))
    return pd.DataFrame({"above": before.index[above], "below": before.index[below]})


def _signs(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """1 where the row's score is above the column's, -1 below, 0 where they are level."""
    apart = scores[:, None] - scores[None, :]
    return np.where(np.abs(apart) > SAME, np.sign(apart), 0.0)


def _topsis():  # type: ignore[no-untyped-def]  # pymcdm ships no types
    try:
        from pymcdm.methods import TOPSIS
        from pymcdm.normalizations import vector_normalization
    except ImportError as error:
        raise ImportError(
            "TOPSIS needs pymcdm, which is not installed. Expected the extra `contrast`. "
            "Run: .venv/bin/python -m pip install pymcdm"
        ) from error
    return TOPSIS(vector_normalization)
