"""A sentence with its values put in: which form a count takes, and where Chinese has no space."""

from __future__ import annotations

import string
from collections.abc import Mapping
from functools import lru_cache

_FORMATTER = string.Formatter()


def filled(sentence: str, words: Mapping[str, object]) -> str:
    """The sentence with its words.

    A field with two forms (`{n:site|sites}`) is the first for 1 and the second for all else.
    A space that stands for a number beside Chinese is left out where the value is Chinese itself.

    Examples
    --------
    >>> filled("{n} {n:site is|sites are} listed", {"n": "1"})
    '1 site is listed'
    >>> filled("截至 {on} 的资料", {"on": "2026年11月24日"}), filled("共 {n} 项", {"n": "3"})
    ('截至 2026年11月24日的资料', '共 3 项')
    """
    text = ""
    for literal, name, spec in _parsed(sentence):
        text = _joined(text, literal)
        if name is not None:
            text = _joined(text, _put(words[name], spec))
    return text


@lru_cache(maxsize=5_000)
def _parsed(sentence: str) -> tuple[tuple[str, str | None, str], ...]:
    return tuple((text, name, spec or "") for text, name, spec, _ in _FORMATTER.parse(sentence))


def _put(word: object, spec: str) -> str:
    one, apart, many = spec.partition("|")
    if apart:
        return one if str(word) == "1" else many
    return format(word, spec)


def _joined(before: str, after: str) -> str:
    if before[-1:] == " " and _han(before[-2:-1]) and _han(after[:1]):
        return before[:-1] + after
    if after[:1] == " " and _han(before[-1:]) and _han(after[1:2]):
        return before + after[1:]
    return before + after


def _han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"
