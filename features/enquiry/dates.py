"""When a project is to start: months, quarters, halves, ends of a year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from features.enquiry.finding import Finding
from features.enquiry.page import Page

_MONTHS = "january february march april may june july august september october november december"
_MONTH_OF = {name[:3]: i for i, name in enumerate(_MONTHS.split(), start=1)}
_YEAR = r"(?P<{0}>20[2-9]\d)"
_ENGLISH = "|".join(rf"{name[:3]}(?:{name[3:]})?" for name in _MONTHS.split())
_DATE = re.compile(
    "|".join(
        (
            _YEAR.format("y1") + r"\s?年\s?(?P<m1>1[0-2]|0?[1-9])\s?月(?:份)?",
            rf"\b(?P<m2>{_ENGLISH})\.?,?\s{{1,2}}" + _YEAR.format("y2") + r"\b",
            r"(?<![\d/-])" + _YEAR.format("y3") + r"[-/.](?P<m3>1[0-2]|0[1-9])(?![\d]|[-/.]\d\d\d)",
            r"(?:(?P<q4>q[1-4]|(?:first|second|third|fourth) quarter(?: of)?)\s?/?\s?)"
            + _YEAR.format("y4") + r"\b",
            _YEAR.format("y5") + r"\s?年?\s?(?:第?(?P<q5>[一二三四1-4])季度?|q(?P<r5>[1-4]))",
            r"(?P<w6>mid|middle of|early|start of|beginning of|late|end of|h1|h2)[ -]?(?:the )?"
            + _YEAR.format("y6") + r"\b",
            _YEAR.format("y7") + r"\s?年?(?P<w7>年中|中|年初|初|年底|底|年末|末|上半年|下半年)",
        )
    )
)  # fmt: skip
_PART = {
    "mid": 6, "middle of": 6, "early": 1, "start of": 1, "beginning of": 1, "late": 12,
    "end of": 12, "h1": 1, "h2": 7, "年中": 6, "中": 6, "年初": 1, "初": 1, "年底": 12, "底": 12,
    "年末": 12, "末": 12, "上半年": 1, "下半年": 7,
}  # fmt: skip
_QUARTER = {"first": 1, "second": 2, "third": 3, "fourth": 4} | {
    c: i for i, c in enumerate("一二三四", start=1)
}
_CUE = re.compile(
    r"开工|动工|投产|启用|入驻|建成|开业|落地|开始|开建|搬入|投入使用|启动|\bstart\w*|\bbegin\w*|construct\w*"
    r"|\bmov(?:e|ing)[ -]in|\boperat\w+|\bopen\w*|\blaunch\w*|\btiming\b|\bby\b|\bready\b"
    r"|\bonwards?\b"
)


def start_months(page: Page) -> Iterator[Finding]:
    """The months in which something begins; a part of a year is read as its first month."""
    for match in _DATE.finditer(page.folded):
        month, whole = _month(match)
        year = next(match[f"y{i}"] for i in range(1, 8) if match[f"y{i}"])
        cued = _CUE.search(page.before(match.start(), 40)) or _CUE.search(
            page.after(match.end(), 16)
        )
        if page.is_negated(match.start(), 30):
            continue
        rule = "month" if whole else "part_of_year"
        yield Finding(
            field="start", value=f"{year}-{month:02d}", start=match.start(), end=match.end(),
            rule=rule if cued else "day_unnamed", sure="certain" if cued and whole else "check",
        )  # fmt: skip


def _month(match: re.Match[str]) -> tuple[int, bool]:
    """The month, and whether the text named it."""
    if match["m1"] or match["m3"]:
        return int(match["m1"] or match["m3"]), True
    if match["m2"]:
        return _MONTH_OF[match["m2"][:3]], True
    quarter = match["q4"] or match["q5"] or match["r5"]
    if quarter:
        word = quarter.removeprefix("q").split()[0]
        return 3 * (_QUARTER.get(word) or int(word)) - 2, False
    return _PART[match["w6"] or match["w7"]], False
