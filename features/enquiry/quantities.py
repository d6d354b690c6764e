"""Numbers with their units in a text: digits or Chinese numerals, alone or as a range."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from features.enquiry.currencies import CLASH, UNNAMED, beside, joined
from features.enquiry.page import Page

Kind = Literal["money", "area", "people", "length", "load", "mass", "time", "bare"]

NUMBER = re.compile(
    r"(?<![\d.,/^])(?<!\de)(?<!\de\+)(?<!\*\*)(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,13})(?:\.\d{1,6})?"
    r"(?!\d|,\d{3}|\.\d|e[+-]?\d|\^|\*\*|[⁰¹²³⁴-⁹])"  # no power of ten, no "1e9"
    r"|(?<![〇零一二两三四五六七八九十百千万亿几数第])[一二两三四五六七八九十百][〇零一二两三四五六七八九十百千]{0,8}"
)
_SCALES = {
    "hundred million": 1e8, "亿": 1e8, "千万": 1e7, "百万": 1e6, "万": 1e4, "billion": 1e9,
    "bn": 1e9, "b": 1e9, "million": 1e6, "mln": 1e6, "mn": 1e6, "mio": 1e6, "m": 1e6,
    "thousand": 1e3, "k": 1e3,
}  # fmt: skip
_SCALE = re.compile(
    r"\s{0,2}(?:(hundred million|亿|千万|百万|万)|(billion|bn|million|mln|mn|mio|thousand|b|m|k)\b)"
)
_UNIT_WORDS: tuple[tuple[Kind, str, float, str], ...] = (
    ("load", "kN/m2", 1.0, r"kn\s?(?:/|per )\s?(?:m²|m2|㎡|sq\.?\s?m)|千牛(?:/|每)平方?米"),
    ("load", "kN/m2", 9.80665, r"(?:t|tons?|tonnes?|吨)\s?(?:/|per |每)\s?"
                               r"(?:m²|m2|㎡|sqm|sq\.?\s?m|square met\w{2,4}|平方?米|平)"),
    ("load", "kN/m2", 0.00980665, r"(?:kgs?|公斤|千克)\s?(?:/|per |每)\s?(?:m²|m2|㎡|sqm"
                                  r"|平方?米)"),
    ("area", "mu", 1.0, r"亩|mu\b|mou\b"),
    ("area", "ha", 1.0, r"公顷|ha\b|hectares?\b"),
    ("area", "m2", 0.09290304, r"平方[呎尺]|[呎尺]|sq\.?\s?f(?:ee)?t\b|square f(?:ee|oo)t\b"),
    ("area", "m2", 1.0, r"平方米|平米|平方(?!公里|千米)|㎡|m²|m2\b|sqm\b"
                        r"|sq\.?\s?m(?:et\w{2,4})?\b"
                        r"|square met(?:er|re)s?\b|平(?![均整])"),
    ("time", "min", 60.0, r"个?小时|hours?\b|hrs?\b|h\b"),
    ("time", "min", 1.0, r"分钟|min(?:ute)?s?\b|-minutes?\b"),
    ("people", "people", 1.0, r"(?:余|多)?(?:个|名|位)?(?:人(?![民])|员工|职工|工人|就业"
                              r"|工作岗位|岗位)|名"
                              r"|(?:new |skilled |full-time )?(?:staff|people|persons"
                              r"|employees|jobs"
                              r"|workers|engineers|workplaces|headcount)\b"),
    ("mass", "t", 1.0, r"吨|-?(?:tons?|tonnes?|t)\b"),
    ("length", "m", 1.0, r"米|m\b|met(?:er|re)s?\b"),
)  # fmt: skip
_UNITS = tuple(
    (kind, unit, factor, re.compile(rf"\s{{0,2}}(?:{words})"))
    for kind, unit, factor, words in _UNIT_WORDS
)
_MINUS = re.compile(r"(?:[-−]|(?<!\w)–|负|\b(?:minus|negative) )$")
"""A sign directly before a number: below nought is no amount of a project."""
_RANGE = re.compile(r"\s{0,2}(?:-|−|–|—|~|至|到|\bto\b|\band\b)\s{0,2}")
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}


@dataclass(frozen=True, kw_only=True)
class Quantity:
    """A number with its unit, where it stands, and which end of a range it is."""

    start: int
    end: int
    value: float
    kind: Kind
    unit: str
    end_of_range: Literal["", "low", "high"] = ""


def quantities(page: Page) -> list[Quantity]:
    """Every number of a page with its unit, in reading order; bare ones too."""
    found: list[Quantity] = []
    for match in NUMBER.finditer(page.folded):
        floor = found[-1].end if found else 0
        if match.start() < floor or _is_below_nought(page.folded, match.start(), floor):
            continue
        read = _read(page.folded, match, floor)
        if not _is_below_nought(page.folded, read[0].start, floor):
            found += read
    return found


def _is_below_nought(text: str, start: int, floor: int) -> bool:
    """True behind a minus sign; one that closes the amount before is a range's or a dash."""
    sign = _MINUS.search(text[max(0, start - 10) : start])
    return sign is not None and not (floor and start - len(sign.group()) == floor)


def _read(text: str, number: re.Match[str], floor: int) -> list[Quantity]:
    first = _one(text, number, floor)
    gap = _RANGE.match(text, first.end)
    second = NUMBER.match(text, gap.end()) if gap else None
    last = _one(text, second, second.start()) if second else first
    if second is None or not _belong(first, last):
        return [first]
    unit = joined(first.unit, last.unit) if first.kind == last.kind == "money" else last.unit
    scale = last.value / max(_value(second.group()), 1e-9)
    bare = first.value == _value(number.group())
    low = replace(first, value=round(first.value * (scale if bare else 1.0), 6), kind=last.kind)
    if low.value >= last.value:
        return [first]
    return [
        replace(low, unit=unit, end_of_range="low"),
        replace(last, unit=unit, end_of_range="high"),
    ]


def _belong(first: Quantity, last: Quantity) -> bool:
    """True when two numbers with a range's sign between them may be its ends."""
    if first.kind == "bare" or last.kind == "bare":
        return last.kind != "bare"
    if first.kind == last.kind == "money":
        return joined(first.unit, last.unit) != CLASH
    return first.kind == last.kind and first.unit == last.unit


def _one(text: str, number: re.Match[str], floor: int) -> Quantity:
    value, start, end = _value(number.group()), number.start(), number.end()
    scale = _SCALE.match(text, end)
    scaled, at = (value * _SCALES[scale[1] or scale[2]], scale.end()) if scale else (value, end)
    named, first, last = beside(text, start, at, floor, scaled=scale is not None)
    if named != UNNAMED:
        return Quantity(start=first, end=last, value=scaled, kind="money", unit=named)
    for kind, unit, factor, words in _UNITS:
        for tried, where in ((value, end), (scaled, at)):
            unit_words = words.match(text, where)
            if unit_words:
                last = unit_words.end()
                return Quantity(
                    start=start, end=last, value=round(tried * factor, 6), kind=kind, unit=unit
                )
    if scale:
        return Quantity(start=start, end=at, value=scaled, kind="money", unit=UNNAMED)
    return Quantity(start=start, end=end, value=value, kind="bare", unit="")


def _value(words: str) -> float:
    """A number in digits or in Chinese numerals below ten thousand.

    Examples
    --------
    >>> _value("1,500.5"), _value("三千五百"), _value("十五"), _value("一百零二"), _value("二百")
    (1500.5, 3500.0, 15.0, 102.0, 200.0)
    """
    if words[0].isdigit():
        return float(words.replace(",", ""))
    total = digit = 0
    for letter in words:
        if letter in _DIGITS:
            digit = _DIGITS[letter]
        else:
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1_000}[letter]
            digit = 0
    return float(total + digit)
