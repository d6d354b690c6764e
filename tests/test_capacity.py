"""Leads on sites of limited room: real lists, hand-made cases, files that are read back."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from features.catalogue import Catalogue
from models.assignment import exact
from models.priority import priority
from recommender.capacity import Capacities, Planned, plan, read_capacities
from recommender.capacity.book import PlanFile
from recommender.capacity.suited import Suited, suited_leads
from recommender.engine import recommend
from recommender.errors import DataError
from recommender.leads import Leads, lead_table
from recommender.match import Setting
from tests.conftest import TODAY
from tests.test_cli import answer, refused, run
from tests.test_reverse import leads_file

pytestmark = pytest.mark.slow  # a server of its own, or whole commands

SETTING = Setting()
ROOM = (
    "site_id,land_mu,floor_area_m2,projects\n"
    "zs-town-minzhong,60,,\nzs-torch-hidz,100,,3\nzs-town-nantou,33.3,5000,\nzs-town-tanzhou,,,2\n"
)


def capacities(catalogue: Catalogue, text: str = ROOM) -> Capacities:
    return read_capacities(catalogue, "room.csv", text.encode(), SETTING.regions)


@pytest.fixture(scope="module")
def leads() -> Leads:
    return lead_table("leads.csv", leads_file(), today=TODAY)


@pytest.fixture(scope="module")
def room(catalogue: Catalogue) -> Capacities:
    return capacities(catalogue)


@pytest.fixture(scope="module")
def suits(catalogue: Catalogue, leads: Leads, room: Capacities) -> list[Suited]:
    return list(suited_leads(catalogue, leads.leads, SETTING, list(room.sites)))


@pytest.fixture(scope="module")
def planned(catalogue: Catalogue, leads: Leads, room: Capacities, suits: list[Suited]) -> Planned:
    return plan(catalogue, leads.leads, suits, room)


def test_every_lead_stands_once(planned: Planned, leads: Leads) -> None:
    ids = [one.lead.lead_id for one in (*planned.placed, *planned.left_out, *planned.unstated)]
    assert sorted(ids) == sorted(lead.lead_id for lead in leads.leads)
    assert min(len(planned.placed), len(planned.left_out), len(planned.unstated)) > 2
    assert planned.gap == 0


def test_points_are_those_of_the_leads_own_rankings(catalogue: Catalogue, planned: Planned) -> None:
    for one in planned.placed:
        ranking = recommend(catalogue, SETTING.asked(one.lead.profile))
        assert ranking.table.at[one.site_id, "standing"] == "listed"
        assert one.score == ranking.table_score(one.site_id)
        assert one.worth == round(100 * one.score, 1)
    assert planned.worth == pytest.approx(sum(one.worth for one in planned.placed))


def test_no_capacity_is_passed_and_used_and_left_add_up(planned: Planned, room: Capacities) -> None:
    assert len(planned.rooms) == sum(len(have) for have in room.sites.values())
    for one in planned.rooms:
        there = [p.lead.profile.project for p in planned.placed if p.site_id == one.site_id]
        needs = {
            "land_mu": [p.land_mu for p in there],
            "floor_area_m2": [p.floor_area_m2 for p in there],
            "projects": [1.0] * len(there),
        }[one.resource]
        assert None not in needs, "who does not state a need takes no part where it is limited"
        used = sum((exact(need) for need in needs), Fraction(0))
        assert used <= exact(one.have)
        assert one.used == float(used)
        assert exact(one.used) + exact(one.left) == exact(one.have)


def test_a_price_is_what_the_plan_with_one_more_brings(
    catalogue: Catalogue, leads: Leads, room: Capacities, suits: list[Suited], planned: Planned
) -> None:
    assert any(one.price.one_more for one in planned.rooms)
    for one in planned.rooms:
        for more, brings in ((1.0, one.price.one_more), (one.price.extra, one.price.brings)):
            if more is None:
                continue
            have = float(exact(one.have) + exact(more))
            sites = room.sites | {one.site_id: room.sites[one.site_id] | {one.resource: have}}
            wider = plan(catalogue, leads.leads, suits, replace(room, sites=sites))
            assert wider.worth - planned.worth == pytest.approx(brings)


def test_the_order_of_rows_does_not_matter(
    catalogue: Catalogue, leads: Leads, room: Capacities, suits: list[Suited], planned: Planned
) -> None:
    turned, others = leads.leads[::-1], [*suits[7:], *suits[:7]]
    back = replace(room, sites=dict(reversed(list(room.sites.items()))))
    found = plan(catalogue, turned, others, back)
    assert replace(found, seconds=0.0) == replace(planned, seconds=0.0)


def test_by_value_worth_is_the_priority_at_the_site(
    catalogue: Catalogue, leads: Leads, room: Capacities, suits: list[Suited], planned: Planned
) -> None:
    by_value = plan(catalogue, leads.leads, suits, room, by="value")
    for one in by_value.placed:
        found = priority(one.score, one.lead.profile.project.capex_cny)
        assert one.worth == round(100 * (found or 0), 1)
    assert {p.lead.lead_id for p in by_value.placed} != {p.lead.lead_id for p in planned.placed}


def hand_made(catalogue: Catalogue, room: str, *cells: str) -> Planned:
    text = "\n".join(["lead_id,sector,land_mu", *cells])
    leads = lead_table("a.csv", text.encode(), today=TODAY).leads
    given = capacities(catalogue, room)
    return plan(
        catalogue, leads, list(suited_leads(catalogue, leads, SETTING, list(given.sites))), given
    )


def test_a_lead_too_large_for_every_site_is_told_by_how_much(catalogue: Catalogue) -> None:
    found = hand_made(catalogue, "site_id,land_mu\nzs-town-minzhong,20\n", "a,small appliances,45")
    assert [str(one.why) for one in found.left_out] == [
        "it needs 45 mu; the most that a site on its list has is 20 mu"
    ]


def test_a_lead_whose_land_is_not_stated_is_asked(catalogue: Catalogue) -> None:
    found = hand_made(catalogue, "site_id,land_mu\nzs-town-minzhong,20\n", "a,small appliances,")
    assert (found.placed, found.left_out) == ((), ())
    [one] = found.unstated
    assert (one.needs, one.site_id) == (("land_mu",), "zs-town-minzhong")


def test_the_room_that_a_lead_lacks_has_its_price(catalogue: Catalogue) -> None:
    found = hand_made(
        catalogue, "site_id,land_mu\nzs-town-minzhong,33.3\n", "a,small appliances,33.3",
        "b,small appliances,11.1",
    )  # fmt: skip
    assert len(found.placed) == 1
    [one] = found.rooms
    assert one.price.one_more == 0.0
    assert one.price.extra == 11.1
    assert len(one.comes) == 1


def test_without_a_site_on_its_list_a_lead_is_told_so(catalogue: Catalogue) -> None:
    found = hand_made(catalogue, "site_id,land_mu\nzs-town-minzhong,20\n", "a,ship building,5")
    assert [str(one.why) for one in found.left_out] == [
        "no site of the capacity file is on its list"
    ]


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("zs-town-minzong,5,", "site_id", "zs-town-minzhong"),
        ("zs-town-nantou,-5,", "land_mu", "at least 0"),
        ('zs-town-nantou,"1,00",', "land_mu", "at least 0"),
        ("zs-town-nantou,NaN,", "land_mu", "at least 0"),
        ("zs-town-nantou,,1.5", "projects", "whole number"),
        ("zs-town-nantou,,", "site_id", "no capacity"),
        ("zs-town-tanzhou,7,", "site_id", "row 2 too"),
    ],
)
def test_a_bad_row_is_told_by_row_and_column(
    catalogue: Catalogue, row: str, column: str, reason: str
) -> None:
    text = f"site_id,land_mu,projects\nzs-town-tanzhou,5,\n{row}\n"
    found = capacities(catalogue, text)
    assert list(found.sites) == ["zs-town-tanzhou"]
    [fault] = found.faults
    assert (fault.row, fault.column) == (3, column)
    assert reason in str(fault.reason)


@pytest.mark.parametrize(
    "text", ["", "a,b\n1,2\n", "site_id\nzs-town-tanzhou\n", "site_id,land_mu\nnowhere,5\n"]
)
def test_a_file_without_a_capacity_is_refused(catalogue: Catalogue, text: str) -> None:
    with pytest.raises(DataError, match="Expected"):
        capacities(catalogue, text)


def test_an_umbrella_has_no_capacity(catalogue: Catalogue) -> None:
    umbrella = catalogue.sites.index[catalogue.sites["role"] == "umbrella"][0]
    text = f"site_id,land_mu\n{umbrella},5\nzs-town-tanzhou,5\n"
    assert [fault.row for fault in capacities(catalogue, text).faults] == [2]


@pytest.fixture(scope="module")
def file(catalogue: Catalogue, leads: Leads, room: Capacities, planned: Planned) -> PlanFile:
    return PlanFile(
        catalogue=catalogue, planned=planned, leads=leads, capacities=room, language="en"
    )


def test_the_workbook_holds_the_plan(file: PlanFile, planned: Planned) -> None:
    book = openpyxl.load_workbook(io.BytesIO(file.workbook()))
    assert book.sheetnames == [
        "assignment", "capacities", "not assigned", "need not stated", "rejected",
        "capacities rejected", "method",
    ]  # fmt: skip
    cells = list(book["assignment"].iter_rows(values_only=True))
    assert [(row[0], row[2]) for row in cells[1:]] == [
        (one.lead.lead_id, one.site_id) for one in planned.placed
    ]
    assert sum(row[5] for row in cells[1:]) == pytest.approx(planned.worth)
    assert "proven: no other" in str(list(book["method"].values))


def test_a_plan_that_is_not_proven_is_told_with_its_gap(file: PlanFile) -> None:
    for gap, said in ((0.0123, "1.23 % more"), (None, "is not known")):
        open_ = replace(file, planned=replace(file.planned, gap=gap))
        method = " ".join(open_.method()["method"])
        assert said in method
        assert "not proven" in method
        assert "is proven" not in method


def test_the_command_writes_the_files_and_keeps_the_contract(tmp_path: Path) -> None:
    leads, room, out = tmp_path / "leads.csv", tmp_path / "room.csv", tmp_path / "plan.csv"
    leads.write_bytes(leads_file())
    room.write_text(ROOM, encoding="utf-8")
    found = answer("assign", str(leads), str(room), "--out", str(out), "--json")
    assert set(found) == {
        "by", "worth", "proven", "gap", "assignment", "capacities", "not_assigned", "not_stated",
        "rejected", "capacities_rejected",
    }  # fmt: skip
    lines = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8-sig"))))
    assert [line["Lead id"] for line in lines] == [one["lead_id"] for one in found["assignment"]]
    beside = {path.name for path in tmp_path.glob("plan.*")}
    assert {"plan.capacities.csv", "plan.not_assigned.csv", "plan.need_not_stated.csv"} <= beside
    before = out.read_bytes()
    assert run("assign", str(leads), str(room), "--out", str(out)).returncode == 0
    assert out.read_bytes() == before, "same inputs, same bytes"


def test_the_command_refuses_in_one_line(tmp_path: Path) -> None:
    leads, room, out = tmp_path / "leads.csv", tmp_path / "room.csv", tmp_path / "plan.xlsx"
    leads.write_bytes(leads_file())
    room.write_text("site_id,land_mu\nzs-town-minzong,5\n", encoding="utf-8")
    refused(run("assign", str(leads), str(room), "--out", str(out)), "zs-town-minzhong")
    refused(run("assign", str(leads), str(room), "--out", "a.pdf"), ".pdf")
    refused(run("assign", str(leads), str(room), "--out", str(out), "--by", "luck"), "fit, value")
    refused(run("assign", str(leads), str(tmp_path / "no.csv"), "--out", str(out)), "no.csv")
    assert not out.exists()
