"""Minutes to the places that matter to the firm, as one weighted mean."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, cast

import numpy as np
import pandas as pd

from features.performance import performance
from models.value_functions import linear
from recommender.criterion import Criterion
from recommender.messages import Message, message
from recommender.places import place_name
from recommender.profile import Anchor, Profile
from recommender.words import BY

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from features.roads import Roads, Vehicle


def key(profile: Profile) -> Hashable | None:
    """Places with their modes and shares, and the roads; None when every share is zero."""
    total = sum(anchor.importance for anchor in profile.anchors)
    if total == 0:
        return None
    shares = ((a.place, a.mode, a.importance / total) for a in profile.anchors if a.importance)
    return tuple(shares), profile.roads


def measure(catalogue: Catalogue, key: Hashable) -> pd.DataFrame:
    """Weighted mean of the minutes to the anchors; unknown when one of them is."""
    shares, roads = cast("tuple[tuple[tuple[str, Vehicle, float], ...], Roads]", key)
    minutes = [
        share * catalogue.travel.minutes_to(place, roads.by(mode)) for place, mode, share in shares
    ]
    total = sum(table.to_numpy() for table in minutes)
    return performance(catalogue.sites.index, total[:, 0], total[:, 1], total[:, 2])


def describe(catalogue: Catalogue, profile: Profile, site_id: str, value: float) -> Message:
    """Minutes to the two weightiest anchors."""
    heaviest = sorted(profile.anchors, key=lambda a: -a.importance)[:2]
    mixed = any(anchor.mode != "car" for anchor in heaviest)
    legs = tuple(
        _leg(catalogue, a, _minutes(catalogue, profile, a, site_id), say_car=mixed)
        for a in heaviest
    )
    far = catalogue.travel.far[site_id]
    if mixed:
        if far:
            return message(
                "On {on}: {legs}, roughly: far from the road network", on=profile.on, legs=legs
            )
        return message("On {on}: {legs}", on=profile.on, legs=legs)
    if far:
        return message(
            "By car on {on}: {legs}, roughly: far from the road network", on=profile.on, legs=legs
        )
    return message("By car on {on}: {legs}", on=profile.on, legs=legs)


def brief(catalogue: Catalogue, profile: Profile, site_id: str, value: float) -> Message:
    """Minutes to the weightiest anchor."""
    first = max(profile.anchors, key=lambda a: a.importance)
    minutes = _minutes(catalogue, profile, first, site_id)
    if np.isnan(minutes):
        return message("{minutes} min to your places on average", minutes=round(value))
    return _leg(catalogue, first, minutes)


def _minutes(catalogue: Catalogue, profile: Profile, anchor: Anchor, site_id: str) -> float:
    minutes = catalogue.travel.minutes_to(anchor.place, profile.roads.by(anchor.mode))
    return float(minutes.at[site_id, "value"])


def _leg(catalogue: Catalogue, anchor: Anchor, minutes: float, *, say_car: bool = False) -> Message:
    place = place_name(catalogue, anchor.place)
    if anchor.mode == "car" and not say_car:
        return message("{minutes} min to {place}", minutes=round(minutes), place=place)
    return message(
        "{minutes} min to {place} {by}",
        minutes=round(minutes), place=place, by=Message(text=BY[anchor.mode]),
    )  # fmt: skip


CRITERION = Criterion(
    name="anchor_access",
    label="Access to your places",
    unit="min",
    objective="min",
    key=key,
    measure=measure,
    value_function=linear(worst=180.0, best=30.0),
    absence="unknown",
    typical=0.5,
    group="Place",
    reference="Strategic network as of the day; anchors are judgement, see docs/access.md",
    question="Where exactly is the site?",
    describe=describe,
    brief=brief,
)
