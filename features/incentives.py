"""Which rules of the ledger apply to a project at a site, and how many.

Amounts are not computed here: a rule counts when it states one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from features.lists import parts
from features.performance import performance


@dataclass(frozen=True, kw_only=True)
class Applicant:
    """The facts of a project that decide whether a rule is open to it."""

    sector_codes: tuple[str, ...]
    functions: tuple[str, ...]
    ownership: str | None
    start: date


def open_rules(rules: pd.DataFrame, applicant: Applicant) -> pd.DataFrame:
    """Rules that state an amount, are paid to investors and may be open to the applicant.

    Column `sure` is True when every condition that the ledger encodes is met, False when one
    hangs on a fact that the project does not state (ownership, functions).

    Examples
    --------
    >>> rules = pd.DataFrame({"incentive_id": ["r"], "sector_codes": ["EL"],
    ...     "needs_functions": ["production"], "needs_ownership": [None], "to_whom": ["investor"],
    ...     "has_amount": ["yes"], "valid_from": [pd.Timestamp(2024, 1, 1)], "valid_to": [pd.NaT]})
    >>> me = Applicant(sector_codes=("EL03",), functions=(), ownership=None, start=date(2026, 1, 1))
    >>> open_rules(rules, me)["sure"].tolist()
    [False]
    """
    day = pd.Timestamp(applicant.start)
    counted = (rules["has_amount"] == "yes") & (rules["to_whom"] == "investor")
    in_force = ~(rules["valid_from"] > day) & ~(rules["valid_to"] < day)
    sector = parts(rules["sector_codes"]).map(lambda c: covers(c, applicant.sector_codes))
    functions, owner = _functions(rules, applicant), _ownership(rules, applicant)
    open_ = counted & in_force & sector.astype(bool) & (functions >= 0) & (owner >= 0)
    return rules[open_].assign(sure=(functions > 0) & (owner > 0))


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


def incentive_count(
    rules: pd.DataFrame, scope: pd.DataFrame, collected: pd.Series, applicant: Applicant
) -> pd.DataFrame:
    """Number of rules with a stated amount that are open to the applicant at each site.

    The high end counts the rules that hang on facts not stated; where no rule of the city was
    collected the number is unknown, since a blank may be our collecting and not its policy.

    Parameters
    ----------
    scope : table of `rules_at_sites`
    collected : index sites, True where rules of the site's city or zone were collected
    """
    open_ = open_rules(rules, applicant)
    sure = scope[open_.loc[open_["sure"], "incentive_id"]].sum(axis=1)
    maybe = scope[open_["incentive_id"]].sum(axis=1)
    known = collected.to_numpy(dtype=bool)
    value = np.where(known, sure, np.nan)
    return performance(scope.index, value, sure, np.where(known, maybe, np.nan))


def rules_open_at(
    rules: pd.DataFrame, scope: pd.DataFrame, applicant: Applicant, site_id: str
) -> pd.DataFrame:
    """Rows of the ledger that `incentive_count` counts at one site, sure ones first."""
    open_ = open_rules(rules, applicant)
    here = open_[scope.loc[site_id, open_["incentive_id"]].to_numpy(dtype=bool)]
    return here.sort_values(["sure", "incentive_id"], ascending=[False, True])


def _functions(rules: pd.DataFrame, applicant: Applicant) -> pd.Series:
    return parts(rules["needs_functions"]).map(lambda n: _met(n, applicant.functions))


def _ownership(rules: pd.DataFrame, applicant: Applicant) -> pd.Series:
    stated = (applicant.ownership,) if applicant.ownership else ()
    return parts(rules["needs_ownership"]).map(lambda n: _met(n, stated))


def _met(needed: tuple[str, ...], stated: tuple[str, ...]) -> int:
    """1 met, 0 not stated, -1 not met."""
    if not needed or set(needed) & set(stated):
        return 1
    return -1 if stated else 0
