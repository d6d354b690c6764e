"""One cell of a lead: text to what a profile holds, or the sentence that says why not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from features.enquiry.page import Page
from features.enquiry.quantities import Quantity, quantities
from features.enquiry.words import FUNCTION_WORDS, stated
from recommender.leads.columns import Column
from recommender.leads.headings import Heading
from recommender.leads.units import (
    SQUARE_METRES,
    UNIT_NAMES,
    Unit,
    base_of,
    is_known_money,
    units_for,
)
from recommender.messages import Message, message
from recommender.profile import LAST_YEAR, Money
from recommender.words import FUNCTIONS, OWNERSHIPS, PROJECT_KINDS

BLANK = frozenset(
    "- -- — –– / \\ . n/a na nil none null nan tbd tbc ? ？ unknown 无 暂无 未知 不详 待定 待确认 "
    "待核实 面议 未定 未明确 不明 空".split()
)
"""What people write for "not stated"."""

_PLAIN = re.compile(r"\d+(\.\d*)?(e[+-]?\d{1,3})?|\d{1,3}(,\d{3})+(\.\d*)?")
"""A number with a point, or with commas between thousands; "1,5" is neither."""
_AROUND = re.compile(
    r"(?:[\s~≈≥≤><+:()。.;]|约|大约|共|合计|总计|左右|上下|以上|以下|以内|不少于|不低于|不超过|至少|多|余|"
    r"about|around|approx(?:\.|imately)?|ca\.|at least|up to|min\.?|max\.?|or more)*"
)
_NEGATIVE = re.compile(r"\(\s*[\d.,]+\s*\)")
"""How accountants write less than nothing."""
_LOOSE = re.compile(r"[一二两三四五六七八九]{2,}(?=[十百千万亿])")
"""Two or three hundred, say: numerals side by side."""
WIDEST = 50.0
"""The larger end of a range is at most so many times the smaller one."""
_NO = re.compile(r"\b(?:no|not|non|without|except)\b|[非不无没]")
_RANGE = re.compile(r"[-−–—~至到]|to")
_YEAR = re.compile(r"(\d{4})(?:\.0|年)?")
_MONTH = re.compile(r"(\d{4})\s?[-/.年]\s?(\d{1,2})(?:\s?[-/.月]\s?(\d{1,2})?日?)?月?")
_TENTH = re.compile(r"\d{4}\.1")
_QUARTER = re.compile(
    r"(\d{4})\s?年?\s?(?:q|第)?\s?([1-4一二三四])\s?(?:季度?|q)?|q([1-4])\s?(\d{4})"
)
_HALF = re.compile(r"(\d{4})\s?年?\s?(上半年|下半年|年初|年底|年末|h1|h2)")
_MONTH_OF = {"上半年": 1, "年初": 1, "h1": 1, "下半年": 7, "h2": 7, "年底": 12, "年末": 12}
SOON = frozenset("尽快 立即 马上 随时 即时 asap immediately soon".split())
"""Starts that name no day: nothing that a site could be held to."""
_SEPARATORS = re.compile(r"[;；,，、/|+&]|\band\b|和|及|与")

NO_NUMBER = message("expected a number of at least 0, such as 1200, 1,200 or 1.5").text
NO_UNIT = message(
    "a number without a unit: say it in the cell or in the header, for example {units}"
).text
OTHER_UNIT = message("expected {what}, for example {units}").text
NO_RATE = message(
    "an amount in {currency} counts only at a rate of yours, which is not stated"
).text
UNCLEAR = message(
    "several numbers, or words that are not understood: expected one, such as 1,200 or 1.5"
).text
RANGE = message("{column}: “{cell}” counts as {value}").text
LARGE = message("{column}: “{cell}” is unusually large: is the unit right?").text
MOST = {"capex_cny": 2e11, "output_cny": 1e12, "tax_cny": 1e11, "rd_cny": 1e11, "jobs": 2e5,
        "land_mu": 2e4, "floor_area_m2": 5e6}  # fmt: skip
"""Amounts from which a wrong unit is likelier than the project (judgement)."""
SOON_SAID = message("{column}: “{cell}” names no month: it does not count").text
FROM = message("{column}: “{cell}” counts as from {month}").text
IN_CURRENCY = message("{column}: “{cell}” counts at your rate of {rate} CNY for 1 {currency}").text


class CellError(ValueError):
    """A cell that cannot be used; `reason` says why, for a person."""

    def __init__(self, reason: Message) -> None:
        super().__init__(str(reason))
        self.reason = reason


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a cell says: the value as a profile holds it, and a remark where it leaves room."""

    value: object
    remark: Message | None = None


def is_blank(text: str) -> bool:
    """True for nothing, and for the words that people write for it.

    Examples
    --------
    >>> is_blank(" 待定 "), is_blank("N/A"), is_blank("0")
    (True, True, False)
    """
    folded = unicodedata.normalize("NFKC", text).strip().casefold()
    return not folded or folded in BLANK


def told(text: str, heading: Heading, money: Money) -> Told:
    """What a filled cell says.

    Raises
    ------
    CellError
        If it cannot be used.
    """
    column = heading.column
    assert column is not None, heading  # noqa: S101 (the caller reads mapped headings only)
    return _READERS[column.holds](text.strip(), heading, column, money)


def _number(text: str, heading: Heading, column: Column, money: Money) -> Told:
    folded = unicodedata.normalize("NFKC", text).casefold()
    if _NEGATIVE.fullmatch(folded):
        raise CellError(message(NO_NUMBER))
    if _LOOSE.search(folded):
        raise CellError(message(UNCLEAR))
    if _PLAIN.fullmatch(folded):
        return _amount(
            [_bare(float(folded.replace(",", "")), heading, column)], text, column, money
        )
    page = Page.of(text)
    found = quantities(page)
    if not found:
        raise CellError(message(NO_NUMBER))
    is_range = _is_range(page, found)
    rest = page.without([(q.start, q.end) for q in found]).folded
    between = _RANGE.sub(" ", rest) if is_range else rest
    if not _AROUND.fullmatch(between) or len(found) > (2 if is_range else 1):
        raise CellError(message(UNCLEAR))
    return _amount([_with_unit(q, heading, column) for q in found], text, column, money)


def _is_range(page: Page, found: list[Quantity]) -> bool:
    if len(found) != 2:
        return False
    between = page.folded[found[0].end : found[1].start].strip()
    return found[0].end_of_range == "low" or (
        found[0].value < found[1].value and _RANGE.fullmatch(between) is not None
    )


def _with_unit(found: Quantity, heading: Heading, column: Column) -> tuple[float, str]:
    if found.kind == "bare":
        return _bare(found.value, heading, column)
    if found.kind != column.holds or not is_known_money(found.unit):
        what = message(_WHAT[column.holds])
        raise CellError(message(OTHER_UNIT, what=what, units=", ".join(units_for(column.holds))))
    return found.value, base_of(found)


_WHAT = {
    "money": message("an amount of money").text,
    "area": message("an area").text,
    "people": message("a number of people").text,
}


def _bare(value: float, heading: Heading, column: Column) -> tuple[float, str]:
    unit = heading.unit or (None if column.measured else Unit(factor=1.0, base="people"))
    if unit is None:
        raise CellError(message(NO_UNIT, units=", ".join(units_for(column.holds))))
    return value * unit.factor, unit.base


def _amount(ends: list[tuple[float, str]], text: str, column: Column, money: Money) -> Told:
    """One amount in the column's own unit: of a range the end that promises less.

    What must fit (land, floor) counts with its larger end, what is promised with its smaller one.
    """
    values = [_converted(value, base, column, money) for value, base in ends]
    if max(values) > WIDEST * min(values) and len(ends) > 1:
        raise CellError(message(UNCLEAR))
    value = round(max(values) if column.holds == "area" else min(values), 6)
    said = {"column": message(column.title), "cell": text[:60]}
    base = ends[0][1]
    if len(ends) > 1:
        shown = message("{value} {unit}", value=value, unit=UNIT_NAMES[str(column.unit)])
        return Told(value=value, remark=message(RANGE, **said, value=shown))
    if column.holds == "money" and base != "CNY":
        rate = f"{money.cny_per[base]:g}"
        return Told(value=value, remark=message(IN_CURRENCY, **said, rate=rate, currency=base))
    if value > MOST.get(column.name, float("inf")):
        return Told(value=value, remark=message(LARGE, **said))
    return Told(value=value)


def _converted(value: float, base: str, column: Column, money: Money) -> float:
    if column.holds == "money":
        if base != "CNY" and base not in money.cny_per:
            raise CellError(message(NO_RATE, currency=base))
        return value * money.cny_per.get(base, 1.0)
    if column.holds == "area":
        return value * SQUARE_METRES[base] / SQUARE_METRES[str(column.unit)]
    return value


def _text(text: str, heading: Heading, column: Column, money: Money) -> Told:
    return Told(value=text)


def _words(text: str, heading: Heading, column: Column, money: Money) -> Told:
    if column.name == "functions":
        joined = re.sub(r"[Rr] ?& ?[Dd]", "r_and_d", text)
        parts = [part.strip() for part in _SEPARATORS.split(joined) if part.strip()]
        return Told(value=list(dict.fromkeys(_function(part) for part in parts)))
    known = {"ownership": OWNERSHIPS, "kind": PROJECT_KINDS}[column.name]
    if text.casefold() in known:
        return Told(value=text.casefold())
    found = {f.value for f in stated(Page.of(text)) if f.field == column.name}
    if len(found) != 1 or _NO.search(Page.of(text).folded):
        raise CellError(_one_of(known))
    return Told(value=found.pop())


def _function(part: str) -> str:
    folded = Page.of(part).folded
    if folded in FUNCTIONS:
        return folded
    found = [name for name, words in FUNCTION_WORDS.items() if re.search(words, folded)]
    if len(found) != 1 or _NO.search(folded):
        raise CellError(_one_of(FUNCTIONS))
    return found[0]


def _one_of(known: dict[str, str]) -> Message:
    words = [message("{word} ({meaning})", word=name, meaning=message(text))
             for name, text in known.items()]  # fmt: skip
    first, *rest = words
    for word in rest:
        first = message("{one}, {more}", one=first, more=word)
    return message("expected {words}", words=first)


def _year(text: str, heading: Heading, column: Column, money: Money) -> Told:
    found = _YEAR.fullmatch(text)
    if not found or not 1980 <= int(found[1]) <= LAST_YEAR:
        raise CellError(message("expected a year such as 2025"))
    return Told(value=date(int(found[1]), 7, 1))


def _month(text: str, heading: Heading, column: Column, money: Money) -> Told:
    folded = unicodedata.normalize("NFKC", text).casefold()
    said = {"column": message(column.title), "cell": text[:60]}
    if folded in SOON:
        return Told(value=None, remark=message(SOON_SAID, **said))
    try:
        day = _day_of(folded)
    except ValueError:
        day = None  # a thirteenth month
    if day is None:
        raise CellError(message("expected a month such as 2027-06"))
    exact = _MONTH.fullmatch(folded) is not None
    return Told(value=day, remark=None if exact else message(FROM, **said, month=f"{day:%Y-%m}"))


def _day_of(text: str) -> date | None:
    """The first day of a month, a quarter, a half or a year that a text names."""
    if _TENTH.fullmatch(text):
        return None  # a spreadsheet writes October 2027.10 as the number 2027.1
    if found := _MONTH.fullmatch(text):
        return date(int(found[1]), int(found[2]), int(found[3] or 1))
    if found := _YEAR.fullmatch(text):
        return date(int(found[1]), 1, 1)
    if found := _HALF.fullmatch(text):
        return date(int(found[1]), _MONTH_OF[found[2]], 1)
    if found := _QUARTER.fullmatch(text):
        quarter = found[2] or found[3]
        number = int(quarter) if quarter.isdigit() else "一二三四".index(quarter) + 1
        return date(int(found[1] or found[4]), 3 * number - 2, 1)
    return None


def _contact(text: str, heading: Heading, column: Column, money: Money) -> Told:
    return Told(value=text[:200])


_READERS: dict[str, Callable[[str, Heading, Column, Money], Told]] = {
    "text": _text, "money": _number, "area": _number, "people": _number,
    "words": _words, "year": _year, "month": _month, "contact": _contact,
}  # fmt: skip
