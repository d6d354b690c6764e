"""How far an excluded site misses each must-have, in natural units and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from features.project import M2_PER_MU
from recommender.gate import FAIL, UNKNOWN, Check
from recommender.messages import Message, message
from recommender.ranking import EXCLUDED, Ranking

if TYPE_CHECKING:
    from features.catalogue import Catalogue

UNKNOWN_EXCLUDED = message("not decided, and the project takes out what is not decided: {why}").text

_SHORT = {
    "min": message("{n} min too far").text,
    "mu": message("{mu} mu ({n} m²) short").text,
    "m2": message("{n} m² short").text,
    "months": message("{n} {n:month|months} late").text,
    "m": message("{n} m too low").text,
    "kN/m²": message("{n} kN/m² short").text,
    "t": message("{n} t short").text,
}
_AT_LEAST = message("at least {short}").text


def near_misses(catalogue: Catalogue, ranking: Ranking) -> pd.DataFrame:
    """Every must-have that an excluded site fails, by how much, nearest sites first.

    One row a site and failed check: site_id, gate, label, result (fail, or unknown where the
    profile excludes what is not decided), misses_by in `unit` (NaN where the gate has no number),
    at_least (True where that is a lower bound), only (True when it is all that the site fails)
    and says, the words.
    Sites that fail fewest must-haves come first, then those that miss by the smallest share.
    """
    rows = [
        _row(ranking, check, site, result)
        for site in ranking.standing(EXCLUDED)
        for check, result in failed(ranking, site)
    ]
    columns = ["site_id", "gate", "label", "result", "misses_by", "unit", "at_least", "says"]
    table = pd.DataFrame(rows, columns=[*columns, "share"])
    n = table.groupby("site_id")["gate"].transform("size")
    worst = table.groupby("site_id")["share"].transform("max")
    order = table.assign(only=n == 1, _n=n, _worst=worst)
    order = order.sort_values(["_n", "_worst", "site_id"], kind="stable", na_position="last")
    return order[[*columns[:-1], "only", "says"]].reset_index(drop=True)


def nearest_first(catalogue: Catalogue, ranking: Ranking) -> list[str]:
    """The excluded sites, those that miss fewest must-haves by the least first."""
    return list(dict.fromkeys(near_misses(catalogue, ranking)["site_id"]))


def failed(ranking: Ranking, site_id: str) -> list[tuple[Check, str]]:
    """The checks that exclude a site, each with its result: fail, or unknown if that excludes."""
    excludes = ranking.profile.unknown_policy == "exclude"
    found = [(check, check.result(site_id)) for check in ranking.matrix.checks]
    return [
        (check, result)
        for check, result in found
        if result == FAIL or (excludes and result == UNKNOWN and check.side == "investor")
    ]


def miss_in_words(ranking: Ranking, check: Check, site_id: str) -> Message:
    """How far a site misses a must-have; the rule in words where the gate has no number.

    Examples
    --------
    >>> from features.catalogue import read_catalogue
    >>> from recommender import read_example, recommend
    >>> ranking = recommend(read_catalogue(), read_example("small_appliances"))
    >>> land = next(c for c in ranking.matrix.checks if c.name == "land_need")
    >>> str(miss_in_words(ranking, land, "zs-guhe-tcm-park"))
    '34 mu (22,667 m²) short'
    """
    row = check.table.loc[site_id]
    if row["result"] == UNKNOWN:
        return message(UNKNOWN_EXCLUDED, why=check.reason(site_id))
    if pd.isna(row["misses_by"]):
        return check.reason(site_id)
    short = _short(ranking, check, float(row["misses_by"]), float(row["need"]))
    return message(_AT_LEAST, short=short) if row["at_least"] else short


def _short(ranking: Ranking, check: Check, misses_by: float, need: float) -> Message:
    unit = "mu" if check.unit == "m2" and need == ranking.profile.project.land_m2 else check.unit
    if unit not in _SHORT:
        return message("misses by {n} {unit}", n=_rounded(misses_by), unit=message(unit))
    mu = {"mu": _rounded(misses_by / M2_PER_MU)} if unit == "mu" else {}
    return message(_SHORT[unit], n=_rounded(misses_by), **mu)


def _rounded(amount: float) -> float:
    """Whole numbers from 20 on, a digit below: a near miss must not read as none."""
    return float(round(amount)) if amount >= 20 else round(amount, 1) or amount


def _row(ranking: Ranking, check: Check, site_id: str, result: str) -> tuple[object, ...]:
    row = check.table.loc[site_id]
    misses = float(row["misses_by"]) if result == FAIL else float("nan")
    share = misses / float(row["need"]) if row["need"] else float("nan")
    return (
        site_id, check.name, check.label, result, misses, check.unit, bool(row["at_least"]),
        miss_in_words(ranking, check, site_id), share,
    )  # fmt: skip
