"""Steps by which an investor can give way: a must-have eased by one step, or dropped."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd

from features.cities import CITIES, city_name, city_of
from features.project import SMALLEST
from recommender.messages import Message, message
from recommender.places import city_of_place, place_name
from recommender.profile import LAST_YEAR, Profile
from recommender.profile_parts import MOST_MINUTES
from recommender.understanding import cities_of
from recommender.words import BY

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.profile import Anchor
    from recommender.ranking import Ranking

MINUTES, MONTHS, SHARE = 15.0, 6, 0.8
"""One step: so many minutes more, so many months later, this share of the land or floor."""

POLICY = "unknown_policy"
"""Not a gate of its own: that a site is taken out where a must-have is not decided."""

_ROOM = {
    "land_mu": message("need {value} mu of land instead of {before}").text,
    "floor_area_m2": message("need {value} m² of floor instead of {before}").text,
}
_BUILDING = {
    "storey_height_m": (1.0, message("storeys of {value} m instead of {before}").text),
    "floor_load_kn_m2": (5.0, message("floors for {value} kN/m² instead of {before}").text),
    "lift_t": (1.0, message("a lift for {value} t instead of {before}").text),
}
"""One step down for each need of a building, in the unit of its name."""
_ANY = {
    "land_mu": message("drop the need of land").text,
    "floor_area_m2": message("drop the need of floor").text,
    "storey_height_m": message("take any height of storeys").text,
    "floor_load_kn_m2": message("take any load of floors").text,
    "lift_t": message("take any lift").text,
}


@dataclass(frozen=True, kw_only=True)
class Step:
    """One way to give way: the must-have, its number among those of that gate, words, the change.

    `whole` is True when the must-have is dropped and not only eased.
    """

    gate: str
    number: int
    what: Message
    relax: Callable[[Profile], Profile]
    whole: bool = False


def steps(catalogue: Catalogue, ranking: Ranking) -> tuple[Step, ...]:
    """One step of each must-have that the investor states, in the order of the gates."""
    profile = ranking.profile
    eased = [
        *_regions(catalogue, profile),
        *_kept_city(catalogue, profile),
        *_minutes(catalogue, profile),
        *_room(profile),
        *_start(profile),
        *_building(profile),
    ]
    return (*_asked(ranking, eased), *_policy(profile))


def dropped(catalogue: Catalogue, ranking: Ranking) -> tuple[Step, ...]:
    """Each must-have dropped as a whole, where easing it is not that already."""
    profile = ranking.profile
    amounts: dict[str, Iterable[str]] = {"land_need": _ROOM, "building": _BUILDING}
    without = [
        _with(gate, number, {name: None}, message(_ANY[name]), whole=True)
        for gate, names in amounts.items()
        for number, (name, _) in enumerate(_amounts(profile, names))
    ]
    start = _with("start_date", 0, {"start": None}, message("leave the start open"), whole=True)
    return _asked(ranking, [*_no_limits(catalogue, profile), *without, start])


def _asked(ranking: Ranking, found: list[Step]) -> tuple[Step, ...]:
    asked = {check.name for check in ranking.matrix.checks}
    return tuple(step for step in found if step.gate in asked)


def relaxed(profile: Profile, given: tuple[Step, ...]) -> Profile:
    """The profile with every step taken, one after another."""
    for step in given:
        profile = step.relax(profile)
    return profile


def _regions(catalogue: Catalogue, profile: Profile) -> list[Step]:
    if set(CITIES) <= set(cities_of(profile.regions)):
        return []

    def relax(p: Profile) -> Profile:
        return replace(p, regions=_all_bay(catalogue, p))

    what = message("search the whole Bay Area")
    return [Step(gate="regions", number=0, what=what, relax=relax)]


def _all_bay(catalogue: Catalogue, profile: Profile) -> tuple[str, ...]:
    """The Bay Area beside the regions of the profile, none of which is lost.

    Naming the Bay Area leaves out a city where a function is kept; where the profile names that
    city, or one elsewhere, the cities are named one by one.
    """
    named, kept = cities_of(profile.regions), _kept_cities(catalogue, profile)
    if set(named) <= set(CITIES) - kept:
        return ("Bay Area",)
    others = [city for city in CITIES if city not in kept]
    return tuple(dict.fromkeys([*named, *others]))


def _kept_cities(catalogue: Catalogue, profile: Profile) -> set[str]:
    cities = {city_of_place(catalogue, kept.place) for kept in profile.project.keeps}
    return {city for city in cities if city}


def _kept_city(catalogue: Catalogue, profile: Profile) -> list[Step]:
    named = {city_of(region) for region in profile.regions}
    kept = sorted(_kept_cities(catalogue, profile) - named)
    if not kept:
        return []

    def relax(p: Profile) -> Profile:
        return replace(p, regions=tuple(dict.fromkeys([*cities_of(p.regions), *kept])))

    names = tuple(city_name(city) for city in kept)
    what = message("search {cities} too, where the firm keeps a function", cities=names)
    return [Step(gate="kept_city", number=0, what=what, relax=relax)]


def _limited(profile: Profile) -> list[tuple[int, Anchor]]:
    """The anchors that state a limit, each with its place in the profile."""
    return [(i, a) for i, a in enumerate(profile.anchors) if a.max_minutes is not None]


def _minutes(catalogue: Catalogue, profile: Profile) -> list[Step]:
    limits = [float(anchor.max_minutes or 0) for _, anchor in _limited(profile)]
    return [
        with_minutes(catalogue, profile, number, min(limit + MINUTES, MOST_MINUTES))
        for number, limit in enumerate(limits)
        if limit < MOST_MINUTES
    ]


def with_minutes(catalogue: Catalogue, profile: Profile, number: int, more: float) -> Step:
    """The step that allows `more` minutes where the `number`-th limit of the profile stands."""
    place, anchor = _limited(profile)[number]
    what = message(
        "allow {more} min to {place} {by} instead of {limit}",
        more=more, limit=float(anchor.max_minutes or 0), **_to(catalogue, anchor),
    )  # fmt: skip
    relax = partial(_with_limit, place=place, limit=more)
    return Step(gate="minutes_to_anchor", number=number, what=what, relax=relax)


def _no_limits(catalogue: Catalogue, profile: Profile) -> list[Step]:
    return [
        Step(
            gate="minutes_to_anchor",
            number=number,
            what=message("set no limit to {place} {by}", **_to(catalogue, anchor)),
            relax=partial(_with_limit, place=place, limit=None),
            whole=True,
        )
        for number, (place, anchor) in enumerate(_limited(profile))
    ]


def _to(catalogue: Catalogue, anchor: Anchor) -> dict[str, object]:
    return {"place": place_name(catalogue, anchor.place), "by": Message(text=BY[anchor.mode])}


def _with_limit(profile: Profile, *, place: int, limit: float | None) -> Profile:
    anchors = list(profile.anchors)
    anchors[place] = replace(anchors[place], max_minutes=limit)
    return replace(profile, anchors=tuple(anchors))


def _room(profile: Profile) -> list[Step]:
    return [
        _with(
            "land_need", number, {name: SHARE * before},
            message(_ROOM[name], value=SHARE * before, before=before),
        )
        for number, (name, before) in enumerate(_amounts(profile, _ROOM))
        if SHARE * before >= SMALLEST
    ]  # fmt: skip


def _start(profile: Profile) -> list[Step]:
    start = profile.project.start
    if start is None:
        return []
    day = (pd.Timestamp(start) + pd.DateOffset(months=MONTHS)).date()
    what = message("start {n} months later, on {day}", n=MONTHS, day=day)
    return [_with("start_date", 0, {"start": day}, what)] if day.year <= LAST_YEAR else []


def _building(profile: Profile) -> list[Step]:
    found = []
    for number, (name, before) in enumerate(_amounts(profile, _BUILDING)):
        less, words = _BUILDING[name]
        value = before - less if before > less else None
        what = message(_ANY[name]) if value is None else message(words, value=value, before=before)
        found.append(_with("building", number, {name: value}, what))
    return found


def _policy(profile: Profile) -> list[Step]:
    if profile.unknown_policy != "exclude":
        return []

    def relax(p: Profile) -> Profile:
        return replace(p, unknown_policy="keep")

    what = message("keep sites where a must-have is not decided, with the question to ask")
    return [Step(gate=POLICY, number=0, what=what, relax=relax)]


def _amounts(profile: Profile, names: Iterable[str]) -> list[tuple[str, float]]:
    """The amounts of the project that are stated and above nothing, in the order of `names`."""
    stated = [(name, getattr(profile.project, name, None)) for name in names]
    return [(name, float(amount)) for name, amount in stated if amount]


def _with(
    gate: str, number: int, facts: dict[str, Any], what: Message, *, whole: bool = False
) -> Step:
    """The step that states other facts of the project."""

    def relax(profile: Profile) -> Profile:
        return replace(profile, project=replace(profile.project, **facts))

    return Step(gate=gate, number=number, what=what, relax=relax, whole=whole)
