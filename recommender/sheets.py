"""The one writer of workbooks: tables as worksheets that BD staff can sort, read and print.

No cell is ever a live formula or a link, headers included; the same tables give the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

import pandas as pd

from recommender.cells import EXACT, Kind, clean_text, day_of, kind_of, plain_values
from recommender.errors import ReportError
from recommender.sheet_names import sheet_names

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

FORMATS: dict[Kind, str] = {
    "score": "0.000", "share": "0%", "money": "#,##0", "date": "yyyy-mm-dd", "integer": "0",
    "number": "General", "text": "General",
}  # fmt: skip
"""Number formats of Excel, by the kind of the column."""

NARROW, WIDE = 9, 56
"""Widths of columns in characters; longer text is wrapped."""

ROWS, COLUMNS = 1_048_576, 16_384
"""Rows, with the header, and columns that a worksheet of Excel has."""

FIRST_DAY = date(1901, 1, 1)
"""Days before it stay text: a workbook counts from 1900, with a leap day that never was."""

NO_DAY = date(1980, 1, 1)
"""The day of a workbook that is of no day: the first that a ZIP file can state."""

A4 = 9


def write_workbook(
    sheets: Mapping[str, pd.DataFrame],
    *,
    created: date = NO_DAY,
    kinds: Mapping[str, Kind] | None = None,
    language: str = "en",
) -> bytes:
    """A workbook (XLSX) with a worksheet a table, in their order.

    Headers are frozen, filtered and repeated on every printed page. Text stays text, a number stays
    a number; NaN, None and "" are blank cells.

    Parameters
    ----------
    created : day that the file says it was made on; never the clock
    kinds : kind of a column by its header, where header and values would say another
    language : language of the mark in a cell that is cut

    Raises
    ------
    ReportError
        If there is no sheet, or a table has more rows or columns than a worksheet.
    """
    import xlsxwriter

    if not sheets:
        raise ReportError("A workbook without a sheet. Expected at least one table. Name one.")
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as book:
        book.set_properties({"created": datetime.combine(created, time())})
        writer = _Writer(book, kinds or {}, language)
        for name, table in zip(sheet_names(map(str, sheets)), sheets.values(), strict=True):
            writer.sheet(book.add_worksheet(name), table)
    return content.getvalue()


class _Writer:
    """Writes tables into one workbook, whose formats it holds."""

    def __init__(self, book: Workbook, kinds: Mapping[str, Kind], language: str) -> None:
        self._kinds, self._language = kinds, language
        self._head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self._formats: dict[Kind, Format] = {
            kind: book.add_format({"num_format": form, "valign": "top"})
            for kind, form in FORMATS.items()
        }
        self._wrapped = book.add_format({"text_wrap": True, "valign": "top"})

    def sheet(self, sheet: Worksheet, table: pd.DataFrame) -> None:
        rows, columns = table.shape
        if rows >= ROWS or columns > COLUMNS:
            raise ReportError(
                f"Table {sheet.get_name()!r} has {rows} rows and {columns} columns. Expected fewer "
                f"than {ROWS} rows and at most {COLUMNS} columns. Write CSV, or a shorter table."
            )
        for number, header in enumerate(table.columns):
            self._column(sheet, number, str(header), plain_values(table.iloc[:, number]))
        _lay_out(sheet, rows, columns)

    def _column(self, sheet: Worksheet, number: int, header: str, values: list[Any]) -> None:
        kind = self._kinds.get(header) or kind_of(header, values)
        title = clean_text(header, self._language)
        sheet.write_string(0, number, title, self._head)
        width = _width(title, NARROW)
        for row, value in enumerate(values, start=1):
            if value is not None and value != "":
                width = max(width, self._cell(sheet, row, number, value, kind))
        sheet.set_column(number, number, min(width, WIDE))

    def _cell(self, sheet: Worksheet, row: int, column: int, value: Any, kind: Kind) -> int:
        """Write a cell; the width that it asks for."""
        if isinstance(value, str):
            day = day_of(value) if kind == "date" else None
            if day is None or day < FIRST_DAY:
                return self._text(sheet, row, column, value)
            value = day
        if isinstance(value, bool) or (isinstance(value, int) and abs(value) >= EXACT):
            return self._text(sheet, row, column, str(value))
        if isinstance(value, date):
            return self._day(sheet, row, column, value)
        sheet.write_number(row, column, value, self._formats[_of_a_number(kind)])
        return _WIDTHS.get(kind, 12)

    def _text(self, sheet: Worksheet, row: int, column: int, value: str) -> int:
        text = clean_text(value, self._language)
        sheet.write_string(row, column, text, self._wrapped)
        return _width(text, NARROW)

    def _day(self, sheet: Worksheet, row: int, column: int, value: date) -> int:
        moment = value if isinstance(value, datetime) else datetime.combine(value, time())
        if moment.date() < FIRST_DAY or moment.time() != time():
            return self._text(sheet, row, column, value.isoformat(" ") if isinstance(
                value, datetime) else value.isoformat())  # fmt: skip
        sheet.write_datetime(row, column, moment, self._formats["date"])
        return _WIDTHS["date"]


_WIDTHS: dict[Kind, int] = {"score": 9, "share": 9, "money": 16, "date": 12}


def _of_a_number(kind: Kind) -> Kind:
    """A number among days or words is written as it is."""
    return "number" if kind in ("date", "text") else kind


def _width(text: str, least: int) -> int:
    """Columns that the longest line takes: a Chinese character takes two, and three bytes."""
    if len(text) >= WIDE:
        return WIDE
    lines = text.split("\n") if "\n" in text else (text,)
    return max(least, *(2 + (len(line) + len(line.encode())) // 2 for line in lines))


def _lay_out(sheet: Worksheet, rows: int, columns: int) -> None:
    """Frozen and filtered headers; A4 across, a page wide, header, name and number on each."""
    sheet.freeze_panes(1, 0)
    if columns:
        sheet.autofilter(0, 0, rows, columns - 1)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&L&A&R&P / &N")
