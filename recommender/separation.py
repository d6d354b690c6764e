"""What tells a few sites apart, and which of them nothing speaks for: in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from models.dominance import dominance
from models.value_draws import Utilities
from recommender.contrast import says
from recommender.gate import FAIL, PASS, UNKNOWN
from recommender.messages import Message, message, several
from recommender.places import site_name

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.ranking import Ranking
    from recommender.robustness import Robustness

ROWS = 3
"""Terms that a sentence names."""

TELLS = 0.005
"""A term that differs by less than half a point separates nobody."""


def separates(
    catalogue: Catalogue, ranking: Ranking, sites: Sequence[str], among: Robustness | None
) -> tuple[Message, ...]:
    """What separates some sites: the terms that differ most by points, and how sure the first is.

    `among` is how sure the order of the listed ones is when only they are compared.
    """
    spread = spreads(ranking, sites)
    told = [name for name, points in spread.items() if points >= TELLS][:ROWS]
    if told:
        terms = several([_term(catalogue, ranking, sites, name) for name in told])
        said = [message("What separates them most: {terms}.", terms=terms)]
    else:
        said = [message("Nothing that counts separates them by as much as half a point.")]
    return (*said, *([] if among is None else [_sure(catalogue, among)]))


def spreads(ranking: Ranking, sites: Sequence[str]) -> dict[str, float]:
    """By criterion the share of the score by which the sites differ at most, largest first."""
    terms = ranking.matrix.contributions.loc[list(sites)]
    spread = (terms.max() - terms.min()).sort_values(ascending=False, kind="stable")
    return {str(name): float(points) for name, points in spread.items()}


def _term(catalogue: Catalogue, ranking: Ranking, sites: Sequence[str], name: str) -> Message:
    criterion = next(c for c in ranking.matrix.criteria if c.name == name)
    terms = ranking.matrix.contributions.loc[list(sites), name]
    top, bottom = (str(site) for site in (terms.idxmax(), terms.idxmin()))
    return message(
        "“{criterion}” by up to {points} points ({top}: {best}; {bottom}: {worst})",
        criterion=message(criterion.label), points=f"{100 * (terms.max() - terms.min()):.1f}",
        top=site_name(catalogue, top), best=says(catalogue, ranking, criterion, top),
        bottom=site_name(catalogue, bottom), worst=says(catalogue, ranking, criterion, bottom),
    )  # fmt: skip


def _sure(catalogue: Catalogue, among: Robustness) -> Message:
    shares = among.table["top1_share"]
    first = str(shares.idxmax())
    level = [site for site in among.group() if site != first]
    said = {"name": site_name(catalogue, first), "n": round(100 * float(shares[first]))}
    if first not in among.group() or not level:
        return message(
            "Among these alone {name} is first in {n} of 100 plausible weightings.", **said
        )
    return message(
        "Among these alone {name} is first in {n} of 100 plausible weightings; not "
        "distinguishable from {names}.",
        **said, names=tuple(site_name(catalogue, site) for site in level),
    )  # fmt: skip


def dominated(
    ranking: Ranking, sites: Sequence[str]
) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """Pairs (better, worse) of sites: surely dominated, and dominated in what is known of both.

    Criteria that weigh something and every must-have count; a pair that is sure is not among the
    others.
    """
    asked = list(sites)
    utilities, known = _with_must_haves(ranking, asked)
    found = dominance(utilities, known)
    n = range(len(asked))
    sure = [(asked[i], asked[j]) for i in n for j in n if found.surely[i, j]]
    may = [(asked[i], asked[j]) for i in n for j in n if found.in_known[i, j]]
    return tuple(sure), tuple(pair for pair in may if pair not in sure)


def _with_must_haves(ranking: Ranking, sites: list[str]) -> tuple[Utilities, np.ndarray]:
    """Utilities of the criteria that weigh something, and of the must-haves: pass 1, fail 0."""
    matrix = ranking.matrix
    weighs = (matrix.weights > 0).to_numpy()
    ends = matrix.doubts(sites)
    results = np.array([[check.result(site) for check in matrix.checks] for site in sites])
    results = results.reshape(len(sites), len(matrix.checks))
    low, high = (results == PASS).astype(float), (results != FAIL).astype(float)
    parts = [
        np.hstack([part[:, weighs], gates])
        for part, gates in ((ends.low, low), (ends.middle, low), (ends.high, high))
    ]
    assumed = matrix.assumed.loc[sites].to_numpy()[:, weighs]
    known = np.hstack([~assumed, results != UNKNOWN])
    return Utilities(low=parts[0], middle=parts[1], high=parts[2]), known


def dominated_in_words(
    catalogue: Catalogue, ranking: Ranking, sites: Sequence[str]
) -> tuple[Message, ...]:
    """Who is dominated by whom: surely, or in what is known of both with what is not known."""
    sure, in_known = dominated(ranking, sites)
    said = [
        message(
            "{worse} is dominated: {better} is surely at least as good in everything asked, and "
            "better in something.",
            better=site_name(catalogue, better), worse=site_name(catalogue, worse),
        )
        for better, worse in sure
    ]  # fmt: skip
    beaten = dict.fromkeys(worse for _, worse in in_known)
    return (
        *said,
        *[
            _in_known(catalogue, ranking, [b for b, w in in_known if w == worse], worse)
            for worse in beaten
        ],
    )


def _in_known(catalogue: Catalogue, ranking: Ranking, better: list[str], worse: str) -> Message:
    """Than whom a site is nowhere better in what is known, and what is not known of a pair."""
    said = {
        "worse": site_name(catalogue, worse),
        "better": tuple(site_name(catalogue, site) for site in better),
    }
    open_ = {str(label): label for site in better for label in open_between(ranking, site, worse)}
    if not open_:
        return message(
            "{worse} is nowhere better than {better} by the values counted, but they overlap.",
            **said,
        )
    return message(
        "{worse} is nowhere better than {better} in what is known of both; not known of one of "
        "them: {what}.",
        **said, what=tuple(open_.values()),
    )  # fmt: skip


def open_between(ranking: Ranking, one: str, other: str) -> tuple[Message, ...]:
    """Labels of criteria that weigh something and must-haves not known of one of two sites."""
    matrix, pair = ranking.matrix, [one, other]
    labels = [
        c.label
        for c in matrix.criteria
        if matrix.weights[c.name] > 0 and matrix.assumed.loc[pair, c.name].any()
    ]
    labels += [
        check.label
        for check in matrix.checks
        if any(check.result(site) == UNKNOWN for site in pair)
    ]
    return tuple(message(label) for label in dict.fromkeys(labels))
