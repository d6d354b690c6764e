"""The decision matrix: performances, intervals, utilities and weights of every candidate."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from models.additive import AdditiveValueModel
from models.value_draws import Utilities
from recommender.criterion import Criterion, all_criteria
from recommender.gate import Check
from recommender.gates import checks
from recommender.measurements import assumed_utility, measured
from recommender.told import put_in, told_checks, told_performances
from recommender.understanding import Understanding

if TYPE_CHECKING:
    from features.catalogue import Catalogue


@dataclass(frozen=True, kw_only=True)
class DecisionMatrix:
    """Sites by criteria: what was measured, how wide it is and what it is worth.

    Attributes
    ----------
    criteria : the criteria that the profile asks, in the order of the columns
    performances, low, high : natural units, index candidates; NaN where unknown
    utilities, contributions : 0..1; an unknown utility is NaN, its contribution the typical one
    checks : the gates that the profile asks, over the whole catalogue
    model : the very object that scores
    told : cells (site_id, criterion) that a site answered to the investor
    """

    criteria: tuple[Criterion, ...]
    performances: pd.DataFrame
    low: pd.DataFrame
    high: pd.DataFrame
    utilities: pd.DataFrame
    contributions: pd.DataFrame
    checks: tuple[Check, ...]
    model: AdditiveValueModel
    told: frozenset[tuple[str, str]] = frozenset()

    @cached_property
    def weights(self) -> pd.Series:
        """Shares of the criteria, summing to 1."""
        return pd.Series(self.model.shares_, index=self.performances.columns)

    @cached_property
    def assumed(self) -> pd.DataFrame:
        """True where a contribution is the typical one because the performance is unknown."""
        return self.utilities.isna()

    @cached_property
    def counted(self) -> pd.DataFrame:
        """Utilities 0..1 that the score counts: an unknown one is the typical one."""
        filled = self.model.counted(self.performances)
        return pd.DataFrame(filled, index=self.utilities.index, columns=self.utilities.columns)

    def doubts(self, sites: list[str]) -> Utilities:
        """Utilities of some sites with their ends; the middle is what the score counts."""
        rows = [table.loc[sites] for table in (self.performances, self.low, self.high)]
        middle, (bottom, top) = self.model.counted(rows[0]), self.model.ends(*rows[1:])
        return Utilities(
            low=np.minimum(bottom, middle), middle=middle, high=np.maximum(top, middle)
        )

    def scores(self) -> pd.DataFrame:
        """Columns score, score_low, score_high and coverage (0..1), index candidates."""
        bottom, top = self.model.bounds(self.low, self.high)
        known = (~self.assumed.to_numpy()) @ self.model.shares_
        return pd.DataFrame(
            {
                "score": self.contributions.to_numpy().sum(axis=1),
                "score_low": bottom,
                "score_high": top,
                "coverage": known,
            },
            index=self.performances.index,
        )


def decision_matrix(catalogue: Catalogue, understanding: Understanding) -> DecisionMatrix:
    """The decision matrix of an understood profile over the catalogue's candidates."""
    profile = understanding.profile
    criteria = tuple(c for c in all_criteria() if c.name in understanding.weights)
    tables = {c.name: measured(catalogue, c, c.key(profile)) for c in criteria}
    told = told_performances(profile, criteria, pd.Index(catalogue.candidates))
    performances, low, high = (
        put_in(_column(catalogue, tables, part), told) for part in ("value", "low", "high")
    )
    assumed = {c.name: assumed_utility(catalogue, c, c.key(profile)) for c in criteria}
    model = scoring_model(criteria, dict(understanding.weights), assumed).fit(
        performances if len(performances) else _blank(performances)
    )
    frame = {"index": performances.index, "columns": performances.columns}
    return DecisionMatrix(
        criteria=criteria,
        performances=performances,
        low=low,
        high=high,
        utilities=pd.DataFrame(model.utilities(performances), **frame),
        contributions=pd.DataFrame(model.contributions(performances), **frame),
        checks=told_checks(checks(catalogue, profile), profile),
        model=model,
        told=frozenset(told),
    )


def _blank(performances: pd.DataFrame) -> pd.DataFrame:
    """One row of unknowns: without a single candidate the model still learns its columns."""
    return pd.DataFrame(np.nan, index=[""], columns=performances.columns)


def scoring_model(
    criteria: tuple[Criterion, ...], weights: dict[str, float], assumed: dict[str, float]
) -> AdditiveValueModel:
    """The additive value model of some criteria, not yet fitted to their columns.

    `assumed` is what a blank of each criterion counts for.
    """
    return AdditiveValueModel(
        weights=weights,
        value_functions={c.name: c.value_function for c in criteria},
        typical=assumed,
    )


def _column(catalogue: Catalogue, tables: dict[str, pd.DataFrame], part: str) -> pd.DataFrame:
    places = catalogue.sites.index.get_indexer(list(catalogue.candidates))
    cells = np.column_stack([table[part].to_numpy()[places] for table in tables.values()])
    return pd.DataFrame(cells, index=pd.Index(catalogue.candidates), columns=list(tables))
