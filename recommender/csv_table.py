"""Tables as CSV that a spreadsheet opens as it stands: Chinese reads, numbers count, nothing runs.

A spreadsheet takes text that begins with a sign of a formula for one, also behind blanks, quotes
and characters that show nothing. Such text gets an apostrophe in front, and so do such headers.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from datetime import date

import pandas as pd

from recommender.cells import plain_value, plain_values

SIGNS = "=+-@"
_NUMBER = re.compile(r"[+-]?\d{1,15}(?:\.\d{1,15})?(?:[eE][+-]?\d{1,3})?")
_STEERING = ("\t", "\r", "\n")
_HIDING = frozenset("\"'`;,|")
"""What a spreadsheet or another reader of the file may take for the edge of a cell."""


def csv_of(table: pd.DataFrame) -> bytes:
    """The table as CSV (UTF-8 with a mark by which Excel reads Chinese, lines end in CR LF).

    Numbers are as long as they are exact, days are ISO, an unknown is an empty cell.

    Examples
    --------
    >>> csv_of(pd.DataFrame({"=x": [-5, None], "note": ["-5", "=1+1"]})).decode("utf-8-sig")
    "'=x,note\\r\\n-5.0,-5\\r\\n,'=1+1\\r\\n"
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([guarded(str(header)) for header in table.columns])
    columns = [
        [_cell(value) for value in plain_values(table.iloc[:, number])]
        for number in range(table.shape[1])
    ]
    writer.writerows(zip(*columns, strict=True))
    return text.getvalue().encode("utf-8-sig", errors="replace")


def guarded(text: str) -> str:
    """The text, with an apostrophe in front where a spreadsheet could run it.

    A plain number is no formula, whatever its sign, and stays a number.

    Examples
    --------
    >>> guarded("-1.5e3"), guarded("＝1+1"), guarded("\\u200b=1"), guarded("a = b")
    ('-1.5e3', "'＝1+1", "'\\u200b=1", 'a = b')
    """
    return f"'{text}" if _may_run(text) else text


def _may_run(text: str) -> bool:
    if _NUMBER.fullmatch(text):
        return False
    return text.startswith(_STEERING) or _first_seen(text) in SIGNS


def _first_seen(text: str) -> str:
    """The first character that is no blank, no quote, no separator and not invisible; or `x`."""
    for letter in text:
        plain = unicodedata.normalize("NFKC", letter)[:1]
        unseen = plain.isspace() or unicodedata.category(plain) in ("Cc", "Cf", "Mn")
        if not unseen and plain not in _HIDING:
            return plain
    return "x"


def _cell(value: object) -> str:
    plain = plain_value(value)
    if plain is None:
        return ""
    if isinstance(plain, str):
        return guarded(plain)
    return plain.isoformat() if isinstance(plain, date) else repr(plain)
