"""The currency that stands beside an amount: one that its words name, or a sign of several."""

from __future__ import annotations

import re
from collections.abc import Set

UNNAMED = "?"
"""The currency of an amount that names none."""
YEN_OR_YUAN = "¥"
SOME_DOLLAR = "$"
CLASH = "!"
"""Two currencies beside one amount, or one that nobody here knows: the amount is not offered."""
TAKEN = ("CNY", "HKD", "USD")
"""Currencies in which a form holds amounts."""
DOLLARS = frozenset({"HKD", "USD", "TWD", "SGD", "AUD", "CAD", "NZD", "MOP"})
_YUAN = "元"

_WORDS = {
    "CNY": r"rmb|cny|cnh|cn¥|yuan|人民币",
    "HKD": r"hkd|hk\$|hong kong dollars?|港币|港元|港纸",
    "USD": r"usd(?!t)|us\$|u\.?s\.? dollars?|american dollars?|美元|美金",
    "MOP": r"mop\$?|patacas?|澳门元|澳门币|葡币",
    "EUR": r"eur|euros?|€|欧元",
    "JPY": r"jpy|jp¥|(?:japanese )?yen|日元|日圆|日币|日円|円",
    "TWD": r"twd|ntd|nt\$|(?:new )?taiwan(?:ese)? dollars?|新台币|台币|台湾币|台湾元|台元",
    "KRW": r"krw|₩|(?:south )?korean won|韩元|韩圆|韩币|韩国元",
    "GBP": r"gbp|£|pounds? sterling|(?:british|uk) pounds?|英镑|英磅",
    "SGD": r"sgd|sg?\$|singapore(?:an)? dollars?|新加坡元|新加坡币|新币|新元|坡币",
    "AUD": r"aud|au?\$|australian dollars?|澳元|澳币|澳大利亚元",
    "CAD": r"ca?\$|canadian dollars?|加元|加币|加拿大元",
    "NZD": r"nzd|nz\$|new zealand dollars?|纽元|纽币|新西兰元",
    "CHF": r"chf|swiss francs?|瑞士法郎|瑞郎|法郎",
    "INR": r"inr|₹|(?:indian )?rupees?|卢比",
    "RUB": r"rub|₽|rou?bles?|卢布",
    "THB": r"thb|฿|(?:thai )?baht|泰铢|铢",
    "MYR": r"myr|(?:malaysian )?ringgit|令吉|林吉特|马币",
    "VND": r"vnd|₫|越南盾|越盾",
    "IDR": r"idr|rupiah|印尼盾|盾",
    "PHP": r"₱|(?:philippine )?pesos?|比索|披索",
    "BRL": r"brl|r\$|雷亚尔",
    "AED": r"aed|dirhams?|迪拉姆",
    "SAR": r"sar|riyals?|里亚尔",
    "SEK": r"sek|nok|dkk|kron(?:a|or|er|e)|克朗",
    "USDT": r"usdt|btc|bitcoins?|比特币|泰达币",
}
_LOOSE = {
    "KRW": r"won", "GBP": r"pounds?(?! of)", "CAD": r"cad", "CHF": r"francs?", "VND": r"dong",
    SOME_DOLLAR: r"dollars?",
}  # fmt: skip
"""Words that are a currency only behind a million: nobody invests "2024 won"."""
_SIGNS = {SOME_DOLLAR: r"\$", YEN_OR_YUAN: "¥", CLASH: r"[a-z]{1,3}\$|[¢₡₢₦₧₨₪₭₮₲₴₵₸₺₼₾៛]"}


def _any(*tables: dict[str, str]) -> str:
    """The words of the tables, each in a group whose number says its currency (`_CODES`)."""
    return "|".join(f"({words})" for table in tables for words in table.values())


_CODES = (*_WORDS, *_SIGNS)
_LOOSE_CODES = (*_WORDS, *_LOOSE, *_SIGNS, _YUAN)
_ABOUT = r"(?:[:~≈≥≤>]|约|大约|共|合计|总计|about|around|approx(?:\.|imately)?)?"
_BEFORE = re.compile(
    rf"(?:(?<![a-z])(?:{_any(_WORDS)})|{_any(_SIGNS)})"
    rf"[)\]]?[^\S\n]{{0,2}}{_ABOUT}[^\S\n]{{0,2}}$"
)  # fmt: skip
_AFTER = re.compile(
    r"[^\S\n]{0,2}(?:的|多|余|左右|上下)?(?:of |in )?(?P<open>\()?[^\S\n]?"
    rf"(?:(?:{_any(_WORDS, _LOOSE)})(?![a-z])|(?:{_any(_SIGNS)})(?![a-z\d])|(元))"
    r"(?(open)[^\S\n]?\))"
)
_MENTIONED = re.compile(rf"(?<![a-z])(?:{_any(_WORDS)})(?![a-z])")
_NUMBER_NEXT = re.compile(r"[^\S\n]{0,2}\d")


def beside(text: str, start: int, end: int, floor: int, *, scaled: bool) -> tuple[str, int, int]:
    """The currency beside the number `text[start:end]`, and where the words of both stand.

    Nothing before `floor` is looked at: it belongs to the number before.

    Examples
    --------
    >>> beside("jpy 500", 4, 7, 0, scaled=False), beside("500元(日元)", 0, 3, 0, scaled=False)
    (('JPY', 0, 7), ('JPY', 0, 8))
    >>> beside("¥500", 1, 4, 0, scaled=False), beside("¥500元", 1, 4, 0, scaled=False)
    (('¥', 0, 4), ('CNY', 0, 5))
    """
    mark = UNNAMED
    for _ in range(2):
        match = _BEFORE.search(text[max(floor, start - 32) : start])
        if match:
            mark, start = joined(_code(match, _CODES), mark), start - len(match.group())
    for _ in range(3):
        match = _AFTER.match(text, end)
        if match is None:
            break
        code = _code(match, _LOOSE_CODES, skip=1)
        theirs = mark != UNNAMED and code != _YUAN and _NUMBER_NEXT.match(text, match.end())
        if theirs or (match.lastindex is not None and _is_loose(match) and not scaled):
            break
        mark, end = joined(mark, code), match.end()
    return "CNY" if mark == _YUAN else mark, start, end


def _code(match: re.Match[str], codes: tuple[str, ...], skip: int = 0) -> str:
    found = match.groups()[skip:]
    return next(code for code, words in zip(codes, found, strict=True) if words is not None)


def _is_loose(match: re.Match[str]) -> bool:
    loose = match.groups()[1 + len(_WORDS) : 1 + len(_WORDS) + len(_LOOSE)]
    return any(words is not None for words in loose)


def joined(one: str, other: str) -> str:
    """The currency that two marks of one amount leave.

    Examples
    --------
    >>> joined("¥", "JPY"), joined("元", "TWD"), joined("$", "HKD"), joined("CNY", "JPY")
    ('JPY', 'TWD', 'HKD', '!')
    """
    for a, b in ((one, other), (other, one)):
        if a in (b, UNNAMED):
            return b
        if a == _YUAN:
            return "CNY" if b == YEN_OR_YUAN else b
        if (a == YEN_OR_YUAN and b in ("CNY", "JPY")) or (a == SOME_DOLLAR and b in DOLLARS):
            return b
    return CLASH


def mentioned(text: str) -> set[str]:
    """Every currency that a folded text names anywhere, beside an amount or not."""
    return {_code(match, tuple(_WORDS)) for match in _MENTIONED.finditer(text)}


def meant(mark: str, named: Set[str], default: str) -> str:
    """The currency of an amount in a text that names some; `UNNAMED` where it stays open.

    Examples
    --------
    >>> meant("¥", set(), "CNY"), meant("¥", {"JPY"}, "CNY"), meant("$", {"HKD"}, "CNY")
    ('CNY', 'JPY', 'HKD')
    >>> meant("?", set(), "CNY"), meant("?", {"CNY", "JPY"}, "CNY"), meant("EUR", set(), "CNY")
    ('CNY', '?', 'EUR')
    """
    if mark == YEN_OR_YUAN:
        if "JPY" in named:
            return UNNAMED if "CNY" in named else "JPY"
        return "CNY"
    if mark in (UNNAMED, SOME_DOLLAR):
        possible = named & DOLLARS if mark == SOME_DOLLAR else named
        if len(possible) == 1:
            return next(iter(possible))
        return default if mark == UNNAMED and not possible else UNNAMED
    return mark
