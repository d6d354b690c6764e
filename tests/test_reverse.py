"""Leads seen from a site: the numbers of the leads' own rankings, and what would win them."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from examples.make_leads import HEADERS, rows, written
from features.catalogue import Catalogue
from recommender.counterfactual import outlook, with_told
from recommender.engine import recommend
from recommender.errors import UnknownSiteError
from recommender.explanation import undecided_of
from recommender.leads import Leads, lead_table
from recommender.match import Setting
from recommender.places import site_called
from recommender.ranking import EXCLUDED, LISTED, OTHER_INDUSTRY, TOO_LITTLE_KNOWN, Ranking
from recommender.reverse import Filled, fill_site
from recommender.reverse import filled as filled_module
from recommender.reverse.report import filled_json
from recommender.reverse.tables import filled_csv, filled_workbook
from tests.conftest import TODAY
from tests.test_cli import answer, refused, run

pytestmark = pytest.mark.slow  # a server of its own, or whole commands

SITE, SETTING = "zs-town-minzhong", Setting()


def leads_file() -> bytes:
    made = rows(40, 3)
    return written("leads.csv", HEADERS["zh"], [row.cells for row in made])


@pytest.fixture(scope="module")
def leads() -> Leads:
    return lead_table("leads.csv", leads_file(), today=TODAY)


@pytest.fixture(scope="module")
def filled(catalogue: Catalogue, leads: Leads) -> Filled:
    return fill_site(catalogue, SITE, leads, SETTING)


@pytest.fixture(scope="module")
def rankings(catalogue: Catalogue, leads: Leads) -> dict[str, Ranking]:
    return {one.lead_id: recommend(catalogue, SETTING.asked(one.profile)) for one in leads.leads}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "leads.csv"
    found.write_bytes(leads_file())
    return found


def test_every_lead_stands_once(filled: Filled, leads: Leads) -> None:
    ids = [one.lead.lead_id for one in (*filled.suits, *filled.misses)]
    assert sorted(ids) == sorted(lead.lead_id for lead in leads.leads)
    assert filled.faults == leads.faults
    assert len(filled.suits) > 20, "the sample has leads that suit"
    assert len(filled.misses) > 2


def test_the_numbers_are_those_of_the_leads_own_rankings(
    filled: Filled, rankings: dict[str, Ranking]
) -> None:
    for suit in filled.suits:
        ranking = rankings[suit.lead.lead_id]
        row = ranking.table.loc[SITE]
        entry = next(e for e in ranking.entries if SITE in (e.site_id, *e.family))
        assert row["standing"] == LISTED
        assert (suit.place, suit.heads) == (entry.rank, entry.site_id == SITE)
        assert (suit.points, suit.low, suit.high) == tuple(
            100 * row[name] for name in ("score", "score_low", "score_high")
        )
        first = ranking.entries[0].site_id
        assert suit.first == first
        assert suit.points + suit.behind == pytest.approx(100 * ranking.table_score(first))
    for miss in filled.misses:
        assert rankings[miss.lead.lead_id].table.at[SITE, "standing"] == miss.standing != LISTED


def test_what_is_open_is_what_the_investor_and_the_park_leave_undecided(
    filled: Filled, rankings: dict[str, Ranking]
) -> None:
    assert any(suit.open for suit in filled.suits)
    for suit in filled.suits:
        assert set(undecided_of(rankings[suit.lead.lead_id], SITE)) <= set(suit.open)


def test_leads_stand_by_place_and_then_by_priority(filled: Filled) -> None:
    order = [(suit.place, -suit.priority) for suit in filled.suits]
    assert order == sorted(order)
    assert len({place for place, _ in order}) < len(order), "some places are shared"


def test_a_verified_way_puts_the_site_first(
    catalogue: Catalogue, filled: Filled, rankings: dict[str, Ranking]
) -> None:
    verified = [suit for suit in filled.suits if suit.winning and suit.winning.verified]
    assert verified
    for suit in verified:
        ranking = rankings[suit.lead.lead_id]
        for way in outlook(catalogue, ranking, SITE).ways[:1]:
            anew = recommend(catalogue, with_told(ranking.profile, way.changes))
            assert anew.entries[0].site_id == SITE


def test_only_the_first_need_nothing_to_win(filled: Filled) -> None:
    for suit in filled.suits:
        assert (suit.winning is None) == suit.is_first
        if suit.winning and suit.behind > 0.1 and not suit.winning.verified:
            assert suit.winning.ahead
            assert str(suit.winning.ahead[0]).startswith("+")


def test_ways_are_looked_for_only_where_most_is_to_win(
    catalogue: Catalogue, leads: Leads, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filled_module, "WAYS_FOR", 2)
    found = fill_site(catalogue, SITE, leads, SETTING)
    lost = [suit for suit in found.suits if suit.winning]
    told = {s.lead.lead_id for s in lost if s.winning and (s.winning.verified or s.winning.why_not)}
    most = sorted(lost, key=lambda suit: (-suit.priority, suit.lead.lead_id))[:2]
    assert told == {suit.lead.lead_id for suit in most}


def hand_made(catalogue: Catalogue, site: str, *cells: str) -> Filled:
    text = "\n".join(["lead_id,sector,land_mu,capex_cny", *cells])
    return fill_site(catalogue, site, lead_table("a.csv", text.encode(), today=TODAY), SETTING)


def test_a_miss_says_by_how_much_in_words(catalogue: Catalogue) -> None:
    found = hand_made(
        catalogue, "zs-guhe-tcm-park", "a,traditional Chinese medicine,20000,1e8",
        "b,ship building,,",
    )  # fmt: skip
    standing = {miss.lead.lead_id: miss for miss in found.misses}
    assert standing["a"].standing == EXCLUDED
    assert any("mu" in str(said) and "short" in str(said) for said in standing["a"].misses)
    assert standing["b"].standing == OTHER_INDUSTRY
    assert [str(said) for said in standing["b"].misses] == [
        "the site names no industry of the project"
    ]


def test_a_site_of_which_too_little_is_known_is_told_what_to_ask(
    catalogue: Catalogue, rankings: dict[str, Ranking], leads: Leads
) -> None:
    ranking = next(iter(rankings.values()))
    site = ranking.standing(TOO_LITTLE_KNOWN)[0]
    found = fill_site(catalogue, site, replace(leads, leads=leads.leads[:1]), SETTING)
    assert found.misses[0].standing == TOO_LITTLE_KNOWN
    assert len(found.misses[0].misses) > 1


def test_an_unknown_site_is_answered_with_the_nearest(catalogue: Catalogue, leads: Leads) -> None:
    with pytest.raises(UnknownSiteError, match=r"nearest: .*zs-town-minzhong"):
        fill_site(catalogue, "zs-town-minzong", leads, SETTING)


def test_an_umbrella_is_refused(catalogue: Catalogue, leads: Leads) -> None:
    umbrella = catalogue.sites.index[catalogue.sites["role"] == "umbrella"][0]
    with pytest.raises(UnknownSiteError, match="role umbrella"):
        fill_site(catalogue, str(umbrella), leads, SETTING)


def test_every_step_is_told_and_the_last_is_the_end(catalogue: Catalogue, leads: Leads) -> None:
    told: list[tuple[int, int]] = []
    few = replace(leads, leads=leads.leads[:6])
    fill_site(catalogue, SITE, few, SETTING, lambda done, total: told.append((done, total)))
    assert [done for done, _ in told] == list(range(1, len(told) + 1))
    assert told[0] == (1, 6)
    assert told[-1][0] == told[-1][1] >= 6


def test_the_command_keeps_the_contract(path: Path, filled: Filled, catalogue: Catalogue) -> None:
    found = answer("leads", SITE, str(path), "--on", TODAY.isoformat(), "--json")
    assert found == json.loads(json.dumps(filled_json(catalogue, filled, "en")))
    assert set(found) >= {"site_id", "suits", "misses", "rejected"}
    assert set(found["suits"][0]) >= {
        "lead_id", "company", "place", "points", "low", "high", "behind", "open", "wins_if",
        "investment_cny", "priority",
    }  # fmt: skip
    assert set(found["misses"][0]) >= {"lead_id", "standing", "misses"}
    assert set(found["rejected"][0]) == {"row", "column", "value", "reason"}


def test_the_command_refuses_in_one_line(path: Path, tmp_path: Path) -> None:
    refused(run("leads", "zs-town-minzong", str(path)), "zs-town-minzong", "zs-town-minzhong")
    refused(run("leads", SITE, str(tmp_path / "none.csv")), "none.csv")
    out = tmp_path / "a.docx"
    refused(run("leads", SITE, str(path), "--out", str(out)), ".docx", ".xlsx")
    assert not out.exists()


def test_the_command_prints_lines_and_writes_a_file(path: Path, tmp_path: Path) -> None:
    done = run("leads", SITE, str(path))
    assert done.returncode == 0
    assert SITE in done.stdout
    assert "first if:" in done.stdout
    assert "4 rows are no lead" in done.stderr
    out = tmp_path / "a.xlsx"
    assert run("leads", SITE, str(path), "--out", str(out)).stdout == ""
    assert openpyxl.load_workbook(out).sheetnames == ["suits", "misses", "rejected", "method"]


def test_a_site_is_called_by_a_part_of_its_name(catalogue: Catalogue) -> None:
    assert site_called(catalogue, "中山火炬高技术") == "zs-torch-hidz"
    assert site_called(catalogue, "板芙镇") == site_called(catalogue, "zs-town-banfu")
    assert site_called(catalogue, "nowhere at all") == "nowhere at all"
    with pytest.raises(UnknownSiteError, match="may be one of"):
        site_called(catalogue, "火炬")


def test_the_command_speaks_the_readers_language(path: Path) -> None:
    done = run("leads", SITE, str(path), "--lang", "zh")
    assert done.returncode == 0
    assert "待核实：" in done.stdout
    assert "points" not in done.stdout
    assert "行" in done.stderr or "应为" in done.stderr


def test_the_workbook_and_the_csv_say_what_was_found(catalogue: Catalogue, filled: Filled) -> None:
    content = filled_workbook(catalogue, filled, "en")
    book = openpyxl.load_workbook(io.BytesIO(content))
    suits = list(book["suits"].iter_rows(values_only=True))
    assert [row[0] for row in suits[1:]] == [suit.lead.lead_id for suit in filled.suits]
    assert [row[3] for row in suits[1:]] == [round(suit.points, 1) for suit in filled.suits]
    assert book["misses"].max_row == len(filled.misses) + 1
    assert book["rejected"].max_row == len(filled.faults) + 1
    assert content == filled_workbook(catalogue, filled, "en"), "same inputs, same bytes"
    text = filled_csv(catalogue, filled, "zh").decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text)))
    assert len(lines) == len(filled.suits) + len(filled.misses)
    assert lines[0]["线索编号"] == filled.suits[0].lead.lead_id
