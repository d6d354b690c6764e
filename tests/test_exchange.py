"""Files in and out: round trips are identities, bad files are refused, a kill loses nothing."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest
from pyproj import Geod

from features.catalogue import Catalogue, read_catalogue
from features.datum import gcj02_to_bd09, to_wgs84, wgs84_to_gcj02
from features.errors import DataError
from features.exchange.incoming import Incoming, incoming
from features.exchange.reading import MOST_BYTES, Sheets, read_sheets
from features.exchange.revision import revised
from features.exchange.taking_over import take_over
from features.exchange.writing import WRITERS, site_table, statement_table
from tests.conftest import ROOT

DATA = ROOT / "data"
ON = date(2026, 11, 24)
AT = datetime(2026, 11, 24, 12, 0, 0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "data"
    copy.mkdir()
    for file in DATA.iterdir():
        if file.is_file():
            shutil.copyfile(file, copy / file.name)
    return copy


def read_in(catalogue: Catalogue, name: str, content: bytes, datum: str | None = None) -> Incoming:
    return incoming([read_sheets(name, content)], catalogue.taxonomy, datum=datum)


def one_row(catalogue: Catalogue, **cells: str) -> Incoming:
    row = {"site_id": "zs-new", "name_en": "New park", "kind": "industrial_park",
           "city": "Zhongshan", "source": "letter"} | cells  # fmt: skip
    return incoming([Sheets(name="f.csv", sites=pd.DataFrame([row]))], catalogue.taxonomy)


@pytest.mark.slow
@pytest.mark.parametrize("ending", [".geojson", ".gpkg", ".xlsx"])
def test_export_and_import_are_identities(catalogue: Catalogue, ending: str) -> None:
    found = read_in(catalogue, f"x{ending}", WRITERS[ending](catalogue))
    sites = site_table(catalogue).set_index("site_id")
    pd.testing.assert_frame_equal(
        found.sites,
        sites.drop(columns=["lon", "lat", "wkt", "datum"]),
        check_names=False,
        check_index_type=False,
    )
    pd.testing.assert_frame_equal(found.statements, statement_table(catalogue), check_dtype=False)
    located = catalogue.sites.geometry.dropna()
    assert set(found.shapes) == set(located.index)
    assert all(found.shapes[site].equals_exact(shape, 0.0) for site, shape in located.items())
    assert found.ignored == ()
    assert revised(DATA, found, on=ON).changes.empty


def test_a_csv_export_changes_nothing_when_it_comes_back(catalogue: Catalogue) -> None:
    found = read_in(catalogue, "x.csv", WRITERS[".csv"](catalogue))
    assert revised(DATA, found, on=ON).files == {}


def test_another_library_reads_the_workbook_and_no_cell_is_live(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    file = tmp_path / "x.xlsx"
    file.write_bytes(WRITERS[".xlsx"](catalogue))
    book = openpyxl.load_workbook(file, read_only=True)
    assert book.sheetnames == ["sites", "statements"]
    assert all(cell.data_type != "f" for row in book["sites"].iter_rows() for cell in row)


def test_a_revision_is_taken_over_and_the_old_files_are_kept(
    catalogue: Catalogue, folder: Path
) -> None:
    found = one_row(catalogue, area_mu="300", lon="113.38", lat="22.52", datum="WGS-84",
                    sector_words="小家电;LED", as_of="2026-05")  # fmt: skip
    revision = revised(folder, found, on=ON)
    assert revision.new_sites == 1
    kept = take_over(folder, revision.files, digest=catalogue.digest, at=AT)
    new = read_catalogue(folder)
    assert new.sites.at["zs-new", "area_km2"] == 0.2
    assert len(new.sites) == len(catalogue.sites) + 1
    assert len(new.evidence) == len(catalogue.evidence) + revision.new_statements
    assert (kept / "parks.geojson").read_bytes() == (DATA / "parks.geojson").read_bytes()
    assert revised(folder, found, on=ON).files == {}


def test_a_change_keeps_the_older_statement_and_the_area_is_the_preferred(
    catalogue: Catalogue, folder: Path
) -> None:
    row = {"site_id": "zs-torch-hidz", "area_km2": "100", "source": "a letter", "as_of": ""}
    found = incoming([Sheets(name="f", sites=pd.DataFrame([row]))], catalogue.taxonomy)
    revision = revised(folder, found, on=ON)
    take_over(folder, revision.files, digest=catalogue.digest, at=AT)
    new = read_catalogue(folder)
    stated = new.evidence[(new.evidence["site_id"] == "zs-torch-hidz")
                          & (new.evidence["attribute"] == "area_km2")]  # fmt: skip
    assert {"90", "70", "100"} <= set(stated["value"])
    assert new.sites.at["zs-torch-hidz", "area_km2"] == 90, "an undated letter is not preferred"
    before, after = (c.areas(ON).loc["zs-torch-hidz"] for c in (catalogue, new))
    assert after["low"] <= before["low"]
    assert after["high"] >= before["high"]


def test_a_source_without_a_date_is_accepted_and_shown_as_undated(
    catalogue: Catalogue, folder: Path
) -> None:
    from recommender.site_facts import site_facts

    revision = revised(folder, one_row(catalogue, area_km2="2"), on=ON)
    take_over(folder, revision.files, digest=catalogue.digest, at=AT)
    new = read_catalogue(folder)
    assert new.evidence[new.evidence["site_id"] == "zs-new"]["as_of"].isna().all()
    facts = site_facts(new, "zs-new", ON)["values"]
    assert facts["as_of"].isna().all()
    assert (facts["source"] == "letter").all()


REFUSED = {
    "kml": ("a.kml", b"<kml></kml>", "XML or KML"),
    "xml in disguise": ("a.csv", b"\xef\xbb\xbf <?xml version='1.0'?><a/>", "XML or KML"),
    "too large": ("a.csv", b"site_id\n" + b"x" * MOST_BYTES, "at most"),
    "too many columns": ("a.csv", ",".join(f"c{i}" for i in range(5_000)).encode(), "columns"),
    "empty": ("a.csv", b"", "empty"),
    "no id": ("a.csv", b"name\nx\n", "ids"),
    "binary": ("a.xlsx", b"\x00\x01\x02", "cannot be read"),
    "not a geopackage": ("a.gpkg", b"hello", "no GeoPackage"),
    "deep json": ("a.geojson", b"[" * 100_000, "cannot be read"),
    "unknown": ("a.shp", b"x", "ending"),
    "nan": ("a.csv", b"site_id,lon,lat,datum\nq,nan,22.5,WGS-84\n", "field lon"),
    "half a point": ("a.csv", b"site_id,lon,lat,datum\nq,113.4,,WGS-84\n", "field lat"),
    "no datum": ("a.csv", b"site_id,lon,lat\nq,113.4,22.5\n", "datum"),
    "twice": ("a.csv", b"site_id\nq\nq\n", "stands twice"),
    "two headers": ("a.csv", "site_id,编号\nq,q\n".encode(), "both name"),
    "control characters": ("a.csv", b"site_id,name_en\nq,a\x07b\n", "control"),
    "negative": ("a.csv", b"site_id,area_km2\nq,-3\n", "above 0"),
    "unknown industry": ("a.csv", "site_id,主导产业\nq,蓝色月亮\n".encode(), "nearest"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_bad_file_is_refused_and_says_what(case: str, catalogue: Catalogue) -> None:
    name, content, said = REFUSED[case]
    with pytest.raises(DataError, match=said):
        read_in(catalogue, name, content)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"lon": "22.5", "lat": "113.4", "datum": "WGS-84"}, "swapped"),
        ({"site_id": "../x"}, "site_id"),
        ({"site_id": "x" * 65}, "site_id"),
        ({"kind": "castle"}, "kind"),
        ({"parent_id": "nobody"}, "parent_id"),
        ({"as_of": "soon"}, "as_of"),
        ({"established_year": "3000"}, "year"),
    ],
)
def test_a_catalogue_that_would_break_a_rule_is_not_taken_over(
    cells: dict[str, str], said: str, catalogue: Catalogue, folder: Path
) -> None:
    before = read_catalogue(folder).digest
    revision = revised(folder, one_row(catalogue, **cells), on=ON)
    with pytest.raises(DataError, match=said):
        take_over(folder, revision.files, digest=before, at=AT)
    assert read_catalogue(folder).digest == before


def test_an_id_in_two_files_is_refused(catalogue: Catalogue) -> None:
    files = [Sheets(name=n, sites=pd.DataFrame([{"site_id": "q"}])) for n in ("a.csv", "b.csv")]
    with pytest.raises(DataError, match=r"stands in a\.csv too"):
        incoming(files, catalogue.taxonomy)


def test_every_fault_of_a_file_is_told_in_one_run(catalogue: Catalogue) -> None:
    with pytest.raises(DataError) as caught:
        read_in(catalogue, "a.csv", b"site_id,area_km2,lon,lat,datum\nq,-1,x,22,WGS-84\nq,0,,,\n")
    assert len(str(caught.value).splitlines()) == 4


def test_a_catalogue_that_changed_meanwhile_is_not_overwritten(
    catalogue: Catalogue, folder: Path
) -> None:
    revision = revised(folder, one_row(catalogue), on=ON)
    take_over(folder, revision.files, digest=catalogue.digest, at=AT)
    with pytest.raises(DataError, match="changed"):
        take_over(folder, revision.files, digest=catalogue.digest, at=AT)


KILLED = """
import os, signal, sys
from datetime import date, datetime
from pathlib import Path
import pandas as pd
from features.catalogue import read_catalogue
from features.exchange import taking_over
from features.exchange.incoming import incoming
from features.exchange.reading import Sheets
from features.exchange.revision import revised
folder, last = Path(sys.argv[1]), int(sys.argv[2])
catalogue = read_catalogue(folder)
row = {"site_id": "zs-new", "name_en": "New", "kind": "industrial_park", "city": "Zhongshan",
       "source": "letter"}
found = incoming([Sheets(name="f", sites=pd.DataFrame([row]))], catalogue.taxonomy)
revision = revised(folder, found, on=date(2026, 11, 24))
moves, real = [0], os.replace
def counted(*paths):
    if moves[0] == last:
        os.kill(os.getpid(), signal.SIGKILL)
    moves[0] += 1
    real(*paths)
os.replace = counted
taking_over.take_over(folder, revision.files, digest=catalogue.digest, at=datetime(2026, 1, 1))
"""


@pytest.mark.slow
@pytest.mark.parametrize("moves", range(4))
def test_a_kill_at_any_move_leaves_the_old_catalogue_or_the_new_one(
    moves: int, catalogue: Catalogue, folder: Path
) -> None:
    from features.exchange.taking_over import recover

    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(folder), str(moves)],
        env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL, done.stderr
    recover(folder)
    after = read_catalogue(folder)
    assert ("zs-new" in after.sites.index) == (moves > 0)
    assert (after.digest == catalogue.digest) == (moves == 0)
    assert not (folder / ".staged").exists()


def test_gcj02_and_bd09_come_back_within_a_metre_at_a_thousand_points_of_the_delta() -> None:
    rng = np.random.default_rng(7)
    lon, lat = rng.uniform(112.5, 114.5, 1_000), rng.uniform(22.0, 23.5, 1_000)
    geod, shifted = Geod(ellps="WGS84"), wgs84_to_gcj02(lon, lat)
    for datum, there in (("GCJ-02", shifted), ("BD-09", gcj02_to_bd09(*shifted))):
        back = to_wgs84(*there, datum)
        assert geod.inv(lon, lat, *back)[2].max() < 0.01
    offset = geod.inv(lon, lat, *shifted)[2]
    assert 500 < offset.min() < offset.max() < 700


def test_a_point_of_hong_kong_is_moved_by_its_own_record_only(catalogue: Catalogue) -> None:
    rows = [
        {"site_id": "a", "city": "香港", "lon": "114.2", "lat": "22.4"},
        {"site_id": "b", "city": "香港", "lon": "114.2", "lat": "22.4", "datum": "GCJ-02"},
        {"site_id": "c", "city": "中山", "lon": "113.4", "lat": "22.5"},
    ]
    sheets = Sheets(name="f", sites=pd.DataFrame(rows).fillna(""))
    shapes = incoming([sheets], catalogue.taxonomy, datum="GCJ-02").shapes
    assert (shapes["a"].x, shapes["a"].y) == (114.2, 22.4)
    assert shapes["b"].x != 114.2
    assert shapes["c"].x != 113.4
