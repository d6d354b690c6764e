"""A way as JSON: the contract of `travel`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from features.gazetteer import Place
from features.routes import STREETS, Leg, Route
from recommender.journeys import before_and_after, in_sum, legs_in_words, notes
from recommender.texts import render

if TYPE_CHECKING:
    from features.catalogue import Catalogue


def route_json(catalogue: Catalogue, way: Route, language: str) -> dict[str, Any]:
    """Minutes, kilometres, known tolls and links of a way; null where there is no way.

    `links` together with `streets_min` (the last kilometres at both ends) take `minutes`.
    """
    return {
        "from": _place(way.start),
        "to": _place(way.end),
        "on": way.roads.on.isoformat(),
        "vehicle": way.roads.vehicle,
        "without": list(way.roads.without),
        "planned": list(way.roads.planned),
        "status": "reachable" if way.reachable else "unreachable",
        "minutes": _number(way.minutes),
        "low": _number(way.low),
        "high": _number(way.high),
        "km": _number(way.km),
        "toll_cny": way.toll_cny,
        "wait_min": _number(way.wait) if way.reachable else None,
        "streets_min": _number(sum(leg.minutes for leg in way.legs if leg.mode == STREETS))
        if way.reachable
        else None,
        "permit_needed": way.permit,
        "links": [_link(leg) for leg in way.legs if leg.mode != STREETS],
        "in_words": [
            render(said, language)
            for said in (in_sum(way), *legs_in_words(way), *notes(catalogue, way))
        ],
        "compared": [
            {
                "what": render(other.words, language),
                "on": other.way.roads.on.isoformat(),
                "planned": list(other.way.roads.planned),
                "minutes": _number(other.way.minutes),
                "low": _number(other.way.low),
                "high": _number(other.way.high),
            }
            for other in before_and_after(catalogue, way)
        ],
    }


def _place(place: Place) -> dict[str, Any]:
    return {"id": place.id, **{f"name_{lang}": name for lang, name in place.names.items()}}


def _link(leg: Leg) -> dict[str, Any]:
    names = dict.fromkeys(leg.names.values())
    return {
        "name": " ".join(names),
        "name_en": leg.names["en"],
        "name_zh": leg.names["zh"],
        "mode": leg.mode,
        "minutes": _number(leg.minutes),
        "open_date": None if leg.open_date is None else f"{leg.open_date:%Y-%m-%d}",
        "ids": list(leg.links),
        "km": _number(leg.km),
        "assumed_speed_km": _number(leg.assumed_km),
        "wait_min": _number(leg.wait),
        "wait_basis": leg.wait_basis or None,
        "toll_cny": leg.toll_cny,
        "permit_needed": leg.permit,
        "status": leg.status,
    }


def _number(value: float) -> float | None:
    return round(float(value), 2) if np.isfinite(value) else None
