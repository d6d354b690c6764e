"""Minutes to a place as a must-have: decided by the whole interval."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from recommender.gate import Check, checked, verdict
from recommender.messages import Message, message
from recommender.places import place_name
from recommender.words import BY

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.profile import Anchor, Profile


def minutes(catalogue: Catalogue, profile: Profile) -> list[Check]:
    """Minutes from each site to every anchor that states a limit."""
    limited = [anchor for anchor in profile.anchors if anchor.max_minutes is not None]
    return [_minutes_to(catalogue, profile, anchor) for anchor in limited]


def _minutes_to(catalogue: Catalogue, profile: Profile, anchor: Anchor) -> Check:
    limit = float(anchor.max_minutes or 0)
    minutes = catalogue.travel.minutes_to(anchor.place, profile.roads.by(anchor.mode))
    bound = catalogue.travel.at_least_to(anchor.place, anchor.mode)
    off_network = minutes["value"].isna() & (bound > limit)
    place = place_name(catalogue, anchor.place)
    table = checked(
        minutes.index,
        verdict(
            (minutes["high"] <= limit).to_numpy(),
            ((minutes["low"] > limit) | off_network).to_numpy(),
        ),
        have=minutes["value"].to_numpy(),
        need=limit,
        misses_by=np.where(off_network, bound - limit, (minutes["value"] - limit).clip(lower=0)),
        at_least=off_network.to_numpy(),
    )

    def reason(site_id: str) -> Message:
        row = minutes.loc[site_id]
        if off_network[site_id]:
            return message(
                "Off the road network; even straight and fast {bound} min to {place}, at most "
                "{limit} asked",
                bound=round(bound[site_id]),
                limit=round(limit),
                place=place,
            )
        if np.isnan(row["value"]):
            return message("Minutes to {place} are not known", place=place)
        return message(
            "{minutes} min to {place} {by} ({low} to {high}), at most {limit} asked",
            by=Message(text=BY[anchor.mode]),
            minutes=round(row["value"]),
            low=round(row["low"]),
            high=round(row["high"]),
            limit=round(limit),
            place=place,
        )

    return Check(name="minutes_to_anchor", label="Minutes", unit="min", table=table, reason=reason)
