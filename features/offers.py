"""What sites have on offer: dated rows of supply, against a day of knowledge and a start."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from features.memo import IdentityMemo
from features.performance import performance
from features.project import M2_PER_MU

FIRM_MONTHS = 24
"""An offer seen longer ago than this may be gone: it counts as possible, not as firm.

Judgement: industrial plots and standard factories here are let or sold within about two years
of completion (85 to 95 % let within a year in the rows that state it).
"""


def offers(supply: pd.DataFrame, *, on: date, start: date) -> pd.DataFrame:
    """Rows of supply that may serve a project, with `area_m2`, `of` (land, floor) and `firm`.

    A row is left out when it was learned after `on`, is taken, is replaced by a later row, or
    speaks of a whole city.
    It is firm when it is ready, or is being built for a date up to `start`, and was seen within
    `FIRM_MONTHS`; a plan, a past date that nobody confirmed, or an undated row is possible only.

    Examples
    --------
    >>> row = {"supply_id": "sup-1", "site_id": "a", "level": "site", "item": "plot",
    ...        "area_m2": float("nan"), "area_mu": 30.0, "available_from": pd.Timestamp(2026, 2, 1),
    ...        "state": "ready", "as_of": pd.Timestamp(2026, 2, 27), "superseded_by": None}
    >>> offers(pd.DataFrame([row]), on=date(2026, 11, 1), start=date(2027, 1, 1))[
    ...     "area_m2"].tolist()
    [20000.0]
    """
    return _OFFERS.get((supply,), (on, start), lambda: _offers(supply, on, start))


_OFFERS = IdentityMemo(size=64)


def _offers(supply: pd.DataFrame, on: date, start: date) -> pd.DataFrame:
    now, begin = pd.Timestamp(on), pd.Timestamp(start)
    known = supply["as_of"].isna() | (supply["as_of"] <= now)
    alive = (supply["state"] != "taken") & supply["superseded_by"].isna()
    rows = supply[known & alive & (supply["level"] == "site")].copy()
    in_time = rows["available_from"] <= begin
    ready = (rows["state"] == "ready") & (rows["available_from"].isna() | in_time)
    building = (rows["state"] == "building") & in_time & (rows["available_from"] >= now)
    fresh = rows["as_of"] >= now - pd.DateOffset(months=FIRM_MONTHS)
    rows["of"] = np.where(rows["item"] == "plot", "land", "floor")
    rows["firm"] = (ready | building) & fresh
    rows["late"] = rows["available_from"] > begin
    rows["area_m2"] = rows["area_m2"].where(
        (rows["of"] == "floor") | rows["area_mu"].isna(), rows["area_mu"] * M2_PER_MU
    )
    return rows


def largest_offer(rows: pd.DataFrame, index: pd.Index, of: str) -> pd.DataFrame:
    """Largest single offer in m2 of `of` (land or floor) at each site of `index`.

    The value is the largest firm row, the high end the largest possible one; rows are never
    added up, since phases and wholes stand side by side.
    No row leaves a site unknown, not zero.
    """
    return _LARGEST.get((rows, index), of, lambda: _largest(rows, index, of))


_LARGEST = IdentityMemo(size=64)


def _largest(rows: pd.DataFrame, index: pd.Index, of: str) -> pd.DataFrame:
    usable = rows[(rows["of"] == of) & ~rows["late"]]
    firm = usable[usable["firm"]].groupby("site_id")["area_m2"].max().reindex(index)
    possible = usable.groupby("site_id")["area_m2"].max().reindex(index)
    high = np.where(firm.isna(), np.nan, np.fmax(firm, possible))
    return performance(index, firm, firm, high)
