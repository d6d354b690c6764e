"""A decision record: the same bytes on the same data, and on newer data what moved what."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.catalogue import DATA, Catalogue, read_catalogue
from features.put_back import can_put_back, put_back
from features.statements import KEYS, Change, changes, rows_of, statements
from recommender import weights
from recommender.blame import Blamed, trials
from recommender.criterion import all_criteria
from recommender.engine import recommend
from recommender.errors import RecordError
from recommender.foundations import EVIDENCE_OF, FOUNDATIONS, touches
from recommender.gates import GATES
from recommender.profile import Anchor, Profile, Told
from recommender.record import (
    FORMAT,
    LARGEST_FILE,
    as_bytes,
    digest_of,
    make_record,
    profile_of,
    read_record,
    record_bytes,
    rested,
    stated,
)
from recommender.replay import NOT_A_CANDIDATE, Moved, Replay, replay
from recommender.replay_report import replay_json
from recommender.statement_words import FIELD_WORDS, STANDING_WORDS, TABLE_WORDS
from tests.conftest import EXAMPLES, ROOT, TODAY
from tests.test_cli import refused, run
from tests.test_page import with_example

pytestmark = pytest.mark.slow  # ranks again and again, or runs whole pages

NAMES = sorted(path.stem for path in EXAMPLES.glob("*.toml"))


@pytest.fixture(scope="module")
def record(catalogue: Catalogue, examples: dict[str, Profile]) -> dict[str, Any]:
    return written(make_record(catalogue, examples["small_appliances"], "en"))


def written(values: dict[str, Any]) -> dict[str, Any]:
    """The record as a file gives it back."""
    return json.loads(as_bytes(values))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder, ignore=shutil.ignore_patterns("raw", "texts", "weights"))
    return folder


def set_cell(file: Path, key: tuple[str, str], column: str, text: str) -> None:
    """One cell of the one row of a CSV whose column has a value."""
    with file.open(encoding="utf-8", newline="") as content:
        rows = list(csv.DictReader(content))
    (row,) = [row for row in rows if row[key[0]] == key[1]]
    row[column] = text
    write(file, rows)


def write(file: Path, rows: list[dict[str, str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as content:
        writer = csv.DictWriter(content, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def set_site(folder: Path, site: str, name: str, value: str) -> None:
    """One property of one site of parks.geojson."""
    file = folder / "parks.geojson"
    values = json.loads(file.read_text(encoding="utf-8"))
    (feature,) = [f for f in values["features"] if f["id"] == site]
    feature["properties"][name] = value
    file.write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")


def set_evidence(folder: Path, site: str, attribute: str, value: str) -> None:
    """The first statement on one attribute of a site."""
    file = folder / "evidence.csv"
    with file.open(encoding="utf-8", newline="") as content:
        rows = list(csv.DictReader(content))
    found = [r for r in rows if (r["site_id"], r["attribute"]) == (site, attribute)]
    found[0]["value"] = value
    write(file, rows)


def moved(found: Replay, site: str) -> Moved:
    return next(one for one in found.moved if one.site_id == site)


def named(one: Moved) -> set[tuple[str, str]]:
    return {(b.change.table, b.change.key) for b in one.statements}


# The same data: the same bytes.


REPLAYED = """
import sys
from recommender.cli import main
for file in sys.argv[1:]:
    sys.argv = ["recommender", "replay", file, "--json"]
    try:
        main()
    except SystemExit as stop:
        print(f"exit {stop.code}")
"""
"""The command line over several files: one process, so that its start is paid once."""


@pytest.mark.slow
def test_a_record_of_every_example_is_the_same_bytes_in_another_process_and_hash_seed(
    catalogue: Catalogue, examples: dict[str, Profile], tmp_path: Path
) -> None:
    files = [tmp_path / f"{name}.json" for name in NAMES]
    for name, file in zip(NAMES, files, strict=True):
        file.write_bytes(record_bytes(catalogue, examples[name], "zh"))
        assert file.stat().st_size < 1_500_000
    done = subprocess.run(
        [sys.executable, "-c", REPLAYED, *map(str, files)],
        cwd=ROOT, capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONHASHSEED": "4711"},
    )  # fmt: skip
    answers = done.stdout.split("exit 0\n")
    assert len(answers) == len(NAMES) + 1
    for answer in map(json.loads, answers[:-1]):
        assert answer["identical"]
        assert answer["moved"] == answer["moved_by"] == answer["differs"] == []


def test_a_record_is_the_same_bytes_twice_and_holds_no_clock(
    catalogue: Catalogue, examples: dict[str, Profile], record: dict[str, Any]
) -> None:
    again = record_bytes(catalogue, examples["small_appliances"], "en")
    assert again == as_bytes(record)
    assert again.endswith(b"}\n")
    assert record["digest"] == digest_of(record)
    assert date.today().isoformat() not in again.decode() or date.today() == TODAY


@pytest.mark.parametrize("name", NAMES)
def test_the_profile_of_a_record_is_read_back_as_it_was_stated(
    examples: dict[str, Profile], name: str
) -> None:
    profile = examples[name]
    for asked in (
        profile,
        replace(profile, gates=()),
        replace(profile, gates=("regions",), unknown_policy="exclude"),
        replace(profile, anchors=(Anchor(place="Futian", max_minutes=90.0, mode="truck"),)),
        replace(profile, weights={"sector_fit": 1 / 3, "readiness": 0.1}, told=(
            Told(site_id="zs-torch-hidz", about="readiness", value=0.0, on=profile.on),
        )),
    ):  # fmt: skip
        kept = json.loads(json.dumps(stated(asked)))
        assert profile_of({"profile": kept}) == asked


def test_the_results_are_those_of_the_ranking(
    catalogue: Catalogue, examples: dict[str, Profile], record: dict[str, Any]
) -> None:
    ranking = recommend(catalogue, examples["small_appliances"])
    assert [e["site_id"] for e in record["results"]["ranking"]] == [
        entry.site_id for entry in ranking.entries
    ]
    rows = {row["site_id"]: row for row in rows_of(record["sites"])}
    assert set(rows) == set(ranking.table.index)
    for site, row in rows.items():
        terms = sum(row[c.name] for c in ranking.matrix.criteria)
        assert terms == pytest.approx(row["score"], abs=1e-7), site
    told = {(row["site_id"], row["gate"]) for row in rows_of(record["gates"])}
    for site in (*ranking.standing("listed"), *ranking.standing("excluded")):
        assert all((site, check.name) in told for check in ranking.matrix.checks)
    assert all(row["reason"] for row in rows_of(record["gates"]))
    assert record["sources"].keys() >= {
        row["source_id"] for row in rows_of(record["statements"]["supply"])
    }


@pytest.mark.parametrize(("language", "label"), [("en", "Decision record"), ("zh", "决策记录")])
def test_the_page_of_the_report_offers_the_record(language: str, label: str) -> None:
    page = with_example("small_appliances", language).switch_page("views/report.py").run()
    (button,) = [b for b in page.get("download_button") if "export_record" in b.proto.id]
    assert button.proto.label == label


@pytest.mark.parametrize("change", ["others", "gone"])
def test_a_replay_uses_the_weights_of_the_record_whatever_the_files_say_now(
    catalogue: Catalogue, record: dict[str, Any], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, change: str,
) -> None:  # fmt: skip
    shutil.copytree(weights.WEIGHTS, tmp_path / "weights")
    monkeypatch.setattr(weights, "WEIGHTS", tmp_path / "weights")
    file = tmp_path / "weights" / f"{record['understood']['archetype']}.toml"
    if change == "gone":
        file.unlink()
    else:
        file.write_text(
            'label = "x"\nground = "y"\n[weights]\nsector_fit = 1.0\n[anchors]\norigin = 1.0\n'
        )
    assert replay(catalogue, record).identical


# Newer data: what moved what.


def supply_shrinks(folder: Path) -> None:
    set_cell(folder / "supply.csv", ("supply_id", "sup-039"), "area_mu", "60")


def status_falls(folder: Path) -> None:
    set_site(folder, "zs-town-nantou", "status", "under_construction")
    set_evidence(folder, "zs-town-nantou", "status", "under_construction")


def sectors_change(folder: Path) -> None:
    set_site(folder, "zs-town-nantou", "sectors", "LI01")
    set_evidence(folder, "zs-town-nantou", "sector", "灯具")


def zone_is_a_plan(folder: Path) -> None:
    set_site(folder, "zs-town-nantou", "status", "planned")


def link_opens_later(folder: Path) -> None:
    links = folder / "network_links.csv"
    set_cell(links, ("id", "L001"), "open_date", "2030-06-30")
    set_cell(links, ("id", "L001"), "toll_cny", "66")
    set_cell(links, ("id", "L100"), "toll_cny", "7")


def land_is_dearer(folder: Path) -> None:
    set_cell(folder / "costs.csv", ("cost_id", "cost-119"), "amount", "2100")


CASES: list[tuple[Callable[[Path], None], str, tuple[str, str], set[str]]] = [
    (supply_shrinks, "zs-sz-huangpu-cooperation-park", ("supply", "sup-039"), {"land_on_offer"}),
    (status_falls, "zs-town-nantou", ("evidence", "status"), {"readiness"}),
    (sectors_change, "zs-town-nantou", ("evidence", "sector"), {"sector_fit"}),
    (zone_is_a_plan, "zs-town-nantou", ("sites", "zs-town-nantou"), {"not_yet_on_offer"}),
    (link_opens_later, "zs-town-nantou", ("network_links", "L001"), {"anchor_access"}),
    (land_is_dearer, "zs-town-nantou", ("costs", "cost-119"), {"occupancy_cost"}),
]


@pytest.mark.parametrize(("change", "site", "statement", "causes"), CASES)
def test_the_one_statement_that_moved_a_site_is_named_with_values_day_and_source(
    record: dict[str, Any], data: Path, change: Callable[[Path], None], site: str,
    statement: tuple[str, str], causes: set[str],
) -> None:  # fmt: skip
    change(data)
    catalogue = read_catalogue(data)
    found = replay(catalogue, record)
    one = moved(found, site)
    assert not found.identical
    assert not found.same_data
    assert causes <= set(one.causes)
    assert {b.change.table for b in one.statements} == {statement[0]}
    assert all(statement[1] in b.change.key for b in one.statements)
    assert len(one.statements) == 1
    (blamed,) = one.statements
    assert blamed.proved
    assert causes <= set(blamed.causes)
    answer = replay_json(catalogue, found, "en")
    told = next(m for m in answer["moved"] if m["site_id"] == site)["statements"][0]
    assert told["source"]
    assert any(field["before"] != field["after"] for field in told["fields"])
    assert told["as_of"] or statement[0] == "network_links", "links state no day of their own"
    for other in found.moved:
        assert other.statements or other.only_others or all(t.assumed for t in other.terms)


def test_a_site_that_is_no_longer_listed_says_why_and_others_moved_only_by_that(
    record: dict[str, Any], data: Path
) -> None:
    zone_is_a_plan(data)
    catalogue = read_catalogue(data)
    found = replay(catalogue, record)
    gone = moved(found, "zs-town-nantou")
    assert (gone.standing, gone.place) == (("listed", "not_yet_on_offer"), (1, None))
    others = [one for one in found.moved if one is not gone]
    assert others
    assert all(one.only_others and not one.statements for one in others)
    assert all(one.place[0] == one.place[1] + 1 for one in others)
    lines = {m["site_id"]: m["says"] for m in replay_json(catalogue, found, "en")["moved"]}
    assert "no longer listed" in lines["zs-town-nantou"][0]
    assert "Not yet on offer" in lines["zs-town-nantou"][0]
    assert all("only because others moved" in lines[one.site_id][0] for one in others)


def test_a_newly_listed_site_and_the_must_have_that_let_it_in_are_told(
    catalogue: Catalogue, examples: dict[str, Profile], data: Path
) -> None:
    barred = "zs-town-nantou,all_production,bars,No plants,不设工厂,src-6737f70888,2025-03,medium\n"
    with (data / "site_exclusions.csv").open("a", encoding="utf-8") as file:
        file.write(barred)
    older = read_catalogue(data)
    before = written(make_record(older, examples["small_appliances"], "en"))
    found = replay(catalogue, before)
    one = moved(found, "zs-town-nantou")
    assert (one.standing, one.place) == (("excluded", "listed"), (None, 1))
    assert [(g.gate, g.before, g.after) for g in one.gates] == [
        ("industry_exclusion", "fail", "unknown")
    ]
    assert named(one) == {("exclusions", "zs-town-nantou")}
    told = next(
        m for m in replay_json(catalogue, found, "en")["moved"] if m["site_id"] == one.site_id
    )
    assert "newly listed" in told["says"][0]
    assert told["statements"][0]["change"] == "removed"


def test_a_smaller_incentive_is_named_by_the_row_of_the_ledger(
    catalogue: Catalogue, examples: dict[str, Profile], data: Path
) -> None:
    before = written(make_record(catalogue, examples["hk_medtech"], "en"))
    set_cell(data / "incentives.csv", ("incentive_id", "zs-bio-device-6m"), "cap_amount", "500000")
    rules = data / "incentive_rules.toml"
    head, rest = rules.read_text(encoding="utf-8").split("[zs-bio-device-6m]")
    rules.write_text(f"{head}[zs-bio-device-6m]{rest.replace('6000000', '500000', 1)}", "utf-8")
    found = replay(read_catalogue(data), before)
    paid = [one for one in found.moved if "incentive_value" in one.causes]
    assert paid
    for one in paid:
        assert named(one) == {("incentives", "zs-bio-device-6m")}


def test_two_links_that_only_together_hold_a_way_are_both_named(
    catalogue: Catalogue, record: dict[str, Any], data: Path
) -> None:
    for link in ("L001", "L002"):
        set_cell(data / "network_links.csv", ("id", link), "open_date", "2030-06-30")
    one = moved(replay(read_catalogue(data), record), "zs-town-nantou")
    assert named(one) == {("network_links", "L001"), ("network_links", "L002")}


def test_a_site_that_left_the_catalogue_is_named_itself(
    catalogue: Catalogue, record: dict[str, Any], data: Path
) -> None:
    site = "jiangmen-china-eu-sme-zone"
    parks = json.loads((data / "parks.geojson").read_text(encoding="utf-8"))
    parks["features"] = [f for f in parks["features"] if f["id"] != site]
    (data / "parks.geojson").write_text(json.dumps(parks), encoding="utf-8")
    for name in ("evidence.csv", "supply.csv", "contacts.csv"):
        lines = (data / name).read_text(encoding="utf-8").splitlines(keepends=True)
        (data / name).write_text("".join(line for line in lines if site not in line), "utf-8")
    changed = read_catalogue(data)
    found = replay(changed, record)
    gone = moved(found, site)
    assert gone.standing == ("listed", NOT_A_CANDIDATE)
    assert named(gone) == {("sites", site)}
    neighbours = [one for one in found.moved if "sector_cluster" in one.causes]
    assert neighbours
    assert all(named(one) == {("sites", site)} for one in neighbours)
    assert site in replay_json(changed, found, "zh")["moved"][found.moved.index(gone)]["says"][0]


def test_many_changes_at_once_still_name_the_row_of_each_site(
    record: dict[str, Any], data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recommender.blame.trials", lambda found: trials(found, most=1))
    for site in ("zs-town-nantou", "zs-town-fusha"):
        set_site(data, site, "status", "under_construction")
    found = replay(read_catalogue(data), record)
    for site in ("zs-town-nantou", "zs-town-fusha"):
        assert named(moved(found, site)) == {("sites", site)}


def test_a_change_that_moves_nobody_names_nobody(record: dict[str, Any], data: Path) -> None:
    set_cell(data / "network_links.csv", ("id", "L001"), "toll_cny", "66")
    set_cell(data / "contacts.csv", ("role", "drug import filing"), "phone", "1")
    found = replay(read_catalogue(data), record)
    assert [change.key for change in found.changed] == ["L001"]
    assert found.moved == ()


def test_another_engine_is_said_first(catalogue: Catalogue, record: dict[str, Any]) -> None:
    older = {**record, "engine": "0.0.9"}
    older["digest"] = digest_of(older)
    found = replay(catalogue, older)
    assert not found.identical
    assert found.moved == ()
    says = replay_json(catalogue, found, "en")["says"]
    assert "0.0.9" in says[0]
    assert "0.0.9" in replay_json(catalogue, found, "zh")["says"][0]


# Statements put back.


@pytest.mark.parametrize("change", [case[0] for case in CASES])
def test_putting_every_change_back_gives_the_statements_of_the_record(
    catalogue: Catalogue, examples: dict[str, Profile], record: dict[str, Any], data: Path,
    change: Callable[[Path], None],
) -> None:  # fmt: skip
    change(data)
    newer = read_catalogue(data)
    about = rested(recommend(catalogue, examples["small_appliances"]))
    found = changes(record["statements"], statements(newer, about))
    assert found
    assert all(can_put_back(one) for one in found)
    again = statements(put_back(newer, found), about)
    assert changes(record["statements"], again) == ()
    assert recommend(put_back(newer, found), examples["small_appliances"]).table.equals(
        recommend(catalogue, examples["small_appliances"]).table
    )


@pytest.mark.parametrize("table", ["supply", "costs", "network_links", "incentive_rules"])
def test_a_row_that_is_new_or_gone_can_be_put_back(catalogue: Catalogue, table: str) -> None:
    about = rested(recommend(catalogue, Profile.from_dict(
        {"project": {"sector": "lamps"}, "on": "2026-11-24"}, where="a test", today=TODAY
    )))  # fmt: skip
    rows = statements(catalogue, about)
    first = rows_of(rows[table])[0]
    gone = Change(table=table, before=None, after=first)
    without = put_back(catalogue, [gone])
    assert [c.before for c in changes(rows, statements(without, about))] == [first]
    again = put_back(without, [Change(table=table, before=first, after=None)])
    assert changes(rows, statements(again, about)) == ()


@given(
    st.lists(st.sampled_from(["a", "b", "c", None]), max_size=40),
)
def test_a_shared_trial_holds_one_row_of_a_site(sites: list[str | None]) -> None:
    found = [
        Change(table="supply", before=None, after={"site_id": site} if site else {"id": i})
        for i, site in enumerate(sites)
    ]
    tried = trials(found, most=12)
    assert len(tried) <= 12
    for trial in tried:
        named_sites = [c.row.get("site_id") for c in trial]
        assert len(set(named_sites)) == len(named_sites)
    if len(found) <= 12:
        assert [c for trial in tried for c in trial] == found


@given(st.permutations(list(range(6))), st.sets(st.integers(0, 5)))
def test_the_order_of_rows_is_no_change(order: list[int], dropped: set[int]) -> None:
    rows = [[f"c{i}", i] for i in range(6)]
    was = {"costs": {"columns": ["cost_id", "value"], "rows": rows}}
    now = {"costs": {"columns": ["cost_id", "value"],
                     "rows": [rows[i] for i in order if i not in dropped]}}  # fmt: skip
    assert {c.key for c in changes(was, now)} == {f"c{i}" for i in dropped}


# What each criterion and must-have rests on.


def test_every_criterion_and_must_have_says_on_what_it_rests() -> None:
    missing = {c.name for c in all_criteria()} | {g.name for g in GATES}
    assert missing - set(FOUNDATIONS) == set(), "add an entry to recommender/foundations.py"


def test_foundations_name_columns_that_exist_and_have_words(record: dict[str, Any]) -> None:
    for cause, rests in FOUNDATIONS.items():
        assert rests, cause
        for table, columns in rests.items():
            held = record["statements"][table]["columns"]
            assert set(columns) <= set(held), (cause, table, set(columns) - set(held))
            assert set(columns) <= set(FIELD_WORDS), set(columns) - set(FIELD_WORDS)
    assert set(EVIDENCE_OF) <= set(record["statements"]["sites"]["columns"])
    assert set(TABLE_WORDS) == set(KEYS)
    assert NOT_A_CANDIDATE in STANDING_WORDS


def test_a_note_that_nothing_reads_touches_nothing() -> None:
    note = Change(table="supply", before={"supply_id": "s", "notes": "a"},
                  after={"supply_id": "s", "notes": "b"})  # fmt: skip
    assert not any(touches(note, cause) for cause in FOUNDATIONS)
    assert isinstance(Blamed(change=note, causes=(), proved=True).change, Change)


@pytest.mark.parametrize(
    "forge",
    [
        lambda r: {**r, "language": "xx"},
        lambda r: {**r, "results": {}, "data": "0" * 64},
        lambda r: {**r, "weights": {**r["weights"], "file": {**r["weights"]["file"],
                                                            "weights": {"sector_fit": "x"}}}},
        lambda r: {**r, "data": "0" * 64,
                   "sites": {**r["sites"], "columns": ["x", *r["sites"]["columns"][1:]]}},
    ],
)  # fmt: skip
def test_a_forged_record_is_refused_in_one_line(
    forge, catalogue: Catalogue, examples: dict[str, Profile], tmp_path: Path
) -> None:
    forged = forge(make_record(catalogue, examples["only_a_sector"], "en"))
    path = tmp_path / "forged.json"
    path.write_bytes(as_bytes({**forged, "digest": digest_of(forged)}))
    refused(run("replay", str(path)), "Record")


# Files that are no record.


def broken(record: dict[str, Any], kind: str) -> bytes:
    content = as_bytes(record)
    resealed = {**record, "profile": {"project": {}}}
    resealed = {**resealed, "digest": digest_of(resealed)}
    return {
        "not json": b"sector = 1\n",
        "empty": b"",
        "not utf-8": b"\xff\xfe{}",
        "not a record": b'{"ranking": []}\n',
        "a list": b"[1]\n",
        "cut off": content[: len(content) // 2],
        "one letter": content.replace(b"listed", b"Listed", 1),
        "another layout": json.dumps(record, indent=2).encode(),
        "another version": as_bytes({**record, "version": 2}),
        "not a number": content.replace(b'"version": 1', b'"version": 1, "x": NaN'),
        "deep": b'{"format": "' + FORMAT.encode() + b'", "version": 1, "a": ' + b"[" * 100_000,
        "no profile": as_bytes(resealed),
        "huge": b" " * (LARGEST_FILE + 1),
    }[kind]


@pytest.mark.parametrize(("kind", "says"), [
    ("not json", "no JSON"), ("empty", "no JSON"), ("not utf-8", "no JSON"),
    ("not a record", "no decision record"), ("a list", "no decision record"),
    ("cut off", "cut off"), ("one letter", "was changed"), ("another layout", "was changed"),
    ("another version", "version 2"), ("not a number", "was changed"), ("deep", "no JSON"),
    ("no profile", "lacks"), ("huge", "20 MB"),
])  # fmt: skip
def test_a_file_that_is_no_record_is_one_line_that_says_what_to_do(
    record: dict[str, Any], tmp_path: Path, kind: str, says: str
) -> None:
    file = tmp_path / "record.json"
    file.write_bytes(broken(record, kind))
    with pytest.raises(RecordError) as refused:
        read_record(file)
    line = str(refused.value)
    assert says in line
    assert "\n" not in line
    assert "Expected" in line
    assert str(file) in line


def test_the_commands_write_whole_files_and_refuse_in_one_line(
    record: dict[str, Any], tmp_path: Path
) -> None:
    out = tmp_path / "small.json"
    done = run("record", "examples/small_appliances.toml", "--out", str(out))
    assert done.returncode == 0, done.stderr
    assert read_record(out) == record
    again = run("replay", str(out), "--lang", "zh")
    assert (again.returncode, "逐字节相同" in again.stdout) == (0, True)
    out.write_bytes(out.read_bytes()[:-100])
    refused(run("replay", str(out)), "cut off")
    refused(run("replay", str(tmp_path)), "cannot be read")
    nowhere = str(tmp_path / "no/where.json")
    refused(run("record", "examples/small_appliances.toml", "--out", nowhere), "cannot be written")
    assert not (tmp_path / "no").exists()
