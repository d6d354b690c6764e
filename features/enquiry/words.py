"""Facts that single words state: ownership, kind of project, functions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from features.enquiry.finding import Finding
from features.enquiry.page import Page

_PEOPLES = (
    r"german|japanese|korean|american|us|british|french|italian|swiss|dutch|singaporean|european"
)
_OWNERSHIP = {
    "hk_macao": r"港资|港商|澳资|澳商|港澳资|港澳企业|香港资本|(?:hong kong|hk|macao"
                r"|macau)[ -](?:owned"
                r"|invested|funded|capital)",
    "foreign": r"外资|外商独资|外商投资|外企|德资|日资|美资|韩资|欧资|新资|wholly foreign[ -]owned"
               r"|foreign[ -](?:owned|invested|funded)|\bwfoe\b|(?:" + _PEOPLES + r")[ -]owned",
    "domestic": r"民营|民企|国企|国有|央企|内资|私营|state[ -]owned|privately owned"
                r"|mainland[ -]owned"
                r"|private (?:chinese |mainland )?(?:company|firm|enterprise|business)",
}  # fmt: skip
_KIND = {
    "expansion": r"增资扩产|扩产|扩建|扩大产能|\bexpansion\b|\bexpand(?:ing)? (?:our|its|their"
                 r"|the|an?)"
                 r"(?: \w+)? (?:plant|factory|production|capacity|line|facility)",
    "retrofit": r"技改|技术改造|改造(?:现有|老|旧)|(?:旧|老|现有)厂房改造|\bretrofit\w*"
                r"|\brefurbish\w*",
    "new": r"新建|新设(?:工厂|基地|厂)|\bnew (?:plant|factory|facility|production (?:site|base))\b"
           r"|\bgreenfield\b|build a new (?:one|plant)",
}  # fmt: skip
FUNCTION_WORDS = {
    "hq": r"总部|\bheadquarters\b|\bhq\b|\bhead office\b",
    "r_and_d": r"研发|实验室|\br&d\b|\br and d\b|\bresearch\b|\b\w{0,12} ?lab(?:oratory)?\b",
    "production": r"生产(?!总值)|制造|工厂|厂房|建厂|设厂|新厂|车间|扩产|投产|\bproduction\b"
                  r"|\bmanufacturing\b"
                  r"|\bplants?\b|\bfactory\b|\bfactories\b|\bworkshops?\b|\bproduction hall\b",
    "warehouse": r"仓库|仓储|\bwarehous(?:e|es|ing)\b",
    "sales": r"销售|门店|\bsales\b|\bshowroom\b",
}  # fmt: skip
_WANTED = re.compile(
    r"厂房|建厂|设厂|新厂|工厂|基地|仓库|总部项目|区域总部|制造中心|研发中心|拟|计划|需求|新建"
    r"|\bplants?\b|\bfactory\b|\bworkshops?\b|\bwarehouse\b|regional headquarters|\bneeds?\b"
    r"|\bwants?\b|looking for|relocat|set up|retrofit|expand|\bmove\b|\bmov(?:e|ing) production\b"
)
"""Words of a clause that say that something is sought, not only what the firm does."""
_ELSEWHERE = re.compile(
    r"销售额|研发(?:投入|费用|经费)|r&d (?:spen|exp|bud|cost)|annual sales|原厂"
)
_COMPILED = {
    "ownership": {name: re.compile(words) for name, words in _OWNERSHIP.items()},
    "kind": {name: re.compile(words) for name, words in _KIND.items()},
}
_FUNCTIONS = {name: re.compile(words) for name, words in FUNCTION_WORDS.items()}


def stated(page: Page) -> Iterator[Finding]:
    """Ownership and kind of project in plain words, without those that are said not to hold."""
    for field, words in _COMPILED.items():
        for value, pattern in words.items():
            for match in pattern.finditer(page.folded):
                if not page.is_negated(match.start(), 30):
                    hedged = page.is_hedged(match.start())
                    yield Finding(
                        field=field, value=value, start=match.start(), end=match.end(),
                        rule="hedged" if hedged else "word", sure="check" if hedged else "certain",
                    )  # fmt: skip


def functions(page: Page) -> Iterator[Finding]:
    """Functions that are sought, each once: certain where the clause says that it is sought."""
    elsewhere = [match.span() for match in _ELSEWHERE.finditer(page.folded)]
    read = page.without(elsewhere)
    for value, pattern in _FUNCTIONS.items():
        sought = [
            match for match in pattern.finditer(read.folded)
            if not read.is_negated(match.start()) and not _refused_after(read, match.end())
        ]  # fmt: skip
        wanted = [m for m in sought if _WANTED.search(_clause(read, m.start()))]
        for match in (wanted or sought)[:1]:
            yield Finding(
                field="functions", value=value, start=match.start(), end=match.end(),
                rule="sought" if wanted else "described", sure="certain" if wanted else "check",
            )  # fmt: skip


def _clause(page: Page, at: int) -> str:
    start, end = page.clause(at)
    return page.folded[max(start, at - 80) : min(end, at + 80)]


def _refused_after(page: Page, at: int) -> bool:
    """True for "the warehouse is not needed" and 仓库另外找."""
    return bool(
        re.match(
            r"[^,;。]{0,12}(?:not (?:needed|required)|另外找|另找|不需要|除外)", page.after(at)
        )
    )
