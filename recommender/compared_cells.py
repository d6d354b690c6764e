"""One cell of a comparison: a value in natural units with its interval, or what to ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from recommender.best_in_row import amount
from recommender.contrast import says
from recommender.gate import FAIL, UNKNOWN
from recommender.grounds import NONE, Ground, ground, on_roads
from recommender.inquiry import QUESTIONS
from recommender.messages import Message, message, several
from recommender.near_misses import miss_in_words
from recommender.site_facts import facts_about
from recommender.words import RESULTS

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.criterion import Criterion
    from recommender.gate import Check
    from recommender.ranking import Ranking

NUMBER_ALONE = ("anchor_access", "incentive_value", "land_on_offer", "sector_cluster")
"""Criteria whose words only repeat the number, or a row of its own."""

MOST_OFFERS = 4
"""Offers that a cell names; the site's own page has them all."""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """What is known of one site in one row, or what to ask; with its day and sources."""

    says: Message
    known: bool = True
    ground: Ground = NONE


def ask(question: Message) -> Cell:
    """The cell of something that is not known: what to ask, never a number."""
    return Cell(says=message("not known: ask “{question}”", question=question), known=False)


def criterion_cell(catalogue: Catalogue, ranking: Ranking, criterion: Criterion, site: str) -> Cell:
    """The performance of a site by a criterion with its interval, and what it says in words."""
    matrix, name = ranking.matrix, criterion.name
    if matrix.assumed.at[site, name]:
        return ask(criterion.ask())
    number = _number(
        criterion,
        *(float(part.at[site, name]) for part in (matrix.performances, matrix.low, matrix.high)),
    )
    told = (site, name) in matrix.told
    words = (
        () if name in NUMBER_ALONE and not told else (says(catalogue, ranking, criterion, site),)
    )
    behind = NONE if told else ground(catalogue, ranking.profile, site, name)
    return Cell(says=several([*words, number]), ground=behind)


def _number(criterion: Criterion, value: float, low: float, high: float) -> Message:
    if criterion.unit == "share of the investment":
        percent = [round(100 * end, 1) for end in (value, low, high)]
        return ranged(message("{value} percent of the investment"), *percent)
    if criterion.unit:
        unit = message(criterion.unit)
        return ranged(message("{value} {unit}", unit=unit), value, low, high)
    return ranged(message("{value} of 100"), *(round(100 * end) for end in (value, low, high)))


def ranged(text: Message, value: float, low: float, high: float) -> Message:
    """A number with its ends where it has any; `text` takes it as `value`."""
    said = Message(text=text.text, values={**text.values, "value": amount(value)})
    ends = np.array([low, high])
    if np.isnan(ends).all() or (np.abs(ends - value) < 1e-9).all():
        return said
    if np.isfinite(ends).all():
        return message("{said} ({low} to {high})", said=said, low=amount(low), high=amount(high))
    if np.isfinite(low):
        return message("{said} (at least {low})", said=said, low=amount(low))
    return message("{said} (at most {high})", said=said, high=amount(high))


def minutes_cell(catalogue: Catalogue, ranking: Ranking, minutes: pd.DataFrame, site: str) -> Cell:
    """Minutes of a site to one place, with low and high."""
    value, low, high = (float(minutes.at[site, part]) for part in ("value", "low", "high"))
    if np.isnan(value):
        return ask(message("Where exactly is the site?"))
    return Cell(
        says=ranged(message("{value} min"), round(value), round(low), round(high)),
        ground=on_roads(catalogue, ranking.profile, site),
    )


def gate_cell(catalogue: Catalogue, ranking: Ranking, check: Check, site: str) -> Cell:
    """Pass, fail or unknown with the numbers; how far a site misses, or what to ask."""
    result = check.result(site)
    said = [check.reason(site)]
    if result == FAIL and not pd.isna(check.table.at[site, "misses_by"]):
        said.append(miss_in_words(ranking, check, site))
    known = result != UNKNOWN
    return Cell(
        says=message("{head}: {said}", head=message(RESULTS[result]), said=several(said)),
        known=known,
        ground=ground(catalogue, ranking.profile, site, check.name) if known else NONE,
    )


def supply_cell(catalogue: Catalogue, ranking: Ranking, site: str) -> Cell:
    """What was seen on offer at a site, each with its date."""
    rows = facts_about("supply", catalogue, site, ranking.profile.on)
    if rows.empty:
        return ask(message(QUESTIONS["supply"]))
    latest = rows.assign(day=rows["as_of"].fillna("").astype(str))
    latest = latest.sort_values("day", ascending=False, kind="stable")
    said = [
        message("{what}: {value} ({day})", what=row["what"], value=row["value"],
                day=row["day"] or message("undated"))
        for row in latest.head(MOST_OFFERS).to_dict(orient="records")
    ]  # fmt: skip
    if len(latest) > MOST_OFFERS:
        said.append(message("{n} more", n=len(latest) - MOST_OFFERS))
    sources = tuple(dict.fromkeys(latest["source"].head(MOST_OFFERS)))
    return Cell(
        says=several(said), ground=Ground(as_of=str(latest["day"].iloc[0]), sources=sources)
    )
