"""A report as one HTML file that holds all it needs: no script, no request, for screen and print.

The page is built as a tree and written out by the standard library, which escapes every word.
"""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, tostring

from recommender.board_report.content import (
    Beside,
    Block,
    Figure,
    Lines,
    Pairs,
    Paragraph,
    Report,
    Said,
    Section,
    Sources,
    Table,
    refs,
)
from recommender.board_report.plain_values import sources
from recommender.board_report.report import report_of

if TYPE_CHECKING:
    from recommender.cover import Cover
    from recommender.listed import Listed

STYLE = Path(__file__).parent / "report.css"

LANG = {"en": "en", "zh": "zh-Hans", "zh-Hant": "zh-Hant"}
"""Language tags of a page, by the language of a list."""

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""What a browser may load for the page: nothing but its own style."""

WIDE, MIDDLE = 6, 4
"""Columns from which a table may be wider than a phone, and is then moved sideways."""


def html_bytes(shortlist: Listed, cover: Cover | None = None) -> bytes:
    """The report of a short list as one HTML file.

    Raises
    ------
    ReportError
        If the list is empty.
    """
    return html_of(report_of(shortlist, cover))


def html_of(report: Report) -> bytes:
    """The page of a report."""
    page = Element("html", {"lang": LANG[report.language]})
    head = SubElement(page, "head")
    SubElement(head, "meta", {"charset": "utf-8"})
    SubElement(head, "meta", {"http-equiv": "Content-Security-Policy", "content": POLICY})
    SubElement(head, "meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"})
    _in(head, "title", report.title)
    _in(head, "style", STYLE.read_text(encoding="utf-8"))
    body = SubElement(page, "body")
    top = SubElement(body, "header")
    _in(top, "h1", report.title)
    for line in report.whom:
        _in(top, "p", line)
    main, writer = SubElement(body, "main"), _Writer(report)
    for number, section in enumerate(report.sections, start=1):
        writer.section(main, section, number)
    _in(SubElement(body, "footer"), "p", report.footer)
    return b"<!DOCTYPE html>\n" + tostring(page, encoding="utf-8", method="html") + b"\n"


class _Writer:
    """Writes blocks under an element; knows the numbers of the sources."""

    def __init__(self, report: Report) -> None:
        self._report, self._numbers = report, report.numbers()

    def section(self, main: Element, section: Section, number: int) -> None:
        """A section under its heading."""
        name = f"section-{number}"
        kind = {"class": "page"} if section.page else {}
        under = SubElement(main, "section", {"aria-labelledby": name, **kind})
        _in(under, "h2", section.heading, id=name)
        for block in section.blocks:
            self._block(under, block)

    def _block(self, under: Element, block: Block) -> None:
        match block:
            case Paragraph():
                kind: dict[str, str] = {} if block.style == "plain" else {"class": block.style}
                self._said(SubElement(under, "p", kind), block.said)
            case Lines():
                self._lines(under, block)
            case Pairs():
                rows = SubElement(under, "dl")
                for head, said in block.rows:
                    _in(rows, "dt", head)
                    self._said(SubElement(rows, "dd"), said)
            case Table():
                self._table(under, block)
            case Beside():
                both = SubElement(under, "div", {"class": "beside"})
                self._lines(SubElement(both, "div"), block.left)
                self._lines(SubElement(both, "div"), block.right)
            case Figure():
                _figure(under, block)
            case Sources():
                self._sources(under, block)

    def _lines(self, under: Element, block: Lines) -> None:
        _in(under, "h3", block.head)
        items = SubElement(under, "ul")
        for item in block.items:
            self._said(SubElement(items, "li"), item)

    def _table(self, under: Element, block: Table) -> None:
        columns = len(block.head)
        wide = " wide" if columns >= WIDE else " middle" if columns >= MIDDLE else ""
        box = {"class": f"scroll{wide}", "role": "group", "aria-label": block.caption}
        if wide:
            box["tabindex"] = "0"
        table = SubElement(SubElement(under, "div", box), "table")
        _in(table, "caption", block.caption)
        columns_of = SubElement(table, "colgroup")
        for width in block.widths:
            share = 100 * width / sum(block.widths)
            SubElement(columns_of, "col", {"style": f"width: {share:.1f}%"})
        top = SubElement(SubElement(table, "thead"), "tr")
        for column, head in enumerate(block.head):
            _in(top, "th", head, scope="col", **_centred(block, column))
        body = SubElement(table, "tbody")
        for cells in block.rows:
            row = SubElement(body, "tr")
            for column, said in enumerate(cells):
                kind = {"scope": "row"} if column == 0 else {}
                cell = SubElement(row, "th" if kind else "td", {**kind, **_centred(block, column)})
                self._said(cell, said)

    def _said(self, under: Element, said: Said) -> None:
        """Words, then the numbers of their sources as links within the page."""
        under.text = said.text
        found = refs(said, self._numbers)
        if not found:
            return
        marks = SubElement(under, "span", {"class": "refs"})
        marks.text = " ["
        for number in found:
            link = _in(marks, "a", str(number), href=f"#source-{number}")
            link.tail = "]" if number == found[-1] else ", "

    def _sources(self, under: Element, block: Sources) -> None:
        items = SubElement(under, "ol", {"class": "sources"})
        for source in sources(self._report, block.undated):
            item = SubElement(items, "li", {"id": f"source-{source['number']}"})
            _in(item, "span", f"[{source['number']}]")
            _in(item, "span", f"{source['source']} ({source['days']})")


def _centred(block: Table, column: int) -> dict[str, str]:
    return {"class": "centred"} if column in block.centred else {}


def _figure(under: Element, block: Figure) -> None:
    figure = SubElement(under, "figure")
    drawing = deepcopy(block.drawing)
    drawing.attrib.update({"role": "img", "aria-label": block.alt})
    drawing.attrib.pop("xmlns")
    figure.append(drawing)
    _in(figure, "figcaption", block.caption)


def _in(under: Element, tag: str, words: str, /, **attributes: str) -> Element:
    made = SubElement(under, tag, attributes)
    made.text = words
    return made
