"""Rows of a comparison in money: incentives in sum, and ten years of labour and room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from recommender.best_in_row import Figures, best_by_figures
from recommender.compared_cells import Cell, ask
from recommender.cost_report import LINES, Account, account, citations, span_in_words
from recommender.grounds import MOST, NONE, Ground, of_rules
from recommender.incentive_report import Incentives, incentives_at
from recommender.incentive_words import cny
from recommender.messages import Message, message, several

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.ranking import Ranking

CNY = message("CNY").text
_INCENTIVES = message(
    "Which incentives does the zone offer today, with document and end date?"
).text
_COSTS = message("What do land and floor cost here, by which contract?").text


def money_rows(
    catalogue: Catalogue, ranking: Ranking, sites: Sequence[str]
) -> list[dict[str, Any]]:
    """Incentives in sum, the costs together, and what is left of them: name, label, cells, verdict.

    Costs are left out where the project states neither jobs nor room: there is nothing to count.
    """
    paid = {site: incentives_at(catalogue, ranking.profile, site) for site in sites}
    accounts = {site: account(catalogue, ranking.profile, site, paid[site]) for site in sites}
    project = ranking.profile.project
    rows = [_incentives(catalogue, ranking, paid)]
    if project.jobs or project.land_mu or project.floor_area_m2:
        rows += [_costs(catalogue, accounts, "together"), _costs(catalogue, accounts, "net")]
    return rows


def _incentives(
    catalogue: Catalogue, ranking: Ranking, paid: dict[str, Incentives]
) -> dict[str, Any]:
    totals = [found.total for found in paid.values()]
    mid, low, high = (tuple(total[end] for total in totals) for end in ("mid", "low", "high"))
    figures = Figures(value=mid, low=low, high=high, unit=CNY)
    return {
        "name": "incentives",
        "label": message("Incentives over ten years, in sum"),
        "cells": tuple(_paid(catalogue, ranking, site, found) for site, found in paid.items()),
        "verdict": best_by_figures(catalogue, list(paid), figures),
    }


def _paid(catalogue: Catalogue, ranking: Ranking, site: str, found: Incentives) -> Cell:
    total = found.total
    said = {end: cny(amount) for end, amount in total.items()}
    if np.isnan(total["high"]):
        least = message("at least {low} CNY", low=said["low"]) if total["low"] > 0 else None
        asked = ask(message(_INCENTIVES))
        return Cell(says=several([*([least] if least else []), asked.says]), known=False,
                    ground=of_rules(catalogue, ranking.profile, site) if least else NONE,
                    )  # fmt: skip
    return Cell(
        says=message("{mid} CNY ({low} to {high})", **said),
        ground=of_rules(catalogue, ranking.profile, site),
    )


def _costs(catalogue: Catalogue, accounts: dict[str, Account], name: str) -> dict[str, Any]:
    spans = [found.lines[name].span for found in accounts.values()]
    cny_only = [span if span.currency == "CNY" else None for span in spans]
    low, high = (
        tuple(np.nan if span is None else getattr(span, end) for span in cny_only)
        for end in ("low", "high")
    )
    figures = Figures(
        value=tuple((a + b) / 2 for a, b in zip(low, high, strict=True)),
        low=low, high=high, objective="min", unit=CNY,
    )  # fmt: skip
    return {
        "name": f"account:{name}",
        "label": message("Ten years of labour and room: {what}", what=message(LINES[name])),
        "cells": tuple(_cost(catalogue, found, name) for found in accounts.values()),
        "verdict": best_by_figures(catalogue, list(accounts), figures),
    }


def _cost(catalogue: Catalogue, found: Account, name: str) -> Cell:
    line = found.lines[name]
    behind = [found.lines[part] for part in ("labour", "occupancy")]
    figures = [figure for part in behind for figure in part.figures]
    if not line.span.known:
        return ask(message(_INCENTIVES if found.lines["together"].span.known else _COSTS))
    missing: list[Message] = [why for part in behind if not part.span.known for why in part.why]
    days = [part.as_of for part in behind if part.as_of]
    return Cell(
        says=several([span_in_words(line.span), *missing]),
        ground=Ground(
            as_of=max(days, default=""), sources=tuple(citations(catalogue, figures))[:MOST]
        ),
    )
