"""The rows of a comparison: one thing each, a cell a site, in natural units with day and source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from recommender.best_in_row import Figures, Verdict, best_by_figures, best_by_results
from recommender.compared_cells import (
    Cell,
    criterion_cell,
    gate_cell,
    minutes_cell,
    supply_cell,
)
from recommender.compared_money import money_rows
from recommender.compared_standing import standing_rows
from recommender.messages import Message, message
from recommender.places import place_name
from recommender.words import BY

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.criterion import Criterion
    from recommender.gate import Check
    from recommender.profile import Anchor
    from recommender.ranking import Ranking

GROUPS = {
    "fit": message("Fit").text,
    "land": message("Land and buildings").text,
    "roads": message("Roads").text,
    "money": message("Money").text,
    "cooperation": message("Cooperation").text,
    "known": message("Points, and how much is known").text,
}
"""Groups of rows in their order, and what stands above them."""

_OF = {
    "land_on_offer": "land", "readiness": "land", "cooperation_fit": "cooperation",
    "land_need": "land", "building": "land", "start_date": "land", "admission": "money",
    "regions": "roads", "kept_city": "roads", "minutes_to_anchor": "roads",
}  # fmt: skip
"""The group of a criterion or must-have, where that of its kind is not meant."""
_OF_KIND = {"Place": "roads", "Incentives": "money", "Costs": "money"}

DIFFERENCES = {
    "share of the investment": (100.0, message("percent of the investment").text),
}
"""By how much a difference is multiplied, and in which unit it is said, where not in its own."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row: a cell a site, in the order of the sites, and the verdict in words."""

    group: str
    name: str
    label: Message
    cells: tuple[Cell, ...]
    verdict: Verdict


def rows_of(catalogue: Catalogue, ranking: Ranking, sites: Sequence[str]) -> tuple[Row, ...]:
    """Every row of a comparison, by group."""
    rows = [
        *[_criterion(catalogue, ranking, c, sites) for c in ranking.matrix.criteria],
        _supply(catalogue, ranking, sites),
        *[_minutes(catalogue, ranking, a, sites) for a in ranking.profile.anchors],
        *[_gate(catalogue, ranking, check, sites) for check in ranking.matrix.checks],
        *[Row(group="money", **row) for row in money_rows(catalogue, ranking, sites)],
        *[Row(group="known", **row) for row in standing_rows(catalogue, ranking, sites)],
    ]
    order = list(GROUPS)
    return tuple(sorted(rows, key=lambda row: order.index(row.group)))


def _group(name: str, kind: str = "") -> str:
    return _OF.get(name, _OF_KIND.get(kind, "fit"))


def _criterion(
    catalogue: Catalogue, ranking: Ranking, criterion: Criterion, sites: Sequence[str]
) -> Row:
    factor, unit = DIFFERENCES.get(criterion.unit, (1.0, criterion.unit))
    matrix, name = ranking.matrix, criterion.name
    parts = (matrix.performances, matrix.low, matrix.high)
    value, low, high = (tuple(factor * part.loc[list(sites), name]) for part in parts)
    figures = Figures(value=value, low=low, high=high, objective=criterion.objective, unit=unit)
    return Row(
        group=_group(name, criterion.group), name=name, label=message(criterion.label),
        cells=tuple(criterion_cell(catalogue, ranking, criterion, site) for site in sites),
        verdict=best_by_figures(catalogue, sites, figures),
    )  # fmt: skip


def _minutes(catalogue: Catalogue, ranking: Ranking, anchor: Anchor, sites: Sequence[str]) -> Row:
    roads = ranking.profile.roads.by(anchor.mode)
    minutes = catalogue.travel.minutes_to(anchor.place, roads).loc[list(sites)]
    value, low, high = (tuple(minutes[part].round()) for part in ("value", "low", "high"))
    figures = Figures(value=value, low=low, high=high, objective="min", unit=message("min").text)
    label = message(
        "To {place} {by}", place=place_name(catalogue, anchor.place),
        by=Message(text=BY[anchor.mode]),
    )  # fmt: skip
    return Row(
        group="roads", name=f"minutes:{anchor.place}:{anchor.mode}", label=label,
        cells=tuple(minutes_cell(catalogue, ranking, minutes, site) for site in sites),
        verdict=best_by_figures(catalogue, sites, figures),
    )  # fmt: skip


def _gate(catalogue: Catalogue, ranking: Ranking, check: Check, sites: Sequence[str]) -> Row:
    return Row(
        group=_group(check.name), name=f"gate:{check.name}",
        label=message("Must-have: {name}", name=message(check.label)),
        cells=tuple(gate_cell(catalogue, ranking, check, site) for site in sites),
        verdict=best_by_results(catalogue, sites, [check.result(site) for site in sites]),
    )  # fmt: skip


def _supply(catalogue: Catalogue, ranking: Ranking, sites: Sequence[str]) -> Row:
    cells = tuple(supply_cell(catalogue, ranking, site) for site in sites)
    known = int(np.sum([cell.known for cell in cells]))
    said = message("seen at {n} of {m}: ask the others", n=known, m=len(sites))
    if not known:
        said = message("not known of any: not judged")
    if known == len(sites):
        said = message("seen at all: how large and when stands above")
    return Row(
        group="land", name="supply", label=message("Seen on offer"), cells=cells,
        verdict=Verdict(best=(), says=said),
    )  # fmt: skip
