"""Named ways of working together: headquarters there and base here, research there, made here."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from features.lists import parts
from features.performance import performance

PARTNER_ONLY = 0.4
"""Fit when the zone is paired with the firm's city but its modes name another split of work."""


@dataclass(frozen=True, kw_only=True)
class Split:
    """What a firm has where: cities of its roots, functions kept there, functions sought here."""

    cities: tuple[str, ...]
    kept: tuple[str, ...]
    sought: tuple[str, ...]


def cooperation_fit(modes: pd.DataFrame, zones: pd.DataFrame, split: Split) -> pd.DataFrame:
    """Fit 0..1 of the named cooperation modes of each site with a firm's split of work.

    1 when a mode of the site names the firm's city, what stays there and what comes here;
    `PARTNER_ONLY` when only the city is named; 0 when no mode is known for it (absence is none).

    Parameters
    ----------
    modes : rows of site_id (the zone), partner_city, functions_away, functions_here
    zones : boolean table, index sites, one column a zone: does the zone's mode hold here
    split : the firm's roots and functions

    Examples
    --------
    >>> modes = pd.DataFrame({"site_id": ["z"], "partner_city": ["Shenzhen"],
    ...     "functions_away": ["hq"], "functions_here": ["production"]})
    >>> zones = pd.DataFrame({"z": [True, False]}, index=["a", "b"])
    >>> split = Split(cities=("Shenzhen",), kept=("hq",), sought=("production",))
    >>> cooperation_fit(modes, zones, split)["value"].tolist()
    [1.0, 0.0]
    """
    fits = [
        _mode_fit(city, away, here, split)
        for city, away, here in zip(
            modes["partner_city"],
            parts(modes["functions_away"]),
            parts(modes["functions_here"]),
            strict=True,
        )
    ]
    best = pd.Series(fits, index=modes["site_id"], dtype=float).groupby(level=0).max()
    held = zones.reindex(columns=best.index).to_numpy(dtype=bool, na_value=False)
    return performance(zones.index, np.where(held, best.to_numpy(), 0.0).max(axis=1, initial=0.0))


def _mode_fit(city: str, away: tuple[str, ...], here: tuple[str, ...], split: Split) -> float:
    if city not in split.cities:
        return 0.0
    comes = not here or not split.sought or bool(set(here) & set(split.sought))
    stays = not away or not split.kept or bool(set(away) & set(split.kept))
    return 1.0 if comes and stays else PARTNER_ONLY
