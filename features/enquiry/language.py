"""The language of a text, as far as the rules need it: English, Chinese, another, or none."""

from __future__ import annotations

import re
from typing import Literal

Language = Literal["en", "zh", "other", "none"]

LEAST = 0.1
"""Share of the letters from which a script decides; a name in kana makes no Japanese text."""

_SCRIPTS = (
    ("\u3040", "\u30ff"), ("\uac00", "\ud7af"), ("\u1100", "\u11ff"), ("\u0370", "\u052f"),
    ("\u0590", "\u06ff"), ("\u0900", "\u0dff"), ("\u0e00", "\u0eff"), ("\u10a0", "\u10ff"),
)  # fmt: skip
"""Kana, Hangul, Greek and Cyrillic, Hebrew and Arabic, Indic, Thai and Lao, Georgian."""
_ENGLISH = frozenset(
    """the a an of and to in for is are we our with will from by at on it this that need needs be
    their has have not no or as would they was which one please about must within site land plant
    looking staff hello dear new per year office company project make makes city area""".split()
)
_OTHERS = frozenset(
    """der die das und ist wir ein eine einen nicht mit für von zu den dem suchen unser auch werden
    le la les des et un une nous est pour dans avec du sur notre qui que pas cherchons ne au aux
    el los las y una para con por en del somos nuestra buscamos se su es
    il lo gli di che per non siamo nostra cerchiamo della
    o os um uma com não do da dos das nossa procuramos são
    de het een van en wij zijn voor onze niet zoeken
    và của là cho chúng tôi không trong một các với
    yang dan di untuk dengan kami ini dari akan
    i w z na jest nie się do są och att det som är vi för""".split()
) - {"a", "do", "in", "i", "o", "no", "per", "on"}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> Language:
    """The language of a text by its script, and of Latin letters by their small words.

    Examples
    --------
    >>> language_of("We need 80 mu of land."), language_of("用地80亩"), language_of("80 / 20")
    ('en', 'zh', 'none')
    >>> language_of("工場用地を探しています"), language_of("Wir suchen ein Grundstück mit 5 ha")
    ('other', 'other')
    """
    letters = [letter for letter in text if letter.isalpha()]
    if not letters:
        return "none"
    strange = sum(any(a <= letter <= b for a, b in _SCRIPTS) for letter in letters)
    han = sum("\u3400" <= letter <= "\u9fff" for letter in letters)
    if strange > LEAST * len(letters):
        return "other"
    words = [word.casefold() for word in _WORD.findall(text) if word[0] < "\u3400"]
    if 4 * han > len(words):
        return "zh"
    english, other = (sum(word in known for word in words) for known in (_ENGLISH, _OTHERS))
    accented = sum("\u00c0" <= letter <= "\u1eff" for letter in letters)
    foreign = other > english or (english == 0 and accented > 0.02 * len(letters))
    return "other" if foreign else "en"
