"""Every export is read back by another library, equals the ranking, and runs nothing."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pandas as pd
import pyogrio
import pytest
from typer.testing import CliRunner

from features.catalogue import Catalogue
from recommender.bundle import bundle_bytes
from recommender.cells import clean_text
from recommender.cli import app
from recommender.cover import Cover
from recommender.engine import recommend
from recommender.export import FORMATS
from recommender.profile import Profile
from recommender.record import read_record
from recommender.shortlist import COLUMNS, Shortlist
from recommender.texts import translate
from recommender.weights import read_weights
from tests.conftest import ROOT
from tests.injections import INJECTIONS
from tests.reading import text_in

pytestmark = pytest.mark.slow  # ranks again and again, and writes whole reports

EXAMPLE = str(ROOT / "examples/small_appliances.toml")


@pytest.fixture(scope="module")
def shortlist(catalogue: Catalogue, examples: dict[str, Profile]) -> Shortlist:
    ranking = recommend(catalogue, replace(examples["small_appliances"], name="Bright Lamps Ltd"))
    return Shortlist(catalogue=catalogue, ranking=ranking, entries=ranking.entries[:4])


@pytest.fixture(scope="module")
def planted(shortlist: Shortlist) -> Shortlist:
    """A list in which names of sites, notes, the profile and a source would run if they could."""
    catalogue = shortlist.catalogue
    names = [INJECTIONS[i % len(INJECTIONS)] for i in range(len(catalogue.sites))]
    evil = replace(
        catalogue,
        sites=catalogue.sites.assign(name_en=names, name_zh=names),
        sources=catalogue.sources.assign(citation="=cmd|' /C calc'!A0 " + catalogue.sources.index),
    )
    asked = replace(
        shortlist.ranking.profile,
        name="=1+1",
        project=replace(shortlist.ranking.profile.project, sector="@SUM(A1)", origin_city="=1+1"),
    )
    ranking = recommend(evil, asked)
    entries = ranking.entries[:6]
    notes = {e.site_id: INJECTIONS[-i] for i, e in enumerate(entries, start=1)}
    return Shortlist(catalogue=evil, ranking=ranking, entries=entries, notes=notes)


def read_layer(content: bytes, ending: str, folder: Path) -> pd.DataFrame:
    path = folder / f"list{ending}"
    path.write_bytes(content)
    return pyogrio.read_dataframe(path)


@pytest.mark.parametrize("ending", [".gpkg", ".geojson"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_map_layer_is_read_back_by_gdal_and_equals_the_ranking(
    shortlist: Shortlist, tmp_path: Path, ending: str, language: str
) -> None:
    listed = replace(shortlist, language=language)
    table = read_layer(FORMATS[ending](listed), ending, tmp_path)
    assert table.crs == "EPSG:4326"
    expected = listed.summary()
    for column in COLUMNS:
        assert table[column].fillna("").tolist() == expected[column].tolist(), column
    scores = listed.ranking.table["score"]
    assert table["score"].tolist() == [scores[site] for site in table["site_id"]]
    shapes = listed.catalogue.sites.geometry
    assert all(s.equals(shapes[i]) for i, s in zip(table["site_id"], table.geometry, strict=True))


def test_a_geopackage_has_one_layer_of_the_day_and_the_same_bytes_every_time(
    shortlist: Shortlist, tmp_path: Path
) -> None:
    content = FORMATS[".gpkg"](shortlist)
    assert content == FORMATS[".gpkg"](shortlist)
    (tmp_path / "a.gpkg").write_bytes(content)
    assert [name for name, _ in pyogrio.list_layers(tmp_path / "a.gpkg")] == ["shortlist"]
    assert b"2026-11-24T00:00:00.000Z" in content


def test_csv_and_workbook_equal_the_ranking(shortlist: Shortlist) -> None:
    table = pd.read_csv(io.BytesIO(FORMATS[".csv"](shortlist)), keep_default_na=False)
    sheet = pd.read_excel(io.BytesIO(FORMATS[".xlsx"](shortlist)), keep_default_na=False)
    scores = shortlist.ranking.table.loc[[e.site_id for e in shortlist.entries], "score"]
    for found in (table, sheet):
        assert found["site_id"].tolist() == list(scores.index)
        assert found["score"].tolist() == pytest.approx(scores.tolist(), abs=1e-12)


@pytest.mark.parametrize("ending", [".pdf", ".html"])
def test_a_chinese_report_names_every_site_and_its_points(
    shortlist: Shortlist, ending: str
) -> None:
    listed = replace(shortlist, language="zh")
    text = "".join(text_in(ending, FORMATS[ending](listed)).split())
    for entry in listed.entries:
        assert "".join(listed.name(entry.site_id).split()) in text
        points = round(100 * listed.ranking.table_score(entry.site_id))
        assert f"{points}（" in text or f"{points}(" in text


def test_the_sources_sheet_names_every_cited_source_once_and_what_rests_on_it(
    shortlist: Shortlist,
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(FORMATS[".xlsx"](shortlist)))
    rows = list(book["sources"].iter_rows(min_row=2, values_only=True))
    named = [row[0] for row in rows]
    assert len(set(named)) == len(named)
    assert all(row[3] for row in rows)
    evidence = shortlist.catalogue.evidence
    sites = [entry.site_id for entry in shortlist.entries]
    mine = evidence[evidence["site_id"].isin(sites)]["source_id"]
    assert {clean_text(c) for c in shortlist.catalogue.sources["citation"][mine]} <= set(named)
    rules = {row[-1] for row in book["incentives"].iter_rows(min_row=2, values_only=True)}
    assert rules <= set(named)
    assert any(row[1] and row[1].startswith("http") for row in rows)
    assert any(shortlist.name(sites[0]) in row[3] for row in rows)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_method_sheet_says_how_figures_come_about_and_on_what_they_rest(
    shortlist: Shortlist, language: str
) -> None:
    listed = replace(shortlist, language=language)
    book = openpyxl.load_workbook(io.BytesIO(FORMATS[".xlsx"](listed)))
    said: dict[str, list[str]] = {}
    for what, value in book["method"].iter_rows(min_row=2, values_only=True):
        said.setdefault(what, []).append(str(value))
    heads = ("How to read the figures", "What was not checked", "Weights, of 100", "Engine",
             "Ground of the weights", "Day of knowledge", "Digest of the data")  # fmt: skip
    for head in heads:
        assert translate(head, language) in said
    weights = said[translate("Weights, of 100", language)]
    shares = [float(line.replace("：", ": ").rsplit(": ", 1)[1]) for line in weights]
    assert sum(shares) == pytest.approx(100, abs=0.5)
    (ground,) = said[translate("Ground of the weights", language)]
    assert read_weights("manufacturing").ground.split(".")[0] in ground
    assert listed.catalogue.digest in said[translate("Digest of the data", language)]


def test_weights_of_ones_own_are_not_given_the_ground_of_a_file(shortlist: Shortlist) -> None:
    asked = replace(shortlist.ranking.profile, weights={"sector_fit": 1.0})
    own = replace(shortlist, ranking=recommend(shortlist.catalogue, asked))
    text = text_in(".xlsx", FORMATS[".xlsx"](own))
    assert "the investor's own" in text
    assert "Judgement of the authors" not in text


def test_nothing_planted_runs_in_the_workbook(planted: Shortlist) -> None:
    book = openpyxl.load_workbook(io.BytesIO(FORMATS[".xlsx"](planted)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert not any(cell.hyperlink for cell in cells)
    summary = list(book["summary"].iter_rows(min_row=2, values_only=True))
    names = planted.catalogue.sites["name_en"]
    for row in summary:
        assert row[2] == clean_text(names[row[1]])
        assert row[-1] == clean_text(planted.notes[row[1]])


def test_nothing_planted_runs_in_the_csv(planted: Shortlist) -> None:
    content = FORMATS[".csv"](planted).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content, newline="")))
    names = planted.catalogue.sites["name_en"]
    for row in rows:
        assert row["name_en"] == f"'{names[row['site_id']]}"
        assert row["note"] == f"'{planted.notes[row['site_id']]}"
        assert float(row["score"]) > 0


@pytest.mark.parametrize("ending", [".gpkg", ".geojson"])
def test_what_is_planted_is_text_in_a_map_layer(
    planted: Shortlist, tmp_path: Path, ending: str
) -> None:
    table = read_layer(FORMATS[ending](planted), ending, tmp_path)
    assert table["note"].tolist() == [planted.notes[site] for site in table["site_id"]]


class _Tags(HTMLParser):
    """Attributes by which a page could run something or ask for something."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(content.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [tag] if tag in ("script", "iframe", "object", "form") else []
        self.found += [name for name, value in attrs if name.startswith("on")
                       or (name == "href" and not str(value).startswith("#"))]  # fmt: skip


def test_what_is_planted_is_text_in_the_report(planted: Shortlist) -> None:
    assert not _Tags(FORMATS[".html"](planted)).found
    assert "=cmd|" in text_in(".html", FORMATS[".html"](planted))


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as bundle:
        assert bundle.testzip() is None
        return {name: bundle.read(name) for name in bundle.namelist()}


@pytest.fixture(scope="module")
def bundle(shortlist: Shortlist) -> dict[str, bytes]:
    return parts_of(FORMATS[".zip"](shortlist))


def test_the_bundle_holds_what_its_readme_names_and_every_hash_holds(
    bundle: dict[str, bytes],
) -> None:
    assert list(bundle) == [
        "README.txt", "report.html", "shortlist.csv", "shortlist.xlsx", "shortlist.geojson",
        "record.json", "profile.json", "MANIFEST",
    ]  # fmt: skip
    lines = [line.split("  ") for line in bundle["MANIFEST"].decode().splitlines()]
    assert {name for _, name in lines} == set(bundle) - {"MANIFEST"}
    for digest, name in lines:
        assert hashlib.sha256(bundle[name]).hexdigest() == digest
    readme = bundle["README.txt"].decode("utf-8-sig")
    assert all(name in readme for name in bundle if name != "README.txt")
    assert "python -m recommender replay record.json" in readme


def test_the_record_of_the_bundle_is_replayed_to_the_same_bytes(
    bundle: dict[str, bytes], shortlist: Shortlist, tmp_path: Path
) -> None:
    path = tmp_path / "record.json"
    path.write_bytes(bundle["record.json"])
    done = CliRunner().invoke(app, ["replay", str(path), "--json"])
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["identical"] is True
    sites = read_record(path)["sites"]
    table = pd.DataFrame(sites["rows"], columns=sites["columns"]).set_index("site_id")
    scores = shortlist.ranking.table["score"]
    assert table["score"].to_dict() == pytest.approx(scores.to_dict(), abs=1e-9)


def test_the_profile_of_the_bundle_ranks_the_same(
    bundle: dict[str, bytes], shortlist: Shortlist
) -> None:
    on = shortlist.on
    asked = Profile.from_dict(json.loads(bundle["profile.json"]), where="the bundle", today=on)
    again = recommend(shortlist.catalogue, asked)
    assert again.table["score"].to_dict() == shortlist.ranking.table["score"].to_dict()
    assert [e.site_id for e in again.entries] == [e.site_id for e in shortlist.ranking.entries]
    html = bundle["report.html"].decode("utf-8")
    assert asked.digest() in html, "the report names the digest of the profile beside it"


def test_the_bundle_names_no_company_unless_a_cover_does(shortlist: Shortlist) -> None:
    plain = FORMATS[".zip"](shortlist)
    assert "Bright Lamps" not in text_in(".zip", plain)
    assert plain == FORMATS[".zip"](shortlist)
    named = bundle_bytes(shortlist, Cover(company="Bright Lamps Ltd", contact="Li Na"))
    assert "Prepared for Bright Lamps Ltd" in text_in(".zip", named)
    titled = bundle_bytes(shortlist, Cover(title="For the board"))
    assert "For the board" in text_in(".zip", titled)
    assert "Bright Lamps" not in text_in(".zip", titled)


@pytest.mark.parametrize("ending", [".gpkg", ".zip", ".xlsx"])
def test_the_command_line_writes_open_and_confidential_files(tmp_path: Path, ending: str) -> None:
    open_, hidden = tmp_path / f"open{ending}", tmp_path / f"hidden{ending}"
    for path, more in ((open_, []), (hidden, ["--confidential", "Lantern"])):
        call = ["rank", EXAMPLE, "--on", "2026-11-24", "--top", "2", "--out", str(path), *more]
        done = CliRunner().invoke(app, call)
        assert done.exit_code == 0, done.output
    assert "Lantern" in text_in(ending, hidden.read_bytes())
    assert "Lantern" not in text_in(ending, open_.read_bytes())


def test_help_and_the_error_of_an_unknown_ending_name_every_ending(tmp_path: Path) -> None:
    shown = CliRunner().invoke(app, ["rank", "--help"], env={"COLUMNS": "200", "TERM": "dumb"})
    for ending in FORMATS:
        assert ending in shown.output
    with pytest.raises(ValueError, match="is not built") as error:
        CliRunner().invoke(app, ["rank", EXAMPLE, "--out", str(tmp_path / "a.doc")],
                           catch_exceptions=False)  # fmt: skip
    assert all(ending in str(error.value) for ending in FORMATS)
    assert not list(tmp_path.iterdir())


def test_a_codename_without_a_file_is_refused() -> None:
    done = CliRunner().invoke(app, ["rank", EXAMPLE, "--confidential", "Lantern"])
    assert done.exit_code == 2
    assert "Expected --out FILE beside --confidential" in done.output
