"""The start as a must-have: dated supply answers it, and it is asked once."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from features.catalogue import Catalogue
from recommender.engine import recommend
from recommender.explanation import questions
from recommender.gate import FAIL, PASS, UNKNOWN, Check
from recommender.gates import checks
from recommender.profile import Profile
from recommender.understanding import understand
from tests.conftest import TODAY

BUILT, OPERATING = "zs-vanyang-sci-tech-park", "zs-torch-hidz"
FIRM, STALE = "2026-10-01", "2020-01-01"


def gate(catalogue: Catalogue, **project: object) -> Check | None:
    values = {"sector": "household appliances", "start": "2027-06-01", **project}
    profile = Profile.from_dict({"project": values}, where="test", today=TODAY)
    found = checks(catalogue, understand(catalogue, profile).profile)
    return next((check for check in found if check.name == "start_date"), None)


def offering(catalogue: Catalogue, site_id: str, *rows: dict[str, object]) -> Catalogue:
    """The catalogue where a site has these rows of supply and no other."""
    others = catalogue.supply[catalogue.supply["site_id"] != site_id]
    like = catalogue.supply[catalogue.supply["item"] == "standard_factory"].iloc[0].to_dict()
    plain = {"level": "site", "area_m2": 9_000.0, "as_of": FIRM, "superseded_by": None}
    if not rows:
        return replace(catalogue, supply=others)
    made = pd.DataFrame(
        [{**like, **plain, "supply_id": f"new-{n}", "site_id": site_id, **row}
         for n, row in enumerate(rows)]
    )  # fmt: skip
    for day in ("as_of", "available_from"):
        made[day] = pd.to_datetime(made[day])
    return replace(catalogue, supply=pd.concat([others, made], ignore_index=True))


def late(day: str) -> dict[str, object]:
    return {"state": "building", "available_from": day}


def result(catalogue: Catalogue, site_id: str, *rows: dict[str, object]) -> str:
    check = gate(offering(catalogue, site_id, *rows))
    assert check is not None
    return check.result(site_id)


def test_it_is_asked_only_of_a_project_that_states_its_start(catalogue: Catalogue) -> None:
    assert gate(catalogue, start=None) is None
    assert gate(catalogue) is not None


def test_a_firm_offer_in_time_passes(catalogue: Catalogue) -> None:
    check = gate(catalogue)
    assert check is not None
    assert check.result("zs-sz-huangpu-cooperation-park") == PASS
    assert result(catalogue, BUILT, late("2027-05-01"), late("2028-01-01")) == PASS


def test_land_in_time_does_not_answer_a_need_of_floor(catalogue: Catalogue) -> None:
    check = gate(catalogue, floor_area_m2=5_000)
    assert check is not None
    assert check.result("zs-sz-huangpu-cooperation-park") == UNKNOWN


def test_a_site_being_built_of_which_all_comes_later_fails_by_months(catalogue: Catalogue) -> None:
    check = gate(offering(catalogue, BUILT, late("2027-12-01"), late("2028-06-01")))
    assert check is not None
    assert check.result(BUILT) == FAIL
    assert check.table.at[BUILT, "misses_by"] == pytest.approx(6.0, abs=0.1)
    assert check.unit == "months"
    assert "6 months after Jun 2027" in str(check.reason(BUILT))


@pytest.mark.parametrize(
    ("site", "rows"),
    [
        (OPERATING, [late("2027-12-01")]),
        (BUILT, [late("2027-12-01"), {"state": "undated", "available_from": None}]),
        (BUILT, [{"state": "ready", "available_from": "2024-01-01", "as_of": STALE}]),
        (BUILT, []),
    ],
    ids=["operating", "one row undated", "seen long ago", "no supply"],
)
def test_everything_else_is_asked(
    catalogue: Catalogue, site: str, rows: list[dict[str, object]]
) -> None:
    assert result(catalogue, site, *rows) == UNKNOWN


def test_the_earliest_date_seen_is_said(catalogue: Catalogue) -> None:
    check = gate(offering(catalogue, OPERATING, late("2027-12-01"), late("2028-06-01")))
    assert check is not None
    assert "The earliest date seen is Dec 2027" in str(check.reason(OPERATING))


def test_the_start_is_asked_once(catalogue: Catalogue, examples: dict[str, Profile]) -> None:
    blank = catalogue.sites.assign(status=None)
    ranking = recommend(replace(catalogue, sites=blank), examples["small_appliances"])
    asked = [str(q) for q in questions(ranking, "zs-town-nantou")]
    assert sum("building or moving in begin" in question for question in asked) == 1


offered = st.fixed_dictionaries(
    {
        "state": st.sampled_from(["ready", "building", "planned", "undated", "taken"]),
        "available_from": st.sampled_from([None, "2024-01-01", "2027-02-01", "2028-01-01"]),
        "as_of": st.sampled_from([FIRM, STALE, None]),
    }
)


@pytest.mark.slow
@settings(max_examples=40)
@given(
    rows=st.lists(offered, min_size=1, max_size=3),
    blank=st.sampled_from(["available_from", "as_of"]),
    site=st.sampled_from([BUILT, OPERATING]),
)
def test_blanking_a_date_never_turns_a_pass_into_a_fail(
    catalogue: Catalogue, rows: list[dict[str, object]], blank: str, site: str
) -> None:
    before = result(catalogue, site, *rows)
    after = result(catalogue, site, *[{**row, blank: None} for row in rows])
    if before == PASS:
        assert after != FAIL
    assert result(catalogue, site, *rows[::-1]) == before, "row order says nothing"
