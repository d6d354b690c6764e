"""Amounts in their fields: money, land, floor, people, and what a building must carry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace

from features.enquiry.currencies import (
    CLASH,
    SOME_DOLLAR,
    TAKEN,
    UNNAMED,
    YEN_OR_YUAN,
    meant,
    mentioned,
)
from features.enquiry.finding import Finding, Sure
from features.enquiry.language import language_of
from features.enquiry.page import Page
from features.enquiry.quantities import Quantity

NO_FIELD = ""
"""The field of money that a draft does not hold: rent, wages, registered capital."""
_MONEY = {
    NO_FIELD: r"注册资[本金]|实缴|租金|单价|地价|(?:亩均|每亩)[税收产值投资]{0,4}|投资强度|融资"
              r"|估值|\brent(?:al)? (?:of|at|is|up)\b"
        r"|registered capital|per mu\b|valuation|funding round|salar(?:y|ies)|工资|月薪",
    "rd": r"研发(?:投入|费用|经费|支出|开支)|r&d (?:spen\w+|expend\w+|budget|costs?)"
          r"|research (?:spen\w+|expend\w+|budget|costs?)",
    "tax": r"纳税|税收|税额|上缴|\btax(?:es)?\b",
    "output": r"产值|产出|营收|营业额|销售额|年销售|\boutput\b|\bturnover\b|\brevenues?\b"
              r"|annual sales",
    "capex": r"投资|投入|总投|计划投|准备投|预算|\binvest\w*|\bcapex\b|\bbudget\b|\bspend\b"
             r"|capital expenditure",
}  # fmt: skip
_AREA = {
    "floor": r"plant of|厂房|建筑面积|办公|仓库|车间|楼面|总建面|租赁|\bgfa\b|floor (?:area"
         r"|space)|\bfactory\b"
             r"|\bworkshop\b|\bhalls?\b|\boffices?\b|\bwarehouse\b|\bbuildings?\b|\bbuilt\b"
             r"|office space",
    "land": r"用地|土地|占地|地块|需地|拿地|买地|\bland\b|\bplot\b|\bgreenfield\b",
}  # fmt: skip
_BUILDING = {"storey_height": "length", "lift": "mass"}
_HEIGHT_AND_LIFT = {
    "storey_height": r"层高|净高|首层高|clear|ceilings?|storey height|story height|floor height"
                     r"|headroom|eaves",
    "lift": r"货梯|电梯|升降机|\blifts?\b|\belevators?\b|\bhoists?\b",
}  # fmt: skip
_COUNTED = re.compile(
    r"(?:员工|职工|用工|人数|人员|就业|编制|工人|\bheadcount|\bemployees|\bstaff|\bjobs|\bworkforce)"
    r"[ :=~]{0,3}(?:约|about|around|approx\.?)? ?$"
)
_PER = re.compile(r"\s{0,2}(?:/|每|per )\s?(?:亩|mu\b|平方?米|㎡|m²|m2|sqm|月|人)")
_OPEN = frozenset({UNNAMED, YEN_OR_YUAN, SOME_DOLLAR, CLASH})
"""Marks of an amount that are no currency yet."""
_CALLED = re.compile(r"联系|contact")


def _compiled(words: Mapping[str, str]) -> dict[str, re.Pattern[str]]:
    return {name: re.compile(pattern) for name, pattern in words.items()}


_MONEY_WORDS, _AREA_WORDS = _compiled(_MONEY), _compiled(_AREA)
_BUILDING_WORDS = _compiled(_HEIGHT_AND_LIFT)


@dataclass(frozen=True, kw_only=True)
class _Words:
    """What stands around an amount: before and after it in its clause, and in the clause before
    when it opens its own; `named` are the currencies of the whole text, `default` that of a text
    that names none."""

    before: str
    after: str
    earlier: str
    named: Set[str]
    default: str


def amounts(page: Page, quantities: list[Quantity]) -> Iterator[Finding]:
    """A finding for every quantity that some words give a field."""
    named = (mentioned(page.folded) | {q.unit for q in quantities if q.kind == "money"}) - _OPEN
    default = "CNY" if language_of(page.text) == "zh" else UNNAMED
    for place, amount in enumerate(quantities):
        opens = place - 1 if amount.end_of_range == "high" else place
        closes = place + 1 if amount.end_of_range == "low" else place
        before, earlier = _before(page, quantities, opens)
        if page.is_negated(quantities[opens].start, len(before)):
            continue
        words = _Words(
            before=before, after=_after(page, quantities, closes), earlier=earlier,
            named=named, default=default,
        )  # fmt: skip
        found = _RULES.get(amount.kind, _nothing)(page, amount, words)
        if found is not None:
            yield found


def _before(page: Page, quantities: list[Quantity], place: int) -> tuple[str, str]:
    """The words before a quantity: in its clause, and in the one before when it opens its own."""
    here = quantities[place]
    floor = quantities[place - 1].end if place else 0
    words = page.folded[max(here.start - len(page.before(here.start)), floor) : here.start]
    start = page.clause(here.start)[0]
    opens = len(words.strip(" :约about")) <= 1 and start > 0
    if not opens or "\n" in page.folded[start - 1 : here.start]:
        return words, ""
    return words, page.folded[max(page.clause(start - 1)[0], floor, start - 60) : start]


def _after(page: Page, quantities: list[Quantity], place: int) -> str:
    here = quantities[place]
    words = page.after(here.end)
    if place + 1 < len(quantities):
        words = words[: max(quantities[place + 1].start - here.end, 0)]
    return words


def _field(fields: Mapping[str, re.Pattern[str]], words: _Words) -> str | None:
    """The field whose words stand nearest before, else nearest after, else in the clause before."""
    for stretch, sign in ((words.before, -1), (words.after, 1), (words.earlier, -1)):
        near = [
            (sign * (match.start() if sign > 0 else match.end()), i, name)
            for i, (name, pattern) in enumerate(fields.items())
            for match in pattern.finditer(stretch)
        ]
        if near:
            return min(near)[2]
    return None


def _found(page: Page, amount: Quantity, field: str, rule: str, sure: Sure = "certain") -> Finding:
    if amount.end_of_range:
        rule, sure = f"range_{amount.end_of_range}", "check"
    elif page.is_hedged(amount.start):
        rule, sure = "hedged", "check"
    return Finding(
        field=field, value=amount.value, unit=amount.unit, start=amount.start, end=amount.end,
        rule=rule, sure=sure,
    )  # fmt: skip


def _money(page: Page, amount: Quantity, words: _Words) -> Finding | None:
    field = _field(_MONEY_WORDS, words)
    if amount.unit == CLASH or _PER.match(page.folded, amount.end) or field == NO_FIELD:
        return None
    named = replace(amount, unit=meant(amount.unit, words.named, words.default))
    unclear = amount.unit in (UNNAMED, SOME_DOLLAR)
    if unclear and field is None:
        return None
    if named.unit not in (*TAKEN, UNNAMED):
        return _found(page, named, field or "capex", "other_currency", "check")
    if unclear or named.unit == UNNAMED:
        return _found(page, named, field or "capex", "currency_unnamed", "check")
    if amount.unit == YEN_OR_YUAN:
        return _found(page, named, field or "capex", "yen_or_yuan", "check")
    if field is None:
        return _found(page, amount, "capex", "money_unnamed", "check")
    return _found(page, amount, field, "amount")


def _area(page: Page, amount: Quantity, words: _Words) -> Finding | None:
    if amount.unit != "m2":
        return _found(page, amount, "land", "amount")
    field = _field(_AREA_WORDS, words)
    return _found(page, amount, field, "amount") if field else None


def _people(page: Page, amount: Quantity, words: _Words) -> Finding | None:
    return None if _CALLED.search(words.before) else _found(page, amount, "jobs", "amount")


def _building(page: Page, amount: Quantity, words: _Words) -> Finding | None:
    for field, kind in _BUILDING.items():
        near = {field: _BUILDING_WORDS[field]}
        if amount.kind == kind and _field(near, words):
            return _found(page, amount, field, "amount")
    return None


def _load(page: Page, amount: Quantity, words: _Words) -> Finding | None:
    return _found(page, amount, "floor_load", "amount")


def _bare(page: Page, amount: Quantity, words: _Words) -> Finding | None:
    """A number without a unit is people where its own words say so: "Headcount: 420"."""
    if not _COUNTED.search(words.before) or words.after[:1] == "%":
        return None
    return _found(page, amount, "jobs", "amount")


def _nothing(page: Page, amount: Quantity, words: _Words) -> Finding | None:
    return None


_RULES = {
    "money": _money, "area": _area, "people": _people, "length": _building, "load": _load,
    "mass": _building, "bare": _bare,
}  # fmt: skip
