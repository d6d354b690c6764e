"""What rules of admission, plots and agreements ask of a project, as figures in their own units."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import numpy as np
import pandas as pd

from features.market_access import in_force
from features.project import Project
from features.rows import text_of

Result = Literal["pass", "fail", "unknown"]

PER_MU, PER_MU_A_YEAR = "10,000 CNY/mu", "10,000 CNY/mu/year"
UNITS = {
    "investment_intensity": PER_MU,
    "fixed_investment_intensity": PER_MU,
    "output_per_mu": PER_MU_A_YEAR,
    "tax_per_mu": PER_MU_A_YEAR,
    "min_total_investment": "CNY",
    "annual_output": "CNY/year",
    "annual_tax": "CNY/year",
    "rd_share_of_revenue": "% of revenue",
}
"""Figures that a project has of its own, and the unit in which rows ask for them."""

CATEGORY = "sector_requirement"
"""The one condition that is no figure: which industries are taken in."""

FACTS = {
    "investment_intensity": ("capex_cny", "land_mu"),
    "fixed_investment_intensity": ("capex_cny", "land_mu"),
    "output_per_mu": ("output_cny", "land_mu"),
    "tax_per_mu": ("tax_cny", "land_mu"),
    "min_total_investment": ("capex_cny",),
    "annual_output": ("output_cny",),
    "annual_tax": ("tax_cny",),
    "rd_share_of_revenue": ("rd_cny", "output_cny"),
}
"""The facts of a project behind each figure: the first over the second."""

_SCALE = {PER_MU: 1e-4, PER_MU_A_YEAR: 1e-4, "% of revenue": 100.0}
_NUMBER = r"\d+(?:\.\d+)?"


@dataclass(frozen=True, kw_only=True)
class Threshold:
    """What a row asks of a figure; `low` and `high` differ only between two ends."""

    operator: str
    low: float
    high: float

    def met(self, low: float, high: float) -> Result:
        """Whether a figure known to lie between `low` and `high` meets it; NaN is unknown.

        Examples
        --------
        >>> asked = Threshold(operator=">=", low=600.0, high=600.0)
        >>> asked.met(600, 600), asked.met(599, 599), asked.met(0, 700)
        ('pass', 'fail', 'unknown')
        """
        if low != low or high != high:
            return "unknown"
        if self.operator in (">=", "<=", "<"):
            return self._one_sided(low, high)
        if high < self.low or low > self.high:
            return "fail"
        return "pass" if low >= self.low and high <= self.high else "unknown"

    def _one_sided(self, low: float, high: float) -> Result:
        passes, fails = {
            ">=": (low >= self.low, high < self.low),
            "<=": (high <= self.high, low > self.high),
            "<": (high < self.high, low >= self.high),
        }[self.operator]
        return "fail" if fails else "pass" if passes else "unknown"

    def misses_by(self, low: float, high: float) -> float:
        """How far a figure that fails lies from what is asked; NaN where it does not fail."""
        if self.met(low, high) != "fail":
            return float("nan")
        below = self.operator not in ("<=", "<") and high < self.low
        return self.low - high if below else low - self.high


def threshold(operator: str, text: object) -> Threshold | None:
    """The threshold that a row states; None where it cannot be read.

    Examples
    --------
    >>> threshold("between", "2.0-3.5")
    Threshold(operator='between', low=2.0, high=3.5)
    >>> threshold(">=", "7% of land and 15% of floor") is None
    True
    """
    words = text_of(text).strip()
    ends = re.fullmatch(rf"({_NUMBER})-({_NUMBER})" if operator == "between" else _NUMBER, words)
    if ends is None or operator not in (">=", "<=", "<", "=", "between"):
        return None
    low, high = map(float, ends.groups()) if operator == "between" else (float(words),) * 2
    return Threshold(operator=operator, low=low, high=high) if low <= high else None


def figure(project: Project, metric: str) -> tuple[float, float]:
    """Low and high end of a project's own figure in the unit of `UNITS`; NaN when not stated.

    Of the fixed investment only the total is known, which bounds it from above.

    Examples
    --------
    >>> me = Project(sector="lamps", capex_cny=60e6, land_mu=10)
    >>> figure(me, "investment_intensity"), figure(me, "fixed_investment_intensity")
    ((600.0, 600.0), (0.0, 600.0))
    >>> figure(me, "tax_per_mu")
    (nan, nan)
    """
    facts = [getattr(project, name) for name in FACTS[metric]]
    if any(fact is None for fact in facts) or not all(facts[1:]):
        return float("nan"), float("nan")
    amount = facts[0] / facts[1] if facts[1:] else facts[0]
    scaled = float(amount * _SCALE.get(UNITS[metric], 1.0))
    return (0.0 if metric == "fixed_investment_intensity" else scaled), scaled


def excluding(rows: pd.DataFrame) -> np.ndarray:
    """True for each row that may exclude a project: so marked, and able to."""
    return (rows["may_exclude"] == "yes").to_numpy() & ~barred(rows)


def barred(rows: pd.DataFrame) -> np.ndarray:
    """True for each row that cannot exclude, however it is marked.

    Only a rule in force about the project, with a threshold or a category that can be read, can.
    """
    binds = (
        (rows["binding_level"] == "rule")
        & (rows["instrument_status"] == "in force")
        & (rows["subject"] == "project")
    )
    read = [_is_readable(row) for row in rows.to_dict(orient="records")]
    return ~(binds.to_numpy() & np.array(read, dtype=bool))


def _is_readable(row: Mapping[Any, Any]) -> bool:
    if row["metric"] == CATEGORY:
        return row["operator"] in ("in", "=") and bool(trades(row))
    unit = UNITS.get(str(row["metric"]))
    found = threshold(str(row["operator"]), row["threshold"])
    return unit is not None and row["unit"] == unit and found is not None


def trades(row: Mapping[Any, Any]) -> str:
    """The industries that a row on categories takes in: its threshold, else whom it speaks of."""
    return text_of(row["threshold"]) or text_of(row["applies_to_sectors"])


def known_on(rows: pd.DataFrame, on: date) -> pd.DataFrame:
    """Rows that were known on a day and held on it."""
    learned = rows["as_of"].isna() | (rows["as_of"] <= pd.Timestamp(on))
    return rows[learned & in_force(rows, on)]


EVERYBODY = ("all", "all new projects")
INDUSTRY = "industry"
"""Any project that makes something."""


def speaks_to(
    words: str, project: Project, codes_of: Callable[[str], tuple[str, ...]]
) -> bool | None:
    """Whether the `;`-separated industries of a row mean a project; None where it is not clear.

    Parameters
    ----------
    codes_of : leaves that an industry's words name in plain words; none where they do not

    Examples
    --------
    >>> me = Project(sector="rice cookers", sector_codes=("EA04",), functions=("production",))
    >>> codes_of = {"small appliances": ("EA04",), "lamps": ("EA05",), "paper": ("LI05",)}.get
    >>> [speaks_to(w, me, lambda words: codes_of(words, ()))
    ...  for w in ("industry", "paper; small appliances", "lamps", "paper", "class-1 trades")]
    [True, True, None, False, None]
    """
    answers = [_means(word.strip(), project, codes_of) for word in words.split(";") if word.strip()]
    if True in answers:
        return True
    return None if None in answers or not answers else False


def _means(word: str, project: Project, codes_of: Callable[[str], tuple[str, ...]]) -> bool | None:
    if word in EVERYBODY:
        return True
    if word == INDUSTRY:
        return "production" in project.functions if project.functions else None
    found, mine = set(codes_of(word)), set(project.sector_codes)
    if found & mine:
        return True
    near = {code[:2] for code in found} & {code[:2] for code in mine}
    return None if near or not found or not mine else False
