"""Who may do what where: a rule that closes, one that opens again, and what stays to be checked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from features.catalogue import Catalogue
from features.market_access import CLOSED_WORDS
from recommender.engine import recommend
from recommender.explanation import explain
from recommender.gate import FAIL, PASS, UNKNOWN, Check
from recommender.market_access import access_line
from recommender.profile import Profile
from recommender.ranking import EXCLUDED, Ranking
from recommender.report import explanation_json
from recommender.texts import render
from tests.test_page import with_example
from views.markdown import plain

HEALTH_BASE, NANSHA, HONG_KONG = (
    "zs-national-health-tech-park",
    "guangzhou-nansha",
    "hk-science-park",
)


def asked(catalogue: Catalogue, profile: Profile, owner: str | None, words: str) -> Ranking:
    project = replace(profile.project, ownership=owner, sector=words)  # type: ignore[arg-type]
    return recommend(catalogue, replace(profile, project=project))


def check(ranking: Ranking) -> Check:
    return next(c for c in ranking.matrix.checks if c.name == "market_access")


@pytest.fixture(scope="module")
def profile(examples: dict[str, Profile]) -> Profile:
    return examples["cell_therapy"]


def test_a_foreign_gene_project_is_shut_out_of_zhongshan_with_document_and_day(
    catalogue: Catalogue, profile: Profile
) -> None:
    ranking = asked(catalogue, profile, "foreign", "gene therapy vectors")
    found = check(ranking)
    assert found.result(HEALTH_BASE) == FAIL
    assert HEALTH_BASE in ranking.standing(EXCLUDED)
    reason = str(found.reason(HEALTH_BASE))
    assert "Negative list 2024 edition" in reason
    assert "as of May 2025" in reason
    assert found.result(HONG_KONG) == PASS
    zhongshan = catalogue.sites.index[catalogue.sites["city"] == "Zhongshan"]
    assert set(found.table.loc[zhongshan, "result"]) == {FAIL}, "no part of it is in the pilot"


def test_in_a_pilot_zone_the_boundary_is_to_be_checked(
    catalogue: Catalogue, profile: Profile
) -> None:
    found = check(asked(catalogue, profile, "foreign", "gene therapy vectors"))
    assert found.result(NANSHA) == UNKNOWN
    assert "check the boundary" in str(found.reason(NANSHA))


@pytest.mark.parametrize(
    ("owner", "words", "says"),
    [
        ("foreign", "adoptive cellular immunotherapy", "legal question"),
        ("hk_macao", "gene therapy vectors", "unless CEPA is better"),
        (None, "gene therapy vectors", "the owner is not stated"),
    ],
)
def test_what_the_rule_leaves_open_is_unknown_and_says_why(
    catalogue: Catalogue, profile: Profile, owner: str | None, words: str, says: str
) -> None:
    found = check(asked(catalogue, profile, owner, words))
    assert found.result(HEALTH_BASE) == UNKNOWN
    assert says in str(found.reason(HEALTH_BASE))


def test_a_domestic_owner_and_another_industry_are_not_asked(
    catalogue: Catalogue, profile: Profile, examples: dict[str, Profile]
) -> None:
    domestic = asked(catalogue, profile, "domestic", "gene therapy vectors")
    lamps = asked(catalogue, examples["only_a_sector"], "foreign", "LED lamps")
    for ranking in (domestic, lamps):
        assert "market_access" not in {c.name for c in ranking.matrix.checks}


def test_before_the_list_was_in_force_it_closed_nothing(
    catalogue: Catalogue, profile: Profile
) -> None:
    earlier = replace(profile, on=date(2024, 9, 1))
    ranking = asked(catalogue, earlier, "foreign", "gene therapy vectors")
    assert "market_access" not in {c.name for c in ranking.matrix.checks}


@pytest.mark.parametrize("word", ["hydrogen generators", "general medical devices"])
def test_a_word_inside_another_names_nothing(
    catalogue: Catalogue, profile: Profile, word: str
) -> None:
    project = replace(profile.project, ownership="foreign", sector=word, sector_codes=("BH04",))
    assert not catalogue.access(project, profile.on).named
    for named in ("Gene editing", "干细胞库", "stem cells", "基因藥物"):
        mine = replace(project, sector=named)
        assert catalogue.access(mine, profile.on).named, named


def test_every_closing_rule_has_its_words(catalogue: Catalogue) -> None:
    rules = catalogue.market_access
    assert set(rules["access_id"][rules["effect"] == "closes"]) == set(CLOSED_WORDS)


def test_the_card_of_a_hong_kong_owner_names_the_rule_for_devices(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    ranking = recommend(catalogue, examples["hk_medtech"])
    for entry in ranking.entries[:3]:
        line = access_line(catalogue, ranking.profile, entry.site_id)
        assert line is not None
    here = access_line(catalogue, ranking.profile, HEALTH_BASE)
    assert "Hong Kong and Macao device registrants" in str(here)
    assert "港澳" in render(here, "zh") if here else False


def test_the_explanation_lists_the_rules_with_document_day_and_source(
    catalogue: Catalogue, profile: Profile
) -> None:
    ranking = asked(catalogue, profile, "foreign", "gene therapy vectors")
    found = explanation_json(catalogue, ranking, explain(catalogue, ranking, HEALTH_BASE), "en")
    titles = [rule["title"] for rule in found["market_access"]]
    assert titles[0].startswith("Stem cell, gene diagnosis"), "what closes comes first"
    assert all(rule["source"] for rule in found["market_access"])


@pytest.mark.slow
def test_the_page_shows_the_line_on_every_card() -> None:
    page = with_example("hk_medtech", "zh")
    lines = [found.value for found in page.caption if found.value.startswith("准入")]
    assert len(lines) == 3
    assert plain("港澳") in lines[0]
