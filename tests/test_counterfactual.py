"""What would make a site first is tried by ranking again, and nothing of it can be left out."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from features.catalogue import Catalogue
from models.value_functions import ValueFunction
from recommender.counterfactual import AHEAD, outlook, with_told
from recommender.engine import recommend
from recommender.errors import ProfileError, UnknownSiteError
from recommender.explanation import explain
from recommender.levers import levers
from recommender.profile import Profile, Told
from recommender.ranking import EXCLUDED, OTHER_INDUSTRY, Ranking, lacking
from recommender.report import explanation_json
from recommender.told import answerable

pytestmark = pytest.mark.slow  # ranks again and again, or runs whole pages

EXAMPLES = [
    "cell_therapy", "small_appliances", "hk_medtech", "only_a_sector", "zhangjiagang_new_energy",
]  # fmt: skip
FIRST = 8
"""Entries of each example for which the ways are tried."""


def first_of(ranking: Ranking) -> str:
    return ranking.entries[0].site_id


def places(ranking: Ranking) -> dict[str, int]:
    return {entry.site_id: entry.rank for entry in ranking.entries}


@pytest.fixture(scope="module")
def rankings(catalogue: Catalogue, examples: dict[str, Profile]) -> dict[str, Ranking]:
    return {name: recommend(catalogue, examples[name]) for name in EXAMPLES}


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("place", [1, 3])
def test_the_changes_put_the_site_there_and_none_of_them_can_be_left_out(
    name: str, place: int, catalogue: Catalogue, rankings: dict[str, Ranking]
) -> None:
    ranking = rankings[name]
    for entry in ranking.entries[:FIRST]:
        found = outlook(catalogue, ranking, entry.site_id, place=place)
        assert found.already == (entry.rank <= place)
        assert found.already or bool(found.ways) != bool(found.why_not)
        for way in found.ways:
            assert way.verified
            anew = recommend(catalogue, with_told(ranking.profile, way.changes))
            assert places(anew)[entry.site_id] <= place
            for left_out in way.changes:
                rest = tuple(change for change in way.changes if change != left_out)
                less = recommend(catalogue, with_told(ranking.profile, rest))
                assert places(less).get(entry.site_id, 99) > place, (way, left_out)


def test_over_the_examples_ten_sites_can_become_first_some_by_two_changes(
    catalogue: Catalogue, rankings: dict[str, Ranking]
) -> None:
    found = [
        outlook(catalogue, ranking, entry.site_id)
        for ranking in rankings.values()
        for entry in ranking.entries[:FIRST]
    ]
    with_ways = [one for one in found if one.ways]
    assert len(with_ways) >= 10
    assert any(len(way.changes) == 2 for one in with_ways for way in one.ways)


@pytest.mark.parametrize("name", EXAMPLES)
def test_where_nothing_is_found_everything_at_its_best_is_not_enough(
    name: str, catalogue: Catalogue, rankings: dict[str, Ranking]
) -> None:
    """The proof: every lever pulled to its end at once does not make it first."""
    ranking = rankings[name]
    for entry in ranking.entries[:FIRST]:
        found = outlook(catalogue, ranking, entry.site_id)
        if found.why_not is None:
            continue
        able = levers(ranking, entry.site_id)
        all_of_it = tuple(lever.change(entry.site_id, 1.0) for lever in able)
        anew = recommend(catalogue, with_told(ranking.profile, all_of_it))
        assert places(anew)[entry.site_id] > 1


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_change_is_about_where_a_site_is_and_none_asks_for_more_than_is_needed(
    name: str, catalogue: Catalogue, rankings: dict[str, Ranking]
) -> None:
    ranking = rankings[name]
    may = {c.name for c in answerable()} | {"building", "start_date", "land_need"}
    steps = {c.name: c.answer.step(ranking.profile) for c in answerable() if c.answer}
    worse = {"land_on_offer": -1, "incentive_value": -1, "occupancy_cost": 1, "readiness": 1}
    for entry in ranking.entries[:FIRST]:
        for way in outlook(catalogue, ranking, entry.site_id).ways:
            assert {change.about for change in way.changes} <= may
            if len(way.changes) == 1:
                (change,) = way.changes
                less = replace(
                    change, value=change.value + 2 * worse[change.about] * steps[change.about]
                )
                anew = recommend(catalogue, with_told(ranking.profile, (less,)))
                assert places(anew).get(entry.site_id, 99) > 1, change


def test_a_site_that_a_must_have_keeps_out_says_which_and_another_industry_says_so(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    profile = examples["small_appliances"]
    vast = replace(profile, project=replace(profile.project, land_mu=20_000.0))
    ranking = recommend(catalogue, vast)
    out = pd.Index(ranking.standing(EXCLUDED))
    suited = out[~lacking(catalogue, out, ranking.understanding).any(axis=1)]
    land = next(c for c in ranking.matrix.checks if c.name == "land_need")
    too_small = [site for site in suited if land.result(site) == "fail"]
    assert too_small
    for site in too_small:
        assert "Land or floor" in str(outlook(catalogue, ranking, site).why_not)
    other = ranking.standing(OTHER_INDUSTRY)[0]
    assert "names no industry" in str(outlook(catalogue, ranking, other).why_not)
    waiting = ranking.standing("not_yet_on_offer")
    assert all("planned" in str(outlook(catalogue, ranking, s).why_not) for s in waiting[:2])


def test_under_the_policy_to_exclude_an_undecided_site_is_won_back_by_its_answers(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    strict = replace(examples["cell_therapy"], unknown_policy="exclude")
    ranking = recommend(catalogue, strict)
    assert "zs-life-science-park" in ranking.standing(EXCLUDED)
    found = outlook(catalogue, ranking, "zs-life-science-park")
    assert found.ways
    for way in found.ways:
        assert {change.about for change in way.changes} >= {"land_on_offer", "readiness"}


@given(st.floats(0, 1), st.lists(st.tuples(st.floats(-1e3, 1e3), st.floats(0, 1)), min_size=2,
                                 max_size=5, unique_by=lambda p: round(p[0], 2)))  # fmt: skip
@settings(max_examples=80, deadline=None)
def test_the_way_back_of_a_value_function_reaches_the_utility(utility: float, points) -> None:
    xs = sorted(round(x, 2) for x, _ in points)
    for ys in (sorted(y for _, y in points), sorted((y for _, y in points), reverse=True)):
        if ys[0] == ys[-1]:
            continue
        function = ValueFunction(xs=tuple(xs), ys=tuple(ys))
        value = function.performance(utility)
        assert function([value])[0] == pytest.approx(min(max(utility, min(ys)), max(ys)), abs=1e-6)


def test_an_answer_stands_before_the_catalogue_and_is_marked(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    site = "zs-dongfeng-appliance-cluster"
    told = Told(site_id=site, about="land_on_offer", value=100.0)
    profile = with_told(examples["small_appliances"], (told,))
    before, after = (
        recommend(catalogue, examples["small_appliances"]),
        recommend(catalogue, profile),
    )
    assert first_of(after) == site != first_of(before)
    assert before.matrix.assumed.at[site, "land_on_offer"]
    assert not after.matrix.assumed.at[site, "land_on_offer"]
    assert (site, "land_on_offer") in after.matrix.told
    land = next(c for c in after.matrix.checks if c.name == "land_need")
    assert land.result(site) == "pass"
    assert "Told by the investor" in str(land.reason(site))
    others = before.table.index.difference([site])
    assert (before.table.loc[others, "score"] == after.table.loc[others, "score"]).all()
    answer = explanation_json(catalogue, after, explain(catalogue, after, site), "en")
    assert answer["told"] == ["land_on_offer"]


def test_an_answer_that_is_not_enough_takes_the_site_off_the_list(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    site = "zs-town-nantou"
    told = Told(site_id=site, about="land_on_offer", value=60.0)
    ranking = recommend(catalogue, with_told(examples["small_appliances"], (told,)))
    assert site in ranking.standing(EXCLUDED)


@pytest.mark.parametrize(
    ("site", "about"),
    [("nowhere", "land_on_offer"), ("zs-town-nantou", "anchor_access"),
     ("zs-town-nantou", "regions"), ("zs-town-nantou", "x")],
)  # fmt: skip
def test_answers_about_nothing_known_are_refused(
    site: str, about: str, catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    profile = with_told(examples["small_appliances"], (Told(site_id=site, about=about, value=1),))
    with pytest.raises(ProfileError, match=r"cannot be used\. Expected a site id"):
        recommend(catalogue, profile)


def test_answers_that_cannot_be_are_refused_and_later_ones_wait(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    with pytest.raises(ProfileError, match="Expected a number"):
        Told(site_id="zs-town-nantou", about="land_on_offer", value=float("nan"))
    twice = (Told(site_id="a", about="b", value=1), Told(site_id="a", about="b", value=2))
    with pytest.raises(ProfileError, match="two answers"):
        replace(examples["small_appliances"], told=twice)
    profile = examples["small_appliances"]
    late = Told(site_id="zs-town-xiaolan", about="land_on_offer", value=500.0,
                on=profile.on.replace(year=profile.on.year + 1))  # fmt: skip
    ranking = recommend(catalogue, with_told(profile, (late,)))
    plain = recommend(catalogue, profile)
    assert ranking.table.equals(plain.table)
    assert any("later than" in str(warning) for warning in ranking.understanding.warnings)


def test_a_site_that_is_no_candidate_is_named(
    catalogue: Catalogue, rankings: dict[str, Ranking]
) -> None:
    from recommender.contrast import contrast

    with pytest.raises(UnknownSiteError, match="not among"):
        contrast(catalogue, rankings["cell_therapy"], "nowhere", "zs-life-science-park")


def test_ahead_is_more_than_rounding() -> None:
    assert AHEAD > 1e-12
