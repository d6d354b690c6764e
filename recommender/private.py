"""What may not travel in an address: names of firms, and ways to reach a person.

An address is copied, logged and bookmarked; a project may stand in it, whom it belongs to may not.
"""

from __future__ import annotations

import re

LONGEST_NAME = 120
"""Characters of a company's name or of a contact."""

_MAIL = r"[^\s@<>,;，；]{1,64}@[^\s@<>,;，；]{1,120}"
_PHONE = (
    r"\+\d{1,3}(?:[ ()-]{0,2}\d){7,12}"  # with a country's code
    r"|(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)"  # a mobile of the mainland
    r"|(?<!\d)0\d{2,3}[ -]?\d{7,8}(?!\d)"  # a line of the mainland
    r"|(?<![\d-])(?!20\d\d)[2-9]\d{3}[ -]\d{4}(?![\d-])"  # Hong Kong, Macao
    r"|(?i:tel|phone|mobile|电话|電話|手机|手機)[^\d\n]{0,6}\d{7,15}"
)
_CHINESE_FIRM = (
    r"[\u3400-\u9fffA-Za-z0-9·()（）]{2,30}?"
    r"(?:股份有限公司|有限责任公司|有限公司|股份有限公司|有限責任公司|集团公司|集團公司)"
)
_ENGLISH_FIRM = (
    r"\b[A-Z][\w&'’.-]{0,40}(?:\s+[A-Z&][\w&'’.-]{0,40}){0,6},?\s+"
    r"(?:Ltd|LTD|Limited|LIMITED|Inc|INC|LLC|GmbH|GMBH|PLC|Corp|Corporation|AG|B\.V|S\.A|K\.K)\b\.?"
)
_NAMED = re.compile("|".join((_MAIL, _PHONE, _CHINESE_FIRM, _ENGLISH_FIRM)))
_GAPS = re.compile(r"[ \t]{2,}")


def without_names(text: str) -> str:
    """The text without names of firms, e-mail addresses and telephone numbers.

    Rules, not knowledge: a name without a legal form is not seen.

    Examples
    --------
    >>> without_names("lamps for Bright Light Co., Ltd, ask li@bright.example")
    'lamps for , ask'
    >>> without_names("小家电，13800138000"), without_names("中山某某电器有限公司 小家电 80 亩")
    ('小家电，', '小家电 80 亩')
    """
    if not _NAMED.search(text):
        return text
    return _GAPS.sub(" ", _NAMED.sub("", text)).strip()
