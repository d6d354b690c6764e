"""Cells of a table as a spreadsheet can hold them: plain values, clean text, a kind a column."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Literal

import numpy as np
import pandas as pd

from recommender.messages import message
from recommender.texts import translate

Kind = Literal["score", "share", "money", "date", "integer", "number", "text"]
"""What a column holds, which says how it is written."""

LONGEST = 32_767
"""UTF-16 units that a cell of Excel holds."""

EXACT = 10**15
"""Whole numbers from here on lose digits in a spreadsheet: they are written as text."""

CUT = message("[cut: a cell of Excel holds 32,767 characters]").text

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile("\r\n?")
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_SCORE = re.compile(r"(?:.*_)?score(?:_low|_high)?$")
_SHARE = re.compile(r"coverage$|.*_share$|.*\(%\)$")
_MONEY = re.compile(r".*_cny(?:_low|_mid|_high)?$|.*\b(?:CNY|人民币|元)\)$")
_DATE = re.compile(r"as_of$|on$|start$|(?:.*_)?date$")


def kind_of(header: str, values: Sequence[object]) -> Kind:
    """The kind of a column, by its header and, where that says nothing, by its values.

    Examples
    --------
    >>> kind_of("score_low", [0.5]), kind_of("capex_cny", [8e7]), kind_of("jobs", [3, None])
    ('score', 'money', 'integer')
    """
    known = [value for value in values if value is not None]
    if known and all(isinstance(value, date) for value in known):
        return "date"
    if _DATE.match(header):
        return "date"
    if not known or not all(isinstance(value, int | float) for value in known):
        return "text"
    for named, kind in _BY_NAME:
        if named.match(header):
            return kind
    return "integer" if all(isinstance(value, int) for value in known) else "number"


_BY_NAME: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (_SCORE, "score"), (_SHARE, "share"), (_MONEY, "money"),
)  # fmt: skip


def plain_values(column: pd.Series) -> list[Any]:
    """The cells of a column as str, int, float, bool, date or None; None for every unknown."""
    return [plain_value(value) for value in column.tolist()]


def plain_value(value: object) -> Any:
    """A cell as a value that every format can write; what is neither is its text.

    Examples
    --------
    >>> plain_value(float("nan")), plain_value(pd.NaT), plain_value(np.int64(3))
    (None, None, 3)
    """
    if isinstance(value, str):
        return value
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, np.generic):
        return plain_value(value.item())
    if isinstance(value, Decimal):
        return plain_value(float(value))
    if isinstance(value, float):
        return None if math.isnan(value) else value if math.isfinite(value) else str(value)
    if isinstance(value, datetime):
        return _moment(value)
    return value if isinstance(value, bool | int | date) else str(value)


def _moment(value: datetime) -> date | str:
    """A day where the clock says midnight; a moment with a zone is text, spreadsheets know none."""
    if value.tzinfo is not None:
        return value.isoformat()
    return value.date() if value.time() == time() else value.replace(microsecond=0)


def day_of(text: str) -> date | None:
    """The day that a text in the form 2026-11-24 names; None for any other text.

    Examples
    --------
    >>> day_of("2026-11-24"), day_of("2026"), day_of("2026-02-31")
    (datetime.date(2026, 11, 24), None, None)
    """
    if not _ISO_DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def clean_text(text: str, language: str = "en") -> str:
    """The text as a cell of a workbook holds it, with a mark where it is cut.

    Line ends are line feeds, since XML knows no other; a character that XML forbids is U+FFFD.

    Examples
    --------
    >>> clean_text("a\\x00b\\r\\nc")
    'a\ufffdb\\nc'
    """
    clean = without_forbidden(_LINE_END.sub("\n", text))
    if len(clean) * 2 <= LONGEST or units(clean) <= LONGEST:
        return clean
    mark = " " + translate(CUT, language)
    kept = clean.encode("utf-16-le")[: 2 * (LONGEST - units(mark))]
    return kept.decode("utf-16-le", errors="ignore") + mark


def without_forbidden(text: str) -> str:
    """The text with U+FFFD in place of every character that XML or UTF-8 cannot hold."""
    return _FORBIDDEN.sub("\ufffd", text)


def units(text: str) -> int:
    """Characters as Excel counts them, in UTF-16.

    Examples
    --------
    >>> units("灯"), units("𠮷")
    (1, 2)
    """
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2
