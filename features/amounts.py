"""What incentive rules would pay a project: low, mid and high by year, with every condition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
import pandas as pd

from features.formulas import PARTS_OF_CAPEX, YEARS, Formula
from features.incentives import covers
from features.lists import parts
from features.project import Project

Status = Literal["eligible", "unknown", "not_eligible"]
Result = Literal["pass", "fail", "unknown"]
NO_CAP = np.inf
"""High end of an amount of which nothing bounds the missing input."""


@dataclass(frozen=True, kw_only=True)
class Condition:
    """One condition of a rule: what it asks, of what the project states, and whether it holds.

    `what` is sector, functions, ownership, kind, capex, output, begun, ended or ask (a condition
    that no project states; `needed` then holds its words).
    """

    what: str
    result: Result
    needed: str = ""
    needed_zh: str = ""
    stated: str = ""


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


def amounts(
    rules: pd.DataFrame, formulas: Mapping[str, Formula], project: Project, start: date
) -> dict[str, Amount]:
    """What every rule for investors would pay a project that starts on a day, wherever it is.

    Low is what is certain, high what the formula and the cap allow. Mid is the formula, halved for
    "up to" and halved again where the base is only a part of the fact that is stated; a rule that
    hangs on an open condition has a mid of 0, so nothing unknown is rewarded.

    Parameters
    ----------
    rules : rows of the ledger: incentive_id, sector_codes, needs_functions, needs_ownership,
        to_whom, valid_from, valid_to
    """
    mine = rules[rules["to_whom"] == "investor"]
    scopes = {
        name: parts(mine[name]) for name in ("sector_codes", "needs_functions", "needs_ownership")
    }
    found = {}
    for i, row in enumerate(mine.to_dict(orient="records")):
        held = {name: tuple(scope.iloc[i]) for name, scope in scopes.items()}
        rule = str(row["incentive_id"])
        found[rule] = _amount(rule, row, held, formulas.get(rule), project, start)
    return found


def _amount(
    rule: str,
    row: dict[str, object],
    held: dict[str, tuple[str, ...]],
    formula: Formula | None,
    project: Project,
    start: date,
) -> Amount:
    conditions = (
        *_ledger_conditions(row, held, project, start),
        *(_formula_conditions(formula, project) if formula else ()),
    )
    status = _status(conditions)
    years, prolonged = _paying_years(formula, row, start)
    schedule = np.zeros((YEARS, 3))
    missing: tuple[str, ...] = ()
    if formula is not None and status != "not_eligible":
        schedule, missing = _schedule(formula, project, years, certain=status == "eligible")
    return Amount(
        rule=rule, conditions=conditions, status=status, schedule=schedule,
        computed=formula is not None, missing=missing, prolonged=prolonged,
    )  # fmt: skip


def _status(conditions: tuple[Condition, ...]) -> Status:
    results = {condition.result for condition in conditions}
    return (
        "not_eligible" if "fail" in results else "unknown" if "unknown" in results else "eligible"
    )


def _ledger_conditions(
    row: dict[str, object], held: dict[str, tuple[str, ...]], project: Project, start: date
) -> tuple[Condition, ...]:
    begun, ended = row["valid_from"], row["valid_to"]
    day = pd.Timestamp(start)
    codes = project.sector_codes
    return (
        Condition(
            what="sector",
            result="unknown" if not codes and "all" not in held["sector_codes"]
            else "pass" if covers(held["sector_codes"], codes) else "fail",
        ),
        _one_of("functions", held["needs_functions"], tuple(project.functions)),
        _one_of(
            "ownership", held["needs_ownership"], (project.ownership,) if project.ownership else ()
        ),
        Condition(what="begun", result="fail" if isinstance(begun, pd.Timestamp) and begun > day
                  else "pass", needed=_day(begun)),
        Condition(what="ended", result="fail" if isinstance(ended, pd.Timestamp) and ended < day
                  else "pass", needed=_day(ended)),
    )  # fmt: skip


def _one_of(what: str, needed: tuple[str, ...], stated: tuple[str, ...]) -> Condition:
    met: Result = "pass" if not needed or set(needed) & set(stated) else "fail"
    result: Result = "unknown" if needed and not stated else met
    return Condition(what=what, result=result, needed=";".join(needed), stated=";".join(stated))


def _formula_conditions(formula: Formula, project: Project) -> tuple[Condition, ...]:
    found = [
        Condition(what="ask", result="unknown", needed=ask, needed_zh=ask_zh)
        for ask, ask_zh in zip(formula.asks, formula.asks_zh, strict=True)
    ]
    if formula.kinds:
        found.append(_one_of("kind", formula.kinds, (project.kind,) if project.kind else ()))
    for what, least, fact in (
        ("capex", formula.min_capex, project.capex_cny),
        ("output", formula.min_output, project.output_cny),
    ):
        if least is not None:
            result: Result = "unknown" if fact is None else "pass" if fact >= least else "fail"
            stated = "" if fact is None else f"{fact:.0f}"
            found.append(Condition(what=what, result=result, needed=f"{least:.0f}", stated=stated))
    return tuple(found)


def _paying_years(
    formula: Formula | None, row: dict[str, object], start: date
) -> tuple[np.ndarray, bool]:
    """Which of the project years the rule pays, and whether its end cuts some off."""
    wanted = np.arange(YEARS) < (formula.years if formula else 1)
    ended = row["valid_to"]
    first_days = [pd.Timestamp(start)] + [
        pd.Timestamp(start.year + i, 1, 1) for i in range(1, YEARS)
    ]
    within = np.array([not isinstance(ended, pd.Timestamp) or day <= ended for day in first_days])
    return wanted & within, bool((wanted & ~within).any())


def _schedule(
    formula: Formula, project: Project, years: np.ndarray, *, certain: bool
) -> tuple[np.ndarray, tuple[str, ...]]:
    base, missing = _base(formula, project)
    high = formula.rate * base * (12 if formula.base == "floor" else 1)
    if formula.base == "output" and np.isfinite(high):
        high = _by_steps(formula, base)
    cap = NO_CAP if formula.cap is None else formula.cap
    yearly = min(high, cap) if formula.per == "year" else high
    paid = np.where(years, yearly, 0.0)
    if formula.per == "project":
        paid = _within(paid, cap)
    share = (0.5 if formula.up_to else 1.0) * (0.5 if formula.is_part else 1.0)
    known = certain and np.isfinite(base) and not missing
    mid = np.where(np.isfinite(paid), paid, 0.0) * (share if known else 0.0)
    low = mid if known and share == 1.0 else np.zeros(YEARS)
    return np.column_stack([low, mid, paid]), missing


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
    if formula.base == "interest":
        return NO_CAP, ("interest",)
    if formula.base in ("capex", *PARTS_OF_CAPEX):
        fact = project.capex_cny
        part = (formula.base,) if formula.base != "capex" else ()
        return (NO_CAP, ("capex", *part)) if fact is None else (fact, ())
    facts = {"rd": project.rd_cny, "tax": project.tax_cny, "floor": project.floor_area_m2,
             "output": project.output_cny}  # fmt: skip
    stated = facts[formula.base]
    return (NO_CAP, (formula.base,)) if stated is None else (stated, ())


def _day(day: object) -> str:
    return f"{day:%Y-%m-%d}" if isinstance(day, pd.Timestamp) else ""
