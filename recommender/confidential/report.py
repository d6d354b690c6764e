"""The report of a confidential list: what the reports of the project and of both ends say alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

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
    Table,
)
from recommender.board_report.project_words import STATED
from recommender.board_report.report import report_of
from recommender.confidential.listed import Confidential
from recommender.confidential.project import range_rows
from recommender.confidential.veil import said_alike, veiled_text
from recommender.cover import Cover
from recommender.messages import message
from recommender.texts import render, translate

TITLE = message("Sites for project {codename}").text
NOTICE = message(
    "Confidential: the project has a codename and ranges in place of its figures. What would tell "
    "a figure is left out; order, points and how sure they are come from the exact figures."
).text


def veiled_report(listed: Confidential) -> Report:
    """The report under the codename, without what would tell a figure of the investor."""
    cover = Cover(title=translate(TITLE, listed.language, codename=listed.codename))
    exact, low, high = (report_of(shortlist, cover) for shortlist in listed.each)
    both = zip(exact.sections, low.sections, high.sections, strict=True)
    first, *rest = (_Veil(listed, *three).section() for three in both)
    return replace(exact, sections=(_project(listed, first), *rest))


def _project(listed: Confidential, section: Section) -> Section:
    """The project with its ranges, and with what the ranges are for."""
    ranges = {translate(label, listed.language): render(said, listed.language)
              for label, said in range_rows(listed).items()}  # fmt: skip
    stated = translate(STATED, listed.language)
    blocks = tuple(
        Pairs(rows=tuple((head, Said(text=ranges.get(head, said.text)))
                         for head, said in block.rows if head != stated))
        if isinstance(block, Pairs) else block
        for block in section.blocks
    )  # fmt: skip
    notice = Paragraph(said=Said(text=translate(NOTICE, listed.language)), style="small")
    return replace(section, blocks=(*blocks, notice))


class _Veil:
    """One section with what the same section of both ends says."""

    def __init__(self, listed: Confidential, exact: Section, low: Section, high: Section) -> None:
        self._exact, self._low, self._language = exact, low, listed.language
        self._may = said_alike(_texts(low), _texts(high))

    def section(self) -> Section:
        return replace(
            self._exact,
            heading=self._text(self._exact.heading),
            blocks=tuple(self._block(block) for block in self._exact.blocks),
        )

    def _block(self, block: Block) -> Block:
        match block:
            case Paragraph():
                return replace(block, said=self._said(block.said))
            case Lines():
                return self._lines(block)
            case Pairs():
                return Pairs(rows=tuple((self._text(h), self._said(s)) for h, s in block.rows))
            case Table():
                return self._table(block)
            case Beside():
                return Beside(left=self._lines(block.left), right=self._lines(block.right))
            case Figure():
                # The drawing of an end: nothing in it can be of the exact project.
                return next(b for b in self._low.blocks if isinstance(b, Figure))
        return block

    def _lines(self, block: Lines) -> Lines:
        items = [item for item, _ in groupby(map(self._said, block.items))]
        return Lines(head=self._text(block.head), items=tuple(items))

    def _table(self, block: Table) -> Table:
        rows = [row for row, _ in groupby(tuple(map(self._said, row)) for row in block.rows)]
        return replace(
            block,
            caption=self._text(block.caption),
            head=tuple(map(self._text, block.head)),
            rows=tuple(rows),
        )

    def _said(self, said: Said) -> Said:
        text = self._text(said.text)
        return said if text == said.text else Said(text=text)

    def _text(self, text: str) -> str:
        return veiled_text(text, self._may, self._language)


def _texts(section: Section) -> Iterator[str]:
    """Everything that a section says: heads and captions too."""
    yield section.heading
    for block in section.blocks:
        yield from _texts_in(block)


def _texts_in(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            yield block.said.text
        case Lines():
            yield block.head
            yield from (item.text for item in block.items)
        case Pairs():
            for head, said in block.rows:
                yield from (head, said.text)
        case Table():
            yield from (block.caption, *block.head)
            yield from (said.text for row in block.rows for said in row)
        case Beside():
            yield from _texts_in(block.left)
            yield from _texts_in(block.right)
