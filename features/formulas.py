"""The rules of the incentive ledger whose amount is computed, as they are encoded by hand."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Literal, get_args

import pandas as pd

from features.errors import DataError
from features.project import Kind

Base = Literal[
    "capex", "equipment", "construction", "foreign_capital", "rd", "tax", "floor", "interest",
    "output",
]  # fmt: skip
BASES: tuple[Base, ...] = (
    "capex", "equipment", "construction", "foreign_capital", "rd", "tax", "floor", "interest",
    "output",
)  # fmt: skip
PARTS_OF_CAPEX = ("equipment", "construction", "foreign_capital")
RELIEFS = ("income tax", "research deduction")
"""Groups of rules that lower the tax of a project."""
YEARS = 10
"""Project years over which amounts are counted."""


@dataclass(frozen=True, kw_only=True)
class Formula:
    """How one rule's amount follows from the facts of a project; see data/incentive_rules.toml."""

    rule: str
    base: Base
    rate: float
    up_to: bool = False
    cap: float | None = None
    per: Literal["project", "year"] = "project"
    years: int = 1
    min_capex: float | None = None
    min_output: float | None = None
    min_foreign_usd: float | None = None
    max_base: float | None = None
    cap_year: float | None = None
    least_rate: float | None = None
    least_cap: float | None = None
    kinds: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    asks_zh: tuple[str, ...] = ()
    group: str = ""

    @property
    def least(self) -> Formula | None:
        """The rule at its smaller rate and cap; None where there is only one of each."""
        if self.least_rate is None and self.least_cap is None:
            return None
        return replace(
            self, rate=self.least_rate or self.rate, cap=self.least_cap or self.cap,
            least_rate=None, least_cap=None,
        )  # fmt: skip

    @property
    def lowers_tax(self) -> bool:
        """True for a relief: together reliefs are worth no more than the tax itself."""
        return self.group in RELIEFS

    @property
    def is_part(self) -> bool:
        """True when the base is only a part of what the project states."""
        return self.base in (*PARTS_OF_CAPEX, "tax")


def read_formulas(file: Path) -> dict[str, Formula]:
    """The formulas of a TOML file by incentive_id.

    Raises
    ------
    DataError
        If the file cannot be read, or an entry lacks a field, holds an unknown one or a wrong one.
    """
    try:
        entries = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataError(
            f"{file.name}: cannot be read ({str(error)[:80]}). Expected TOML. Check the file."
        ) from error
    bare = [name for name, values in entries.items() if not isinstance(values, dict)]
    if bare or not entries:
        raise DataError(
            f"{file.name}: {', '.join(bare) or 'it is empty'}. Expected an entry a rule, such as "
            "[dg-equipment-10]. Correct the file."
        )
    return {rule: _formula(file.name, rule, values) for rule, values in entries.items()}


def _formula(file: str, rule: str, values: dict[str, Any]) -> Formula:
    known = {field.name for field in fields(Formula)} - {"rule"}
    tuples: dict[str, Any] = {n: tuple(v) if isinstance(v, list) else v for n, v in values.items()}
    wrong = [
        *sorted(set(values) - known),
        *(name for name in ("base", "rate") if name not in values),
    ]
    if not wrong:
        wrong = [name for name, value in tuples.items() if not _fits(name, value)]
    if wrong:
        found = ", ".join(f"{name} = {values.get(name)!r}" for name in wrong)[:120]
        raise DataError(
            f"{file}, entry {rule}: {found} is not what is expected: base (one of "
            f"{', '.join(BASES)}), numbers above 0, years from 1 to {YEARS}, per project or year, "
            f"lists of words, and any of {', '.join(sorted(known - {'base', 'rate'}))}. Correct "
            "the entry."
        )
    return Formula(rule=rule, **tuples)


def _fits(name: str, value: object) -> bool:
    """True when a field of an entry holds a value of its kind."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return {
        "base": lambda: value in BASES,
        "per": lambda: value in ("project", "year"),
        "up_to": lambda: isinstance(value, bool),
        "group": lambda: isinstance(value, str),
        "kinds": lambda: isinstance(value, tuple) and set(value) <= set(get_args(Kind)),
        "asks": lambda: _words(value),
        "asks_zh": lambda: _words(value),
        "years": lambda: isinstance(value, int) and 1 <= value <= YEARS,
    }.get(name, lambda: number and 0 < float(str(value)) < math.inf)()


def _words(value: object) -> bool:
    return isinstance(value, tuple) and all(isinstance(word, str) for word in value)


def formula_faults(file: str, formulas: Mapping[str, Formula], ledger: pd.DataFrame) -> list[str]:
    """Every entry that names no rule of the ledger, another cap than it, or lacks a translation."""
    caps = dict(zip(ledger["incentive_id"], ledger["cap_amount"], strict=True))
    faults = []
    for rule, formula in formulas.items():
        cap = caps.get(rule)
        if rule not in caps:
            faults.append(f"{file}, row {rule}, field id: expected a rule of the ledger")
        elif (formula.cap or 0.0) != (0.0 if pd.isna(cap) else cap):
            faults.append(f"{file}, row {rule}, field cap: expected the ledger's {cap}")
        if len(formula.asks) != len(formula.asks_zh):
            faults.append(f"{file}, row {rule}, field asks_zh: expected one for each of asks")
    return faults
