"""What may be told: what is said alike of the exact project and of both ends of its ranges."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

import pandas as pd

from recommender.messages import message
from recommender.texts import translate

LEFT_OUT = message("left out: confidential").text

KEYS = ("site_id", "incentive_id", "year")
"""Columns that name a row, where a table has them."""

_BETWEEN = re.compile("(; |；|: |：)")
"""What stands between things said one after another, and after a head."""


def parts(text: str) -> list[str]:
    """The things that a text says one after another.

    Examples
    --------
    >>> parts("ask the park; 2 %"), parts("请向园区询问；2%")
    (['ask the park', '2 %'], ['请向园区询问', '2%'])
    """
    return _BETWEEN.split(text)[::2]


def said_alike(low: Iterable[str], high: Iterable[str]) -> frozenset[str]:
    """The things that both ends say."""
    ends = [frozenset(part for text in texts for part in parts(text)) for texts in (low, high)]
    return ends[0] & ends[1]


def veiled_text(text: str, may: frozenset[str], language: str) -> str:
    """The text without what may not be told, which is marked once where it stood.

    Examples
    --------
    >>> veiled_text("pass: 34 mu; 22 short; ask", frozenset({"pass", "ask"}), "en")
    'pass: left out: confidential; ask'
    """
    mark, told, hidden = translate(LEFT_OUT, language), "", False
    pieces = _BETWEEN.split(text)
    for before, part in zip(["", *pieces[1::2]], pieces[::2], strict=True):
        hides = part not in may
        if not (hides and hidden):
            told += before + (mark if hides else part)
        hidden = hides
    return told


def veiled_table(
    exact: pd.DataFrame, low: pd.DataFrame, high: pd.DataFrame, language: str
) -> pd.DataFrame:
    """The table with only what both ends say, in the same row where rows have a name.

    A cell that may not be told says so; a row that tells nothing more than the row before goes.
    """
    keys = [name for name in KEYS if name in exact]
    ends = [_by_row(table, keys) for table in (low, high)]
    rows = []
    for values in exact.to_dict(orient="records"):
        key = tuple(str(values[name]) for name in keys)
        may = [end.get(key, {}) for end in ends]
        rows.append(
            [
                value if name in keys else _cell(value, [m.get(name, []) for m in may], language)
                for name, value in values.items()
            ]
        )
    told = [row for row, _ in groupby(rows)]
    return pd.DataFrame(told, columns=exact.columns, dtype=object).infer_objects()


def _by_row(table: pd.DataFrame, keys: Sequence[str]) -> dict[tuple[str, ...], dict[str, list]]:
    found: dict[tuple[str, ...], dict[str, list]] = {}
    for values in table.to_dict(orient="records"):
        row = found.setdefault(tuple(str(values[name]) for name in keys), {})
        for name, value in values.items():
            row.setdefault(str(name), []).append(value)
    return found


def _cell(value: Any, ends: list[list[Any]], language: str) -> Any:
    if isinstance(value, str):
        texts = ([v for v in end if isinstance(v, str)] for end in ends)
        return veiled_text(value, said_alike(*texts), language)
    if pd.isna(value) or all(value in end for end in ends):
        return value
    return translate(LEFT_OUT, language)
