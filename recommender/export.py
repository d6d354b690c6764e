"""Rankings as files; a file appears whole or not at all."""

from __future__ import annotations

import csv
import io
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from recommender.errors import ProfileError

COLUMNS = (
    "rank",
    "site_id",
    "name_en",
    "name_zh",
    "score",
    "score_low",
    "score_high",
    "coverage",
    "assumed",
    "family",
    "ask",
)


def to_csv(entries: list[dict[str, Any]], path: Path) -> None:
    """Write the entries as CSV (UTF-8 with BOM, so that Excel reads Chinese)."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([[_cell(entry[name]) for name in COLUMNS] for entry in entries])
    write_whole(path, text.getvalue().encode("utf-8-sig"))


WRITERS: dict[str, Callable[[list[dict[str, Any]], Path], None]] = {".csv": to_csv}
"""Known formats by the ending of the file's name."""


def writer_for(path: Path) -> Callable[[list[dict[str, Any]], Path], None]:
    """The writer of a file's format.

    Raises
    ------
    ProfileError
        Naming the known endings.
    """
    try:
        return WRITERS[path.suffix.lower()]
    except KeyError as error:
        raise ProfileError(
            f"File {path} has the ending {path.suffix!r}, which is not built. Known: "
            f"{', '.join(WRITERS)}. Choose one of these."
        ) from error


def write_whole(path: Path, content: bytes) -> None:
    """Put `content` at `path` in one step; a kill in the middle leaves what was there.

    Raises
    ------
    ProfileError
        If the folder cannot be written to.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except OSError as error:
        raise ProfileError(
            f"File {path} cannot be written ({error.strerror}). Expected a folder that exists "
            "and may be written to. Choose another."
        ) from error


def _cell(value: Any) -> str:
    """A cell that no spreadsheet reads as a formula."""
    text = ";".join(map(str, value)) if isinstance(value, list) else str(value or "")
    if isinstance(value, float | int):
        return repr(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
