"""繁體中文 from 简体中文, as Hong Kong writes it, with the exceptions of a reviewed table."""

from __future__ import annotations

from functools import lru_cache

from features.spelling import converter


@lru_cache(maxsize=20_000)
def traditional(text: str) -> str:
    """The text in traditional characters; what is not Chinese stays as it is.

    Examples
    --------
    >>> traditional("中山火炬开发区"), traditional("2 km")
    ('中山火炬開發區', '2 km')
    """
    return converter("s2hk").convert(text)
