"""The page of leads, whole: a file that is no list, headers, and a session that keeps its list."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from recommender.texts import LANGUAGES, translate
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

LIST = b"sector,envelope,jobs\nlamps,5000,3\nair fryers,200,many\n"


def page_of(language: str, name: str = "", content: bytes = b"") -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params["lang"] = language
    app.run()
    if name:  # as an upload leaves it: a session of a test takes no file
        app.session_state["_memory"] = {"leads_digest": "x", "leads_content": (name, content)}
    app.switch_page("views/leads.py").run()
    assert not app.exception, app.exception
    return app


def said(app: AppTest) -> str:
    kinds = ("markdown", "caption", "error", "warning", "success", "info")
    return "\n".join(str(one.value) for kind in kinds for one in app.get(kind)).replace("\\", "")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", b"no workbook"),
        ("a.csv", b"\x00\xff"),
        ("a.csv", b""),
    ],
)
def test_a_file_that_is_no_list_says_what_was_expected(
    language: str, name: str, content: bytes
) -> None:
    app = page_of(language, name, content)
    assert len(app.error) == 1
    words = {"en": "Leads a.", "zh": "无法读取该名单", "zh-Hant": "無法讀取該名單"}[language]
    assert words in said(app)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_whose_industry_nobody_can_read_is_asked_about_and_goes_on(language: str) -> None:
    app = page_of(language, "a.csv", b"Vorhaben,jobs\nlamps,3\n")
    assert len(app.error) == 1
    next(box for box in app.selectbox if box.label == "Vorhaben").select("sector")
    label = translate("Read the list so", language)
    next(one for one in app.button if one.label == label).click().run()
    assert not app.exception
    assert not app.error
    assert [one for one in app.button if str(one.key) == "leads_match"]


def test_amounts_that_need_a_rate_ask_for_it_and_count_then() -> None:
    app = page_of("en", "a.csv", b"sector,capex_cny\nlamps,5m USD\n")
    field = next(one for one in app.number_input if "1 USD" in one.label)
    field.set_value(7.0)
    next(one for one in app.button if one.label == "Count at these rates").click().run()
    assert not app.exception
    leads = app.session_state["_memory"]["leads"]
    assert leads.leads[0].profile.project.capex_cny == 3.5e7


def test_a_list_can_be_forgotten() -> None:
    app = page_of("en", "a.csv", LIST)
    next(one for one in app.button if str(one.key) == "leads_forget").click().run()
    assert not app.exception
    assert not app.session_state["_memory"]["leads_content"]
    assert not [one for one in app.button if str(one.key) == "leads_match"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_good_rows_go_on_and_bad_ones_are_counted(language: str) -> None:
    app = page_of(language, "a.csv", LIST)
    counted = translate(
        "**{n}** {n:lead|leads} read from {file}, {bad} {bad:row is|rows are} none.",
        language, n=1, bad=1, file="a.csv",
    )  # fmt: skip
    assert counted in said(app)
    asked = [box for box in app.selectbox if box.label == "envelope"]
    assert len(asked) == 1


def test_a_header_that_was_put_right_is_not_asked_about_again() -> None:
    app = page_of("en", "a.csv", LIST)
    next(box for box in app.selectbox if box.label == "envelope").select("capex_cny")
    next(
        box for box in app.selectbox if "envelope" in box.label and box.label != "envelope"
    ).select("万元")
    next(one for one in app.button if one.label == "Read the list so").click().run()
    assert not app.exception
    assert not [box for box in app.selectbox if box.label == "envelope"]
    leads = app.session_state["_memory"]["leads"]
    assert leads.leads[0].profile.project.capex_cny == 5e7
    app.session_state["_memory"] |= {"leads": None, "leads_content": ("b.csv", LIST)}
    app.run()
    assert not [box for box in app.selectbox if box.label == "envelope"]


def test_the_list_outlives_a_change_of_page_and_language() -> None:
    app = page_of("en", "a.csv", LIST)
    next(one for one in app.button if str(one.key) == "leads_match").click().run()
    assert not app.exception
    assert app.session_state["_memory"]["matched"]
    app.switch_page("views/sources.py").run()
    app.switch_page("views/leads.py").run()
    assert len(app.session_state["_memory"]["matched"]) == 1
    app.segmented_control(key="language").set_value("zh").run()
    assert not app.exception
    assert len(app.session_state["_memory"]["matched"]) == 1
    assert "识别的产业" in said(app)


def test_a_shortlist_without_a_name_is_not_saved_and_with_one_it_is() -> None:
    app = page_of("en", "a.csv", LIST)
    next(one for one in app.button if str(one.key) == "leads_match").click().run()
    press = next(one for one in app.button if one.label == "Save")
    press.click().run()
    assert "needs a title, a name" in said(app)
    name = next(one for one in app.text_input if "Your name" in one.label)
    name.set_value("Ann")
    next(one for one in app.button if one.label == "Save").click().run()
    assert not app.exception
    assert "Saved" in said(app)
    saved = app.session_state["_memory"]["leads_saved"][1]
    assert saved
