"""Lists that ignore the industry: what a ranking must beat before it is worth anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from features.cities import centre_of, city_of
from models.evaluation import Places, hit_at, place_of
from recommender.leads import Lead

if TYPE_CHECKING:
    from features.catalogue import Catalogue

List = list[tuple[str, ...]]
"""A list of entries, each the site ids that it names, head first."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """A real decision: the lead, the site that was chosen and those that would do as well."""

    lead: Lead
    chosen: str
    acceptable: frozenset[str]


def places_of(lists: Sequence[List], wanted: Sequence[set[str]]) -> Places:
    """Place of the first entry of each list that names a wanted site; inf when none does."""
    return np.array([place_of(found, names) for found, names in zip(lists, wanted, strict=True)])


def baselines(
    catalogue: Catalogue, cases: tuple[Case, ...], *, seed: int
) -> dict[str, dict[str, float]]:
    """Lenient hit@1, hit@5 and hit@10 of four lists that ignore the industry.

    random: families in chance order; popular: families most chosen in the other cases;
    largest: by stated area; nearest: by car minutes to the firm's own city (Futian if none).
    """
    families = _families(catalogue)
    orders = {
        "random": [_random(families, (seed, i)) for i in range(len(cases))],
        "popular": [_popular(catalogue, families, cases, i) for i in range(len(cases))],
        "largest": [_largest(catalogue, families)] * len(cases),
        "nearest": [_nearest(catalogue, families, case) for case in cases],
    }
    return {name: _hits(cases, found) for name, found in orders.items()}


def _hits(cases: tuple[Case, ...], lists: list[List]) -> dict[str, float]:
    places = places_of(lists, [set(case.acceptable) for case in cases])
    return {f"hit@{k}": hit_at(places, k) for k in (1, 5, 10)}


def _families(catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    places = catalogue.sites[catalogue.sites["role"] == "place"]
    return {str(name): tuple(rows.index) for name, rows in places.groupby("family")}


def _random(families: dict[str, tuple[str, ...]], seed: tuple[int, int]) -> List:
    order = np.random.default_rng(seed).permutation(len(families))
    names = list(families)
    return [families[names[i]] for i in order]


def _popular(
    catalogue: Catalogue, families: dict[str, tuple[str, ...]], cases: tuple[Case, ...], left: int
) -> List:
    family = catalogue.sites["family"]
    chosen = Counter(str(family[c.chosen]) for i, c in enumerate(cases) if i != left)
    order = sorted(families, key=lambda name: (-chosen[name], name))
    return [families[name] for name in order]


def _largest(catalogue: Catalogue, families: dict[str, tuple[str, ...]]) -> List:
    area = catalogue.sites["area_km2"].groupby(catalogue.sites["family"]).max()
    order = sorted(families, key=lambda name: (-_number(area[name]), name))
    return [families[name] for name in order]


def _nearest(catalogue: Catalogue, families: dict[str, tuple[str, ...]], case: Case) -> List:
    profile = case.lead.profile
    home = centre_of(city_of(profile.project.origin_city) or "Shenzhen") or "sz_futian"
    minutes = catalogue.travel.minutes_to(home, profile.roads)["value"]
    shortest = minutes.groupby(catalogue.sites["family"]).min()
    order = sorted(families, key=lambda name: (-_number(-shortest[name]), name))
    return [families[name] for name in order]


def _number(value: float) -> float:
    return -np.inf if pd.isna(value) else float(value)
