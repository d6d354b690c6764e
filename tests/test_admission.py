"""Rules of admission as must-haves: only a rule in force with a threshold that can be read."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from features.admission import UNITS, Threshold, excluding, figure, threshold
from features.catalogue import DATA, Catalogue, check_catalogue
from features.project import Project
from recommender.engine import recommend
from recommender.explanation import questions
from recommender.gate import FAIL, PASS, UNKNOWN, Check
from recommender.gates import checks
from recommender.profile import Profile
from recommender.ranking import EXCLUDED
from recommender.texts import render
from recommender.understanding import understand
from tests.conftest import TODAY

TOWN, ELSEWHERE, OTHER_CITY = "zs-town-huangpu", "zs-town-guzhen", "dongguan-songshan-lake"
PER_MU = UNITS["investment_intensity"]


def rule(**changes: object) -> dict[str, object]:
    """A rule in force in a town: at least 600 (10,000 CNY per mu) of every industry."""
    row: dict[str, object] = {
        "admission_id": "adm-new",
        "scope_kind": "site",
        "scope": TOWN,
        "metric": "investment_intensity",
        "operator": ">=",
        "threshold": "600",
        "unit": PER_MU,
        "applies_to_sectors": "industry",
        "condition": "",
        "binding_level": "rule",
        "instrument_status": "in force",
        "subject": "project",
        "may_exclude": "yes",
        "may_exclude_note": "",
        "valid_from": "2025-01-01",
        "valid_to": None,
        "document": "Measures on admission, No. 1",
        "source_id": "src-0d5bf6e169",
        "as_of": "2025-06-01",
        "confidence": "high",
    }
    row |= changes
    if "metric" in changes and "unit" not in changes:
        row["unit"] = UNITS.get(str(changes["metric"]))
    return row | {"said_on": row["as_of"], "as_of": pd.Timestamp(str(row["as_of"]))}


def with_rules(catalogue: Catalogue, *rows: dict[str, object]) -> Catalogue:
    table = pd.concat([catalogue.admission, pd.DataFrame(rows)], ignore_index=True)
    return replace(catalogue, admission=table)


def gates(catalogue: Catalogue, on: date = TODAY, **facts: object) -> list[Check]:
    project = {"sector": "小家电", "functions": ["production"], "land_mu": 100, **facts}
    profile = Profile.from_dict({"project": project, "on": on}, where="test", today=TODAY)
    found = checks(catalogue, understand(catalogue, profile).profile)
    return [check for check in found if check.name == "admission"]


def outcome(catalogue: Catalogue, row: dict[str, object], **facts: object) -> str:
    (check,) = gates(with_rules(catalogue, row), **facts)
    assert render(check.reason(TOWN), "zh") != render(check.reason(TOWN), "en")
    return check.result(TOWN)


def test_a_threshold_met_passes_and_one_missed_fails_by_so_much(catalogue: Catalogue) -> None:
    (check,) = gates(with_rules(catalogue, rule()), capex_cny=520e6)
    assert check.side == "park"
    assert check.result(TOWN) == FAIL
    have, need, misses = check.table.loc[TOWN, ["have", "need", "misses_by"]]
    assert (have, need, misses) == pytest.approx((520, 600, 80))
    said = str(check.reason(TOWN))
    assert all(word in said for word in ("520", "at least 600", "No. 1", "1 Jun 2025"))
    assert outcome(catalogue, rule(), capex_cny=600e6) == PASS


def test_a_fact_that_the_project_does_not_state_is_asked_for(catalogue: Catalogue) -> None:
    (check,) = gates(with_rules(catalogue, rule()))
    assert check.result(TOWN) == UNKNOWN
    assert "does not state the investment" in str(check.reason(TOWN))


def test_the_scope_holds_what_lies_in_it_and_nothing_else(catalogue: Catalogue) -> None:
    (check,) = gates(with_rules(catalogue, rule()), capex_cny=1e6)
    inside = {s for s, around in catalogue.surroundings.items() if TOWN in around}
    assert len(inside) > 1
    assert set(check.table.index[check.table["result"] == FAIL]) == inside
    (city,) = gates(
        with_rules(catalogue, rule(scope_kind="city", scope="Zhongshan")), capex_cny=1e6
    )
    assert city.result(ELSEWHERE) == FAIL
    assert city.result(OTHER_CITY) == UNKNOWN


@pytest.mark.parametrize(
    "changes",
    [
        {"may_exclude": "no"},
        {"binding_level": "plot_condition"},
        {"instrument_status": "draft"},
        {"instrument_status": "expired"},
        {"subject": "site"},
        {"threshold": "7% of land and 15% of floor"},
        {"threshold": None},
        {"unit": "CNY"},
        {"metric": "floor_area_ratio", "unit": "ratio"},
        {"valid_to": "2026-01-01"},
        {"valid_from": "2027-01-01"},
        {"as_of": "2026-12-01"},
        {"scope_kind": "elsewhere", "scope": "somewhere"},
        {"applies_to_sectors": "circuit boards"},
    ],
    ids=str,
)
def test_what_is_no_such_rule_excludes_nobody(
    catalogue: Catalogue, changes: dict[str, object]
) -> None:
    assert outcome(catalogue, rule(**changes), capex_cny=1e6) == UNKNOWN


@pytest.mark.parametrize(
    ("words", "result"),
    [
        ("all", FAIL),
        ("industry", FAIL),
        ("circuit boards; small household appliances", FAIL),
        ("class-1 industry", UNKNOWN),
        ("lighting", UNKNOWN),
    ],
)
def test_a_rule_means_those_industries_that_it_names(
    catalogue: Catalogue, words: str, result: str
) -> None:
    assert outcome(catalogue, rule(applies_to_sectors=words), capex_cny=1e6) == result


def test_a_rule_for_industry_does_not_mean_an_office(catalogue: Catalogue) -> None:
    assert outcome(catalogue, rule(), capex_cny=1e6, functions=["hq"]) == UNKNOWN


@pytest.mark.parametrize(
    ("metric", "operator", "asked", "facts", "result"),
    [
        ("fixed_investment_intensity", ">=", "600", {"capex_cny": 599e6}, FAIL),
        ("fixed_investment_intensity", ">=", "600", {"capex_cny": 900e6}, UNKNOWN),
        ("output_per_mu", ">=", "1000", {"output_cny": 1_000e6}, PASS),
        ("tax_per_mu", ">=", "60", {"tax_cny": 40e6}, FAIL),
        ("min_total_investment", ">=", "50000000", {"capex_cny": 49e6}, FAIL),
        ("annual_output", "between", "5-10", {"output_cny": 7.0}, PASS),
        ("annual_tax", "<=", "5", {"tax_cny": 6.0}, FAIL),
        ("annual_tax", "<", "5", {"tax_cny": 5.0}, FAIL),
        ("annual_tax", "=", "5", {"tax_cny": 5.0}, PASS),
        ("rd_share_of_revenue", ">=", "3.5", {"rd_cny": 3e6, "output_cny": 100e6}, FAIL),
        ("rd_share_of_revenue", ">=", "3.5", {"rd_cny": 3e6}, UNKNOWN),
    ],
)
def test_every_figure_is_computed_in_its_own_unit(
    catalogue: Catalogue,
    metric: str,
    operator: str,
    asked: str,
    facts: dict[str, float],
    result: str,
) -> None:
    row = rule(metric=metric, operator=operator, threshold=asked)
    assert outcome(catalogue, row, **facts) == result


@pytest.mark.parametrize(
    ("taken", "result"),
    [
        ("small household appliances; lamps", PASS),
        ("circuit boards", FAIL),
        ("class-1 industry", UNKNOWN),
    ],
)
def test_a_category_takes_in_or_leaves_out(catalogue: Catalogue, taken: str, result: str) -> None:
    row = rule(metric="sector_requirement", operator="in", threshold=None, applies_to_sectors=taken)
    assert outcome(catalogue, row) == result


def test_of_two_rules_the_one_that_is_missed_decides(catalogue: Catalogue) -> None:
    two = [rule(), rule(admission_id="adm-b", threshold="700"), rule(admission_id="adm-c",
           metric="tax_per_mu", threshold="60")]  # fmt: skip
    for rows in (two, two[::-1]):
        tax, invested = sorted(
            gates(with_rules(catalogue, *rows), capex_cny=650e6), key=lambda c: c.unit, reverse=True
        )
        assert invested.result(TOWN) == FAIL
        assert invested.table.at[TOWN, "misses_by"] == pytest.approx(50)
        assert tax.result(TOWN) == UNKNOWN


def test_without_a_threshold_the_rules_in_force_are_counted(catalogue: Catalogue) -> None:
    (check,) = gates(catalogue, capex_cny=1e6)
    rows = catalogue.admission
    inside = rows["scope"].isin(["Zhongshan", TOWN]) & (rows["binding_level"] == "rule")
    n = int((inside & (rows["instrument_status"] == "in force")).sum())
    assert str(check.reason(TOWN)).startswith(
        f"Rules of admission in force that were collected around here: {n},"
    )
    assert (check.table["result"] == UNKNOWN).all()
    assert "No rule of admission was collected" in str(check.reason("zhangjiagang-etdz"))


def test_the_question_of_the_park_is_asked_last(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    ranking = recommend(catalogue, examples["small_appliances"])
    assert "Rules of admission" in str(questions(ranking, ranking.entries[0].site_id)[-1])


ONLY = ("admission",)


def excluding_rows(catalogue: Catalogue, profiles: Iterable[Profile]) -> set[str]:
    """Ids of the rows of admission that some excluded site fails by themselves."""
    found = set()
    for profile in profiles:
        ranking = recommend(catalogue, profile)
        profile = ranking.profile
        out = ranking.standing(EXCLUDED)
        for row in catalogue.admission["admission_id"]:
            alone = catalogue.admission[catalogue.admission["admission_id"] == row]
            asked = checks(replace(catalogue, admission=alone), replace(profile, gates=ONLY))
            if any(check.result(site) == FAIL for check in asked for site in out):
                found.add(str(row))
    return found


@pytest.mark.slow
def test_every_admission_row_that_excluded_any_of_the_five_examples(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    assert len(examples) == 5
    only_asking = [replace(p, gates=("regions", "admission")) for p in examples.values()]
    assert excluding_rows(catalogue, only_asking) == set()
    assert excluding(catalogue.admission).sum() == 0, "0 of 136 rows may exclude"


def test_a_planted_row_is_listed_as_excluding(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    asking = replace(examples["small_appliances"], gates=("regions", "admission"))
    row = rule(scope_kind="city", scope="Zhongshan", threshold="700")
    planted = with_rules(catalogue, row)
    short = replace(planted, admission=planted.admission.tail(5))
    assert excluding_rows(short, [asking]) == {"adm-new"}


def test_the_checks_do_not_trust_the_mark(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(DATA, data)
    rows = pd.read_csv(data / "admission.csv", dtype=str)
    rows["may_exclude"] = "yes"
    rows.to_csv(data / "admission.csv", index=False)
    faults = [fault for fault in check_catalogue(data) if "may_exclude" in fault]
    assert len(faults) == len(rows), "no shipped row could exclude, however it is marked"
    assert "only a rule in force about the project" in faults[0]


facts_of = st.fixed_dictionaries(
    {name: st.none() | st.floats(1, 1e9) for name in ("capex_cny", "output_cny", "tax_cny",
                                                      "rd_cny")}
)  # fmt: skip


@given(
    metric=st.sampled_from(sorted(UNITS)),
    operator=st.sampled_from([">=", "<=", "<", "="]),
    asked=st.floats(0, 1e5).map(lambda number: f"{number:.2f}"),
    facts=facts_of,
    blank=st.sampled_from(["capex_cny", "output_cny", "tax_cny", "rd_cny", "land_mu"]),
)
def test_blanking_a_fact_leaves_the_result_or_makes_it_unknown(
    metric: str, operator: str, asked: str, facts: dict[str, float | None], blank: str
) -> None:
    stated = {**facts, "land_mu": 50.0}
    found = threshold(operator, asked)
    assert found is not None
    before, after = (
        found.met(*figure(Project(sector="lamps", **values), metric))
        for values in (stated, {**stated, blank: None})
    )
    assert after in (before, UNKNOWN)


@given(
    operator=st.sampled_from([">=", "<=", "<", "=", "between"]),
    ends=st.lists(st.floats(0, 100), min_size=2, max_size=2).map(sorted),
    known=st.lists(st.floats(0, 100), min_size=2, max_size=2).map(sorted),
)
def test_a_wider_figure_is_never_decided_otherwise(
    operator: str, ends: list[float], known: list[float]
) -> None:
    low, high = ends if operator == "between" else (ends[0], ends[0])
    asked = Threshold(operator=operator, low=low, high=high)
    wide = asked.met(*known)
    assert wide == UNKNOWN or all(asked.met(end, end) == wide for end in known)
    assert (asked.misses_by(*known) >= 0) == (wide == FAIL)


@settings(max_examples=15)
@given(data=st.data())
def test_a_gate_does_not_depend_on_candidates_or_on_the_order_of_rows(
    catalogue: Catalogue, data: st.DataObject
) -> None:
    rows = [rule(), rule(admission_id="adm-b", scope_kind="city", scope="Zhongshan",
                         threshold="500"), rule(admission_id="adm-c", threshold="900")]  # fmt: skip
    ids = data.draw(st.lists(st.sampled_from(list(catalogue.sites.index)), unique=True, max_size=5))
    order = data.draw(st.permutations(rows))
    facts = {
        "capex_cny": 550e6, "start": "2027-06-01", "storey_height_m": 7, "floor_area_m2": 5_000,
    }  # fmt: skip
    profile = Profile.from_dict(
        {"project": {"sector": "小家电", "functions": ["production"], "land_mu": 100, **facts}},
        where="test", today=TODAY,
    )  # fmt: skip
    whole = with_rules(catalogue, *rows)
    other = with_rules(catalogue.only(ids), *order)
    other = replace(other, supply=other.supply.sample(frac=1, random_state=len(ids)))
    asked = understand(whole, profile).profile
    for mine, theirs in zip(checks(whole, asked), checks(other, asked), strict=True):
        assert mine.name == theirs.name
        pd.testing.assert_frame_equal(mine.table, theirs.table)
