"""Answers of sites count once, in the unit that they were given in, never against the known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from features.catalogue import Catalogue
from recommender.counterfactual import with_told
from recommender.engine import recommend
from recommender.errors import ProfileError
from recommender.profile import Profile, Told
from recommender.ranking import EXCLUDED, Ranking

DONGFENG, NANTOU = "zs-dongfeng-appliance-cluster", "zs-town-nantou"


def warned(ranking: Ranking) -> str:
    return " ".join(str(warning) for warning in ranking.understanding.warnings)


def told(site: str, about: str, value: float, unit: str = "") -> tuple[Told, ...]:
    return (Told(site_id=site, about=about, value=value, unit=unit),)


def test_an_answer_to_a_need_that_is_no_longer_stated_is_not_counted_and_said(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    profile = with_told(examples["small_appliances"], told(DONGFENG, "land_on_offer", 120, "mu"))
    project = profile.project
    for changed in (
        replace(profile, project=replace(project, land_mu=None)),
        replace(profile, project=replace(project, land_mu=None, floor_area_m2=5_000.0)),
        replace(profile, project=replace(project, floor_area_m2=5_000.0)),
    ):
        ranking = recommend(catalogue, changed)
        assert "Not counted" in warned(ranking)
        plain = recommend(catalogue, replace(changed, told=()))
        assert ranking.table.equals(plain.table)
    assert "Not counted" not in warned(recommend(catalogue, profile))


def test_an_answer_about_a_start_counts_for_that_start_only(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    profile = examples["small_appliances"]
    late = with_told(profile, told(NANTOU, "readiness", 3, "months after 2027-06"))
    assert NANTOU in recommend(catalogue, late).standing(EXCLUDED)
    later = replace(late, project=replace(late.project, start=date(2028, 6, 1)))
    ranking = recommend(catalogue, later)
    assert NANTOU not in ranking.standing(EXCLUDED)
    assert "months after 2027-06" in warned(ranking)


def test_months_above_none_are_late(catalogue: Catalogue, examples: dict[str, Profile]) -> None:
    for months, out in ((0.0, False), (0.6, True)):
        profile = with_told(examples["small_appliances"], told(NANTOU, "readiness", months))
        assert (NANTOU in recommend(catalogue, profile).standing(EXCLUDED)) == out


@pytest.mark.parametrize(
    ("one", "other"), [(("land_on_offer", 120.0), ("land_need", 0.0)),
                       (("start_date", 0.0), ("readiness", 0.0))],
)  # fmt: skip
def test_two_answers_that_decide_the_same_are_refused(
    one, other, catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    both = (*told(DONGFENG, *one), *told(DONGFENG, *other))
    with pytest.raises(ProfileError, match="Two answers"):
        recommend(catalogue, replace(examples["small_appliances"], told=both))


def test_a_change_that_is_tried_takes_the_place_of_what_was_told_about_the_same(
    examples: dict[str, Profile],
) -> None:
    refused = with_told(examples["small_appliances"], told(DONGFENG, "land_need", 0))
    tried = with_told(refused, told(DONGFENG, "land_on_offer", 150))
    assert [(a.about, a.value) for a in tried.told] == [("land_on_offer", 150)]


def test_a_yes_does_not_make_a_site_larger_than_it_is(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    site = "zs-cuicheng-2-park"  # 40 mu in all
    profile = with_told(examples["small_appliances"], told(site, "land_on_offer", 300))
    ranking = recommend(catalogue, profile)
    land = next(c for c in ranking.matrix.checks if c.name == "land_need")
    assert land.result(site) == "fail"
    assert "cannot be" in str(land.reason(site))


def test_an_answer_that_the_project_does_not_ask_is_said(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    profile = with_told(examples["only_a_sector"], told(DONGFENG, "land_need", 1))
    assert "does not ask it" in warned(recommend(catalogue, profile))


def test_with_two_needs_the_answer_says_that_floor_goes_with_the_land(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    profile = examples["small_appliances"]
    both = replace(profile, project=replace(profile.project, floor_area_m2=5_000.0))
    ranking = recommend(catalogue, with_told(both, told(DONGFENG, "land_on_offer", 120)))
    checks = [c for c in ranking.matrix.checks if c.name == "land_need"]
    assert [check.result(DONGFENG) for check in checks] == ["pass", "pass"]
    assert all("floor in proportion" in str(check.reason(DONGFENG)) for check in checks)
