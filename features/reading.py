"""Terms of the taxonomy in a text: where they stand, what is made and what it is for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from features.heads import Votes, elected, head_votes, last_content
from features.sectors import Taxonomy
from features.spelling import fold, tokens
from features.vocabulary import (
    APPLICATION,
    CONTEXT,
    CUES,
    FOR,
    NEGATION,
    SEPARATORS,
    WEAK_LEAVES,
    WEAK_TERMS,
)

HEADLESS = 0.6
"""Confidence in a term that only describes a head which nothing knows ("coffee pod machine")."""

SHORT = 8
"""A single character elects a leaf only as the head of a phrase of so few characters."""


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A term found in a segment of text: the leaf, its words and its place among the tokens."""

    code: str
    term: str
    start: int
    end: int
    application: bool
    sure: float = 0.95
    how: str = "exact"


@dataclass(frozen=True, kw_only=True)
class Segment:
    """A stretch of text between separators: the terms found, and the words left over."""

    hits: tuple[Hit, ...]
    left: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class TermReader:
    """Finds the terms of a taxonomy in a text, longest first, segment by segment."""

    taxonomy: Taxonomy

    def segments(self, text: str) -> list[Segment]:
        """The stretches of a text between separators, each with its terms and left-over words."""
        folded = fold_keeping_breaks(text)
        everything = set(tokens(folded))
        return [
            self._segment(FOR.sub(" for ", NEGATION.sub(" ", part)), everything)
            for part in SEPARATORS.split(folded)
        ]

    def _segment(self, part: str, everything: set[str]) -> Segment:
        words = tokens(part)
        hits, rest = self._scan(words)
        cued = self._headed([replace(hit, code=_cued(hit, everything)) for hit in hits], words)
        left = tuple(w for w in rest if w not in CONTEXT and not w.isdigit())
        return Segment(hits=tuple(cued), left=left)

    def _headed(self, hits: list[Hit], words: list[str]) -> list[Hit]:
        """The hits with the head of the segment: an unknown head elects a leaf, or lowers trust."""
        made = [hit for hit in hits if not hit.application]
        end = last_content(_before_application(words, made), CONTEXT)
        if not end or (made and made[-1].end >= end):
            return hits
        start = made[-1].end if made else 0
        phrase = [w for w in words[start:end] if w not in CONTEXT]
        chosen = elected(self._votes, phrase, alone=not made and len(phrase) <= SHORT)
        if chosen is None:
            return [replace(hit, sure=min(hit.sure, HEADLESS)) for hit in hits]
        code, share = chosen
        head = Hit(code=code, term=_joined(words[start:end]), start=start, end=end,
                   application=False, sure=share, how="similar")  # fmt: skip
        return [head, *(hit for hit in hits if hit.application)]

    @cached_property
    def _votes(self) -> Votes:
        return head_votes(self.taxonomy.terms)

    def _scan(self, words: list[str]) -> tuple[list[Hit], list[str]]:
        hits: list[Hit] = []
        rest: list[str] = []
        here, application = 0, False
        while here < len(words):
            length, code = self._longest(words, here)
            if code is not None:
                term = _joined(words[here : here + length])
                hits.append(
                    Hit(code=code, term=term, start=here, end=here + length,
                        application=application)
                )  # fmt: skip
            else:
                # "of" and "for" say what for only once something that is made was named.
                application = application or (bool(hits) and words[here] in APPLICATION)
                rest.append(words[here])
            here += length
        return _heads(hits, words), rest

    def _longest(self, words: list[str], here: int) -> tuple[int, str | None]:
        for length in range(min(self._reach.get(words[here], 0), len(words) - here), 0, -1):
            code = self._terms.get(tuple(words[here : here + length]))
            if code is not None:
                return length, code
        return 1, None

    @cached_property
    def _terms(self) -> Mapping[tuple[str, ...], str]:
        return {tuple(tokens(term)): code for term, code in self.taxonomy.terms.items()}

    @cached_property
    def _reach(self) -> Mapping[str, int]:
        reach: dict[str, int] = {}
        for words in self._terms:
            reach[words[0]] = max(reach.get(words[0], 0), len(words))
        return reach


def fold_keeping_breaks(text: str) -> str:
    """The folded text with the marks kept that separate one industry from the next."""
    parts = re.split(r"([,;、，；。.!?！？:：()（）\[\]\n/|+＋]+|\s[&＆]\s)", text)
    return " ".join("|" if i % 2 else fold(part) for i, part in enumerate(parts))


def _before_application(words: list[str], made: list[Hit]) -> list[str]:
    """The words up to the "for" that follows what is made."""
    after = made[0].end if made else len(words)
    stop = next((i for i in range(after, len(words)) if words[i] in APPLICATION), len(words))
    return words[:stop]


def _heads(hits: list[Hit], words: list[str]) -> list[Hit]:
    """Of terms that touch, the last is what is made, the ones before say for what."""
    kept: list[Hit] = []
    for hit in hits:
        touches = kept and not set(words[kept[-1].end : hit.start]) - CONTEXT
        other = touches and hit.code != kept[-1].code and not hit.application
        if other and not is_weak(hit) and not is_weak(kept[-1]):
            kept.pop()
        kept.append(hit)
    return kept


def is_weak(hit: Hit) -> bool:
    """True for a term that describes a place or a function and counts only alone."""
    return hit.code in WEAK_LEAVES or hit.term in WEAK_TERMS


def _cued(hit: Hit, everything: set[str]) -> str:
    cues, code = CUES.get(hit.term, (frozenset(), hit.code))
    return code if cues & everything else hit.code


def _joined(words: list[str]) -> str:
    text = " ".join(words)
    return re.sub(r"(?<=[^\sa-z0-9]) (?=[^\sa-z0-9])", "", text)
