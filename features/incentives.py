"""Which rules of the ledger are open to a project, condition by condition, and where they hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import numpy as np
import pandas as pd

from features.formulas import Formula
from features.lists import parts
from features.project import Project

Status = Literal["eligible", "unknown", "not_eligible"]
Result = Literal["pass", "fail", "unknown"]
OPEN_QUESTION = "ask"
"""A condition that no project states, such as a certificate: it is asked, never computed."""


@dataclass(frozen=True, kw_only=True)
class Condition:
    """One condition of a rule: what it asks, of what the project states, and whether it holds.

    `what` is sector, functions, ownership, kind, capex, output, foreign_capital, begun, ended or
    ask (then `needed` holds its words).
    """

    what: str
    result: Result
    needed: str = ""
    needed_zh: str = ""
    stated: str = ""


def conditions(
    rule: Mapping[str, Any],
    formula: Formula | None,
    project: Project,
    start: date,
    usd: float | None,
) -> tuple[Condition, ...]:
    """Every condition of one rule for a project that starts on a day.

    Parameters
    ----------
    rule : a row of the ledger with sector_codes, needs_functions and needs_ownership as tuples,
        valid_from and valid_to
    usd : CNY for one US dollar, for thresholds in dollars; None when nobody stated a rate

    Examples
    --------
    >>> rule = {"sector_codes": ("EL",), "needs_functions": ("production",),
    ...     "needs_ownership": (), "valid_from": pd.Timestamp(2024, 1, 1), "valid_to": pd.NaT}
    >>> me = Project(sector="chips", sector_codes=("EL03",))
    >>> [(c.what, c.result) for c in conditions(rule, None, me, date(2026, 1, 1), None)][:2]
    [('sector', 'pass'), ('functions', 'unknown')]
    """
    return (
        *_ledger_conditions(rule, project, start),
        *(_formula_conditions(formula, project, usd) if formula else ()),
    )


def status_of(found: tuple[Condition, ...]) -> Status:
    """Not eligible when one condition fails, unknown when one is unknown, else eligible."""
    results = {condition.result for condition in found}
    if "fail" in results:
        return "not_eligible"
    return "unknown" if "unknown" in results else "eligible"


def covers(scope: tuple[str, ...], codes: tuple[str, ...]) -> bool:
    """True when a rule's sector scope (leaves, parents or `all`) holds one of the codes.

    Examples
    --------
    >>> covers(("EL",), ("EL03",)), covers(("BH04",), ("BH03",)), covers(("all",), ())
    (True, False, True)
    """
    return "all" in scope or bool({*codes, *(code[:2] for code in codes)} & set(scope))


def rules_at_sites(
    rules: pd.DataFrame, sites: pd.DataFrame, ancestors: dict[str, tuple[str, ...]]
) -> pd.DataFrame:
    """Boolean table, sites by rules: does the rule's stated scope hold the site.

    Parameters
    ----------
    rules : rows with incentive_id, scope_kind, scope_ids
    sites : table with column city, index site_id
    ancestors : for each site, itself and the zones around it through `parent_id`
    """
    mainland = ~sites["city"].isin(["Hong Kong", "Macao"]).to_numpy()
    inside = [set(ancestors[site]) for site in sites.index]
    columns = {}
    for rule, kind, ids in zip(
        rules["incentive_id"], rules["scope_kind"], parts(rules["scope_ids"]), strict=True
    ):
        if kind == "nation":
            columns[rule] = mainland
        elif kind in ("city", "province"):
            columns[rule] = sites["city"].isin(ids).to_numpy()
        elif kind == "zone":
            columns[rule] = np.array([bool(around & set(ids)) for around in inside])
        else:
            columns[rule] = sites.index.isin(ids)
    return pd.DataFrame(columns, index=sites.index)


def _ledger_conditions(
    rule: Mapping[str, Any], project: Project, start: date
) -> tuple[Condition, ...]:
    begun, ended, day = rule["valid_from"], rule["valid_to"], pd.Timestamp(start)
    codes = project.sector_codes
    return (
        Condition(
            what="sector",
            result="unknown" if not codes and "all" not in rule["sector_codes"]
            else "pass" if covers(rule["sector_codes"], codes) else "fail",
        ),
        _one_of("functions", rule["needs_functions"], tuple(project.functions)),
        _one_of("ownership", rule["needs_ownership"], _stated(project.ownership)),
        Condition(what="begun", result="fail" if isinstance(begun, pd.Timestamp) and begun > day
                  else "pass", needed=_day(begun)),
        Condition(what="ended", result="fail" if isinstance(ended, pd.Timestamp) and ended < day
                  else "pass", needed=_day(ended)),
    )  # fmt: skip


def _formula_conditions(
    formula: Formula, project: Project, usd: float | None
) -> tuple[Condition, ...]:
    found = [
        Condition(what=OPEN_QUESTION, result="unknown", needed=ask, needed_zh=ask_zh)
        for ask, ask_zh in zip(formula.asks, formula.asks_zh, strict=True)
    ]
    if formula.kinds:
        found.append(_one_of("kind", formula.kinds, _stated(project.kind)))
    if formula.min_capex is not None:
        found.append(_at_least("capex", formula.min_capex, project.capex_cny))
    if formula.min_output is not None:
        found.append(_at_least("output", formula.min_output, project.output_cny))
    if formula.min_foreign_usd is not None:
        found.append(_foreign_capital(formula.min_foreign_usd, project.capex_cny, usd))
    return tuple(found)


def _foreign_capital(least: float, capex: float | None, usd: float | None) -> Condition:
    """No project states its paid-in foreign capital; an investment below the threshold fails."""
    below = capex is not None and usd is not None and capex < least * usd
    return Condition(
        what="foreign_capital", result="fail" if below else "unknown", needed=f"{least:.0f}"
    )


def _one_of(what: str, needed: tuple[str, ...], stated: tuple[str, ...]) -> Condition:
    met: Result = "pass" if not needed or set(needed) & set(stated) else "fail"
    result: Result = "unknown" if needed and not stated else met
    return Condition(what=what, result=result, needed=";".join(needed), stated=";".join(stated))


def _at_least(what: str, least: float, fact: float | None) -> Condition:
    result: Result = "unknown" if fact is None else "pass" if fact >= least else "fail"
    stated = "" if fact is None else f"{fact:.0f}"
    return Condition(what=what, result=result, needed=f"{least:.0f}", stated=stated)


def _stated(fact: str | None) -> tuple[str, ...]:
    return (fact,) if fact else ()


def _day(day: object) -> str:
    return f"{day:%Y-%m-%d}" if isinstance(day, pd.Timestamp) else ""
