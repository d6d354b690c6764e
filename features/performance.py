"""The one shape of every measure: a table of value, low and high, NaN where nothing is known."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

_COLUMNS = pd.Index(["value", "low", "high"])


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
    ends = [values if end is None else np.asarray(end, dtype=float) for end in (low, high)]
    return pd.DataFrame(np.column_stack([values, *ends]), index=index, columns=_COLUMNS)
