"""The additive value model: a score is the sum of weight times utility.

Keeney, R. L., and Raiffa, H. (1976). Decisions with Multiple Objectives. Wiley, chapter 3:
v(x) = sum_i w_i v_i(x_i), with weights that sum to 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.utils.validation import check_is_fitted, validate_data

from models.value_functions import ValueFunction


class AdditiveValueModel(RegressorMixin, BaseEstimator):  # type: ignore[misc]
    """Scores between 0 and 1 for rows of performances, one column a criterion.

    Parameters
    ----------
    weights : mapping of column name to weight, or None
        Shares; scaled to sum to 1, so that a constant factor changes nothing.
        None gives every column the same weight.
    value_functions : mapping of column name to `ValueFunction`, or None
        None (or a missing name) takes the column as utilities already.
    typical : mapping of column name to utility, or None
        What an unknown performance counts for in the headline score; missing names take 0.25,
        about the lower quartile of a criterion.

    Notes
    -----
    Weights are never renormalised over what happens to be known: a blank takes its typical
    utility in `predict`, and 0 and 1 in `bounds`.

    Examples
    --------
    >>> import pandas as pd
    >>> from models.value_functions import linear
    >>> model = AdditiveValueModel(
    ...     weights={"fit": 3, "minutes": 1},
    ...     value_functions={"minutes": linear(worst=180, best=30)},
    ... )
    >>> sites = pd.DataFrame({"fit": [1.0, 0.5], "minutes": [105.0, float("nan")]})
    >>> model.fit(sites).predict(sites).tolist()
    [0.875, 0.4375]
    """

    def __init__(
        self,
        weights: Mapping[str, float] | None = None,
        value_functions: Mapping[str, ValueFunction] | None = None,
        typical: Mapping[str, float] | None = None,
    ) -> None:
        self.weights = weights
        self.value_functions = value_functions
        self.typical = typical

    def fit(self, X: Any, y: Any = None) -> Self:
        """The model itself, with the columns of `X` noted; stated weights are not learned."""
        target = {"y": "no_validation"} if y is None else {"y": y, "y_numeric": True}
        validate_data(self, X, ensure_all_finite="allow-nan", dtype=float, **target)
        names = getattr(self, "feature_names_in_", None)
        columns = [f"x{i}" for i in range(self.n_features_in_)] if names is None else list(names)
        self.columns_ = columns
        self.shares_ = shares(self.weights, columns)
        return self

    def utilities(self, X: Any) -> NDArray[np.float64]:
        """Utilities in 0..1 of every cell of `X` (rows by columns); NaN where it is unknown."""
        cells = self._cells(X)
        functions = self.value_functions or {}
        return np.column_stack(
            [
                functions[name](cells[:, i]) if name in functions else cells[:, i]
                for i, name in enumerate(self.columns_)
            ]
        )

    def counted(self, X: Any) -> NDArray[np.float64]:
        """Utilities in 0..1 that the headline score counts: an unknown cell takes its typical."""
        utilities = self.utilities(X)
        return np.where(np.isnan(utilities), self._typical(), utilities)

    def contributions(self, X: Any) -> NDArray[np.float64]:
        """Weight times utility of every cell; an unknown cell counts its typical utility."""
        return self.counted(X) * self.shares_

    def predict(self, X: Any) -> NDArray[np.float64]:
        """Scores of the rows of `X`: the sum of their contributions, 0..1."""
        return self.contributions(X).sum(axis=1)

    def bounds(self, low: Any, high: Any) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Lowest and highest score of each row when every cell lies between `low` and `high`.

        Parameters
        ----------
        low, high : performances in natural units, rows by columns
            NaN means that nothing is known at that end: it takes the utility 0 or 1 that lies
            beyond it.
        """
        bottom, top = self.ends(low, high)
        return (bottom * self.shares_).sum(axis=1), (top * self.shares_).sum(axis=1)

    def ends(self, low: Any, high: Any) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Lowest and highest utility of each cell between `low` and `high`; 0 and 1 where an end
        is not known."""
        rises = self._rises()
        at_low, at_high = self.utilities(low), self.utilities(high)
        at_low = np.where(np.isnan(at_low), np.where(rises, 0.0, 1.0), at_low)
        at_high = np.where(np.isnan(at_high), np.where(rises, 1.0, 0.0), at_high)
        return np.minimum(at_low, at_high), np.maximum(at_low, at_high)

    def _rises(self) -> NDArray[np.bool_]:
        """For each column, True when more of it is better."""
        functions = self.value_functions or {}
        return np.array([n not in functions or functions[n].rises for n in self.columns_])

    def _cells(self, X: Any) -> NDArray[np.float64]:
        check_is_fitted(self)
        if isinstance(X, pd.DataFrame) and self._is_own(X):
            cells = X.to_numpy()
            if cells.dtype == np.float64 and not np.isinf(cells).any():
                return cells
        return np.asarray(
            validate_data(
                self, X, reset=False, ensure_all_finite="allow-nan", dtype=float,
                ensure_min_samples=0,
            )
        )  # fmt: skip

    def _is_own(self, X: pd.DataFrame) -> bool:
        """True for a table with the very columns that were fitted: of numbers nothing is left to
        check, and a page asks for it dozens of times."""
        return list(X.columns) == self.columns_ and hasattr(self, "feature_names_in_")

    def _typical(self) -> NDArray[np.float64]:
        typical = self.typical or {}
        return np.array([typical.get(name, 0.25) for name in self.columns_])

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.allow_nan = True
        tags.target_tags.required = False
        tags.regressor_tags.poor_score = True
        return tags


def shares(weights: Mapping[str, float] | None, columns: list[str]) -> NDArray[np.float64]:
    """Weights of `columns` as shares that sum to 1, in the order of `columns`.

    Raises
    ------
    ValueError
        If a weight is negative, not finite, names no column, or all are zero.

    Examples
    --------
    >>> shares({"a": 2, "b": 6}, ["b", "a", "c"]).tolist()
    [0.75, 0.25, 0.0]
    """
    if weights is None:
        return np.full(len(columns), 1 / len(columns))
    unknown = sorted(set(weights) - set(columns))
    row = np.array([weights.get(name, 0.0) for name in columns], dtype=float)
    if unknown or not np.isfinite(row).all() or (row < 0).any() or row.sum() == 0:
        raise ValueError(
            f"Weights {dict(weights)} do not suit the columns {columns}: expected a finite "
            "number of at least 0 for known names only, and one above 0. Correct the weights."
        )
    return _normalised(row)


def _normalised(row: ArrayLike) -> NDArray[np.float64]:
    values = np.asarray(row, dtype=float)
    return values / values.sum()
