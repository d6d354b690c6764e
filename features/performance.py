"""The one shape of every measure: a table of value, low and high, NaN where nothing is known."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike


def performance(
    index: pd.Index,
    value: ArrayLike,
    low: ArrayLike | None = None,
    high: ArrayLike | None = None,
) -> pd.DataFrame:
    """A table of value, low and high on `index`; low and high default to the value.

    Examples
    --------
    >>> performance(pd.Index(["a", "b"]), [1.0, float("nan")]).loc["a"].tolist()
    [1.0, 1.0, 1.0]
    """
    values = np.asarray(value, dtype=float)
    columns = {
        "value": values,
        "low": values if low is None else np.asarray(low, dtype=float),
        "high": values if high is None else np.asarray(high, dtype=float),
    }
    return pd.DataFrame(columns, index=index)
