"""Does the kind of site suit what the firm wants to do there?"""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, cast

import pandas as pd

from features import functions
from models.value_functions import linear
from recommender.criterion import Criterion
from recommender.messages import Message, message
from recommender.profile import Profile
from recommender.words import KINDS, LEVEL_UNKNOWN, LEVELS

if TYPE_CHECKING:
    from features.catalogue import Catalogue


def key(profile: Profile) -> Hashable | None:
    """The functions sought; None when the project names none."""
    return tuple(sorted(set(profile.project.functions))) or None


def measure(catalogue: Catalogue, key: Hashable) -> pd.DataFrame:
    """Fit 0..1 of the kind and level of each site with the functions."""
    return functions.function_fit(catalogue.sites, cast("tuple[str, ...]", key))


def describe(catalogue: Catalogue, profile: Profile, site_id: str, value: float) -> Message:
    """Kind and level in words."""
    row = catalogue.sites.loc[site_id]
    return message(
        "{kind}, {level}: fit {fit} of 100 for the functions sought",
        kind=message(KINDS[row["kind"]]),
        level=message(LEVELS.get(row["level"], LEVEL_UNKNOWN)),
        fit=round(100 * value),
    )


def brief(catalogue: Catalogue, profile: Profile, site_id: str, value: float) -> Message:
    """Kind and level in a few words."""
    row = catalogue.sites.loc[site_id]
    return message(
        "{kind}, {level}",
        kind=message(KINDS[row["kind"]]),
        level=message(LEVELS.get(row["level"], LEVEL_UNKNOWN)),
    )


CRITERION = Criterion(
    name="function_fit",
    label="Suits the functions",
    unit="",
    objective="max",
    key=key,
    measure=measure,
    value_function=linear(worst=0.2, best=1.0),
    absence="unknown",
    typical=0.5,
    group="Site",
    reference="Table of kinds and functions in features/functions.py, judgement",
    question="Which functions does the site admit?",
    describe=describe,
    brief=brief,
)
