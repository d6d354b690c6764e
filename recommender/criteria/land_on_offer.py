"""Is there dated land or floor on offer in time, against what the project needs?"""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from typing import TYPE_CHECKING, cast

import numpy as np
import pandas as pd

from features.offers import largest_offer, offers
from features.performance import performance
from models.value_functions import through
from recommender.criterion import Criterion
from recommender.messages import Message, message
from recommender.profile import Profile

if TYPE_CHECKING:
    from features.catalogue import Catalogue


def key(profile: Profile) -> Hashable | None:
    """Needs in m2, day of knowledge and start; None when no need is stated."""
    land, floor = profile.project.land_m2, profile.project.floor_area_m2
    return (land, floor, profile.on, profile.start) if land or floor else None


def measure(catalogue: Catalogue, key: Hashable) -> pd.DataFrame:
    """Largest firm offer as a multiple of the need; the scarcer one when both are needed."""
    land, floor, on, start = cast("tuple[float | None, float | None, date, date]", key)
    rows = offers(catalogue.supply, on=on, start=start)
    index = catalogue.sites.index
    needs = [(of, need) for of, need in (("land", land), ("floor", floor)) if need]
    ratios = [largest_offer(rows, index, of).to_numpy() / need for of, need in needs]
    scarcer = np.min(np.stack(ratios), axis=0)
    return performance(index, scarcer[:, 0], scarcer[:, 1], scarcer[:, 2])


def describe(catalogue: Catalogue, profile: Profile, site_id: str, value: float) -> Message:
    """The offer against the need."""
    return message("On offer in time: {times} times the need", times=round(value, 1))


def brief(catalogue: Catalogue, profile: Profile, site_id: str, value: float) -> Message:
    """The offer against the need in a few words."""
    return message("{times} × the need on offer", times=round(value, 1))


CRITERION = Criterion(
    name="land_on_offer",
    label="Land or floor on offer",
    unit="times the need",
    objective="max",
    key=key,
    measure=measure,
    value_function=through((0, 0.0), (1, 0.8), (2, 1.0)),
    absence="unknown",
    typical=0.3,
    group="Site",
    reference="Dated supply, data/supply.csv; a whole site's area is never land on offer",
    question="Which plot or floor is free, how large, and from when?",
    must_have="land_need",
    describe=describe,
    brief=brief,
)
