"""The first line of a table of leads: which column each header means, and in which unit."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from features.exchange.tabular import Row
from features.spelling import converter
from recommender.errors import LeadsError
from recommender.leads.columns import CARRIED, COLUMNS, CONTACT, SECTOR, Column
from recommender.leads.units import Unit, unit_of, units_for

FIRST_ROWS = 12
"""Rows among which the first line is looked for: titles may stand above it."""
LONGEST_HEADER = 30
"""Letters of a header that is looked for below the first line."""
CARRY = "carry"
"""Said of a header: it means no column, its cells are carried along as they stand."""
_BRACKETS = re.compile(r"^(?P<name>.+?)\s*[(\[【（](?P<unit>[^)\]】）]*)[)\]】）]\s*$")
_PERSONAL = re.compile(
    r"联系|手机|电话|微信|姓名|经办|法人|法定代表|身份证|邮箱|邮件|传真|地址|职务|qq|wechat|whatsapp|phone"
    r"|mobile|e-?mail|contact|personname|firstname|lastname|surname|idcard|passport"
)
"""Headers of personal data, however they are put."""
_COUNTED = ("money", "area", "people")
_SHARE = re.compile(r"[%％‰]|per ?cent|占比|比例", re.IGNORECASE)
_APART = re.compile(r"^(?P<name>.+?)\s*(?:[/,，:：]|\s)\s*(?P<unit>[^/,，:：]+)$")


@dataclass(frozen=True, kw_only=True)
class Heading:
    """One header: what it says, the column that it means, and the unit of its bare numbers.

    `asks` is column or unit when a person has to say it; `nearest` are columns with such a name.
    `personal` is a header of personal data that no column holds: its cells go nowhere.
    """

    place: int
    header: str
    column: Column | None = None
    unit: Unit | None = None
    asks: str = ""
    nearest: tuple[str, ...] = ()
    personal: bool = False


@dataclass(frozen=True, kw_only=True)
class Headings:
    """The first line of a table: its row in the file, and every header that is not blank."""

    row: int
    all: tuple[Heading, ...]

    @property
    def by_column(self) -> dict[str, Heading]:
        """The headings that mean a column, by its name."""
        return {heading.column.name: heading for heading in self.all if heading.column}

    @property
    def asked(self) -> tuple[Heading, ...]:
        """Headings of which a person has to say something."""
        return tuple(heading for heading in self.all if heading.asks)

    @property
    def carried(self) -> tuple[Heading, ...]:
        """Headings whose cells are carried along as they stand."""
        return tuple(h for h in self.all if h.column is None and not h.personal)


def headings_of(file: str, rows: Sequence[Row], stated: Mapping[str, str]) -> Headings:
    """The first line of a table, found by its names; `stated` says what some headers mean.

    A stated meaning is a column, a column with the unit of its bare numbers (`capex_cny:万元`), or
    `carry`.

    Raises
    ------
    LeadsError
        If there is no row, two headers mean one column, or what is stated is not known.
    """
    if not rows:
        raise LeadsError(
            f"Leads {file} is empty. Expected a first line of column names and a lead."
        )
    read = [_read(row, {}) for row in rows[:FIRST_ROWS]]
    best = max(range(len(read)), key=lambda i: (_says(read[i]), -i))
    below = [row for row in rows if row.number > rows[best].number]
    _refuse_second(file, below, read[best])
    named = _read(rows[best], _checked(file, stated))
    nameless = _nameless(rows[best], below, stated)
    found = sorted(_each_once([*named, *nameless], stated), key=lambda heading: heading.place)
    _refuse_twins(file, found)
    return Headings(row=rows[best].number, all=tuple(found))


def _says(headings: Sequence[Heading]) -> tuple[bool, int]:
    known = [heading.column.name for heading in headings if heading.column]
    return SECTOR in known, len(known)


def _nameless(head: Row, below: Sequence[Row], stated: Mapping[str, str]) -> list[Heading]:
    """Columns without a header that hold something: they are asked about by their letter."""
    blank = {place for place, text in enumerate(head.cells) if not text.strip()}
    filled = {place for row in below for place in blank if row.cells[place : place + 1] not in
              ((), ("",)) and row.cells[place].strip()}  # fmt: skip
    return [_heading(place, f"({_letter(place)})", stated) for place in sorted(filled)]


def _letter(place: int) -> str:
    """The letters by which a spreadsheet calls a column.

    Examples
    --------
    >>> _letter(0), _letter(27)
    ('A', 'AB')
    """
    first, last = divmod(place, 26)
    return (_letter(first - 1) if first else "") + chr(ord("A") + last)


def _refuse_second(file: str, below: Sequence[Row], first: Sequence[Heading]) -> None:
    """A table has one first line: a second one below may mean other columns and units."""
    mine = {heading.header for heading in first}
    for row in below:
        texts = [text.strip() for text in row.cells if text.strip()]
        if any(text[0].isdigit() or len(text) > LONGEST_HEADER for text in texts):
            continue  # numbers and sentences stand below headers, not among them
        known = [column.name for column, _ in map(meaning_of, texts) if column]
        if SECTOR in known and len(known) >= 3 and set(texts) != mine:
            raise LeadsError(
                f"Leads {file}, row {row.number}: a second line of headers, with other columns or "
                "units. Expected one table. Put each into a file of its own."
            )


def _each_once(headings: Sequence[Heading], stated: Mapping[str, str]) -> list[Heading]:
    """Of two headers that mean one column the first counts, and the other is asked about; what a
    person stated goes before both."""
    taken = {h.column.name for h in headings if h.column and h.header in stated}
    found: list[Heading] = []
    for heading in headings:
        name = heading.column.name if heading.column else ""
        headers = {other.header for other in found}  # the very same twice cannot be told apart
        if name in CONTACT and name in taken:
            heading = replace(heading, column=None, unit=None, personal=True)
        elif name and heading.header not in (*stated, *headers) and name in taken:
            heading = replace(heading, column=None, unit=None, asks="column", nearest=(name,))
        elif name:
            taken.add(name)
        found.append(heading)
    return found


def _read(row: Row, stated: Mapping[str, str]) -> list[Heading]:
    return [
        _heading(place, text.strip(), stated)
        for place, text in enumerate(row.cells)
        if text.strip()
    ]


def _heading(place: int, header: str, stated: Mapping[str, str]) -> Heading:
    bare = Heading(place=place, header=header)
    if header in stated:
        return _as_stated(bare, stated[header])
    column, unit = meaning_of(header)
    if column is not None and column.holds in _COUNTED and _SHARE.search(header):
        column = None  # a share of something is none of our amounts
    if column is None and folded(header) in _CARRIED:
        return bare
    if column is None and _PERSONAL.search(folded(header)):
        return replace(bare, personal=True)
    if column is None:
        near = difflib.get_close_matches(folded(header), _NAMES, n=3, cutoff=0.3)
        nearest = tuple(dict.fromkeys(_NAMES[name].name for name in near))
        return replace(bare, asks="column", nearest=nearest)
    asks = "unit" if column.measured and unit is None else ""
    return replace(bare, column=column, unit=unit, asks=asks)


def _as_stated(bare: Heading, meaning: str) -> Heading:
    name, _, unit = meaning.partition(":")
    if name == CARRY:
        return bare
    column = COLUMNS[name]
    own = unit_of(unit or column.unit or "", column.holds)
    return replace(bare, column=column, unit=own)


@lru_cache(maxsize=50_000)
def meaning_of(header: str) -> tuple[Column | None, Unit | None]:
    """The column that a header means and the unit that it states; None for either that it does not.

    Examples
    --------
    >>> column, unit = meaning_of("计划投资（万元）")
    >>> column.name, unit.factor
    ('capex_cny', 10000.0)
    >>> meaning_of("用地面积")[1] is None, meaning_of("remarks")
    (True, (None, None))
    """
    text = unicodedata.normalize("NFKC", header).strip()
    if text.casefold() in COLUMNS:
        column = COLUMNS[text.casefold()]
        return column, unit_of(column.unit or "", column.holds)
    whole = _NAMES.get(folded(text))
    if whole is not None:
        return whole, None
    for pattern in (_BRACKETS, _APART):
        match = pattern.match(text)
        named = _NAMES.get(folded(match["name"])) if match else None
        if match and named is not None:
            return named, unit_of(match["unit"], named.holds)
    return None, None


def folded(header: str) -> str:
    """A header as names are compared: simplified, no case, width, blank or mark.

    Examples
    --------
    >>> folded("Total Investment"), folded("企业 名称*")
    ('totalinvestment', '企业名称')
    """
    text = unicodedata.normalize("NFKC", header).casefold()
    plain = text if text.isascii() else converter("t2s").convert(text)
    return re.sub(r"[\s_\-.:*#]+", "", plain)


def _names() -> dict[str, Column]:
    names: dict[str, Column] = {}
    for column in COLUMNS.values():
        for name in (column.name, column.title, *column.aliases.split(", ")):
            names.setdefault(folded(name), column)
    return names


_NAMES = _names()
_CARRIED = frozenset(folded(name) for name in CARRIED.split(", "))


def _checked(file: str, stated: Mapping[str, str]) -> Mapping[str, str]:
    for header, meaning in stated.items():
        name, _, unit = meaning.partition(":")
        if name not in (*COLUMNS, CARRY):
            near = difflib.get_close_matches(name, COLUMNS, n=3, cutoff=0.0)
            raise LeadsError(
                f"{file}, header {header[:40]!r}: {name[:40]!r} is no column. Expected one of "
                f"{', '.join(COLUMNS)}, or {CARRY}. Nearest: {', '.join(near)}."
            )
        if unit and name != CARRY and unit_of(unit, COLUMNS[name].holds) is None:
            raise LeadsError(
                f"{file}, header {header[:40]!r}: {unit[:40]!r} is no unit of {name}. Expected "
                f"for example {', '.join(units_for(COLUMNS[name].holds)) or 'none'}. Correct it."
            )
    return stated


def _refuse_twins(file: str, headings: Sequence[Heading]) -> None:
    first: dict[str, Heading] = {}
    for heading in headings:
        if heading.column is None:
            continue
        other = first.setdefault(heading.column.name, heading)
        if other is not heading:
            raise LeadsError(
                f"{file}, first line: {other.header[:40]!r} and {heading.header[:40]!r} both mean "
                f"{heading.column.name}. Expected one. Rename one, or say that one is {CARRY}."
            )
