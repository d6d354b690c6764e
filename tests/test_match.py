"""Leads against sites: the same answers as single projects have, in an order with its reason."""

from __future__ import annotations

import csv
import io
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from examples import make_leads
from features.catalogue import Catalogue
from models.priority import TYPICAL, priority
from recommender.engine import recommend
from recommender.errors import LeadsError
from recommender.explanation import questions, reasons
from recommender.leads import Leads, lead_table
from recommender.match import Matched, Setting, match_leads, match_one
from recommender.match.book import OWN_SHEETS, Matching, match_csv, match_workbook, rejected_csv
from recommender.match.journal import Journal, belongs_to
from recommender.match.many import told_leads, workers
from recommender.match.order import in_order, placed
from recommender.match.tables import ENTRY_COLUMNS
from recommender.match.told import Told, told
from recommender.robustness import robustness
from recommender.texts import LANGUAGES
from tests.conftest import ROOT, TODAY
from tests.injections import INJECTIONS

SETTING = Setting(top=5)


def leads(n: int, seed: int = 1, language: str = "zh") -> Leads:
    made, headers = make_leads.rows(n, seed, language), make_leads.HEADERS[language]
    content = make_leads.written("leads.xlsx", headers, [row.cells for row in made])
    return lead_table("leads.xlsx", content, today=TODAY)


@pytest.fixture(scope="module")
def few() -> Leads:
    return leads(24)


@pytest.fixture(scope="module")
def matched(catalogue: Catalogue, few: Leads) -> list[Matched]:
    return list(match_leads(catalogue, few.leads, SETTING))


def same_as_alone(catalogue: Catalogue, found: Matched) -> None:
    """A row of the list against the single run of its project under the same setting."""
    profile = found.lead.profile
    doubt = replace(profile.doubt, draws=1_000)
    ranking = recommend(catalogue, replace(profile, regions=("Bay Area",), doubt=doubt))
    assert found.listed == len(ranking.entries)
    assert [e.site_id for e in found.entries] == [e.site_id for e in ranking.entries[: SETTING.top]]
    drawn = robustness(ranking, ranking.entries[:30]).table
    for mine, alone in zip(found.entries, ranking.entries, strict=False):
        row = ranking.table.loc[alone.site_id]
        assert (mine.rank, mine.family) == (alone.rank, alone.family)
        assert (mine.score, mine.score_low, mine.score_high, mine.coverage) == tuple(
            row[["score", "score_low", "score_high", "coverage"]]
        )
        assert mine.tier == drawn.at[alone.site_id, "tier"]
        assert mine.top1_share == drawn.at[alone.site_id, "top1_share"]
        site = alone.site_id
        assert mine.reasons == reasons(catalogue, ranking, site, speaks_for=True)[:3]
        assert mine.questions == questions(ranking, site)[:3]
        assert mine.must_haves == tuple(
            (check.label, check.result(site), check.reason(site)) for check in ranking.matrix.checks
        )


@pytest.mark.slow
def test_every_row_is_the_single_run_of_its_lead(
    catalogue: Catalogue, matched: list[Matched]
) -> None:
    assert len(matched) > 18
    for found in matched:
        same_as_alone(catalogue, found)
    assert any(len(found.entries) == 5 for found in matched)


@pytest.mark.slow
def test_every_row_of_five_hundred_is_the_single_run_of_its_lead(catalogue: Catalogue) -> None:
    found = leads(500)
    with workers(2, None) as pool:
        for one in match_leads(catalogue, found.leads, SETTING, pool):
            same_as_alone(catalogue, one)


@pytest.mark.slow
def test_processes_change_nothing(catalogue: Catalogue, few: Leads) -> None:
    alone = list(told_leads(catalogue, few.leads, SETTING, "zh"))
    with workers(2, None) as pool:
        assert list(told_leads(catalogue, few.leads, SETTING, "zh", pool)) == alone


@pytest.mark.slow
def test_how_many_sites_are_level_with_the_first_does_not_hang_on_how_many_are_shown(
    catalogue: Catalogue, few: Leads
) -> None:
    one, many = (
        [match_one(catalogue, lead, Setting(top=top)) for lead in few.leads[:8]] for top in (1, 30)
    )
    assert [found.level for found in one] == [found.level for found in many]
    tiers = [sum(entry.tier == 1 for entry in found.entries) - 1 for found in many]
    assert [found.level for found in many] == tiers
    assert max(tiers) > 0


@pytest.mark.slow
def test_a_lead_that_nothing_suits_says_why(catalogue: Catalogue) -> None:
    found = lead_table("a.csv", b"sector\nair fryers\n", today=TODAY).leads[0]
    one = match_one(catalogue, found, Setting(regions=("Macao",)))
    assert not one.entries
    assert "Nothing is left" in str(one.why_none)
    said = told(catalogue, one, "en")
    assert said.entries == [{"why": str(one.why_none)}]
    assert "Nothing is left" in str(said.lead["site"])


@pytest.mark.slow
def test_an_industry_that_nobody_knows_is_a_warning_with_the_nearest(catalogue: Catalogue) -> None:
    found = lead_table("a.csv", b"sector\nqwertyuiop zxcv\n", today=TODAY).leads[0]
    one = match_one(catalogue, found, SETTING)
    assert "not recognised" in str(one.warnings[0])
    assert one.entries


known = st.floats(0, 1).map(lambda x: round(x, 6))
money = st.none() | st.floats(0, 1e11)


@given(known, money, st.floats(0, 1e11))
def test_more_fit_or_more_investment_never_calls_later(
    fit: float, capex: float | None, more: float
) -> None:
    here = priority(fit, capex)
    assert here is not None
    assert (priority(min(fit + 0.1, 1.0), capex) or 0) >= here
    if capex is not None:
        assert (priority(fit, capex + more) or 0) >= here


@given(known, st.floats(3.2e7, 1e11))
def test_a_blank_investment_never_rises_above_a_typical_one_and_is_never_nothing(
    fit: float, capex: float
) -> None:
    blank = priority(fit, None) or 0
    assert blank <= (priority(fit, capex) or 0) + 1e-12
    assert blank > (priority(fit, 0.0) or 0)
    assert 0 < TYPICAL < 1


@given(st.lists(st.tuples(st.none() | known, money), max_size=20))
def test_the_order_of_the_rows_changes_no_place(
    rows: list[tuple[float | None, float | None]],
) -> None:
    forward, backward = placed(rows), placed(rows[::-1])[::-1]
    assert [p.place for p in forward] == [p.place for p in backward]
    order = [forward[i] for i in in_order(forward)]
    called = [p.place for p in order if p.place is not None]
    assert called == sorted(called)
    assert all(p.place is None for p in order[len(called) :])
    for one in forward:
        assert (one.place is None) == (one.fit is None)


def matching(catalogue: Catalogue, few: Leads, language: str = "en") -> Matching:
    said = list(told_leads(catalogue, few.leads, SETTING, language))
    return Matching(
        catalogue=catalogue, setting=SETTING, language=language, on=TODAY, leads=said,
        faults=few.faults, headers=[h.header for h in few.headings.carried],
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_read_back_says_what_was_matched(
    catalogue: Catalogue, few: Leads, matched: list[Matched], language: str
) -> None:
    content = match_workbook(matching(catalogue, few, language))
    book = openpyxl.load_workbook(io.BytesIO(content))
    first, entries, rejected, *own, sources, method = book.worksheets
    rows = list(entries.iter_rows(values_only=True))
    if language == "en":
        assert rows[0][:8] == ENTRY_COLUMNS[:8]
    else:
        assert not any(str(head).isascii() for head in rows[0])
    tier = ENTRY_COLUMNS.index("tier")
    back = [(r[0], r[1], r[2], r[5], r[6], r[7], r[tier]) for r in rows[1:]]
    expected = [
        (one.lead.lead_id, e.rank, e.site_id, e.score, e.score_low, e.score_high, e.tier)
        for one in matched for e in one.entries
    ]  # fmt: skip
    assert [row for row in back if row[2]] == [
        (*row[:3], *(pytest.approx(v, abs=1e-12) for v in row[3:6]), row[6]) for row in expected
    ]
    assert first.max_row == len(matched) + 1
    assert first.freeze_panes == "A2"
    assert rejected.max_row == len(few.faults) + 1
    assert len(own) == min(OWN_SHEETS, len(matched))
    assert sources.max_row > 50
    said = "\n".join(str(row[0]) for row in method.iter_rows(values_only=True))
    assert "30" in said
    assert "1,000" in said or "1000" in said


@pytest.mark.slow
def test_csv_has_one_row_a_lead_and_entry_and_the_rejected_stand_in_their_own(
    catalogue: Catalogue, few: Leads, matched: list[Matched]
) -> None:
    made = matching(catalogue, few)
    rows = list(csv.DictReader(io.StringIO(match_csv(made).decode("utf-8-sig"))))
    assert [(r["lead_id"], r["site_id"], float(r["score"])) for r in rows if r["site_id"]] == [
        (one.lead.lead_id, e.site_id, e.score) for one in matched for e in one.entries
    ]
    rejected = list(csv.DictReader(io.StringIO(rejected_csv(made).decode("utf-8-sig"))))
    assert [(int(r["Row"]), r["Column"]) for r in rejected] == [
        (fault.row, fault.column) for fault in few.faults
    ]


@pytest.mark.slow
def test_cells_and_headers_of_a_list_are_never_a_formula_in_what_is_written(
    catalogue: Catalogue,
) -> None:
    heads = [f"{text}{i}" for i, text in enumerate(INJECTIONS)]
    text = io.StringIO(newline="")
    csv.writer(text).writerows(
        [
            ["sector", "lead_id", "company", *heads],
            ["lamps", *INJECTIONS[:2], *INJECTIONS],
            ["lamps", "b", "c", *["-5"] * len(heads)],
        ]
    )
    found = lead_table("a.csv", text.getvalue().encode(), today=TODAY)
    assert len(found.leads) == 2
    made = matching(catalogue, found)
    book = openpyxl.load_workbook(io.BytesIO(match_workbook(made)))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row), sheet.title
    lines = list(csv.reader(io.StringIO(match_csv(made).decode("utf-8-sig"), newline="")))
    for line in lines:
        for cell in line:
            bare = cell.strip()
            assert bare[:1] not in ("=", "+", "@", "＝", "＋", "－", "＠"), cell
            assert bare[:1] != "-" or bare == "-5", cell
    assert any("-5" in line for line in lines)


@pytest.fixture
def list_of_leads(tmp_path: Path) -> Path:
    path = tmp_path / "leads.csv"
    made = make_leads.rows(60, 3, "en")
    path.write_bytes(
        make_leads.written("leads.csv", make_leads.HEADERS["en"], [row.cells for row in made])
    )
    return path


def command(*words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "recommender", *words], cwd=ROOT, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip


@pytest.mark.slow
def test_killed_in_the_middle_the_same_command_goes_on_and_writes_the_same_file(
    tmp_path: Path, list_of_leads: Path
) -> None:
    whole, cut = tmp_path / "whole.csv", tmp_path / "cut.csv"
    journal = tmp_path / "cut.csv.partial"
    asked = ["match", str(list_of_leads), "--top", "3", "--processes", "1", "--on", "2026-11-24"]
    assert command(*asked, "--out", str(whole)).wait(120) == 0
    started = command(*asked, "--out", str(cut))
    while not (journal.exists() and journal.read_bytes().count(b"\n") > 5):
        assert started.poll() is None
    os.killpg(started.pid, signal.SIGKILL)
    started.wait(20)
    kept = journal.read_bytes().count(b"\n")
    assert 5 < kept < 50
    assert not cut.exists()
    with journal.open("ab") as file:
        file.write(b'{"lead_id": "cut in the mid')  # as a kill leaves it
    assert command(*asked, "--out", str(cut)).wait(120) == 0
    assert cut.read_bytes() == whole.read_bytes()
    assert not journal.exists()
    assert (tmp_path / "cut.rejected.csv").exists()


def kept(out: Path, key: str, leads: list[str]) -> list[str]:
    with Journal(out, key, leads) as journal:
        return [told.lead_id for told in journal.done]


def test_a_journal_counts_as_far_as_it_is_of_this_matching_and_untouched(tmp_path: Path) -> None:
    out, journal_of = tmp_path / "out.csv", tmp_path / "out.csv.partial"
    key, ids = belongs_to("first"), ["a", "b", "c"]
    some = [Told(lead_id=i, fit=0.5, capex=None, lead={"lead_id": i}, entries=[]) for i in ids]
    with Journal(out, key, ids) as journal:
        assert list(journal.keep(some)) == some
    whole = journal_of.read_text(encoding="utf-8")
    assert kept(out, key, ids) == ids
    assert journal_of.stat().st_mode & 0o077 == 0
    lines = whole.splitlines(keepends=True)
    changed = {
        "a score": (whole.replace('"fit": 0.5', '"fit": 0.9'), []),
        "two lines swapped": ("".join([lines[0], lines[2], lines[1], lines[3]]), []),
        "a line twice": ("".join([*lines[:2], lines[1], *lines[2:]]), ["a"]),
        "a line cut": ("".join([*lines[:3], lines[3][:-9]]), ["a", "b"]),
        "no JSON": (lines[0] + "null\n[]\n", []),
        "unknown keys": (lines[0] + '{"told": {"x": 1}, "sum": "y"}\n', []),
    }
    for text, left in changed.values():
        journal_of.write_text(text, encoding="utf-8")
        assert kept(out, key, ids) == left
    journal_of.write_text(whole, encoding="utf-8")
    assert kept(out, belongs_to("second"), ids) == []


def test_two_matchings_to_one_file_are_not_mixed(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    with Journal(out, "key", []), pytest.raises(LeadsError, match="another matching"):
        Journal(out, "key", []).__enter__()
    assert kept(out, "key", []) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["match", "nothing.csv", "--out", "x.xlsx"], "cannot be read"),
        (["match", "{leads}", "--out", "x.pdf"], ".xlsx, .csv"),
        (["match", "{leads}", "--out", "{leads}"], "the list of leads itself"),
        (["match", "{leads}", "--out", "{folder}/no/x.csv"], "cannot be written"),
        (["match", "{leads}", "--out", "{folder}/x.csv", "--where", "Atlantis"], "Atlantis"),
        (["match", "{leads}", "--out", "{folder}/x.csv", "--map", "nonsense"], "NAME=VALUE"),
        (["match", "{leads}", "--out", "{folder}/x.csv", "--rate", "USD=much"], "a number of CNY"),
    ],
)
def test_a_bad_call_is_one_line_and_writes_nothing(
    words: list[str], said: str, tmp_path: Path
) -> None:
    path = tmp_path / "leads.csv"
    path.write_text("sector\nlamps\n", encoding="utf-8")
    done = command(*(w.format(leads=path, folder=tmp_path) for w in words))
    out, err = done.communicate(timeout=60)
    assert done.returncode == 2, err
    assert out == ""
    assert said in err
    assert "Traceback" not in err
    assert [p.name for p in tmp_path.iterdir() if p.suffix in (".csv", ".xlsx")] == ["leads.csv"]
