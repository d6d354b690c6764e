"""Storey height, floor load and lifts as supply states them: texts read as numbers with ends."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd

ATTRIBUTES = ("floor_height_m", "floor_load_kn_m2", "lift_t")
"""Columns of supply that state a building: metres, kN per square metre, tonnes."""

_READING = re.compile(r"(up to |about |at least )?(\d+(?:\.(\d+))?)(?: \(([^()]+)\))?")


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One number that a text states: its ends, and of which floors it speaks."""

    value: float
    low: float
    high: float
    floors: str = ""


_NOTHING = Reading(value=float("nan"), low=float("nan"), high=float("nan"))


def readings(text: object) -> tuple[Reading, ...]:
    """The numbers that a cell states; none where it is blank.

    "up to" bounds from above, "at least" from below, "about" holds half of its last digit
    either way.

    Raises
    ------
    ValueError
        If a part of the text cannot be read.

    Examples
    --------
    >>> [(r.low, r.high, r.floors) for r in readings("7.9 (ground); 5.85 (upper)")]
    [(7.9, 7.9, 'ground'), (5.85, 5.85, 'upper')]
    >>> [(r.low, r.high) for r in (*readings("up to 10"), *readings("about 7 (ground)"))]
    [(0.0, 10.0), (6.5, 7.5)]
    """
    if not isinstance(text, str):
        return ()
    return tuple(_reading(part.strip()) for part in text.split(";"))


def _reading(part: str) -> Reading:
    found = _READING.fullmatch(part)
    if found is None or float(found[2]) <= 0:
        raise ValueError(f"{part!r} is no number above 0 with the floors it speaks of")
    value, spread = float(found[2]), 0.5 * 10 ** -len(found[3] or "")
    low, high = {
        "up to ": (0.0, value),
        "at least ": (value, float("inf")),
        "about ": (value - spread, value + spread),
    }.get(found[1] or "", (value, value))
    return Reading(value=value, low=low, high=high, floors=found[4] or "")


def is_readable(text: object) -> bool:
    """True for a cell that is blank or states numbers that can be read."""
    try:
        readings(text)
    except ValueError:
        return False
    return True


def stated(rows: pd.DataFrame, attribute: str) -> pd.DataFrame:
    """Every number that rows of supply state, one a line: site_id, firm, value, low, high, floors.

    A row that states none has one line of NaN: its number is not known.

    Examples
    --------
    >>> row = {"site_id": "a", "firm": True, "lift_t": "3 (two per block); at least 5"}
    >>> stated(pd.DataFrame([row]), "lift_t")[["value", "high", "floors"]].values.tolist()
    [[3.0, 3.0, 'two per block'], [5.0, inf, '']]
    """
    lines = [
        (site, firm, reading.value, reading.low, reading.high, reading.floors)
        for site, firm, text in zip(rows["site_id"], rows["firm"], rows[attribute], strict=True)
        for reading in readings(text) or (_NOTHING,)
    ]
    return pd.DataFrame(lines, columns=["site_id", "firm", "value", "low", "high", "floors"])
