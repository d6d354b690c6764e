"""A profile at an end of its ranges: what it says may be known of it, and no more."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from math import ceil, floor
from typing import Any, Literal

from features.cities import city_of
from features.project import LARGEST, MOST, Kept, Project
from recommender.confidential.ladder import range_of
from recommender.profile import Anchor, Money, Profile, Told
from recommender.profile_parts import LARGEST_RATE, MOST_MINUTES, MOST_TRIPS

End = Literal["low", "high"]

UNSAID = "-"
"""In place of the investor's own words of the industry."""

TENTHS = 10
"""Points on the map are told to a tenth of a degree, about ten kilometres."""

_POINT = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\s*")


def at_end(profile: Profile, codename: str, end: End) -> Profile:
    """The profile with every figure of the investor at one end of its range, under a codename.

    Regions, weights, must-haves and links are kept; the exact words of the industry are not.
    """
    return replace(
        profile,
        name=codename,
        project=_project(profile, end),
        anchors=tuple(_anchor(anchor, end) for anchor in profile.anchors),
        told=tuple(_told(answer, end) for answer in profile.told),
        money=_money(profile.money, end),
    )


def figure(amount: float, end: End, most: float = LARGEST) -> float:
    """One end of the range of a figure, at most `most`."""
    return min(range_of(amount)[end == "high"], most)


def _or_none(amount: float | None, end: End, most: float) -> float | None:
    return None if amount is None else figure(amount, end, most)


def _project(profile: Profile, end: End) -> Project:
    project = profile.project
    stated = {field.name: getattr(project, field.name) for field in fields(project)}
    amounts: dict[str, Any] = {
        name: figure(amount, end, MOST.get(name, LARGEST))
        for name, amount in stated.items()
        if isinstance(amount, int | float)
    }
    return replace(
        project,
        sector=UNSAID,
        origin_city=city_of(project.origin_city),
        keeps=tuple(Kept(function=k.function, place=_place(k.place, end)) for k in project.keeps),
        start=_start(profile, end),
        **amounts,
    )


def _start(profile: Profile, end: End) -> date | None:
    """The first month of the year of the start that is not past, or its last month."""
    start = profile.project.start
    if start is None:
        return None
    if end == "high":
        return date(start.year, 12, 1)
    return max(date(start.year, 1, 1), profile.on.replace(day=1))


def _anchor(anchor: Anchor, end: End) -> Anchor:
    return replace(
        anchor,
        place=_place(anchor.place, end),
        weight=figure(anchor.weight, end),
        max_minutes=_or_none(anchor.max_minutes, end, MOST_MINUTES),
        trips_per_week=_or_none(anchor.trips_per_week, end, MOST_TRIPS),
    )


def _place(place: str, end: End) -> str:
    """A point to a tenth of a degree; a named place as it is."""
    found = _POINT.fullmatch(place)
    if found is None:
        return place
    to: Callable[[float], int] = floor if end == "low" else ceil
    lon, lat = (to(float(part) * TENTHS) / TENTHS for part in found.groups())
    return f"{lon},{lat}"


def _told(answer: Told, end: End) -> Told:
    return replace(answer, value=figure(answer.value, end))


def _money(money: Money, end: End) -> Money:
    """The usual discount rate may be told; a rate of the investor's own is a figure."""
    usual = money.discount_rate == Money().discount_rate
    return replace(
        money,
        discount_rate=money.discount_rate if usual else figure(money.discount_rate, end, 1.0),
        cny_per={c: figure(rate, end, LARGEST_RATE) for c, rate in money.cny_per.items()},
    )
