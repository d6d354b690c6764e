"""One engine for every door: `recommend(catalogue, profile)`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from features.memo import IdentityMemo
from recommender.entries import entries
from recommender.matrix import decision_matrix
from recommender.profile import Profile
from recommender.ranking import Ranking, ordered, rankable, standings
from recommender.told import unheard
from recommender.understanding import Understanding, understand
from recommender.weights import WeightSet

if TYPE_CHECKING:
    from features.catalogue import Catalogue

ENGINE_VERSION = "0.2.0"
"""Raised whenever the same profile and data may give another ranking."""


def recommend(catalogue: Catalogue, profile: Profile, weighted: WeightSet | None = None) -> Ranking:
    """The ranking of the catalogue's candidates for a profile: same inputs, same bytes.

    `weighted` takes the place of the archetype's weight file: the weights that a record kept.

    Raises
    ------
    ProfileError
        If the profile names an unknown region, criterion, archetype or industry code.
    UnknownPlaceError
        If an anchor is not a site, a node or `lon,lat`.
    """
    understanding = understand(catalogue, profile, weighted)
    may = candidates_of(catalogue, understanding.profile.regions)
    matrix = decision_matrix(may, understanding)
    told = unheard(catalogue, understanding.profile, matrix.checks)
    understanding = replace(understanding, warnings=(*understanding.warnings, *told))
    table = ordered(standings(may, matrix, understanding))
    return Ranking(
        table=table,
        entries=entries(catalogue, table, _fit(catalogue, understanding)),
        matrix=matrix,
        understanding=understanding,
        provenance=_provenance(catalogue, profile, understanding),
    )


def candidates_of(catalogue: Catalogue, regions: tuple[str, ...]) -> Catalogue:
    """The catalogue with the candidates that a search of some regions may rank; the same object
    for the same search, so that what was derived from it is found again."""
    return _MAY.get((catalogue,), regions, lambda: catalogue.only(rankable(catalogue, regions)))


_MAY = IdentityMemo(size=16)


def _fit(catalogue: Catalogue, understanding: Understanding) -> pd.Series:
    project = understanding.profile.project
    if not project.sector_codes:
        return pd.Series(0.0, index=catalogue.sites.index)
    return catalogue.sector_fit(project.sector_codes, project.sector)["value"]


def _provenance(
    catalogue: Catalogue, profile: Profile, understanding: Understanding
) -> dict[str, object]:
    complete = understanding.profile
    return {
        "engine": ENGINE_VERSION,
        "data": catalogue.digest,
        "profile": profile.digest(),
        "on": complete.on.isoformat(),
        "start": complete.start.isoformat(),
        "archetype": complete.archetype,
        "weights": dict(understanding.weights),
        "not_asked": list(understanding.not_asked),
        "industries": list(complete.project.sector_codes),
        "anchors": {f"{a.place} {a.mode}": a.importance for a in complete.anchors},
        "without_links": list(complete.without_links),
        "planned_links": list(complete.planned_links),
        "candidates": len(catalogue.candidates),
    }
