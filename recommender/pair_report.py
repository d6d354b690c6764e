"""Pairs in words and as JSON: who goes where, how far apart, and under which named mode."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from features.routes import Route
from recommender.journey_report import route_json
from recommender.journeys import minutes_alone, way_between
from recommender.messages import Message, message
from recommender.pairing import Half, Pair, Pairs
from recommender.places import city_name, place_name
from recommender.profile import Profile
from recommender.texts import in_language, render
from recommender.words import FUNCTIONS

if TYPE_CHECKING:
    from features.catalogue import Catalogue


def way_of_pair(catalogue: Catalogue, profile: Profile, found: Pair) -> Route:
    """The way by car between the two halves."""
    return way_between(catalogue, found.office, found.production, profile.roads)


def mode_of(catalogue: Catalogue, found: Pair) -> dict[str, str] | None:
    """The name of the cooperation mode that joins the halves, in each language."""
    if found.mode is None:
        return None
    row = catalogue.cooperation_modes.iloc[found.mode]
    return {"en": str(row["label_en"]), "zh": str(row["label_zh"])}


def sentence(catalogue: Catalogue, profile: Profile, pairs: Pairs, found: Pair) -> Message:
    """Who goes where, how long the way between takes, and the mode that names the split."""
    words = {
        "office": _half(catalogue, pairs.office, found.office),
        "production": _half(catalogue, pairs.production, found.production),
        "minutes": _between(way_of_pair(catalogue, profile, found)),
    }
    mode = mode_of(catalogue, found)
    if mode is None:
        return message("{office}; {production}; between them {minutes}", **words)
    return message(
        "{office}; {production}; between them {minutes}; named by the zone: “{mode}”",
        **words, mode=mode,
    )  # fmt: skip


def _between(way: Route) -> Message:
    if way.permit:
        return message("{minutes} by car, cross-boundary permit needed", minutes=minutes_alone(way))
    return message("{minutes} by car", minutes=minutes_alone(way))


def _half(catalogue: Catalogue, half: Half, site: str) -> Message:
    functions = tuple(Message(text=FUNCTIONS[f]) for f in half.functions)
    words = {"functions": functions, "place": place_name(catalogue, site)}
    if half.place is not None:
        return message("{functions} stays at {place}", **words)
    city = city_name(str(catalogue.sites.at[site, "city"]))
    return message("{functions} at {place}, {city}", **words, city=city)


def pairs_json(
    catalogue: Catalogue, profile: Profile, pairs: Pairs, language: str
) -> dict[str, Any]:
    """The pairs with the terms of their scores, gates of the searched halves, ways and modes."""
    return {
        "compared": pairs.compared,
        "halves": {name: _half_json(half) for name, half in _halves(pairs)},
        "pairs": [_pair_json(catalogue, profile, pairs, found, language) for found in pairs.pairs],
    }


def _halves(pairs: Pairs) -> tuple[tuple[str, Half], ...]:
    return ("office", pairs.office), ("production", pairs.production)


def _half_json(half: Half) -> dict[str, Any]:
    regions = () if half.ranking is None else half.ranking.profile.regions
    return {"functions": list(half.functions), "kept": half.place, "regions": list(regions)}


def _pair_json(
    catalogue: Catalogue, profile: Profile, pairs: Pairs, found: Pair, language: str
) -> dict[str, Any]:
    way = route_json(catalogue, way_of_pair(catalogue, profile, found), language)
    mode = mode_of(catalogue, found)
    return {
        "rank": found.rank,
        "office_site_id": found.office,
        "production_site_id": found.production,
        "office": _site_json(catalogue, pairs.office, found.office, language),
        "production": _site_json(catalogue, pairs.production, found.production, language),
        "score": found.score,
        "score_low": found.low,
        "score_high": found.high,
        "terms": dict(found.terms),
        "minutes": None if np.isnan(found.minutes) else round(found.minutes, 2),
        "low": way["low"],
        "high": way["high"],
        "permit_needed": way["permit_needed"],
        "assumed": ["minutes"] if found.assumed else [],
        "mode": None if mode is None else in_language(mode, language),
        "sentence": render(sentence(catalogue, profile, pairs, found), language),
        "way": way,
    }


def _site_json(catalogue: Catalogue, half: Half, site: str, language: str) -> dict[str, Any]:
    name = place_name(catalogue, site)
    shown = name if isinstance(name, dict) else {"en": str(name), "zh": str(name)}
    checks = half.ranking.matrix.checks if half.ranking is not None else ()
    return {
        "site_id": site,
        "name_en": shown["en"],
        "name_zh": shown["zh"],
        "kept": half.place is not None,
        "score": None if half.ranking is None else half.ranking.table_score(site),
        "gates": [
            {
                "gate": check.name,
                "result": check.result(site),
                "reason": render(check.reason(site), language),
            }
            for check in checks
        ],
    }
