"""How alike two sites are: industries, kind, level, size and place, of what is known of both.

Salton, G., and Buckley, C. (1988). Term-weighting approaches in automatic text retrieval.
Information Processing & Management 24(5), 513-523: a rare industry in common says more.
Gower, J. C. (1971). A general coefficient of similarity and some of its properties. Biometrics
27(4), 857-871: parts of several kinds in one mean. Gower divides by what is known; here a part
that is not known of both adds nothing, so that a blank never makes two sites more alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from features.memo import IdentityMemo
from features.vicinity import distances

if TYPE_CHECKING:
    from features.catalogue import Catalogue

SHARES = {"industries": 0.5, "kind": 0.15, "level": 0.1, "size": 0.1, "place": 0.15}
"""What each part counts (judgement): whom a site is for says most of it."""

TIMES_LARGER = 100.0
"""An area so many times larger is not alike at all."""

FAR_KM = 100.0
"""Sites this far apart are not near each other at all: the breadth of the estuary's cities."""

_VECTORS, _TABLES = IdentityMemo(size=4), IdentityMemo(size=64)


def likeness(catalogue: Catalogue, site_id: str) -> pd.DataFrame:
    """How alike every other site is to one, the most alike first.

    Index site_id. One column a part of `SHARES`, 0..1, NaN where it is not known of both; `alike`
    0..1, the sum of share times part over what is known of both; `known` 0..1, the shares of
    these; `km` between the points, NaN where a point is missing or both stand on the same one.
    """
    tables = (catalogue.sites, catalogue.taxonomy)
    return _TABLES.get(tables, site_id, lambda: _likeness(catalogue, site_id))


def _likeness(catalogue: Catalogue, site_id: str) -> pd.DataFrame:
    sites = catalogue.sites
    mine = sites.loc[site_id]
    km = distances(catalogue, site_id)["km"]
    parts = pd.DataFrame(
        {
            "industries": _industries(catalogue, site_id),
            "kind": _same(sites["kind"], mine["kind"]),
            "level": _same(sites["level"], mine["level"]),
            "size": _size(sites["area_km2"].to_numpy(dtype=float), mine["area_km2"]),
            "place": (1 - km / FAR_KM).clip(lower=0).to_numpy(),
        },
        index=sites.index,
    )[list(SHARES)]
    shares = np.array(list(SHARES.values()))
    cells = parts.to_numpy()
    alike = np.nansum(cells * shares, axis=1)
    known = (~np.isnan(cells)).astype(float) @ shares
    table = parts.assign(alike=alike, known=known, km=km).drop(index=site_id)
    order = np.lexsort((table.index.to_numpy(dtype=str), -table["alike"].round(12).to_numpy()))
    return table.iloc[order]


def industries_in_common(catalogue: Catalogue, one: str, other: str) -> tuple[str, ...]:
    """Leaf codes that both sites name, in the order of the first."""
    named = set(catalogue.industries[other])
    return tuple(code for code in catalogue.industries[one] if code in named)


def _industries(catalogue: Catalogue, site_id: str) -> NDArray[np.float64]:
    """Cosine 0..1 of the industries; NaN where one of the two names none."""
    vectors = _VECTORS.get((catalogue.sites, catalogue.taxonomy), None, lambda: _vectors(catalogue))
    at = catalogue.sites.index.get_loc(site_id)
    cosine = np.asarray((vectors @ vectors[at].T).todense()).ravel()
    blank = np.array([not codes for codes in catalogue.industries])
    return np.where(blank | blank[at], np.nan, cosine)


def _vectors(catalogue: Catalogue):  # type: ignore[no-untyped-def]  # a scipy matrix, no stubs
    """TF-IDF vectors of each site's industries and of their parents, of length 1."""
    parents = catalogue.taxonomy.leaves["parent"].to_dict()
    words = [
        [*codes, *(f"parent {parents[code]}" for code in codes if code in parents)]
        for codes in catalogue.industries
    ]
    return TfidfVectorizer(analyzer=lambda codes: codes).fit_transform(words)


def _same(column: pd.Series, mine: object) -> NDArray[np.float64]:
    same = (column == mine).to_numpy(dtype=float)
    return np.where(column.isna() | pd.isna(mine), np.nan, same)


def _size(areas: NDArray[np.float64], mine: float) -> NDArray[np.float64]:
    """1 for the same area, 0 for one `TIMES_LARGER` larger or smaller."""
    times = np.abs(np.log(areas / float(mine))) / np.log(TIMES_LARGER)
    return np.clip(1 - times, 0.0, None)
