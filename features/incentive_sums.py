"""What the incentive rules of the ledger would pay a project at every site, in sum."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from features.amounts import Amount
from features.formulas import YEARS, Formula
from features.performance import performance

Rates = Mapping[str, float]
"""CNY for one unit of each currency, as the user stated them."""


@dataclass(frozen=True, kw_only=True)
class Payments:
    """Which rules count at which site, and what they pay together.

    Of the rules of one group (they lower the same tax, or reward one act) one counts: for low and
    middle the one with the best middle, for the high end the one with the best high end.

    Attributes
    ----------
    usual, most : boolean tables, sites by payable rules: counts for low and middle, for high
    yearly : sites by project years by low, mid, high, in CNY; inf where nothing bounds the high
        end; mid and high are NaN where no rule of the city was collected, or one that counts is
        in a currency without a rate
    limited : for each site, True where tax reliefs together are cut to the tax that is stated
    """

    usual: pd.DataFrame
    most: pd.DataFrame
    yearly: np.ndarray
    limited: np.ndarray

    def worth(self, discount: float) -> pd.DataFrame:
        """CNY of the start at each site: value (middle), low, high; NaN where not known."""
        low, mid, high = present_value(self.yearly, discount).T
        return performance(self.usual.index, mid, low, np.where(np.isfinite(high), high, np.nan))


def payments(
    found: Mapping[str, Amount],
    formulas: Mapping[str, Formula],
    scope: pd.DataFrame,
    collected: pd.Series,
    currencies: Mapping[str, object],
    rates: Rates,
    tax: float | None,
) -> Payments:
    """The sums of the payable rules at every site.

    Parameters
    ----------
    found : amounts by rule
    scope : boolean table, sites by rules: does the rule's scope hold the site
    collected : index sites, True where rules of the city or a zone around it were collected
    currencies : currency of each rule (blank: CNY)
    tax : a year's tax of the project: reliefs never pay more together
    """
    usual, most = (_best(found, formulas, scope, end) for end in (1, 2))
    rules = list(usual)
    rated = [rate_of(currencies[rule], rates) for rule in rules]
    paid = np.array([found[r].schedule * (k or 0.0) for r, k in zip(rules, rated, strict=True)])
    paid = np.where(np.isnan(paid), np.inf, paid.reshape(-1, YEARS, 3))
    relief = np.array([formulas[rule].lowers_tax for rule in rules], dtype=bool)
    held = usual.to_numpy(dtype=bool), most.to_numpy(dtype=bool)
    reliefs, others = (_summed(paid, held, which) for which in (relief, ~relief))
    limit = np.inf if tax is None else tax
    yearly = np.minimum(reliefs, limit) + others
    # The rule of the high end may pay in other years than that of the middle.
    yearly[:, :, 2] = yearly[:, :, 1:].max(axis=2)
    foreign = np.array([rate is None for rate in rated], dtype=bool)
    blank = (held[0] | held[1])[:, foreign].any(axis=1) | ~collected.to_numpy(dtype=bool)
    yearly[blank, :, 1:] = np.nan
    return Payments(
        usual=usual, most=most, yearly=yearly, limited=(reliefs > limit).any(axis=(1, 2)) & ~blank
    )


def _best(
    found: Mapping[str, Amount], formulas: Mapping[str, Formula], scope: pd.DataFrame, end: int
) -> pd.DataFrame:
    """Boolean table, sites by payable rules: held, and the best of its group by one end."""
    payable = [rule for rule in scope if rule in found and found[rule].payable]
    ordered = sorted(
        payable, key=lambda r: (found[r].total[end], found[r].total[3 - end], r), reverse=True
    )
    members: dict[str, list[str]] = {}
    for rule in ordered:
        members.setdefault(formulas[rule].group or f"alone {rule}", []).append(rule)
    held = scope[payable].to_numpy(dtype=bool)
    place = {rule: i for i, rule in enumerate(payable)}
    best = np.zeros_like(held)
    for rules in members.values():
        columns = [place[rule] for rule in rules]
        within = held[:, columns]
        best[:, columns] = within & (within.cumsum(axis=1) == 1)
    return pd.DataFrame(best, index=scope.index, columns=payable)


def _summed(paid: np.ndarray, held: tuple[np.ndarray, np.ndarray], which: np.ndarray) -> np.ndarray:
    """Sites by years by low, mid, high: the sum of some rules where they count."""
    ends = [held[end == 2][:, which] @ _finite(paid[which, :, end]) for end in range(3)]
    endless = held[1][:, which] @ np.isinf(paid[which, :, 2]) > 0
    ends[2] = np.where(endless, np.inf, ends[2])
    return np.stack(ends, axis=2)


def _finite(amounts: np.ndarray) -> np.ndarray:
    return np.where(np.isfinite(amounts), amounts, 0.0)


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
    first project year at t = 0. Years are the last axis but one.

    Examples
    --------
    >>> present_value(np.array([[1.0, 1.0, 1.0], [0.0, 1.1, 2.2]]), 0.1).round(6).tolist()
    [1.0, 2.0, 3.0]
    """
    worth = (1 + discount) ** -np.arange(schedule.shape[-2], dtype=float)
    return np.asarray((schedule * worth[:, None]).sum(axis=-2))
