"""How well a kind of site suits what a firm wants to do there.

The table is judgement, from what each kind is built for: a bonded zone stores and ships, a
science park researches, an incubator houses young firms in rooms, not in plants.
"""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd

from features.lists import parts
from features.performance import performance

FUNCTIONS = ("hq", "r_and_d", "production", "warehouse", "sales")

SUITABILITY = pd.DataFrame.from_dict(
    {
        #                     hq   r&d  prod ware sales
        "development_zone": [0.7, 0.7, 1.0, 0.8, 0.5],
        "industrial_park": [0.4, 0.6, 1.0, 0.7, 0.4],
        "theme_park": [0.5, 0.7, 1.0, 0.5, 0.4],
        "cluster": [0.2, 0.4, 0.9, 0.6, 0.8],
        "town": [0.4, 0.3, 0.8, 0.6, 0.7],
        "cooperation_zone": [0.9, 0.9, 0.8, 0.5, 0.6],
        "new_district": [1.0, 0.8, 0.8, 0.5, 0.9],
        "biomedical_city": [0.6, 1.0, 0.8, 0.3, 0.4],
        "science_park": [0.8, 1.0, 0.4, 0.1, 0.3],
        "bonded_zone": [0.0, 0.2, 0.6, 1.0, 0.5],
        "incubator": [0.3, 0.8, 0.1, 0.0, 0.3],
    },
    orient="index",
    columns=list(FUNCTIONS),
    dtype=float,
)
"""Suitability 0..1 of a kind of site for a function."""

LEVELS = {
    "national": 1.0,
    "SAR": 0.9,
    "provincial": 0.85,
    "municipal": 0.7,
    "district": 0.6,
    "county_city": 0.6,
    "town": 0.5,
}
"""Standing 0..1 of the authority that named the site: more powers, more services."""

LEVEL_SHARE = 0.2
"""Share of the level in the fit: the kind decides, the level tells equals apart."""

SERVICES = ("SV", "SW")
SERVICE_ZONE_PRODUCTION = 0.1
"""Production in a zone whose first three industries are all services: offices, not plants."""


def function_fit(sites: gpd.GeoDataFrame, functions: tuple[str, ...]) -> pd.DataFrame:
    """Fit 0..1 of every site's kind and level with all of the `functions`; NaN if none is known.

    Parameters
    ----------
    sites : table with columns kind, level, sectors (leaf codes joined by `;`)
    functions : names out of `FUNCTIONS`; the fit is the mean of their worst and their average,
        because a site that cannot host one of them does not host the project

    Examples
    --------
    >>> sites = gpd.GeoDataFrame(
    ...     {"kind": ["incubator", "industrial_park"], "level": ["national", None],
    ...      "sectors": [None, "EL03"]}, index=["a", "b"])
    >>> function_fit(sites, ("production",)).round(2).loc["b"].tolist()
    [0.95, 0.9, 1.0]
    """
    table = SUITABILITY.reindex(sites["kind"])[list(functions)].to_numpy(copy=True)
    if "production" in functions:
        column = functions.index("production")
        service = is_service_zone(sites).to_numpy()
        table[service, column] = np.minimum(table[service, column], SERVICE_ZONE_PRODUCTION)
    kind = (table.min(axis=1) + table.mean(axis=1)) / 2
    level = sites["level"].map(LEVELS).to_numpy(dtype=float)
    middle = float(np.mean([min(LEVELS.values()), max(LEVELS.values())]))
    return performance(
        sites.index,
        _fit(kind, np.where(np.isnan(level), middle, level)),
        _fit(kind, np.where(np.isnan(level), min(LEVELS.values()), level)),
        _fit(kind, np.where(np.isnan(level), max(LEVELS.values()), level)),
    )


def is_service_zone(sites: gpd.GeoDataFrame) -> pd.Series:
    """True for each site whose first three known industries are all services."""
    return parts(sites["sectors"]).map(
        lambda codes: bool(codes) and all(code[:2] in SERVICES for code in codes[:3])
    )


def _fit(kind: np.ndarray, level: np.ndarray) -> np.ndarray:
    return (1 - LEVEL_SHARE) * kind + LEVEL_SHARE * level
