"""Numbers, days and counts as a reader of each language writes them."""

from __future__ import annotations

import re
import sys
from datetime import date

import pandas as pd
import pytest

from recommender.messages import message
from recommender.numerals import LOCALES, day, number, stated
from recommender.texts import LANGUAGES, render, translate
from tests.conftest import ROOT

sys.path.insert(0, str(ROOT / "scripts"))
from texts import marked


def test_every_language_has_a_locale() -> None:
    assert list(LOCALES) == list(LANGUAGES)


def test_a_day_names_its_month_so_that_nobody_reads_it_backwards() -> None:
    on = date(2026, 11, 4)
    assert [day(on, language) for language in LANGUAGES] == [
        "4 Nov 2026", "2026年11月4日", "2026年11月4日",
    ]  # fmt: skip
    assert render(message("{on}", on=pd.Timestamp(on)), "en") == "4 Nov 2026"
    assert stated("2027-06", "en") == "Jun 2027"
    assert stated("2027-06", "zh-Hant") == "2027年6月"
    assert stated("2022", "en") == "2022", "a year is a year, not a number"
    assert stated("2018-19", "en") == "2018-19"


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_keep_their_thousands_apart_and_say_no_more_than_they_know(language: str) -> None:
    values = {12_345.6: "12,346", 1_500_000: "1,500,000", 19.5: "19.5", 0.333: "0.33", 3.0: "3"}
    assert {value: number(value, language) for value in values} == values
    assert render(message("{n}", n=12_345), language) == "12,345"


def test_a_count_chooses_its_form_and_chinese_has_one() -> None:
    text = message("{n} {n:month|months} late").text
    assert [translate(text, "en", n=n) for n in (0, 1, 2, 1_000)] == [
        "0 months late", "1 month late", "2 months late", "1,000 months late",
    ]  # fmt: skip
    assert translate(text, "zh", n=1) == "晚 1 个月"


def test_no_sentence_has_a_plural_only() -> None:
    nouns = "sites|questions|entries|pairs|rules|months"
    counted = re.compile(rf"\{{(n|k|listed)\}} (more |further )?({nouns})\b")
    several = ("TOPSIS orders these {n} sites", "{n} sites cannot be told", "start {n} months")
    texts = [text for text in marked() if not text.startswith(several)]
    assert [t for t in texts if counted.search(t)] == []


def test_a_space_that_belongs_to_a_number_goes_where_the_value_is_chinese() -> None:
    said = message("By car on {on}: {legs}", legs=(), on="2026-11-24")
    assert render(said, "zh").startswith("2026年11月24日驾车")
