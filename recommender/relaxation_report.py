"""What must-haves cost and the way out of an empty list, as plain JSON values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recommender.ranking import Ranking
from recommender.relaxation import Price, price_in_words, prices
from recommender.texts import render
from recommender.way_out import way_out

if TYPE_CHECKING:
    from features.catalogue import Catalogue


def relaxation_json(catalogue: Catalogue, ranking: Ranking, language: str) -> dict[str, Any]:
    """`must_have_prices`, the last of them `together`, and `way_out` where nothing is listed.

    A must-have that the profile does not state has no price.
    """
    found = prices(catalogue, ranking)
    answer: dict[str, Any] = {
        "must_have_prices": [price_json(catalogue, price, language) for price in found]
    }
    out = way_out(catalogue, ranking)
    if out is not None:
        answer["way_out"] = {
            "says": render(out.says, language),
            **(price_json(catalogue, out.price, language, says=False) if out.price else {}),
        }
    return answer


def price_json(
    catalogue: Catalogue, price: Price, language: str, *, says: bool = True
) -> dict[str, Any]:
    """One price: the must-have, the step in words, what it gains, the new first three."""
    return {
        "gate": price.gate,
        "gates": [step.gate for step in price.steps],
        "step": render(price.what, language),
        "families_gained": len(price.gained),
        "gained": [entry.site_id for entry in price.gained],
        "points_gained": price.points,
        "first_three": list(price.first),
        **({"says": render(price_in_words(catalogue, price), language)} if says else {}),
    }
