"""Another method for contrast: how TOPSIS orders the same sites, and whom one more site reorders.

Both methods get the same utilities and weights, a blank at its typical utility.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from models.topsis import (
    Reorderings,
    additive_scores,
    rank_correlation,
    reorderings,
    topsis_scores,
)
from recommender.errors import MissingLibraryError, UnknownSiteError
from recommender.messages import Message, message
from recommender.places import site_name
from recommender.ranking import Ranking
from recommender.texts import render

if TYPE_CHECKING:
    from features.catalogue import Catalogue

ALIKE, SIMILAR = 0.9, 0.6
"""Rank correlations from which two orders are called nearly the same, and similar (judgement)."""


@dataclass(frozen=True, kw_only=True)
class Contrast:
    """TOPSIS beside our order of the sites that head the entries of a ranking.

    Attributes
    ----------
    places : index site_id in our order; rank, topsis_rank (1 = best, ties share a rank) and
        closeness 0..1
    spearman, kendall : rank correlation of both scores, -1 to 1; NaN where there is no order
    added : the site of which `pairs` tells, or None where no site turns any pair round
    pairs : pairs of the other sites that TOPSIS turns round when `added` joins them
    ours : pairs that our order turns round then; always none
    """

    places: pd.DataFrame
    spearman: float
    kendall: float
    added: str | None
    pairs: pd.DataFrame
    ours: pd.DataFrame


def contrast(ranking: Ranking, *, add: str | None = None) -> Contrast:
    """TOPSIS over the heads of a ranking's entries, and what adding one site does to its order.

    Without `add`, the candidate that turns most pairs round; a head is added to the others.

    Raises
    ------
    MissingLibraryError
        If pymcdm is not installed.
    UnknownSiteError
        If `add` is no candidate of the ranking.
    """
    cells, weights = ranking.matrix.counted, ranking.matrix.weights.to_numpy()
    heads = [entry.site_id for entry in sorted(ranking.entries, key=lambda e: (e.rank, e.site_id))]
    if add is not None and add not in ranking.table.index:
        raise UnknownSiteError(
            f"Site {add!r} is no candidate of this ranking. Expected a site id as `rank --all` "
            "prints it. Correct the id, or leave --add out."
        )
    try:
        theirs = topsis_scores(cells.loc[heads], weights) if heads else np.array([])
        added, found = _added(cells, weights, heads, [add] if add else list(ranking.table.index))
    except ImportError as error:
        raise MissingLibraryError(str(error)) from error
    ours = additive_scores(cells.loc[heads], weights)
    alike = rank_correlation(ours, theirs)
    return Contrast(
        places=_places(heads, ours, theirs),
        spearman=alike.spearman,
        kendall=alike.kendall,
        added=added,
        pairs=found.theirs,
        ours=found.ours,
    )


def _added(
    cells: pd.DataFrame, weights: np.ndarray, heads: list[str], candidates: list[str]
) -> tuple[str | None, Reorderings]:
    """The candidate that turns most pairs of the other heads round, and these pairs.

    Of equals the one that stands first; a single candidate is told of whatever it does.
    """
    found: dict[str, Reorderings] = {}
    for site in candidates:
        others = [head for head in heads if head != site]
        if len(others) > 1:
            found[site] = reorderings(cells.loc[others], weights, cells.loc[[site]])
    most = max(found, key=lambda site: len(found[site].theirs), default=None)
    if most is None or (len(candidates) > 1 and found[most].theirs.empty):
        none = pd.DataFrame({"above": [], "below": []})
        return None, Reorderings(theirs=none, ours=none)
    return most, found[most]


def _places(heads: list[str], ours: np.ndarray, theirs: np.ndarray) -> pd.DataFrame:
    index = pd.Index(heads, name="site_id")
    rank = pd.DataFrame({"rank": ours, "topsis_rank": theirs}, index=index).round(12)
    rank = rank.rank(ascending=False, method="min").astype(int)
    return rank.assign(closeness=theirs)


def alike_in_words(found: Contrast) -> Message:
    """How alike the two orders are, in a sentence."""
    if np.isnan(found.spearman):
        return message("Fewer than two sites can be told apart: there is no order to compare")
    words = (
        message("nearly as ours does")
        if found.spearman >= ALIKE
        else message("similarly to ours")
        if found.spearman >= SIMILAR
        else message("differently from ours")
    )
    return message(
        "TOPSIS orders these {n} sites {alike}: rank correlation {rho} (Spearman), {tau} (Kendall)",
        n=len(found.places), alike=words, rho=f"{found.spearman:.2f}", tau=f"{found.kendall:.2f}",
    )  # fmt: skip


def added_in_words(catalogue: Catalogue, found: Contrast) -> Message:
    """What adding one site does to the order of the others, in TOPSIS and in ours."""
    if found.added is None:
        return message("No single site that joins turns two others round, in TOPSIS or in ours")
    site = site_name(catalogue, found.added)
    if found.pairs.empty:
        return message("{site} turns no two others round, in TOPSIS or in ours", site=site)
    above, below = (site_name(catalogue, found.pairs[side].iloc[0]) for side in ("above", "below"))
    return message(
        "When {site} joins, TOPSIS turns pairs of the others round ({n}), for example {above} and "
        "{below}, although nothing about them has changed; our order turns {ours} round",
        site=site, n=len(found.pairs), above=above, below=below, ours=len(found.ours),
    )  # fmt: skip


def contrast_json(catalogue: Catalogue, found: Contrast, language: str) -> dict[str, Any]:
    """The contrast as plain JSON values; a correlation that there is not is null."""
    rho, tau = (None if np.isnan(n) else n for n in (found.spearman, found.kendall))
    names = {site: site_name(catalogue, site) for site in found.places.index}
    return {
        "n": len(found.places),
        "spearman": rho,
        "kendall": tau,
        "sites": [
            {
                "site_id": str(site),
                "name_en": names[str(site)]["en"],
                "name_zh": names[str(site)]["zh"],
                "rank": int(row["rank"]),
                "topsis_rank": int(row["topsis_rank"]),
                "closeness": float(row["closeness"]),
            }
            for site, row in found.places.iterrows()
        ],
        "added": found.added,
        "turned_round": found.pairs.to_numpy().tolist(),
        "ours_turned_round": found.ours.to_numpy().tolist(),
        "says": [render(sentence, language) for sentence in in_words(catalogue, found)],
    }


def in_words(catalogue: Catalogue, found: Contrast) -> tuple[Message, Message]:
    """The two sentences of a contrast: how alike, and what a joining site does."""
    return alike_in_words(found), added_in_words(catalogue, found)
