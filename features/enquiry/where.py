"""Where a firm is, what it keeps there, where it looks, and what must lie near."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from features.enquiry.finding import Finding, Limit, Sure
from features.enquiry.page import NEGATIONS, Page
from features.enquiry.places import BAY, CITY, Named, city_called, named_cities, place_at
from features.enquiry.words import FUNCTION_WORDS

if TYPE_CHECKING:
    from features.enquiry.quantities import Quantity
    from features.gazetteer import Gazetteer

_FROM = re.compile(
    r"\s{0,2}(?:'?s? ?drive|driving|by car|by truck|travel)?\s?(?:time )?(?:of|from|to)\s"
)
_TO = re.compile(r"(?:离|距离?|到|至|前往|去)(?=[\u3400-\u9fff])")
_LIMIT = re.compile(
    r"within|no more than|at most|less than|under|maximum|不超过|少于|小于|控制在|最多|以内|之内"
    r"|分钟内|小时内"
)
_TRUCK = re.compile(r"by (?:lorry|truck)|货车|卡车")

_STAYS = (
    r"(?:stays?|staying|remains?|remaining|(?:is |are |be )?kept|retained)(?: on)?(?: in| at)?|"
    r"(?:保留|留|仍然?|还|继续留|继续)(?:在|于|设在)?"
)
_IS = r"(?:(?:is|are|located|based)\s)?(?:in|at)|在|位于|设在|设于"
_KEPT_AT = re.compile(rf"(?:(?P<stays>{_STAYS})|(?P<is>{_IS}))\s?$")
_KEEP = re.compile(r"\bkeep(?:s|ing)?\b|\bretain(?:s|ing)?\b|保留")
_THERE = re.compile(r"留在(?=[\u3400-\u9fff])")
_FUNCTION = re.compile("|".join(f"(?P<{name}>{words})" for name, words in FUNCTION_WORDS.items()))

_ORIGINS: tuple[tuple[str, Sure], ...] = (
    (rf"\b(?:headquartered|registered|head office is|headquarters are|hq is"
     rf"|based) in (?P<city>{CITY})", "certain"),
    (rf"(?P<city>{CITY})[ -](?:based|headquartered)", "certain"),
    (rf"\b(?<!minutes )(?<!min )(?<!away )from (?P<city>{CITY})", "certain"),
    (rf"(?:来自|总部(?:位于|设在|在)|注册地:?(?:为|在)?|注册于|现[在于]|原厂在"
     rf"|原址在)\s?(?P<city>{CITY})", "certain"),
    (rf"从(?P<city>{CITY})[^,。;\n]{{0,8}}(?:搬|迁)", "certain"),
    (rf"(?P<city>{CITY})(?:的)?(?:一家|某)?[^,。;:\n()]{{0,8}}(?:企业|厂商|老板)", "certain"),
    (rf"(?P<city>{CITY})总部", "certain"),
    (rf"\b(?:mak(?:e|es|ing)|produc(?:e|es|ing)|manufactur(?:e|es|ing)|operat(?:e|es|ing))\b[^.;\n]{{0,60}}"
     rf" in (?P<city>{CITY})", "check"),
)  # fmt: skip
_ORIGIN_RULES = tuple((re.compile(words), sure) for words, sure in _ORIGINS)

_LOOKED_BEFORE = re.compile(
    r"(?:\b(?:in|to|at|into|within|around|inside|location ?:|located|locations? ?:|site ?:)|拟在"
    r"|在|于|到|至|落户"
    r"|选址(?:范围)?:?|选址在|放|落在|范围:|地点:|位置:"
    r"|去)\s{0,2}(?:the )?(?:[a-z]+ cities of the )?$|^\s{0,3}$"
    r"|(?:all|any) (?:cities|towns) (?:of|in) (?:the )?$"
)
_LOOKED_AFTER = re.compile(r"\s?(?:only\b|范围内|优先|内(?!地)|建厂|投资|落地)")
_WISH = re.compile(r"prefer|ideally|优先|最好|首选")
_SOUGHT = re.compile(
    r"\bplants?\b|\bfactory\b|\bsite|\brent\b|\bneeds?\b|\bplan|\blook|\bwant|relocat|set up"
    r"|located|location"
    r"|\bmust\b|warehouse|production|workshop|\bfine\b|\bonly\b|greenfield|headquarters|retrofit"
)
_HAN = re.compile(r"[\u3400-\u9fff]")


def limits(page: Page, quantities: list[Quantity], gazetteer: Gazetteer) -> Iterator[Finding]:
    """Places with the minutes within which they must be reached."""
    for time in quantities:
        if time.kind != "time" or not 1 <= time.value <= 24 * 60:
            continue
        found = _place_after(page, time.end, gazetteer) or _place_before(
            page, time.start, gazetteer
        )
        if found is None:
            continue
        place, start, end = found
        start, end = min(start, time.start), max(end, time.end)
        around = page.before(time.start, 40) + page.after(time.end, 40)
        limited = bool(_LIMIT.search(around))
        yield Finding(
            field="anchors", start=start, end=end, rule="limit" if limited else "minutes",
            value=Limit(place=place, minutes=time.value,
                        mode="truck" if _TRUCK.search(around) else "car"),
            unit="min", sure="certain" if limited else "check",
        )  # fmt: skip


def _place_after(page: Page, at: int, gazetteer: Gazetteer) -> tuple[str, int, int] | None:
    link = _FROM.match(page.folded, at)
    found = place_at(page.folded, link.end(), gazetteer) if link else None
    return (found[0], at, found[1]) if found else None


def _place_before(page: Page, at: int, gazetteer: Gazetteer) -> tuple[str, int, int] | None:
    start = at - len(page.before(at, 24))
    for link in reversed(list(_TO.finditer(page.folded, start, at))):
        found = place_at(page.folded, link.end(), gazetteer)
        if found and found[1] <= at:
            return found[0], link.start(), found[1]
    return None


def keeps(page: Page, gazetteer: Gazetteer) -> Iterator[Finding]:
    """Functions that stay where the firm has them."""
    for group in named_cities(page):
        city = group[0]
        if city.city != BAY:
            yield from _kept(page, city.city, city.start, city.end)
    for match in _THERE.finditer(page.folded):
        if not re.match(CITY, page.folded[match.end() : match.end() + 12]):
            found = place_at(page.folded, match.end(), gazetteer)
            if found:
                yield from _kept(page, found[0], match.end(), found[1])


def _kept(page: Page, place: str, start: int, end: int) -> Iterator[Finding]:
    before = page.before(start)
    verb = _KEPT_AT.search(before)
    if verb is None or NEGATIONS.search(before):
        return
    stays = bool(verb["stays"]) or bool(_KEEP.search(before))
    base = start - len(before)
    named = list(_FUNCTION.finditer(before, 0, verb.start()))
    if not stays:
        named = [m for m in named if _is_listed(before[m.end() : verb.start()])]
    for i, match in enumerate(named):
        function = str(match.lastgroup)
        if not stays and function in ("production", "warehouse"):
            continue
        last = i == len(named) - 1
        yield Finding(
            field="keeps", value=f"{function}@{place}", start=base + match.start(),
            end=end if last else base + match.end(), rule="stays" if stays else "is_there",
            sure="certain" if stays or function == "hq" else "check",
        )  # fmt: skip


def _is_listed(between: str) -> bool:
    """True when nothing but other functions stands between a function and "in"."""
    rest = _FUNCTION.sub("", between)
    return not re.sub(
        r"\band\b|\bour\b|\bthe\b|\bcent(?:er|re)\b|\boffice\b|[和及与、中心都均\s,]", "", rest
    )


def origins(page: Page) -> Iterator[Finding]:
    """Cities in which the firm is today."""
    for pattern, sure in _ORIGIN_RULES:
        for match in pattern.finditer(page.folded):
            if not page.is_negated(match.start(), 30):
                yield Finding(
                    field="origin", value=city_called(match["city"]), start=match.start("city"),
                    end=match.end("city"), rule="firm_is_in", sure=sure,
                )  # fmt: skip


def origins_by_name(page: Page, apart: list[Finding]) -> list[Finding]:
    """The city with which a firm's name begins: it may have moved since, so it is to be checked."""
    firms = [found for found in apart if found.field == "company"]
    named = [(found, re.compile(CITY).match(page.folded, found.start)) for found in firms]
    return [
        Finding(field="origin", value=city_called(city.group()), start=city.start(),
                end=city.end(), rule="name_of_firm", sure="check")
        for found, city in named if city is not None
    ]  # fmt: skip


def regions(page: Page) -> Iterator[Finding]:
    """Cities in which a site is sought, the Bay Area among them."""
    for group in named_cities(page):
        first, last = group[0], group[-1]
        before, after = page.before(first.start, 40), page.after(last.end, 12)
        if NEGATIONS.search(before) or not _is_sought(page, group, before, after):
            continue
        wish = bool(_WISH.search(before) or _WISH.search(after))
        for city in dict.fromkeys(named.city for named in group):
            here = next(named for named in group if named.city == city)
            yield Finding(
                field="where", value=city, start=here.start, end=here.end,
                rule="wish" if wish else "sought_in", sure="check" if wish else "certain",
            )  # fmt: skip


def _is_sought(page: Page, group: list[Named], before: str, after: str) -> bool:
    if _LOOKED_AFTER.match(after):
        return True
    if not _LOOKED_BEFORE.search(before):
        return False
    if _HAN.match(page.folded[group[0].start]) or re.search(r":\s{0,2}$", before):
        return bool(before.strip())
    start, end = page.sentence(group[0].start)
    words = page.folded[max(start, group[0].start - 120) : min(end, group[-1].end + 40)]
    return bool(_SOUGHT.search(words))
