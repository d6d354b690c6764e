"""How sure an order is: over plausible weightings and values, who comes first and how often."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from features.memo import IdentityMemo
from models.acceptability import Acceptability, acceptability, confidence
from models.weight_draws import anywhere, around, in_order, within
from recommender.errors import ProfileError
from recommender.profile import Doubt
from recommender.ranking import LISTED, Entry, Ranking

TOLD_APART = 0.8
"""Two sites are told apart when one scores above the other in at least this share of the plausible
weightings: four of five (judgement)."""

OFTEN_ENOUGH = 0.01
"""A site that comes first in a smaller share has no central weights worth naming."""

CONFIDENCE_DRAWS = 2_000

ROUNDING = 1e-9
"""By so much the ends of intervals may miss 1: tenths do not add up to it exactly."""

_MEMO = IdentityMemo(size=64)


@dataclass(frozen=True, kw_only=True)
class Robustness:
    """How sure the order of some sites is.

    Attributes
    ----------
    table : index site_id, in the order of the headline score; top1_share and top3_share (0..1,
        share of plausible weightings in which the site comes first, or among the first three),
        tier (1 = the group of the first)
    acceptability : sites by places 1, 2, ...: share of draws
    wins : share in which the row's site scores above the column's; the leading sites only
    central : mean weights under which a site comes first, by criterion; blank if it hardly does
    draws : how many weightings were drawn
    """

    table: pd.DataFrame
    acceptability: pd.DataFrame
    wins: pd.DataFrame
    central: pd.DataFrame
    draws: int

    def group(self, tier: int = 1) -> list[str]:
        """Sites of one group, in the order of the headline score."""
        return list(self.table.index[self.table["tier"] == tier])

    def level_with(self, site_id: str) -> list[str]:
        """The other sites of the site's group."""
        return [site for site in self.group(int(self.table.at[site_id, "tier"])) if site != site_id]


def robustness(ranking: Ranking, entries: Sequence[Entry] | None = None) -> Robustness:
    """How sure the order of the entries of a ranking is, or of the `entries` given.

    An entry scores in each draw what the best site scores that may head it, and is named by its
    head. Nothing listed gives empty tables.

    Raises
    ------
    ProfileError
        If the intervals of the profile's weights name no criterion that it asks, or fit no weights.
    """
    asked = tuple(ranking.entries if entries is None else entries)
    return _FOUND.get((ranking,), asked, lambda: _robustness(ranking, asked))


_FOUND = IdentityMemo(size=16)


def _robustness(ranking: Ranking, asked: tuple[Entry, ...]) -> Robustness:
    criteria, doubt = list(ranking.matrix.weights.index), ranking.profile.doubt
    if not asked:
        return _nothing(criteria, doubt.draws)
    found = _drawn(ranking, asked)
    heads = [entry.site_id for entry in asked]
    index = pd.Index(heads, name="site_id")
    wins = np.full((len(heads), len(heads)), np.nan)
    wins[np.ix_(found.leaders, found.leaders)] = found.wins
    scores = ranking.table.loc[heads, "score"].to_numpy()
    order = np.argsort(-scores.round(12), kind="stable")
    central = np.where(found.first[:, None] >= OFTEN_ENOUGH, found.central, np.nan)
    table = pd.DataFrame(
        {"top1_share": found.first, "top3_share": found.first_three, "tier": tiers(wins, order)},
        index=index,
    )
    places = range(1, found.ranks.shape[1] + 1)
    return Robustness(
        table=table.iloc[order],
        acceptability=pd.DataFrame(found.ranks, index=index, columns=places).iloc[order],
        wins=pd.DataFrame(wins, index=index, columns=index),
        central=pd.DataFrame(central, index=index, columns=criteria),
        draws=doubt.draws,
    )


def with_entry(ranking: Ranking, site_id: str) -> tuple[Entry, ...]:
    """The entries with a listed site in place of the head of its own; as they are for any other."""
    if ranking.table.at[site_id, "standing"] != LISTED:
        return ranking.entries
    rank = int(ranking.table.at[site_id, "rank"])
    return tuple(
        Entry(rank=rank, site_id=site_id, family=entry.family) if site_id in entry.family else entry
        for entry in ranking.entries
    )


def ideas(entries: Sequence[Entry]) -> tuple[list[str], NDArray[np.intp]]:
    """The sites that may head the entries, those of one entry in a run, and where each begins."""
    members = [entry.may_head or (entry.site_id,) for entry in entries]
    sizes = [len(sites) for sites in members]
    begins = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.intp)
    return [site for sites in members for site in sites], begins


def tiers(wins: NDArray[np.float64], order: NDArray[np.intp]) -> NDArray[np.int64]:
    """The group of each site, 1 for that of the first.

    The best site without a group opens the next one; every later site without a group that scores
    above it in more than 1 - `TOLD_APART` of the draws joins it.
    Sites that were not compared, being too far back, make up one last group.

    Parameters
    ----------
    wins : pairwise shares; NaN between sites that are too far back to be counted
    order : positions of the sites, best headline score first

    Examples
    --------
    >>> wins = np.array([[0.5, 0.6, 0.99], [0.4, 0.5, 0.95], [0.01, 0.05, 0.5]])
    >>> tiers(wins, np.array([0, 1, 2])).tolist()
    [1, 1, 2]
    """
    group = np.zeros(len(order), dtype=np.int64)
    for site in order:
        if group[site] or np.isnan(wins[site, site]):
            continue
        level = (group == 0) & (wins[:, site] > 1 - TOLD_APART)
        group[level] = group[site] = group.max() + 1
    group[group == 0] = group.max() + 1
    return group


def confidence_factor(
    ranking: Ranking, found: Robustness, entry: Entry, entries: Sequence[Entry] | None = None
) -> float | None:
    """Share 0..1 in which an entry comes first under its own central weights; None if it has none.

    Only the values vary: a low share says that what is unknown of it decides, not the weights.
    """
    weights = found.central.loc[entry.site_id]
    if weights.isna().any():
        return None
    asked = list(ranking.entries if entries is None else entries)
    sites, begins = ideas(asked)
    return confidence(
        ranking.matrix.doubts(sites),
        weights.to_numpy(),
        [other.site_id for other in asked].index(entry.site_id),
        draws=CONFIDENCE_DRAWS,
        seed=ranking.profile.doubt.seed,
        begins=begins,
    )


def _drawn(ranking: Ranking, entries: Sequence[Entry]) -> Acceptability:
    """The acceptability of entries over the plausible weights; kept for the same numbers."""
    sites, begins = ideas(entries)
    utilities, doubt = ranking.matrix.doubts(sites), ranking.profile.doubt
    criteria, weights = list(ranking.matrix.weights.index), ranking.matrix.weights.to_numpy()
    parts = (utilities.low, utilities.middle, utilities.high, weights, begins)
    content = hashlib.blake2b(b"".join(part.tobytes() for part in parts)).digest()
    key = (content, utilities.low.shape, tuple(criteria), str(doubt))
    return _MEMO.get(
        (), key,
        lambda: acceptability(
            utilities, plausible_weights(weights, criteria, doubt), seed=doubt.seed, begins=begins
        ),
    )  # fmt: skip


def plausible_weights(
    weights: NDArray[np.float64], criteria: list[str], doubt: Doubt
) -> NDArray[np.float64]:
    """The weightings that a doubt leaves plausible, draws by criteria, each summing to 1.

    Raises
    ------
    ProfileError
        If intervals name no criterion of `criteria`, or fit no weights.
    """
    if doubt.weights == "stated":
        return around(weights, doubt.draws, seed=doubt.seed)
    if doubt.weights == "order":
        return in_order(weights, doubt.draws, seed=doubt.seed)
    if doubt.weights == "any":
        return anywhere(len(criteria), doubt.draws, seed=doubt.seed)
    unknown = sorted(set(doubt.intervals) - set(criteria))
    ends = [doubt.intervals.get(name, (0.0, 1.0)) for name in criteria]
    least, most = (sum(end[side] for end in ends) for side in (0, 1))
    if unknown:
        raise ProfileError(
            f"doubt.intervals names {', '.join(unknown)}. Expected criteria that the profile asks "
            f"({', '.join(criteria)}). Correct the names."
        )
    if not least - ROUNDING <= 1 <= most + ROUNDING:
        raise ProfileError(
            f"doubt.intervals add up to {least:g} at the least and {most:g} at the most. Expected "
            "1 to lie between. Widen them."
        )
    low, high = ([end[side] for end in ends] for side in (0, 1))
    return within(low, high, doubt.draws, seed=doubt.seed)


def _nothing(criteria: list[str], draws: int) -> Robustness:
    index = pd.Index([], name="site_id", dtype=object)
    shares: dict[str, list[float]] = {"top1_share": [], "top3_share": [], "tier": []}
    return Robustness(
        table=pd.DataFrame(shares, index=index),
        acceptability=pd.DataFrame(index=index),
        wins=pd.DataFrame(index=index),
        central=pd.DataFrame(index=index, columns=criteria, dtype=float),
        draws=draws,
    )
