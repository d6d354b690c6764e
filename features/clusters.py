"""Comparable places nearby: how many other families of the same industry lie within reach."""

from __future__ import annotations

import numpy as np
import pandas as pd

from features.performance import performance

REACH_MINUTES = 45.0
"""By car: suppliers and staff that a plant can share in a working day (judgement)."""


def comparable_families(
    comparable: pd.Series, families: pd.Series, minutes: pd.DataFrame
) -> pd.DataFrame:
    """Number of other families with a comparable site within `REACH_MINUTES` by car of each site.

    The whole catalogue is counted, so narrowing the candidates changes nothing; a site's own
    family is left out.
    A site without a place is unknown.

    Parameters
    ----------
    comparable : boolean, index sites: is the site of the project's industry
    families : family id, index sites
    minutes : square table, sites by sites; NaN where no time is known

    Examples
    --------
    >>> sites = ["a", "b", "c"]
    >>> minutes = pd.DataFrame([[0, 20, 90], [20, 0, 90], [90, 90, 0.0]], sites, sites)
    >>> comparable_families(pd.Series([True] * 3, sites), pd.Series(["f", "g", "h"], sites),
    ...                     minutes)["value"].tolist()
    [1.0, 1.0, 0.0]
    """
    chosen = comparable.to_numpy(dtype=bool)
    codes, names = pd.factorize(families)
    member = np.zeros((len(families), len(names)))
    member[np.arange(len(families)), codes] = chosen
    near = minutes.to_numpy() <= REACH_MINUTES
    present = (near.astype(float) @ member) > 0
    present[np.arange(len(families)), codes] = False
    unknown = np.isnan(minutes.to_numpy()).all(axis=1)
    return performance(families.index, np.where(unknown, np.nan, present.sum(axis=1)))
