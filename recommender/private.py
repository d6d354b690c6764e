"""What may not travel in an address: names of firms and people, and ways to reach them.

An address is copied, logged and bookmarked; a project may stand in it, whom it belongs to may not.
Rules, not knowledge: they rather suspect too much, since what is suspected is only left out of the
address, and a name without any sign of one is not seen.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Any

LONGEST_NAME = 120
"""Characters of a company's name or of a contact."""

LONGEST_READ = 12_000
"""Characters that are looked at: no address carries more."""

_HAN = r"[\u3400-\u9fff]"
_SIGNS = re.compile(
    "|".join(
        (
            r"@[^\s@]{0,60}\.[^\W\d]|(?<![a-zA-Z0-9_])@|@\s",  # mail or a handle, no "hq@shenzhen"
            r"(?i:\b(?:ltd|limited|incorporated|inc|llc|llp|gmbh|plc|corporation|sdn\s+bhd|pte|pty)\b)",
            r"(?i:\bs\.p\.a\b|\bs\.a\b|\bs\.a\.r\.l\b|\bb\.v\b|\bk\.k\b)",
            r"\b[A-Z][\w&'’.-]*,?\s+(?:Co\b|Corp\b|Company\b|Group\b|Holdings?\b|AG\b|SA\b|BV\b|KK\b)",
            r"株式会社|有限会社|有限公司|有限責任|有限责任",
            _HAN + r"{2}(?:公司|集团|集團|事务所|事務所)",
            rf"(?:市|省|县|縣|区|區|镇|鎮){_HAN}{{2,10}}[厂廠](?!房)",
            r"(?i:\b(?:contact|attn|mr|mrs|ms|miss|dr|prof)\b[.:：]?\s{0,3})[A-Z]",
            r"联系人|联络人|聯絡人|聯繫人|姓名",
            rf"{_HAN}(?:先生|女士|小姐|总|總|经理|經理)(?!{_HAN})",
            rf"{_HAN}{{2,3}}\s{{0,2}}1[3-9]\d{{9}}",
            r"(?i:微信|wechat|whatsapp|telegram|\bqq\b)",
        )
    )
)
_NO_NUMBERS = re.compile(
    r"-?\d{1,3}\.\d+\s*,\s*-?\d{1,3}\.\d+"  # a point on the map
    r"|(?<!\d)(?:19|20)\d\d(?:-[01]\d(?:-[0-3]\d)?)?(?!\d)"  # a year, a month, a day
    r"|(?<!\d)\d{4}-(?:0\d|1[0-2])-(?:[0-2]\d|3[01])(?!\d)"
)
_DIGITS = re.compile(r"(\+|00)?\d(?:[\s().-]{0,2}\d){6,}")
_MEASURED = re.compile(
    r"\s{0,2}(?:m²|m2|㎡|平方|mu\b|亩|畝|ha\b|公顷|cny|rmb|usd|hkd|元|万|萬|亿|億|million|"
    r"人|件|台|套|吨|噸|t\b|kw|jobs)",
    re.IGNORECASE,
)
_MOBILE = re.compile(r"0|1[3-9]\d{9}")


def reads_as_name(text: str) -> bool:
    """True for a text that shows a sign of a firm, of a person, or of a way to reach one.

    Examples
    --------
    >>> reads_as_name("lamps for bright light co., ltd"), reads_as_name("灯具，（0760）8888 1234")
    (True, True)
    >>> reads_as_name("LED lamps, 3000-5000 m2 from 2027-06"), reads_as_name("113.39,22.51")
    (False, False)
    """
    plain = unicodedata.normalize("NFKC", text[:LONGEST_READ])
    return _SIGNS.search(plain) is not None or _has_telephone(plain)


def _has_telephone(text: str) -> bool:
    """True for a run of seven digits or more that is no point, no day and no measured amount."""
    for found in _DIGITS.finditer(_NO_NUMBERS.sub(" ", text)):
        digits = re.sub(r"\D", "", found.group())
        called = found[1] is not None or _MOBILE.match(digits) is not None
        if called or not _MEASURED.match(found.string, found.end()):
            return True
    return False


def without_names(value: Any, is_name: Callable[[str], bool]) -> Any:
    """Plain JSON values without the texts that are names; None where nothing is left.

    An entry of an object goes with its key or its value; an object in a list goes whole, since half
    a place or half an answer says something else.

    Examples
    --------
    >>> without_names({"a": "lamps", "b": [{"place": "x@y.cn", "limit": 9}, {"place": "z"}]},
    ...               reads_as_name)
    {'a': 'lamps', 'b': [{'place': 'z'}]}
    """
    if isinstance(value, str):
        return None if is_name(value) else value
    if isinstance(value, Mapping):
        kept = {k: without_names(v, is_name) for k, v in value.items() if not is_name(str(k))}
        return {k: v for k, v in kept.items() if v is not None or value[k] is None}
    if isinstance(value, list | tuple):
        return [item for item in value if without_names(item, is_name) == item]
    return value


def names_of(whom: Sequence[str]) -> Callable[[str], bool]:
    """A test for names that knows whom a report is for, beside the rules.

    Examples
    --------
    >>> names_of(["Aurora"])("a plant of aurora"), names_of([])("a plant of aurora")
    (True, False)
    """
    told = [
        part.strip().casefold()
        for name in whom
        for part in re.split(r"[,，;；]", name)
        if len(part.strip()) > 1
    ]
    return lambda text: any(name in text.casefold() for name in told) or reads_as_name(text)
