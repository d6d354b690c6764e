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

from features.enquiry.page import Page
from features.enquiry.persons import persons

LONGEST_NAME = 120
"""Characters of a company's name or of a contact."""

LONGEST_READ = 12_000
"""Characters that are looked at: no address carries more."""

_HAN = r"[\u3400-\u9fff]"
_ANY_FIRM = (
    "外资|内资|合资|独资|外贸|贸易|物流|货运|航运|科技|金融|保险|设计|工业|服装|装修|咨询|电商|租赁|融资|初创|上市|跨国"
    "|大型|企业|集团|投资|控股|工程|建筑师|律师|会计师|设计师|子|分|母|总|本|该|贵|我|各|外資|貿易|貨運|設計|會計師|企業"
)
"""Words before 公司 that say which kind of firm and not which one."""
_CLAUSE_ENDS = r"(?=\s*(?:[,;.)\n，；。）]|$))"
_SIGNS = re.compile(
    "|".join(
        (
            r"@[^\s@]{0,60}\.[^\W\d]|(?<!\w)@[^\W\d]",  # mail or a handle, no "hq@shenzhen"
            r"(?i:[\[(]\s?at\s?[\])]|\bat\s+[\w-]+(?:\.|\s?dot\s?)(?:com|cn|hk|net|org|example)\b)",
            r"(?i:https?://|\bwww\.|\b[\w-]{2,}\.(?:com|cn|hk|net|org)\b)",
            r"(?i:\bltd\b|\b(?:co|company|private|pte|sdn\.?)[\s.,]+(?:limited|ltd|bhd)\b|\bgmbh\b)",
            r"(?i:\b[a-z]{2,}\s+(?:co|corp)\.)(?!\d)",
            r"\bLIMITED\b|\b[A-Z][\w&'’.-]+,?\s+Limited\b(?![\s-](?:slip|edition))",
            r"\b[A-Z][\w&'’.-]+,?\s+(?:Inc|INC|LLC|LLP|Incorporated|Corp|Corporation|Pte|Pty|Berhad|Bhd"
            r"|N\.?V\.|A/S|ASA|Oyj|SpA|Co\.|& Co\b)(?!\w)",
            r"\b[A-Z][\w&'’.-]{3,}\s+(?:AG|SA|BV|NV|AB|KK|plc|PLC)\b" + _CLAUSE_ENDS,
            r"(?i:\bs\.p\.a\b|\bs\.a\.r\.l\b|\bb\.v\.|\bk\.k\.|s\.à\s?r\.l)",
            r"\b(?!(?:Steering|Focus|Parent|Holding|Insurance|Regional|Trading|Logistics|The|Our|A|This"
            r"|Working|Group|Industrial|Listed|Private|Public)\b)[A-Z][\w&'’.-]*\s+(?:Company|Group"
            r"|Holdings?)\b",
            r"株式会社|有限会社|有限公司|有限責任|有限责任|有限合伙|有限合夥|[（(][株有][）)]",
            rf"(?<!{_HAN})(?!(?:{_ANY_FIRM}){{1,3}}(?:公司|集团|集團|事务所|事務所))"
            rf"{_HAN}{{2,}}(?:公司|集团|集團|事务所|事務所)",
            rf"(?<!{_HAN})(?!(?:{_ANY_FIRM}))({_HAN}{{2,8}})(?:控股|股份)(?!{_HAN})",
            rf"(?:市|镇|鎮)(?!{_HAN}{{0,4}}[市区區镇鎮的])(?!生产|生產|新建|自建)"
            rf"{_HAN}{{2,3}}(?:灯饰|燈飾|电子|電子|五金|塑料|塑胶|家具|电器|電器|服装|服裝|机械|機械)[厂廠]",
            r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Mdm|Madam|Mister|Herr|Frau|mr|mrs|ms|dr|prof)\b\.?\s?"
            r"(?:[A-Z][a-z]+|[\u3400-\u9fff]|(?<=[mdp]r\s)[a-z]{2,}|(?<=ms\s)[a-z]{2,})(?<!Congo)(?<!Office)",
            r"\b(?:Professor|Chairman|Herr|Frau|Sir|Engr\.)\s+[A-Z]\w+",
            r"(?i:\bcontact\s*[:：]|\bcontact\s+(?:person|name)\b|\battn\b|\battention\s*:|\bc/o\b|\bregards,)",
            r"\b(?i:contact|ask|call|manager|director|chairman|ceo)\s+(?:[A-Z][a-z]+\s+){1,2}[A-Z][a-z]+",
            rf"(?:联系人|联络人|聯絡人|聯繫人|聯系人|姓名|负责人|負責人|法人|法定代表人|经办人|經辦人|联系方式"
            rf"|联络|聯絡|联系|聯繫|致电|致電)\s?(?:[:：]|[是为為])?\s?{_HAN}{{2,4}}(?!{_HAN})|联系人[:：]",
            rf"{_HAN}\s?{_HAN}{{1,2}}\s{{0,2}}(?:先生|女士|小姐|太太)|{_HAN}(?:先生|女士|小姐|太太)",
            rf"{_HAN}{{2,3}}\s{{0,2}}1[3-9]\d{{9}}",
            r"(?i:(?:微\s?信|wechat|weixin|whatsapp|telegram|skype|zalo|\bvx|\bwx|\bqq)"
            r"\s?(?:id|号|號)?\s?(?:[:：]\s?\w|[a-z]*\d))|(?i:微\s?信\s?[a-z]{4,})",
        )
    )
)
_NO_NUMBERS = re.compile(
    r"-?\d{1,3}\.\d+\s*,\s*-?\d{1,3}\.\d+"  # a point on the map
    r"|(?<!\d)(?:19|20)\d\d(?:-[01]\d(?:-[0-3]\d)?)?(?!\d)"  # a year, a month, a day
    r"|(?<!\d)\d{4}-(?:0\d|1[0-2])-(?:[0-2]\d|3[01])(?!\d)"
)
_DIGITS = re.compile(r"(\+|00)?\d(?:[\s()./_·—–-]{0,3}\d){6,}")
_MEASURED = re.compile(
    r"\s{0,2}(?:m²|m2|㎡|平方|mu\b|亩|畝|ha\b|公顷|cny|rmb|usd|hkd|元|万|萬|亿|億|million|"
    r"人|件|台|套|吨|噸|t\b|kw|jobs)",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"(?i:\btel|phone|mobile|fax|whatsapp|电话|電話|手机|手機|热线|熱線)[^\d\n]{0,6}\d(?:[\s-]?\d){4,}"
    r"|(?:\+\d{1,3}|(?<!\d)\(?0\d{2,3}\)?)[\s-]?\d{4}[\s-]?\d{4}(?!\d)"
)
_MOBILE = re.compile(r"0\d|1[3-9]\d{9}")


def reads_as_name(text: str) -> bool:
    """True for a text that shows a sign of a firm, of a person, or of a way to reach one.

    Examples
    --------
    >>> reads_as_name("lamps for bright light co., ltd"), reads_as_name("灯具，（0760）8888 1234")
    (True, True)
    >>> reads_as_name("LED lamps, 3000-5000 m2 from 2027-06"), reads_as_name("113.39,22.51")
    (False, False)
    """
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFKC", text[:LONGEST_READ])
        if unicodedata.category(letter) != "Cf"  # a blank of no width hides nothing
    )
    found = _SIGNS.search(plain) or _CALLED.search(plain)
    return found is not None or _has_telephone(plain) or any(persons(Page.of(plain)))


def _has_telephone(text: str) -> bool:
    """True for seven digits or more in a row that are no point, no day and no amount."""
    for found in _DIGITS.finditer(_NO_NUMBERS.sub(" ", text)):
        digits = re.sub(r"\D", "", found.group())
        called = found[1] is not None or _MOBILE.match(digits) is not None
        amount = digits.endswith("000") or _MEASURED.match(found.string, found.end())
        shaped = max(len(group) for group in re.findall(r"\d+", found.group())) > 3
        if called or (shaped and not amount):
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
