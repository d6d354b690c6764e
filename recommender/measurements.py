"""Performances of the whole catalogue by criterion and key; the same key is measured once."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING

import numpy as np
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


def assumed_utility(catalogue: Catalogue, criterion: Criterion, key: Hashable) -> float:
    """What a blank counts for under this key, 0..1: the criterion's typical, or less.

    Never more than the lower quartile of the utilities that are known for the places of the
    whole catalogue: far anchors or an early day make every known value small, and an unknown
    must not stand above them.
    The candidates play no part, so narrowing them changes nothing.
    """
    return _MEMO.get(
        (*catalogue.tables(), criterion.measure),
        ("assumed", key, criterion.typical),
        lambda: _lower(catalogue, criterion, measured(catalogue, criterion, key)),
    )


def _lower(catalogue: Catalogue, criterion: Criterion, table: pd.DataFrame) -> float:
    places = (catalogue.sites["role"] == "place").to_numpy()
    known = criterion.value_function(table["value"].to_numpy()[places])
    known = known[~np.isnan(known)]
    return min(criterion.typical, float(np.percentile(known, 25))) if known.size else 0.0


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
