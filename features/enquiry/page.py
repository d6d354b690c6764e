"""A text made ready for rules: folded letter by letter, so that every place in it stays the same.

Every rule looks at a bounded stretch around a word; so reading takes time in proportion to the
text, whatever stands in it.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import pairwise

from features.spelling import converter

REACH = 60
"""Letters before or after an amount in which its words may stand."""

# A comma between digits and a full stop within a number or an abbreviation end nothing.
_CLAUSE_END = re.compile(r"(?<!\d),|,(?!\d)|[;。;!?\n•·]|\.(?=\s|$)|\.\s")
_SENTENCE_END = re.compile(r"[。!?\n]|(?<!\bno)(?<!\bst)\.(?=\s)")
NEGATIONS = re.compile(
    r"\b(?:no|not|without|except|excluding|outside|rather than|instead of|neither|nor|never|"
    r"don'?t|doesn'?t|cannot)\b|不需要|不需|无需|毋须|无须|不用|不要|不设|不做|不含|不考虑|不在|不放|"
    r"不新增|不必|不涉及|没有|并非|非(?=外资|港资|国)|除了|另外找|也不要?"
)
"""Words that say no; `_LIMITS` are taken out first."""
_LIMITS = re.compile(
    r"\b(?:no|not) (?:more|less|fewer|later|longer|lower|further) than|not exceeding|"
    r"不少于|不低于|不小于|不超过|不高于|不大于|不多于|不晚于|不止|not only"
)
HEDGES = re.compile(
    r"\b(?:might|may be|maybe|perhaps|possibly|could|considering|prefer\w*|ideally|up to)\b|"
    r"可能|也许|或许|预计追加|视情况|优先|最好|最多|不超过|考虑(?!不)"
)
"""Words that leave room: what they stand before is to be checked."""


_NO_LETTER = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_LINE_END = re.compile(r"[\x0b\x0c\x85\u2028\u2029]")
_HALF_A_PAIR = re.compile(r"[\ud800-\udfff]")


def readable(text: str) -> str:
    """The text as it can be shown, letter for letter: no half of a pair, no control character.

    Examples
    --------
    >>> readable("8\\x00mu\\ud83d\\x0c") == "8 mu\\ufffd\\n"
    True
    """
    return _HALF_A_PAIR.sub("\ufffd", _LINE_END.sub("\n", _NO_LETTER.sub(" ", text)))


@lru_cache(maxsize=20_000)
def _letter(letter: str) -> str:
    plain = unicodedata.normalize("NFKC", letter).lower()
    if len(plain) != 1 or (plain.isdigit() and not letter.isdecimal()):
        return letter  # the 2 of m², the ① before an item: no digit of a number
    simple = converter("t2s").convert(plain) if plain >= "\u3400" else plain
    return simple if len(simple) == 1 else plain


@dataclass(frozen=True, kw_only=True)
class Page:
    """A text and its folded twin of the same length: lower case, half width, simplified.

    Examples
    --------
    >>> page = Page.of("需廠房 ８,000 M²。No land.")
    >>> page.folded, len(page.folded) == len(page.text)
    ('需厂房 8,000 m²。no land.', True)
    >>> page.before(15, 60), page.clause(17)
    ('no', (13, 21))
    """

    text: str
    folded: str = field(repr=False)

    @staticmethod
    def of(text: str) -> Page:
        """The text with its folded twin."""
        letters = {letter: _letter(letter) for letter in set(text)}
        return Page(text=text, folded="".join(map(letters.__getitem__, text)))

    def without(self, spans: list[tuple[int, int]]) -> Page:
        """The page with blanks where the spans are, so that no rule reads them again."""
        letters = list(self.folded)
        for start, end in spans:
            letters[start:end] = " " * (end - start)
        return replace(self, folded="".join(letters))

    @cached_property
    def _clause_ends(self) -> list[int]:
        return [0, *(m.end() for m in _CLAUSE_END.finditer(self.folded)), len(self.folded)]

    @cached_property
    def _sentence_ends(self) -> list[int]:
        return [0, *(m.end() for m in _SENTENCE_END.finditer(self.folded)), len(self.folded)]

    def clause(self, at: int) -> tuple[int, int]:
        """Start and end of the clause that holds a place."""
        return _around(self._clause_ends, at)

    def sentence(self, at: int) -> tuple[int, int]:
        """Start and end of the sentence that holds a place."""
        return _around(self._sentence_ends, at)

    def clauses(self) -> list[tuple[int, int]]:
        """Start and end of every clause that is not empty."""
        ends = self._clause_ends
        return [(a, b) for a, b in pairwise(ends) if a < b]

    def before(self, at: int, most: int = REACH) -> str:
        """What stands before a place in its clause, at most so many letters."""
        return self.folded[max(self.clause(at)[0], at - most) : at]

    def after(self, at: int, most: int = REACH) -> str:
        """What stands after a place in its clause, at most so many letters."""
        return self.folded[at : min(self.clause(at)[1], at + most)]

    def is_negated(self, at: int, most: int = REACH) -> bool:
        """True when a word before a place in its clause says no."""
        return bool(NEGATIONS.search(_LIMITS.sub(" ", self.before(at, most))))

    def is_hedged(self, at: int) -> bool:
        """True when a word shortly before a place leaves room."""
        return bool(HEDGES.search(self.before(at, 20)))


def _around(ends: list[int], at: int) -> tuple[int, int]:
    after = min(max(bisect_right(ends, at), 1), len(ends) - 1)
    return ends[after - 1], ends[max(bisect_left(ends, ends[after]), 1)]
