"""Two weightings side by side: who moved, how far, and by which term."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from features.catalogue import Catalogue
from models.evaluation import hit_at, paired_interval
from recommender.compare import compare, sweep
from recommender.engine import recommend
from recommender.errors import UnknownCriterionError
from recommender.evaluate import evaluate, sample_cases
from recommender.profile import Profile
from recommender.weights import read_weights
from tests.test_cli import refused, run


def test_the_same_weights_move_nothing(catalogue: Catalogue, examples: dict[str, Profile]) -> None:
    weights = read_weights("manufacturing").weights
    found = compare(catalogue, examples, weights, weights)
    table = found.moves
    assert str(found.verdict) == "The same: no place moves"
    assert len(table) >= 30
    assert (table["moved"].dropna() == 0).all()
    assert (table["points"] == 0).all()


def test_more_weight_on_access_moves_near_sites_up_by_that_term(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    base = {"sector_fit": 0.9, "anchor_access": 0.1}
    mine = {"sector_fit": 0.2, "anchor_access": 0.8}
    found = compare(catalogue, {"cell": examples["cell_therapy"]}, base, mine)
    table = found.moves
    assert str(found.verdict).startswith("Only different: no real decision")
    assert table["moved"].abs().sum() > 0
    minutes = recommend(catalogue, examples["cell_therapy"]).matrix.performances["anchor_access"]
    up, down = table[table["moved"] > 3]["site_id"], table[table["moved"] < -3]["site_id"]
    assert minutes[up].mean() < minutes[down].mean()
    assert set(table["term"]) <= {"sector_fit", "anchor_access"}


def test_unknown_criteria_are_refused(catalogue: Catalogue, examples: dict[str, Profile]) -> None:
    with pytest.raises(UnknownCriterionError, match="luck"):
        compare(catalogue, examples, {"sector_fit": 1.0}, {"luck": 1.0})


@pytest.mark.slow
def test_the_command_line_compares_two_archetypes() -> None:
    done = run("compare", "examples/cell_therapy.toml", "examples/hk_medtech.toml",
               "--weights", "biomedical", "manufacturing", "--json")  # fmt: skip
    found = json.loads(done.stdout)
    assert found["weights"] == ["biomedical", "manufacturing"]
    assert [row["weights"] for row in found["quality"]][:2] == ["base", "mine"]
    assert found["verdict"].split(":")[0] in ("Better", "Worse", "Only different")
    assert {move["profile"] for move in found["moves"]} == {"cell_therapy", "hk_medtech"}
    refused(
        run("compare", "examples/cell_therapy.toml", "--weights", "biomedical", "bakery"), "bakery"
    )
    assert (
        run(
            "compare", "examples/cell_therapy.toml", "--weights", "biomedical", "logistics"
        ).stdout.count("cell_therapy")
        >= 10
    )


@pytest.mark.slow
def test_the_verdict_rests_on_the_same_real_decisions(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    cases = sample_cases(catalogue)
    base = read_weights("manufacturing").weights
    blind = dict.fromkeys(base, 0.0) | {"readiness": 1.0}
    found = compare(catalogue, {"x": examples["only_a_sector"]}, base, blind, cases)
    assert list(found.quality.index) == ["base", "mine", "random", "popular", "largest", "nearest"]
    gain, low, high = found.difference
    assert low <= gain <= high < 0
    assert str(found.verdict).startswith("Worse")
    back = compare(catalogue, {"x": examples["only_a_sector"]}, blind, base, cases)
    assert str(back.verdict).startswith("Better")
    assert back.difference[0] == -gain


@pytest.mark.slow
def test_base_has_the_figures_of_evaluate_when_it_is_the_weighting_of_every_case(
    catalogue: Catalogue,
) -> None:
    cases = sample_cases(catalogue)
    base = read_weights("logistics").weights
    same = tuple(
        replace(case, lead=replace(case.lead, profile=replace(case.lead.profile, weights=base)))
        for case in cases
    )
    figures = evaluate(catalogue, same)
    found = compare(catalogue, {}, base, base, cases).quality.loc["base"]
    assert found["hit@5"] == figures["lenient"]["hit@5"]
    assert [found["low"], found["high"]] == figures["lenient"]["interval"]["hit@5"]
    assert found["personal_lift"] == figures["personal_lift"]["lift"]


def test_a_paired_interval_is_narrower_than_two_apart() -> None:
    before = np.array([1.0, 7.0, 3.0, 9.0, 2.0, 8.0, 1.0, 7.0])
    after = before - (np.arange(8) == 1) * 4
    low, high = paired_interval(lambda p: hit_at(p, 5), before, after, seed=3)
    assert 0 <= low <= 0.125 <= high <= 0.5


def test_a_sweep_holds_the_base_and_both_ends(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    profile, base = examples["cell_therapy"], {"sector_fit": 0.75, "anchor_access": 0.25}
    found = sweep(catalogue, profile, base, "anchor_access", steps=5)
    assert sorted(found["weight"].unique()) == [0, 0.25, 0.5, 0.75, 1]
    at_base = found[found["weight"] == 0.25].set_index("site_id")["rank"]
    entries = recommend(catalogue, replace(profile, weights=base)).entries
    expected = {e.site_id: e.rank for e in entries if e.site_id in at_base.index}
    assert at_base.to_dict() == expected
    nearest = found[(found["weight"] == 1) & (found["rank"] == 1)]["site_id"].iloc[0]
    minutes = recommend(catalogue, profile).matrix.performances["anchor_access"]
    assert minutes[nearest] <= minutes[[e.site_id for e in entries]].min() + 1e-9
    with pytest.raises(UnknownCriterionError, match="luck"):
        sweep(catalogue, profile, base, "luck")
