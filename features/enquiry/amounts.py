"""Amounts in their fields: money, land, floor, people, and what a building must carry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from features.enquiry.finding import Finding, Sure
from features.enquiry.page import Page
from features.enquiry.quantities import UNNAMED, Quantity

_MONEY = {
    "rd": r"研发(?:投入|费用|经费|支出|开支)|r&d (?:spen\w+|expend\w+|budget|costs?)"
          r"|research (?:spen\w+|expend\w+|budget|costs?)",
    "tax": r"纳税|税收|税额|上缴|\btax(?:es)?\b",
    "output": r"产值|产出|营收|营业额|销售额|年销售|\boutput\b|\bturnover\b|\brevenues?\b|annual sales",
    "capex": r"投资|投入|总投|计划投|准备投|预算|\binvest\w*|\bcapex\b|\bbudget\b|\bspend\b"
             r"|capital expenditure",
    "": r"注册资[本金]|实缴|租金|单价|地价|亩均|每亩|投资强度|融资|估值|\brent(?:al)? (?:of|at|is|up)\b"
        r"|registered capital|per mu\b|valuation|funding round|salar(?:y|ies)|工资|月薪",
}  # fmt: skip
_AREA = {
    "floor": r"厂房|建筑面积|办公|仓库|车间|楼面|总建面|租赁|\bgfa\b|floor (?:area|space)|\bfactory\b"
             r"|\bworkshop\b|\bhalls?\b|\boffices?\b|\bwarehouse\b|\bbuildings?\b|\bbuilt\b"
             r"|office space",
    "land": r"用地|土地|占地|地块|需地|拿地|买地|\bland\b|\bplot\b|\bgreenfield\b",
}  # fmt: skip
_BUILDING = {
    "storey_height": ("length", r"层高|净高|首层高|clear height|ceilings?(?: height)?|storey height|"
                                r"story height|floor height|headroom|eaves|clear"),
    "floor_load": ("load", r""),
    "lift": ("mass", r"货梯|电梯|升降机|\blifts?\b|\belevators?\b|\bhoists?\b"),
}  # fmt: skip
_PEOPLE = (
    r"员工|职工|用工|人数|人员|就业|编制|工人|\bheadcount\b|\bemployees\b|\bstaff\b|\bjobs\b|\bworkforce\b"
)
_PER = re.compile(r"\s{0,2}(?:/|每|per )\s?(?:亩|mu\b|平方?米|㎡|m²|m2|sqm|月|人)")
_ORDINAL = re.compile(r"联系|contact|客户\s*$")


def _compiled(words: Mapping[str, str]) -> dict[str, re.Pattern[str]]:
    return {name: re.compile(pattern) for name, pattern in words.items()}


_MONEY_WORDS, _AREA_WORDS = _compiled(_MONEY), _compiled(_AREA)
_BUILDING_WORDS = _compiled({name: words for name, (_, words) in _BUILDING.items()})
_PEOPLE_WORDS = re.compile(_PEOPLE)


def amounts(page: Page, quantities: list[Quantity]) -> Iterator[Finding]:
    """A finding for every quantity that some words give a field."""
    for place, amount in enumerate(quantities):
        low = amount.end_of_range == "high" and place > 0
        before = _before(page, quantities, place - 1 if low else place)
        after = _after(page, quantities, place + 1 if amount.end_of_range == "low" else place)
        start = quantities[place - 1].start if low else amount.start
        if not page.is_negated(start, len(before)):
            found = _RULES.get(amount.kind, _nothing)(page, amount, before, after)
            if found is not None:
                yield found


def _before(page: Page, quantities: list[Quantity], place: int) -> str:
    """The words before a quantity: of its clause, or of the one before when it opens its own."""
    here = quantities[place]
    floor = quantities[place - 1].end if place else 0
    words = page.before(here.start)[-max(here.start - floor, 0) :] if here.start > floor else ""
    if len(words.strip(" :约about")) > 1:
        return words
    start = page.clause(here.start)[0]
    if start == 0 or "\n" in page.folded[start - 1 : here.start]:
        return words
    return page.folded[max(page.clause(start - 1)[0], floor, start - 60) : here.start]


def _after(page: Page, quantities: list[Quantity], place: int) -> str:
    here = quantities[place]
    words = page.after(here.end)
    if place + 1 < len(quantities):
        words = words[: max(quantities[place + 1].start - here.end, 0)]
    return words


def _field(words: Mapping[str, re.Pattern[str]], before: str, after: str) -> str | None:
    """The field whose words stand nearest before, else nearest after; None without any."""
    last = [(m.end(), -i, name) for i, (name, p) in enumerate(words.items())
            for m in p.finditer(before)]  # fmt: skip
    if last:
        return max(last)[2]
    first = [(m.start(), i, name) for i, (name, p) in enumerate(words.items())
             for m in p.finditer(after)]  # fmt: skip
    return min(first)[2] if first else None


def _found(
    page: Page, amount: Quantity, field: str, rule: str, sure: Sure = "certain"
) -> Finding:
    if amount.end_of_range:
        rule, sure = f"range_{amount.end_of_range}", "check"
    elif page.is_hedged(amount.start):
        rule, sure = "hedged", "check"
    return Finding(
        field=field, value=amount.value, unit=amount.unit, start=amount.start, end=amount.end,
        rule=rule, sure=sure,
    )  # fmt: skip


def _money(page: Page, amount: Quantity, before: str, after: str) -> Finding | None:
    if _PER.match(page.folded, amount.end):
        return None
    field = _field(_MONEY_WORDS, before, after)
    if field == "":
        return None
    if amount.unit == UNNAMED:
        return _found(page, amount, field, "currency_unnamed", "check") if field else None
    if field is None:
        return _found(page, amount, "capex", "money_unnamed", "check")
    return _found(page, amount, field, "amount")


def _area(page: Page, amount: Quantity, before: str, after: str) -> Finding | None:
    if amount.unit != "m2":
        return _found(page, amount, "land", "amount")
    field = _field(_AREA_WORDS, before, after)
    return _found(page, amount, field, "amount") if field else None


def _people(page: Page, amount: Quantity, before: str, after: str) -> Finding | None:
    return None if _ORDINAL.search(before) else _found(page, amount, "jobs", "amount")


def _building(page: Page, amount: Quantity, before: str, after: str) -> Finding | None:
    for field, (kind, _) in _BUILDING.items():
        words = _BUILDING_WORDS[field]
        if amount.kind == kind and (words.search(before) or words.search(after)):
            return _found(page, amount, field, "amount")
    return None


def _bare(page: Page, amount: Quantity, before: str, after: str) -> Finding | None:
    """A number without a unit is people where its own words say so: "Headcount: 420"."""
    cue = list(_PEOPLE_WORDS.finditer(before))
    gap = before[cue[-1].end() :].strip() if cue else "?"
    if gap.strip(":=~ ") not in ("", "约", "about", "around", "approx", "approx.") or after[:1] == "%":
        return None
    return _found(page, amount, "jobs", "amount")


def _nothing(page: Page, amount: Quantity, before: str, after: str) -> Finding | None:
    return None


_RULES = {
    "money": _money, "area": _area, "people": _people, "length": _building, "load": _building,
    "mass": _building, "bare": _bare,
}  # fmt: skip
