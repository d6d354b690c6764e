"""What lies around a site: straight kilometres between points, as exact as the points are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from features.travel import UNSTATED_KM

if TYPE_CHECKING:
    from features.catalogue import Catalogue

SAME_POINT_KM = 0.05
"""Points nearer than this are one point that stands for several sites: a town's, a zone's."""


def distances(catalogue: Catalogue, site_id: str) -> pd.DataFrame:
    """Straight kilometres from a site to every site: km, low, high, same_point; index site_id.

    The ends count how precise both points are. Sites on the very same point share it, so that the
    distance between them is not known: km is NaN and high what both precisions leave.
    """
    km = catalogue.travel.kilometres_to(site_id).to_numpy(dtype=float)
    precision = catalogue.sites["precision_km"].fillna(UNSTATED_KM).to_numpy(dtype=float)
    doubt = precision + precision[catalogue.sites.index.get_loc(site_id)]
    same = km < SAME_POINT_KM
    return pd.DataFrame(
        {
            "km": np.where(same, np.nan, km),
            "low": np.maximum(km - doubt, 0.0),
            "high": km + doubt,
            "same_point": same,
        },
        index=catalogue.sites.index,
    )


def neighbours(catalogue: Catalogue, site_id: str, n: int) -> pd.DataFrame:
    """The `n` nearest sites that can be told from the site by their points: rows of `distances`.

    A site without a point has none. Programme areas and areas around the site are no neighbours.
    """
    around = {site_id, *catalogue.surroundings[site_id]}
    table = distances(catalogue, site_id)
    may = table[
        table["km"].notna()
        & (catalogue.sites["role"] != "umbrella")
        & ~table.index.isin(list(around))
    ]
    return may.sort_values("km", kind="stable").head(n)


def on_the_same_point(catalogue: Catalogue, site_id: str) -> tuple[str, ...]:
    """The other sites on the very same point, whose distance is not known."""
    same = distances(catalogue, site_id)["same_point"]
    return tuple(str(site) for site in same.index[same] if site != site_id)
