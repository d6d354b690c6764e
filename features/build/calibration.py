"""How sure a similarity makes us: terms left out one at a time, against texts of no industry."""

from __future__ import annotations

import numpy as np
from sklearn.linear_model import LogisticRegression

from features.recognition import known_share, ngrams
from features.sectors import Taxonomy
from features.spelling import fold

EVERY = 4
"""Every fourth term is left out in turn: about 1,800 trials, enough for two numbers."""


def calibrate(taxonomy: Taxonomy, negatives: list[str]) -> tuple[float, float]:
    """Intercept and slope of the logistic curve from similarity to the chance of being right.

    Each trial takes a term out of the vocabulary, finds the nearest leaf among the others and
    notes the similarity and whether the leaf is the term's own; texts that name no industry are
    trials that are always wrong, weighted to a third of all.

    References
    ----------
    Platt, J. (1999). Probabilistic outputs for support vector machines.
    """
    similarity, right = leave_one_out(taxonomy)
    wrong = similarities(taxonomy, [fold(text) for text in negatives])
    weight = np.full(len(wrong), len(right) / 2 / max(len(wrong), 1))
    model = LogisticRegression(C=1e6).fit(
        np.concatenate([similarity, wrong])[:, None],
        np.concatenate([right, np.zeros(len(wrong))]),
        sample_weight=np.concatenate([np.ones(len(right)), weight]),
    )
    return float(model.intercept_[0]), float(model.coef_[0, 0])


def leave_one_out(taxonomy: Taxonomy) -> tuple[np.ndarray, np.ndarray]:
    """Similarity of each left-out term to its nearest other term, and whether the leaf is right."""
    terms, codes = list(taxonomy.terms), np.array(list(taxonomy.terms.values()))
    vectors = ngrams().fit_transform(terms)
    picked = np.arange(0, len(terms), EVERY)
    cosine = (vectors[picked] @ vectors.T).toarray()
    cosine[np.arange(len(picked)), picked] = -1.0
    best = cosine.argmax(axis=1)
    return cosine[np.arange(len(picked)), best], (codes[best] == codes[picked]).astype(float)


def similarities(taxonomy: Taxonomy, texts: list[str]) -> np.ndarray:
    """Similarity of each text to its nearest term, as the recogniser measures it."""
    pipeline = ngrams()
    vectors = pipeline.fit_transform(list(taxonomy.terms))
    cosine = (vectors @ pipeline.transform(texts).T).toarray().max(axis=0)
    return np.array([c * known_share(pipeline, t) for c, t in zip(cosine, texts, strict=True)])
