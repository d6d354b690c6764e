"""How dear is the land or floor that the project needs, against the region's price?"""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from typing import TYPE_CHECKING, cast

import numpy as np
import pandas as pd

from features.account import occupied
from features.costs import Item
from models.value_functions import through
from recommender.criterion import Answer, Criterion
from recommender.messages import Message, message
from recommender.profile import Profile
from recommender.words import CURRENCIES

if TYPE_CHECKING:
    from features.catalogue import Catalogue

REFERENCE: dict[Item, float] = {"land": 1_108.0, "rent": 20.0}
"""CNY per m2 of land: average of the nine mainland cities in 2025 (cost-048, 738,700 CNY per mu).
CNY per m2 of floor and month: the ceiling or upper bound that three cities stated for 2022
(cost-034, cost-035, cost-043)."""


def key(profile: Profile) -> Hashable | None:
    """The item, the day of knowledge and the user's rates; None when no need is stated."""
    item = occupied(profile.project)
    return None if item is None else (item, profile.on, profile.money.rates)


def measure(catalogue: Catalogue, key: Hashable) -> pd.DataFrame:
    """Price over the region's price at each site; unknown where nothing recent is known.

    A price that is bounded at one end only is unknown here: it has no value to weigh.
    """
    item, on, rates = cast("tuple[Item, date, tuple[tuple[str, float], ...]]", key)
    prices = catalogue.costs_at_sites(item, on, rates)
    ratio = prices / REFERENCE[item]
    return ratio.where(ratio["value"].notna(), np.nan)


def describe(catalogue: Catalogue, profile: Profile, site_id: str, value: float) -> Message:
    """The price, what it is of and its years."""
    item = occupied(profile.project) or "land"
    cost = catalogue.cost_at(item, site_id, profile.on)
    lowest, highest = cost.stated
    prices = {
        "low": f"{lowest:,.0f}",
        "high": f"{highest:,.0f}",
        "currency": CURRENCIES[cost.currency],
    }
    years = {"first": str(cost.first), "last": str(cost.last)}
    if item == "land":
        return message(
            "Land: {low} to {high} {currency} per m² ({first} to {last})", **prices, **years
        )
    return message(
        "Rent: {low} to {high} {currency} per m² and month ({first} to {last})", **prices, **years
    )


def granted(profile: Profile, amount: float) -> Message:
    """What land or floor would have to cost."""
    price = f"{amount:,.0f}"
    if occupied(profile.project) == "rent":
        return message("the rent is at most {price} CNY per m² and month", price=price)
    return message("the land costs at most {price} CNY per m²", price=price)


_UNITS = {
    "land": message("CNY per m² of land").text,
    "rent": message("CNY per m² and month").text,
}


_BASES = {"land": "CNY/m2", "rent": "CNY/m2/month"}


def _reference(profile: Profile) -> float:
    return REFERENCE[occupied(profile.project) or "land"]


ANSWER = Answer(
    unit=lambda profile: _UNITS[occupied(profile.project) or "land"],
    basis=lambda profile: _BASES[occupied(profile.project) or "land"],
    performance=lambda profile, price: price / _reference(profile),
    amount=lambda profile, ratio: ratio * _reference(profile),
    sentence=granted,
    step=lambda profile: 1.0,
    changes=True,
)
"""The price that is agreed; it can be bargained for."""


CRITERION = Criterion(
    name="occupancy_cost",
    label="Price of land or floor",
    unit="times the region's price",
    objective="min",
    key=key,
    measure=measure,
    value_function=through((0.5, 1.0), (1.0, 0.6), (2.0, 0.2), (6.0, 0.0)),
    absence="unknown",
    typical=0.35,
    group="Costs",
    reference="Dated figures by city and site, data/costs.csv and data/supply.csv",
    question="What do land and floor cost here, by which contract?",
    answer=ANSWER,
    describe=describe,
)
