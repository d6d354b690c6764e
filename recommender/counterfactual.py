"""What would make a site first: the smallest sets of changes that people can make, each re-run.

Wachter, S., Mittelstadt, B., and Russell, C. (2018). Counterfactual explanations without opening
the black box. Harvard Journal of Law & Technology 31(2), 841-887: an answer that a person can act
on.  Here the score is a sum, so the sets are found exactly and none is missed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

import pandas as pd

from recommender.engine import recommend
from recommender.gate import UNKNOWN, Check
from recommender.levers import Lever, levers
from recommender.messages import Message, message
from recommender.near_misses import failed
from recommender.profile import Profile, Told
from recommender.ranking import ENOUGH_KNOWN, LISTED, Ranking, lacking
from recommender.told import OVERRULED, subject

if TYPE_CHECKING:
    from features.catalogue import Catalogue

AHEAD = 1e-6
"""A site is first when it scores at least this much more than the next."""

MOST_WAYS = 6
"""Ways that are shown; the ones with the fewest changes come first."""

STEPS = 40
"""Halvings in the search for the least that has to change."""


@dataclass(frozen=True, kw_only=True)
class Way:
    """Changes that together put a site where it was asked to be, as told answers, and its score.

    `verified` says that ranking anew with the changes puts it there.
    """

    changes: tuple[Told, ...]
    sentences: tuple[Message, ...]
    score: float
    verified: bool


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """What would put a site among the first `place`: `ways`, or why nothing does.

    `already` is true for a site that is there; `why_not` is a sentence when no way exists.
    """

    site_id: str
    place: int
    already: bool
    ways: tuple[Way, ...]
    why_not: Message | None


def outlook(catalogue: Catalogue, ranking: Ranking, site_id: str, *, place: int = 1) -> Outlook:
    """What would put a site first, or among the first `place`; every way is ranked anew.

    Changes are to what people can change: an unknown confirmed, an incentive, a price, a delivery,
    supply; never where a site is. A way holds no change that could be left out.
    """
    if _stands(ranking, site_id) <= place:
        return Outlook(site_id=site_id, place=place, already=True, ways=(), why_not=None)
    barred = _barred(catalogue, ranking, site_id)
    if barred is not None:
        return _none(site_id, place, barred)
    able = levers(ranking, site_id)
    bar = _bar(ranking, site_id, place)
    found = [_way(catalogue, ranking, site_id, place, chosen, bar)
             for chosen in _smallest(ranking, site_id, able, bar)]  # fmt: skip
    ways = tuple(way for way in found if way.verified)[:MOST_WAYS]
    if ways:
        return Outlook(site_id=site_id, place=place, already=False, ways=ways, why_not=None)
    return _none(site_id, place, _too_far(ranking, site_id, able, bar))


def with_told(profile: Profile, changes: tuple[Told, ...]) -> Profile:
    """The profile with changes in place of what was told before about the same."""
    new = {(change.site_id, subject(change.about)) for change in changes}
    kept = [old for old in profile.told if (old.site_id, subject(old.about)) not in new]
    return replace(profile, told=(*kept, *changes))


def _stands(ranking: Ranking, site_id: str) -> float:
    """The place of a site that heads an entry; infinite for any other."""
    place = {entry.site_id: entry.rank for entry in ranking.entries}
    return place.get(site_id, float("inf"))


def _barred(catalogue: Catalogue, ranking: Ranking, site_id: str) -> Message | None:
    """What nobody can change and keeps the site from any place; None if nothing does."""
    lacks = lacking(catalogue, pd.Index([site_id]), ranking.understanding).loc[site_id]
    if lacks["identity"]:
        return message("Not before its place and its industries are known.")
    if lacks["industry"]:
        return message("Nothing would: it names no industry of the project.")
    if lacks["offer"]:
        return message("Nothing yet: it is planned and not on offer.")
    fixed = [check for check in _kept_out(ranking, site_id) if not _changeable(check, site_id)]
    if fixed:
        return message(
            "Nothing would: the must-have “{gate}” keeps it out, which the site cannot change.",
            gate=message(fixed[0].label),
        )
    heads = {site for entry in ranking.entries for site in entry.may_head}
    if ranking.table.at[site_id, "standing"] == LISTED and site_id not in heads:
        return message("Nothing would: a site of the same idea that matches better heads it.")
    return None


def _changeable(check: Check, site_id: str) -> bool:
    """True for a must-have that supply or a delivery can meet; a site too small stays too small."""
    if check.name == "land_need":
        return check.result(site_id) == UNKNOWN
    return check.name in OVERRULED


def _kept_out(ranking: Ranking, site_id: str) -> list[Check]:
    """The must-haves that exclude a site, the undecided ones too where the profile says so."""
    return [check for check, _ in failed(ranking, site_id)]


def _bar(ranking: Ranking, site_id: str, place: int) -> float:
    """The score that the site has to pass: of its siblings, and of the `place`-th other idea."""
    best, own = [], 0.0
    for entry in ranking.entries:
        scores = [ranking.table_score(site) for site in entry.may_head if site != site_id]
        if site_id in entry.may_head:
            own = max(scores, default=0.0)
        elif scores:
            best.append(max(scores))
    best.sort(reverse=True)
    return max(own, best[place - 1] if len(best) >= place else 0.0)


def _smallest(
    ranking: Ranking, site_id: str, able: list[Lever], bar: float
) -> Iterator[tuple[Lever, ...]]:
    """The sets of levers that pass the bar and of which none can be left out, smallest first."""
    found: list[set[str]] = []
    for size in range(1, len(able) + 1):
        for chosen in combinations(able, size):
            names = {lever.about for lever in chosen}
            if any(smaller <= names for smaller in found):
                continue
            if _passes(ranking, site_id, chosen, bar, 1.0):
                found.append(names)
                yield chosen


def _passes(
    ranking: Ranking, site_id: str, chosen: tuple[Lever, ...], bar: float, share: float
) -> bool:
    """True if the levers, pulled to a share of their way, put the site past the bar and in."""
    row = ranking.table.loc[site_id]
    score = row["score"] + sum(lever.gain(share) for lever in chosen)
    known = row["coverage"] + sum(lever.weight for lever in chosen if lever.unknown)
    answered = {gate for lever in chosen for gate in lever.gates}
    out = {check.name for check in _kept_out(ranking, site_id)} - answered
    return bool(score >= bar + AHEAD and known >= ENOUGH_KNOWN and not out)


def _way(
    catalogue: Catalogue,
    ranking: Ranking,
    site_id: str,
    place: int,
    chosen: tuple[Lever, ...],
    bar: float,
) -> Way:
    """The least of the levers that passes the bar, in whole steps, ranked anew."""
    low, high = 0.0, 1.0
    for _ in range(STEPS):
        middle = (low + high) / 2
        passes = _passes(ranking, site_id, chosen, bar, middle)
        low, high = (low, middle) if passes else (middle, high)
    changes = tuple(lever.change(site_id, high) for lever in chosen)
    anew = recommend(catalogue, with_told(ranking.profile, changes))
    return Way(
        changes=changes,
        sentences=tuple(
            lever.sentence(change.value) for lever, change in zip(chosen, changes, strict=True)
        ),
        score=anew.table_score(site_id),
        verified=_stands(anew, site_id) <= place,
    )


def _none(site_id: str, place: int, why: Message) -> Outlook:
    return Outlook(site_id=site_id, place=place, already=False, ways=(), why_not=why)


def _too_far(ranking: Ranking, site_id: str, able: list[Lever], bar: float) -> Message:
    most = ranking.table_score(site_id) + sum(lever.gain(1.0) for lever in able)
    return message(
        "Nothing that people can change would: with all of it the site reaches {most} of 100 "
        "points, and {bar} are needed.",
        most=f"{100 * most:.1f}",
        bar=f"{100 * bar:.1f}",
    )
