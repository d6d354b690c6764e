"""How sure an answer is, as JSON values for the command line and its scripts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from recommender.asking import Question, split_by_questions, worth_asking
from recommender.contrast import Contrast, contrast, neighbour, ordered
from recommender.counterfactual import Outlook, outlook
from recommender.explanation import unknowns
from recommender.flip_report import FlipPoints, flip_points
from recommender.inquiry import whom_to_ask
from recommender.places import site_name
from recommender.ranking import LISTED, Entry, Ranking
from recommender.robustness import Robustness, confidence_factor, robustness, with_entry
from recommender.sureness_words import (
    answer_in_words,
    flip_in_words,
    investor_in_words,
    standing_in_words,
)
from recommender.texts import render

if TYPE_CHECKING:
    from features.catalogue import Catalogue


def sureness_json(catalogue: Catalogue, ranking: Ranking, language: str) -> dict[str, Any]:
    """How sure the order of the families is, which questions decide it, and what would turn it."""
    if not ranking.entries:
        return {"sure": None, "ask_first": []}
    found, flips = robustness(ranking), flip_points(catalogue, ranking)
    questions = worth_asking(ranking, found)
    split = split_by_questions(found, questions)
    return {
        "sure": {
            "says": render(answer_in_words(catalogue, ranking, found), language),
            "turns": render(flip_in_words(catalogue, ranking, flips), language),
            "draws": found.draws,
            "weights": ranking.profile.doubt.weights,
            "first_group": found.group(),
            "split_by": {about: [q.site_id for q in asked] for about, asked in split.items()},
        },
        "ask_first": [question_json(catalogue, q, language) for q in questions],
    }


SITE = ("site_id", "name_en", "name_zh")


def unknowns_json(
    catalogue: Catalogue, ranking: Ranking, site_id: str, language: str
) -> list[dict[str, Any]]:
    """What is not known of a candidate, the question that decides most first.

    `changes` is null for a site that is not listed: an answer cannot move it among the first.
    """
    if ranking.table.at[site_id, "standing"] == LISTED:
        questions = worth_asking(ranking, sites=[site_id])
        asked = [question_json(catalogue, q, language) | {"weight": q.weight} for q in questions]
        return [{k: v for k, v in row.items() if k not in SITE} for row in asked]
    return [
        {"about": u.about, "weight": u.weight, "ask": render(u.question, language),
         "changes": None, "turns": None, "leads_if": None}
        for u in unknowns(ranking, site_id)
    ]  # fmt: skip


def shares_json(found: Robustness, site_id: str) -> dict[str, Any]:
    """Tier and shares of one entry; null for a site that is not listed."""
    if site_id not in found.table.index:
        return {"tier": None, "top1_share": None, "top3_share": None}
    row = found.table.loc[site_id]
    return {
        "tier": int(row["tier"]),
        "top1_share": float(row["top1_share"]),
        "top3_share": float(row["top3_share"]),
    }


def question_json(catalogue: Catalogue, question: Question, language: str) -> dict[str, Any]:
    """A question with how often its answer decides, the answer that would lead, and whom to ask."""
    whom = whom_to_ask(catalogue, question.site_id, language)
    names = site_name(catalogue, question.site_id)
    return {
        "site_id": question.site_id,
        "name_en": names["en"],
        "name_zh": names["zh"],
        "about": question.about,
        "ask": render(question.question, language),
        "changes": question.changes,
        "turns": question.turns,
        "leads_if": render(question.leads_if, language) if question.leads_if else None,
        "whom": whom["whom"] or None,
        "reach": whom["reach"] or None,
    }


def decision_json(
    catalogue: Catalogue,
    ranking: Ranking,
    site_id: str,
    language: str,
    *,
    beside: str | None = None,
) -> dict[str, Any]:
    """What would change the standing of one candidate, and how sure it is."""
    entries = with_entry(ranking, site_id)
    found = robustness(ranking, entries)
    flips = flip_points(catalogue, ranking)
    first, three = (outlook(catalogue, ranking, site_id, place=place) for place in (1, 3))
    pair = neighbour(ranking, site_id) if beside is None else ordered(ranking, site_id, beside)
    return {
        **shares_json(found, site_id),
        **_listed_json(catalogue, ranking, found, entries, site_id, language),
        "flip_points": flips_json(flips),
        "turns": render(flip_in_words(catalogue, ranking, flips), language),
        **_outlook_json("first", first, language),
        **_outlook_json("first_three", three, language),
        "contrast": pair and contrast_json(contrast(catalogue, ranking, *pair), language),
    }


def _listed_json(
    catalogue: Catalogue,
    ranking: Ranking,
    found: Robustness,
    entries: Sequence[Entry],
    site_id: str,
    language: str,
) -> dict[str, Any]:
    if site_id not in found.table.index:
        return {}
    entry = next(entry for entry in entries if entry.site_id == site_id)
    central = found.central.loc[site_id]
    confidence = confidence_factor(ranking, found, entry, entries)
    investor = investor_in_words(ranking, central, confidence)
    return {
        "says": render(standing_in_words(catalogue, ranking, found, site_id), language),
        "rank_acceptability": found.acceptability.loc[site_id].tolist(),
        "central_weights": None if central.isna().any() else central.to_dict(),
        "central_says": render(investor, language) if investor else None,
        "confidence_factor": confidence,
    }


def flips_json(found: FlipPoints) -> list[dict[str, Any]]:
    """The weights at which first place changes hands, one row a criterion; null where none does."""
    rows = found.table.reset_index().to_dict(orient="records")
    return [
        {str(name): None if pd.isna(cell) else cell for name, cell in row.items()} for row in rows
    ]


def contrast_json(found: Contrast, language: str) -> dict[str, Any]:
    """Why one site stands above another."""
    return {
        "above": found.above,
        "below": found.below,
        "difference": found.difference,
        "terms": found.terms["difference"].to_dict(),
        "says": render(found.headline, language),
        "lines": [render(line, language) for line in found.lines],
    }


def _outlook_json(name: str, found: Outlook, language: str) -> dict[str, Any]:
    ways = [
        {
            "changes": [
                {"about": change.about, "value": change.value, "says": render(says, language)}
                for change, says in zip(way.changes, way.sentences, strict=True)
            ],
            "score": way.score,
            "verified": way.verified,
        }
        for way in found.ways
    ]
    why_not = render(found.why_not, language) if found.why_not else None
    return {
        f"{name}_already": found.already, f"{name}_if": ways, f"{name}_never": why_not,
    }  # fmt: skip
