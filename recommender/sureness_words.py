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

MOVED = 0.02
"""Share by which a central weight differs from the stated one, from which it is named."""


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
    if not level:
        return message(
            "{name} is first in {n} of 100 plausible weightings, and can be told apart from all "
            "others.", name=name, n=n,
        )  # fmt: skip
    return message(
        "{name} is first in {n} of 100 plausible weightings; not distinguishable from {names}.",
        name=name, n=n, names=_names(catalogue, level),
    )  # fmt: skip


def tied(ranking: Ranking, found: Robustness, site_id: str) -> list[str]:
    """The entries with the very same score as this one."""
    scores = ranking.table.loc[list(found.table.index), "score"]
    same = (scores - scores[site_id]).abs() <= LEVEL
    return [site for site in scores.index[same] if site != site_id]


def how_often(found: Robustness, site_id: str) -> Message:
    """In how many of 100 plausible weightings an entry is first, or among the first three."""
    row = found.table.loc[site_id]
    first, three = (round(100 * float(row[name])) for name in ("top1_share", "top3_share"))
    if first >= 1:
        return message("First in {n} of 100 plausible weightings", n=first)
    if three >= 1:
        return message("Never first, in the first three in {n} of 100 plausible weightings",
                       n=three)  # fmt: skip
    return message("In none of 100 plausible weightings among the first three")


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
        "of 100, or when {moved} points move between weights.",
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
    said: list[Message] = []
    if isinstance(row["to_below"], str):
        said.append(message("below {weight} {name}", weight=_points(float(row["below"])),
                            name=site_name(catalogue, row["to_below"])))  # fmt: skip
    if isinstance(row["to_above"], str):
        said.append(message("above {weight} {name}", weight=_points(float(row["above"])),
                            name=site_name(catalogue, row["to_above"])))  # fmt: skip
    return several(said) if said else message("at no weight")


def investor_in_words(ranking: Ranking, central: pd.Series) -> Message | None:
    """What kind of investor would choose a site: how the weights under which it is first differ
    from the stated ones; None for a site that is never first."""
    if central.isna().all():
        return None
    labels = {c.name: c.label for c in ranking.matrix.criteria}
    stated = ranking.matrix.weights
    moved = (central - stated).sort_values(key=np.abs, ascending=False, kind="stable")
    named = [str(name) for name, by in moved.items() if abs(by) >= MOVED][:3]
    if not named:
        return message("What is not known of it decides, not the weights")
    return message(
        "First for investors who weigh {weights}",
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
    return f"{points:.1f}" if points < 10 else f"{points:.0f}"
