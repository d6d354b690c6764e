"""The page of leads, whole: a file that is no list, headers, and a session that keeps its list."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from recommender.texts import LANGUAGES, translate
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

LIST = b"sector,budget,jobs\nlamps,5000,3\nair fryers,200,many\n"


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
        ("a.csv", b"company\nx\n"),
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
def test_good_rows_go_on_and_bad_ones_are_counted(language: str) -> None:
    app = page_of(language, "a.csv", LIST)
    counted = translate(
        "**{n}** {n:lead|leads} read from {file}, {bad} {bad:row is|rows are} none.",
        language, n=1, bad=1, file="a.csv",
    )  # fmt: skip
    assert counted in said(app)
    asked = [box for box in app.selectbox if box.label == "budget"]
    assert len(asked) == 1


def test_a_header_that_was_put_right_is_not_asked_about_again() -> None:
    app = page_of("en", "a.csv", LIST)
    next(box for box in app.selectbox if box.label == "budget").select("capex_cny")
    next(box for box in app.selectbox if "budget" in box.label and box.label != "budget").select(
        "万元"
    )
    next(one for one in app.button if one.label == "Read the list so").click().run()
    assert not app.exception
    assert not [box for box in app.selectbox if box.label == "budget"]
    leads = app.session_state["_memory"]["leads"]
    assert leads.leads[0].profile.project.capex_cny == 5e7
    app.session_state["_memory"] |= {"leads": None, "leads_content": ("b.csv", LIST)}
    app.run()
    assert not [box for box in app.selectbox if box.label == "budget"]


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
