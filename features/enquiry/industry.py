"""The industry in an enquiry's own words: the phrase that the recogniser knows, and no more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import cached_property

from features.enquiry.finding import Finding
from features.enquiry.page import Page
from features.reading import HEADLESS, TermReader, is_weak
from features.recognition import Recogniser
from features.spelling import fold, tokens

MOST = 6
"""Industries that a text names at most."""
LONGEST = 400
"""Letters of one clause that are read."""
_MADE = re.compile(
    r"\bmak(?:e|es|er|ers|ing)\b|\bproduc\w+|\bmanufactur\w+|industry|\bproducts?\b"
    r"|\bsupplier of\b|working on"
    r"|\bfor\b|\bplant\b|\bproject\b|行业|产品|主营|从事|生产|制造|专注|做|项目|企业|公司|工厂|厂"
)
_WORD = re.compile(r"[a-z0-9+&]+(?:['’][a-z]+)?|[\u3400-\u9fff]")


@dataclass(frozen=True, kw_only=True)
class IndustryFinder:
    """Finds the phrases of a text that name an industry."""

    recogniser: Recogniser

    def find(self, page: Page) -> Iterator[Finding]:
        """Each leaf once: certain where the clause says that it is made, or where it is alone."""
        seen: dict[str, tuple[int, int, bool, float]] = {}
        for start, end in page.clauses():
            known = {code for code, found in seen.items() if found[2]}
            for code, term, trust in self._named(
                page.folded[start : min(end, start + LONGEST)], known
            ):
                span = _place_of(page.folded, start, end, term)
                made = bool(_MADE.search(page.folded[start:end][:LONGEST]))
                if span and (code not in seen or (made and not seen[code][2])):
                    seen[code] = (*span, made, trust)
            if len(seen) >= 2 * MOST:
                break
        alone = len(seen) == 1
        ordered = sorted(seen.values(), key=lambda found: (not found[2], found[0]))[:MOST]
        for start, end, made, trust in ordered:
            certain = (made and alone) or (trust > HEADLESS and (made or alone))
            yield Finding(
                field="sector", value=page.text[start:end], start=start, end=end,
                rule="made" if made else "named", sure="certain" if certain else "check",
            )  # fmt: skip

    @cached_property
    def _terms(self) -> TermReader:
        return TermReader(taxonomy=self.recogniser.taxonomy)

    def _named(self, clause: str, known: Set[str]) -> list[tuple[str, str, float]]:
        """Leaves that a clause names outright, with the term and the trust of each."""
        if not clause.strip():
            return []
        hits = [hit for segment in self._terms.segments(clause) for hit in segment.hits]
        if hits and all(hit.code in known for hit in hits):
            return []  # nothing new: the clause need not be weighed
        if not any(h.how == "exact" and h.sure >= HEADLESS and not is_weak(h) for h in hits):
            return []
        found = self.recogniser.recognise(clause).industries
        exact = {hit.term for hit in hits}
        return [
            (i.code, i.words, i.confidence) for i in found if i.how == "exact" and i.words in exact
        ]


def _place_of(folded: str, start: int, end: int, term: str) -> tuple[int, int] | None:
    """Where the words of a term stand; they were folded more than the page is (plurals, hyphens).

    A term is looked for as a run of as many words as it has.
    """
    wanted = tokens(fold(term))
    words = list(_WORD.finditer(folded, start, min(end, start + LONGEST)))
    for i in range(len(words) - len(wanted) + 1):
        run = words[i : i + len(wanted)]
        if tokens(fold(folded[run[0].start() : run[-1].end()])) == wanted:
            return run[0].start(), run[-1].end()
    return None
