"""What incentive rules would pay a project: low, mid and high by year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from features.formulas import PARTS_OF_CAPEX, YEARS, Formula
from features.incentives import OPEN_QUESTION, Condition, Status, conditions, status_of
from features.lists import parts
from features.memo import IdentityMemo
from features.project import Project

NO_CAP = np.inf
"""High end of an amount of which nothing bounds the missing input."""

HALVED = 0.5
"""The middle is halved for "up to", for a base of which only the whole is stated, and for
conditions that no project states: judgement, docs/decisions/0022."""


@dataclass(frozen=True, kw_only=True)
class Amount:
    """What one rule would pay a project.

    Attributes
    ----------
    conditions : every condition with its result
    status : eligible when all hold, not_eligible when one fails, else unknown
    schedule : project years by low, mid, high in the rule's currency; inf where nothing bounds
        the high end; zero for a rule that is shown as text only
    computed : False when the ledger's text gives no amount that follows from a project's facts
    missing : facts of the project that would narrow the range
    prolonged : True when the rule ends before the years that it would pay are over
    """

    rule: str
    conditions: tuple[Condition, ...]
    status: Status
    schedule: np.ndarray
    computed: bool
    missing: tuple[str, ...]
    prolonged: bool

    @property
    def total(self) -> tuple[float, float, float]:
        """Low, mid and high over all project years."""
        low, mid, high = self.schedule.sum(axis=0)
        return float(low), float(mid), float(high)

    @property
    def payable(self) -> bool:
        """True when an amount is computed and no condition fails."""
        return self.computed and self.status != "not_eligible"


def amounts(
    rules: pd.DataFrame,
    formulas: Mapping[str, Formula],
    project: Project,
    start: date,
    usd: float | None = None,
) -> dict[str, Amount]:
    """What every rule for investors would pay a project that starts on a day, wherever it is.

    Low is what is certain, high what the formula and the cap allow. Mid is the formula, halved
    for "up to", halved where the base is only a part of the fact that is stated, and halved while
    conditions that no project states are open; while a fact of the project itself is missing it
    is 0, so nothing unknown is rewarded. Where rate or cap may be one of two, high takes the
    larger and low and mid the smaller.

    Parameters
    ----------
    rules : rows of the ledger: incentive_id, sector_codes, needs_functions, needs_ownership,
        to_whom, valid_from, valid_to
    usd : CNY for one US dollar, for thresholds in dollars
    """
    rows = _ROWS.get((rules,), None, lambda: _for_investors(rules))
    return {
        rule: _amount(rule, row, formulas.get(rule), project, start, usd)
        for rule, row in rows.items()
    }


_ROWS = IdentityMemo(size=4)


def _for_investors(rules: pd.DataFrame) -> dict[str, dict[Any, Any]]:
    mine = rules[rules["to_whom"] == "investor"].set_index("incentive_id")
    lists = ("sector_codes", "needs_functions", "needs_ownership")
    held = mine.assign(**{name: parts(mine[name]) for name in lists})
    return {str(rule): row for rule, row in held.to_dict(orient="index").items()}


def _amount(
    rule: str, row: dict[Any, Any], formula: Formula | None, project: Project, start: date,
    usd: float | None,
) -> Amount:  # fmt: skip
    found = conditions(row, formula, project, start, usd)
    status = status_of(found)
    if formula is None and status == "eligible":
        status = "unknown"  # its text asks for more than the ledger encodes
    years, prolonged = _paying_years(formula, row["valid_to"], start)
    schedule = np.zeros((YEARS, 3))
    missing: tuple[str, ...] = ()
    if formula is not None and status != "not_eligible":
        schedule, missing = _schedule(formula, project, years, found)
    return Amount(
        rule=rule, conditions=found, status=status, schedule=schedule,
        computed=formula is not None, missing=missing, prolonged=prolonged,
    )  # fmt: skip


def _paying_years(formula: Formula | None, ended: object, start: date) -> tuple[np.ndarray, bool]:
    """Which of the project years the rule pays, and whether its end cuts some off."""
    wanted = np.arange(YEARS) < (formula.years if formula else 1)
    first_days = [pd.Timestamp(start)] + [
        pd.Timestamp(start.year + i, 1, 1) for i in range(1, YEARS)
    ]
    within = np.array([not isinstance(ended, pd.Timestamp) or day <= ended for day in first_days])
    return wanted & within, bool((wanted & ~within).any())


def _schedule(
    formula: Formula, project: Project, years: np.ndarray, found: tuple[Condition, ...]
) -> tuple[np.ndarray, tuple[str, ...]]:
    base, missing = _base(formula, project)
    if formula.max_base is not None:
        base = min(base, formula.max_base)
    stated_ways = [_paid(f, base, years) for f in (formula, formula.least) if f is not None]
    most, least = np.maximum.reduce(stated_ways), np.minimum.reduce(stated_ways)
    unknown = {condition.what for condition in found if condition.result == "unknown"}
    stated = not missing and unknown <= {OPEN_QUESTION}
    share = HALVED ** sum((formula.up_to, formula.is_part, OPEN_QUESTION in unknown))
    mid = np.where(np.isfinite(least), least, 0.0) * (share if stated else 0.0)
    low = mid if stated and share == 1.0 else np.zeros(YEARS)
    return np.column_stack([low, mid, most]), missing


def _paid(formula: Formula, base: float, years: np.ndarray) -> np.ndarray:
    """The most that is paid in each year, by formula and cap."""
    if formula.base == "output" and np.isfinite(base):
        high = _by_steps(formula, base)
    else:
        high = formula.rate * base * (12 if formula.base == "floor" else 1)
    cap = NO_CAP if formula.cap is None else formula.cap
    if formula.cap_year is not None:
        return _within(np.where(years, formula.cap_year, 0.0), min(high, cap))
    if formula.per == "year":
        return np.where(years, min(high, cap), 0.0)
    return _within(np.where(years, high, 0.0), cap)


def _by_steps(formula: Formula, output: float) -> float:
    """An award by whole steps of output: two shares at the first step, one for each further."""
    step = formula.min_output or 1.0
    steps = output // step
    return formula.rate * step * (steps + 1) if steps else 0.0


def _within(paid: np.ndarray, cap: float) -> np.ndarray:
    """Yearly amounts of which no more than the cap is paid in all."""
    finite = np.where(np.isfinite(paid), paid, cap)
    if not np.isfinite(cap):
        return paid
    so_far = np.minimum(np.cumsum(finite), cap)
    return np.diff(so_far, prepend=0.0)


def _base(formula: Formula, project: Project) -> tuple[float, tuple[str, ...]]:
    """The largest base that the project's facts allow, and the facts that would narrow it."""
    if formula.base in ("capex", *PARTS_OF_CAPEX):
        fact = project.capex_cny
        part = (formula.base,) if formula.base != "capex" else ()
        return (NO_CAP, ("capex", *part)) if fact is None else (fact, ())
    facts = {"rd": project.rd_cny, "tax": project.tax_cny, "floor": project.floor_area_m2,
             "output": project.output_cny, "interest": project.interest_cny}  # fmt: skip
    stated = facts[formula.base]
    return (NO_CAP, (formula.base,)) if stated is None else (stated, ())
