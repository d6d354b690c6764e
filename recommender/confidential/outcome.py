"""A ranking that says of one project what came out for another: the order is the exact one's."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from models.value_draws import Utilities
from recommender.gate import Check
from recommender.matrix import DecisionMatrix
from recommender.ranking import Ranking

DECIMALS = 2
"""Scores are told to a whole point of 100: more would narrow down what they come from."""

SCORES = ["score", "score_low", "score_high", "coverage"]


@dataclass(frozen=True, kw_only=True)
class OutcomeMatrix(DecisionMatrix):
    """The natural units of one project with the worth that they have for another, the exact one."""

    exact: DecisionMatrix

    @property
    def counted(self) -> pd.DataFrame:  # type: ignore[override]  # a property, since nothing is kept
        """Utilities that the exact score counts."""
        return self.exact.counted

    def doubts(self, sites: list[str]) -> Utilities:
        """Utilities of the exact project with their ends."""
        return self.exact.doubts(sites)


def with_outcome(ranking: Ranking, exact: Ranking) -> Ranking:
    """What `ranking` says in natural units, with the order, scores and results of `exact`."""
    return replace(
        ranking,
        table=exact.table.round(dict.fromkeys(SCORES, DECIMALS)),
        entries=exact.entries,
        matrix=_matrix(ranking.matrix, exact.matrix),
        understanding=replace(ranking.understanding, weights=exact.understanding.weights),
    )


def _matrix(told: DecisionMatrix, exact: DecisionMatrix) -> OutcomeMatrix:
    results = {check.name: check.table["result"] for check in exact.checks}
    return OutcomeMatrix(
        criteria=told.criteria,
        performances=told.performances,
        low=told.low,
        high=told.high,
        utilities=exact.utilities,
        contributions=exact.contributions,
        checks=tuple(_check(check, results) for check in told.checks),
        model=exact.model,
        told=exact.told,
        exact=exact,
    )


def _check(check: Check, results: dict[str, pd.Series]) -> Check:
    """The check with the results of the exact project; its reasons stay those of this one."""
    return replace(check, table=check.table.assign(result=results[check.name]))
