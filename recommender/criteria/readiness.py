"""Can the firm build or move in by its start?"""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from typing import TYPE_CHECKING, cast

import pandas as pd

from features.readiness import months_to_wait
from models.value_functions import linear
from recommender.criterion import Criterion
from recommender.messages import Message, message
from recommender.profile import Profile

if TYPE_CHECKING:
    from features.catalogue import Catalogue


def key(profile: Profile) -> Hashable | None:
    """Day of knowledge and start."""
    return profile.on, profile.start


def measure(catalogue: Catalogue, key: Hashable) -> pd.DataFrame:
    """Months from the start until each site is ready; 0 when it is."""
    on, start = cast("tuple[date, date]", key)
    return months_to_wait(catalogue.sites, catalogue.supply, on=on, start=start)


def describe(catalogue: Catalogue, profile: Profile, site_id: str, value: float) -> Message:
    """The wait in words."""
    if value > 0:
        return message("Ready {months} months after the start", months=round(value))
    if catalogue.sites.at[site_id, "status"] == "operating":
        return message("The site is operating")
    return message("Dated supply is ready by the start")


CRITERION = Criterion(
    name="readiness",
    label="Ready by the start",
    unit="months to wait",
    objective="min",
    key=key,
    measure=measure,
    value_function=linear(worst=24.0, best=0.0),
    absence="unknown",
    typical=0.4,
    group="Site",
    reference="Status of the site and dated supply",
    question="When can building or moving in begin?",
    describe=describe,
)
