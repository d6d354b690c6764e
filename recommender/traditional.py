"""繁體中文 from 简体中文, as Hong Kong writes it, with the exceptions of a reviewed table."""

from __future__ import annotations

import csv
import re
from functools import cache, lru_cache
from pathlib import Path

from features.spelling import converter

EXCEPTIONS = Path(__file__).parent.parent / "data" / "texts" / "traditional.csv"
SCHEME = "s2hk"
"""Hong Kong's characters with the mainland's words: names of parks keep theirs (decision 0028)."""

_CHINESE = re.compile(r"[\u3400-\u9fff]")


@cache
def exceptions() -> dict[str, str]:
    """What OpenCC writes otherwise than we want it, from simplified to traditional."""
    with EXCEPTIONS.open(encoding="utf-8", newline="") as file:
        return {row["simplified"]: row["traditional"] for row in csv.DictReader(file)}


@lru_cache(maxsize=20_000)
def traditional(text: str) -> str:
    """The text in traditional characters; what is not Chinese stays as it is.

    Examples
    --------
    >>> traditional("中山火炬开发区"), traditional("2 km"), traditional("里水至沙涌 3 公里")
    ('中山火炬開發區', '2 km', '里水至沙涌 3 公里')
    """
    if not _CHINESE.search(text):
        return text
    pieces = _apart().split(text)
    pieces[::2] = [converter(SCHEME).convert(piece) for piece in pieces[::2]]
    pieces[1::2] = [exceptions()[piece] for piece in pieces[1::2]]
    return "".join(pieces)


@cache
def _apart() -> re.Pattern[str]:
    """The exceptions, the longest first, as what a text is split by."""
    longest_first = sorted(exceptions(), key=len, reverse=True)
    return re.compile(f"({'|'.join(map(re.escape, longest_first))})")
