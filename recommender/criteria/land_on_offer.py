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
from recommender.criterion import Answer, Criterion
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


def _need_in_its_unit(profile: Profile) -> float:
    """The need in the unit of the answer: mu of land, else m² of floor."""
    project = profile.project
    return project.land_mu or project.floor_area_m2 or 0.0


def confirmed(profile: Profile, amount: float) -> Message:
    """What the site would have to confirm: a plot, or floor, by the start."""
    by = {"amount": f"{amount:,.0f}", "month": f"{profile.start:%Y-%m}"}
    if not profile.project.land_mu:
        return message("the site confirms {amount} m² of floor by {month}", **by)
    if not profile.project.floor_area_m2:
        return message("the site confirms a plot of {amount} mu by {month}", **by)
    floor = amount / profile.project.land_mu * profile.project.floor_area_m2
    return message(
        "the site confirms a plot of {amount} mu and {floor} m² of floor by {month}",
        floor=f"{floor:,.0f}", **by,
    )  # fmt: skip


def _unit(profile: Profile) -> str:
    if not profile.project.land_mu:
        return message("m² of floor").text
    if profile.project.floor_area_m2:
        return message("mu, and floor in proportion").text
    return message("mu").text


def _basis(profile: Profile) -> str:
    stated = {"mu": profile.project.land_mu, "m2": profile.project.floor_area_m2}
    return " and ".join(unit for unit, need in stated.items() if need)


ANSWER = Answer(
    unit=_unit,
    basis=_basis,
    performance=lambda profile, amount: amount / _need_in_its_unit(profile),
    amount=lambda profile, ratio: ratio * _need_in_its_unit(profile),
    sentence=confirmed,
    step=lambda profile: 1.0 if profile.project.land_m2 else 10.0,
)
"""The largest plot or floor on offer in time; both needs are met by the same multiple of each."""


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
    answer=ANSWER,
    describe=describe,
    brief=brief,
)
