"""The page without a browser: what it asks, and that it answers in the engine's order."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from features.catalogue import Catalogue
from recommender.address import address_of, draft_at
from recommender.engine import recommend
from recommender.places import site_name
from recommender.profile import Profile
from tests.conftest import ROOT

pytestmark = pytest.mark.slow  # ranks again and again, or runs whole pages

EXAMPLES = [
    "cell_therapy", "small_appliances", "hk_medtech", "zhangjiagang_new_energy", "only_a_sector",
]  # fmt: skip


def opened(language: str = "en") -> AppTest:
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    page.query_params["lang"] = language
    return page.run()


def with_example(name: str, language: str = "en") -> AppTest:
    page = opened(language)
    page.button_group(key="example").set_value(name).run()
    assert not page.exception
    return page


def ranked_names(page: AppTest) -> list[str]:
    return list(page.dataframe[0].value["site"])


def names_of(catalogue: Catalogue, sites: list[str], language: str) -> list[str]:
    return [site_name(catalogue, site)[language] for site in sites]


def deck(page: AppTest) -> dict[str, Any]:
    """The map as it is sent to the browser."""
    return json.loads(page.get("deck_gl_json_chart")[0].proto.json)


def layer(page: AppTest, name: str) -> dict[str, Any]:
    return next(found for found in deck(page)["layers"] if found["id"] == name)


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
    shown = ranking.entries[:10]
    table = page.dataframe[0].value
    assert list(table["site"]) == names_of(catalogue, [e.site_id for e in shown], language)
    assert list(table["rank"]) == [e.rank for e in shown]
    scores = [round(100 * ranking.table_score(e.site_id)) for e in shown]
    assert list(table["points"]) == scores


def test_an_empty_industry_is_one_clear_line_and_no_trace() -> None:
    page = opened()
    page.button(key="find").click().run()
    assert not page.exception
    assert "State the industry" in page.info[0].value
    assert next(box for box in page.expander if box.label == "Your project").proto.expanded


def test_a_form_filled_by_hand_ranks() -> None:
    page = opened()
    page.text_area(key="sector_0").input("智能锁").run()
    page.selectbox(key="origin_0").select("Shenzhen")
    page.radio(key="where_0").set_value("zhongshan")
    page.button(key="find").click().run()
    assert not page.exception
    assert "City: Zhongshan" in page.markdown[-1].value or any(
        "City" in found.value and "Zhongshan" in found.value for found in page.markdown
    )
    assert "Xiaolan" in page.subheader[0].value


def test_a_weight_moved_ranks_again_and_reset_brings_the_order_back() -> None:
    page = with_example("cell_therapy")
    before = ranked_names(page)
    slider = next(s for s in page.slider if s.label == "Access to your places")
    slider.set_value(100).run()
    assert not page.exception
    assert ranked_names(page) != before
    page.button(key="reset_weights").click().run()
    assert ranked_names(page) == before


def test_industries_can_be_corrected() -> None:
    page = with_example("only_a_sector")
    before = ranked_names(page)
    box = next(m for m in page.multiselect if m.key.startswith("industries_"))
    assert box.value == ["EA05"]
    box.set_value(["BH05"]).run()
    assert not page.exception
    assert ranked_names(page) != before


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
    assert ranked_names(again) != ranked_names(two)
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


def test_an_address_restores_the_project_the_ticks_the_notes_and_the_weights() -> None:
    page = with_example("cell_therapy")
    slider = next(s for s in page.slider if s.label == "Access to your places")
    slider.set_value(60).run()
    draft = draft_at(page.query_params["project"])
    marked = replace(
        draft,
        ticked=("zs-life-science-park",),
        notes={"zs-life-science-park": "ask about cranes"},
        chosen="guangzhou-nansha",
    )
    again = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    again.query_params["project"] = address_of(marked)
    again.run()
    assert not again.exception
    assert ranked_names(again) == ranked_names(page)
    assert again.text_area(key="sector_0").value.startswith("adoptive")
    assert next(s for s in again.slider if s.label == slider.label).value == 60
    assert any("Nansha" in found.value for found in again.subheader)
    again.switch_page("views/report.py").run()
    note = next(box for box in again.text_input if box.key.startswith("note_"))
    assert note.value == "ask about cranes"


@pytest.mark.parametrize(
    "text",
    ["", "{", '{"v":1,"sector":7}', '{"v":1,"x":"y"}', "[]", '{"v":1,"land":1e14}', "9" * 99999],
)
def test_a_broken_address_is_said_and_the_form_is_empty(text: str) -> None:
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    page.query_params["project"] = text
    page.run()
    assert not page.exception
    assert page.text_area(key="sector_0").value == ""
    assert bool(page.warning) == bool(text)


HOSTILE: list[dict[str, object]] = [
    *[{"rest": {"project": value}} for value in ("x", [1], 7, None)],
    {"rest": {"weights": {"sector_fit": 1e308, "anchor_access": 1e308}}},
    {"rest": {"weights": {"sector_fit": "much"}, "anchors": "x"}},
    *[{"where": "cities", "cities": [city]} for city in ("{1}", "{x!r}", "", "Atlantis")],
    {"sector": "\ud800 LED"},
    {"origin": "\udc00"},
    {"keeps": ["{1}@{2}"]},
    {"start": "{0}"},
    {"land": 2e12},
    {"weights": {"sector_fit": 0}},
    {"archetype": "../x"},
    {"on": "0001-01-01"},
    {"discount": 500},
    {"hkd": 5000},
    {"rates_on": "someday", "hkd": 1},
    *[{"rest": {"money": value}} for value in (5, [1], "ab", {"cny_per": "ab"}, {"cny_per": 5})],
    *[{"rest": {"pairing": value}} for value in (5, [1], {"office": "x"}, {"office": 1e308})],
    {"rest": {"pairing": {"office_regions": 5}}},
]


@pytest.mark.parametrize("values", HOSTILE, ids=repr)
def test_a_hostile_address_is_answered_in_a_line_and_never_by_a_trace(
    values: dict[str, object],
) -> None:
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    draft = {"v": 1, "sector": "LED lamps", "asked": True, **values}
    page.query_params["project"] = json.dumps(draft)
    page.run()
    assert not page.exception


def test_a_chosen_site_is_named_by_the_map_and_by_the_card_below() -> None:
    page = with_example("cell_therapy")
    assert layer(page, "chosen")["data"] == []
    first = deck(page)["initialViewState"]
    page.button(key="open_zs-yigu-life-science-park").click().run()
    assert [row["name"] for row in layer(page, "chosen")["data"]] == [
        "3. Guangdong Yigu Zhongshan Life Science Park"
    ]
    assert deck(page)["initialViewState"]["zoom"] > first["zoom"]
    assert any(found.value.startswith("3") and "Yigu" in found.value for found in page.subheader)
    page.button_group(key="language").set_value("zh").run()
    assert "广东医谷" in layer(page, "chosen")["data"][0]["name"]


def test_the_map_draws_offline_and_names_the_crossings_with_their_days() -> None:
    page = with_example("only_a_sector")
    drawn = deck(page)
    assert drawn.get("mapProvider") is None
    assert layer(page, "land")["data"] == "/app/static/land.geojson"
    named = [row["name"] for row in layer(page, "names_crossing")["data"]]
    assert "Shenzhen-Zhongshan Link 30 Jun 2024" in named
    assert {"Humen Bridge 9 Jun 1997", "Nansha Bridge 2 Apr 2019"} <= set(named)
    cities = {row["name"] for row in layer(page, "names_city")["data"]}
    assert {"Shenzhen", "Hong Kong", "Zhongshan"} <= cities
    assert "http" not in json.dumps(drawn)


def test_best_of_each_city_shows_one_site_a_city() -> None:
    page = with_example("only_a_sector")
    page.button_group(key="view_1").set_value("cities").run()
    table = page.dataframe[0].value
    assert table["city"].is_unique
    assert len(table) >= 4


def test_a_locked_weight_stays_when_another_moves() -> None:
    page = with_example("cell_therapy")
    sliders = {s.label: s for s in page.slider}
    held = sliders["Industry fit"].value
    lock = next(box for box in page.checkbox if box.key.startswith("lock_sector_fit"))
    lock.check().run()
    next(s for s in page.slider if s.label == "Access to your places").set_value(40).run()
    after = {s.label: s.value for s in page.slider}
    assert after["Industry fit"] == held
    assert after["Access to your places"] == 40
    assert sum(after.values()) == 100


def test_five_megabytes_of_text_are_kept_and_answered() -> None:
    page = opened()
    text = "LED lamps " + "x" * 5_000_000
    page.text_area(key="sector_0").input(text).run()
    page.button(key="find").click().run()
    assert not page.exception
    assert page.text_area(key="sector_0").value == text
    assert any("Only the first" in warning.value for warning in page.warning)
    assert len(page.query_params["project"]) < 5_000
    assert "Guzhen" in page.subheader[0].value
