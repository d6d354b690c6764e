"""The page of the report: what it offers, whom it is for, and what stays out of the address."""

from __future__ import annotations

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from recommender.address import address_of
from recommender.draft import Draft
from recommender.examples import read_example
from recommender.saved import opened
from tests.conftest import ROOT
from tests.reading import text_in
from views import files, state
from views.keep_project import SHORTENED

pytestmark = pytest.mark.slow  # runs whole pages

FILES = {"pdf", "html", "xlsx", "csv", "geojson", "gpkg", "zip"}


def report(language: str = "en", **changes: object) -> AppTest:
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    page.query_params["lang"] = language
    page.query_params["project"] = address_of(Draft.of(read_example("hk_medtech")))
    page.run()
    return page.switch_page("views/report.py").run()


def written(page: AppTest) -> AppTest:
    page.button(key="write_files").click().run()
    assert not page.exception
    return page


def offered(page: AppTest) -> set[str]:
    ids = [found.proto.id.rsplit("-", 1)[-1] for found in page.get("download_button")]
    return {name.removeprefix("export_") for name in ids if name.startswith("export_")}


@pytest.mark.parametrize("language", ["en", "zh", "zh-Hant"])
def test_the_first_three_stand_there_until_sites_are_ticked(language: str) -> None:
    page = report(language)
    assert not page.exception
    assert len([box for box in page.text_input if str(box.key).startswith("note_")]) == 3
    assert offered(page) == {"record"}
    assert offered(written(page)) == {*FILES, "record"}


def test_files_are_forgotten_when_the_cover_or_a_note_changes() -> None:
    page = written(report())
    note = next(box for box in page.text_input if str(box.key).startswith("note_"))
    note.set_value("ask about cranes").run()
    assert offered(page) == {"record"}
    assert any("changed since" in found.value for found in page.caption)
    written(page)
    company = next(box for box in page.text_input if str(box.key).startswith("company"))
    company.set_value("Bright Lamps Ltd").run()
    assert offered(page) == {"record"}


def box_of(page: AppTest, kind: str, name: str) -> Any:
    return next(box for box in page.get(kind) if str(box.key).startswith(f"{name}_"))


def test_under_a_codename_no_file_holds_the_company_a_note_or_the_record() -> None:
    page = report()
    box_of(page, "text_input", "company").set_value("Bright Lamps Ltd").run()
    box_of(page, "text_input", "note").set_value("ask about cranes").run()
    box_of(page, "checkbox", "confidential").check().run()
    page.button(key="write_files").click().run()
    assert any("cannot be used" in found.value for found in page.error), "a codename is needed"
    box_of(page, "text_input", "codename").set_value("Lantern").run()
    written(page)
    assert offered(page) == {*FILES, "record"}
    made = made_by(page)
    for ending, content in made.items():
        text = text_in(ending, content)
        assert "Lantern" in text, ending
        assert "Bright Lamps" not in text, ending
        assert "ask about cranes" not in text, ending
    assert "Lantern" not in json.dumps(page.query_params, default=str)
    box_of(page, "checkbox", "codename_notes").check().run()
    assert offered(page) == {"record"}, "the files said something else"
    made = made_by(page)
    assert "ask about cranes" in text_in(".csv", made[".csv"])


def test_the_codename_outlives_a_change_of_page() -> None:
    page = report()
    box_of(page, "checkbox", "confidential").check().run()
    box_of(page, "text_input", "codename").set_value("Lantern").run()
    page.switch_page("views/answer.py").run()
    page.switch_page("views/report.py").run()
    assert box_of(page, "text_input", "codename").value == "Lantern"
    box_of(page, "checkbox", "confidential").uncheck().run()
    assert not [b for b in page.text_input if str(b.key).startswith("codename_")]
    assert "Lantern" not in text_in(".html", made_by(page)[".html"])


def made_by(page: AppTest) -> dict[str, bytes]:
    found: dict[str, bytes] = written(page).session_state[state._MEMORY]["files"][1]
    return found


def test_company_and_contact_stay_in_the_session(caplog: pytest.LogCaptureFixture) -> None:
    page = report()
    company = next(box for box in page.text_input if str(box.key).startswith("company"))
    company.set_value("Bright Lamps Ltd").run()
    contact = next(box for box in page.text_input if str(box.key).startswith("contact"))
    contact.set_value("Ms Ho 9123 4567").run()
    note = next(box for box in page.text_input if str(box.key).startswith("note_"))
    note.set_value("call 13800138000 about cranes").run()
    page.switch_page("views/answer.py").run()
    page.switch_page("views/report.py").run()
    assert not page.exception
    kept = [box.value for box in page.text_input]
    assert "Bright Lamps Ltd" in kept
    assert "Ms Ho 9123 4567" in kept
    address = json.dumps(page.query_params, ensure_ascii=False, default=str)
    for secret in ("Bright", "Ms Ho", "9123", "13800138000"):
        assert secret not in address
        assert secret not in caplog.text
    assert "about cranes" not in address  # half a note says something else
    assert "call 13800138000 about cranes" in kept
    assert any(SHORTENED in found.value for found in page.caption)


def test_without_a_font_for_chinese_the_page_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(files, "draws_chinese", lambda: False)
    page = report()
    assert offered(written(page)) == {*FILES, "record"} - {"pdf"}
    assert any("fonts-noto-cjk" in found.value for found in page.info)


def test_a_project_that_lists_nothing_has_no_report() -> None:
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    page.query_params["project"] = address_of(Draft(sector="lamps", land=900_000.0, asked=True))
    page.run()
    page.switch_page("views/report.py").run()
    assert not page.exception


def test_without_a_project_the_page_says_where_to_begin() -> None:
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    page.run()
    page.switch_page("views/report.py").run()
    assert any("Find sites" in found.value for found in page.info)


def test_a_saved_project_holds_the_form_whole() -> None:
    from recommender.saved import saved

    draft = Draft(sector="lamps, ACME Ltd", notes={"x": "y"}, weights={"sector_fit": 100})
    assert opened(saved(draft, {}))[0] == draft
