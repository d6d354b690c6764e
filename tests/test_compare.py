"""Two weightings side by side: who moved, how far, and by which term."""

from __future__ import annotations

import json

import pytest

from features.catalogue import Catalogue
from recommender.compare import compare
from recommender.engine import recommend
from recommender.errors import UnknownCriterionError
from recommender.profile import Profile
from recommender.weights import read_weights
from tests.test_cli import refused, run


def test_the_same_weights_move_nothing(catalogue: Catalogue, examples: dict[str, Profile]) -> None:
    weights = read_weights("manufacturing").weights
    table = compare(catalogue, examples, weights, weights)
    assert len(table) >= 30
    assert (table["moved"].dropna() == 0).all()
    assert (table["points"] == 0).all()


def test_more_weight_on_access_moves_near_sites_up_by_that_term(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    base = {"sector_fit": 0.9, "anchor_access": 0.1}
    mine = {"sector_fit": 0.2, "anchor_access": 0.8}
    table = compare(catalogue, {"cell": examples["cell_therapy"]}, base, mine)
    assert table["moved"].abs().sum() > 0
    minutes = recommend(catalogue, examples["cell_therapy"]).matrix.performances["anchor_access"]
    up, down = table[table["moved"] > 3]["site_id"], table[table["moved"] < -3]["site_id"]
    assert minutes[up].mean() < minutes[down].mean()
    assert set(table["term"]) <= {"sector_fit", "anchor_access"}


def test_unknown_criteria_are_refused(catalogue: Catalogue, examples: dict[str, Profile]) -> None:
    with pytest.raises(UnknownCriterionError, match="luck"):
        compare(catalogue, examples, {"sector_fit": 1.0}, {"luck": 1.0})


def test_the_command_line_compares_two_archetypes() -> None:
    done = run("compare", "examples/cell_therapy.toml", "examples/hk_medtech.toml",
               "--weights", "biomedical", "manufacturing", "--json")  # fmt: skip
    found = json.loads(done.stdout)
    assert found["weights"] == ["biomedical", "manufacturing"]
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
