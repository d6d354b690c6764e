"""繁體中文: no simplified character is left, and one that stands for several is told apart."""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from features.catalogue import Catalogue
from features.cities import CITIES, city_name
from features.spelling import converter
from recommender.texts import translate
from recommender.traditional import EXCEPTIONS, exceptions, traditional
from tests.conftest import ROOT

sys.path.insert(0, str(ROOT / "scripts"))
from texts import marked

SCRIPT = re.compile(r"[\u3400-\u9fff]")
LINK = re.compile(r"https?://\S+")
"""Sources stay as they were published."""


def names_of(catalogue: Catalogue) -> set[str]:
    """Every Chinese name and title that the catalogue shows."""
    columns = [
        catalogue.sites["name_zh"], catalogue.network.nodes["name_zh"],
        catalogue.network.links["name_zh"], catalogue.contacts["authority_zh"],
        catalogue.incentives["title_zh"], catalogue.incentives["rate_zh"],
        catalogue.market_access["title_zh"], catalogue.context["text_zh"],
        catalogue.exclusions["scope_note_zh"], catalogue.taxonomy.leaves["name_zh"],
        catalogue.taxonomy.parents["name_zh"],
        catalogue.travel.gazetteer.places["name_zh"].str.split("|").str[0],
    ]  # fmt: skip
    cities = {city_name(city)["zh"] for city in CITIES}
    return cities | set(pd.concat(columns).dropna().astype(str))


def simplified_only(text: str) -> set[str]:
    """Characters that OpenCC would change and that the traditional character set lacks."""
    return {
        character
        for character in SCRIPT.findall(text)
        if converter("s2t").convert(character) != character and not _in_big5(character)
    }


def _in_big5(character: str) -> bool:
    try:
        return bool(character.encode("big5"))
    except UnicodeEncodeError:
        return False


def test_quotation_marks_are_those_of_the_script_and_english_keeps_its_own() -> None:
    assert traditional("必须条件“土地”") == "必須條件「土地」"
    assert traditional("“Land” is a must-have") == "“Land” is a must-have"


def test_no_simplified_character_is_left_in_a_traditional_text() -> None:
    left = {text: simplified_only(translate(text, "zh-Hant")) for text in marked()}
    assert {text: found for text, found in left.items() if found} == {}
    assert simplified_only("中山市投资促进局") == set("资进")


def test_no_simplified_character_is_left_in_a_traditional_name(catalogue: Catalogue) -> None:
    names = names_of(catalogue)
    assert len(names) > 1_500
    left = {name: simplified_only(traditional(name)) for name in names}
    assert {name: found for name, found in left.items() if found} == {}


def test_every_exception_holds_and_says_why() -> None:
    with EXCEPTIONS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({row["simplified"] for row in rows}) == len(rows)
    for row in rows:
        assert traditional(f"：{row['simplified']}中") == f"：{row['traditional']}中"
        assert len(row["why"]) > 5
    assert exceptions()["斗门"] == "斗門"


@pytest.mark.parametrize(
    ("simplified", "expected"),
    [
        ("斗门区", "斗門區"), ("松山湖", "松山湖"), ("里水镇", "里水鎮"), ("沙涌", "沙涌"),
        ("东升镇", "東升鎮"), ("深圳后海", "深圳后海"), ("开通之后", "開通之後"),
        ("沿海干线", "沿海幹線"), ("若干措施", "若干措施"), ("12 公里", "12 公里"),
        ("在哪里", "在哪裏"), ("批发与研发", "批發與研發"), ("发制品", "髮製品"),
        ("体制与制造", "體制與製造"), ("面粉厂的面积", "麵粉廠的面積"), ("产业集群", "產業集群"),
        ("余热与新余", "餘熱與新余"), ("折合人民币", "折合人民幣"), 
        ("市场准入标准", "市場准入標準"),
        ("台山平台", "台山平台"), ("计划", "計劃"), ("注册", "註冊"), ("布吉与公布", "布吉與公佈"),
        ("电子信息", "電子信息"), ("东铁线", "東鐵綫"), ("云浮", "雲浮"), ("钟村", "鍾村"),
    ],
)  # fmt: skip
def test_one_character_that_stands_for_several_is_told_apart(
    simplified: str, expected: str
) -> None:
    assert traditional(simplified) == expected


def shown(page: AppTest) -> Iterator[str]:
    """Every word of a page: text, labels, options, tables."""
    for element in page.main:
        chosen = hasattr(element, "options")  # a value that stands for a word, not a word
        for name in ("label", "placeholder", "help", *([] if chosen else ["value"])):
            found = getattr(element, name, None)
            if isinstance(found, pd.DataFrame):
                yield from map(str, [*found.columns, *found.to_numpy().ravel()])
            elif isinstance(found, str):
                yield found
        yield from map(str, getattr(element, "options", ()))


@pytest.mark.slow
@pytest.mark.parametrize("example", ["cell_therapy", "hk_medtech"])
def test_no_simplified_character_is_left_on_the_answer(example: str) -> None:
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    page.query_params["lang"] = "zh-Hant"
    page.run()
    page.button_group(key="example").set_value(example).run()
    assert not page.exception
    words = [LINK.sub("", text).replace("简体中文", "").replace("语言", "") for text in shown(page)]
    assert any("開發區" in text for text in words)
    assert {text: simplified_only(text) for text in words if simplified_only(text)} == {}
