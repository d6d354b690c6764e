"""Files that are sent: read back by another library, never a live formula, whole or not there."""

from __future__ import annotations

import io
import os
import signal
import stat
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import openpyxl
import pandas as pd
import pytest

from features.catalogue import Catalogue
from recommender.engine import recommend
from recommender.errors import ProfileError
from recommender.export import csv_bytes, geojson_bytes, xlsx_bytes
from recommender.files import write_whole
from recommender.incentive_report import incentives_at
from recommender.profile import Profile
from recommender.shortlist import COLUMNS, Shortlist
from tests.conftest import ROOT

pytestmark = pytest.mark.slow  # ranks again and again, or runs whole pages

LIVE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x","y")', "http://evil"]


@pytest.fixture(scope="module")
def shortlist(catalogue: Catalogue, examples: dict[str, Profile]) -> Shortlist:
    ranking = recommend(catalogue, examples["small_appliances"])
    notes = {e.site_id: LIVE[i % len(LIVE)] for i, e in enumerate(ranking.entries[:8])}
    return Shortlist(catalogue=catalogue, ranking=ranking, entries=ranking.entries[:8], notes=notes)


def test_csv_is_read_back_with_every_number_and_no_live_cell(shortlist: Shortlist) -> None:
    table = pd.read_csv(
        io.BytesIO(csv_bytes(shortlist)), encoding="utf-8-sig", keep_default_na=False
    )
    summary = shortlist.summary()
    assert list(table.columns) == list(COLUMNS)
    assert table["score"].tolist() == summary["score"].tolist()
    assert table["name_zh"].tolist() == summary["name_zh"].tolist()
    assert table["note"].tolist() == [
        "'=1+1", "+1", "-1", "'@SUM(A1)", "'\t=1", "'=HYPERLINK(\"http://x\",\"y\")", "http://evil",
        "'=1+1",
    ]  # fmt: skip


def test_the_workbook_has_a_summary_and_a_sheet_per_site_and_no_formula_or_link(
    shortlist: Shortlist,
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(shortlist)))
    sites = [f"{n} {e.site_id}"[:31] for n, e in enumerate(shortlist.entries, start=1)]
    assert book.sheetnames == [
        "summary", "decision", "costs by city", "incentives", "incentive years", *sites,
        "sources", "method",
    ]  # fmt: skip
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n", "d"), cell.coordinate
                assert cell.hyperlink is None
    rows = list(book["summary"].iter_rows(values_only=True))
    assert rows[0] == COLUMNS
    assert [row[1] for row in rows[1:]] == [e.site_id for e in shortlist.entries]
    assert [row[-1] for row in rows[1:8]] == LIVE


def test_a_sheet_tells_the_facts_with_dates_sources_and_the_questions(shortlist: Shortlist) -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(shortlist)))
    rows = list(book.worksheets[5].iter_rows(min_row=2, values_only=True))
    stated = [row for row in rows if row[3]]
    assert len(stated) > 5
    assert all(row[2] for row in stated), "each with its date, or the word undated"
    assert any(row[0] == "Ask" for row in rows)
    assert any(row[0] == "Must-haves" for row in rows)


def test_a_sheet_carries_ways_and_every_amount_with_rule_source_and_day(
    shortlist: Shortlist,
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(shortlist)))
    site = shortlist.entries[0].site_id
    rows = {row[0]: row for row in book.worksheets[5].iter_rows(min_row=2, values_only=True)}
    paid = incentives_at(shortlist.catalogue, shortlist.ranking.profile, site)
    assert len(paid.rules) > 5
    for rule in paid.rules.to_dict(orient="records"):
        row = rows[rule["title"]["en"]]
        assert row[3] == rule["source"]
        assert row[2]
        if rule["computed"] and rule["status"] != "not_eligible":
            assert "over ten years (low, middle, high)" in row[1]
    assert "CNY over ten years" in rows["Incentives over ten years"][1]
    assert "tolls" in rows["Shenzhen Futian CBD, by car"][1]


def test_city_figures_stand_once_a_city_and_ten_years_stand_on_every_sheet(
    shortlist: Shortlist,
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(shortlist)))
    rows = list(book["costs by city"].iter_rows(values_only=True))
    assert rows[0] == ("city", "what", "value", "as_of", "source")
    assert len({row[:2] for row in rows}) == len(rows), "one row a city and item"
    cities = set(shortlist.catalogue.sites.loc[[e.site_id for e in shortlist.entries], "city"])
    assert {row[0] for row in rows[1:]} == cities
    for row in rows[1:]:
        assert row[2]
        assert bool(row[3]) == bool(row[4]), "a figure has its year and its source"
    for sheet in book.worksheets[5:-2]:
        said = {row[0]: row for row in sheet.iter_rows(min_row=2, values_only=True)}
        assert "Costs over ten years: Together, less incentives" in said
        labour = said["Costs over ten years: Labour"]
        assert bool(labour[2]) == bool(labour[3])


def test_the_rules_and_years_of_the_incentives_are_numbers_that_add_up(
    shortlist: Shortlist,
) -> None:
    rich = replace(shortlist.ranking.profile.project, capex_cny=8e7, rd_cny=1e7, tax_cny=3e6)
    ranking = recommend(shortlist.catalogue, replace(shortlist.ranking.profile, project=rich))
    listed = replace(shortlist, ranking=ranking, entries=ranking.entries[:3])
    content = io.BytesIO(xlsx_bytes(listed))
    rules = pd.read_excel(content, sheet_name="incentives")
    years = pd.read_excel(content, sheet_name="incentive years")
    rules = rules.rename(columns={f"{end} (in currency)": end for end in ("low", "mid", "high")})
    years = years.rename(columns={f"{end} (CNY)": end for end in ("low", "mid", "high")})
    assert rules[["incentive_id", "source", "as_of"]].notna().all().all()
    for entry in listed.entries:
        mine = years[years["site_id"] == entry.site_id]
        assert len(mine) == 11
        assert mine["mid"].iloc[:-1].sum() == pytest.approx(mine["mid"].iloc[-1])
        here = rules[rules["site_id"] == entry.site_id]
        counted = here[here["counts_for"].fillna("").str.contains("mid")]
        assert counted["mid"].sum() == pytest.approx(mine["mid"].iloc[-1])
    assert years["mid"].iloc[-1] > 0


def test_geojson_is_read_back_in_place(
    shortlist: Shortlist, tmp_path: Path, catalogue: Catalogue
) -> None:
    path = tmp_path / "list.geojson"
    path.write_bytes(geojson_bytes(shortlist))
    table = gpd.read_file(path)
    assert table.crs == "EPSG:4326"
    assert table["site_id"].tolist() == [e.site_id for e in shortlist.entries]
    for site, shape in zip(table["site_id"], table.geometry, strict=True):
        assert shape.equals(catalogue.sites.geometry[site])


def test_chinese_lists_are_chinese_to_the_last_sentence(shortlist: Shortlist) -> None:
    table = replace(shortlist, language="zh").summary()
    for column in ("why", "fact", "ask"):
        said = table[column][table[column] != ""]
        assert len(said)
        assert said.str.contains(r"[\u4e00-\u9fff]").all()


def test_the_same_list_gives_the_same_bytes(shortlist: Shortlist) -> None:
    few = replace(shortlist, entries=shortlist.entries[:2])
    assert xlsx_bytes(few) == xlsx_bytes(few)
    assert csv_bytes(shortlist) == csv_bytes(shortlist)
    assert geojson_bytes(shortlist) == geojson_bytes(shortlist)


def test_a_kill_in_the_middle_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(b"before")
    code = textwrap.dedent(
        """
        import os, signal, sys
        from pathlib import Path
        from recommender import files
        def killed(self, target):
            os.kill(os.getpid(), signal.SIGKILL)
        Path.replace = killed
        files.write_whole(Path(sys.argv[1]), b"after" * 1000)
        """
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    assert path.read_bytes() == b"before"
    write_whole(path, b"after")
    assert path.read_bytes() == b"after"
    assert os.path.exists(path)


def test_a_pipe_and_a_link_in_a_circle_are_refused_and_left_as_they_are(tmp_path: Path) -> None:
    pipe, circle = tmp_path / "pipe.csv", tmp_path / "circle.csv"
    os.mkfifo(pipe)
    circle.symlink_to(circle)
    for path in (pipe, circle):
        with pytest.raises(ProfileError, match="cannot be written"):
            write_whole(path, b"x")
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert circle.is_symlink()
