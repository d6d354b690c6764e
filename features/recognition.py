"""Industries in an investor's own words: synonyms, then similar words, then how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from features.reading import HEADLESS, Hit, Segment, TermReader, is_weak
from features.sectors import Taxonomy
from features.spelling import fold, tokens
from features.vocabulary import (
    CONTEXT,
    WEAK_TERMS,
)

if TYPE_CHECKING:
    from sklearn.pipeline import Pipeline

LONGEST_TEXT = 2_000
"""Characters that are read; an enquiry names its industry long before."""

ACCEPT = 0.5
"""Confidence from which an industry counts as recognised."""

SURE = 0.75
"""Confidence that similar words need where another industry was named in plain words."""

ELECTED = 0.8
"""Confidence that an elected head needs beside an industry in plain words."""

MOST = 6
"""A text names at most so many industries; further ones are left out."""


@dataclass(frozen=True, kw_only=True)
class Industry:
    """A recognised leaf, how sure it is (0..1), the words that said so, and how."""

    code: str
    confidence: float
    words: str
    how: str


@dataclass(frozen=True, kw_only=True)
class Recognition:
    """What a text says: its industries, and always the three nearest leaves.

    `industries` is empty when nothing was recognised; `nearest` is then the answer.
    """

    industries: tuple[Industry, ...]
    nearest: tuple[tuple[str, float], ...]

    @property
    def recognised(self) -> bool:
        """True when at least one industry was recognised."""
        return bool(self.industries)


@dataclass(frozen=True, kw_only=True)
class Recogniser:
    """Finds industries in free text of English and Chinese, both scripts.

    Examples
    --------
    >>> from pathlib import Path
    >>> from features.sectors import read_taxonomy
    >>> recogniser = Recogniser(taxonomy=read_taxonomy(Path("data/sectors.toml")))
    >>> [i.code for i in recogniser.recognise("柔性電路板 and LED lamps").industries]
    ['EL09', 'EA05']
    >>> recogniser.recognise("hello").recognised
    False
    """

    taxonomy: Taxonomy

    def recognise(self, text: str) -> Recognition:
        """The industries of a text, surest first; only its first 2,000 characters are read."""
        segments = self._reader.segments(text[:LONGEST_TEXT])
        hits = _trusted([hit for segment in segments for hit in segment.hits])
        left = " ".join(word for segment in segments for word in segment.left)
        chosen = _chosen(hits, self.taxonomy)
        strong = any(not is_weak(hit) for hit in chosen)
        exact = _exact(chosen, hits, left.split())
        if strong:
            specific = self._specific(chosen, text)
            return self._found(specific or (*exact, *self._more(segments)))
        nearest = self.nearest(left or text)
        similar = self._similar(left, nearest, ACCEPT)
        if similar or exact:
            return self._found(similar or exact)
        return Recognition(industries=(), nearest=nearest)

    def _specific(self, chosen: list[Hit], text: str) -> tuple[Industry, ...]:
        """A leaf under the one general leaf that was named, if the whole text is very like it."""
        general, parent = self.taxonomy.leaves["general"], self.taxonomy.leaves["parent"]
        if len({hit.code for hit in chosen}) != 1 or not general[chosen[0].code]:
            return ()
        words = [w for w in tokens(fold(text[:LONGEST_TEXT])) if w not in CONTEXT]
        found = self._similar(" ".join(words), self.nearest(" ".join(words)), SURE)
        same_parent = [i for i in found if parent[i.code] == parent[chosen[0].code]]
        return tuple(i for i in same_parent if not general[i.code])

    def _more(self, segments: list[Segment]) -> tuple[Industry, ...]:
        """Industries of the segments that no synonym explains, only when they are very similar."""
        words = [" ".join(s.left) for s in segments if s.left and not s.hits]
        return tuple(
            industry for w in words for industry in self._similar(w, self.nearest(w), SURE)
        )

    def _similar(
        self, words: str, nearest: tuple[tuple[str, float], ...], least: float
    ) -> tuple[Industry, ...]:
        code, similarity = nearest[0]
        confidence = _logistic(self.taxonomy.calibration, similarity)
        if not words or confidence < least:
            return ()
        return (Industry(code=code, confidence=confidence, words=words[:80], how="similar"),)

    def _found(self, industries: tuple[Industry, ...]) -> Recognition:
        unique = {i.code: i for i in reversed(industries)}
        ordered = sorted(
            unique.values(), key=lambda i: (-i.confidence, industries.index(unique[i.code]))
        )
        kept = tuple(ordered[:MOST])
        nearest = tuple((i.code, i.confidence) for i in kept[:3])
        return Recognition(industries=kept, nearest=self._padded(nearest))

    def nearest(self, text: str, n: int = 3) -> tuple[tuple[str, float], ...]:
        """The `n` leaves whose words are most similar to the text, with the cosine 0..1."""
        scores = self._similarities(fold(text[:LONGEST_TEXT]))
        order = np.lexsort((self._codes, -scores))[:n]
        return tuple((str(self._codes[i]), float(scores[i])) for i in order)

    @cached_property
    def _reader(self) -> TermReader:
        return TermReader(taxonomy=self.taxonomy)

    @cached_property
    def _codes(self) -> Any:
        return np.array(self.taxonomy.leaves.index)

    @cached_property
    def _index(self) -> tuple[Pipeline, Any, Any]:
        pipeline = ngrams()
        terms = list(self.taxonomy.terms)
        vectors = pipeline.fit_transform(terms)
        where = {code: i for i, code in enumerate(self._codes)}
        return pipeline, vectors, np.array([where[self.taxonomy.terms[t]] for t in terms])

    def _similarities(self, folded: str) -> Any:
        """Cosine with the closest term of each leaf, times the share of n-grams that are known."""
        best = np.zeros(len(self._codes))
        if folded.strip():
            pipeline, vectors, leaf = self._index
            cosine = vectors @ pipeline.transform([folded]).T
            np.maximum.at(best, leaf, cosine.toarray().ravel())
            best *= known_share(pipeline, folded)
        return best

    def _padded(self, nearest: tuple[tuple[str, float], ...]) -> tuple[tuple[str, float], ...]:
        """Three nearest leaves: the recognised ones, then their sisters in order of code."""
        named = [code for code, _ in nearest]
        parent = self.taxonomy.leaves["parent"]
        sisters = [c for c in parent.index[parent == parent[named[0]]] if c not in named]
        return (*nearest, *((str(code), 0.0) for code in sisters))[:3]


_WORDS = r"[a-z0-9]{2,}|[^\sa-z0-9]{1}"


def ngrams() -> Pipeline:
    """The scikit-learn pipeline of word and character n-grams, for words no synonym explains."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import FeatureUnion, Pipeline
    from sklearn.preprocessing import Normalizer

    union = FeatureUnion(
        [
            ("words", TfidfVectorizer(token_pattern=_WORDS)),
            ("characters", TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4))),
        ]
    )
    return Pipeline([("ngrams", union), ("unit", Normalizer())])


def known_share(pipeline: Pipeline, folded: str) -> float:
    """Share 0..1 of a text's character n-grams that stand in some term: strange words lower it."""
    characters = dict(pipeline.named_steps["ngrams"].transformer_list)["characters"]
    found = characters.build_analyzer()(folded)
    return sum(gram in characters.vocabulary_ for gram in found) / max(len(found), 1)


def _trusted(hits: list[Hit]) -> list[Hit]:
    """The hits, without weakly elected ones where plain words name an industry already."""
    plain = any(hit.how == "exact" and hit.sure > HEADLESS and not is_weak(hit) for hit in hits)
    return [hit for hit in hits if hit.how == "exact" or hit.sure >= ELECTED or not plain]


def _chosen(hits: list[Hit], taxonomy: Taxonomy) -> list[Hit]:
    """The hits that say most: made before applied, telling before weak, specific before general."""
    made = [hit for hit in hits if not hit.application and not is_weak(hit)]
    applied = [hit for hit in hits if hit.application and not is_weak(hit)]
    telling = [hit for hit in hits if hit.term not in WEAK_TERMS]
    chosen = made or applied or telling or hits
    general, parent = taxonomy.leaves["general"], taxonomy.leaves["parent"]
    specific = {parent[h.code] for h in chosen if not general[h.code]}
    return [h for h in chosen if not general[h.code] or parent[h.code] not in specific]


def _exact(chosen: list[Hit], hits: list[Hit], left: list[str]) -> tuple[Industry, ...]:
    """The chosen hits as industries; weak ones are as sure as the share of words they explain."""
    explained = sum(hit.end - hit.start for hit in hits)
    share = explained / max(explained + len(left), 1)
    found = [
        Industry(
            code=hit.code,
            confidence=_confidence(hit, share),
            words=hit.term,
            how=hit.how,
        )
        for hit in chosen
    ]
    return tuple(industry for industry in found if industry.confidence >= ACCEPT)


def _confidence(hit: Hit, share: float) -> float:
    if is_weak(hit):
        return 0.3 + 0.5 * share
    return min(hit.sure, 0.8) if hit.application else hit.sure


def _logistic(curve: tuple[float, float], similarity: float) -> float:
    intercept, slope = curve
    return float(1 / (1 + np.exp(-(intercept + slope * similarity))))
