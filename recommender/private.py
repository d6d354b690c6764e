"""What may not travel in an address: names of firms, and ways to reach a person.

An address is copied, logged and bookmarked; a project may stand in it, whom it belongs to may not.
"""

from __future__ import annotations

import re

from features.enquiry.names import CHINESE_FIRM, ENGLISH_FIRM, MAIL, PHONE

LONGEST_NAME = 120
"""Characters of a company's name or of a contact."""

_NAMED = re.compile("|".join((MAIL, PHONE, CHINESE_FIRM, ENGLISH_FIRM)))
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
