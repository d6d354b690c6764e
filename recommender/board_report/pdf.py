"""A report as PDF by typst: words go in as data, nothing is fetched, the same words give the same
bytes."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import tostring

from recommender.board_report.content import Figure, Report
from recommender.board_report.plain_values import plain_values
from recommender.board_report.report import report_of
from recommender.board_report.typefaces import SYSTEM, Typefaces, checked

if TYPE_CHECKING:
    from recommender.cover import Cover
    from recommender.listed import Listed

TEMPLATE = Path(__file__).parent / "report.typ"

NO_DRAWING = '<svg xmlns="http://www.w3.org/2000/svg"/>'


def pdf_bytes(
    shortlist: Listed, cover: Cover | None = None, *, typefaces: Typefaces = SYSTEM
) -> bytes:
    """The report of a short list as a PDF.

    Raises
    ------
    ReportError
        If the list is empty, or no font draws the letters of its language.
    """
    return pdf_of(report_of(shortlist, cover), typefaces)


def pdf_of(report: Report, typefaces: Typefaces = SYSTEM) -> bytes:
    """The pages of a report."""
    import typst

    values = {**checked(plain_values(report), typefaces), **typefaces.of(report.language)}
    with TemporaryDirectory(prefix="baysite-") as root:
        pages: Any = typst.compile(
            TEMPLATE.read_bytes(),
            root=root,
            package_path=root,
            package_cache_path=root,
            sys_inputs={"report": json.dumps(values, ensure_ascii=False), "map": _map(report)},
            pdf_standards=["ua-1"],  # what a screen reader reads too: it must be tagged
            **typefaces.options(),
        )
    return bytes(pages)


def _map(report: Report) -> str:
    drawings = [b.drawing for s in report.sections for b in s.blocks if isinstance(b, Figure)]
    return tostring(drawings[0], encoding="unicode") if drawings else NO_DRAWING
