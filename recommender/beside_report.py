"""A comparison as JSON values for the command line, and how it is laid out there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recommender.compared_rows import GROUPS
from recommender.places import site_name
from recommender.separation import dominated
from recommender.side_by_side import SideBySide, sources_of
from recommender.sureness_report import question_json, shares_json
from recommender.texts import in_language, render, translate

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.compared_rows import Row
    from recommender.ranking import Ranking


def beside_json(
    catalogue: Catalogue, ranking: Ranking, found: SideBySide, language: str
) -> dict[str, Any]:
    """The comparison as JSON values; sentences in `language`, sources by their number."""
    numbers = {str(source): i for i, source in enumerate(sources_of(found), start=1)}
    sure, in_known = dominated(ranking, found.sites)
    return {
        "sites": [_site(catalogue, ranking, site, found) for site in found.sites],
        "separates": [render(said, language) for said in found.separates],
        "dominated": {
            "surely": [list(pair) for pair in sure],
            "in_known": [list(pair) for pair in in_known],
            "says": [render(said, language) for said in found.dominated],
        },
        "questions": [question_json(catalogue, q, language) for q in found.questions],
        "rows": [_row(row, found, numbers, language) for row in found.rows],
        "sources": [render(source, language) for source in sources_of(found)],
    }


def _site(catalogue: Catalogue, ranking: Ranking, site: str, found: SideBySide) -> dict[str, Any]:
    row, names = ranking.table.loc[site], site_name(catalogue, site)
    listed = found.among is not None and site in found.among.table.index
    return {
        "site_id": site,
        "name_en": names["en"],
        "name_zh": names["zh"],
        "standing": str(row["standing"]),
        "score": float(row["score"]),
        "score_low": float(row["score_low"]),
        "score_high": float(row["score_high"]),
        "coverage": float(row["coverage"]),
        "contributions": ranking.matrix.contributions.loc[site].to_dict(),
        "among": shares_json(found.among, site) if listed and found.among is not None else None,
    }


def _row(row: Row, found: SideBySide, numbers: dict[str, int], language: str) -> dict[str, Any]:
    return {
        "group": row.group,
        "name": row.name,
        "label": render(row.label, language),
        "cells": {
            site: {
                "says": render(cell.says, language),
                "known": cell.known,
                "as_of": cell.ground.as_of or None,
                "sources": [numbers[str(source)] for source in cell.ground.sources],
            }
            for site, cell in zip(found.sites, row.cells, strict=True)
        },
        "best": list(row.verdict.best),
        "says": render(row.verdict.says, language),
    }


def beside_lines(answer: dict[str, Any], language: str) -> list[str]:
    """The comparison as lines for a reader: what separates the sites, then row by row."""
    names = {
        site["site_id"]: in_language({"en": site["name_en"], "zh": site["name_zh"]}, language)
        for site in answer["sites"]
    }
    lines = [*answer["separates"], *answer["dominated"]["says"]]
    for question in answer["questions"]:
        lines.append(f"? {names[question['site_id']]}: {question['ask']}")
    group = ""
    for row in answer["rows"]:
        if row["group"] != group:
            group = row["group"]
            lines += ["", f"== {translate(GROUPS[group], language)}"]
        lines.append(f"{row['label']} -> {row['says']}")
        lines += [f"  {names[site]}: {_said(cell)}" for site, cell in row["cells"].items()]
    cited = [f"[{i}] {source}" for i, source in enumerate(answer["sources"], start=1)]
    return [*lines, "", *cited]


def _said(cell: dict[str, Any]) -> str:
    cited = f" {cell['sources']}" if cell["sources"] else ""
    day = f" ({cell['as_of']})" if cell["as_of"] else ""
    return f"{cell['says']}{day}{cited}"
