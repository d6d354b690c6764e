"""What the incentive rules of the ledger would pay a project at every site, in sum."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from features.amounts import Amount
from features.performance import performance

Rates = Mapping[str, float]
"""CNY for one unit of each currency, as the user stated them."""


def best_of_groups(
    found: Mapping[str, Amount], scope: pd.DataFrame, groups: Mapping[str, str]
) -> pd.DataFrame:
    """Boolean table, sites by payable rules: held there, and best of the group there.

    Rules of one group lower the same tax or reward one act: only the one that pays most counts.

    Parameters
    ----------
    found : amounts by rule
    scope : boolean table, sites by rules: does the rule's scope hold the site
    groups : group of a rule, where it has one
    """
    payable = [rule for rule in scope if rule in found and found[rule].payable]
    ordered = sorted(payable, key=lambda rule: (*found[rule].total[1:], rule), reverse=True)
    held = scope[ordered].astype(bool)
    members: dict[str, list[str]] = {}
    for rule in ordered:
        members.setdefault(groups.get(rule, f"alone {rule}"), []).append(rule)
    first = [held[rules] & (held[rules].cumsum(axis=1) == 1) for rules in members.values()]
    return pd.concat(first, axis=1) if first else held


def rate_of(currency: object, rates: Rates) -> float | None:
    """CNY for one unit of a currency (blank: CNY itself); None when nobody stated a rate.

    Examples
    --------
    >>> rate_of("HKD", {"HKD": 0.92}), rate_of("HKD", {}), rate_of(float("nan"), {})
    (0.92, None, 1.0)
    """
    if not isinstance(currency, str) or currency == "CNY":
        return 1.0
    return rates.get(currency)


def present_value(schedule: np.ndarray, discount: float) -> np.ndarray:
    """Low, mid and high at the start: each year's amount by (1 + rate) to the years passed.

    Brealey, Myers and Allen, Principles of Corporate Finance: PV = sum of C_t / (1 + r)^t, the
    first project year at t = 0.

    Examples
    --------
    >>> present_value(np.array([[1.0, 1.0, 1.0], [0.0, 1.1, 2.2]]), 0.1).round(6).tolist()
    [1.0, 2.0, 3.0]
    """
    worth = (1 + discount) ** -np.arange(len(schedule), dtype=float)
    return np.asarray((schedule * worth[:, None]).sum(axis=0))


def incentive_worth(
    found: Mapping[str, Amount],
    counted: pd.DataFrame,
    collected: pd.Series,
    currencies: Mapping[str, object],
    rates: Rates,
    discount: float,
) -> pd.DataFrame:
    """CNY of the start that the counted rules would pay at each site: value, low, high.

    Where no rule of the city was collected, or a counted rule is in a currency without a rate,
    value and high are unknown and low is what the other rules make certain; where nothing bounds
    the high end, high is unknown.

    Parameters
    ----------
    counted : table of `best_of_groups`
    collected : index sites, True where rules of the city or a zone around it were collected
    currencies : currency of each rule (blank: CNY)
    """
    rated = {rule: rate_of(currencies[rule], rates) for rule in counted}
    paid = [present_value(found[r].schedule, discount) * (rated[r] or 0.0) for r in counted]
    ends = np.array(paid).reshape(-1, 3)
    held = counted.to_numpy(dtype=bool)
    endless = (held & ~np.isfinite(ends[:, 2])).any(axis=1)
    foreign = [rule for rule, rate in rated.items() if rate is None]
    blank = counted[foreign].to_numpy(dtype=bool).any(axis=1) | ~collected.to_numpy(dtype=bool)
    sums = held @ np.where(np.isfinite(ends), ends, 0.0)
    return performance(
        counted.index,
        np.where(blank, np.nan, sums[:, 1]),
        sums[:, 0],
        np.where(blank | endless, np.nan, sums[:, 2]),
    )
