"""A table as a file to take away; no cell is ever a live formula."""

from __future__ import annotations

import io

import pandas as pd

from recommender.export import write_sheet


def workbook(sheets: dict[str, pd.DataFrame]) -> bytes:
    """A workbook with a sheet a table, every text as text."""
    import xlsxwriter

    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as book:
        bold = book.add_format({"bold": True})
        for name, table in sheets.items():
            write_sheet(book.add_worksheet(name), table, bold)
    return content.getvalue()
