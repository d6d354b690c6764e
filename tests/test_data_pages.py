"""The page of one site and the page of data: every figure with its source, edits with a diff."""

from __future__ import annotations

import io
import re
import shutil
from pathlib import Path

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from features.catalogue import Catalogue, read_catalogue
from recommender.address import address_of
from recommender.draft import Draft
from recommender.inquiry import open_questions
from recommender.site_facts import SUBJECTS, site_facts
from recommender.tables import workbook
from tests.conftest import ROOT, TODAY

pytestmark = pytest.mark.slow

SITES = [
    "zs-torch-hidz", "zs-large-industrial-cluster-area", "zs-life-science-park",
    "zs-town-guzhen", "zs-cuiheng-new-district", "guangzhou-nansha", "hk-hsitp-loop",
    "zhangjiagang-etdz", "cn-g152059", "gd-s449040",
]  # fmt: skip


def at(page: str, language: str = "en", **draft: object) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params["lang"] = language
    app.query_params["project"] = address_of(Draft(**draft))  # type: ignore[arg-type]
    return app.run().switch_page(f"views/{page}.py").run()


def opened(app: AppTest, prefix: str) -> AppTest:
    """The page with every box opened whose key begins with `prefix`."""
    for box in app.expander:
        if box.proto.id and prefix in box.proto.id:
            key = re.search(rf"({prefix}\w+)", box.proto.id)
            if key:
                app.session_state[key.group(1)] = True
    return app.run()


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("site", SITES)
def test_no_figure_on_the_page_of_a_site_lacks_its_source_and_date(
    site: str, language: str, catalogue: Catalogue
) -> None:
    app = at("one_site", language, chosen=site)
    for subject in SUBJECTS:
        app.session_state[f"subject_{subject}"] = True
    app.run()
    assert not app.exception
    stated = {name: len(t) for name, t in site_facts(catalogue, site, TODAY).items() if len(t)}
    tables = [table.value for table in app.table]
    assert [len(table) for table in tables] == list(stated.values())
    for table in tables:
        cells = table.map(lambda cell: re.sub(r"\\(.)", r"\1", str(cell)).strip())
        assert (cells.iloc[:, 2] != "").all()
        assert (cells.iloc[:, 3].str.len() > 2).all()
    for text in [m.value for m in (*app.markdown, *app.caption)]:
        bare = re.sub(r"\\(.)", r"\1", text)
        assert not re.search(r"\d[\d,.]* ?(min|km|mu|CNY|HKD|分钟|公里|亩|元)", bare), text


def test_both_areas_of_the_large_cluster_area_stand_with_their_dates(catalogue: Catalogue) -> None:
    rows = site_facts(catalogue, "zs-large-industrial-cluster-area", TODAY)["statements"]
    areas = {(str(r.value), r.as_of) for r in rows.itertuples() if str(r.what) == "Area"}
    assert {("458.69 km²", "2022"), ("470.96 km²", "2024-07-12")} <= areas


def test_a_deadline_is_said_to_be_passed_or_open(catalogue: Catalogue) -> None:
    said = [str(v) for v in site_facts(catalogue, "zs-torch-hidz", TODAY)["city"]["value"]]
    assert "150,000,000,000 CNY by 31 Dec 2022: deadline passed" in said
    assert any("29 Jan 2027: still open" in text for text in said)


def test_a_planned_zone_is_a_banner_over_the_sites_around_it() -> None:
    app = at("one_site", chosen="zs-life-science-park")
    said = " ".join(info.value for info in app.info)
    assert "Singapore Zhongshan Biomedical City" in said
    assert "2023" in said


def test_outside_the_network_minutes_are_unknown_and_the_straight_line_is_shown(
    catalogue: Catalogue,
) -> None:
    facts = site_facts(catalogue, "zhangjiagang-etdz", TODAY)["minutes"]
    assert all("straight line" in str(value) for value in facts["value"])


def test_the_page_of_data_shows_completeness_conflicts_and_the_oldest() -> None:
    app = at("sources")
    assert not app.exception
    assert {"All", "Zhongshan", "Rest of China"} <= set(app.dataframe[0].value.columns)
    for key in ("conflicts", "oldest"):
        app.session_state[f"data_{key}"] = True
    app.run()
    assert not app.exception
    assert len(app.table) == 2
    assert app.table[0].value.iloc[:, 2].str.contains("458").any()


def test_the_questions_name_whom_to_ask_and_come_back_as_text(catalogue: Catalogue) -> None:
    table = open_questions(catalogue, "zh")
    assert table["site_id"].nunique() > 150
    assert (table["whom"] != "").mean() > 0.8
    book = openpyxl.load_workbook(io.BytesIO(workbook({"questions": table})))
    rows = list(book["questions"].iter_rows(values_only=True))
    assert len(rows) == len(table) + 1
    assert all(cell.data_type != "f" for row in book["questions"].iter_rows() for cell in row)


@pytest.fixture
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy = tmp_path / "data"
    shutil.copytree(ROOT / "data", copy, ignore=shutil.ignore_patterns("raw", "texts", "weights"))
    monkeypatch.setenv("BAYSITE_DATA", str(copy))
    return copy


def editing(site: str) -> AppTest:
    app = at("sources", chosen=site)
    app.session_state["data_edit"] = True
    return app.run()


def test_an_edit_shows_its_difference_and_is_taken_over_once_confirmed(own_data: Path) -> None:
    site, before = "zs-torch-hidz", read_catalogue(own_data)
    app = editing(site)
    app.text_input(key=f"edit_{site}_area_km2").input("95")
    app.text_input(key=f"edit_{site}_source").input("=HYPERLINK of the zone")
    app.text_input(key=f"edit_{site}_as_of").input("2026-11")
    app.button(key=f"edit_{site}_send").click().run()
    assert not app.exception
    assert app.table[0].value.iloc[:, 3].str.contains("95").any()
    assert read_catalogue(own_data).digest == before.digest, "a difference writes nothing"
    app.button(key="edit_save").click().run()
    assert not app.exception
    after = read_catalogue(own_data)
    assert "95" in set(after.evidence[after.evidence["site_id"] == site]["value"])
    assert list((own_data / "kept").iterdir())


def test_an_edit_without_a_source_or_with_a_bad_value_writes_nothing(own_data: Path) -> None:
    site, before = "zs-torch-hidz", read_catalogue(own_data).digest
    for field, value in (("area_km2", "-4"), ("area_km2", "12"), ("lon", "22"), ("lat", "abc")):
        app = editing(site)
        app.text_input(key=f"edit_{site}_{field}").input(value)
        app.button(key=f"edit_{site}_send").click().run()
        assert not app.exception
        assert len(app.error) == 1, (field, value)
    assert read_catalogue(own_data).digest == before


def test_the_page_of_data_says_how_many_rows_of_admission_may_exclude() -> None:
    page = at("sources")
    assert any(
        "136 rows say" in text.value and "; 0 of them" in text.value for text in page.markdown
    )
