"""The page without a browser: what it asks, and that it answers in the engine's order."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from features.catalogue import Catalogue
from recommender.engine import recommend
from recommender.profile import Profile
from tests.conftest import ROOT

EXAMPLES = ["cell_therapy", "small_appliances", "hk_medtech", "only_a_sector"]


def opened(language: str = "en") -> AppTest:
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    page.query_params["lang"] = language
    return page.run()


def with_example(name: str, language: str = "en") -> AppTest:
    page = opened(language)
    page.button_group(key="example").set_value(name).run()
    assert not page.exception
    return page


def ranked_names(page: AppTest, language: str) -> list[str]:
    return list(page.dataframe[0].value["Site" if language == "en" else "园区"])


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_first_screen_asks_for_an_industry_and_answers_nothing_yet(language: str) -> None:
    page = opened(language)
    assert not page.exception
    assert page.title[0].value == "Baysite"
    assert page.text_area(key="sector_0").value == ""
    assert not page.dataframe


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_gives_the_engines_order_in_both_languages(
    name: str, language: str, catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    page = with_example(name, language)
    ranking = recommend(catalogue, examples[name])
    expected = [
        catalogue.sites.at[entry.site_id, f"name_{language}"] for entry in ranking.entries[:10]
    ]
    shown = ranked_names(page, language)
    known = [(a, b) for a, b in zip(shown, expected, strict=True) if isinstance(b, str)]
    assert len(known) >= len(expected) // 2
    assert all(a == b for a, b in known)


def test_an_empty_industry_is_one_clear_line_and_no_trace() -> None:
    page = opened()
    page.button(key="find").click().run()
    assert not page.exception
    assert "sector is empty" in page.error[0].value


def test_a_form_filled_by_hand_ranks() -> None:
    page = opened()
    page.text_area(key="sector_0").input("智能锁")
    page.selectbox(key="origin_0").select("Shenzhen")
    page.multiselect(key="regions_0").select("Zhongshan")
    page.button(key="find").click().run()
    assert not page.exception
    assert set(page.dataframe[0].value["City"]) == {"Zhongshan"}
    assert "Xiaolan" in page.subheader[0].value


def test_a_weight_moved_ranks_again_and_reset_brings_the_order_back() -> None:
    page = with_example("cell_therapy")
    before = ranked_names(page, "en")
    slider = next(s for s in page.slider if s.label == "Access to your places")
    slider.set_value(100).run()
    assert not page.exception
    assert ranked_names(page, "en") != before
    page.button(key="reset_weights").click().run()
    assert ranked_names(page, "en") == before


def test_industries_can_be_corrected() -> None:
    page = with_example("only_a_sector")
    before = ranked_names(page, "en")
    box = next(m for m in page.multiselect if m.key.startswith("industries_"))
    assert box.value == ["EA05"]
    box.set_value(["BH05"]).run()
    assert not page.exception
    assert ranked_names(page, "en") != before


def test_an_unrecognised_industry_is_a_warning_and_the_page_goes_on() -> None:
    page = opened()
    page.text_area(key="sector_0").input("qwertz uiop")
    page.button(key="find").click().run()
    assert not page.exception
    assert "not recognised" in page.warning[0].value
    assert len(page.dataframe[0].value) == 10


def test_script_in_the_industry_is_shown_as_text_and_nothing_breaks() -> None:
    page = opened()
    page.text_area(key="sector_0").input("<script>alert(1)</script> **LED lamps** $x$")
    page.button(key="find").click().run()
    assert not page.exception
    assert len(page.dataframe[0].value) > 0


def test_two_sessions_never_share_a_project() -> None:
    one, two = with_example("cell_therapy"), with_example("small_appliances")
    again = one.run()
    assert ranked_names(again, "en") != ranked_names(two, "en")
    assert again.text_area[0].value.startswith("adoptive")
    assert opened().text_area(key="sector_0").value == ""


def test_changing_the_language_loses_no_answer() -> None:
    page = with_example("hk_medtech")
    page.button_group(key="language").set_value("zh").run()
    assert not page.exception
    assert page.text_area[0].value.startswith("high-end medical devices")
    assert "请先看" in page.subheader[0].value


def test_pages_are_short() -> None:
    for path in Path(ROOT / "views").glob("*.py"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 300, path


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_taken_over_by_hand_asks_the_same(
    name: str, examples: dict[str, Profile]
) -> None:
    page = with_example(name)
    before = ranked_names(page, "en")
    page.button(key="find").click().run()
    assert not page.exception
    assert not page.error
    assert set(ranked_names(page, "en")) & set(before)
    assert page.text_area[0].value == examples[name].project.sector
