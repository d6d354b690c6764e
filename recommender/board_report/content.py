"""What a report holds, before it is a PDF or a page: sections of paragraphs, lists and tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ufffe\uffff\ud800-\udfff]"
)
"""Characters that show nothing and turn, join or break a line: of no use on paper."""


def visible(text: str) -> str:
    """The text with a blank in place of every character that shows nothing.

    Examples
    --------
    >>> visible("a\\x00b\\u202ec")
    'a b c'
    """
    return _UNSEEN.sub(" ", text)


@dataclass(frozen=True, kw_only=True)
class Citation:
    """A source as it is cited, and the day that a fact of it is of."""

    source: str
    as_of: str = ""


@dataclass(frozen=True, kw_only=True)
class Said:
    """Words of a reader's language with the sources that they rest on."""

    text: str
    cited: tuple[Citation, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", visible(self.text))


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """A paragraph; `lead` carries the answer, `small` explains."""

    said: Said
    style: Literal["plain", "lead", "small"] = "plain"


@dataclass(frozen=True, kw_only=True)
class Lines:
    """A list under a head of its own."""

    head: str
    items: tuple[Said, ...]


@dataclass(frozen=True, kw_only=True)
class Pairs:
    """Labels, each with what is said under it."""

    rows: tuple[tuple[str, Said], ...]


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table; `widths` are shares of the line, `centred` the columns of short figures."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Said, ...], ...]
    widths: tuple[float, ...]
    centred: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A drawing (SVG), what it shows in words, and whose it is."""

    drawing: Element
    alt: str
    caption: str


@dataclass(frozen=True, kw_only=True)
class Beside:
    """Two lists side by side."""

    left: Lines
    right: Lines


@dataclass(frozen=True, kw_only=True)
class Sources:
    """The place of the numbered sources; `undated` stands for a day that nobody states."""

    undated: str


Block = Paragraph | Lines | Pairs | Table | Figure | Beside | Sources


@dataclass(frozen=True, kw_only=True)
class Section:
    """A heading and what stands under it; `page` begins a new page."""

    heading: str
    blocks: tuple[Block, ...]
    page: bool = False


@dataclass(frozen=True, kw_only=True)
class Report:
    """Everything that a report says, in the language of its reader.

    Attributes
    ----------
    title, whom : the head of the first page, and the lines under it
    footer : what stands at the foot of every page, left of its number
    """

    language: str
    title: str
    whom: tuple[str, ...]
    footer: str
    sections: tuple[Section, ...]

    def sources(self) -> dict[str, tuple[str, ...]]:
        """The sources in the order in which they are first cited, each with the days cited."""
        days: dict[str, dict[str, None]] = {}
        for said in self.every_said():
            for citation in said.cited:
                days.setdefault(citation.source, {}).setdefault(citation.as_of)
        return {source: tuple(sorted(d for d in found if d)) for source, found in days.items()}

    def numbers(self) -> dict[str, int]:
        """The number of each source."""
        return {source: number for number, source in enumerate(self.sources(), start=1)}

    def every_said(self) -> Iterator[Said]:
        """Everything that is said, from the first page to the last."""
        for section in self.sections:
            for block in section.blocks:
                yield from _said_in(block)


def _said_in(block: Block) -> Iterable[Said]:
    if isinstance(block, Paragraph):
        return (block.said,)
    if isinstance(block, Lines):
        return block.items
    if isinstance(block, Pairs):
        return tuple(said for _, said in block.rows)
    if isinstance(block, Table):
        return tuple(said for row in block.rows for said in row)
    if isinstance(block, Beside):
        return (*block.left.items, *block.right.items)
    return ()


def refs(said: Said, numbers: dict[str, int]) -> tuple[int, ...]:
    """The numbers of the sources of something said, each once, in rising order."""
    return tuple(sorted({numbers[citation.source] for citation in said.cited}))
