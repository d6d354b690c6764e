"""A ranking and an explanation as plain JSON values: the contract of the command line."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pandas as pd

from recommender.cost_report import account_json
from recommender.explanation import Explanation, questions
from recommender.gate import Check
from recommender.incentive_report import incentives_json
from recommender.incentive_switch import weighs_incentives, what_they_change, with_and_without
from recommender.near_misses import failed, miss_in_words, nearest_first
from recommender.places import site_name
from recommender.precedent_words import precedents_json
from recommender.ranking import (
    NOT_ON_OFFER,
    OTHER_INDUSTRY,
    TOO_LITTLE_KNOWN,
    Entry,
    Ranking,
    empty_reason,
)
from recommender.robustness import robustness
from recommender.sureness_report import (
    decision_json,
    shares_json,
    sureness_json,
    unknowns_json,
)
from recommender.texts import in_language, render

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.compare import Comparison


def ranking_json(
    catalogue: Catalogue, ranking: Ranking, entries: tuple[Entry, ...], language: str
) -> dict[str, Any]:
    """The ranking as JSON values, with what incentives change; sentences in `language`.

    What must-haves cost is `relaxation_json`: it ranks again for each of them.
    """
    answer = results_json(catalogue, ranking, entries, language)
    if weighs_incentives(ranking):
        places = with_and_without(catalogue, ranking)
        answer["with_and_without_incentives"] = records(places.reset_index())
        answer["incentives_change"] = render(what_they_change(catalogue, places), language)
    return answer


def results_json(
    catalogue: Catalogue, ranking: Ranking, entries: tuple[Entry, ...], language: str
) -> dict[str, Any]:
    """The results alone as JSON values: nothing is ranked again to compare with."""
    found = robustness(ranking, compared(ranking, entries))
    answer: dict[str, Any] = {
        "ranking": [
            entry_json(catalogue, ranking, entry, language) | shares_json(found, entry.site_id)
            for entry in entries
        ],
        "other_industries": ranking.standing(OTHER_INDUSTRY),
        "too_little_known": [
            {"site_id": site, "ask": asks(ranking, site, language)}
            for site in ranking.standing(TOO_LITTLE_KNOWN)
        ],
        "not_yet_on_offer": ranking.standing(NOT_ON_OFFER),
        "excluded": [
            _excluded_json(catalogue, ranking, site, language)
            for site in nearest_first(catalogue, ranking)
        ],
        "warnings": [render(w, language) for w in ranking.understanding.warnings],
        "provenance": dict(ranking.provenance),
    }
    answer |= sureness_json(catalogue, ranking, language)
    if not ranking.entries:
        answer["empty"] = render(empty_reason(ranking), language)
    return answer


def _excluded_json(
    catalogue: Catalogue, ranking: Ranking, site: str, language: str
) -> dict[str, Any]:
    """What excludes a site, how far it misses each, and `only`: the one if there is but one."""
    found = [check for check, _ in failed(ranking, site)]
    gates = [
        _gate_json(check, site, language)
        | {"misses": render(miss_in_words(ranking, check, site), language)}
        for check in found
    ]
    names = site_name(catalogue, site)
    return {
        "site_id": site,
        "name_en": names["en"],
        "name_zh": names["zh"],
        "gates": gates,
        "only": found[0].name if len(found) == 1 else None,
    }


def entry_json(
    catalogue: Catalogue, ranking: Ranking, entry: Entry, language: str
) -> dict[str, Any]:
    """One entry as JSON values: place, site, score, terms, must-haves, questions."""
    site, row = entry.site_id, ranking.table.loc[entry.site_id]
    names = catalogue.sites.loc[site]
    assumed = ranking.matrix.assumed.loc[site]
    return {
        "rank": entry.rank,
        "site_id": site,
        "name_en": _text(names["name_en"]),
        "name_zh": _text(names["name_zh"]),
        "score": float(row["score"]),
        "score_low": float(row["score_low"]),
        "score_high": float(row["score_high"]),
        "coverage": float(row["coverage"]),
        "contributions": ranking.matrix.contributions.loc[site].to_dict(),
        "assumed": list(assumed.index[assumed]),
        "told": sorted(name for told, name in ranking.matrix.told if told == site),
        "family": list(entry.family),
        "gates": gates_json(ranking.matrix.checks, site, language),
        "ask": asks(ranking, site, language),
    }


def site_entries(ranking: Ranking) -> tuple[Entry, ...]:
    """One entry a listed site instead of one a family."""
    listed = ranking.table.loc[ranking.standing("listed")]
    return tuple(
        Entry(rank=int(rank), site_id=str(site), family=()) for site, rank in listed["rank"].items()
    )


def compared(ranking: Ranking, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """All the entries among which the shown ones stand: families, or sites if sites are shown."""
    heads = {entry.site_id for entry in ranking.entries}
    shown = {entry.site_id for entry in entries}
    return ranking.entries if shown <= heads else site_entries(ranking)


def asks(ranking: Ranking, site_id: str, language: str) -> list[str]:
    """The questions that a site leaves open, in words."""
    return [render(question, language) for question in questions(ranking, site_id)]


def gates_json(
    checks: tuple[Check, ...], site_id: str, language: str, only: str | None = None
) -> list[dict[str, Any]]:
    """The checks of a site as JSON values; `only` keeps one result."""
    return [
        _gate_json(check, site_id, language)
        for check in checks
        if only is None or check.result(site_id) == only
    ]


def explanation_json(
    catalogue: Catalogue,
    ranking: Ranking,
    explanation: Explanation,
    language: str,
    *,
    beside: str | None = None,
) -> dict[str, Any]:
    """An explanation as JSON values: terms, reasons, unknowns and questions, what would change it,
    sources; held against the site `beside`, or against its neighbour."""
    site = explanation.site_id
    names = site_name(catalogue, site)
    return {
        "site_id": site,
        "name_en": names["en"],
        "name_zh": names["zh"],
        "rank": explanation.rank,
        "standing": explanation.standing,
        "score": explanation.score,
        "score_low": explanation.score_low,
        "score_high": explanation.score_high,
        "coverage": explanation.coverage,
        "contributions": explanation.terms["contribution"].to_dict(),
        "terms": records(explanation.terms.reset_index()),
        "reasons_for": [render(m, language) for m in explanation.reasons_for],
        "reasons_against": [render(m, language) for m in explanation.reasons_against],
        "gates": gates_json(explanation.checks, site, language),
        "told": sorted(name for told, name in ranking.matrix.told if told == site),
        "unknowns": unknowns_json(catalogue, ranking, site, language),
        **decision_json(catalogue, ranking, site, language, beside=beside),
        "incentive_amounts": incentives_json(explanation.paid, language),
        "costs": account_json(catalogue, explanation.costs, language),
        "market_access": [
            {
                "title": in_language(row["what"], language),
                "says": render(row["value"], language),
                "as_of": row["as_of"],
                "source": row["source"],
            }
            for row in explanation.access.to_dict(orient="records")
        ],
        "precedents": precedents_json(catalogue, explanation.precedents, language),
        "sources": records(explanation.sources),
    }


def comparison_json(found: Comparison) -> dict[str, Any]:
    """What two weightings do, as JSON values."""
    gain, low, high = found.difference
    return {
        "moves": records(found.moves),
        "quality": records(found.quality.rename_axis("weights").reset_index()),
        "difference": {"hit@5": gain, "interval": [low, high]},
        "verdict": str(found.verdict),
    }


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table as JSON values; what is not known is null."""
    return [
        {str(name): _value(cell) for name, cell in row.items()}
        for row in table.to_dict(orient="records")
    ]


def _gate_json(check: Check, site_id: str, language: str) -> dict[str, Any]:
    row = check.table.loc[site_id]
    numbers = {name: _value(row[name]) for name in ("have", "need", "misses_by")}
    stated = {name: number for name, number in numbers.items() if number is not None}
    return {
        "gate": check.name,
        "result": str(row["result"]),
        "reason": render(check.reason(site_id), language),
        **stated,
        **({"unit": check.unit} if stated else {}),
        **({"misses_at_least": True} if row["at_least"] and "misses_by" in stated else {}),
    }


def _value(cell: Any) -> Any:
    if isinstance(cell, pd.Timestamp):
        return cell.date().isoformat()
    if (
        cell is None
        or cell is pd.NaT
        or cell is pd.NA
        or (isinstance(cell, float) and math.isnan(cell))
    ):
        return None
    return cell.item() if hasattr(cell, "item") else cell


def _text(cell: object) -> str | None:
    return cell if isinstance(cell, str) else None
