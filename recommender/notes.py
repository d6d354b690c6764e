"""What the tables hold in English only, in Chinese: our own translation of notes and rules."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

NOTES = Path(__file__).parent.parent / "data" / "texts" / "notes.csv"
"""One row a text: en, as a table holds it to the letter, and zh."""


@cache
def chinese() -> Mapping[str, str]:
    """The Chinese of every translated text, by its English."""
    with NOTES.open(encoding="utf-8", newline="") as file:
        return {row["en"]: row["zh"] for row in csv.DictReader(file)}


def in_both(text: str) -> dict[str, str]:
    """A text of a table by language; itself in Chinese too where it needs no translation.

    Examples
    --------
    >>> in_both("all new projects")["zh"], in_both("深中通道")["zh"]
    ('所有新项目', '深中通道')
    """
    return {"en": text, "zh": chinese().get(text, text)} if text else {}
