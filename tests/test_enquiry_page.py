"""Paste, confirm, take over: on the page, in three languages, with nothing in the address."""

from __future__ import annotations

import tomllib
from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from recommender.address import address_of
from recommender.draft import Draft
from recommender.saved import saved
from tests.conftest import ROOT

pytestmark = pytest.mark.slow  # runs whole pages

TEXTS = {
    enquiry["id"]: enquiry["text"]
    for enquiry in tomllib.loads((ROOT / "tests/data/enquiries.toml").read_text(encoding="utf-8"))[
        "enquiry"
    ]
}
HKD_TEXT = "New plant for LED lamps in Zhongshan. Investment HKD 100 million. Ask ACME Lamps Ltd."


def opened(language: str = "en") -> AppTest:
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    page.query_params["lang"] = language
    return run(page)


def run(page: AppTest) -> AppTest:
    page.session_state["enquiry_box"] = True  # only a browser keeps a box open
    page.run()
    assert not page.exception
    return page


def by_key(elements: Any, start: str) -> Any:
    return next(found for found in elements if (found.key or "").startswith(start))


def read(page: AppTest, text: str) -> AppTest:
    by_key(page.text_area, "enquiry_text").set_value(text)
    run(page)
    by_key(page.button, "read_enquiry").click()
    return run(page)


def use(page: AppTest) -> AppTest:
    by_key(page.button, "use_enquiry").click()
    return run(page)


def draft(page: AppTest) -> Draft:
    found: Draft = page.session_state["_draft"]
    return found


@pytest.mark.parametrize(
    ("language", "name"), [("en", "en01"), ("zh", "zh01"), ("zh-Hant", "ht01")]
)
def test_what_is_certain_is_ticked_and_taken_over_only_when_pressed(
    language: str, name: str
) -> None:
    page = read(opened(language), TEXTS[name])
    assert draft(page).sector == ""
    assert any(box.value for box in page.checkbox)
    use(page)
    found = draft(page)
    assert found.sector
    assert found.where == "zhongshan"
    assert found.functions == ("production",)
    assert found.land in (80.0, 20.0)
    assert not found.asked


def test_company_and_contact_live_in_the_session_and_never_in_the_address() -> None:
    page = use(read(opened(), TEXTS["en01"]))
    assert page.session_state["_whom"]["company"] == "Brightway Lighting (Hong Kong) Ltd"
    address = str(page.query_params)
    for word in ("Brightway", "Karen", "brightway.example", "2345 6789", "headquartered"):
        assert word not in address


def test_what_the_text_does_not_say_stays_as_it_was() -> None:
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    page.query_params["project"] = address_of(Draft(jobs=77.0, origin="Foshan", land=5.0))
    run(page)
    use(read(page, "Plant for LED lamps in Zhongshan, 30 mu."))
    assert (draft(page).jobs, draft(page).origin, draft(page).land) == (77.0, "Foshan", 30.0)


def test_what_is_to_be_checked_is_not_ticked() -> None:
    page = read(opened(), "Plant for LED lamps, preferably in Zhongshan, start Q3 2027.")
    assert by_key(page.checkbox, "enquiry_where").value is False
    assert by_key(page.checkbox, "enquiry_start").value is False
    by_key(page.checkbox, "enquiry_where").check()
    use(run(page))
    assert (draft(page).where, draft(page).start) == ("zhongshan", None)


def test_rivals_are_a_choice_and_none_is_one_of_them() -> None:
    page = read(opened(), "LED lamps plant, CNY 150-200 million.")
    choice = by_key(page.radio, "enquiry_capex")
    assert len(choice.options) == 3
    assert choice.value == "none"
    choice.set_value("capex_25_36")
    use(run(page))
    assert draft(page).capex == 20_000.0


def test_an_amount_in_another_currency_asks_for_the_rate_and_waits_for_it() -> None:
    page = use(read(opened(), HKD_TEXT))
    assert draft(page).capex is None
    assert any("state your rate" in warning.value for warning in page.warning)
    by_key(page.number_input, "enquiry_hkd").set_value(0.92)
    use(run(page))
    found = draft(page)
    assert (found.capex, found.capex_unit, found.hkd) == (10_000.0, "万港元 · 10,000 HKD", 0.92)
    project = found.profile(where="a test", today=date.today()).project
    assert project.capex_cny == pytest.approx(92e6)


def test_the_text_outlives_another_page_and_another_language() -> None:
    page = read(opened(), TEXTS["zh03"])
    page.switch_page("views/sources.py").run()
    page.switch_page("views/answer.py")
    run(page)
    assert by_key(page.text_area, "enquiry_text").value == TEXTS["zh03"]
    page.session_state["_language"] = "zh"
    run(page)
    assert by_key(page.text_area, "enquiry_text").value == TEXTS["zh03"]
    assert page.checkbox


def test_five_megabytes_are_refused_and_not_kept() -> None:
    page = opened()
    by_key(page.text_area, "enquiry_text").set_value("LED lamps " * 500_000)
    run(page)
    assert any("20,000" in error.value for error in page.error)
    assert page.session_state["_memory"]["enquiry"] is None


def test_a_third_language_says_so() -> None:
    page = read(opened("zh"), "Wir suchen ein Grundstück von 5 ha für unser Werk.")
    assert any("既非英文也非中文" in warning.value for warning in page.warning)
    assert by_key(page.checkbox, "enquiry_land").value is False


def test_markdown_and_script_of_a_text_are_shown_as_letters() -> None:
    hostile = "# LED lamps\n===\n<script>alert(1)</script> [x](http://y) $z$ :red[a] 30 mu `c`"
    page = read(opened(), hostile)
    shown = next(m.value for m in page.markdown if "script" in m.value)
    assert "<script" not in shown.replace("\\<script", "")
    assert "\\=\\=\\=" in shown
    assert "\\[x\\]" in shown


def test_a_saved_project_is_opened_after_a_press_with_whom_it_is_for() -> None:
    kept = Draft(sector="cell therapy", land=12.0, notes={"x": "call"})
    page = opened()
    content = saved(kept, {"company": "ACME Ltd", "contact": "Li"})
    by_key(page.file_uploader, "project_file").upload("any.json", content, "application/json")
    run(page)
    assert draft(page).sector == ""
    by_key(page.button, "open_project").click()
    run(page)
    assert draft(page).sector == "cell therapy"
    assert page.session_state["_whom"] == {"company": "ACME Ltd", "contact": "Li"}
