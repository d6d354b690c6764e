"""The sheet of a workbook that says what a short list rests on and how sure it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from recommender.asking import Question, worth_asking
from recommender.flip_report import flip_points
from recommender.inquiry import whom_to_ask
from recommender.messages import Message, message, several
from recommender.near_misses import nearest_first
from recommender.places import site_name
from recommender.ranking import Ranking
from recommender.robustness import robustness
from recommender.sureness_words import answer_in_words, flip_in_words, flips_in_words
from recommender.texts import in_language, render, translate
from recommender.told import answer_in_words as told_in_words
from recommender.understanding import industry_name

if TYPE_CHECKING:
    from features.catalogue import Catalogue

PROJECT = message("Project").text
DAY = message("Day of knowledge").text
INDUSTRIES = message("Industries").text
WEIGHT = message("Weight, of 100").text
SURE = message("How sure").text
TURNS = message("Where first place changes hands").text
TOLD = message("Told by the investor").text
ASK = message("Ask first").text
EXCLUDED_ = message("Excluded").text
DATA = message("Engine and data").text


def decision_rows(catalogue: Catalogue, ranking: Ranking, language: str) -> list[tuple[str, str]]:
    """Rows of a head and what is said: project, day, weights, how sure, turns, questions, data."""
    return [(translate(head, language), said) for head, said in _rows(catalogue, ranking, language)]


def _rows(catalogue: Catalogue, ranking: Ranking, language: str) -> Iterator[tuple[str, str]]:
    profile = ranking.profile
    yield PROJECT, profile.name or profile.project.sector
    yield DAY, profile.on.isoformat()
    for code in profile.project.sector_codes:
        yield INDUSTRIES, in_language(industry_name(catalogue, code), language)
    for criterion in ranking.matrix.criteria:
        share = 100 * float(ranking.matrix.weights[criterion.name])
        yield WEIGHT, f"{translate(criterion.label, language)}: {share:.1f}"
    if ranking.entries:
        flips = flip_points(catalogue, ranking)
        yield SURE, render(answer_in_words(catalogue, ranking, robustness(ranking)), language)
        yield TURNS, render(flip_in_words(catalogue, ranking, flips), language)
        for line in flips_in_words(catalogue, ranking, flips):
            yield TURNS, render(line, language)
    for told in profile.told:
        yield TOLD, render(told_in_words(catalogue, profile, told), language)
    for question in worth_asking(ranking):
        yield ASK, _question(catalogue, question, language)
    yield EXCLUDED_, str(len(nearest_first(catalogue, ranking)))
    yield DATA, f"{ranking.provenance['engine']} {ranking.provenance['data']}"


def _question(catalogue: Catalogue, question: Question, language: str) -> str:
    whom = whom_to_ask(catalogue, question.site_id, language)
    decides = message(
        "decides who is among the first three in {n} of 100 cases", n=round(100 * question.changes)
    )
    said: list[Message | str | Mapping[str, str]] = [
        message("{head}: {said}", head=site_name(catalogue, question.site_id),
                said=question.question),
        decides,
        *([message("it leads if {answer}", answer=question.leads_if)] if question.leads_if else []),
        *([message("ask: {whom}", whom=whom["whom"])] if whom["whom"] else []),
        *([whom["reach"]] if whom["reach"] else []),
    ]  # fmt: skip
    return render(several(said), language)
