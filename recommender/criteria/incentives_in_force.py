"""How many incentive rules with a stated amount are open to the project at the site?"""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, cast

import pandas as pd

from features.incentives import Applicant, incentive_count
from models.value_functions import linear
from recommender.criterion import Criterion
from recommender.messages import Message, message
from recommender.profile import Profile

if TYPE_CHECKING:
    from features.catalogue import Catalogue


def applicant(profile: Profile) -> Applicant:
    """The facts of the project that decide whether a rule is open to it."""
    project = profile.project
    return Applicant(
        sector_codes=project.sector_codes,
        functions=project.functions,
        ownership=project.ownership,
        start=profile.start,
    )


def key(profile: Profile) -> Hashable | None:
    """The applicant: rules depend on industry, functions, ownership and start."""
    return applicant(profile)


def measure(catalogue: Catalogue, key: Hashable) -> pd.DataFrame:
    """Number of open rules at each site; unknown where no rule of the city was collected."""
    return incentive_count(
        catalogue.incentives,
        catalogue.incentive_scope,
        catalogue.incentives_collected,
        cast("Applicant", key),
    )


def describe(catalogue: Catalogue, profile: Profile, site_id: str, value: float) -> Message:
    """The count in words."""
    return message(
        "{n} incentive rules with a stated amount are open in {year}",
        n=round(value),
        year=str(profile.start.year),
    )


def brief(catalogue: Catalogue, profile: Profile, site_id: str, value: float) -> Message:
    """The count in a few words."""
    return message("{n} incentive rules open", n=round(value))


CRITERION = Criterion(
    name="incentives_in_force",
    label="Incentive rules in force",
    unit="rules",
    objective="max",
    key=key,
    measure=measure,
    value_function=linear(worst=0.0, best=20.0),
    absence="unknown",
    typical=0.3,
    group="Incentives",
    reference="Ledger data/incentives.csv; a count, not an amount",
    question="Which incentives does the zone offer today, with document and end date?",
    describe=describe,
    brief=brief,
)
