"""Short lists as files: CSV, XLSX, GeoJSON, PDF and HTML; a file appears whole or not at all.

No cell is ever a live formula: text that a spreadsheet would run is written as text.
"""

from __future__ import annotations

import csv
import io
import json
import math
import unicodedata
from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path

import pandas as pd

from recommender.errors import ProfileError
from recommender.shortlist import Shortlist

SHEET_NAME = 31
"""Characters that a worksheet's name may have."""


def csv_bytes(shortlist: Shortlist) -> bytes:
    """The summary as CSV in UTF-8 with a mark that Excel reads Chinese by."""
    text = io.StringIO(newline="")
    table = shortlist.summary()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows([[_cell(value) for value in row] for row in table.itertuples(index=False)])
    return text.getvalue().encode("utf-8-sig")


def xlsx_bytes(shortlist: Shortlist) -> bytes:
    """A workbook: summary, decision, costs by city, incentives by rule and year, a sheet each."""
    import xlsxwriter

    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as book:
        book.set_properties({"created": datetime.combine(shortlist.ranking.profile.on, time())})
        bold = book.add_format({"bold": True})
        write_sheet(book.add_worksheet("summary"), shortlist.summary(), bold)
        write_sheet(book.add_worksheet("decision"), shortlist.decision(), bold)
        write_sheet(book.add_worksheet("costs by city"), shortlist.city_costs(), bold)
        write_sheet(book.add_worksheet("incentives"), shortlist.incentives(), bold)
        write_sheet(book.add_worksheet("incentive years"), shortlist.incentive_years(), bold)
        for number, entry in enumerate(shortlist.entries, start=1):
            name = f"{number} {entry.site_id}"[:SHEET_NAME]
            write_sheet(book.add_worksheet(name), shortlist.facts(entry.site_id), bold)
    return content.getvalue()


def geojson_bytes(shortlist: Shortlist) -> bytes:
    """The entries as RFC 7946 features with the columns of the summary."""
    shapes = shortlist.catalogue.sites.geometry
    features = [
        {
            "type": "Feature",
            "id": row["site_id"],
            "geometry": None if shapes[row["site_id"]] is None
            else shapes[row["site_id"]].__geo_interface__,
            "properties": row,
        }
        for row in shortlist.summary().to_dict(orient="records")
    ]  # fmt: skip
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False, allow_nan=False).encode()


def pdf_bytes(shortlist: Shortlist) -> bytes:
    """The report for a board as PDF, without a cover; typst is loaded when it is asked for."""
    from recommender.board_report.pdf import pdf_bytes

    return pdf_bytes(shortlist)


def html_bytes(shortlist: Shortlist) -> bytes:
    """The report for a board as one HTML file, without a cover."""
    from recommender.board_report.html import html_bytes

    return html_bytes(shortlist)


FORMATS: dict[str, Callable[[Shortlist], bytes]] = {
    ".csv": csv_bytes,
    ".xlsx": xlsx_bytes,
    ".geojson": geojson_bytes,
    ".pdf": pdf_bytes,
    ".html": html_bytes,
}
"""Known formats by the ending of the file's name."""


def format_of(path: Path) -> Callable[[Shortlist], bytes]:
    """The format that a file's ending names.

    Raises
    ------
    ProfileError
        Naming the known endings.
    """
    try:
        return FORMATS[path.suffix.lower()]
    except KeyError as error:
        raise ProfileError(
            f"File {path} has the ending {path.suffix!r}, which is not built. Known: "
            f"{', '.join(FORMATS)}. Choose one of these."
        ) from error


def write_sheet(sheet, table: pd.DataFrame, bold) -> None:  # type: ignore[no-untyped-def]
    """Write a table to a worksheet, text as text, numbers as numbers, unknowns as nothing."""
    sheet.freeze_panes(1, 0)
    for column, name in enumerate(table.columns):
        sheet.write_string(0, column, str(name), bold)
        sheet.set_column(column, column, 12 if table[name].dtype.kind in "if" else 32)
        for row, value in enumerate(table[name], start=1):
            if isinstance(value, int | float):
                if not math.isnan(value):
                    sheet.write_number(row, column, value)
            elif value is not None:
                sheet.write_string(row, column, str(value))


def _cell(value: object) -> str:
    """A cell of CSV that no spreadsheet reads as a formula."""
    if isinstance(value, int | float):
        return repr(value)
    text = str(value)
    first = unicodedata.normalize("NFKC", text.lstrip())[:1]
    live = first in ("=", "+", "-", "@") or text[:1] in ("\t", "\r", "\n")
    return f"'{text}" if live else text
