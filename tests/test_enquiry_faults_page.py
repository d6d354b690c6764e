"""What an enquiry may hold that a form does not, on the page: crowds, odd letters, refusals."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from recommender.address import address_of
from recommender.draft import Draft
from recommender.private import LONGEST_NAME
from tests.conftest import ROOT
from tests.test_enquiry_page import by_key, draft, opened, read, run, use

pytestmark = pytest.mark.slow  # runs whole pages

ENGLISH = re.compile(r"[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}")


def test_twenty_of_a_crowd_are_offered_with_a_line_on_the_rest() -> None:
    page = read(opened("zh"), "LED灯具项目。" + "用地8亩。" * 200)
    assert any("共找到 200 处，显示其中 20 处" in said.value for said in page.caption)
    assert len(by_key(page.radio, "enquiry_land").options) == 21


def test_names_that_do_not_fit_are_said_and_none_is_cut() -> None:
    text = "LED lamps plant. " + " ".join(f"person{i}@lamps{i}.example" for i in range(9))
    page = use(read(opened(), text))
    kept = page.session_state["_whom"]["contact"]
    assert len(kept) <= LONGEST_NAME
    assert set(kept.split(", ")) <= set(text.split())
    assert any("person8@lamps8" in said.value.replace("\\", "") for said in page.warning)


def test_another_currency_is_not_ticked_and_says_why() -> None:
    page = read(opened("zh"), "LED灯具项目，总投资3亿日元。")
    box = by_key(page.checkbox, "enquiry_capex")
    assert box.value is False
    assert "表单不收此币种" in box.label
    box.check()
    use(run(page))
    assert draft(page).capex is None
    assert any("JPY" in said.value for said in page.warning)


def test_control_characters_are_read_over_and_shown_as_blanks() -> None:
    page = use(read(opened(), "LED lamps\x00 plant,\x1b 30 mu\x07 of land\x0cin Zhongshan"))
    assert draft(page).land == 30.0
    assert not any(re.search(r"[\x00\x07\x0c\x1b]", said.value) for said in page.markdown)


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Paste"), ("zh", "请先粘贴"), ("zh-Hant", "請先")]
)
def test_an_empty_box_says_so_in_the_readers_language(language: str, said: str) -> None:
    page = read(opened(language), "  \x00 ")
    assert any(said in line.value for line in page.info)


@pytest.mark.parametrize(
    "held",
    [
        Draft(sector="LED lamps", asked=True, keeps=("production@Atlantis",)),
        Draft(sector="LED lamps", asked=True, where="cities", cities=("Zhuhai", "Zhuhai")),
    ],
)
def test_no_line_of_an_error_stands_in_english_on_a_chinese_page(held: Draft) -> None:
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    page.query_params["lang"] = "zh-Hant"
    page.query_params["project"] = address_of(held)
    page.run()
    (error,) = page.error
    assert "無法排名" in error.value
    assert not ENGLISH.search(error.value)
