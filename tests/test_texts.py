"""Every text in three languages, to the last sentence."""

from __future__ import annotations

import re
import string
import sys

import pytest
from babel.messages.pofile import read_po

from features.catalogue import Catalogue
from recommender.criterion import all_criteria
from recommender.engine import recommend
from recommender.explanation import explain
from recommender.messages import message
from recommender.profile import Profile
from recommender.texts import LANGUAGES, TEXTS, in_language, render, translate, translations
from recommender.weights import archetypes, read_weights
from tests.conftest import ROOT

sys.path.insert(0, str(ROOT / "scripts"))
from texts import marked

CHINESE = re.compile(r"[\u4e00-\u9fff]")
HALF_WIDTH = re.compile(r"(?<=[\u4e00-\u9fff”》）])\s?[,;:?!()]\s?(?=[\u4e00-\u9fff“《（])")
TYPED = re.compile("经度,纬度|用 ; 分隔")
"""What is typed with a half-width sign stands so in the text that asks for it."""


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("text", marked())
def test_a_marked_text_is_translated_with_the_same_values(text: str) -> None:
    chinese = translations("zh").gettext(text)
    only_values = not re.search(r"[A-Za-z]{3,}", re.sub(r"\{\w+\}", "", text))
    assert only_values or (chinese != text and CHINESE.search(chinese))
    assert fields(chinese) == fields(text)


def test_a_name_in_two_languages_is_read_in_three() -> None:
    names = {"en": "Shenzhen-Zhongshan Link", "zh": "深中通道"}
    assert [in_language(names, language) for language in LANGUAGES] == [
        "Shenzhen-Zhongshan Link", "深中通道", "深中通道",
    ]  # fmt: skip
    only = {"zh": "东凤镇"}
    assert [in_language(only, language) for language in LANGUAGES] == ["东凤镇", "东凤镇", "東鳳鎮"]
    assert in_language({"en": "Cuiheng"}, "zh-Hant") == "Cuiheng"
    assert in_language({"zh": "东区", "zh-Hant": "Eastern 東區"}, "zh-Hant") == "Eastern 東區"


def test_no_half_width_punctuation_stands_between_chinese_characters() -> None:
    for text in marked():
        chinese = re.sub(r"\{\w+(:[^}]*)?\}", "甲", translations("zh").gettext(text))
        assert not HALF_WIDTH.search(TYPED.sub("", chinese)), chinese


def test_every_criterion_speaks_both_languages() -> None:
    for criterion in all_criteria():
        for text in (criterion.label, criterion.group, criterion.unit, criterion.question):
            assert not text or CHINESE.search(translate(text, "zh")), text


def test_the_compiled_texts_are_those_of_the_source() -> None:
    with (TEXTS / "zh/LC_MESSAGES/baysite.po").open(encoding="utf-8") as file:
        source = {m.id: m.string for m in read_po(file) if m.id}
    assert set(source) == set(marked())
    for text, chinese in source.items():
        assert translations("zh").gettext(text) == chinese


@pytest.mark.slow
def test_no_english_sentence_is_left_in_a_chinese_explanation(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    for profile in examples.values():
        ranking = recommend(catalogue, profile)
        for entry in ranking.entries[:5]:
            found = explain(catalogue, ranking, entry.site_id)
            sentences = [
                *found.reasons_for, *found.reasons_against,
                *[u.question for u in found.unknowns],
                *[check.reason(entry.site_id) for check in found.checks],
            ]  # fmt: skip
            for sentence in sentences:
                text = render(sentence, "zh")
                assert CHINESE.search(text), text
                assert not re.search(r"[A-Za-z]{3,} [A-Za-z]{3,}", text), text


def test_a_value_may_be_a_name_in_two_languages_or_a_sentence() -> None:
    inner = message("{minutes} min to {place}", minutes=41, place={"en": "Futian", "zh": "福田"})
    outer = message("By car on {on}: {legs}", on="2026-11-24", legs=(inner,))
    assert render(outer, "en") == "By car on 24 Nov 2026: 41 min to Futian"
    assert render(outer, "zh") == "2026年11月24日驾车：到福田 41 分钟"
    assert render(outer, "zh-Hant") == "2026年11月24日駕車：到福田 41 分鐘"


def test_there_are_three_languages() -> None:
    assert list(LANGUAGES) == ["en", "zh", "zh-Hant"]


@pytest.mark.parametrize("name", archetypes())
def test_weights_state_their_ground_and_the_word_judgement(name: str) -> None:
    found = read_weights(name)
    assert "Judgement" in found.ground
    assert sum(found.weights.values()) == pytest.approx(1.0)
    assert sum(found.anchors.values()) == pytest.approx(1.0)
    assert set(found.weights) == {c.name for c in all_criteria()}


def test_the_promised_archetypes_are_there() -> None:
    assert archetypes() == ("biomedical", "headquarters", "logistics", "manufacturing", "r_and_d")
