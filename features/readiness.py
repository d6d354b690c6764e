"""How long after its start a project must wait until a site can be built on or moved into."""

from __future__ import annotations

from datetime import date

import geopandas as gpd
import numpy as np
import pandas as pd

from features.offers import offers
from features.performance import performance

LONGEST_WAIT = 60.0
"""Months taken as the high end where a site is not ready and no date is known."""


def months_to_wait(
    sites: gpd.GeoDataFrame, supply: pd.DataFrame, *, on: date, start: date
) -> pd.DataFrame:
    """Months from `start` until each site has something to build on or move into; 0 if ready.

    An operating site has roads and power: 0.
    Otherwise the earliest firm offer counts, or an offer that is being built for a later date.
    A planned site, or one under construction without a dated offer, is unknown.

    Parameters
    ----------
    sites : table with column status, index site_id
    supply : dated supply
    """
    rows = offers(supply, on=on, start=start)
    dated = rows[rows["firm"] | (rows["late"] & (rows["state"] != "undated"))]
    wait = _months(dated["available_from"], pd.Timestamp(start))
    earliest = wait.groupby(dated["site_id"]).min().reindex(sites.index)
    operating = (sites["status"] == "operating").to_numpy()
    value = np.where(operating, 0.0, earliest)
    low = np.where(np.isnan(value), 0.0, value)
    return performance(sites.index, value, low, np.where(np.isnan(value), LONGEST_WAIT, value))


def on_offer(sites: gpd.GeoDataFrame) -> pd.Series:
    """True for each site that can be chosen today; a planned zone cannot."""
    return sites["status"] != "planned"


def _months(when: pd.Series, start: pd.Timestamp) -> pd.Series:
    days = (when - start).dt.days.clip(lower=0)
    return days.where(when.notna(), 0) / (365.25 / 12)
