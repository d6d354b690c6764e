"""Can the firm build or move in by its start?"""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from typing import TYPE_CHECKING, cast

import pandas as pd

from features import readiness
from models.value_functions import linear
from recommender.criterion import Answer, Criterion
from recommender.messages import Message, message
from recommender.profile import Profile
from recommender.words import STATUSES

if TYPE_CHECKING:
    from features.catalogue import Catalogue


def key(profile: Profile) -> Hashable | None:
    """Day of knowledge and start."""
    return profile.on, profile.start


def measure(catalogue: Catalogue, key: Hashable) -> pd.DataFrame:
    """Readiness 0..1 of each site by the start."""
    on, start = cast("tuple[date, date]", key)
    return readiness.readiness(catalogue.sites, catalogue.supply, on=on, start=start)


def describe(catalogue: Catalogue, profile: Profile, site_id: str, value: float) -> Message:
    """What the readiness rests on: dated supply, or the status alone."""
    if value >= readiness.IN_TIME:
        return message("Dated supply is ready by the start")
    status = catalogue.sites.at[site_id, "status"]
    return message(
        "The site is {status}; its free room is to be asked", status=message(STATUSES[status])
    )


def brief(catalogue: Catalogue, profile: Profile, site_id: str, value: float) -> Message:
    """Dated supply or the status in a few words."""
    if value >= readiness.IN_TIME:
        return message("dated supply in time")
    return message(STATUSES[catalogue.sites.at[site_id, "status"]])


def confirmed(profile: Profile, months: float) -> Message:
    """What the site would have to confirm: a beginning by the start, or some months later."""
    if months < 1:
        return message(
            "the site confirms that building or moving in can begin by {month}",
            month=f"{profile.start:%Y-%m}",
        )
    return message(
        "the site confirms that building or moving in can begin {n} {n:month|months} after {month}",
        n=round(months),
        month=f"{profile.start:%Y-%m}",
    )


ANSWER = Answer(
    unit=lambda profile: message("months after the start, 0 is in time").text,
    basis=lambda profile: f"months after {profile.start:%Y-%m}",
    performance=lambda profile, months: max(
        0.0, readiness.IN_TIME - months / readiness.MONTHS_TO_NOTHING
    ),
    amount=lambda profile, value: (readiness.IN_TIME - value) * readiness.MONTHS_TO_NOTHING,
    sentence=confirmed,
    step=lambda profile: 1.0,
    changes=True,
)
"""Months to wait after the start; 0 is in time.  A delivery can be hastened."""


CRITERION = Criterion(
    name="readiness",
    label="Ready by the start",
    unit="",
    objective="max",
    key=key,
    measure=measure,
    value_function=linear(worst=0.0, best=1.0),
    absence="unknown",
    typical=0.5,
    group="Site",
    reference="Status of the site and dated supply; scale of features/readiness.py, judgement",
    question="When can building or moving in begin?",
    answer=ANSWER,
    describe=describe,
    brief=brief,
    must_have="start_date",
)
