"""Performances of the whole catalogue by criterion and key; the same key is measured once."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING

import pandas as pd

from features.memo import IdentityMemo
from recommender.criterion import Criterion
from recommender.errors import CriterionError

if TYPE_CHECKING:
    from features.catalogue import Catalogue

_MEMO = IdentityMemo(size=2_048)


def measured(catalogue: Catalogue, criterion: Criterion, key: Hashable) -> pd.DataFrame:
    """Value, low and high of a criterion for every site of the catalogue, candidates or not.

    Raises
    ------
    CriterionError
        If the measure does not give the three columns on the sites' index.
    """
    return _MEMO.get(
        (*catalogue.tables(), criterion.measure), key, lambda: _checked(catalogue, criterion, key)
    )


def _checked(catalogue: Catalogue, criterion: Criterion, key: Hashable) -> pd.DataFrame:
    table = criterion.measure(catalogue, key)
    right = (
        isinstance(table, pd.DataFrame)
        and list(table.columns) == ["value", "low", "high"]
        and table.index.equals(catalogue.sites.index)
    )
    if not right:
        raise CriterionError(
            f"Criterion {criterion.name!r} measured {type(table).__name__} instead of a table of "
            "value, low and high on the sites' index. Correct its measure."
        )
    return table.astype(float)
