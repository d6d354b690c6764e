"""What is reached from a place in half an hour, an hour and an hour and a half."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from features.isochrones import isochrones
from features.memo import IdentityMemo

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.ranking import Ranking

LIMITS = (30, 60, 90)
"""Minutes of the shades."""

_REACHES = IdentityMemo(size=16)


@dataclass(frozen=True, kw_only=True)
class Reach:
    """Shades around a place and the sites in them.

    Attributes
    ----------
    place : as a person names it
    shades : minutes to a GeoJSON geometry in EPSG:4326, on land
    counts : minutes to sites, sure (within even at the high end), possible (at the low end)
    """

    place: str
    shades: Mapping[int, dict[str, Any]]
    counts: Mapping[int, dict[str, int]]


def reach_of(catalogue: Catalogue, ranking: Ranking, place: str) -> Reach:
    """The reach of a place among the sites that a ranking compares, by the anchor's own mode."""
    return _REACHES.get(
        (catalogue, ranking.table), place, lambda: _reach(catalogue, ranking, place)
    )


def _reach(catalogue: Catalogue, ranking: Ranking, place: str) -> Reach:
    modes = {anchor.place: anchor.mode for anchor in ranking.profile.anchors}
    roads = ranking.profile.roads.by(modes.get(place, "car"))
    areas = isochrones(catalogue.travel, place, roads, LIMITS)
    minutes = catalogue.travel.minutes_to(place, roads).loc[ranking.table.index]
    return Reach(
        place=place,
        shades={limit: area.__geo_interface__ for limit, area in areas.items()},
        counts={limit: _counts(minutes, limit) for limit in LIMITS},
    )


def _counts(minutes: pd.DataFrame, limit: int) -> dict[str, int]:
    ends = {"sites": "value", "sure": "high", "possible": "low"}
    return {name: int((minutes[end] <= limit).sum()) for name, end in ends.items()}
