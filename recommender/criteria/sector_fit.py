"""Does the site name the project's industry, and how close is what it names?"""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, cast

import pandas as pd

from models.value_functions import linear
from recommender.criterion import Criterion
from recommender.messages import Message, message
from recommender.profile import Profile

if TYPE_CHECKING:
    from features.catalogue import Catalogue


def key(profile: Profile) -> Hashable | None:
    """The industry leaves and the project's words; None when no industry was recognised."""
    project = profile.project
    return (project.sector_codes, project.sector) if project.sector_codes else None


def measure(catalogue: Catalogue, key: Hashable) -> pd.DataFrame:
    """Graded fit 0..1 of each site's industries; NaN for a site without industries."""
    codes, words = cast("tuple[tuple[str, ...], str]", key)
    return catalogue.sector_fit(codes, words)


def describe(catalogue: Catalogue, profile: Profile, site_id: str, value: float) -> Message:
    """Which of the site's industries matched, and how."""
    match = catalogue.sector_match(site_id, profile.project.sector_codes)
    if match is None:
        return message("Names no industry of the project")
    leaf = catalogue.taxonomy.leaves.loc[match.site_leaf]
    words = {"en": leaf["name_en"], "zh": leaf["name_zh"]}
    return message(_HOW[match.how], industry=words)


_HOW = {
    "same": message("Names the industry itself: {industry}").text,
    "kin": message("Names an industry that parks take in together with it: {industry}").text,
    "parent": message("Names a sister industry: {industry}").text,
    "supplier": message("Names a supplier industry: {industry}").text,
    "customer": message("Names a customer industry: {industry}").text,
    "general": message("Names the industry only in general: {industry}").text,
}


def brief(catalogue: Catalogue, profile: Profile, site_id: str, value: float) -> Message:
    """How the closest of the site's industries matches, in a few words."""
    match = catalogue.sector_match(site_id, profile.project.sector_codes)
    if match is None:
        return message("names no industry of the project")
    leaf = catalogue.taxonomy.leaves.loc[match.site_leaf]
    return message(_BRIEF[match.how], industry={"en": leaf["name_en"], "zh": leaf["name_zh"]})


_BRIEF = {
    "same": message("names {industry}").text,
    "kin": message("kindred: {industry}").text,
    "parent": message("sister industry: {industry}").text,
    "supplier": message("supplier: {industry}").text,
    "customer": message("customer: {industry}").text,
    "general": message("in general: {industry}").text,
}


CRITERION = Criterion(
    name="sector_fit",
    label="Industry fit",
    unit="",
    objective="max",
    key=key,
    measure=measure,
    value_function=linear(worst=0.0, best=1.0),
    absence="unknown",
    typical=0.2,
    group="Industry",
    reference="Taxonomy of data/sectors.toml; grades in docs/sectors.md",
    question="Which industries does the site take in?",
    describe=describe,
    brief=brief,
)
