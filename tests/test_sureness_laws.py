"""Laws of what would change an answer, over random weights, needs and answers on the real sites."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from features.catalogue import Catalogue
from models.flips import with_weight
from recommender.asking import worth_asking
from recommender.contrast import contrast
from recommender.counterfactual import outlook, with_told
from recommender.engine import recommend
from recommender.flip_report import flip_points
from recommender.profile import Profile, Told
from recommender.ranking import Ranking
from recommender.robustness import robustness
from recommender.told import answerable

pytestmark = pytest.mark.slow  # ranks again and again, or runs whole pages

# A case that fails is told by name, seed and need alone: shrinking ranks a hundred times more.
FEW = settings(
    max_examples=8, deadline=None, phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)  # fmt: skip
NAMES = ["cell_therapy", "small_appliances", "hk_medtech", "only_a_sector"]
STEP = 1e-6

names = st.sampled_from(NAMES)
seeds = st.integers(0, 2**20)
lands = st.one_of(st.none(), st.integers(5, 300))


def asked(examples: dict[str, Profile], name: str, seed: int, land: int | None) -> Profile:
    """An example under random weights and another need of land."""
    profile = examples[name]
    rng = np.random.default_rng(seed)
    project = replace(profile.project, land_mu=None if land is None else float(land))
    weights = dict.fromkeys(
        ("sector_fit", "anchor_access", "sector_cluster", "function_fit", "readiness",
         "land_on_offer", "occupancy_cost", "incentive_value"), 0.0,
    )  # fmt: skip
    drawn = rng.dirichlet(np.ones(len(weights)))
    return replace(profile, project=project, weights=dict(zip(weights, drawn, strict=True)))


def places(ranking: Ranking) -> dict[str, int]:
    return {entry.site_id: entry.rank for entry in ranking.entries}


@given(names, seeds, lands, st.integers(1, 5), st.sampled_from([1, 3]))
@FEW
def test_a_way_puts_the_site_there_and_no_change_of_it_can_be_left_out(
    catalogue: Catalogue, examples: dict[str, Profile], name, seed, land, i, place
) -> None:
    ranking = recommend(catalogue, asked(examples, name, seed, land))
    assume(ranking.entries)
    site = ranking.entries[min(i, len(ranking.entries) - 1)].site_id
    found = outlook(catalogue, ranking, site, place=place)
    assert found.already or bool(found.ways) != bool(found.why_not)
    for way in found.ways[:2]:
        anew = recommend(catalogue, with_told(ranking.profile, way.changes))
        assert places(anew)[site] <= place
        assert anew.table_score(site) == pytest.approx(way.score, abs=1e-12)
        for out in way.changes:
            rest = tuple(change for change in way.changes if change != out)
            less = recommend(catalogue, with_told(ranking.profile, rest))
            assert places(less).get(site, 99) > place


@given(names, seeds, lands)
@FEW
def test_ranking_again_beyond_a_flip_changes_the_first_and_before_it_does_not(
    catalogue: Catalogue, examples: dict[str, Profile], name, seed, land
) -> None:
    profile = asked(examples, name, seed, land)
    ranking = recommend(catalogue, profile)
    found, weights = flip_points(catalogue, ranking), ranking.matrix.weights
    if found.nearest is None:
        return
    first = {ranking.entries[0].site_id, *ranking.entries[0].family}
    j = list(weights.index).index(found.nearest.criterion)
    side = 1 if found.nearest.weight > weights.iloc[j] else -1
    for step, stays in ((-STEP, True), (STEP, False)):
        moved = with_weight(weights.to_numpy(), j, found.nearest.weight + side * step)
        again = recommend(
            catalogue, replace(profile, weights=dict(zip(weights.index, moved, strict=True)))
        )
        assert (again.entries[0].site_id in first) == stays


@given(names, seeds, lands)
@FEW
def test_at_the_smallest_shift_the_other_site_is_level_with_the_first(
    catalogue: Catalogue, examples: dict[str, Profile], name, seed, land
) -> None:
    profile = asked(examples, name, seed, land)
    ranking = recommend(catalogue, profile)
    found = flip_points(catalogue, ranking)
    if found.moved_to is None:
        return
    weights = found.moved_weights.clip(lower=0)
    again = recommend(catalogue, replace(profile, weights=weights.to_dict()))
    first = ranking.entries[0]
    best = max(again.table_score(site) for site in first.may_head)
    assert again.table_score(found.moved_to) >= best - 1e-7
    nearest = found.nearest
    if nearest is not None and nearest.site_id in ranking.standing("listed"):
        alone = abs(nearest.weight - found.table.at[nearest.criterion, "weight"])
        assert found.moved <= alone + 1e-9


@given(names, seeds, lands, st.integers(0, 9), st.integers(0, 9))
@FEW
def test_a_contrast_adds_up_whichever_two_are_held_together(
    catalogue: Catalogue, examples: dict[str, Profile], name, seed, land, i, j
) -> None:
    ranking = recommend(catalogue, asked(examples, name, seed, land))
    sites = list(ranking.table.index)
    one, other = sites[i], sites[-1 - j]
    found = contrast(catalogue, ranking, one, other)
    gap = ranking.table_score(one) - ranking.table_score(other)
    assert found.terms["difference"].sum() == pytest.approx(gap, abs=1e-9)
    back = contrast(catalogue, ranking, other, one)
    assert back.difference == pytest.approx(-found.difference, abs=1e-12)


@given(names, seeds, lands, st.sampled_from([c.name for c in answerable()]), st.floats(0, 1e8))
@FEW
def test_an_answer_moves_one_site_and_nothing_else(
    catalogue: Catalogue, examples: dict[str, Profile], name, seed, land, about, amount
) -> None:
    profile = asked(examples, name, seed, land)
    before = recommend(catalogue, profile)
    assume(before.entries)
    site = before.entries[0].site_id
    told = Told(site_id=site, about=about, value=amount)
    after = recommend(catalogue, with_told(profile, (told,)))
    others = before.table.index.difference([site])
    assert (after.table.loc[others, "score"] == before.table.loc[others, "score"]).all()
    assert (after.table.loc[others, "standing"] == before.table.loc[others, "standing"]).all()
    if about in after.matrix.weights.index:
        assert not after.matrix.assumed.at[site, about]


@given(names, seeds, lands)
@FEW
def test_a_better_price_never_makes_a_site_first_less_often(
    catalogue: Catalogue, examples: dict[str, Profile], name, seed, land
) -> None:
    profile = asked(examples, name, seed, land)
    ranking = recommend(catalogue, profile)
    alone = [entry.site_id for entry in ranking.entries if len(entry.may_head) == 1]
    assume(alone)
    shares = []
    for amount in (60.0, 20.0, 1.0):
        told = Told(site_id=alone[0], about="occupancy_cost", value=amount)
        anew = recommend(catalogue, with_told(profile, (told,)))
        shares.append(robustness(anew).table.at[alone[0], "top1_share"])
    assert shares == sorted(shares)


@given(names, seeds, lands)
@FEW
def test_a_question_whose_answers_change_nothing_is_worth_nothing(
    catalogue: Catalogue, examples: dict[str, Profile], name, seed, land
) -> None:
    """With three entries or fewer, no answer but a no can change who is among the first three."""
    profile = asked(examples, name, seed, land)
    ranking = recommend(catalogue, profile)
    heads = [entry.site_id for entry in ranking.entries]
    narrow = recommend(catalogue.only(heads[:2]), profile)
    gates = {check.name for check in narrow.matrix.checks}
    for question in worth_asking(narrow):
        if question.about not in gates:
            assert question.changes == 0
