"""The smallest change of the must-haves that lists something, when nothing is listed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING

from recommender.engine import recommend
from recommender.gate import FAIL, UNKNOWN, failing, undecided
from recommender.gates import checks
from recommender.messages import Message, message
from recommender.places import site_name
from recommender.profile_parts import MOST_MINUTES
from recommender.ranking import LISTED, NOT_ON_OFFER, TOO_LITTLE_KNOWN, Ranking
from recommender.relaxation import Price, price
from recommender.steps import POLICY, Step, dropped, relaxed, steps, with_minutes
from recommender.told import told_checks

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.gate import Check

MustHave = tuple[str, int]
"""A gate, and the number of the must-have among those of that gate."""

WAY_OUT = "way_out"

MINUTES_GATE = "minutes_to_anchor"
FINE = 5.0
"""Minutes by which the least limit is looked for."""


@dataclass(frozen=True, kw_only=True)
class WayOut:
    """The smallest change that lists something, verified by ranking again; `price` None if none.

    `says` is the way out, or why there is none, in words.
    """

    price: Price | None
    says: Message


def way_out(catalogue: Catalogue, ranking: Ranking) -> WayOut | None:
    """The fewest must-haves to ease, or else to drop, so that something is listed.

    None when the ranking lists something already.
    Of ways of the same number of must-haves, the one that drops fewest of them, then the one
    that lists most.
    """
    if ranking.entries:
        return None
    open_ = recommend(catalogue, replace(ranking.profile, gates=()))
    suited = open_.standing(LISTED)
    if not suited:
        return WayOut(price=None, says=_why_not(open_))
    obstacles = _obstacles(ranking, suited)
    for tied in _ways(catalogue, ranking, obstacles):
        open_ways = [way for way in tied if _opens(catalogue, ranking, way, suited)]
        found = [price(catalogue, ranking, way, gate=WAY_OUT) for way in open_ways]
        best = max(found, key=lambda each: len(each.gained), default=None)
        if best is not None and best.gained:
            least = _with_least_minutes(catalogue, ranking, best, suited)
            return WayOut(price=least, says=_in_words(catalogue, least))
    return WayOut(price=None, says=message(_STAYS if obstacles else _BARRED, n=len(suited)))


def _with_least_minutes(
    catalogue: Catalogue, ranking: Ranking, found: Price, suited: list[str]
) -> Price:
    """The way with the least limit that lists something, in steps of `FINE` minutes, in place of
    the last limit that it drops."""
    limits = [step for step in found.steps if step.whole and step.gate == MINUTES_GATE]
    if not limits:
        return found
    others = tuple(step for step in found.steps if step is not limits[-1])

    def way(tries: int) -> tuple[Step, ...]:
        minutes = with_minutes(catalogue, ranking.profile, limits[-1].number, FINE * tries)
        return (*others, minutes)

    most = int(MOST_MINUTES / FINE)
    tries = bisect_left(
        range(1, most), True, key=lambda n: _opens(catalogue, ranking, way(n), suited)
    )
    least = price(catalogue, ranking, way(tries + 1), gate=WAY_OUT)
    return least if least.gained else found


_BARRED = message(
    "No change of your must-haves lists a site: rules of the parks or of market access stand "
    "against every site known for this industry ({n})"
).text
_STAYS = message(
    "No change of your must-haves that was tried lists a site, though {n} {n:is|are} known for "
    "this industry"
).text


def _in_words(catalogue: Catalogue, found: Price) -> Message:
    return message(
        "The smallest change that lists something: {what}. Listed then: {n}, first {first}",
        what=found.what,
        n=len(found.gained),
        first=tuple(site_name(catalogue, site) for site in found.first),
    )


def _why_not(open_: Ranking) -> Message:
    """Why nothing is listed even without a single must-have."""
    planned = len(open_.standing(NOT_ON_OFFER))
    if planned:
        return message(
            "No change of your must-haves lists a site: what is known for this industry is "
            "planned and not yet on offer ({n} {n:site|sites})",
            n=planned,
        )
    return message(
        "No change of your must-haves lists a site: none is known for this industry. {n} "
        "{n:site says too little of itself|sites say too little of themselves} to be ranked; ask "
        "{n:it|them}, or correct the industry",
        n=len(open_.standing(TOO_LITTLE_KNOWN)),
    )


def _ways(
    catalogue: Catalogue, ranking: Ranking, obstacles: set[frozenset[MustHave]]
) -> Iterator[list[tuple[Step, ...]]]:
    """Ways to try, those of the same size and as many dropped must-haves together, smallest first.

    Every must-have alone is tried too: a step may do more than its own name says.
    """
    eased = steps(catalogue, ranking)
    moves: dict[MustHave, list[Step]] = {}
    for step in (*eased, *dropped(catalogue, ranking)):
        moves.setdefault((step.gate, step.number), []).append(step)
    order = list(moves)
    sets = {o for o in obstacles if o and o <= set(moves)} | {frozenset({key}) for key in moves}
    for size in sorted({len(each) for each in sets}):
        keys = sorted(sorted(each, key=order.index) for each in sets if len(each) == size)
        ways = [way for each in keys for way in product(*(moves[key] for key in each))]
        for whole in range(size + 1):
            yield [way for way in ways if sum(step.whole for step in way) == whole]


def _opens(
    catalogue: Catalogue, ranking: Ranking, way: tuple[Step, ...], suited: list[str]
) -> bool:
    """Whether the must-haves alone let a suited site through: ranking again costs far more."""
    profile = relaxed(ranking.profile, way)
    found = told_checks(checks(catalogue, profile), profile)
    out = failing(found, catalogue.sites.index)
    if profile.unknown_policy == "exclude":
        out |= undecided(found, catalogue.sites.index)
    return not out[suited].all()


def _obstacles(ranking: Ranking, suited: list[str]) -> set[frozenset[MustHave]]:
    """For each site that suits but for the must-haves, those that stand in its way.

    A site that a rule of its own bars is left out: an investor cannot give way for it.
    """
    numbered = _numbered(ranking.matrix.checks)
    return {
        frozenset(_in_the_way(ranking, numbered, site))
        for site in suited
        if not any(c.side == "park" and c.result(site) == FAIL for _, c in numbered)
    }


def _in_the_way(
    ranking: Ranking, numbered: list[tuple[MustHave, Check]], site_id: str
) -> set[MustHave]:
    mine = {key: c.result(site_id) for key, c in numbered if c.side == "investor"}
    fails = {key for key, result in mine.items() if result == FAIL}
    unknown = ranking.profile.unknown_policy == "exclude" and UNKNOWN in mine.values()
    return fails | ({(POLICY, 0)} if unknown else set())


def _numbered(found: tuple[Check, ...]) -> list[tuple[MustHave, Check]]:
    """Each check with its number among those of its gate, as the steps are numbered."""
    names = [check.name for check in found]
    return [((c.name, names[:i].count(c.name)), c) for i, c in enumerate(found)]
