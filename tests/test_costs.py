"""Costs are intervals with their years: nothing old narrows them, nothing unknown is filled in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.catalogue import Catalogue
from features.costs import FRESH_YEARS, cost_at, cost_of
from recommender.cost_report import LINES, Account, account, account_json, city_costs, span_in_words
from recommender.engine import recommend
from recommender.explanation import explain
from recommender.incentive_report import incentives_at
from recommender.profile import Money, Profile
from tests.conftest import TODAY
from tests.test_page import with_example

NANTOU, HONG_KONG = "zs-town-nantou", "hk-science-park"


def figure(amount: float, role: str = "at", year: int = 2025, place: str = "X") -> dict:
    return {
        "figure_id": f"{place}-{year}-{role}-{amount}", "what": "price", "item": "land",
        "role": role, "amount": amount, "currency": "CNY", "place": place,
        "as_of": pd.Timestamp(year, 1, 1),
    }  # fmt: skip


def land(*rows: dict, on: date = date(2026, 11, 1)):
    return cost_of(pd.DataFrame(rows), "land", "X", on)


class TestIntervals:
    def test_zhongshan_land_by_hand(self, catalogue: Catalogue) -> None:
        found = catalogue.cost_at("land", NANTOU, TODAY)
        # 835 and 1,069 (2023), 1,050 (2026), 59.04 x 10,000 CNY per mu = 885.6 (2018).
        assert found.stated == (835, 1069)
        # Each a quarter wider, since a price of one place says little of its neighbours.
        assert (found.low, found.high, found.value) == (626.25, 1336.25, 981.25)
        assert (found.first, found.last) == (2018, 2026)

    def test_a_price_is_wider_than_itself_and_a_survey_of_wages_is_not(
        self, catalogue: Catalogue
    ) -> None:
        found = land(figure(600.0))
        assert (found.low, found.high) == (450, 750)
        wage = catalogue.cost_at("wage", HONG_KONG, TODAY)
        assert (wage.low, wage.high) == wage.stated == (12 * 18_300, 12 * 22_500)

    @pytest.mark.parametrize(("role", "open_end"), [("from", "high"), ("to", "low")])
    def test_a_bound_leaves_the_other_end_and_the_value_unknown(
        self, role: str, open_end: str
    ) -> None:
        found = land(figure(20.0, role))
        assert np.isnan(getattr(found, open_end))
        assert np.isnan(found.value)
        assert found.known()

    def test_only_old_figures_are_no_cost_of_today(self) -> None:
        found = land(figure(600.0, year=2026 - FRESH_YEARS - 1))
        assert not found.known()
        assert found.figures
        assert found.last == 2020

    def test_what_is_stated_later_is_not_known_yet(self) -> None:
        found = land(figure(600.0, year=2024), figure(900.0, year=2026), on=date(2025, 6, 1))
        assert found.last == 2024

    def test_a_round_of_the_legal_minimum_replaces_the_one_before(
        self, catalogue: Catalogue
    ) -> None:
        before = catalogue.cost_at("wage", NANTOU, date(2024, 6, 1))
        after = catalogue.cost_at("wage", NANTOU, date(2026, 6, 1))
        assert (before.low, after.low) == (12 * 1900, 12 * 2080)
        assert np.isnan(after.high), "a legal minimum bounds nothing from above"

    def test_a_sites_own_price_stands_before_its_citys(self, catalogue: Catalogue) -> None:
        own = catalogue.cost_at("rent", "zhuhai-hitech-zone", TODAY)
        assert own.own
        assert own.high == 20
        figures = pd.DataFrame([figure(500.0, place="a"), figure(900.0, place="X")])
        assert cost_at(figures, "land", ("a", "zone"), "X", TODAY).value == 500
        assert cost_at(figures, "land", ("b", "zone"), "X", TODAY).value == 900

    def test_the_price_of_taken_land_is_a_precedent_and_no_cost(self, catalogue: Catalogue) -> None:
        taken = catalogue.supply[catalogue.supply["state"] == "taken"]
        assert not set(taken["supply_id"]) & set(catalogue.cost_figures["figure_id"])
        assert not catalogue.cost_at("land", "shenzhen-shantou-scz", TODAY).own


prices = st.lists(
    st.tuples(st.floats(1, 1e4), st.sampled_from(["from", "to", "at"]), st.integers(2022, 2026)),
    min_size=1, max_size=5,
)  # fmt: skip


@given(prices, st.floats(1, 1e4), st.sampled_from(["from", "to", "at"]), st.integers(1990, 2026))
def test_older_or_conflicting_evidence_never_narrows_an_interval(
    rows: list[tuple[float, str, int]], more: float, role: str, year: int
) -> None:
    new = [figure(*row) for row in rows]
    before, after = land(*new), land(*new, figure(more, role, year))
    if np.isfinite(before.low):
        assert after.low <= before.low
    if np.isfinite(before.high):
        assert after.high >= before.high
    if year <= 2020:
        assert np.isnan(after.low) == np.isnan(before.low), "an old figure closes no open end"
        assert np.isnan(after.high) == np.isnan(before.high)


class TestAccount:
    @pytest.fixture
    def profile(self, examples: dict[str, Profile]) -> Profile:
        return examples["small_appliances"]

    def of(self, catalogue: Catalogue, profile: Profile, site: str) -> Account:
        return account(catalogue, profile, site, incentives_at(catalogue, profile, site))

    def test_ten_years_by_hand(self, catalogue: Catalogue, profile: Profile) -> None:
        lines = self.of(catalogue, profile, NANTOU).lines
        assert list(lines) == list(LINES)
        assert lines["labour"].span.low == 800 * 10 * 12 * 2080
        mu = 10_000 / 15
        ends = lines["occupancy"].span.low, lines["occupancy"].span.high
        assert ends == pytest.approx((100 * mu * 626.25, 100 * mu * 1336.25))
        assert lines["together"].span.low == lines["labour"].span.low + lines["occupancy"].span.low
        assert np.isnan(lines["together"].span.high), (
            "nothing bounds what is paid above the minimum"
        )

    def test_less_the_incentives_each_end_takes_the_far_end(
        self, catalogue: Catalogue, profile: Profile
    ) -> None:
        rated = replace(
            profile,
            project=replace(profile.project, sector="medical devices"),
            money=Money(cny_per={"HKD": 0.9}, rates_on=TODAY),
        )
        rented = replace(rated, project=replace(rated.project, land_mu=None, floor_area_m2=5000.0))
        found = self.of(catalogue, rented, HONG_KONG)
        lines, paid = found.lines, incentives_at(catalogue, rented, HONG_KONG).total
        assert lines["net"].span.low == pytest.approx(lines["together"].span.low - paid["high"])
        assert lines["net"].span.high == pytest.approx(lines["together"].span.high - paid["low"])
        assert lines["labour"].span.high == pytest.approx(800 * 10 * 12 * 22_500 * 0.9)

    def test_hong_kong_stays_in_its_dollars_without_a_rate(
        self, catalogue: Catalogue, profile: Profile
    ) -> None:
        rented = replace(
            profile, project=replace(profile.project, land_mu=None, floor_area_m2=5000.0)
        )
        lines = self.of(catalogue, rented, HONG_KONG).lines
        assert lines["together"].span.currency == "HKD"
        assert "HKD" in str(span_in_words(lines["together"].span))
        assert np.isnan(lines["net"].span.low)
        assert any("no exchange rate is stated" in str(m) for m in lines["net"].why)

    def test_what_is_not_stated_or_not_known_is_named_and_never_filled_in(
        self, catalogue: Catalogue, profile: Profile
    ) -> None:
        bare = replace(profile, project=replace(profile.project, jobs=None, land_mu=None))
        lines = self.of(catalogue, bare, NANTOU).lines
        assert [str(m) for m in lines["labour"].why] == ["not stated: the number of jobs"]
        assert [str(m) for m in lines["occupancy"].why] == ["not stated: the land or floor needed"]
        assert str(span_in_words(lines["together"].span)) == "not known"
        floor = replace(bare, project=replace(bare.project, floor_area_m2=1000.0))
        rent = self.of(catalogue, floor, NANTOU).lines["occupancy"]
        assert "ask the park" in map(str, rent.why)

    def test_no_jobs_cost_nothing(self, catalogue: Catalogue, profile: Profile) -> None:
        nobody = replace(profile, project=replace(profile.project, jobs=0.0))
        assert self.of(catalogue, nobody, NANTOU).lines["labour"].span.low == 0

    def test_one_known_part_is_the_least_of_both(
        self, catalogue: Catalogue, profile: Profile
    ) -> None:
        floor = replace(
            profile, project=replace(profile.project, land_mu=None, floor_area_m2=1000.0)
        )
        lines = self.of(catalogue, floor, NANTOU).lines
        assert lines["together"].span.low == lines["labour"].span.low
        assert np.isnan(lines["together"].span.high)

    def test_every_figure_has_a_source_and_its_years(
        self, catalogue: Catalogue, profile: Profile
    ) -> None:
        ranking = recommend(catalogue, profile)
        for entry in ranking.entries[:5]:
            found = account_json(catalogue, explain(catalogue, ranking, entry.site_id).costs, "en")
            for name in ("labour", "occupancy"):
                if found[name]["low"] is not None:
                    assert found[name]["sources"]
                    assert found[name]["as_of"]


def test_a_citys_figures_stand_once(catalogue: Catalogue, examples: dict[str, Profile]) -> None:
    cities = ["Zhongshan", "Shenzhen", "Zhongshan"]
    found = city_costs(catalogue, examples["small_appliances"], cities)
    assert len(found) == 6
    asked = found[found["source"] == ""]
    assert all("ask the park" in str(m) for m in asked["value"])


class TestCriterion:
    def test_cheaper_land_is_better_and_an_unknown_price_is_unknown(
        self, catalogue: Catalogue, examples: dict[str, Profile]
    ) -> None:
        matrix = recommend(catalogue, examples["small_appliances"]).matrix
        city = catalogue.sites.loc[matrix.utilities.index, "city"]
        utility = matrix.utilities["occupancy_cost"].groupby(city).max()
        assert utility["Jiangmen"] > utility["Zhongshan"] > utility["Shenzhen"]
        assert matrix.utilities["occupancy_cost"][city == "Foshan"].isna().all()

    def test_a_score_lies_between_its_bounds_whatever_is_bounded_at_one_end(
        self, catalogue: Catalogue, examples: dict[str, Profile]
    ) -> None:
        rented = examples["hk_medtech"]
        weights = {"occupancy_cost": 1.0, "function_fit": 1.0, "incentive_value": 1.0}
        table = recommend(catalogue, replace(rented, weights=weights)).table
        assert "zhuhai-hitech-zone" in table.index
        assert (table["score_low"] <= table["score"] + 1e-9).all()
        assert (table["score"] <= table["score_high"] + 1e-9).all()

    def test_without_a_need_price_is_not_asked(
        self, catalogue: Catalogue, examples: dict[str, Profile]
    ) -> None:
        ranking = recommend(catalogue, examples["only_a_sector"])
        assert "occupancy_cost" in ranking.understanding.not_asked


@pytest.mark.slow
@pytest.mark.parametrize(("language", "words"), [("en", "at least"), ("zh", "至少")])
def test_the_page_shows_city_costs_once_and_the_ten_years(language: str, words: str) -> None:
    page = with_example("small_appliances", language)
    page.session_state["city_costs"] = True
    page.session_state["account"] = True
    page.run()
    assert not page.exception
    said = [found.value for found in page.markdown]
    assert any(words in text and "199,680,000" in text for text in said)
    assert len([text for text in said if text in ("**Zhongshan**", "**中山**")]) == 1
