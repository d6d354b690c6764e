"""Leads to sites of limited room: the very best plan, never over a capacity, priced by solving."""

from __future__ import annotations

import subprocess
import sys
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.assignment import NOBODY, Plan, Problem, assign, exact
from models.room_prices import prices, used
from tests.conftest import ROOT

NAN = float("nan")


def problem(worth: list[list[float]], need: list[float], have: list[float]) -> Problem:
    return Problem(
        worth=np.array(worth, dtype=float),
        need={"land": np.array(need, dtype=float)},
        have={"land": np.array(have, dtype=float)},
    )


def fits(asked: Problem, site_of: tuple[int, ...]) -> bool:
    for name, have in asked.have.items():
        for site, most in enumerate(have):
            there = [i for i, s in enumerate(site_of) if s == site]
            if np.isnan(most):
                continue
            if any(np.isnan(asked.need[name][i]) for i in there):
                return False
            if sum((exact(asked.need[name][i]) for i in there), Fraction(0)) > exact(most):
                return False
    return all(s == NOBODY or not np.isnan(asked.worth[i, s]) for i, s in enumerate(site_of))


def tenths(asked: Problem, site_of: tuple[int, ...]) -> int:
    return sum(int(np.rint(10 * asked.worth[i, s])) for i, s in enumerate(site_of) if s != NOBODY)


def best_by_force(asked: Problem) -> int:
    leads, sites = asked.worth.shape
    plans = product(range(NOBODY, sites), repeat=leads)
    return max(tenths(asked, plan) for plan in plans if fits(asked, plan))


AMOUNT = st.one_of(
    st.sampled_from([0.0, 0.1, 0.2, 0.3, 11.1, 22.2, 33.3, 49.9995, 100.0, NAN]),
    st.integers(0, 400).map(lambda n: n / 10),
)
WORTH = st.one_of(st.just(NAN), st.integers(0, 1_000).map(lambda n: n / 10))


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    leads, sites = draw(st.integers(1, 4)), draw(st.integers(1, 2))
    numbers = lambda n, kind: np.array(draw(st.lists(kind, min_size=n, max_size=n)))  # noqa: E731
    names = draw(st.sampled_from([["land"], ["land", "floor"]]))
    have = {name: numbers(sites, AMOUNT) for name in names} | {
        "projects": numbers(sites, st.one_of(st.just(NAN), st.integers(0, 3).map(float)))
    }
    need = {name: numbers(leads, AMOUNT) for name in names} | {"projects": np.ones(leads)}
    worth = np.array([draw(st.lists(WORTH, min_size=sites, max_size=sites)) for _ in range(leads)])
    return Problem(worth=worth, need=need, have=have)


@given(problems())
@settings(max_examples=150)
def test_the_plan_is_the_best_of_all_and_passes_no_capacity(asked: Problem) -> None:
    plan = assign(asked)
    site_of = tuple(int(site) for site in plan.site_of)
    assert plan.proven
    assert fits(asked, site_of)
    assert round(10 * plan.worth) == tenths(asked, site_of) == best_by_force(asked)


@given(problems())
@settings(max_examples=40)
def test_a_price_is_the_difference_that_force_finds(asked: Problem) -> None:
    base = best_by_force(asked)
    for price in prices(asked, assign(asked)):
        have = asked.have[price.resource][price.site]

        def gain(more: float, price=price, have=have) -> int:
            wider = asked.with_more(price.resource, price.site, float(exact(have) + exact(more)))
            return best_by_force(wider) - base

        assert round(10 * price.one_more) == gain(1.0)
        if price.extra is None:
            assert gain(1e6) == 0
        else:
            assert round(10 * price.brings) == gain(price.extra) > 0
            assert price.exactly
            assert gain(float(exact(price.extra) - Fraction(1, 10_000))) == 0


@given(problems(), st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_the_worth_does_not_depend_on_the_order_of_rows(asked: Problem, draw) -> None:
    order = list(range(len(asked.worth)))
    draw.shuffle(order)
    turned = Problem(
        worth=asked.worth[order],
        need={name: need[order] for name, need in asked.need.items()},
        have=asked.have,
    )
    assert assign(turned).worth == assign(asked).worth
    assert assign(asked).site_of.tolist() == assign(asked).site_of.tolist()


def test_decimals_never_pass_a_capacity() -> None:
    asked = problem([[10.0]] * 3, [11.1, 11.1, 11.1], [33.3])
    assert (assign(asked).site_of == 0).all()
    just = problem([[10.0]] * 3, [11.1, 11.1, 11.2], [33.3])
    plan = assign(just)
    assert (plan.site_of == 0).sum() == 2
    assert used(just, plan, "land", 0) <= Fraction(333, 10)


def test_one_unit_may_be_worth_nothing_and_twelve_something() -> None:
    asked = problem([[60.0], [50.0]], [20.0, 22.0], [30.0])
    [price] = prices(asked, assign(asked))
    assert (price.one_more, price.extra, price.brings, price.comes) == (0.0, 12.0, 50.0, (1,))


def test_room_that_is_left_has_no_price() -> None:
    [price] = prices(*(lambda p: (p, assign(p)))(problem([[60.0]], [20.0], [30.0])))
    assert (price.used, price.one_more, price.extra) == (20.0, 0.0, None)


def test_a_need_that_is_not_stated_takes_no_part_where_the_room_is_limited() -> None:
    asked = problem([[60.0, 50.0], [40.0, NAN]], [NAN, 10.0], [100.0, NAN])
    assert assign(asked).site_of.tolist() == [1, 0]


def test_nothing_to_place_is_an_empty_plan() -> None:
    for asked in (
        problem([[NAN]], [1.0], [5.0]),
        problem([[9.0]], [7.0], [5.0]),
        Problem(worth=np.zeros((0, 2)), need={"land": np.zeros(0)}, have={"land": np.ones(2)}),
    ):
        plan = assign(asked)
        assert (plan.worth, plan.proven) == (0.0, True)
        assert (plan.site_of == NOBODY).all()


def test_a_best_that_is_not_proven_in_time_is_not_called_the_best() -> None:
    rng = np.random.default_rng(1)
    need = rng.uniform(5, 60, 200).round(3)
    asked = Problem(
        worth=rng.uniform(45, 85, (200, 10)).round(3),
        need={"land": need},
        have={"land": np.full(10, need.sum() / 20)},
    )
    plan = assign(asked, seconds=0.05)
    assert not plan.proven
    assert plan.gap is None or plan.gap > 0
    assert all(
        used(asked, plan, "land", site) <= exact(have)
        for site, have in enumerate(asked.have["land"])
    )
    assert {price.one_more for price in prices(asked, plan)} == {None}


def test_prices_stop_when_their_time_is_over() -> None:
    asked = problem([[60.0], [50.0]], [20.0, 22.0], [30.0])
    [price] = prices(asked, assign(asked), seconds=0.0)
    assert (price.one_more, price.extra, price.exactly) == (0.0, None, False)


def test_of_plans_of_one_worth_most_leads_are_placed() -> None:
    plan = assign(problem([[60.0], [30.0], [30.0], [0.0]], [10.0, 5.0, 5.0, 0.0], [10.0]))
    assert plan.site_of.tolist() == [NOBODY, 0, 0, 0]


@pytest.mark.slow
def test_the_solver_prints_nothing() -> None:
    code = (
        "import numpy as np\n"
        "from models.assignment import Problem, assign\n"
        "rng = np.random.default_rng(1)\n"
        "worth = rng.uniform(45, 85, (40, 8)).round(3)\n"
        "worth[rng.random((40, 8)) < 0.5] = np.nan\n"
        "land = rng.choice([5, 8, 12, 20, 30, 45, 60, 100, 150.0, 29.999], 40)\n"
        "for more in range(8):\n"
        "    have = np.full(8, land.sum() / 16 + more)\n"
        "    assign(Problem(worth=worth, need={'land': land}, have={'land': have}))\n"
        "print('done')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "done\n"


def test_a_plan_says_whether_it_is_proven() -> None:
    assert Plan(site_of=np.array([0]), worth=1.0, gap=0.0).proven
    assert not Plan(site_of=np.array([0]), worth=1.0, gap=None).proven
