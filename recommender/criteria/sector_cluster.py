"""How many comparable places lie near: suppliers, staff and services that a plant can share."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, cast

import pandas as pd

from features.clusters import comparable_families
from models.value_functions import through
from recommender.criterion import Criterion
from recommender.messages import Message, message
from recommender.profile import Profile

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from features.roads import Roads

SAME_INDUSTRY = 0.7
"""Fit from which a site is of the same industry: the leaf itself, even late in its list."""


def key(profile: Profile) -> Hashable | None:
    """The industry leaves and the roads; None when no industry was recognised."""
    codes = profile.project.sector_codes
    return (codes, profile.roads) if codes else None


def measure(catalogue: Catalogue, key: Hashable) -> pd.DataFrame:
    """Number of other families of the same industry within reach by car."""
    codes, roads = cast("tuple[tuple[str, ...], Roads]", key)
    fit = catalogue.sector_fit(codes)["value"]
    places = catalogue.sites["role"] == "place"
    return comparable_families(
        (fit >= SAME_INDUSTRY) & places,
        catalogue.sites["family"],
        catalogue.travel.between_sites(roads),
    )


def describe(catalogue: Catalogue, profile: Profile, site_id: str, value: float) -> Message:
    """The count in words."""
    return message("{n} comparable places within 45 min by car", n=round(value))


def brief(catalogue: Catalogue, profile: Profile, site_id: str, value: float) -> Message:
    """The count in a few words."""
    return message("{n} like it within 45 min", n=round(value))


CRITERION = Criterion(
    name="sector_cluster",
    label="Comparable places nearby",
    unit="places",
    objective="max",
    key=key,
    measure=measure,
    value_function=through((0, 0.0), (2, 0.4), (6, 0.8), (12, 1.0)),
    absence="unknown",
    typical=0.2,
    group="Industry",
    reference="Agglomeration: Marshall (1890), book IV, chapter 10; 45 minutes is judgement",
    question="Where is the site, and which firms of the industry are near?",
    describe=describe,
    brief=brief,
)
