"""One table of a CSV or XLSX file as text, cell by cell; limits first, nothing of it is run."""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from features.errors import DataError

Fault = Literal["merged", "formula", "error"]
"""Why a cell says nothing: it lies under a merged one, its formula has no value, or an error."""

CSV, XLSX = ".csv", ".xlsx"
ENCODINGS = ("utf-8-sig", "gb18030")
_TOLD_BY = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
MARKS = ",;\t，"
"""What may stand between the cells of a CSV file."""
PARTS = {"xl/worksheets/": 40 * 2**20, "": 16 * 2**20}
"""Bytes that a part of a workbook may have once unpacked: sheets are read as they come, the other
parts are held whole."""
MOST_PARTS = 2_000
_BROKEN = (
    csv.Error, zlib.error, SyntaxError, ValueError, LookupError, TypeError, AttributeError,
    EOFError, OSError, RuntimeError, OverflowError,
)  # fmt: skip
"""What Python and openpyxl raise for a file that is cut, or of another kind than its name."""
_ERROR = re.compile(r"#(?:REF|DIV/0|VALUE|N/A|NAME\?|NUM|NULL|SPILL|CALC|FIELD|BUSY)[!]?")
_MERGED = re.compile(
    rb'<(?:\w+:)?mergeCell [^>]{0,200}?ref="([A-Z]{1,3}\d{1,7}):([A-Z]{1,3}\d{1,7})"'
)
_CHUNK = 2**20
_Span = tuple[int, int, int, int]
"""Rows from 1 and columns from 0 of a merged cell: top, bottom, left, right."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """The most bytes, filled rows (the header among them), columns and cells that are read, and
    the row of a sheet below which nothing may stand."""

    size: int = 16 * 2**20
    rows: int = 20_001
    columns: int = 200
    cells: int = 1_000_000
    lowest: int = 200_000


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row: its number in the file, its cells as text, and which of them say nothing and why."""

    number: int
    cells: tuple[str, ...]
    faults: Mapping[int, Fault] = field(default_factory=dict)

    @property
    def blank(self) -> bool:
        """True when no cell holds anything, nor should hold anything."""
        return not any(cell.strip() for cell in self.cells) and set(self.faults.values()) <= {
            "merged"
        }


def rows_of(name: str, content: bytes, limits: Limits) -> list[Row]:
    """The rows of a CSV file, or of the first sheet of a workbook, that are not blank.

    CSV may be UTF-8 with or without a mark, UTF-16 with one, or GB18030, its cells apart by comma,
    semicolon or tab. A cell under a merged one is blank and says so.

    Raises
    ------
    DataError
        If the file is too large, of another kind, or cannot be read.
    """
    file, ending = Path(name.replace("\\", "/")).name or "the file", Path(name).suffix.lower()
    within(len(content), limits.size, file, "bytes")
    if ending not in (CSV, XLSX):
        raise DataError(
            f"{file} has the ending {ending!r}, which is not read. Expected .csv or .xlsx. Save it "
            "as one of these."
        )
    try:
        found = _csv(file, content) if ending == CSV else _xlsx(file, content, limits.columns)
        return _filled(file, found, limits)
    except DataError:
        raise
    except zipfile.BadZipFile as error:
        raise DataError(
            f"{file} is no .xlsx: it was cut, has a password, or is an old .xls by another name. "
            "Open it in a spreadsheet program and save it as .xlsx without a password."
        ) from error
    except _BROKEN as error:
        raise DataError(
            f"{file} cannot be read as {ending} ({type(error).__name__}: {str(error)[:80]}). "
            "Expected a whole file of that kind. Save it again."
        ) from error


def _filled(file: str, rows: Iterator[Row], limits: Limits) -> list[Row]:
    filled: list[Row] = []
    cells = 0
    for row in rows:
        within(row.number, limits.lowest, file, "rows")
        if not row.blank:
            within(len(row.cells), limits.columns, file, "columns")
            filled.append(row)
            cells += len(row.cells)
            within(cells, limits.cells, file, "cells")
            within(len(filled), limits.rows, file, "filled rows")
    return filled


def within(found: int, most: int, file: str, what: str) -> None:
    """Refuse more than is read.

    Raises
    ------
    DataError
        Naming the file, what was counted, and the most that is read.
    """
    if found > most:
        raise DataError(
            f"{file} has more than {most:,} {what}, which is the most that is read. "
            "Split the file, or delete what is empty."
        )


def _csv(file: str, content: bytes) -> Iterator[Row]:
    text = _decoded(file, content)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_mark(text), strict=True)
    last = 0
    for cells in reader:
        cells = [_seen(cell) for cell in cells]
        yield Row(number=last + 1, cells=tuple(cells), faults=_errors(cells))
        last = reader.line_num


def _decoded(file: str, content: bytes) -> str:
    known = _TOLD_BY.get(content[:2])
    for encoding in (known,) if known else ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise DataError(
        f"{file} is no text in UTF-8 or GB18030. Expected a CSV file. Save it as CSV UTF-8."
    )


def _mark(text: str) -> str:
    """What stands most often between the cells of the first line that has any."""
    head = next((line for line in text.splitlines() if line.strip()), "")
    return max(MARKS, key=head.count)


def _xlsx(file: str, content: bytes, widest: int) -> Iterator[Row]:
    import openpyxl

    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        _check_parts(file, packed)
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    place = next((i for i, s in enumerate(book.worksheets) if s.sheet_state == "visible"), 0)
    sheet = book.worksheets[place]
    spans, formulas = _scanned(content, _part_of(sheet))
    other = None
    if formulas:
        other = openpyxl.load_workbook(io.BytesIO(content), read_only=True).worksheets[place]
    yield from _rows(sheet, other, _Merged(spans, widest), widest)


def _check_parts(file: str, packed: zipfile.ZipFile) -> None:
    """Refuse a workbook that unpacks to more than is read: a trap, not a table."""
    for part in packed.infolist():
        most = next(size for start, size in PARTS.items() if part.filename.startswith(start))
        within(part.file_size, most, file, "bytes once unpacked")
    within(len(packed.infolist()), MOST_PARTS, file, "parts")


def _part_of(sheet: Any) -> str:
    return str(getattr(sheet, "_worksheet_path", "")).lstrip("/")


def _scanned(content: bytes, part: str) -> tuple[list[_Span], bool]:
    """The merged cells of a sheet, and whether it has formulas."""
    spans: list[_Span] = []
    formulas, rest = False, b""
    with zipfile.ZipFile(io.BytesIO(content)) as packed, packed.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            text = rest + chunk
            formulas = formulas or b"<f>" in text or b"<f " in text
            for match in _MERGED.finditer(text):
                spans.append(_span(match[1].decode(), match[2].decode()))
            cut = max(text.rfind(b">") + 1, len(text) - 4_096)
            rest = text[cut:]
    return spans, formulas


def _span(first: str, last: str) -> _Span:
    from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

    (left, top), (right, bottom) = map(coordinate_from_string, (first, last))
    start, end = (column_index_from_string(letters) - 1 for letters in (left, right))
    return top, bottom, start, end


class _Merged:
    """Merged cells met row by row, from the top down."""

    def __init__(self, spans: list[_Span], widest: int) -> None:
        self._waiting = deque(span for span in sorted(spans) if span[2] <= widest)
        self._widest = widest
        self._met: list[_Span] = []

    def under(self, number: int) -> set[int]:
        """Columns of the next row that lie under merged cells."""
        self._met = [span for span in self._met if span[1] >= number]
        while self._waiting and self._waiting[0][0] <= number:
            self._met.append(self._waiting.popleft())
        if len(self._met) > self._widest:  # beside each other there is no room for more
            raise ValueError(f"merged cells that overlap in row {number}")
        columns: set[int] = set()
        for top, _, start, end in self._met:
            columns.update(range(start + (top == number), min(end, self._widest) + 1))
        return columns


def _rows(sheet: Any, other: Any, merged: _Merged, widest: int) -> Iterator[Row]:
    stated = other.iter_rows(values_only=True) if other is not None else None
    for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
        cells = _without_tail(values)
        texts = tuple("" if cell is None else _seen(written(cell)) for cell in cells)
        faults = _errors(texts)
        formulas = next(stated, ()) if stated is not None else ()
        for column, formula in enumerate(formulas[:widest]):
            empty = column >= len(texts) or not texts[column]
            if empty and isinstance(formula, str) and formula.startswith("="):
                faults[column] = "formula"
        under: dict[int, Fault] = dict.fromkeys(merged.under(number), "merged")
        yield Row(number=number, cells=texts, faults={**under, **faults})


def _without_tail(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """Formatted but empty cells at the end of a row are none."""
    last = max((i for i, value in enumerate(values, start=1) if value is not None), default=0)
    return values[:last]


def _errors(texts: list[str] | tuple[str, ...]) -> dict[int, Fault]:
    return {
        i: "error" for i, text in enumerate(texts) if text[:1] == "#" and _ERROR.fullmatch(text)
    }


def _seen(text: str) -> str:
    """The text without marks that show nothing at its ends: of the byte order, of width nought."""
    return text.strip("\ufeff\u200b\u200c\u200d\u2060") if text else text


def written(cell: Any) -> str:
    """A cell as the text that a CSV file would hold.

    Examples
    --------
    >>> written(2.0), written(0.1), written(True)
    ('2', '0.1', 'True')
    """
    if hasattr(cell, "date") and callable(cell.date):
        return str(cell.date().isoformat())
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return repr(cell) if isinstance(cell, float) else str(cell)
