"""How ready a site is for a project's start: from a plan on paper to dated supply in time.

The scale is judgement: what is stated of a site (status, dated supply) is put in order, and the
steps are even enough that none decides alone.
"""

from __future__ import annotations

from datetime import date

import geopandas as gpd
import numpy as np
import pandas as pd

from features.offers import offers
from features.performance import performance

IN_TIME = 1.0
"""Dated supply that is firm and ready by the start."""

STATUSES = {"operating": 0.7, "under_construction": 0.4, "planned": 0.1}
"""What the status alone says: an operating site has roads and power, but its free room is asked."""

SPREAD = {"operating": (0.4, 1.0), "under_construction": (0.1, 1.0), "planned": (0.0, 0.4)}
"""Low and high end while no dated supply settles it."""

MONTHS_TO_NOTHING = 48.0
"""A dated offer loses its worth evenly over four years of waiting after the start."""


def readiness(
    sites: gpd.GeoDataFrame, supply: pd.DataFrame, *, on: date, start: date
) -> pd.DataFrame:
    """Readiness 0..1 of each site by `start`, as known on the day `on`; NaN without a status.

    An offer that does not say how large it is settles nothing.
    Firm supply in time counts `IN_TIME`; supply being built for a later date counts less by the
    months to wait, but never less than the status alone; otherwise the status counts.

    Parameters
    ----------
    sites : table with column status, index site_id
    supply : dated supply
    """
    rows = offers(supply, on=on, start=start)
    rows = rows[rows["area_m2"].notna()]
    firm = sites.index.isin(rows.loc[rows["firm"], "site_id"])
    late = rows[rows["late"] & (rows["state"] == "building")]
    wait = _months(late["available_from"], pd.Timestamp(start))
    earliest = wait.groupby(late["site_id"]).min().reindex(sites.index)
    status = sites["status"].map(STATUSES).to_numpy(dtype=float)
    dated = np.fmax(IN_TIME - earliest.to_numpy(dtype=float) / MONTHS_TO_NOTHING, status)
    value = np.select([firm, ~np.isnan(dated)], [IN_TIME, dated], default=status)
    settled = firm | earliest.notna().to_numpy()
    low, high = (
        sites["status"].map(lambda s, i=i: _end(s, i)).to_numpy(dtype=float) for i in (0, 1)
    )
    return performance(
        sites.index, value, np.where(settled, value, low), np.where(settled, value, high)
    )


def on_offer(sites: gpd.GeoDataFrame) -> pd.Series:
    """True for each site that can be chosen today; a planned zone cannot."""
    return sites["status"] != "planned"


def _end(status: object, end: int) -> float:
    return SPREAD[status][end] if isinstance(status, str) else float("nan")


def _months(when: pd.Series, start: pd.Timestamp) -> pd.Series:
    return (when - start).dt.days.clip(lower=0) / (365.25 / 12)
