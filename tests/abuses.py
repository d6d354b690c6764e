"""Files that somebody sends by mistake or to break things, as lists of leads; each is small.

`python -m tests.abuses NAME` reads one in this process and prints what came of it, the seconds and
the growth of the memory.
"""

from __future__ import annotations

import csv
import io
import json
import resource
import sys
import time
import zipfile
from collections.abc import Callable
from datetime import date

MIB = 2**20
TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
    'relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName='
    '"/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'spreadsheetml.worksheet+xml"/></Types>'
)
RELATED = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    'relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/{what}" Target="{target}"/></Relationships>'
)
BOOK = (
    '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/'
    'main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
SHEET = (
    '<?xml version="1.0"?>{before}<worksheet xmlns="http://schemas.openxmlformats.org/'
    'spreadsheetml/2006/main"><sheetData>{rows}</sheetData>{after}</worksheet>'
)
HEAD = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>sector</t></is></c>'
    '<c r="B1" t="inlineStr"><is><t>jobs</t></is></c></row>'
)


def sheet(rows: str, *, before: str = "", after: str = "") -> bytes:
    """A workbook of one sheet with these rows, written by hand."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", TYPES)
        packed.writestr("_rels/.rels", RELATED.format(
            what="officeDocument", target="xl/workbook.xml"))  # fmt: skip
        packed.writestr("xl/workbook.xml", BOOK)
        packed.writestr("xl/_rels/workbook.xml.rels", RELATED.format(
            what="worksheet", target="worksheets/sheet1.xml"))  # fmt: skip
        packed.writestr("xl/worksheets/sheet1.xml",
                        SHEET.format(before=before, rows=HEAD + rows, after=after))  # fmt: skip
    return content.getvalue()


def _lamp(number: int, cell: str = "<v>3</v>") -> str:
    return (
        f'<row r="{number}"><c r="A{number}" t="inlineStr"><is><t>lamps</t></is></c>'
        f'<c r="B{number}">{cell}</c></row>'
    )


def bomb(part: str) -> bytes:
    """A gigabyte of blanks in one part of a workbook: a megabyte to send."""
    content = io.BytesIO(sheet(_lamp(2)))
    with (
        zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as packed,
        packed.open(part, "w", force_zip64=True) as file,
    ):
        for _ in range(1_024):
            file.write(b" " * MIB)
    return content.getvalue()


def laughs() -> bytes:
    """Entities that unfold to gigabytes."""
    names = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10 if i else "ha"}">' for i in range(10))
    cell = '<row r="2"><c r="A2" t="inlineStr"><is><t>&a9;</t></is></c></row>'
    return sheet(cell, before=f"<!DOCTYPE x [{names}]>")


def table(rows: int, columns: int, cell: str = "3") -> bytes:
    """A CSV file of so many rows and columns."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["sector", *(f"c{i}" for i in range(1, columns))])
    row = ["lamps", *[cell] * (columns - 1)]
    writer.writerows(row for _ in range(rows))
    return text.getvalue().encode()


def merges() -> str:
    cells = "".join(f'<mergeCell ref="A{i}:B{i + 1}"/>' for i in range(2, 60_000, 2))
    return f'<mergeCells>{cells}<mergeCell ref="C1:XFD1048576"/></mergeCells>'


ABUSES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a zip bomb in the sheet": ("a.xlsx", lambda: bomb("xl/worksheets/sheet2.xml"), "unpacked"),
    "a zip bomb in the texts": ("a.xlsx", lambda: bomb("xl/sharedStrings.xml"), "unpacked"),
    "entities that unfold": ("a.xlsx", laughs, "cannot be read"),
    "a million rows, CSV": ("a.csv", lambda: table(1_000_000, 2), "20,001 filled rows"),
    "a million rows, XLSX": (
        "a.xlsx",
        lambda: sheet("<row><c><v>1</v></c></row>" * 1_000_000),
        "20,001 filled rows",
    ),
    "one cell in row 1,048,576": ("a.xlsx", lambda: sheet(_lamp(1_048_576)), "200,000 rows"),
    "5,000 columns, CSV": ("a.csv", lambda: table(3, 5_000), "200 columns"),
    "5,000 columns, XLSX": (
        "a.xlsx",
        lambda: sheet(f"<row>{'<c><v>1</v></c>' * 5_000}</row>" * 3),
        "200 columns",
    ),
    "four million cells": ("a.csv", lambda: table(19_000, 200, "123"), "1,000,000 cells"),
    "30,000 merged cells": (
        "a.xlsx",
        lambda: sheet("".join(map(_lamp, range(2, 3_000))), after=merges()),
        "",
    ),
    "merged cells that overlap": (
        "a.xlsx",
        lambda: sheet(
            "".join(map(_lamp, range(2, 15_000))),
            after=f'<mergeCells>{"".join(f"""<mergeCell ref="A{i}:XFD1048576"/>""" for i in range(2, 15_000))}</mergeCells>',  # noqa: E501
        ),
        "overlap",
    ),
    "formulas as values": (
        "a.xlsx",
        lambda: sheet("".join(_lamp(n, "<f>B1*2</f>") for n in range(2, 15_000))),
        "",
    ),
    "one cell of 15 MiB": ("a.csv", lambda: b'sector\n"' + b"x" * 15 * MIB + b'"', "131072"),
    "a quote that never ends": ("a.csv", lambda: b'sector\n"' + b"lamps\n" * MIB, "cannot be read"),
    "a path as its name": ("../../x.csv", lambda: b"company\nx\n", "Leads x.csv"),
    "20,000 leads": ("a.csv", lambda: table(20_000, 12), ""),
}
"""What is sent, by its name: file name, content, and what the answer says (blank: it is read)."""


def main(name: str) -> None:
    """Read one abuse, and print what came of it."""
    from recommender.errors import BaysiteError
    from recommender.leads import lead_table

    file, make, _ = ABUSES[name]
    content, day = make(), date(2026, 11, 24)
    lead_table("a.csv", b"sector,jobs\nlamps,3\n", today=day)  # what is imported late is imported
    before, begun = _resident(), time.perf_counter()
    _forget_peak()
    try:
        found = lead_table(file, content, today=day)
        said = f"read: {len(found.leads)} leads, {len(found.rejected)} rejected"
    except BaysiteError as error:
        said = str(error)
    seconds = time.perf_counter() - begun
    found_out = {"said": said, "seconds": seconds, "mib": _peak() - before}
    sys.stdout.write(json.dumps(found_out) + "\n")


def _forget_peak() -> None:
    """Let the system count the peak from now on; making the file is not what is measured."""
    with open("/proc/self/clear_refs", "w", encoding="ascii") as file:
        file.write("5")


def _peak() -> float:
    return _status("VmHWM")


def _resident() -> float:
    return _status("VmRSS")


def _status(name: str) -> float:
    with open("/proc/self/status", encoding="ascii") as file:
        line = next(line for line in file if line.startswith(name))
    return int(line.split()[1]) / 1_024


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main(sys.argv[1])
