"""The incentives on a switch: places with and without them, and what the form asks for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from features.catalogue import Catalogue
from recommender.engine import recommend
from recommender.incentive_switch import what_they_change, with_and_without
from recommender.profile import Profile
from recommender.report import ranking_json
from tests.test_cli import answer
from tests.test_page import with_example

pytestmark = pytest.mark.slow  # ranks again and again, or runs whole pages


@pytest.fixture
def heavy(catalogue: Catalogue, examples: dict[str, Profile]) -> Profile:
    """A retrofit that weighs incentives most, so that they move places."""
    asked = examples["small_appliances"]
    project = replace(
        asked.project, sector_codes=("EL03", "EL01"), kind="retrofit", capex_cny=600e6,
        land_mu=None,
    )  # fmt: skip
    return replace(
        asked, project=project, weights={"incentive_value": 0.6, "sector_fit": 0.4},
        regions=("Shenzhen", "Dongguan", "Zhongshan"),
    )  # fmt: skip


def test_both_orders_are_those_of_the_two_rankings(catalogue: Catalogue, heavy: Profile) -> None:
    places = with_and_without(catalogue, recommend(catalogue, heavy))
    for name, counted in (("with_incentives", True), ("without_incentives", False)):
        ranking = recommend(catalogue, replace(heavy, count_incentives=counted))
        wanted = {e.site_id: e.rank for e in ranking.entries}
        assert places[name].dropna().astype(int).to_dict() == wanted
    assert (places["with_incentives"] != places["without_incentives"]).any()
    assert "change these places" in str(what_they_change(catalogue, places))


def test_the_switch_reads_the_same_from_either_side(catalogue: Catalogue, heavy: Profile) -> None:
    on = with_and_without(catalogue, recommend(catalogue, heavy))
    off = with_and_without(catalogue, recommend(catalogue, replace(heavy, count_incentives=False)))
    assert on.sort_index().equals(off.sort_index())


def test_no_move_is_said_to_be_none(catalogue: Catalogue, examples: dict[str, Profile]) -> None:
    places = with_and_without(catalogue, recommend(catalogue, examples["small_appliances"]))
    assert "change no place among the first 10" in str(what_they_change(catalogue, places))


def test_the_command_gives_both_places(catalogue: Catalogue, heavy: Profile) -> None:
    ranking = recommend(catalogue, heavy)
    rows = ranking_json(catalogue, ranking, ranking.entries, "en")["with_and_without_incentives"]
    assert {"site_id", "with_incentives", "without_incentives"} == set(rows[0])
    assert rows[0]["with_incentives"] == 1


def test_the_page_switches_and_shows_both_orders() -> None:
    page = with_example("small_appliances", "en")
    page.session_state["incentive_switch"] = True
    page.run()
    assert not page.exception
    toggle = next(x for x in page.toggle if x.label == "Count incentives in the ranking")
    assert toggle.value
    labels = {slider.label for slider in page.slider}
    assert "Incentives over ten years" in labels
    toggle.set_value(False).run()
    assert not page.exception
    assert "Incentives over ten years" not in {slider.label for slider in page.slider}
    assert any("change no place" in found.value for found in page.markdown)


def test_the_form_narrows_amounts_and_keeps_the_users_rate() -> None:
    page = with_example("hk_medtech", "en")
    fields = {field.label: field for field in page.number_input}
    fields["Tax a year, 万元 · 10,000 CNY"].set_value(500.0)
    fields["CNY for 1 HKD, your own rate"].set_value(0.92)
    page.run()
    assert not page.exception
    day = next(found for found in page.date_input if found.label == "Day of the rates")
    day.set_value(date(2026, 11, 1)).run()
    assert not page.exception
    kept = page.session_state["_draft"]
    asked = kept.profile(where="a test", today=date(2026, 11, 24))
    assert asked.project.tax_cny == 5e6
    assert dict(asked.money.cny_per) == {"HKD": 0.92}
    assert asked.money.rates_on == date(2026, 11, 1)


def test_the_command_ranks_without_incentives() -> None:
    found = answer("rank", "examples/small_appliances.toml", "--without-incentives", "--json")
    assert "incentive_value" in found["provenance"]["not_asked"]
    assert found["with_and_without_incentives"][0]["without_incentives"] == 1


def test_weight_on_nothing_but_incentives_ranks_and_has_no_other_order(
    catalogue: Catalogue, heavy: Profile
) -> None:
    ranking = recommend(catalogue, replace(heavy, weights={"incentive_value": 1.0}))
    assert "with_and_without_incentives" not in ranking_json(
        catalogue, ranking, ranking.entries, "en"
    )
