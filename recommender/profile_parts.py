"""The parts of a profile beside the project: places, pairs, money, answers, doubt."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Literal

from features.project import LARGEST
from features.roads import Vehicle
from recommender.errors import ProfileError

RATED_CURRENCIES = ("HKD", "MOP", "USD")
"""Currencies for which a rate may be stated."""
LARGEST_RATE = 100.0
"""The most CNY for one unit of another currency."""
LONGEST_PLACE = 120
"""Characters of a place's name."""
LEAST_MINUTES, MOST_MINUTES = 1.0, 1_440.0
"""Minutes that a must-have may ask for: up to a day."""
MOST_TRIPS = 10_000.0
"""Trips a week to one place that a project may state."""
FEWEST_DRAWS, MOST_DRAWS = 100, 100_000
"""Draws of weights: fewer say nothing, more say nothing new."""

LARGEST_WEIGHT = 1e9
"""Larger weights would add up to infinity, and every share to nothing."""


@dataclass(frozen=True, kw_only=True)
class Anchor:
    """A place that the firm travels to: a name, a node id, a site id, `lon,lat`, `nearest:port`.

    `mode` is what travels there; `weight` is its share among the anchors, unless every anchor
    states its `trips_per_week`; `max_minutes` makes it a must-have.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    place: str
    weight: float = 1.0
    max_minutes: float | None = None
    mode: Vehicle = "car"
    trips_per_week: float | None = None

    @property
    def importance(self) -> float:
        """Trips a week where they are stated, else the weight."""
        return self.weight if self.trips_per_week is None else self.trips_per_week

    def __post_init__(self) -> None:
        limit, trips = self.max_minutes, self.trips_per_week
        within = (
            0 <= self.weight <= LARGEST_WEIGHT,
            trips is None or 0 <= trips <= MOST_TRIPS,
            limit is None or LEAST_MINUTES <= limit <= MOST_MINUTES,
            0 < len(self.place.strip()) <= LONGEST_PLACE,
        )
        if not all(within):
            raise ProfileError(
                f"Anchor {self.place[:60]!r} has weight {self.weight}, trips_per_week {trips} and "
                f"max_minutes {limit}. Expected a place of at most {LONGEST_PLACE} characters, a "
                f"weight from 0 to {LARGEST_WEIGHT:g}, trips from 0 to {MOST_TRIPS:g} and minutes "
                f"from {LEAST_MINUTES:g} to {MOST_MINUTES:g}. Correct the anchor."
            )


@dataclass(frozen=True, kw_only=True)
class Pairing:
    """How two sites are weighed together, and where each half is looked for.

    Shares of the office half's score, the making half's score, the minutes between and the named
    cooperation mode; they are scaled to sum to 1. Without regions the office is looked for in the
    firm's own city and production elsewhere in the Bay Area.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    office: float = 0.3
    production: float = 0.4
    minutes: float = 0.2
    mode: float = 0.1
    office_regions: tuple[str, ...] = ()
    production_regions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        shares = (self.office, self.production, self.minutes, self.mode)
        if not all(math.isfinite(s) and 0 <= s <= LARGEST_WEIGHT for s in shares) or not any(
            shares[2:]
        ):
            raise ProfileError(
                f"Shares of a pair are {shares}. Expected numbers of at least 0, and one of "
                "minutes and mode above 0. Correct them, or leave them out."
            )


@dataclass(frozen=True, kw_only=True)
class Money:
    """How amounts of several years and currencies are added up.

    `discount_rate` is a year's; `cny_per` holds the user's own rates, for example HKD = 0.92, and
    `rates_on` their day. Without a rate, amounts in that currency stay out of every sum.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    discount_rate: float = 0.05
    cny_per: Mapping[str, float] = field(default_factory=dict)
    rates_on: date | None = None

    @property
    def rates(self) -> tuple[tuple[str, float], ...]:
        """The stated rates in a fixed order."""
        return tuple(sorted(self.cny_per.items()))

    def __post_init__(self) -> None:
        if not 0 <= self.discount_rate <= 1:
            raise ProfileError(
                f"money.discount_rate is {self.discount_rate}. Expected a share from 0 to 1. "
                "Correct it."
            )
        wrong = {
            c: r for c, r in self.cny_per.items()
            if c not in RATED_CURRENCIES or not 0 < r <= LARGEST_RATE
        }  # fmt: skip
        if wrong or (self.cny_per and self.rates_on is None):
            raise ProfileError(
                f"money.cny_per is {wrong or dict(self.cny_per)}, rates_on {self.rates_on}. "
                f"Expected rates above 0 and at most {LARGEST_RATE:g} for some of "
                f"{', '.join(RATED_CURRENCIES)}, and the day that they are of. Correct them, or "
                "leave both out."
            )


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a site answered to the investor: to a criterion's question an amount in its unit, to a
    must-have 1 for yes and 0 for no.

    `about` is a criterion or a must-have; `on` the day of the answer, the profile's own if blank.
    `unit` is what the amount was given in (mu, m2, "months after 2027-06", ...): when the project
    asks in another one, the answer is not counted; blank takes the project's own.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    site_id: str
    about: str
    value: float
    on: date | None = None
    unit: str = ""

    def __post_init__(self) -> None:
        if not math.isfinite(self.value) or not 0 <= self.value <= LARGEST:
            raise ProfileError(
                f"The answer of {self.site_id[:60]!r} on {self.about[:40]!r} is {self.value}. "
                f"Expected a number from 0 to {LARGEST:g}. Correct it, or take it out."
            )


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """How far plausible weights lie from the stated ones, and how they are drawn.

    `weights` is stated (around the stated ones), order (only their order is meant), intervals
    (anything within `intervals`, criterion to low and high share) or any (no weights are meant).
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    weights: Literal["stated", "order", "intervals", "any"] = "stated"
    intervals: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    draws: int = 10_000
    seed: int = 1

    def __post_init__(self) -> None:
        wrong = [e for e in self.intervals.values() if not 0 <= e[0] <= e[1] <= 1]
        if wrong or bool(self.intervals) != (self.weights == "intervals"):
            raise ProfileError(
                f"doubt.weights is {self.weights!r} with intervals {dict(self.intervals)}. "
                "Expected intervals of shares (0 <= low <= high <= 1) exactly when weights is "
                '"intervals". Correct them.'
            )
        if not FEWEST_DRAWS <= self.draws <= MOST_DRAWS or not 0 <= self.seed < 2**32:
            raise ProfileError(
                f"doubt.draws is {self.draws} and seed {self.seed}. Expected {FEWEST_DRAWS} to "
                f"{MOST_DRAWS} draws and a seed from 0 to {2**32 - 1}. Correct them."
            )
