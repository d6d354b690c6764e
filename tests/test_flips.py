"""First place changes hands exactly where the flip points say."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import linprog

from features.catalogue import Catalogue
from models.flips import flips, leader, smallest_shift, with_weight
from recommender.engine import recommend
from recommender.flip_report import flip_points
from recommender.profile import Profile

STEP = 1e-6


@st.composite
def tables(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    n, k = draw(st.integers(2, 8)), draw(st.integers(2, 5))
    rows = draw(arrays(float, (n, k), elements=st.integers(0, 1_000).map(lambda x: x / 1_000)))
    weights = draw(arrays(float, k, elements=st.integers(1, 100).map(float)))
    ideas = draw(st.lists(st.integers(0, n), min_size=n, max_size=n))
    return rows, weights / weights.sum(), np.array(ideas)


def led_by(rows: np.ndarray, weights: np.ndarray, ideas: np.ndarray) -> int:
    return int(ideas[leader(rows, weights)])


@given(tables())
@settings(max_examples=200, deadline=None)
def test_just_beyond_a_flip_the_leader_differs_and_just_before_it_does_not(case) -> None:
    rows, weights, ideas = case
    best = np.sort(rows @ weights)[::-1]
    assume(best[0] - best[1] > 1e-4)  # a clear first, so that rounding decides nothing
    own = led_by(rows, weights, ideas)
    for j in range(len(weights)):
        for flip, side in zip(flips(rows, weights, j, ideas), (-1, 1), strict=True):
            if flip is None:
                continue
            before, beyond = (with_weight(weights, j, flip.weight + side * step)
                              for step in (-STEP, STEP))  # fmt: skip
            gap = np.abs(np.diff(np.sort(rows @ beyond)[-2:]))[0]
            assume(gap > 1e-11)
            assert led_by(rows, before, ideas) == own
            assert led_by(rows, beyond, ideas) != own


@given(tables(), st.floats(0, 1), st.integers(0, 4))
@settings(max_examples=200, deadline=None)
def test_between_the_flips_the_leader_stays(case, share: float, which: int) -> None:
    rows, weights, ideas = case
    best = np.sort(rows @ weights)[::-1]
    assume(best[0] - best[1] > 1e-4)
    j = which % len(weights)
    below, above = flips(rows, weights, j, ideas)
    low = below.weight + STEP if below else STEP
    high = above.weight - STEP if above else 1 - STEP
    weight = low + share * (high - low)
    assert led_by(rows, with_weight(weights, j, weight), ideas) == led_by(rows, weights, ideas)


@given(tables())
@settings(max_examples=60, deadline=None)
def test_the_smallest_shift_is_the_optimum_of_the_linear_programme(case) -> None:
    rows, weights, ideas = case
    first = leader(rows, weights)
    found = smallest_shift(rows, weights, ideas)
    mine = rows[ideas == ideas[first]]
    moved = []
    for rival in np.flatnonzero(ideas != ideas[first]):
        k, speaks = len(weights), rows[rival] - mine
        answer = linprog(
            np.full(2 * k, 0.5), A_ub=-np.hstack([speaks, -speaks]), b_ub=speaks @ weights,
            A_eq=np.hstack([np.ones(k), -np.ones(k)])[None, :], b_eq=[0.0],
            bounds=[(0, None)] * k + [(0, w) for w in weights],
        )  # fmt: skip
        moved += [answer.fun] if answer.status == 0 else []
    if not moved:
        assert found is None
        return
    assert found is not None
    assert found.moved == pytest.approx(min(moved), abs=1e-6)
    assert found.weights.sum() == pytest.approx(1)
    assert (found.weights >= -1e-12).all()
    assert rows[found.site] @ found.weights >= (mine @ found.weights).max() - 1e-7


def test_one_criterion_or_one_site_flips_nothing() -> None:
    assert flips(np.array([[0.3], [0.4]]), np.array([1.0]), 0) == (None, None)
    assert flips(np.array([[0.3, 0.2]]), np.array([0.5, 0.5]), 0) == (None, None)
    assert smallest_shift(np.array([[0.3, 0.2]]), np.array([0.5, 0.5])) is None
    with pytest.raises(ValueError, match="Give it some"):
        with_weight(np.array([1.0, 0.0]), 0, 0.5)


def test_a_dominating_site_is_never_overtaken() -> None:
    rows = np.array([[0.9, 0.9], [0.5, 0.8]])
    assert flips(rows, np.array([0.5, 0.5]), 0) == (None, None)
    assert smallest_shift(rows, np.array([0.5, 0.5])) is None


@pytest.mark.parametrize(
    "name",
    ["cell_therapy", "small_appliances", "hk_medtech", "only_a_sector", "zhangjiagang_new_energy"],
)
def test_ranking_again_at_a_flip_weight_changes_the_first_entry(
    name: str, catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    profile = examples[name]
    ranking = recommend(catalogue, profile)
    found = flip_points(catalogue, ranking)
    first, weights = ranking.entries[0], ranking.matrix.weights
    seen = 0
    for j, criterion in enumerate(weights.index):
        for side, sign in (("below", -1), ("above", 1)):
            weight = found.table.at[criterion, side]
            if np.isnan(weight):
                continue
            seen += 1
            shifted = [
                with_weight(weights.to_numpy(), j, weight + sign * step) for step in (-STEP, STEP)
            ]
            before, beyond = (
                recommend(
                    catalogue, replace(profile, weights=dict(zip(weights.index, w, strict=True)))
                )
                for w in shifted
            )
            idea = {first.site_id, *first.family}
            assert before.entries[0].site_id in idea, (criterion, side)
            heads = [entry.site_id for entry in beyond.entries[:1]]
            to = found.table.at[criterion, f"to_{side}"]
            assert heads == ([] if to is None else [to])
    assert seen
