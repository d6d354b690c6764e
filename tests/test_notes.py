"""What the tables hold in English only is read in Chinese: whole, and with its numbers."""

from __future__ import annotations

import re
from datetime import date

import pytest

from features.catalogue import Catalogue
from recommender.notes import chinese, in_both
from recommender.site_facts import site_facts
from recommender.texts import render
from recommender.traditional import traditional
from tests.test_traditional import simplified_only

SHOWN = {
    "supply": ("delivery", "price_unit"),
    "admission": ("unit", "threshold", "applies_to_sectors", "condition"),
    "market_access": ("allows_or_requires", "condition", "status"),
    "costs": ("unit",),
    "context": ("unit",),
    "other_evidence": ("value", "unit"),
}
"""Columns of words that a page shows."""
STATED = (
    "notes",
    "land_notes",
    "titles",
    "structure",
    "second_sector",
    "cooperation_mode",
    "sector",
)
"""Attributes whose statements are words; names of places stay as their source has them."""
ENGLISH = re.compile(r"[A-Za-z]{2,}")
CODES = {"LED"}
NUMBER = re.compile(
    r"(?<![\w.-])\d[\d,]*+(?:\.\d+)?+(?!bn|m\b|(?:-[\d.]+)? (?:million|billion)|-[\d.]+m|,? CNY)"
)
"""Numbers that stay as they are printed: no amounts of money in millions."""


def shown(catalogue: Catalogue) -> set[str]:
    """Every text that a page may show and that holds an English word."""
    cells = [str(c) for table, columns in SHOWN.items() for column in columns
             for c in getattr(catalogue, table)[column].dropna()]  # fmt: skip
    evidence = catalogue.evidence
    said = evidence.loc[evidence["attribute"].isin(STATED), "value"]
    cells += [words for words in said if len(max(ENGLISH.findall(words), key=len, default="")) > 2]
    return {words for words in cells if set(ENGLISH.findall(words)) - CODES}


def test_every_text_that_a_page_shows_has_its_chinese(catalogue: Catalogue) -> None:
    assert sorted(shown(catalogue) - set(chinese())) == []


def test_no_translation_is_of_a_text_that_is_gone(catalogue: Catalogue) -> None:
    cited = set(catalogue.sources["citation"])
    assert sorted(set(chinese()) - shown(catalogue) - cited) == []


def test_a_translation_is_chinese_and_keeps_every_number() -> None:
    for english, zh in chinese().items():
        assert re.search(r"[\u3400-\u9fff]", zh), english
        assert zh == zh.strip()
        plain = zh.replace(",", "")
        for number in NUMBER.findall(english):
            assert number.replace(",", "") in plain, (number, english, zh)


def test_a_text_without_a_translation_stands_as_it_is() -> None:
    assert in_both("深中智谷") == {"en": "深中智谷", "zh": "深中智谷"}
    assert in_both("") == {}


@pytest.mark.parametrize("site", ["zs-torch-hidz", "shenzhen-qianhai", "guangzhou-nansha"])
def test_the_page_of_a_site_has_no_english_sentence_in_chinese(
    catalogue: Catalogue, site: str
) -> None:
    sentence = re.compile(r"(?:\b[a-z]{2,}[ ,]+){4,}[a-z]+")
    for subject, facts in site_facts(catalogue, site, date(2026, 11, 24)).items():
        for value in facts["value"]:
            said = render(value, "zh")
            assert not sentence.search(said), (subject, said)


def test_a_note_is_read_in_traditional_characters_too() -> None:
    left = {zh: simplified_only(traditional(zh)) for zh in chinese().values()}
    assert {zh: found for zh, found in left.items() if found} == {}
