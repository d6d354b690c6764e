"""Minutes by car to the places that matter to the firm, as one weighted mean."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from typing import TYPE_CHECKING, cast

import numpy as np
import pandas as pd

from features.performance import performance
from models.value_functions import linear
from recommender.criterion import Criterion
from recommender.messages import Message, message
from recommender.places import place_name
from recommender.profile import Profile

if TYPE_CHECKING:
    from features.catalogue import Catalogue


def key(profile: Profile) -> Hashable | None:
    """Places with their shares, and the day; None when every share is zero."""
    total = sum(anchor.weight for anchor in profile.anchors)
    if total == 0:
        return None
    return tuple((a.place, a.weight / total) for a in profile.anchors if a.weight), profile.on


def measure(catalogue: Catalogue, key: Hashable) -> pd.DataFrame:
    """Weighted mean of car minutes to the anchors; unknown when one of them is."""
    shares, on = cast("tuple[tuple[tuple[str, float], ...], date]", key)
    minutes = [share * catalogue.travel.minutes_to(place, on) for place, share in shares]
    total = sum(table.to_numpy() for table in minutes)
    return performance(catalogue.sites.index, total[:, 0], total[:, 1], total[:, 2])


def describe(catalogue: Catalogue, profile: Profile, site_id: str, value: float) -> Message:
    """Minutes to the two weightiest anchors."""
    heaviest = sorted(profile.anchors, key=lambda a: -a.weight)[:2]
    legs = tuple(
        message(
            "{minutes} min to {place}",
            minutes=round(
                float(catalogue.travel.minutes_to(a.place, profile.on).at[site_id, "value"])
            ),
            place=place_name(catalogue, a.place),
        )
        for a in heaviest
    )
    if catalogue.travel.far[site_id]:
        return message(
            "By car on {on}: {legs}, roughly: far from the road network", on=profile.on, legs=legs
        )
    return message("By car on {on}: {legs}", on=profile.on, legs=legs)


def brief(catalogue: Catalogue, profile: Profile, site_id: str, value: float) -> Message:
    """Minutes to the weightiest anchor."""
    first = max(profile.anchors, key=lambda a: a.weight)
    minutes = catalogue.travel.minutes_to(first.place, profile.on).at[site_id, "value"]
    if np.isnan(minutes):
        return message("{minutes} min to your places on average", minutes=round(value))
    return message(
        "{minutes} min to {place}",
        minutes=round(float(minutes)),
        place=place_name(catalogue, first.place),
    )


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
