"""A list of leads seen from one site: whom to call first, and whom the site cannot serve."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from recommender.ranking import (
    EXCLUDED,
    NOT_ON_OFFER,
    OTHER_INDUSTRY,
    TOO_LITTLE_KNOWN,
)
from recommender.reverse.seen import Miss, Suit, check_ranks, seen_from
from recommender.reverse.winning import with_winning

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.leads.lead import CellFault, Leads
    from recommender.match.matched import Setting

WAYS_FOR = 20
"""Leads of highest priority for which verified ways are looked for: each way ranks anew."""
_NEAREST = (EXCLUDED, TOO_LITTLE_KNOWN, NOT_ON_OFFER, OTHER_INDUSTRY)

T = TypeVar("T")

Step = Callable[[int, int], None]
"""Told how many steps are done, of how many."""


@dataclass(frozen=True, kw_only=True)
class Filled:
    """What a list of leads holds for a site.

    `suits` stand by the place of the site for the lead, then by falling priority; `misses` with
    those first that a must-have keeps out, then by lead id as they stood.
    """

    site_id: str
    setting: Setting
    on: date
    suits: tuple[Suit, ...]
    misses: tuple[Miss, ...]
    faults: tuple[CellFault, ...]


def fill_site(
    catalogue: Catalogue, site_id: str, leads: Leads, setting: Setting, step: Step | None = None
) -> Filled:
    """Which leads suit a site, and what the others and the not first ones would take.

    Raises
    ------
    UnknownSiteError
        If the site is unknown (the nearest ids are named), or never ranked.
    """
    check_ranks(catalogue, site_id, setting)
    tell = _Steps(step, len(leads.leads))
    seen = [tell.after(seen_from(catalogue, site_id, lead, setting)) for lead in leads.leads]
    suits = [one for one in seen if isinstance(one, Suit)]
    for_ways = {suit.lead.lead_id for suit in most_worth(suits)}
    tell.total += sum(not suit.is_first for suit in suits)
    told = [
        suit
        if suit.is_first
        else tell.after(with_winning(catalogue, site_id, suit, setting,
                                     ways=suit.lead.lead_id in for_ways))
        for suit in suits
    ]  # fmt: skip
    misses = [one for one in seen if isinstance(one, Miss)]
    return Filled(
        site_id=site_id,
        setting=setting,
        on=leads.on,
        suits=tuple(sorted(told, key=_order)),
        misses=tuple(sorted(misses, key=lambda miss: _NEAREST.index(miss.standing))),
        faults=leads.faults,
    )


def most_worth(suits: Sequence[Suit]) -> list[Suit]:
    """The leads of highest priority that the site would have to win."""
    lost = [suit for suit in suits if not suit.is_first]
    return sorted(lost, key=lambda suit: (-suit.priority, suit.lead.lead_id))[:WAYS_FOR]


def _order(suit: Suit) -> tuple[int, float, str]:
    return suit.place, -suit.priority, suit.lead.lead_id


class _Steps:
    """Counts what is done, and tells it."""

    def __init__(self, step: Step | None, total: int) -> None:
        self._step, self.done, self.total = step, 0, total

    def after(self, made: T) -> T:
        self.done += 1
        if self._step:
            self._step(self.done, self.total)
        return made
