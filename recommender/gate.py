"""Must-haves: pass, fail or unknown, with the rule, the numbers and how far a site misses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from recommender.messages import Message

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.profile import Profile

PASS, FAIL, UNKNOWN = "pass", "fail", "unknown"


@dataclass(frozen=True, kw_only=True)
class Check:
    """What a gate found: a result, what the site has and what is needed, for every site.

    `table` has the sites' index and the columns result, have, need and misses_by (in `unit`,
    NaN where there is nothing to measure) and at_least (True where only a lower bound of
    misses_by is known); `reason` writes one row in words.
    `side` says whose rule it is: only an investor's unknown may be treated as a fail.
    """

    name: str
    label: str
    unit: str
    table: pd.DataFrame
    reason: Callable[[str], Message]
    side: Literal["investor", "park"] = "investor"

    def result(self, site_id: str) -> str:
        """pass, fail or unknown for a site."""
        return str(self.table.at[site_id, "result"])


@dataclass(frozen=True, kw_only=True)
class Gate:
    """A must-have: when a profile asks it, and how the sites stand."""

    name: str
    asked: Callable[[Profile], bool]
    check: Callable[[Catalogue, Profile], list[Check]]


def verdict(passes: np.ndarray, fails: np.ndarray) -> np.ndarray:
    """pass, fail or unknown for each row; a row that neither passes nor fails is unknown.

    Examples
    --------
    >>> verdict(np.array([True, False, False]), np.array([False, True, False])).tolist()
    ['pass', 'fail', 'unknown']
    """
    return np.select([fails, passes], [FAIL, PASS], default=UNKNOWN).astype(object)


def checked(
    index: pd.Index, result: np.ndarray, **numbers: np.ndarray | pd.Series | float
) -> pd.DataFrame:
    """The table of a check on `index`, with have, need and misses_by where they are given."""
    blank = {"have": np.nan, "need": np.nan, "misses_by": np.nan, "at_least": False}
    return pd.DataFrame({"result": result, **blank, **numbers}, index=index)


def failing(checks: tuple[Check, ...], index: pd.Index) -> pd.Series:
    """True for each site that fails at least one of the checks."""
    fails = [check.table["result"].to_numpy() == FAIL for check in checks]
    return pd.Series(np.any(fails, axis=0) if fails else False, index=index)


def undecided(checks: tuple[Check, ...], index: pd.Index) -> pd.Series:
    """True for each site where some must-have of the investor cannot be decided."""
    mine = [check for check in checks if check.side == "investor"]
    open_ = [check.table["result"].to_numpy() == UNKNOWN for check in mine]
    return pd.Series(np.any(open_, axis=0) if open_ else False, index=index)
