"""Rank acceptability agrees with cases that can be worked out, and keeps its laws."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from models.acceptability import acceptability, confidence
from models.value_draws import Utilities, drawn_utilities
from models.weight_draws import CONCENTRATION, anywhere, around, in_order, within

DRAWS = 2_000
SHARES = st.floats(0, 1, allow_nan=False).map(lambda x: round(x, 3))


@st.composite
def doubtful(draw: st.DrawFn, most: int = 7) -> Utilities:
    """Utilities of some sites: a middle, and ends around it or at it."""
    n, k = draw(st.integers(1, most)), draw(st.integers(1, 4))
    rows = draw(arrays(float, (3, n, k), elements=SHARES))
    low, middle, high = np.sort(rows, axis=0)
    return Utilities(low=low, middle=middle, high=high)


def weights_of(utilities: Utilities, seed: int = 3) -> np.ndarray:
    return anywhere(utilities.middle.shape[1], DRAWS, seed=seed)


def test_three_sites_share_first_place_as_the_geometry_says() -> None:
    sites = Utilities.known(np.array([[1.0, 0.0], [0.0, 1.0], [0.6, 0.6]]))
    found = acceptability(sites, anywhere(2, 200_000, seed=5), seed=5)
    assert found.first == pytest.approx([0.4, 0.4, 0.2], abs=0.005)
    # The first two are first where one weight is above 0.6: their central weight is 0.8.
    assert found.central[0] == pytest.approx([0.8, 0.2], abs=0.005)
    assert found.central[2] == pytest.approx([0.5, 0.5], abs=0.005)


def test_an_unknown_drawn_evenly_wins_as_often_as_its_interval_says() -> None:
    utilities = Utilities(
        low=np.array([[0.5], [0.0]]), middle=np.array([[0.5], [0.5]]), high=np.array([[0.5], [1.0]])
    )
    found = acceptability(utilities, np.ones((50_000, 1)), seed=2)
    assert found.first == pytest.approx([0.5, 0.5], abs=0.005)


def test_an_unknown_of_low_typical_wins_seldom_though_its_interval_is_wide() -> None:
    """Half of the interval lies above the rival, but only one draw in eight does."""
    utilities = Utilities(
        low=np.array([[0.5], [0.0]]), middle=np.array([[0.5], [0.2]]), high=np.array([[0.5], [1.0]])
    )
    found = acceptability(utilities, np.ones((50_000, 1)), seed=2)
    # Above 0.2 lie 0.2 of the draws, evenly up to 1: 0.2 * 0.5 / 0.8.
    assert found.first[1] == pytest.approx(0.125, abs=0.005)


@given(doubtful())
@settings(max_examples=60, deadline=None)
def test_shares_of_every_place_and_of_every_site_sum_to_one(utilities: Utilities) -> None:
    found = acceptability(utilities, weights_of(utilities), seed=1)
    assert found.ranks.sum(axis=0) == pytest.approx(np.ones(found.ranks.shape[1]))
    assert found.ranks.sum(axis=1) == pytest.approx(np.ones(len(found.ranks)))
    assert found.wins + found.wins.T == pytest.approx(np.ones_like(found.wins))


@given(doubtful())
@settings(max_examples=30, deadline=None)
def test_same_seed_same_bytes(utilities: Utilities) -> None:
    once, twice = (acceptability(utilities, weights_of(utilities), seed=7) for _ in range(2))
    for part in ("ranks", "wins", "central"):
        assert getattr(once, part).tobytes() == getattr(twice, part).tobytes()


@given(doubtful(), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_of_known_rows_is_irrelevant(utilities: Utilities, random) -> None:
    known, weights = utilities.middle, weights_of(utilities)
    order = np.array(random.sample(range(len(known)), len(known)))
    plain = acceptability(Utilities.known(known), weights, seed=1)
    shuffled = acceptability(Utilities.known(known[order]), weights, seed=1)
    assert shuffled.first == pytest.approx(plain.first[order], abs=0.01)


@given(doubtful(), st.integers(0, 3))
@settings(max_examples=40, deadline=None)
def test_identical_sites_get_equal_shares(utilities: Utilities, which: int) -> None:
    i = which % len(utilities.middle)
    low, middle, high = (
        np.vstack([part, part[i]]) for part in (utilities.low, utilities.middle, utilities.high)
    )
    found = acceptability(Utilities(low=low, middle=middle, high=high),
                          weights_of(utilities), seed=1)  # fmt: skip
    assert found.ranks[i].tolist() == found.ranks[-1].tolist()
    a, b = (found.leaders.tolist().index(site) for site in (i, len(middle) - 1))
    assert found.wins[a, b] == found.wins[b, a] == 0.5


@given(doubtful(), st.integers(0, 6), st.integers(0, 3))
@settings(max_examples=40, deadline=None)
def test_a_better_known_value_never_lowers_the_first_share(
    utilities: Utilities, row: int, column: int
) -> None:
    i, j = row % utilities.middle.shape[0], column % utilities.middle.shape[1]
    better = utilities.middle.copy()
    better[i, j] = min(1.0, better[i, j] + 0.2)
    weights = weights_of(utilities)
    before = acceptability(Utilities.known(utilities.middle), weights, seed=1).first[i]
    assert acceptability(Utilities.known(better), weights, seed=1).first[i] >= before - 1e-9


@given(st.lists(SHARES, min_size=3, max_size=3))
def test_a_drawn_value_stays_in_its_interval_and_has_its_middle_as_mean(ends: list[float]) -> None:
    low, middle, high = sorted(ends)
    drawn = drawn_utilities(low, middle, high, (np.arange(5_000) + 0.5) / 5_000)
    assert drawn.min() >= low - 1e-12
    assert drawn.max() <= high + 1e-12
    assert drawn.mean() == pytest.approx(middle, abs=1e-3)


def test_one_site_is_always_first_and_none_constant_is_told_apart() -> None:
    alone = acceptability(Utilities.known(np.array([[0.3, 0.2]])), anywhere(2, 500, seed=1), seed=1)
    assert alone.first.tolist() == [1.0]
    level = acceptability(Utilities.known(np.full((4, 3), 0.4)), anywhere(3, 500, seed=1), seed=1)
    assert level.first.tolist() == [0.25] * 4


def test_sites_of_one_idea_share_its_best_score() -> None:
    """Two sites of one idea, each good at one thing, are first wherever either is."""
    rows = np.array([[1.0, 0.0], [0.0, 1.0], [0.6, 0.6]])
    found = acceptability(
        Utilities.known(rows), anywhere(2, 50_000, seed=1), seed=1, begins=np.array([0, 2])
    )
    assert found.first == pytest.approx([0.8, 0.2], abs=0.01)


def test_confidence_is_the_share_under_one_weighting() -> None:
    utilities = Utilities(
        low=np.array([[0.6, 0.0], [0.5, 0.5]]),
        middle=np.array([[0.6, 0.5], [0.5, 0.5]]),
        high=np.array([[0.6, 1.0], [0.5, 0.5]]),
    )
    # At even weights the first leads when its unknown is above 0.4.
    even = np.array([0.5, 0.5])
    assert confidence(utilities, even, 0, draws=20_000, seed=1) == pytest.approx(0.6, abs=0.01)


def test_blanks_and_ends_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="out of order"):
        Utilities.known(np.array([[np.nan]]))
    with pytest.raises(ValueError, match="shapes"):
        Utilities(low=np.zeros((1, 2)), middle=np.zeros((1, 2)), high=np.ones((2, 1)))


@given(arrays(float, 5, elements=st.floats(0.0, 1.0)).filter(lambda w: w.sum() > 0.1))
@settings(max_examples=40, deadline=None)
def test_every_draw_of_weights_sums_to_one_and_keeps_zeros(stated: np.ndarray) -> None:
    for drawn in (around(stated, 200, seed=1), in_order(stated, 200, seed=1)):
        assert drawn.sum(axis=1) == pytest.approx(np.ones(200))
        assert (drawn >= 0).all()
        assert not drawn[:, stated == 0].any()


def test_weights_around_stated_ones_have_them_as_mean_and_spread_as_documented() -> None:
    drawn = around([0.5, 0.3, 0.2], 100_000, seed=4)
    assert drawn.mean(axis=0) == pytest.approx([0.5, 0.3, 0.2], abs=0.002)
    spread = np.sqrt(0.2 * 0.8 / (CONCENTRATION + 1))
    assert drawn[:, 2].std() == pytest.approx(spread, abs=0.001)


def test_ordinal_weights_have_the_rank_order_centroid_as_mean() -> None:
    """Barron and Barrett (1996): (11/18, 5/18, 2/18) for three ranks."""
    drawn = in_order([0.5, 0.3, 0.2], 200_000, seed=4)
    assert drawn.mean(axis=0) == pytest.approx([11 / 18, 5 / 18, 2 / 18], abs=0.003)


@given(st.lists(st.tuples(SHARES, SHARES).map(sorted), min_size=2, max_size=5))
@settings(max_examples=60, deadline=None)
def test_interval_weights_stay_inside_or_are_refused(ends: list[list[float]]) -> None:
    low, high = zip(*ends, strict=True)
    if not sum(low) <= 1 <= sum(high):
        with pytest.raises(ValueError, match="Widen them"):
            within(low, high, 50, seed=1)
        return
    drawn = within(low, high, 50, seed=1)
    assert drawn.sum(axis=1) == pytest.approx(np.ones(50))
    assert (drawn >= np.array(low) - 1e-9).all()
    assert (drawn <= np.array(high) + 1e-9).all()


def test_wide_intervals_are_the_whole_simplex() -> None:
    drawn = within([0, 0, 0], [1, 1, 1], 50_000, seed=1)
    assert drawn.mean(axis=0) == pytest.approx([1 / 3] * 3, abs=0.01)
    # Uniform on the simplex: the first weight is Beta(1, 2), of variance 1/18.
    assert drawn[:, 0].var() == pytest.approx(1 / 18, abs=0.003)


@pytest.mark.parametrize("stated", [[0.0, 0.0], [-1.0, 2.0], [float("nan"), 1.0]])
def test_weights_that_cannot_be_are_refused(stated: list[float]) -> None:
    with pytest.raises(ValueError, match="Correct them"):
        around(stated, 10, seed=1)
