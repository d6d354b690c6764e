"""Rows of a comparison on the answer itself: place, points, group, share of first, how known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from recommender.best_in_row import NOT_LISTED, Figures, Verdict, best_by_figures
from recommender.compared_cells import Cell, ask, ranged
from recommender.grounds import ground
from recommender.messages import Message, message, several
from recommender.near_misses import failed, miss_in_words
from recommender.ranking import EXCLUDED, LISTED, Entry, Ranking
from recommender.report import compared
from recommender.robustness import robustness
from recommender.statement_words import STANDING_WORDS
from recommender.sureness_words import CLEARLY_MORE, how_often

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.robustness import Robustness

POINTS = message("points").text
KM = message("km").text


def standing_rows(
    catalogue: Catalogue, ranking: Ranking, sites: Sequence[str]
) -> list[dict[str, Any]]:
    """Place, points, group, share of first place, share known, precision: name, label, cells,
    verdict."""
    listed = [site for site in sites if ranking.table.at[site, "standing"] == LISTED]
    asked = tuple(_entry(ranking, site) for site in listed)
    found = robustness(ranking, compared(ranking, asked))
    return [
        _place(catalogue, ranking, sites),
        _points(catalogue, ranking, sites),
        _group(catalogue, sites, listed, found),
        _first(catalogue, sites, listed, found),
        _coverage(catalogue, ranking, sites),
        _precision(catalogue, ranking, sites),
    ]


def _entry(ranking: Ranking, site: str) -> Entry:
    return Entry(rank=int(ranking.table.at[site, "rank"]), site_id=site, family=())


def _row(name: str, label: Message, cells: Sequence[Cell], verdict: Verdict) -> dict[str, Any]:
    return {"name": name, "label": label, "cells": tuple(cells), "verdict": verdict}


def _place(catalogue: Catalogue, ranking: Ranking, sites: Sequence[str]) -> dict[str, Any]:
    total = int((ranking.table["standing"] == LISTED).sum())
    ranks = [float(ranking.table.at[site, "rank"]) for site in sites]
    figures = Figures(
        value=tuple(ranks), low=tuple(ranks), high=tuple(ranks), objective="min", blank=NOT_LISTED
    )
    return _row(
        "rank", message("Place among the sites listed"),
        [Cell(says=_standing(ranking, site, total)) for site in sites],
        best_by_figures(catalogue, sites, figures),
    )  # fmt: skip


def _standing(ranking: Ranking, site: str, total: int) -> Message:
    """The place of a listed site; of any other, why it has none."""
    standing = str(ranking.table.at[site, "standing"])
    if standing == LISTED:
        rank = int(ranking.table.at[site, "rank"])
        return message("{rank} of {total}", rank=rank, total=total)
    said = [message(STANDING_WORDS[standing])]
    if standing == EXCLUDED:
        said += [miss_in_words(ranking, check, site) for check, _ in failed(ranking, site)]
    return several(said)


def _points(catalogue: Catalogue, ranking: Ranking, sites: Sequence[str]) -> dict[str, Any]:
    names = ("score", "score_low", "score_high")
    parts = [tuple(100 * ranking.table.loc[list(sites), name]) for name in names]
    figures = Figures(value=parts[0], low=parts[1], high=parts[2], unit=POINTS)
    cells = [
        Cell(says=ranged(message("{value} of 100"), *(round(end) for end in ends)))
        for ends in zip(*parts, strict=True)
    ]
    verdict = best_by_figures(catalogue, sites, figures)
    return _row("score", message("Points"), cells, verdict)


def _group(
    catalogue: Catalogue, sites: Sequence[str], listed: list[str], found: Robustness
) -> dict[str, Any]:
    tiers = found.table["tier"].reindex(list(sites))
    cells = [
        Cell(says=message("group {n}", n=int(tiers[site])) if site in listed else _no_place())
        for site in sites
    ]
    value = tuple(float(tier) for tier in tiers)
    figures = Figures(value=value, low=value, high=value, objective="min", blank=NOT_LISTED)
    return _row(
        "tier", message("Group: within one nothing is told apart"), cells,
        best_by_figures(catalogue, sites, figures),
    )  # fmt: skip


def _no_place() -> Message:
    return message("not listed")


def _first(
    catalogue: Catalogue, sites: Sequence[str], listed: list[str], found: Robustness
) -> dict[str, Any]:
    shares = 100 * found.table["top1_share"].reindex(list(sites))
    cells = [Cell(says=how_often(found, site) if site in listed else _no_place()) for site in sites]
    doubt = 50 * CLEARLY_MORE
    figures = Figures(
        value=tuple(shares),
        low=tuple(shares - doubt),
        high=tuple(shares + doubt),
        unit=OF_100,
        blank=NOT_LISTED,
    )
    return _row(
        "top1_share", message("How often first"), cells, best_by_figures(catalogue, sites, figures)
    )


OF_100 = message("of 100").text


def _coverage(catalogue: Catalogue, ranking: Ranking, sites: Sequence[str]) -> dict[str, Any]:
    known = tuple(100 * ranking.table.loc[list(sites), "coverage"])
    figures = Figures(value=known, low=known, high=known, unit=OF_100)
    cells = [Cell(says=message("{value} of 100", value=round(share))) for share in known]
    verdict = best_by_figures(catalogue, sites, figures)
    return _row("coverage", message("How much is known"), cells, verdict)


def _precision(catalogue: Catalogue, ranking: Ranking, sites: Sequence[str]) -> dict[str, Any]:
    km = catalogue.sites.loc[list(sites), "precision_km"].astype(float)
    value = tuple(km)
    figures = Figures(value=value, low=value, high=value, objective="min", unit=KM)
    cells = [
        ask(message("Where exactly is the site?"))
        if np.isnan(km[site])
        else Cell(
            says=message("to {km} km", km=f"{km[site]:g}"),
            ground=ground(catalogue, ranking.profile, site, PLACE),
        )
        for site in sites
    ]
    verdict = best_by_figures(catalogue, sites, figures)
    return _row("precision", message("Point on the map, precise"), cells, verdict)


PLACE = "too_little_known"
"""The standing that reads the point of a site, for its ground."""
