"""What more room is worth to a plan: one unit more, and the least that changes anything.

Worth grows in steps with the room, so it is found by solving again, never by a shadow price.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from models.assignment import NOBODY, TENTHS, Plan, Problem, assign, exact

MOST_SOLVES = 16
"""Times that the problem is solved again for one capacity."""

MOST_STEPS = 4_000_000
"""Steps of room up to which the sums of needs are told apart; beyond, every step counts as one."""


@dataclass(frozen=True, kw_only=True)
class Price:
    """What more of a resource at a site is worth.

    Attributes
    ----------
    used : of the resource by the plan
    one_more : worth that one unit more brings; None where it was not proven in time
    extra : the least more that brings anything; None where nothing does, or it was not found
    exactly : False where less than `extra` may do too, or something may where `extra` is None,
        since solving stopped
    brings : worth that `extra` brings
    comes : leads that `extra` places and the plan does not
    """

    resource: str
    site: int
    used: float
    one_more: float | None
    extra: float | None = None
    exactly: bool = True
    brings: float = 0.0
    comes: tuple[int, ...] = ()


def prices(problem: Problem, plan: Plan, *, seconds: float = 60.0) -> list[Price]:
    """A price for every capacity that is stated, in the order of resources and sites.

    `seconds` are shared by all; what is not reached has no price. A plan that is not proven has
    none either.
    """
    until = time.monotonic() + seconds
    priced = [
        _Priced(problem, plan, name, int(site), until)
        for name, have in problem.have.items()
        for site in np.flatnonzero(~np.isnan(have))
    ]
    for one in priced:  # one unit more first, everywhere: the least that helps takes longer
        one.one_more()
    return [one.price() for one in priced]


def used(problem: Problem, plan: Plan, name: str, site: int) -> Fraction:
    """What a plan uses of a resource at a site, exactly."""
    there = np.flatnonzero(plan.site_of == site)
    known = [i for i in there if not np.isnan(problem.need[name][i])]
    return sum((exact(problem.need[name][i]) for i in known), Fraction(0))


class _Priced:
    """One capacity: room counts in whole steps of what the needs at the site share."""

    def __init__(self, problem: Problem, plan: Plan, name: str, site: int, until: float) -> None:
        self.problem, self.plan, self.name, self.site = problem, plan, name, site
        self.until = until
        self.have = exact(problem.have[name][site])
        self.step = problem.grid(name, site)
        self.sums = self._sums()
        self.now = self._reached(int(self.have // self.step))
        self.used = used(problem, plan, name, site)
        self.plans: dict[int, Plan | None] = {self.now: plan if plan.proven else None}

    def _sums(self) -> np.ndarray | None:
        """What some leads together need, in steps, rising: only there can a plan change."""
        if self._all() > MOST_STEPS:
            return None
        reached = 1
        for need in self._needs(np.flatnonzero(self.problem.stated[:, self.site])):
            reached |= reached << need
        data = reached.to_bytes(reached.bit_length() // 8 + 1, "little")
        return np.flatnonzero(np.unpackbits(np.frombuffer(data, dtype=np.uint8), bitorder="little"))

    def _reached(self, steps: int) -> int:
        """The largest sum of needs within so many steps: more room than that is idle."""
        if self.sums is None:
            return steps
        return int(self.sums[np.searchsorted(self.sums, steps, side="right") - 1])

    def _between(self, low: int, high: int) -> int | None:
        """A sum in the middle between two; None where there is none."""
        if self.sums is None:
            return (low + high) // 2 if high - low > 1 else None
        i, j = np.searchsorted(self.sums, [low, high])
        return int(self.sums[(i + j) // 2]) if j - i > 1 else None

    def price(self) -> Price:
        known = {"resource": self.name, "site": self.site, "used": float(self.used)}
        if not self.plan.proven or self._is_enough():
            return Price(**known, one_more=self.one_more())  # type: ignore[arg-type]
        return Price(**known, one_more=self.one_more(), **self._least())  # type: ignore[arg-type]

    def one_more(self) -> float | None:
        """Worth that one unit more brings; None where it is not proven."""
        if not self.plan.proven:
            return None
        return 0.0 if self._is_enough() else self._gain(int((self.have + 1) // self.step))

    def _is_enough(self) -> bool:
        """True where no more room can change anything, without solving."""
        best = np.where(self.problem.stated, self.problem.tenths, 0).max(axis=1, initial=0)
        return self._all() <= self.now or int(best.sum()) == round(TENTHS * self.plan.worth)

    def _all(self) -> int:
        """Steps that all the leads that may go here need together."""
        return sum(self._needs(np.flatnonzero(self.problem.stated[:, self.site])))

    def _needs(self, leads: np.ndarray) -> Iterator[int]:
        need = self.problem.need[self.name]
        return (int(exact(need[i]) / self.step) for i in leads)

    def _least(self) -> dict[str, object]:
        """The least more that brings anything, between what brings nothing and what does."""
        high = self._enough()
        if high is None:
            return {"exactly": None not in self.plans.values()}
        low = self.now
        while (middle := self._between(low, high)) is not None:
            gain = self._gain(middle)
            if gain is None:
                break
            low, high = (middle, high) if gain == 0 else (low, middle)
        plan = self.plans[high]
        assert plan is not None  # noqa: S101 (a gain was proven there)
        comes = np.flatnonzero((plan.site_of != NOBODY) & (self.plan.site_of == NOBODY))
        return {
            "extra": float(high * self.step - self.have),
            "exactly": middle is None,
            "brings": self._gain(high),
            "comes": tuple(comes.tolist()),
        }

    def _enough(self) -> int | None:
        """Steps of room that bring something: for a lead that waits, else for all."""
        waits = np.flatnonzero(self.problem.stated[:, self.site] & (self.plan.site_of == NOBODY))
        taken = int(self.used / self.step)
        nearest = [taken + need for need in self._needs(waits) if taken + need > self.now]
        tried = [min(nearest)] if nearest else []
        known = [steps for steps, plan in self.plans.items() if plan and self._more(plan)]
        for steps in (*sorted([*known, *tried]), self._all()):
            if self._gain(steps):
                return steps
        return None

    def _gain(self, steps: int) -> float | None:
        """Worth that a capacity of so many steps brings; None where that is not proven."""
        steps = self._reached(steps)
        if steps not in self.plans:
            left = self.until - time.monotonic()
            solved = len(self.plans) - 1
            self.plans[steps] = (
                self._solved(steps, left) if left > 0 and solved < MOST_SOLVES else None
            )
        plan = self.plans[steps]
        return None if plan is None else self._more(plan)

    def _solved(self, steps: int, seconds: float) -> Plan | None:
        wider = self.problem.with_more(self.name, self.site, float(steps * self.step))
        found = assign(wider, seconds=seconds)
        return found if found.proven else None

    def _more(self, plan: Plan) -> float:
        return round(plan.worth - self.plan.worth, 1)
