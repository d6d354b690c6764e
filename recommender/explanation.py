"""Why a site stands where it stands: read from the matrix, never scored again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from features.memo import IdentityMemo
from recommender.cost_report import Account, account
from recommender.errors import UnknownSiteError
from recommender.gate import UNKNOWN, Check
from recommender.incentive_report import Incentives, incentives_at
from recommender.market_access import access_facts
from recommender.messages import Message
from recommender.precedents import precedents
from recommender.ranking import Ranking
from recommender.told import MUST_HAVES

if TYPE_CHECKING:
    from features.catalogue import Catalogue

DECISIVE = "market_access"
"""The park rule that is asked before everything else: whether the owner may do it at all."""

SPEAKS_FOR = 0.6
"""A known utility from here on is a reason for the site; below `SPEAKS_AGAINST`, against it."""
SPEAKS_AGAINST = 0.4


@dataclass(frozen=True, kw_only=True)
class Unknown:
    """Something that is not known of a site, the share of weight it carries, and what to ask."""

    about: str
    weight: float
    question: Message


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """The terms of one site's score, its reasons, its must-haves, its unknowns and its sources.

    Attributes
    ----------
    terms : index criterion; label, unit, value, low, high, utility, weight, contribution,
        shortfall (weight minus contribution), assumed, told; largest contribution first
    paid : what the incentive rules here would pay, by rule and year
    costs : ten years of labour and occupancy, with and without incentives
    access : rules of market access that speak to the industry and owner here: what, value,
        as_of, source, in words
    precedents : what was asked and promised near the site before, beside the project's figures
    sources : statements behind the site: attribute, value, unit, as_of, citation
    """

    site_id: str
    rank: int | None
    standing: str
    score: float
    score_low: float
    score_high: float
    coverage: float
    terms: pd.DataFrame
    reasons_for: tuple[Message, ...]
    reasons_against: tuple[Message, ...]
    unknowns: tuple[Unknown, ...]
    checks: tuple[Check, ...]
    paid: Incentives
    costs: Account
    access: pd.DataFrame
    precedents: pd.DataFrame
    sources: pd.DataFrame


def explain(catalogue: Catalogue, ranking: Ranking, site_id: str) -> Explanation:
    """The explanation of one candidate of a ranking.

    Raises
    ------
    UnknownSiteError
        If the site is not among the candidates of the ranking.
    """
    if site_id not in ranking.table.index:
        raise UnknownSiteError(
            f"Site {site_id!r} is not among the {len(ranking.table)} sites that this profile may "
            "rank. Expected a site of its regions. Name another, or widen `regions`."
        )
    return _EXPLAINED.get(
        (catalogue, ranking), site_id, lambda: _explained(catalogue, ranking, site_id)
    )


_EXPLAINED = IdentityMemo(size=64)


def _explained(catalogue: Catalogue, ranking: Ranking, site_id: str) -> Explanation:
    row = ranking.table.loc[site_id]
    terms = score_terms(ranking, site_id)
    paid = incentives_at(catalogue, ranking.profile, site_id)
    return Explanation(
        site_id=site_id,
        rank=None if pd.isna(row["rank"]) else int(row["rank"]),
        standing=str(row["standing"]),
        score=float(row["score"]),
        score_low=float(row["score_low"]),
        score_high=float(row["score_high"]),
        coverage=float(row["coverage"]),
        terms=terms,
        reasons_for=reasons(catalogue, ranking, site_id, speaks_for=True),
        reasons_against=reasons(catalogue, ranking, site_id, speaks_for=False),
        unknowns=unknowns(ranking, site_id),
        checks=ranking.matrix.checks,
        paid=paid,
        costs=account(catalogue, ranking.profile, site_id, paid),
        access=access_facts(catalogue, ranking.profile, site_id),
        precedents=precedents(catalogue, ranking.profile, site_id),
        sources=statements(catalogue, site_id),
    )


def score_terms(ranking: Ranking, site_id: str) -> pd.DataFrame:
    """The terms of a site's score, one row a criterion, largest contribution first."""
    matrix = ranking.matrix
    terms = pd.DataFrame(
        {
            "label": [c.label for c in matrix.criteria],
            "unit": [c.unit for c in matrix.criteria],
            "value": matrix.performances.loc[site_id].to_numpy(),
            "low": matrix.low.loc[site_id].to_numpy(),
            "high": matrix.high.loc[site_id].to_numpy(),
            "utility": matrix.utilities.loc[site_id].to_numpy(),
            "weight": matrix.weights.to_numpy(),
            "contribution": matrix.contributions.loc[site_id].to_numpy(),
            "assumed": matrix.assumed.loc[site_id].to_numpy(),
            "told": [(site_id, c.name) in matrix.told for c in matrix.criteria],
        },
        index=pd.Index([c.name for c in matrix.criteria], name="criterion"),
    )
    terms["shortfall"] = terms["weight"] - terms["contribution"]
    return terms.sort_values("contribution", ascending=False, kind="stable")


def reasons(
    catalogue: Catalogue,
    ranking: Ranking,
    site_id: str,
    *,
    speaks_for: bool,
    most: int | None = None,
) -> tuple[Message, ...]:
    """Sentences on the known performances that speak for a site, or against it, weightiest first.

    A reason for is a utility of at least `SPEAKS_FOR`, one against is below `SPEAKS_AGAINST`;
    criteria without weight give no reason. At most `most` are written.
    """
    matrix = ranking.matrix
    place = matrix.performances.index.get_loc(site_id)
    utility, points = matrix.utilities.to_numpy()[place], matrix.contributions.to_numpy()[place]
    weights = matrix.weights.to_numpy()
    with np.errstate(invalid="ignore"):  # an unknown utility speaks neither way
        says = utility >= SPEAKS_FOR if speaks_for else utility < SPEAKS_AGAINST
    by_points = np.argsort(-points, kind="stable")
    if not speaks_for:
        by_points = by_points[np.argsort((points - weights)[by_points], kind="stable")]
    values = matrix.performances.to_numpy()[place]
    chosen = [i for i in by_points if says[i] and weights[i] > 0][:most]
    return tuple(
        matrix.criteria[i].sentence(catalogue, ranking.profile, site_id, float(values[i]))
        for i in chosen
    )


def unknowns(ranking: Ranking, site_id: str) -> tuple[Unknown, ...]:
    """What is not known of a site: must-haves that it can answer, then criteria by their weight."""
    gates = [
        Unknown(about=check.name, weight=1.0, question=check.reason(site_id))
        for check in ranking.matrix.checks
        if check.result(site_id) == UNKNOWN
        and check.side == "investor"
        and check.name in MUST_HAVES
    ]
    asked = {unknown.about for unknown in gates}
    assumed = ranking.matrix.assumed.loc[site_id]
    weights = ranking.matrix.weights
    blank = [
        Unknown(about=c.name, weight=float(weights[c.name]), question=c.ask())
        for c in ranking.matrix.criteria
        if assumed[c.name] and weights[c.name] > 0 and c.must_have not in asked
    ]
    return (*gates, *sorted(blank, key=lambda unknown: -unknown.weight))


def undecided_of(ranking: Ranking, site_id: str) -> tuple[str, ...]:
    """Labels of the investor's must-haves that are not decided at a site; each once."""
    labels = [
        check.label
        for check in ranking.matrix.checks
        if check.side == "investor" and check.result(site_id) == UNKNOWN
    ]
    return tuple(dict.fromkeys(labels))


def questions(ranking: Ranking, site_id: str) -> tuple[Message, ...]:
    """What to ask a site: who may do it there at all, then its unknowns, the weightiest first,
    then the other park rules that nobody stated."""
    rules = [
        check
        for check in ranking.matrix.checks
        if check.result(site_id) == UNKNOWN and check.side == "park"
    ]
    first = [check.reason(site_id) for check in rules if check.name == DECISIVE]
    last = [check.reason(site_id) for check in rules if check.name != DECISIVE]
    asked = [unknown.question for unknown in unknowns(ranking, site_id)]
    return (*first, *asked, *last)


def statements(catalogue: Catalogue, site_id: str) -> pd.DataFrame:
    """The statements behind a site: attribute, value, unit, as_of (as stated), citation."""
    rows = catalogue.evidence[catalogue.evidence["site_id"] == site_id]
    cited = rows.assign(
        citation=rows["source_id"].map(catalogue.sources["citation"]), as_of=rows["said_on"]
    )
    columns = ["attribute", "value", "unit", "as_of", "source_id", "citation", "confidence"]
    return cited[columns].reset_index(drop=True)
