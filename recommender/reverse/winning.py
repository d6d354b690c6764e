"""What would win a lead for a site that suits it but is not its first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from recommender.contrast import TELLS, contrast
from recommender.counterfactual import outlook
from recommender.engine import recommend
from recommender.messages import Message, several
from recommender.ranking import Ranking

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.match.matched import Setting
    from recommender.reverse.seen import Suit

WAYS = 3
"""Verified ways that are told of a lead."""
AHEAD = 3
"""Criteria in which the first site is ahead that are told of a lead."""


@dataclass(frozen=True, kw_only=True)
class Winning:
    """What would win a lead.

    `verified` says that each of `ways` was ranked anew and puts the site first. Otherwise `ahead`
    says in which criteria the first site is ahead, the largest first, and `why_not` why there is no
    way, where that was looked for.
    """

    verified: bool
    ways: tuple[Message, ...] = ()
    ahead: tuple[Message, ...] = ()
    why_not: Message | None = None

    @property
    def said(self) -> tuple[Message, ...]:
        """The ways; without one, where the first site is ahead."""
        return self.ways or self.ahead


def with_winning(
    catalogue: Catalogue, site_id: str, suit: Suit, setting: Setting, *, ways: bool
) -> Suit:
    """The lead with what would win it; `ways` looks for verified ones too, which takes longer."""
    if suit.is_first:
        return suit
    ranking = recommend(catalogue, setting.asked(suit.lead.profile))
    ahead = _ahead(catalogue, ranking, suit.first, site_id)
    found = outlook(catalogue, ranking, site_id) if ways else None
    if found is not None and found.ways:
        told = tuple(several(way.sentences) for way in found.ways[:WAYS])
        return replace(suit, winning=Winning(verified=True, ways=told, ahead=ahead))
    why_not = found.why_not if found is not None else None
    return replace(suit, winning=Winning(verified=False, ahead=ahead, why_not=why_not))


def _ahead(catalogue: Catalogue, ranking: Ranking, first: str, site_id: str) -> tuple[Message, ...]:
    found = contrast(catalogue, ranking, first, site_id)
    n = int((found.terms["difference"] >= TELLS).sum())
    return found.lines[: min(n, AHEAD)]
