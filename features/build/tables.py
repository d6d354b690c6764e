"""Reading raw tables as text and writing tables with one spelling: UTF-8, LF, sorted."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pandas as pd

Row = dict[str, str]

_URL = re.compile(r"https?://[^\s|;,)]+")


def rows(path: Path) -> list[Row]:
    """The rows of a raw CSV file as stripped text; a blank stays an empty string."""
    table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    return [
        {str(k): str(v).strip() for k, v in row.items()} for row in table.to_dict(orient="records")
    ]


def write(table: pd.DataFrame, path: Path) -> None:
    """Write a table as CSV; what is not known is an empty cell."""
    text = table.to_csv(index=False, lineterminator="\n")
    path.write_bytes(text.encode("utf-8"))


def source_id(citation: str) -> str:
    """A stable id of a citation: `src-` and ten hex digits; blank for no citation.

    Examples
    --------
    >>> source_id("Zhongshan Daily"), source_id("")
    ('src-4a59d2fedb', '')
    """
    if not citation:
        return ""
    return f"src-{hashlib.sha256(citation.encode()).hexdigest()[:10]}"


def sources(citations: list[str]) -> pd.DataFrame:
    """The table of sources: source_id, citation, urls; one row a citation, sorted by id."""
    found = {source_id(c): c for c in citations if c}
    return pd.DataFrame(
        [(key, text, ";".join(_URL.findall(text))) for key, text in sorted(found.items())],
        columns=["source_id", "citation", "urls"],
    )
