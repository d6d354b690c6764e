"""Leads to sites of limited room, exactly: the plan whose worth together is greatest.

A generalised assignment problem, solved by branch and cut (HiGHS): Martello, S., and Toth, P.
(1990). Knapsack Problems, chapter 7. Wiley. Huangfu, Q., and Hall, J. A. J. (2018). Parallelizing
the dual revised simplex method. Mathematical Programming Computation 10, 119-142.

Worths count in tenths and room in exact fractions, so neither a sum nor a capacity is ever
passed by rounding.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import gcd, lcm

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse import csr_array

from models.quiet import quiet

TENTHS = 10
"""Worths count in tenths, as they are shown: a finer difference is none."""

LARGEST = 100.0
"""Largest coefficient of a row as the solver is given it: its tolerances are absolute."""

MOST_CUTS = 200
"""Plans that pass a capacity by the solver's tolerance and are cut off, one after another."""

NOBODY = -1

Row = dict[int, int]
"""Variables with their whole-number coefficients."""


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Leads, sites, and what each resource holds.

    Attributes
    ----------
    worth : leads by sites, at least 0; NaN where a lead cannot go
    need : of each resource, by lead; NaN where it is not stated
    have : of each resource, by site; NaN where it is not limited
    """

    worth: np.ndarray
    need: Mapping[str, np.ndarray]
    have: Mapping[str, np.ndarray]

    @cached_property
    def stated(self) -> np.ndarray:
        """True where a lead may go and states every need that is limited there."""
        may = ~np.isnan(self.worth)
        for name, have in self.have.items():
            may = may & ~(np.isnan(self.need[name])[:, None] & ~np.isnan(have)[None, :])
        return may

    @cached_property
    def tenths(self) -> np.ndarray:
        """The worths as whole tenths; 0 where a lead cannot go."""
        return np.rint(np.nan_to_num(self.worth) * TENTHS).astype(np.int64)

    def grid(self, name: str, site: int) -> Fraction:
        """The largest step of which every need at a site is a whole number; 1 where none needs."""
        needs = [exact(self.need[name][i]) for i in np.flatnonzero(self.stated[:, site])]
        needs = [need for need in needs if need]
        if not needs:
            return Fraction(1)
        under = lcm(*(need.denominator for need in needs))
        return Fraction(gcd(*(int(need * under) for need in needs)), under)

    def with_more(self, name: str, site: int, have: float) -> Problem:
        """The problem with another capacity at a site."""
        changed = self.have[name].copy()
        changed[site] = have
        return replace(self, have={**self.have, name: changed})


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Where each lead goes (`NOBODY` where nowhere), and what that is worth together.

    `gap` is how much more, as a share of `worth`, a plan may bring: 0 when it is proven the best,
    None when nothing is known.
    """

    site_of: np.ndarray
    worth: float
    gap: float | None

    @property
    def proven(self) -> bool:
        """True when no plan is worth more."""
        return self.gap == 0


def exact(amount: float) -> Fraction:
    """The amount as it is written in decimals, exactly.

    Examples
    --------
    >>> exact(33.3), exact(0.1) * 3 == exact(0.3)
    (Fraction(333, 10), True)
    """
    return Fraction(repr(float(amount)))


def assign(problem: Problem, *, seconds: float = 60.0) -> Plan:
    """The plan of greatest worth: each lead at most once, no capacity passed.

    Of plans of the same worth it is one that places most leads; the same problem has the same plan.
    Where the best is not proven within `seconds`, the best that was found, with its gap.

    Examples
    --------
    >>> worth = np.array([[60.0], [50.0], [40.0]])
    >>> land = {"land": np.array([33.3, 11.1, 22.2])}
    >>> plan = assign(Problem(worth=worth, need=land, have={"land": np.array([33.3])}))
    >>> plan.site_of.tolist(), plan.worth, plan.proven
    ([-1, 0, 0], 90.0, True)
    """
    pairs, rows = _pairs(problem), []
    if not pairs:
        return Plan(site_of=np.full(len(problem.worth), NOBODY), worth=0.0, gap=0.0)
    scale = len(problem.worth) + 1  # a lead more counts less than a tenth
    gains = [int(problem.tenths[pair]) * scale + 1 for pair in pairs]
    capacities = _capacities(problem, pairs)
    rows = [*_once(pairs), *capacities]
    for _ in range(MOST_CUTS):
        found = _solved(gains, rows, scale, seconds)
        chosen = _chosen(found, pairs, capacities, problem)
        passed = [row for row, most in capacities if _sum(row, chosen) > most]
        if not passed:
            return _plan(problem, pairs, chosen, found)
        rows += [_cut(row, chosen) for row in passed]
    greedy = _greedy(problem, pairs, capacities)
    return replace(_plan(problem, pairs, greedy, found), gap=None)


def _pairs(problem: Problem) -> list[tuple[int, int]]:
    """Pairs of lead and site where the lead alone does not pass a capacity."""
    may = problem.stated.copy()
    for name, have in problem.have.items():
        for site in np.flatnonzero(~np.isnan(have)):
            for lead in np.flatnonzero(may[:, site]):
                may[lead, site] = exact(problem.need[name][lead]) <= exact(have[site])
    return [(int(lead), int(site)) for lead, site in zip(*np.nonzero(may), strict=True)]


def _once(pairs: list[tuple[int, int]]) -> list[tuple[Row, int]]:
    rows: dict[int, Row] = {}
    for number, (lead, _) in enumerate(pairs):
        rows.setdefault(lead, {})[number] = 1
    return [(row, 1) for row in rows.values() if len(row) > 1]


def _capacities(problem: Problem, pairs: list[tuple[int, int]]) -> list[tuple[Row, int]]:
    """Rows in whole numbers of the step that all needs share."""
    found = []
    for name, have in problem.have.items():
        for site in np.flatnonzero(~np.isnan(have)):
            step = problem.grid(name, int(site))
            row = {
                number: int(exact(problem.need[name][lead]) / step)
                for number, (lead, where) in enumerate(pairs)
                if where == site
            }
            most = exact(have[site]) // step
            if sum(row.values()) > most:
                found.append((row, int(most)))
    return found


def _solved(
    gains: list[int], rows: list[tuple[Row, int]], scale: int, seconds: float
) -> OptimizeResult:
    factors = [min(1.0, LARGEST / max(row.values())) for row, _ in rows]
    cells = [
        (i, j, value * factors[i]) for i, (row, _) in enumerate(rows) for j, value in row.items()
    ]
    limits = []
    if cells:
        i, j, values = (np.array(column) for column in zip(*cells, strict=True))
        table = csr_array((values, (i, j)), shape=(len(rows), len(gains)))
        # Half a step of slack: whole numbers cannot use it, and the solver's tolerance may.
        most = [(most + 0.5) * factor for (_, most), factor in zip(rows, factors, strict=True)]
        limits = [LinearConstraint(table, ub=np.array(most))]
    with quiet():
        return milp(
            -np.array(gains, dtype=float) / scale,
            integrality=np.ones(len(gains)),
            bounds=Bounds(0, 1),
            constraints=limits,
            options={"mip_rel_gap": 0.0, "time_limit": seconds},
        )


def _chosen(
    found: OptimizeResult,
    pairs: list[tuple[int, int]],
    capacities: list[tuple[Row, int]],
    problem: Problem,
) -> set[int]:
    if found.x is None:
        return _greedy(problem, pairs, capacities)
    return set(np.flatnonzero(found.x > 0.5).tolist())


def _greedy(
    problem: Problem, pairs: list[tuple[int, int]], capacities: list[tuple[Row, int]]
) -> set[int]:
    """The dearest pair that still fits, again and again: where the solver has nothing."""
    order = sorted(range(len(pairs)), key=lambda n: (-int(problem.tenths[pairs[n]]), n))
    chosen: set[int] = set()
    placed: set[int] = set()
    for number in order:
        tried = chosen | {number}
        fits = all(_sum(row, tried) <= most for row, most in capacities if number in row)
        if pairs[number][0] not in placed and fits:
            chosen, placed = tried, placed | {pairs[number][0]}
    return chosen


def _sum(row: Row, chosen: set[int]) -> int:
    return sum(value for number, value in row.items() if number in chosen)


def _cut(row: Row, chosen: set[int]) -> tuple[Row, int]:
    """Not all of these together: whole numbers know what the solver's tolerance does not."""
    cover = {number: 1 for number in row if number in chosen}
    return cover, len(cover) - 1


def _plan(
    problem: Problem,
    pairs: list[tuple[int, int]],
    chosen: set[int],
    found: OptimizeResult,
) -> Plan:
    site_of = np.full(len(problem.worth), NOBODY)
    for number in chosen:
        site_of[pairs[number][0]] = pairs[number][1]
    worth = sum(int(problem.tenths[pairs[number]]) for number in chosen)
    return Plan(site_of=site_of, worth=worth / TENTHS, gap=_gap(worth, found))


def _gap(worth: int, found: OptimizeResult) -> float | None:
    if found.status == 0:
        return 0.0
    bound = found.mip_dual_bound
    if bound is None or not np.isfinite(bound):
        return None
    most = int(-bound + 1e-6)
    return max(0.0, (most - worth) / worth) if worth else None
