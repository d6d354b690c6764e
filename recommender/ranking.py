"""From a decision matrix to a ranking: who is listed, who is not and why, and in which order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from features.memo import IdentityMemo
from features.readiness import on_offer
from recommender.gate import failing, undecided
from recommender.matrix import DecisionMatrix
from recommender.messages import Message, message
from recommender.profile import Profile
from recommender.understanding import Understanding, searched

if TYPE_CHECKING:
    from features.catalogue import Catalogue

ENOUGH_KNOWN = 0.5
"""A site of which less of the weight is known stands under "Too little known to rank"."""

LISTED, EXCLUDED = "listed", "excluded"
OTHER_INDUSTRY, TOO_LITTLE_KNOWN = "other_industry", "too_little_known"
NOT_ON_OFFER = "not_yet_on_offer"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One idea: its best site, and the other sites of the family that suit the project too.

    `may_head` names the sites that head it under some weights, the present head first.
    """

    rank: int
    site_id: str
    family: tuple[str, ...]
    may_head: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Ranking:
    """The answer to a profile, with everything that it rests on.

    Attributes
    ----------
    table : every candidate of the right role: score, score_low, score_high, coverage, standing
        (listed, excluded, other_industry, too_little_known, not_yet_on_offer), rank within the
        listed ones (1 = best, ties share a rank); index site_id, best first
    entries : listed sites by family, best first
    matrix, understanding, provenance : what they rest on
    """

    table: pd.DataFrame
    entries: tuple[Entry, ...]
    matrix: DecisionMatrix
    understanding: Understanding
    provenance: Mapping[str, Any]

    @property
    def profile(self) -> Profile:
        """The profile as it was understood."""
        return self.understanding.profile

    def standing(self, name: str) -> list[str]:
        """Site ids of one standing, best score first."""
        return list(self.table.index[self.table["standing"] == name])

    def table_score(self, site_id: str) -> float:
        """The score 0..1 of one candidate."""
        return float(self.table.at[site_id, "score"])

    def most_removing_gate(self) -> tuple[str, int] | None:
        """Name of the gate that excludes most candidates, and how many; None if none does."""
        strict = self.profile.unknown_policy == "exclude"
        counts = {
            check.label: int(
                check.table["result"]
                .reindex(self.table.index)
                .isin(["fail", "unknown"] if strict and check.side == "investor" else ["fail"])
                .sum()
            )
            for check in self.matrix.checks
        }
        worst = max(counts, key=lambda name: counts[name], default=None)
        return (worst, counts[worst]) if worst and counts[worst] else None


def standings(
    catalogue: Catalogue, matrix: DecisionMatrix, understanding: Understanding
) -> pd.DataFrame:
    """Score, bounds, coverage and standing of every candidate that the profile may rank."""
    rows = matrix.scores()
    profile = understanding.profile
    out = failing(matrix.checks, catalogue.sites.index)
    if profile.unknown_policy == "exclude":
        out |= undecided(matrix.checks, catalogue.sites.index)
    lacks = lacking(catalogue, rows.index, understanding)
    conditions = [
        out.loc[rows.index].to_numpy(),
        (lacks["identity"] | (rows["coverage"] < ENOUGH_KNOWN)).to_numpy(),
        lacks["industry"].to_numpy(),
        lacks["offer"].to_numpy(),
    ]
    names = [EXCLUDED, TOO_LITTLE_KNOWN, OTHER_INDUSTRY, NOT_ON_OFFER]
    rows["standing"] = np.select(conditions, names, default=LISTED).astype(object)
    return rows


def lacking(catalogue: Catalogue, index: pd.Index, understanding: Understanding) -> pd.DataFrame:
    """What sites lack to be ranked whatever their score, True where it is lacking: identity (no
    place, or no industries), industry (none of the project's), offer (planned only)."""
    codes = understanding.profile.project.sector_codes
    return _LACKS.get(
        (catalogue,), (codes, tuple(index)), lambda: _lacking(catalogue, index, codes)
    )


_LACKS = IdentityMemo(size=64)


def _lacking(catalogue: Catalogue, index: pd.Index, codes: tuple[str, ...]) -> pd.DataFrame:
    sites = catalogue.sites.loc[index]
    nowhere = sites.geometry.isna() | sites.geometry.is_empty
    related = catalogue.related(codes).loc[index] if codes else pd.Series(data=True, index=index)
    return pd.DataFrame(
        {
            "identity": nowhere | (sites["sectors"].isna() & bool(codes)),
            "industry": ~related.astype(bool),
            "offer": ~on_offer(sites),
        },
        index=index,
    )


def ordered(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows by falling score, ties by site_id, with the rank among the listed ones."""
    score = rows["score"].round(12)
    order = np.lexsort((rows.index.to_numpy(dtype=str), -score.to_numpy()))
    listed = score[rows["standing"] == LISTED].rank(method="min", ascending=False)
    ranked = rows.assign(rank=listed.reindex(rows.index))
    return ranked.iloc[order]


def empty_reason(ranking: Ranking) -> Message:
    """Why nothing is listed: the gate that removes most, or the industry that nobody has."""
    worst = ranking.most_removing_gate()
    if worst is None or len(ranking.standing(EXCLUDED)) < len(ranking.table) / 2:
        return message("No site of the searched regions is known for this industry")
    name, n = worst
    return message(
        "Nothing is left: the must-have “{gate}” removes {n} of {total} sites",
        gate=message(name),
        n=n,
        total=len(ranking.table),
    )


def rankable(catalogue: Catalogue, regions: tuple[str, ...]) -> tuple[str, ...]:
    """The candidates whose role lets them be ranked: places, and references that are asked for."""
    sites = catalogue.sites
    asked_for = (sites["role"] == "reference").to_numpy() & searched(sites["city"], regions)
    may = sites.index[(sites["role"] == "place").to_numpy() | asked_for]
    return tuple(may.intersection(list(catalogue.candidates), sort=False))
