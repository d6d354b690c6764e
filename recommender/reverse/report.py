"""A list of leads seen from one site, as plain JSON values: the contract of the command line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from recommender.places import site_name
from recommender.texts import render, translate

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.leads.lead import CellFault
    from recommender.reverse.filled import Filled
    from recommender.reverse.seen import Miss, Suit


def filled_json(catalogue: Catalogue, filled: Filled, language: str) -> dict[str, Any]:
    """The leads of a site as JSON values; points are 0..100, priority is 0..1."""
    names = site_name(catalogue, filled.site_id)
    return {
        "site_id": filled.site_id,
        "name_en": names["en"],
        "name_zh": names["zh"],
        "suits": [_suit(suit, language) for suit in filled.suits],
        "misses": [_miss(miss, language) for miss in filled.misses],
        "rejected": rejected_json(filled.faults, language),
    }


def rejected_json(faults: Sequence[CellFault], language: str) -> list[dict[str, Any]]:
    """The cells that keep rows from being leads: row, column, value and reason."""
    return [
        {"row": f.row, "column": f.column, "value": f.value, "reason": render(f.reason, language)}
        for f in faults
    ]


def _suit(suit: Suit, language: str) -> dict[str, Any]:
    winning = suit.winning
    why_not = winning.why_not if winning else None
    return {
        "lead_id": suit.lead.lead_id,
        "company": suit.lead.company,
        "place": suit.place,
        "heads": suit.heads,
        "points": suit.points,
        "low": suit.low,
        "high": suit.high,
        "behind": suit.behind,
        "first": suit.first,
        "open": [translate(label, language) for label in suit.open],
        "wins_if": [render(said, language) for said in (winning.said if winning else ())],
        "verified": bool(winning and winning.verified),
        "why_not": None if why_not is None else render(why_not, language),
        "investment_cny": suit.lead.profile.project.capex_cny,
        "priority": suit.priority,
    }


def _miss(miss: Miss, language: str) -> dict[str, Any]:
    return {
        "lead_id": miss.lead.lead_id,
        "company": miss.lead.company,
        "standing": miss.standing,
        "misses": [render(said, language) for said in miss.misses],
    }
