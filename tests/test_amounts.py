"""What incentive rules pay: worked examples, ends, years, and sums that equal the schedule."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from features.amounts import Amount, amounts
from features.catalogue import Catalogue, check_catalogue
from features.errors import DataError
from features.formulas import BASES, YEARS, Formula, formula_faults, read_formulas
from features.project import Project
from recommender.engine import recommend
from recommender.errors import ProfileError
from recommender.explanation import explain
from recommender.incentive_report import incentives_at, incentives_json
from recommender.incentive_words import sum_in_words
from recommender.profile import Money, Profile
from recommender.report import explanation_json
from tests.conftest import ROOT
from tests.test_page import with_example

START = date(2026, 12, 1)
ELECTRONICS = ("EL03",)
SHENZHEN, NANSHA = "shenzhen-baolong-srdi-park", "guangzhou-nansha-pilot-areas"


def all_paid(catalogue: Catalogue, *, start: date = START, **facts: object) -> dict[str, Amount]:
    project = Project(sector="x", **facts)  # type: ignore[arg-type]
    return amounts(catalogue.incentives, catalogue.formulas, project, start)


def paid(catalogue: Catalogue, rule: str, *, start: date = START, **facts: object) -> Amount:
    return all_paid(catalogue, start=start, **facts)[rule]


def retrofit(catalogue: Catalogue, capex: float | None) -> Amount:
    return paid(
        catalogue, "sz-techtransform-major-100m", sector_codes=ELECTRONICS,
        functions=("production",), kind="retrofit", capex_cny=capex,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("capex", "status", "total"),
    [
        (600e6, "eligible", (0, 30e6, 60e6)),
        (2e9, "eligible", (0, 50e6, 100e6)),
        (500e6, "eligible", (0, 25e6, 50e6)),
        (400e6, "not_eligible", (0, 0, 0)),
        (0.0, "not_eligible", (0, 0, 0)),
        (None, "unknown", (0, 0, 100e6)),
    ],
)
def test_a_retrofit_in_shenzhen(
    catalogue: Catalogue, capex: float | None, status: str, total: tuple[float, ...]
) -> None:
    found = retrofit(catalogue, capex)
    assert found.status == status
    assert found.total == pytest.approx(total)
    assert found.missing == (("capex",) if capex is None else ())


def test_below_the_threshold_the_threshold_is_said(catalogue: Catalogue) -> None:
    failed = [c for c in retrofit(catalogue, 400e6).conditions if c.result == "fail"]
    assert [(c.what, c.needed, c.stated) for c in failed] == [("capex", "500000000", "400000000")]


def test_a_new_plant_is_no_retrofit_and_an_unstated_kind_is_to_be_asked(
    catalogue: Catalogue,
) -> None:
    facts = {"sector_codes": ELECTRONICS, "functions": ("production",), "capex_cny": 600e6}
    new = paid(catalogue, "sz-techtransform-major-100m", kind="new", **facts)
    unstated = paid(catalogue, "sz-techtransform-major-100m", **facts)
    assert new.status == "not_eligible"
    assert (unstated.status, unstated.total) == ("unknown", (0, 0, 60e6))


def test_nansha_pays_in_2026_only_and_nothing_for_a_start_in_2027(catalogue: Catalogue) -> None:
    facts = {"sector_codes": ELECTRONICS, "tax_cny": 10e6}
    now = paid(catalogue, "nansha-cit-15", start=date(2026, 12, 1), **facts)
    assert now.schedule[:, 2].tolist() == [4e6] + [0.0] * (YEARS - 1)
    assert now.prolonged
    later = paid(catalogue, "nansha-cit-15", start=date(2027, 1, 1), **facts)
    assert later.status == "not_eligible"
    assert later.total == (0, 0, 0)
    assert [c.what for c in later.conditions if c.result == "fail"] == ["ended"]


@pytest.mark.parametrize(
    ("rule", "facts", "high"),
    [
        # 25 yuan x 10,000 m2 x 12 months = 3m a year, three years.
        ("cuiheng-rent-25", {"functions": ("production",), "floor_area_m2": 10_000}, 9e6),
        # 25 x 30,000 x 12 = 9m a year, capped at 6m a year.
        ("cuiheng-rent-25", {"functions": ("production",), "floor_area_m2": 30_000}, 18e6),
        # 60 x 2,000 x 12 = 1.44m a year, three years.
        ("qianhai-office-rent", {"sector_codes": ("SV06",), "functions": ("hq",),
                                 "floor_area_m2": 2_000}, 4.32e6),
        # 1m at 100m of output, half a million for each of two further hundreds.
        ("sz-nanshan-settlement-10m", {"output_cny": 300e6}, 2e6),
        ("sz-nanshan-settlement-10m", {"output_cny": 250e6}, 1.5e6),
        ("sz-nanshan-settlement-10m", {"output_cny": 100e6}, 1e6),
        ("sz-nanshan-settlement-10m", {"output_cny": 9e9}, 10e6),
        # A quarter of 8m of research a year, ten years.
        ("cn-rd-super-deduction-100", {"rd_cny": 8e6}, 20e6),
        ("cn-rd-super-deduction-ic-120", {"rd_cny": 10e6, "start": date(2026, 12, 1)}, 6e6),
        # 40 % of what a 25 % income tax would be, were all tax income tax.
        ("cn-hnte-cit-15", {"tax_cny": 10e6}, 40e6),
        ("hengqin-cit-15", {"tax_cny": 10e6}, 40e6),
        ("hetao-cit-15", {"tax_cny": 10e6}, 8e6),
        ("qianhai-cit-15", {"sector_codes": ("SV01",), "tax_cny": 10e6}, 8e6),
        ("gd-techtransform-equipment", {"functions": ("production",), "kind": "retrofit",
                                        "capex_cny": 100e6}, 20e6),
        ("gz-techtransform-equipment", {"functions": ("production",), "kind": "retrofit",
                                        "capex_cny": 100e6}, 20e6),
        ("gz-techtransform-plant", {"functions": ("production",), "kind": "retrofit",
                                    "capex_cny": 100e6}, 2e6),
        # 15 % of equipment worth at most 5m.
        ("gz-small-techtransform", {"functions": ("production",), "kind": "retrofit",
                                    "capex_cny": 100e6}, 0.75e6),
        ("foshan-techtransform-capex", {"functions": ("production",), "kind": "retrofit",
                                        "capex_cny": 100e6}, 15e6),
        ("dg-equipment-10", {"functions": ("production",), "kind": "expansion",
                             "capex_cny": 80e6}, 8e6),
        ("zs-digital-retrofit-20", {"functions": ("production",), "kind": "retrofit",
                                    "capex_cny": 50e6}, 10e6),
        ("gz-techtransform-loan", {"functions": ("production",), "kind": "retrofit"}, 50e6),
        ("foshan-techtransform-loan", {"functions": ("production",), "kind": "retrofit"}, 12e6),
        ("gd-techtransform-loan", {"functions": ("production",), "kind": "retrofit"}, math.inf),
        # 40 % of 10m a year is 4m, ten years 40m; of 100m it is the cap.
        ("zs-bio-new-drug-65m", {"sector_codes": ("BH03",), "rd_cny": 10e6}, 40e6),
        ("zs-bio-new-drug-65m", {"sector_codes": ("BH03",), "rd_cny": 100e6}, 65e6),
        ("zs-bio-device-6m", {"sector_codes": ("BH06",), "rd_cny": 100e6}, 6e6),
        ("gd-fdi-hightech-mfg-prd6", {"functions": ("production",), "ownership": "foreign",
                                      "capex_cny": 1e9}, 30e6),
        ("gd-fdi-other-mfg-prd6", {"functions": ("production",), "ownership": "foreign",
                                   "capex_cny": 1e9}, 20e6),
        # 50m a year, in the two years that are left.
        ("gd-fdi-hightech-mfg-other15", {"functions": ("production",), "ownership": "foreign",
                                         "capex_cny": 1e10}, 100e6),
        ("gd-fdi-other-mfg-other15", {"functions": ("production",), "ownership": "hk_macao",
                                      "capex_cny": 1e9}, 20e6),
        ("sz-fdi-mfg-2023-27", {"functions": ("production",), "ownership": "foreign",
                                "capex_cny": 1e9}, 30e6),
        ("qianhai-fdi-award", {"ownership": "foreign", "capex_cny": 1e9}, 15e6),
        ("hk-nias", {"functions": ("production",), "capex_cny": 300e6}, 100e6),
        ("hk-nifs", {"functions": ("production",), "capex_cny": 300e6}, 15e6),
    ],
)  # fmt: skip
def test_a_worked_example_of_each_rule(
    catalogue: Catalogue, rule: str, facts: dict[str, object], high: float
) -> None:
    stated = {"sector_codes": ELECTRONICS, **facts}
    stated.pop("start", None)
    assert paid(catalogue, rule, **stated).total[2] == pytest.approx(high)


def test_every_formula_has_a_worked_example_and_is_a_rule_of_the_ledger(
    catalogue: Catalogue,
) -> None:
    worked = {mark.args[0] for mark in _examples()}
    expired = {"gd-inclusive-mfg-investment"}
    tested = worked | expired | {"nansha-cit-15", "sz-techtransform-major-100m"}
    assert set(catalogue.formulas) == tested
    assert formula_faults("f", catalogue.formulas, catalogue.incentives) == []


def _examples() -> list[object]:
    marks = test_a_worked_example_of_each_rule.pytestmark  # type: ignore[attr-defined]
    return [type("Case", (), {"args": case}) for case in marks[0].args[1]]


def test_an_expired_rule_pays_nothing_and_says_its_end(catalogue: Catalogue) -> None:
    found = paid(
        catalogue, "gd-inclusive-mfg-investment", sector_codes=ELECTRONICS,
        functions=("production",), capex_cny=2e9,
    )  # fmt: skip
    assert found.total == (0, 0, 0)
    ended = next(c for c in found.conditions if c.what == "ended")
    assert (ended.result, ended.needed) == ("fail", "2025-12-31")
    early = paid(
        catalogue, "gd-inclusive-mfg-investment", start=date(2022, 1, 1),
        sector_codes=ELECTRONICS, functions=("production",), capex_cny=2e9,
    )  # fmt: skip
    assert early.total[2] == pytest.approx(40e6)


FACTS = {
    "capex_cny": st.none() | st.floats(0, 1e11).filter(lambda x: x == 0 or x >= 1e-3),
    "rd_cny": st.none() | st.floats(1e3, 1e10),
    "tax_cny": st.none() | st.floats(1e3, 1e10),
    "floor_area_m2": st.none() | st.floats(10, 1e6),
    "output_cny": st.none() | st.floats(1e5, 1e12),
    "kind": st.none() | st.sampled_from(["new", "retrofit", "expansion"]),
    "ownership": st.none() | st.sampled_from(["domestic", "hk_macao", "foreign"]),
    "functions": st.sampled_from([(), ("production",), ("hq",), ("hq", "production")]),
}


@settings(max_examples=60)
@given(st.fixed_dictionaries(FACTS), st.dates(date(2018, 1, 1), date(2032, 1, 1)))
def test_laws_of_every_amount(catalogue: Catalogue, facts: dict, start: date) -> None:
    project = Project(sector="x", sector_codes=("EL03", "BH03"), **facts)
    for rule, found in amounts(catalogue.incentives, catalogue.formulas, project, start).items():
        low, mid, high = found.schedule.T
        assert (low >= 0).all()
        assert (low <= mid + 1e-6).all()
        assert (mid <= high + 1e-6).all()
        formula = catalogue.formulas.get(rule)
        if formula is not None and formula.cap is not None:
            times = formula.years if formula.per == "year" else 1
            assert found.total[2] <= formula.cap * times + 1e-3
            if formula.up_to:
                assert found.total[1] <= formula.cap * times / 2 + 1e-3, "never at its cap"
        open_ = {c.what for c in found.conditions if c.result == "unknown"}
        if open_ - {"ask"} or found.missing or found.status == "not_eligible":
            assert found.total[1] == 0, "what hangs on a missing fact is not rewarded"
        if open_:
            assert found.total[0] == 0, "what is not certain is not in the low end"
            assert found.total[1] <= found.total[2] / 2
        if not found.computed:
            assert found.total == (0, 0, 0)


@settings(max_examples=25)
@given(st.fixed_dictionaries({n: s for n, s in FACTS.items() if n.endswith(("cny", "m2"))}))
def test_a_fact_that_is_stated_never_widens_the_range(catalogue: Catalogue, facts: dict) -> None:
    base = {"sector_codes": ELECTRONICS, "functions": ("production",), "kind": "retrofit"}
    narrow = all_paid(catalogue, **base, **facts)
    for name in (name for name, value in facts.items() if value is not None):
        wide = all_paid(catalogue, **base, **{**facts, name: None})
        for rule in catalogue.formulas:
            if wide[rule].status != "not_eligible":
                assert narrow[rule].total[2] <= wide[rule].total[2] + 1e-3


class TestAtASite:
    @pytest.fixture
    def profile(self, examples: dict[str, Profile]) -> Profile:
        asked = examples["small_appliances"]
        project = replace(
            asked.project, sector_codes=ELECTRONICS, kind="retrofit", capex_cny=600e6,
            tax_cny=20e6, rd_cny=10e6, functions=("production",), start=date(2026, 12, 1),
        )  # fmt: skip
        return replace(asked, project=project)

    def test_sums_are_those_of_the_schedule_and_of_the_rules_counted(
        self, catalogue: Catalogue, profile: Profile
    ) -> None:
        found = incentives_at(catalogue, profile, SHENZHEN)
        assert not found.limited
        for end in ("low", "mid", "high"):
            counted = found.rules[found.rules["counts_for"].map(lambda c, e=end: e in c)]
            assert found.total[end] == pytest.approx(found.schedule[end].sum())
            assert found.total[end] == pytest.approx(counted[end].sum())
            assert "sz-techtransform-major-100m" in counted.index
        assert found.schedule.index.tolist() == list(range(2026, 2036))

    def test_of_a_group_only_the_best_counts_and_the_other_says_so(
        self, catalogue: Catalogue, profile: Profile
    ) -> None:
        found = incentives_at(catalogue, profile, SHENZHEN)
        other = found.rules.loc["gd-techtransform-equipment"]
        assert not other["counts_for"]
        said = [str(m) for m in other["why"]]
        best = found.rules.loc["sz-techtransform-major-100m", "title"]["en"]
        assert f"not together with {best}, which pays more" in said

    def test_the_present_value_by_hand(self, catalogue: Catalogue, profile: Profile) -> None:
        at_zero = replace(profile, money=Money(discount_rate=0.0))
        found = incentives_at(catalogue, at_zero, SHENZHEN)
        assert found.present["mid"] == pytest.approx(found.total["mid"])
        dear = incentives_at(catalogue, replace(profile, money=Money(discount_rate=0.1)), SHENZHEN)
        by_hand = sum(x / 1.1**i for i, x in enumerate(dear.schedule["mid"]))
        assert dear.present["mid"] == pytest.approx(by_hand)

    def test_hong_kong_dollars_wait_for_a_rate(
        self, catalogue: Catalogue, profile: Profile
    ) -> None:
        bare = incentives_at(catalogue, profile, "hk-science-park")
        row = bare.rules.loc["hk-nias"]
        assert (row["currency"], row["counts_for"]) == ("HKD", ())
        assert any("no exchange rate is stated" in str(m) for m in row["why"])
        rated = replace(profile, money=Money(cny_per={"HKD": 0.9}, rates_on=date(2026, 11, 1)))
        found = incentives_at(catalogue, rated, "hk-science-park")
        assert "high" in found.rules.loc["hk-nias", "counts_for"]
        assert found.total["high"] == pytest.approx(0.9 * found.rules.loc["hk-nias", "high"])

    def test_a_city_without_collected_rules_has_no_known_high_end(
        self, catalogue: Catalogue, profile: Profile
    ) -> None:
        site = str(catalogue.sites.index[catalogue.sites["city"] == "Zhaoqing"][0])
        found = incentives_at(catalogue, profile, site)
        assert not found.collected
        assert np.isnan(found.total["high"])
        assert found.total["low"] == 0
        assert "what else there is here is not known" in str(sum_in_words(found))
        assert incentives_at(catalogue, profile, SHENZHEN).collected

    def test_the_sums_of_the_page_are_those_that_the_criterion_ranks_by(
        self, catalogue: Catalogue, profile: Profile
    ) -> None:
        rated = replace(profile, money=Money(cny_per={"HKD": 0.9}, rates_on=date(2026, 11, 1)))
        for asked in (profile, rated):
            money = asked.money
            sums = catalogue.payments(asked.project, asked.start, money.rates)
            worth = sums.worth(money.discount_rate)
            for site in catalogue.sites.index[::9]:
                present = incentives_at(catalogue, asked, site).present
                ranked = worth.loc[site]
                bounded = present["high"] if np.isfinite(present["high"]) else np.nan
                wanted = [present["mid"], present["low"], bounded]
                assert ranked.tolist() == pytest.approx(wanted, nan_ok=True), site

    def test_a_site_in_two_zones_with_rival_tax_rates_counts_the_one_that_pays_most(
        self, catalogue: Catalogue, profile: Profile
    ) -> None:
        scope = catalogue.incentive_scope
        both = scope.index[scope["hetao-cit-15"] & scope["cn-hnte-cit-15"]]
        assert len(both)
        project = replace(profile.project, sector_codes=("SW01", "EL03"))
        found = incentives_at(catalogue, replace(profile, project=project), both[0]).rules
        taxes = found.loc[["hetao-cit-15", "cn-hnte-cit-15"]]
        assert sorted(taxes["counts_for"].map(bool)) == [False, True]

    def test_reliefs_together_are_worth_no_more_than_the_tax(
        self, catalogue: Catalogue, profile: Profile
    ) -> None:
        # 40 % of 5m and a quarter of 20m are 7m a year: more than the tax of 5m.
        project = replace(profile.project, kind="new", tax_cny=5e6, rd_cny=20e6)
        found = incentives_at(catalogue, replace(profile, project=project), SHENZHEN)
        assert found.limited
        reliefs = found.rules.loc[["cn-hnte-cit-15", "cn-rd-super-deduction-100"]]
        assert reliefs["high"].tolist() == pytest.approx([20e6, 50e6])
        # The deduction saves 15 % in the middle, since a firm at the lower rate saves no more.
        assert reliefs["mid"].tolist() == pytest.approx([20e6 / 4, 30e6 / 4])
        others = found.rules[found.rules["counts_for"].map(lambda c: "high" in c)]
        rest = others["high"].drop(list(reliefs.index)).sum()
        assert found.total["high"] == pytest.approx(50e6 + rest)
        assert "no more than the tax that is stated" in str(sum_in_words(found))

    def test_the_high_end_of_a_group_is_that_of_its_highest_rule(
        self, catalogue: Catalogue, profile: Profile
    ) -> None:
        found = incentives_at(catalogue, profile, "zs-torch-hidz").rules
        digital, province = (
            found.loc["zs-digital-retrofit-20"],
            found.loc["gd-techtransform-equipment"],
        )
        assert digital["mid"] > province["mid"]
        assert digital["high"] < province["high"]
        assert (digital["counts_for"], province["counts_for"]) == (("low", "mid"), ("high",))

    def test_no_year_has_a_high_end_below_its_middle(
        self, catalogue: Catalogue, profile: Profile
    ) -> None:
        # Of two interest rules in Guangzhou one pays most in all, the other in more years.
        project = replace(profile.project, interest_cny=100e6, rd_cny=0.0, tax_cny=0.0)
        yearly = catalogue.payments(project, START).yearly
        at = catalogue.sites.index.get_loc("guangzhou-nansha")
        assert yearly[at, 5, 1] > 0
        low, mid, high = np.moveaxis(yearly[~np.isnan(yearly).any(axis=(1, 2))], 2, 0)
        assert (low <= mid).all()
        assert (mid <= high).all()

    def test_a_rule_of_a_part_is_shown_at_the_whole_and_not_counted(
        self, catalogue: Catalogue, profile: Profile
    ) -> None:
        found = incentives_at(catalogue, profile, "guangzhou-nansha")
        row = found.rules.loc["nansha-cit-15"]
        assert row["counts_for"] == ()
        assert any("holds only inside" in str(m) for m in row["why"])
        inside = incentives_at(catalogue, profile, "guangzhou-nansha-pilot-areas")
        assert "holds only" not in str(inside.rules.loc["nansha-cit-15", "why"])

    def test_loan_interest_is_a_fact_that_narrows(
        self, catalogue: Catalogue, profile: Profile
    ) -> None:
        site = "guangzhou-nansha"
        open_ = incentives_at(catalogue, profile, site)
        assert np.isinf(open_.rules.loc["gd-techtransform-loan", "high"])
        project = replace(profile.project, interest_cny=4e6)
        found = incentives_at(catalogue, replace(profile, project=project), site)
        assert found.rules.loc["gd-techtransform-loan", "high"] == pytest.approx(2 * 0.3 * 4e6)
        assert np.isfinite(found.total["high"])

    def test_rival_statements_of_a_rule_are_said_and_widen_it(
        self, catalogue: Catalogue, profile: Profile
    ) -> None:
        found = incentives_at(catalogue, profile, "dongguan-songshan-lake").rules
        row = found.loc["gd-techtransform-equipment"]
        assert row["high"] == 50e6, "the larger cap"
        # 15 % of 600m is above the smaller cap of 10m: halved three times (up to, part, ask).
        assert row["mid"] == pytest.approx(10e6 / 8)
        assert any("sources disagree: 20%, 50m" in str(m) for m in row["why"])

    def test_paid_in_foreign_capital_is_no_fact_of_a_project(
        self, catalogue: Catalogue, profile: Profile
    ) -> None:
        owner = replace(profile.project, ownership="foreign", capex_cny=200e6, kind="new")
        asked = replace(profile, project=owner)
        row = incentives_at(catalogue, asked, SHENZHEN).rules.loc["sz-fdi-mfg-2023-27"]
        assert (row["status"], row["mid"]) == ("unknown", 0)
        # 200m CNY are less than 50m USD at seven: it cannot have been paid in.
        rated = replace(asked, money=Money(cny_per={"USD": 7.0}, rates_on=date(2026, 11, 1)))
        row = incentives_at(catalogue, rated, SHENZHEN).rules.loc["sz-fdi-mfg-2023-27"]
        assert row["status"] == "not_eligible"
        assert any("50,000,000 USD" in str(m) for m in row["why"])

    def test_every_amount_in_the_explanation_carries_rule_source_and_day(
        self, catalogue: Catalogue, profile: Profile
    ) -> None:
        ranking = recommend(catalogue, profile)
        site = ranking.entries[0].site_id
        found = explanation_json(catalogue, ranking, explain(catalogue, ranking, site), "en")
        rules = found["incentive_amounts"]["rules"]
        assert rules
        for rule in rules:
            assert rule["incentive_id"] in set(catalogue.incentives["incentive_id"])
            assert rule["source"]
        years = found["incentive_amounts"]["schedule"]
        for end in ("low", "mid"):
            total = found["incentive_amounts"]["total"][end]
            assert total == pytest.approx(sum(y[end] for y in years))

    @pytest.mark.parametrize("city", ["Foshan", "Jiangmen", "Dongguan"])
    def test_a_rule_without_a_date_is_undated_in_json(
        self, catalogue: Catalogue, profile: Profile, city: str
    ) -> None:
        site = str(catalogue.sites.index[catalogue.sites["city"] == city][0])
        found = incentives_json(incentives_at(catalogue, profile, site), "en")
        json.dumps(found, allow_nan=False)
        assert all(rule["as_of"] is None or rule["as_of"] for rule in found["rules"])

    def test_what_is_not_computed_is_counted_and_to_be_checked(
        self, catalogue: Catalogue, profile: Profile
    ) -> None:
        found = incentives_at(catalogue, profile, "zs-cuiheng-new-district")
        bare = found.rules[~found.rules["computed"].astype(bool)]
        assert "eligible" not in set(bare["status"])
        n = int((bare["status"] == "unknown").sum())
        assert f"{n} further rules may pay here and are not computed" in str(sum_in_words(found))

    def test_an_unbounded_high_end_is_null_in_json(
        self, catalogue: Catalogue, profile: Profile
    ) -> None:
        bare = replace(profile, project=replace(profile.project, tax_cny=None))
        found = incentives_json(incentives_at(catalogue, bare, NANSHA), "zh")
        assert found["total"]["high"] is None
        assert np.isfinite(found["total"]["low"])


class TestBadInput:
    @pytest.mark.parametrize("capex", [None, 0.0])
    def test_without_an_investment_incentives_are_not_weighed(
        self, catalogue: Catalogue, examples: dict[str, Profile], capex: float | None
    ) -> None:
        asked = examples["small_appliances"]
        bare = replace(asked, project=replace(asked.project, capex_cny=capex))
        ranking = recommend(catalogue, bare)
        assert "incentive_value" in ranking.understanding.not_asked
        assert "incentive_value" not in ranking.matrix.performances
        found = incentives_at(catalogue, bare, "dongguan-songshan-lake")
        assert found.total["low"] == 0

    def test_before_a_rule_begins_and_after_it_ends(self, catalogue: Catalogue) -> None:
        row = catalogue.incentives.set_index("incentive_id").loc["sz-fdi-mfg-2023-27"]
        facts = {"sector_codes": ELECTRONICS, "functions": ("production",),
                 "ownership": "foreign", "capex_cny": 2e9}  # fmt: skip
        early = paid(catalogue, "sz-fdi-mfg-2023-27", start=date(2022, 1, 1), **facts)
        late = paid(catalogue, "sz-fdi-mfg-2023-27", start=date(2029, 1, 1), **facts)
        for found, what, day in ((early, "begun", "valid_from"), (late, "ended", "valid_to")):
            failed = [c for c in found.conditions if c.result == "fail"]
            assert [(c.what, c.needed) for c in failed] == [(what, f"{row[day]:%Y-%m-%d}")]
            assert found.total == (0, 0, 0)


def test_weight_zero_and_no_criterion_give_one_order(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    for profile in examples.values():
        ranking = recommend(catalogue, profile)
        weights = {**ranking.understanding.weights, "incentive_value": 0.0}
        nothing = recommend(catalogue, replace(profile, weights=weights))
        without = recommend(catalogue, replace(profile, count_incentives=False))
        assert "incentive_value" not in without.matrix.performances
        assert list(nothing.table.index) == list(without.table.index)
        assert nothing.table["score"].tolist() == pytest.approx(without.table["score"].tolist())
        assert nothing.table["standing"].tolist() == without.table["standing"].tolist()


def test_rates_need_a_day_and_a_discount_is_a_share() -> None:
    with pytest.raises(ProfileError, match="the day that they are of"):
        Money(cny_per={"HKD": 0.9})
    with pytest.raises(ProfileError, match="share from 0 to 1"):
        Money(discount_rate=5)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[x]\nbase = "capex"', "rate"),
        ('[x]\nbase = "gold"\nrate = 1', "gold"),
        ('[x]\nbase = "capex"\nrate = 1\nmore = 2', "more"),
        ("[x", "cannot be read"),
        ("", "it is empty"),
        ("a = 1", "Expected an entry"),
        ('[x]\nbase = "capex"\nrate = "x"', "rate = 'x'"),
        ('[x]\nbase = "capex"\nrate = 1\nyears = "3"', "years = '3'"),
        ('[x]\nbase = "capex"\nrate = 1\nyears = 99', "years = 99"),
        ('[x]\nbase = "capex"\nrate = 1\nper = "month"', "per = 'month'"),
        ('[x]\nbase = "capex"\nrate = 1\nkinds = "retrofit"', "kinds = 'retrofit'"),
        ('[x]\nbase = "capex"\nrate = 1\nleast_cap = -1', "least_cap = -1"),
    ],
)
def test_a_bad_formula_is_one_line(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "incentive_rules.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=words):
        read_formulas(file)


def test_another_cap_than_the_ledgers_is_a_fault(catalogue: Catalogue) -> None:
    wrong = {"dg-equipment-10": Formula(rule="dg-equipment-10", base="capex", rate=0.1, cap=1.0)}
    assert "field cap" in formula_faults("f", wrong, catalogue.incentives)[0]
    assert (
        "field id"
        in formula_faults(
            "f", {"x": Formula(rule="x", base="capex", rate=1)}, catalogue.incentives
        )[0]
    )
    assert check_catalogue(ROOT / "data") == []
    assert set(BASES) >= {formula.base for formula in catalogue.formulas.values()}


@pytest.mark.slow
def test_the_page_shows_amounts_conditions_and_sources() -> None:
    page = with_example("small_appliances", "zh")
    page.session_state["incentive_rules"] = True
    page.run()
    assert not page.exception
    said = [found.value for found in page.markdown]
    assert any("十年合计" in text for text in said)
    assert any("有效至" in text and "待核实" in text for text in said)
    assert any("要求投资额不少于" in text for text in said)
    years = [found.value for found in page.table if "年份" in found.value.columns]
    assert len(years[0]) == 10
