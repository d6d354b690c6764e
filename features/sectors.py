"""The taxonomy of industries, and how close two industries are."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from features.errors import DataError
from features.memo import IdentityMemo
from features.performance import performance
from features.rows import unreadable
from features.spelling import fold, tokens

SAME = 1.0
OTHER_WORDS = 0.9
"""The same leaf named in other words: "smart home" for a maker of locks (judgement)."""
KIN = 0.7
"""Two industries that parks take in together, by a reviewed pair."""
LINKED = 0.5
"""Supplier or customer of the industry, by a reviewed link."""
GENERAL = 0.5
"""The industry's parent named only in general ("new materials" for battery materials)."""
SISTER = 0.4
"""Another industry of the same parent."""
ANY_INDUSTRY = 0.2
"""A leaf that names no single industry ("advanced manufacturing") against any manufacturing."""
RELATED = 0.3
"""From this fit on a site counts as related; below, it stands under other industries."""

FULL_PLACES, LATER_PLACES = 3, 6
LATER, LAST = 0.9, 0.8
"""A site's first three industries count in full, the next three less, all others least.

A site that names one industry first means it more than the one that names it tenth (judgement).
"""

_CLOSENESS = IdentityMemo(size=4)


@dataclass(frozen=True, kw_only=True)
class Taxonomy:
    """Industries in two levels.

    Attributes
    ----------
    leaves : index code; parent, name_en, name_zh, general, archetype, gbt4754, isic
    parents : index code; name_en, name_zh
    terms : folded word to leaf code, every synonym and name
    links : supplier, customer, reason, basis (judgement)
    kin : one, other, reason, basis (judgement): industries that parks take in together
    calibration : intercept and slope of the logistic curve from similarity to confidence
    """

    leaves: pd.DataFrame
    parents: pd.DataFrame
    terms: Mapping[str, str]
    links: pd.DataFrame
    kin: pd.DataFrame
    calibration: tuple[float, float]

    def exact(self, word: str) -> str | None:
        """The leaf that a word names exactly, after folding; None if it names none."""
        return self.terms.get(fold(word))


@dataclass(frozen=True, kw_only=True)
class Match:
    """Which of a site's industries matched which of the project's, how, and how closely."""

    site_leaf: str
    project_leaf: str
    how: str
    fit: float


def read_taxonomy(path: Path) -> Taxonomy:
    """The taxonomy in a TOML file, checked.

    Raises
    ------
    DataError
        If a code stands twice, a parent is missing, a word names two leaves, or a link names an
        unknown leaf.
    """
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
        sectors = pd.DataFrame(values["sector"]).set_index("code")
        links, kin = pd.DataFrame(values["link"]), pd.DataFrame(values["kin"])
        curve = values["calibration"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise unreadable(path, error) from error
    if sectors.index.has_duplicates:
        raise _fault(path, sectors.index[sectors.index.duplicated()][0], "code", "stands twice")
    leaves, parents = sectors[sectors["parent"] != ""], sectors[sectors["parent"] == ""]
    orphans = leaves.index[~leaves["parent"].isin(parents.index)]
    if len(orphans):
        raise _fault(path, orphans[0], "parent", "is not a parent of the file")
    for table, ends in ((links, ("supplier", "customer")), (kin, ("one", "other"))):
        for end in ends:
            for code in table[end][~table[end].isin(leaves.index)]:
                raise _fault(path, code, end, "is not a leaf of the file")
    return Taxonomy(
        leaves=leaves,
        parents=parents,
        terms=_terms(path, leaves),
        links=links,
        kin=kin,
        calibration=(curve["intercept"], curve["slope"]),
    )


def closeness(taxonomy: Taxonomy) -> pd.DataFrame:
    """Closeness 0..1 of a site's leaf (row) with a project's leaf (column)."""
    return _CLOSENESS.get((taxonomy,), None, lambda: _closeness(taxonomy)[0])


def ways(taxonomy: Taxonomy) -> pd.DataFrame:
    """How a site's leaf (row) is close to a project's leaf (column): same, supplier, ..."""
    return _CLOSENESS.get((taxonomy,), "ways", lambda: _closeness(taxonomy)[1])


def place_factor(place: int) -> float:
    """What the industry at a place of a site's list counts, 0 = first.

    Examples
    --------
    >>> [place_factor(place) for place in (0, 2, 3, 6)]
    [1.0, 1.0, 0.9, 0.8]
    """
    if place < FULL_PLACES:
        return 1.0
    return LATER if place < LATER_PLACES else LAST


def site_leaves(taxonomy: Taxonomy, industries: pd.Series) -> pd.DataFrame:
    """Place factors, sites by leaves: 0 where a site does not name a leaf."""
    table = np.zeros((len(industries), len(taxonomy.leaves)))
    where = {code: i for i, code in enumerate(taxonomy.leaves.index)}
    for row, codes in enumerate(industries):
        for place, code in enumerate(codes):
            table[row, where[code]] = max(table[row, where[code]], place_factor(place))
    return pd.DataFrame(table, index=industries.index, columns=taxonomy.leaves.index)


def fits(taxonomy: Taxonomy, named: pd.DataFrame, codes: tuple[str, ...]) -> pd.DataFrame:
    """Fit 0..1 of every site with each of a project's leaves: its closest industry counts.

    Parameters
    ----------
    named : place factors of `site_leaves`
    """
    close = closeness(taxonomy)[list(codes)].to_numpy()
    best = (named.to_numpy()[:, :, None] * close[None, :, :]).max(axis=1)
    return pd.DataFrame(best, index=named.index, columns=list(codes))


def sector_fit(
    taxonomy: Taxonomy,
    named: pd.DataFrame,
    codes: tuple[str, ...],
    in_words: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Fit 0..1 of every site with a project: half its best industry, half the mean over all.

    A site that names no industry is unknown.
    With `in_words` (sites by codes, see `same_words`), a site that names the leaf in other words
    counts `OTHER_WORDS` of it.
    A project of two industries is served better by a site that names both, and a site that
    names the one exactly is still worth a look.
    """
    each = fits(taxonomy, named, codes).to_numpy()
    if in_words is not None:
        exact = named[list(codes)].to_numpy() > 0
        other = exact & ~in_words[list(codes)].to_numpy(dtype=bool)
        each = np.where(other, np.fmax(each * OTHER_WORDS, KIN), each)
    unknown = (named.to_numpy() == 0).all(axis=1)
    value = np.where(unknown, np.nan, (each.max(axis=1) + each.mean(axis=1)) / 2)
    zero, one = np.where(unknown, 0.0, value), np.where(unknown, 1.0, value)
    return performance(named.index, value, zero, one)


def same_words(taxonomy: Taxonomy, stated: pd.Series, text: str, code: str) -> pd.Series:
    """True for each site that names a leaf in the project's own words.

    Words are compared whole: the "ai" of a site is not found in "air conditioner".

    Parameters
    ----------
    stated : tuples of folded words, index sites
    text : the project's sector, folded
    code : the leaf; a site's words for other leaves do not count
    """
    whole = _spaced(text)
    terms = [_spaced(term) for term in terms_in(taxonomy, text, code)]
    words = {word for words in stated for word in words}
    hits = {
        word
        for word in words
        if taxonomy.terms.get(word, code) == code
        and (_spaced(word) in whole or any(term in _spaced(word) for term in terms))
    }
    return stated.map(lambda words: not hits.isdisjoint(words)).astype(bool)


def terms_in(taxonomy: Taxonomy, text: str, code: str) -> list[str]:
    """The words for a leaf that stand whole in a folded text."""
    whole = _spaced(text)
    return [t for t, c in taxonomy.terms.items() if c == code and _spaced(t) in whole]


def _spaced(text: str) -> str:
    """The words of a folded text, and the characters of its Chinese, each between spaces."""
    return f" {' '.join(tokens(text))} "


def related(taxonomy: Taxonomy, named: pd.DataFrame, codes: tuple[str, ...]) -> pd.Series:
    """True for each site of which one industry is close enough to one of the project's."""
    return fits(taxonomy, named, codes).max(axis=1) >= RELATED


def best_match(
    taxonomy: Taxonomy, industries: tuple[str, ...], codes: tuple[str, ...]
) -> Match | None:
    """The closest pair of a site's and a project's industries; None if nothing is close."""
    close, how = closeness(taxonomy), ways(taxonomy)
    pairs = [
        (close.at[site, code] * place_factor(place), -place, site, code)
        for place, site in enumerate(industries)
        for code in codes
    ]
    if not pairs or max(pairs)[0] == 0:
        return None
    fit, _, site, code = max(pairs)
    return Match(site_leaf=site, project_leaf=code, how=str(how.at[site, code]), fit=float(fit))


def _closeness(taxonomy: Taxonomy) -> tuple[pd.DataFrame, pd.DataFrame]:
    leaves = taxonomy.leaves
    codes, parent = leaves.index, leaves["parent"].to_numpy()
    general, cross = leaves["general"].to_numpy(dtype=bool), parent == "XG"
    sister = (parent[:, None] == parent[None, :]) & ~cross[:, None]
    makes = ~np.isin(parent, ["SV", "SW", "LG"])
    kin = _pairs(taxonomy.kin, codes, "one", "other")
    grade = {
        "parent": (sister, SISTER),
        "general": (sister & (general[:, None] | general[None, :]), GENERAL),
        "any": (
            (cross[:, None] & makes[None, :]) | (cross[None, :] & makes[:, None]),
            ANY_INDUSTRY,
        ),
        "supplier": (_pairs(taxonomy.links, codes, "supplier", "customer"), LINKED),
        "customer": (_pairs(taxonomy.links, codes, "customer", "supplier"), LINKED),
        "kin": (kin | kin.T, KIN),
        "same": (np.eye(len(codes), dtype=bool), SAME),
    }
    value, how = np.zeros((len(codes),) * 2), np.full((len(codes),) * 2, "", dtype=object)
    for name, (where, worth) in grade.items():
        better = where & (worth >= value)
        value[better] = worth
        how[better] = "general" if name == "any" else name
    frame = {"index": codes, "columns": codes}
    return pd.DataFrame(value, **frame), pd.DataFrame(how, **frame)


def _pairs(pairs: pd.DataFrame, codes: pd.Index, site_end: str, project_end: str) -> np.ndarray:
    table = np.zeros((len(codes),) * 2, dtype=bool)
    table[codes.get_indexer(pairs[site_end]), codes.get_indexer(pairs[project_end])] = True
    return table


def _terms(path: Path, leaves: pd.DataFrame) -> dict[str, str]:
    terms: dict[str, str] = {}
    columns = [leaves[n] for n in ("name_en", "name_zh", "synonyms_en", "synonyms_zh")]
    for code, name_en, name_zh, english, chinese in zip(leaves.index, *columns, strict=True):
        for word in map(fold, [name_en, name_zh, *english, *chinese]):
            if terms.setdefault(word, str(code)) != code:
                raise _fault(path, code, f"word {word!r}", f"names {terms[word]} as well")
    return terms


def _fault(path: Path, code: object, field: str, rule: str) -> DataError:
    return DataError(f"{path.name}, sector {code}, {field}: {rule}. Correct the file.")
