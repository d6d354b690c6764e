"""CSV files as rows of text; a file that cannot be read, or lacks a column, is one clear error."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from features.errors import DataError


def read_rows(file: Path, required: tuple[str, ...]) -> pd.DataFrame:
    """The rows of a CSV file in UTF-8, every cell as text, a blank as missing.

    Raises
    ------
    DataError
        If the file is missing, empty, not UTF-8, not CSV, or lacks a required column.
    """
    try:
        with file.open("rb") as content:
            table = pd.read_csv(content, dtype=str, encoding="utf-8")
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise unreadable(file, error) from error
    missing = [name for name in required if name not in table.columns]
    if missing:
        raise DataError(
            f"{file.name}, first line: lacks the columns {', '.join(missing)}. Expected the "
            "columns of docs/data.md. Add them."
        )
    return table


def text_of(cell: object) -> str:
    """The text of a cell; a blank is an empty string.

    Examples
    --------
    >>> text_of("a"), text_of(float("nan"))
    ('a', '')
    """
    return cell if isinstance(cell, str) else ""


def unreadable(file: Path, error: BaseException) -> DataError:
    """What to say of a file that cannot be read at all."""
    cause = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    first = (cause.splitlines() or [type(error).__name__])[0][:100]
    return DataError(
        f"{file.name}: cannot be read ({first}). Expected the file that `make data` writes, in "
        "UTF-8. Check the folder."
    )
