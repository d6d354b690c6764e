"""How sure an answer is and what would change it, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from recommender.flip_report import FlipPoints
from recommender.messages import Message, message, several
from recommender.places import site_name
from recommender.ranking import Ranking
from recommender.robustness import Robustness

if TYPE_CHECKING:
    from features.catalogue import Catalogue

NAMED = 4
"""Sites of a group that a sentence names; the others are counted."""

LEVEL = 1e-9
"""Scores nearer than this are the same: a tie."""

MOVED = 0.04
"""Share by which a central weight differs from the stated one, from which it is named."""

SURE = 0.5
"""Confidence factor below which the unknowns decide rather than the weights."""

CLEARLY_MORE = 0.02
"""Share by which another entry has to be first more often to be named before the first."""


def standing_in_words(
    catalogue: Catalogue, ranking: Ranking, found: Robustness, site_id: str
) -> Message:
    """How often an entry comes first, and from which it cannot be told apart."""
    ties = tied(ranking, found, site_id)
    if ties:
        return several([how_often(found, site_id),
                        message("a tie with {names}", names=_names(catalogue, ties))])  # fmt: skip
    level = found.level_with(site_id)
    if not level:
        return how_often(found, site_id)
    return several(
        [how_often(found, site_id),
         message("not distinguishable from {names}", names=_names(catalogue, level))]
    )  # fmt: skip


def answer_in_words(catalogue: Catalogue, ranking: Ranking, found: Robustness) -> Message:
    """How sure the first place is, in a sentence."""
    first = ranking.entries[0].site_id
    n = round(100 * float(found.table.at[first, "top1_share"]))
    name, level = site_name(catalogue, first), found.level_with(first)
    if len(found.table) == 1:
        return message("Only {name} is left: there is nothing to compare it with.", name=name)
    ties = tied(ranking, found, first)
    if ties:
        return message(
            "A tie: {names} have the same score; what is known does not tell them apart.",
            names=_names(catalogue, [first, *ties]),
        )
    said = {"name": name, "n": n, "names": _names(catalogue, level)}
    most = str(found.table["top1_share"].idxmax())
    share = float(found.table.at[most, "top1_share"])
    if share > float(found.table.at[first, "top1_share"]) + CLEARLY_MORE:
        return message(
            "{name} has the most points, but {most} is first more often: in {m} of 100 plausible "
            "weightings against {n}; not distinguishable: {names}.",
            most=site_name(catalogue, most), m=round(100 * share), **said,
        )  # fmt: skip
    if not level:
        return message(
            "{name} is first in {n} of 100 plausible weightings, and can be told apart from all "
            "others.", **said,
        )  # fmt: skip
    return message(
        "{name} is first in {n} of 100 plausible weightings; not distinguishable from {names}.",
        **said,
    )


def tied(ranking: Ranking, found: Robustness, site_id: str) -> list[str]:
    """The entries with the very same score as this one."""
    scores = ranking.table.loc[list(found.table.index), "score"]
    same = (scores - scores[site_id]).abs() <= LEVEL
    return [site for site in scores.index[same] if site != site_id]


def how_often(found: Robustness, site_id: str) -> Message:
    """In how many of 100 plausible weightings an entry is first, or among the first three."""
    row = found.table.loc[site_id]
    if row["top1_share"] >= 0.005:
        return message("First in {n} of 100 plausible weightings",
                       n=round(100 * float(row["top1_share"])))  # fmt: skip
    three = round(100 * float(row["top3_share"]))
    if three >= 1:
        return message(
            "First in fewer than 1 of 100 plausible weightings, in the first three in {n}", n=three
        )
    return message("Among the first three in fewer than 1 of 100 plausible weightings")


def flip_in_words(catalogue: Catalogue, ranking: Ranking, found: FlipPoints) -> Message:
    """The one weight that decides first place, and the least change that does."""
    if found.nearest is None:
        if found.moved_to is None:
            return message("No weighting puts another site first.")
        return message(
            "No single weight decides first place; moving {moved} of 100 points between weights "
            "would put {name} level with the first.",
            moved=_points(found.moved), name=site_name(catalogue, found.moved_to),
        )  # fmt: skip
    turn = found.nearest
    labels = {c.name: c.label for c in ranking.matrix.criteria}
    now = float(found.table.at[turn.criterion, "weight"])
    return message(
        "First place passes to {name} when the weight of “{criterion}” goes from {now} to {then} "
        "of 100. Weights that move together need less: {moved} points in all.",
        name=site_name(catalogue, turn.site_id), criterion=message(labels[turn.criterion]),
        now=_points(now), then=_points(turn.weight), moved=_points(found.moved),
    )  # fmt: skip


def flips_in_words(
    catalogue: Catalogue, ranking: Ranking, found: FlipPoints
) -> tuple[Message, ...]:
    """For each criterion the weights at which first place changes hands, and to whom."""
    labels = {c.name: c.label for c in ranking.matrix.criteria}
    return tuple(
        message(
            "“{criterion}”, now {now}: {turns}",
            criterion=message(labels[str(name)]),
            now=_points(float(row["weight"])),
            turns=_turns(catalogue, row),
        )
        for name, row in found.table.iterrows()
    )


def _turns(catalogue: Catalogue, row: pd.Series) -> Message:
    sides = (("below", message("below {weight} {name}").text),
             ("above", message("above {weight} {name}").text))  # fmt: skip
    said = [
        message(text, weight=_points(float(row[side])), name=_taker(catalogue, row[f"to_{side}"]))
        for side, text in sides
        if not np.isnan(row[side])
    ]
    return several(said) if said else message("at no weight")


def _taker(catalogue: Catalogue, site: object) -> object:
    """Who takes first place: a site, or nobody, where too little is known of all of them."""
    return (
        site_name(catalogue, site) if isinstance(site, str) else message("nobody: too little known")
    )


def investor_in_words(
    ranking: Ranking, central: pd.Series, confidence: float | None
) -> Message | None:
    """What kind of investor would choose a site: how the weights under which it is first differ
    from the stated ones, and how often it is first under them; None for a site that is never
    first."""
    if central.isna().all() or confidence is None:
        return None
    labels = {c.name: c.label for c in ranking.matrix.criteria}
    stated = ranking.matrix.weights
    moved = (central - stated).sort_values(key=np.abs, ascending=False, kind="stable")
    named = [str(name) for name, by in moved.items() if abs(by) >= MOVED][:3]
    sure = round(100 * confidence)
    if not named and confidence < SURE:
        return message(
            "What is not known decides, not the weights: even under the weights that suit it best "
            "it is first in {n} of 100 cases", n=sure,
        )  # fmt: skip
    if not named:
        return message("First for investors with about the weights stated, in {n} of 100 cases",
                       n=sure)  # fmt: skip
    return message(
        "First for investors who weigh {weights}, in {n} of 100 cases",
        n=sure,
        weights=tuple(
            message(
                "“{criterion}” {then} of 100 (stated {now})",
                criterion=message(labels[name]),
                then=_points(float(central[name])), now=_points(float(stated[name])),
            )
            for name in named
        ),
    )  # fmt: skip


def _names(catalogue: Catalogue, sites: list[str]) -> tuple[object, ...]:
    named: list[object] = [site_name(catalogue, site) for site in sites[:NAMED]]
    more = len(sites) - len(named)
    return (*named, message("{n} more", n=more)) if more else tuple(named)


def _points(share: float) -> str:
    points = 100 * share
    return f"{points:.1f}".removesuffix(".0") if points < 20 else f"{points:.0f}"
