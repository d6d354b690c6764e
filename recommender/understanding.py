"""A profile made complete: industries recognised, archetype, weights and anchors decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from features.cities import CHINA, CITIES, OUTSIDE, centre_of, city_of, is_bay_area, is_china
from features.memo import IdentityMemo
from features.recognition import LONGEST_TEXT, Recogniser, Recognition
from recommender.criterion import Criterion, all_criteria
from recommender.errors import ProfileError
from recommender.messages import Message, message
from recommender.places import place_name
from recommender.profile import Anchor, Profile
from recommender.told import check_told
from recommender.weights import WeightSet, check_names, read_weights

if TYPE_CHECKING:
    from features.catalogue import Catalogue

_RECOGNISERS = IdentityMemo(size=4)
_NAMES = IdentityMemo(size=4)
_PLAIN = IdentityMemo(size=512)
ORIGIN = "origin"
"""In a weight file's anchors: the centre of the firm's own city."""

GOODS_TO = "nearest:port"
"""The default anchor to which goods travel and no person: its minutes are those of a truck."""

IN_PLAIN_WORDS = 0.9
"""Confidence from which the words of a rule count as naming an industry."""

FUNCTION_ARCHETYPES = {
    ("hq",): "headquarters",
    ("r_and_d",): "r_and_d",
    ("warehouse",): "logistics",
}
"""A project of one such function is weighed by it, whatever its industry."""


@dataclass(frozen=True, kw_only=True)
class Understanding:
    """What the engine made of a profile, to be shown and corrected.

    Attributes
    ----------
    profile : with industry codes, archetype and anchors
    recognition : what the words said; None when codes were confirmed by hand
    weights : criterion to share, summing to 1 over the criteria that the profile asks
    not_asked : criteria that the profile gives nothing to measure against
    warnings : what the reader should correct
    """

    profile: Profile
    recognition: Recognition | None
    weights: Mapping[str, float]
    not_asked: tuple[str, ...]
    warnings: tuple[Message, ...]


def recogniser(catalogue: Catalogue) -> Recogniser:
    """The recogniser over the catalogue's taxonomy; built once."""
    return _RECOGNISERS.get(
        (catalogue.taxonomy,), None, lambda: Recogniser(taxonomy=catalogue.taxonomy)
    )


def plain_codes(catalogue: Catalogue, words: str) -> tuple[str, ...]:
    """Leaves that some words name outright; none where they only come near."""
    return _PLAIN.get((catalogue.taxonomy,), words, lambda: _plain_codes(catalogue, words))


def _plain_codes(catalogue: Catalogue, words: str) -> tuple[str, ...]:
    found = recogniser(catalogue).recognise(words).industries
    return tuple(industry.code for industry in found if industry.confidence >= IN_PLAIN_WORDS)


def understand(
    catalogue: Catalogue, profile: Profile, weighted: WeightSet | None = None
) -> Understanding:
    """The profile made complete, with every decision that was taken on the way.

    `weighted` takes the place of the archetype's file: the weights that a record kept.

    Raises
    ------
    ProfileError
        If a region or a confirmed industry code is unknown.
    UnknownCriterionError, UnknownArchetypeError, UnknownPlaceError
        If a weight, an archetype or an anchor does not exist.
    """
    cities_of(profile.regions)
    check_told(catalogue, profile)
    recognition, codes = _industries(catalogue, profile)
    archetype = profile.archetype or archetype_of(catalogue, codes, profile.project.functions)
    chosen = weighted or read_weights(archetype)
    complete = replace(
        profile,
        project=replace(profile.project, sector_codes=codes),
        archetype=chosen.name,
        anchors=profile.anchors or default_anchors(chosen, profile),
    )
    weights, not_asked = asked_weights(complete, chosen)
    return Understanding(
        profile=complete,
        recognition=recognition,
        weights=weights,
        not_asked=not_asked,
        warnings=(
            *_unread(catalogue, profile, recognition),
            *_too_long(profile),
            *_unplaced(profile),
            *_unreached(catalogue, complete),
        ),
    )


def archetype_of(catalogue: Catalogue, codes: tuple[str, ...], functions: tuple[str, ...]) -> str:
    """The archetype whose weights suit an industry and its functions; manufacturing if unknown."""
    if functions in FUNCTION_ARCHETYPES:
        return FUNCTION_ARCHETYPES[functions]
    if not codes:
        return "manufacturing"
    return str(catalogue.taxonomy.leaves.at[codes[0], "archetype"])


def cities_of(regions: tuple[str, ...]) -> tuple[str, ...]:
    """The cities that the regions of a profile mean; `CHINA` among them means every city.

    Raises
    ------
    ProfileError
        Naming the unknown region and the known ones.
    """
    cities: list[str] = []
    for region in regions:
        city = city_of(region)
        if is_china(region):
            cities += [CHINA, *CITIES, *OUTSIDE]
        elif is_bay_area(region):
            cities += CITIES
        elif city is None:
            raise ProfileError(
                f"Region {region!r} is not known. Known: Bay Area, China, "
                f"{', '.join((*CITIES, *OUTSIDE))}. Name some of these, or leave `regions` out."
            )
        else:
            cities.append(city)
    return tuple(dict.fromkeys(cities))


def searched(city: pd.Series, regions: tuple[str, ...]) -> np.ndarray:
    """True for each city that the regions of a profile hold; a blank is in none.

    Examples
    --------
    >>> searched(pd.Series(["Zhongshan", "苏州市", None]), ("China",)).tolist()
    [True, True, False]
    """
    wanted = cities_of(regions)
    inside = city.notna() if CHINA in wanted else city.isin(wanted)
    return inside.to_numpy(dtype=bool)


def default_anchors(chosen: WeightSet, profile: Profile) -> tuple[Anchor, ...]:
    """The archetype's anchors; the firm's own city and the places it keeps are among them."""
    city = city_of(profile.project.origin_city)
    origin = centre_of(city) if city else None
    own = [origin] if origin else []
    own += [_point_of(kept.place) for kept in profile.project.keeps]
    shares: dict[str, float] = {}
    for place, share in chosen.anchors.items():
        if place != ORIGIN:
            shares[place] = shares.get(place, 0.0) + share
    for place in own:
        shares[place] = max(shares.get(place, 0.0), chosen.anchors.get(ORIGIN, 0.0) / len(own))
    return tuple(
        Anchor(place=place, weight=share, mode="truck" if place == GOODS_TO else "car")
        for place, share in shares.items()
    )


def _point_of(place: str) -> str:
    """A kept place that is only a city's name stands for the city's centre."""
    city = city_of(place) if place in CITIES else None
    return (centre_of(city) if city else None) or place


def asked_weights(profile: Profile, chosen: WeightSet) -> tuple[dict[str, float], tuple[str, ...]]:
    """Shares over the criteria that the profile asks, and the names of those it does not.

    A criterion without a key has nothing to be measured against (no land need, say); its weight
    goes to the others for every site alike, which is not the same as a site's blank.
    """
    criteria = all_criteria()
    stated = profile.weights if profile.weights is not None else chosen.weights
    where = f"Profile {profile.name!r}" if profile.weights is not None else chosen.name
    check_names(stated, tuple(c.name for c in criteria), where=where)
    asked = [c for c in criteria if _asks(c, profile)]
    total = sum(stated.get(c.name, 0.0) for c in asked)
    if total == 0:
        raise ProfileError(
            f"{where} gives weight only to criteria that it does not ask ({', '.join(stated)}). "
            "Expected a weight above 0 for one that it asks. Add a weight, or state the need."
        )
    shares = {c.name: stated.get(c.name, 0.0) / total for c in asked}
    return shares, tuple(c.name for c in criteria if c.name not in shares)


def _asks(criterion: Criterion, profile: Profile) -> bool:
    return criterion.key(profile) is not None


def _industries(
    catalogue: Catalogue, profile: Profile
) -> tuple[Recognition | None, tuple[str, ...]]:
    confirmed = profile.project.sector_codes
    known = catalogue.taxonomy.leaves.index
    unknown = [code for code in confirmed if code not in known]
    if unknown:
        raise ProfileError(
            f"Industry codes {unknown} are not known. Expected leaves such as {known[0]} or "
            f"{known[-1]} (data/sectors.toml). Correct them, or state the sector in words."
        )
    if confirmed:
        return None, tuple(dict.fromkeys(confirmed))
    recognition = recogniser(catalogue).recognise(profile.project.sector)
    return recognition, tuple(industry.code for industry in recognition.industries)


def _unreached(catalogue: Catalogue, profile: Profile) -> tuple[Message, ...]:
    return tuple(
        message(
            "No minutes to {place} are known: it is too far from the road network, or has no "
            "point.",
            place=place_name(catalogue, anchor.place),
        )
        for anchor in profile.anchors
        if catalogue.travel.minutes_to(anchor.place, profile.roads.by(anchor.mode))["value"]
        .isna()
        .all()
    )


def _unplaced(profile: Profile) -> tuple[Message, ...]:
    origin = profile.project.origin_city
    if not origin or city_of(origin):
        return ()
    return (
        message(
            "“{origin}” is not a city of the catalogue: travel to it is not counted.",
            origin=origin[:60],
        ),
    )


def _too_long(profile: Profile) -> tuple[Message, ...]:
    if len(profile.project.sector) <= LONGEST_TEXT:
        return ()
    return (message("Only the first {n} characters of the industry were read.", n=LONGEST_TEXT),)


def _unread(
    catalogue: Catalogue, profile: Profile, recognition: Recognition | None
) -> tuple[Message, ...]:
    if recognition is None or recognition.recognised:
        return ()
    names = tuple(industry_name(catalogue, code) for code, _ in recognition.nearest)
    return (
        message(
            "Industry not recognised in “{words}”. Nearest: {nearest}. "
            "The ranking goes on without it.",
            words=profile.project.sector[:80],
            nearest=names,
        ),
    )


def industry_name(catalogue: Catalogue, code: str) -> dict[str, str]:
    """The name of an industry leaf in each language."""
    return industry_names(catalogue)[code]


def industry_names(catalogue: Catalogue) -> dict[str, dict[str, str]]:
    """The names of all industry leaves by code, in the order of the taxonomy."""
    return _NAMES.get((catalogue.taxonomy,), None, lambda: _leaf_names(catalogue.taxonomy.leaves))


def _leaf_names(leaves: pd.DataFrame) -> dict[str, dict[str, str]]:
    pairs = leaves[["name_en", "name_zh"]].itertuples(name=None)
    return {str(code): {"en": str(english), "zh": str(chinese)} for code, english, chinese in pairs}
