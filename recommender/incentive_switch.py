"""What the incentives change: places with them and without them, side by side."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from recommender.engine import recommend
from recommender.messages import Message, message
from recommender.places import site_name
from recommender.ranking import Ranking

if TYPE_CHECKING:
    from features.catalogue import Catalogue

INCENTIVE_CRITERION = "incentive_value"


def weighs_incentives(ranking: Ranking) -> bool:
    """True when both orders can be told: an investment is stated, something else has weight."""
    weights = ranking.understanding.weights
    others = sum(share for name, share in weights.items() if name != INCENTIVE_CRITERION)
    return bool(ranking.profile.project.capex_cny) and others > 0


def with_and_without(catalogue: Catalogue, ranking: Ranking) -> pd.DataFrame:
    """Places of the entries of a ranking with incentives and without them.

    Columns with_incentives, without_incentives: whole numbers, blank where a site heads no entry;
    index site_id, in the order of the ranking, then those that only the other order has.
    """
    other = recommend(
        catalogue,
        replace(ranking.profile, count_incentives=not ranking.profile.count_incentives),
    )
    places = [{e.site_id: e.rank for e in found.entries} for found in (ranking, other)]
    on, off = places if ranking.profile.count_incentives else reversed(places)
    index = pd.Index(list(dict.fromkeys([*places[0], *places[1]])), name="site_id")
    return pd.DataFrame(
        {"with_incentives": pd.Series(on), "without_incentives": pd.Series(off)},
        index=index, dtype="Int64",
    )  # fmt: skip


def what_they_change(catalogue: Catalogue, places: pd.DataFrame, *, first: int = 10) -> Message:
    """A sentence: which of the first sites stand elsewhere without incentives."""
    shown = places[(places <= first).any(axis=1)]
    moved = shown[
        (shown["with_incentives"] != shown["without_incentives"]).fillna(value=True).astype(bool)
    ]
    if moved.empty:
        return message("Incentives change no place among the first {n}.", n=first)
    said = tuple(
        message(
            "{site}: {with_} with, {without} without",
            site=site_name(catalogue, str(site)),
            with_=_place(row["with_incentives"]),
            without=_place(row["without_incentives"]),
        )
        for site, row in moved.iterrows()
    )
    return message("Incentives change these places: {moves}.", moves=said)


def _place(place: object) -> str | Message:
    return message("not listed") if pd.isna(place) else str(place)  # type: ignore[call-overload]
