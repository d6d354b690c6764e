"""The command line: the contract of its JSON, and one clear line for every bad input."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from recommender.cli import main
from tests.conftest import ROOT

ENTRY_KEYS = {
    "rank", "site_id", "name_en", "name_zh", "score", "score_low", "score_high", "coverage",
    "contributions", "assumed", "family", "gates", "ask", "tier", "top1_share", "top3_share",
    "told",
}  # fmt: skip


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The command line in this process, as a shell would see it."""
    out, err, code = io.StringIO(), io.StringIO(), 0
    before, sys.argv = sys.argv, ["recommender", *arguments]
    try:
        with contextlib.chdir(ROOT), redirect_stdout(out), redirect_stderr(err):
            main()
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else 0
    finally:
        sys.argv = before
    return subprocess.CompletedProcess(arguments, code, out.getvalue(), err.getvalue())


def from_a_shell(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "recommender", *arguments],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.slow
def test_a_shell_sees_the_same_answer_and_the_same_refusal() -> None:
    command = ("rank", "examples/hk_medtech.toml", "--json")
    assert from_a_shell(*command).stdout == run(*command).stdout
    refused(from_a_shell("rank", "nowhere.toml"), "nowhere.toml")


def answer(*arguments: str) -> dict:
    done = run(*arguments)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def refused(done: subprocess.CompletedProcess[str], *words: str) -> None:
    """One line, exit 2, nothing on the other channel, no trace."""
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in done.stderr


def test_rank_prints_the_contract() -> None:
    found = answer("rank", "examples/cell_therapy.toml", "--top", "10", "--json")
    assert {"ranking", "other_industries", "too_little_known", "excluded", "provenance"} <= set(
        found
    )
    assert len(found["ranking"]) == 10
    for entry in found["ranking"]:
        assert set(entry) == ENTRY_KEYS
        assert sum(entry["contributions"].values()) == pytest.approx(entry["score"], abs=1e-9)
        assert 0 <= entry["score_low"] <= entry["score"] <= entry["score_high"] <= 1
        assert {g["result"] for g in entry["gates"]} <= {"pass", "unknown"}
    for entry in found["excluded"]:
        assert entry["gates"]
        assert all(g["result"] == "fail" and g["reason"] for g in entry["gates"])
        assert all("misses_by" in g or g["misses"] for g in entry["gates"])
    assert sum(e["top1_share"] for e in found["ranking"]) == pytest.approx(1, abs=0.02)
    assert found["ranking"][0]["tier"] == 1
    assert found["sure"]["first_group"][0] == found["ranking"][0]["site_id"]
    assert found["ask_first"][0]["changes"] >= found["ask_first"][-1]["changes"]


def test_rank_all_lists_sites_and_top_cuts() -> None:
    families = answer("rank", "examples/small_appliances.toml", "--json", "--top", "500")
    sites = answer("rank", "examples/small_appliances.toml", "--json", "--all", "--top", "500")
    assert len(sites["ranking"]) > len(families["ranking"])
    assert (
        len(answer("rank", "examples/small_appliances.toml", "--json", "--top", "2")["ranking"])
        == 2
    )


def test_rank_on_an_earlier_day_takes_the_long_way_round(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    path.write_text('[project]\nsector = "LED lamps"\norigin_city = "Shenzhen"\n', encoding="utf-8")

    def access(day: str) -> float:
        ranking = answer("rank", str(path), "--on", day, "--json", "--all", "--top", "99")[
            "ranking"
        ]
        return next(
            e["contributions"]["anchor_access"]
            for e in ranking
            if e["site_id"] == "zs-guzhen-lighting-cluster"
        )

    assert access("2024-06-01") < access("2024-07-15")


def test_the_same_words_in_chinese() -> None:
    found = answer("rank", "examples/hk_medtech.toml", "--json", "--lang", "zh", "--top", "3")
    for entry in found["ranking"]:
        for sentence in [*entry["ask"], *[g["reason"] for g in entry["gates"]]]:
            assert any("\u4e00" <= c <= "\u9fff" for c in sentence)


def test_csv_is_read_back_whole_by_another_reader(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    assert (
        run("rank", "examples/cell_therapy.toml", "--out", str(path), "--top", "5").returncode == 0
    )
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    found = answer("rank", "examples/cell_therapy.toml", "--top", "5", "--json")["ranking"]
    assert [r["site_id"] for r in rows] == [e["site_id"] for e in found]
    assert [float(r["score"]) for r in rows] == [e["score"] for e in found]
    assert [r["name_zh"] for r in rows] == [e["name_zh"] for e in found]


def test_explain_prints_terms_reasons_questions_and_sources() -> None:
    found = answer("explain", "examples/cell_therapy.toml", "zs-life-science-park", "--json")
    assert sum(found["contributions"].values()) == pytest.approx(found["score"], abs=1e-9)
    assert found["reasons_for"]
    assert found["unknowns"][0]["ask"]
    assert all(s["citation"] for s in found["sources"])
    assert {s["attribute"] for s in found["sources"]} >= {"sector", "status", "area_km2"}
    effects = [unknown["changes"] for unknown in found["unknowns"]]
    assert effects == sorted(effects, reverse=True)
    assert found["first_already"]
    assert found["first_if"] == []
    assert {row["criterion"] for row in found["flip_points"]} == set(found["contributions"])
    assert found["contrast"]["above"] == "zs-life-science-park"
    second = answer("explain", "examples/cell_therapy.toml", "zs-sino-german-biomed-park", "--json")
    assert second["first_if"]
    assert all(way["verified"] for way in second["first_if"])
    assert second["contrast"]["below"] == "zs-sino-german-biomed-park"


def test_calls_list_what_to_ask_over_many_projects() -> None:
    rows = answer("calls", "examples/cell_therapy.toml", "examples/hk_medtech.toml", "--json")
    assert rows["calls"][0]["projects"] == 2
    assert {"site_id", "question", "changes", "whom", "reach", "source", "as_of"} <= set(
        rows["calls"][0]
    )
    assert "Life Science" in run("calls", "examples/cell_therapy.toml").stdout


def test_doubt_of_the_weights_is_chosen_on_the_command_line() -> None:
    around, any_ = (
        answer("rank", "examples/only_a_sector.toml", "--doubt", how, "--json")["sure"]
        for how in ("stated", "any")
    )
    assert (around["weights"], any_["weights"]) == ("stated", "any")
    refused(run("rank", "examples/only_a_sector.toml", "--doubt", "none"), "--doubt none")


def test_sites_check_counts_and_sites_show_tells_all() -> None:
    counts = answer("sites", "check", "--json")
    assert counts["sites"] == 647
    assert counts["by_region"]["Zhongshan"] == 98
    assert counts["conflicts"] > 30
    assert set(counts["share_known"]) >= {"area_km2", "industry", "price_or_rent"}
    assert counts["by_role"]["place"] > 200
    site = answer("sites", "show", "zs-torch-hidz", "--json")
    assert len({s["source_id"] for s in site["evidence"]}) >= 3
    assert all(s["citation"] for s in site["evidence"])
    large = answer("sites", "show", "zs-large-industrial-cluster-area", "--json")["evidence"]
    areas = {(s["value"], s["as_of"]) for s in large if s["attribute"] == "area_km2"}
    assert areas == {("458.69", "2022"), ("470.96", "2024-07-12")}


@pytest.mark.parametrize(
    "command",
    [
        ["rank", "examples/only_a_sector.toml"],
        ["rank", "examples/cell_therapy.toml", "--lang", "zh"],
        ["explain", "examples/only_a_sector.toml", "zs-guzhen-lighting-cluster"],
        ["sites", "check"],
        ["sites", "show", "zs-torch-hidz"],
    ],
)
def test_every_command_also_speaks_to_a_reader(command: list[str]) -> None:
    done = run(*command)
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) > 5


BAD_PROFILES = {
    "unknown field": ('[project]\nsector = "a"\nfoo = 1', ["project.foo", "Known fields"]),
    "unknown top field": ('budget = 1\n[project]\nsector = "a"', ["budget", "Known fields"]),
    "unknown criterion": (
        '[project]\nsector = "lamps"\n[weights]\nluck = 1', ["luck", "Known: anchor_access"],
    ),
    "negative area": ('[project]\nsector = "a"\nland_mu = -3', ["land_mu", "at least 0"]),
    "area not a number": ('[project]\nsector = "a"\nland_mu = nan', ["land_mu"]),
    "a region twice": ('regions = ["Zhongshan", "Zhongshan"]\n[project]\nsector = "a"', ["twice"]),
    "a point with latitude first": (
        '[project]\nsector = "a"\n[[anchors]]\nplace = "22.5,113.4"',
        ["latitude first", "113.4,22.5"],
    ),
    "tiny area": ('[project]\nsector = "a"\nland_mu = 1e-320', ["land_mu", "at least 1e-06"]),
    "huge area": ('[project]\nsector = "a"\nland_mu = 1e308', ["land_mu", "at most"]),
    "year one": ('on = 0001-01-01\n[project]\nsector = "a"', ["0001-01-01", "1980"]),
    "far future": ('[project]\nsector = "a"\nstart = 9999-12-31', ["9999-12-31", "2100"]),
    "start before on": (
        'on = 2026-01-01\n[project]\nsector = "a"\nstart = 2025-01-01', ["starts on 2025-01-01"],
    ),
    "empty sector": ('[project]\nsector = "  "', ["sector is empty"]),
    "no project": ('name = "x"', ["project"]),
    "empty": ("", ["is empty"]),
    "not toml": ("]]]]", ["is not TOML"]),
    "unknown region": (
        'regions = ["Atlantis"]\n[project]\nsector = "lamps"', ["Atlantis", "Known"],
    ),
    "no region": ('regions = []\n[project]\nsector = "lamps"', ["names no region"]),
    "unknown archetype": (
        'archetype = "bakery"\n[project]\nsector = "lamps"', ["bakery", "manufacturing"],
    ),
    "unknown anchor": (
        '[[anchors]]\nplace = "sz_futan"\n[project]\nsector = "lamps"', ["sz_futan", "sz_futian"],
    ),
    "negative minutes": (
        '[[anchors]]\nplace = "sz_futian"\nmax_minutes = -5\n[project]\nsector = "lamps"',
        ["max_minutes"],
    ),
    "all weights zero": ('[project]\nsector = "lamps"\n[weights]\nsector_fit = 0', ["weights"]),
    "unknown code": ('[project]\nsector = "a"\nsector_codes = ["QQ1"]', ["QQ1"]),
    "unknown function": ('[project]\nsector = "a"\nfunctions = ["magic"]', ["functions"]),
    "unknown kept place": (
        '[project]\nsector = "lamps"\n[[project.keeps]]\nfunction = "hq"\nplace = "nowhere-x"',
        ["nowhere-x", "nearest"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_PROFILES)
def test_a_bad_profile_is_one_line_and_nothing_is_written(name: str, tmp_path: Path) -> None:
    text, words = BAD_PROFILES[name]
    path, out = tmp_path / "p.toml", tmp_path / "out.csv"
    path.write_text(text, encoding="utf-8")
    refused(run("rank", str(path), "--json", "--out", str(out)), *words)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["p.toml"]


@pytest.mark.parametrize("content", [b"\x00\x01\xff\xfe\x80", b"\xff" * 50])
def test_a_binary_profile_is_one_line(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    path.write_bytes(content)
    refused(run("rank", str(path), "--json"), "cannot be read")


def test_half_of_a_surrogate_pair_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "p.json"
    path.write_text('{"project": {"sector": "LED \\ud800 lamps"}}', encoding="utf-8")
    refused(run("rank", str(path), "--json"), "broken character")


def test_a_long_enquiry_is_read_to_its_limit_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    path.write_text(f'[project]\nsector = "lamps {"and so on " * 300}"', encoding="utf-8")
    assert "2000" in answer("rank", str(path), "--json")["warnings"][0].replace(",", "")


def test_a_missing_profile_is_one_line() -> None:
    refused(run("rank", "nowhere.toml"), "nowhere.toml", "cannot be read")
    refused(run("rank", "examples"), "cannot be read")


def test_an_unknown_site_names_the_nearest() -> None:
    refused(run("sites", "show", "zs-torch-hidzz"), "nearest: zs-torch-hidz")
    refused(run("explain", "examples/cell_therapy.toml", "nobody"), "nobody")


def test_an_unbuilt_format_names_the_known_ones(tmp_path: Path) -> None:
    out = tmp_path / "a.docx"
    refused(run("rank", "examples/cell_therapy.toml", "--out", str(out)), ".docx", ".csv")
    assert not out.exists()
    refused(
        run("rank", "examples/cell_therapy.toml", "--out", str(tmp_path / "no/a.csv")), "no/a.csv"
    )
    refused(run("rank", "examples/cell_therapy.toml", "--lang", "fr"), "'fr'")


def test_an_unrecognised_sector_is_a_warning_with_three_nearest(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    path.write_text('[project]\nsector = "qwertz uiop"\norigin_city = "Shenzhen"', encoding="utf-8")
    found = answer("rank", str(path), "--json")
    assert "not recognised" in found["warnings"][0]
    assert found["ranking"], "the ranking goes on without the industry"
    assert "sector_fit" in found["provenance"]["not_asked"]


def test_an_anchor_that_no_road_reaches_is_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    path.write_text(
        '[[anchors]]\nplace = "114.0,15.0"\n[project]\nsector = "lamps"', encoding="utf-8"
    )
    found = answer("rank", str(path), "--json")
    assert "114.0,15.0" in found["warnings"][0]
    assert all("anchor_access" in entry["assumed"] for entry in found["ranking"])


def test_an_empty_result_names_the_gate_that_removes_most(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    path.write_text(
        '[[anchors]]\nplace = "hk_central"\nmax_minutes = 1\n[project]\nsector = "lamps"',
        encoding="utf-8",
    )
    found = answer("rank", str(path), "--json")
    assert found["ranking"] == []
    assert "Minutes" in found["empty"]


def test_a_broken_parks_file_stops_every_command_with_one_line(tmp_path: Path) -> None:
    path = tmp_path / "parks.geojson"
    text = (ROOT / "data/parks.geojson").read_text(encoding="utf-8")
    path.write_text(text.replace("[113.71, 22.78]", "[22.78, 113.71]"), encoding="utf-8")
    refused(run("sites", "check", str(path)), "dongguan-binhaiwan", "geometry", "swapped")


def test_leads_with_bad_cells_name_row_and_column(tmp_path: Path) -> None:
    path = tmp_path / "cases.csv"
    head = "lead_id,sector,land_mu,year,chosen_site_id,acceptable_site_ids\n"
    for row, words in {
        "a,lamps,many,,zs-torch-hidz,": ["row 2", "land_mu", "many"],
        "a,lamps,,20x5,zs-torch-hidz,": ["row 2", "year"],
        "a,lamps,,²,zs-torch-hidz,": ["row 2", "year"],
        f"a,lamps,,{'9' * 5000},zs-torch-hidz,": ["row 2", "year"],
        "a,lamps,,,nobody,": ["chosen_site_id", "nobody"],
        "a,,,,zs-torch-hidz,": ["row 2", "sector"],
    }.items():
        path.write_text(head + row + "\n", encoding="utf-8")
        refused(run("evaluate", str(path), "--json"), *words)
    path.write_text(head + "a,lamps,,,zs-torch-hidz,,more,cells\n", encoding="utf-8")
    refused(run("evaluate", str(path)), "row 2", "more cells")
    path.write_text("company\nx\n", encoding="utf-8")
    refused(run("evaluate", str(path)), "no column of the industry", "company")


@pytest.mark.slow
def test_evaluate_reports_figures_intervals_lift_and_baselines() -> None:
    found = answer("evaluate", "examples/decisions.csv", "--json")
    assert found["n"] == 20
    for kind in ("strict", "lenient"):
        assert set(found[kind]) == {"hit@1", "hit@5", "hit@10", "mrr", "interval"}
        for name, (low, high) in found[kind]["interval"].items():
            assert low <= found[kind][name] <= high
    assert set(found["baselines"]) == {"random", "popular", "largest", "nearest"}
    lift = found["personal_lift"]
    assert lift["lift"] == pytest.approx(lift["own"] - lift["swapped"])
    assert len(found["cases"]) == 20
    assert 0 <= found["city@1"] <= 1


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['recommender', '--help']\n"
        "from recommender.cli import app\n"
        "try:\n    app()\nexcept SystemExit:\n    pass\n"
        "heavy = {'pandas', 'numpy', 'geopandas', 'sklearn', 'scipy', 'streamlit', 'pydantic'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stderr.strip() == "[]"
    assert "rank" in done.stdout


def test_json_with_a_key_twice_or_a_list_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "profile.json"
    path.write_text('{"project": {"sector": "lamps", "sector": "drugs"}}', encoding="utf-8")
    refused(run("rank", str(path)), "'sector' stands twice")
    path.write_text("[1]", encoding="utf-8")
    refused(run("rank", str(path)), "holds a list")


def test_a_wrong_call_is_one_line() -> None:
    refused(run("rank", "examples/hk_medtech.toml", "--top", "0"), "--top", "--help")
    refused(run("rank", "examples/hk_medtech.toml", "--on", "foo"), "foo", "--help")
    refused(run("rank", "examples/hk_medtech.toml", "--nothing"), "--nothing", "--help")


def test_control_characters_of_a_profile_never_reach_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "profile.json"
    text = {"project": {"sector": "lamps \x1b[2J\u202e", "origin_city": "\x07Nowhere"}}
    path.write_text(json.dumps(text), encoding="utf-8")
    done = run("rank", str(path))
    assert done.returncode == 0
    assert "Nowhere" in done.stdout
    for character in "\x1b\x07\u202e":
        assert character not in done.stdout


@pytest.mark.slow
def test_a_full_device_and_a_narrow_locale_give_no_trace() -> None:
    command = [sys.executable, "-m", "recommender", "rank", "examples/hk_medtech.toml", "--json"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    narrow = subprocess.run(
        [*command, "--lang", "zh"], cwd=ROOT, capture_output=True, check=False,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )  # fmt: skip
    assert narrow.returncode == 0
    assert json.loads(narrow.stdout.decode("utf-8"))["ranking"]


LEADS = {
    "an id twice": ("lead_id,sector\nA,lamps\n\nA,drugs\n", ["row 4", "row 2", "once"]),
    "a column twice": ("lead_id,sector,sector\nA,lamps,drugs\n", ["sector", "both mean"]),
    "no choice": ("lead_id;sector\nA;lamps\n", ["lead A", "chosen_site_id"]),
    "a decimal comma": ('lead_id,sector,land_mu\nA,lamps,"1,5"\n', ["land_mu", "1.5"]),
    "an underscore": ("lead_id,sector,land_mu\nA,lamps,1_0\n", ["land_mu", "1_0"]),
    "no row": ("lead_id,sector\n", ["no row", "Add one"]),
}


@pytest.mark.parametrize("case", LEADS, ids=str)
def test_a_bad_table_of_leads_is_one_line(case: str, tmp_path: Path) -> None:
    content, words = LEADS[case]
    path = tmp_path / "leads.csv"
    path.write_text(content, encoding="utf-8")
    refused(run("evaluate", str(path)), *words)


def test_an_export_follows_a_link_keeps_permissions_and_leaves_nothing_behind(
    tmp_path: Path,
) -> None:
    real, link, folder = tmp_path / "real.csv", tmp_path / "link.csv", tmp_path / "folder.csv"
    real.write_text("", encoding="utf-8")
    real.chmod(0o640)
    link.symlink_to(real)
    folder.mkdir()
    assert run("rank", "examples/hk_medtech.toml", "--out", str(link)).returncode == 0
    assert link.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert real.stat().st_size > 100
    refused(run("rank", "examples/hk_medtech.toml", "--out", str(folder)), "it is a folder")
    assert {path.name for path in tmp_path.iterdir()} == {"real.csv", "link.csv", "folder.csv"}


def test_an_argument_that_is_no_text_is_one_line() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "recommender", "travel", "zs_dongqu", b"\xff"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    refused(done, "UTF-8")
