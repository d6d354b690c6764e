"""Questions are ordered by what their answers do; contrasts add up."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from features.catalogue import Catalogue
from recommender.asking import (
    FIRST,
    Question,
    call_list,
    leading,
    split_by_questions,
    worth_asking,
)
from recommender.contrast import contrast, neighbour
from recommender.counterfactual import with_told
from recommender.engine import recommend
from recommender.levers import levers
from recommender.messages import message
from recommender.profile import Profile, Told
from recommender.ranking import Ranking
from recommender.robustness import robustness
from recommender.texts import render

EXAMPLES = [
    "cell_therapy", "small_appliances", "hk_medtech", "only_a_sector", "zhangjiagang_new_energy",
]  # fmt: skip


def first_three(ranking: Ranking) -> set[str]:
    return {entry.site_id for entry in ranking.entries[:FIRST]}


def answers(ranking: Ranking, question: Question) -> list[Told]:
    """A good and a bad answer, as a person would type them."""
    site, about = question.site_id, question.about
    for lever in levers(ranking, site):
        if about in (lever.about, *lever.gates):
            good = lever.change(site, 1.0)
            bad = {"land_on_offer": 0.0, "readiness": 24.0, "occupancy_cost": 1e5}.get(
                lever.about, 0.0
            )
            return [good, replace(good, value=bad)]
    return []


@pytest.mark.parametrize("name", EXAMPLES)
def test_questions_come_in_the_order_of_what_they_decide(
    name: str, catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    ranking = recommend(catalogue, examples[name])
    found = robustness(ranking)
    asked = worth_asking(ranking, found)
    assert [q.changes for q in asked] == sorted((q.changes for q in asked), reverse=True)
    assert all(0 <= q.changes <= 1 for q in asked)
    assert {q.site_id for q in asked} <= set(leading(found))
    assert (
        first_three(ranking) <= set(leading(found)) | {ranking.entries[2].site_id}
        if len(ranking.entries) > 2
        else True
    )


@pytest.mark.parametrize("name", ["cell_therapy", "small_appliances", "hk_medtech"])
def test_an_answer_that_leads_puts_the_site_first_when_it_is_typed_in(
    name: str, catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    ranking = recommend(catalogue, examples[name])
    leads = [q for q in worth_asking(ranking) if q.leads_if is not None]
    assert leads
    for question in leads:
        lever = next(
            one for one in levers(ranking, question.site_id)
            if question.about in (one.about, *one.gates)
        )  # fmt: skip
        told = lever.change(question.site_id, 1.0)
        anew = recommend(catalogue, with_told(ranking.profile, (told,)))
        assert anew.entries[0].site_id == question.site_id


@pytest.mark.slow
def test_the_top_question_changes_the_first_three_in_more_profiles_than_a_random_unknown(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    """Sampled profiles: the examples under other weights; both answers of each question are typed
    in and ranked again."""
    rng = np.random.default_rng(20261127)
    top, other = [], []
    for name in ("cell_therapy", "small_appliances", "hk_medtech"):
        stated = recommend(catalogue, examples[name]).matrix.weights
        for _ in range(6):
            drawn = rng.dirichlet(60 * stated.to_numpy() + 1e-9)
            profile = replace(examples[name], weights=dict(zip(stated.index, drawn, strict=True)))
            ranking = recommend(catalogue, profile)
            heads = [entry.site_id for entry in ranking.entries]
            every = worth_asking(ranking, sites=heads[:15])
            top.append(_changes(catalogue, ranking, worth_asking(ranking)[0]))
            other.append(_changes(catalogue, ranking, every[rng.integers(len(every))]))
    assert np.mean(top) > np.mean(other) + 0.2


def _changes(catalogue: Catalogue, ranking: Ranking, question: Question) -> float:
    before = first_three(ranking)
    after = [
        first_three(recommend(catalogue, with_told(ranking.profile, (told,))))
        for told in answers(ranking, question)
    ]
    return float(np.mean([found != before for found in after])) if after else 0.0


def test_an_answer_given_is_asked_no_more(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    ranking = recommend(catalogue, examples["small_appliances"])
    question = worth_asking(ranking)[0]
    told = answers(ranking, question)[0]
    anew = recommend(catalogue, with_told(ranking.profile, (told,)))
    still = {(q.site_id, q.about) for q in worth_asking(anew, sites=[question.site_id])}
    assert (question.site_id, question.about) not in still


def test_a_large_first_group_is_split_by_questions_and_a_small_one_is_not(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    ranking = recommend(catalogue, examples["hk_medtech"])
    found = robustness(ranking)
    assert split_by_questions(found, worth_asking(ranking, found)) == {}
    table = found.table.assign(tier=[1] * 7 + [2] * (len(found.table) - 7))
    wide = replace(found, table=table)
    sites = list(table.index[:7])
    split = split_by_questions(wide, worth_asking(ranking, wide, sites))
    assert sorted(q.site_id for asked in split.values() for q in asked) == sorted(sites)
    worth = [sum(q.changes for q in asked) for asked in split.values()]
    assert worth == sorted(worth, reverse=True)


def test_the_call_list_counts_projects_and_says_whom_to_ask(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    rankings = [recommend(catalogue, examples[name]) for name in EXAMPLES]
    calls = call_list(catalogue, rankings, "en")
    asked = [(q.site_id, q.about) for ranking in rankings for q in worth_asking(ranking)]
    assert calls["projects"].sum() == len(asked)
    assert set(zip(calls["site_id"], calls["about"], strict=True)) == set(asked)
    assert (calls["changes"] <= calls["projects"]).all()
    by_site = calls.groupby("site_id", sort=False)["changes"].sum()
    assert by_site.tolist() == sorted(by_site, reverse=True)
    life = calls[calls["site_id"] == "zs-life-science-park"].iloc[0]
    assert life["projects"] == 2
    assert life["whom"]
    assert call_list(catalogue, [], "en").empty


def test_a_plot_and_its_floor_are_one_question(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    profile = examples["hk_medtech"]
    both = replace(profile, project=replace(profile.project, land_mu=40.0, storey_height_m=8.0,
                                            floor_load_kn_m2=10.0))  # fmt: skip
    ranking = recommend(catalogue, both)
    asked = worth_asking(ranking)
    assert len({(q.site_id, q.about) for q in asked}) == len(asked)
    land = next(q for q in asked if q.about == "land_need")
    assert "mu" in str(land.question)
    assert "m²" in str(land.question)


def test_nothing_listed_asks_nothing(catalogue: Catalogue, examples: dict[str, Profile]) -> None:
    none = recommend(catalogue.only(["zs-guhe-tcm-park"]), examples["only_a_sector"])
    assert none.entries == ()
    assert worth_asking(none) == ()
    assert neighbour(none, "zs-guhe-tcm-park") is None


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_terms_of_a_contrast_add_up_to_the_difference_of_the_scores(
    name: str, catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    ranking = recommend(catalogue, examples[name])
    for entry in ranking.entries[:6]:
        pair = neighbour(ranking, entry.site_id)
        assert pair is not None
        found = contrast(catalogue, ranking, *pair)
        above, below = (ranking.table_score(site) for site in pair)
        assert found.terms["difference"].sum() == pytest.approx(above - below, abs=1e-9)
        assert found.difference == pytest.approx(above - below, abs=1e-9)
        assert above >= below - 1e-9
        for language in ("en", "zh"):
            lines = [render(line, language) for line in (found.headline, *found.lines)]
            assert len(set(lines)) == len(lines)
            assert not any("{" in line for line in lines)


def test_a_contrast_never_says_the_same_for_two_different_values(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    ranking = recommend(catalogue, examples["only_a_sector"])
    found = contrast(catalogue, ranking, *neighbour(ranking, ranking.entries[1].site_id))
    for line in found.lines:
        assert str(line.values["above"]) != str(line.values["below"])
    assert render(message("yes"), "zh") == "是"
