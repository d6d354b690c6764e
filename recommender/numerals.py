"""Numbers, days and months as a reader of a language writes them, by Babel."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

LOCALES = {"en": "en_GB", "zh": "zh_Hans_CN", "zh-Hant": "zh_Hant_HK"}
"""British English names the month: 4 Nov 2026 is read alike on both sides of the Atlantic."""

WHOLE = 20
"""From here on decimals say nothing."""

_STATED = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")


@lru_cache(maxsize=20_000)
def number(value: float, language: str) -> str:
    """A number with its thousands apart and at most two decimals, none from `WHOLE` on.

    Examples
    --------
    >>> number(1234.5, "en"), number(0.625, "zh"), number(5_000, "zh-Hant")
    ('1,234', '0.62', '5,000')
    """
    pattern = "#,##0" if abs(value) >= WHOLE else "#,##0.##"
    return format_decimal(value, pattern, locale=LOCALES[language])


@lru_cache(maxsize=20_000)
def day(value: date, language: str) -> str:
    """A day with its month in words, so that nobody reads it backwards.

    Examples
    --------
    >>> [day(date(2026, 11, 24), language) for language in LOCALES]
    ['24 Nov 2026', '2026年11月24日', '2026年11月24日']
    """
    return format_date(value, "medium", locale=LOCALES[language])


@lru_cache(maxsize=20_000)
def stated(text: str, language: str) -> str:
    """A text that is a day or a month as data state it (2026-11), for a reader; else the text.

    Examples
    --------
    >>> stated("2026-11", "en"), stated("2026-11", "zh"), stated("2024-06-30", "en")
    ('Nov 2026', '2026年11月', '30 Jun 2024')
    >>> stated("2026", "en"), stated("2026-13", "en")
    ('2026', '2026-13')
    """
    found = _STATED.fullmatch(text)
    if not found:
        return text
    year, month, of_month = (int(part or 1) for part in found.groups())
    try:
        first = date(year, month, of_month)
    except ValueError:
        return text
    if found[3]:
        return day(first, language)
    return format_skeleton("yMMM", first, locale=LOCALES[language])
