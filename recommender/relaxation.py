"""What each must-have costs, and the smallest way out when nothing is left.

Every number comes from ranking again with the relaxed profile: nothing is estimated.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recommender.engine import recommend
from recommender.messages import Message, message, several
from recommender.places import site_name
from recommender.profile import Profile
from recommender.ranking import LISTED, Entry, Ranking
from recommender.steps import Step, relaxed, steps

if TYPE_CHECKING:
    from features.catalogue import Catalogue

FIRST = 3
"""So many sites of the new list are named."""

TOGETHER = "together"


@dataclass(frozen=True, kw_only=True)
class Price:
    """What giving way buys: some steps, the relaxed profile, and how its ranking differs.

    Attributes
    ----------
    gate : the must-have, or `together` for a step of each
    steps : what is given way, in words and as changes of a profile
    profile : the relaxed profile
    gained : entries of the new list of which no site was listed before, best first
    points : how much the best score gains, in points of 100; None where nothing was listed
        before, or nothing is now
    before, first : the heads of the first three entries, before and with the steps
    """

    gate: str
    steps: tuple[Step, ...]
    profile: Profile
    gained: tuple[Entry, ...]
    points: float | None
    before: tuple[str, ...]
    first: tuple[str, ...]

    @property
    def what(self) -> Message:
        """What is given way, in words."""
        return several([step.what for step in self.steps])

    @property
    def free(self) -> bool:
        """True when the must-have costs nothing: the list and its first three stay."""
        same = bool(self.before) and self.first == self.before
        return same and not self.gained and not self.points


def prices(catalogue: Catalogue, ranking: Ranking) -> tuple[Price, ...]:
    """The price of each must-have that the profile states, then of a step of each together.

    A must-have that is not stated has no price; with fewer than two, nothing is `together`.

    Examples
    --------
    >>> from features.catalogue import read_catalogue
    >>> from recommender import read_example
    >>> catalogue = read_catalogue()
    >>> land = prices(catalogue, recommend(catalogue, read_example("cell_therapy")))[0]
    >>> land.gate, str(land.what)
    ('land_need', 'need 16 mu of land instead of 20')
    """
    each = steps(catalogue, ranking)
    found = [price(catalogue, ranking, (step,), gate=step.gate) for step in each]
    if len(each) > 1:
        found.append(price(catalogue, ranking, each, gate=TOGETHER))
    return tuple(found)


def price(catalogue: Catalogue, ranking: Ranking, given: tuple[Step, ...], *, gate: str) -> Price:
    """What some steps taken together buy, by ranking again."""
    profile = relaxed(ranking.profile, given)
    after = recommend(catalogue, profile)
    listed = set(ranking.standing(LISTED))
    best, now = best_score(ranking), best_score(after)
    return Price(
        gate=gate,
        steps=given,
        profile=profile,
        gained=tuple(e for e in after.entries if listed.isdisjoint((e.site_id, *e.family))),
        points=None if best is None or now is None else round(100 * (now - best), 9),
        before=_first(ranking),
        first=_first(after),
    )


def best_score(ranking: Ranking) -> float | None:
    """The best score 0..1 of a listed site; None when nothing is listed."""
    listed = ranking.table.loc[ranking.table["standing"] == LISTED, "score"]
    return float(listed.max()) if len(listed) else None


def price_in_words(catalogue: Catalogue, found: Price) -> Message:
    """What giving way buys, in a sentence."""
    what = message("all of these together") if found.gate == TOGETHER else found.what
    if found.free:
        return message(
            "{what}: gains no site and no point; what is asked costs nothing so far", what=what
        )
    first = tuple(site_name(catalogue, site) for site in found.first)
    said = {"what": what, "n": len(found.gained), "first": first}
    if not found.first:
        return message("{what}: nothing is listed then either", what=what)
    if found.points is None:
        return message("{what}: {n} more to choose from; first {first}", **said)
    if not found.gained:
        return message(
            "{what}: nothing more to choose from, {points} points for the best; first {first}",
            points=_signed(found.points), **said,
        )  # fmt: skip
    if found.first == found.before:
        return message(
            "{what}: {n} more to choose from, {points} points for the best; the first ones stay",
            points=_signed(found.points), **said,
        )  # fmt: skip
    return message(
        "{what}: {n} more to choose from, {points} points for the best; first then {first}",
        points=_signed(found.points), **said,
    )  # fmt: skip


def _signed(points: float) -> str:
    return f"{points:+.1f}" if round(points, 1) else "0"


def _first(ranking: Ranking) -> tuple[str, ...]:
    heads = sorted(ranking.entries, key=lambda entry: entry.rank)
    return tuple(entry.site_id for entry in heads[:FIRST])
