"""Rankings against real choices, beside what chance and habit would reach.

A hit rate without its baselines is not a result, and a list that is the same for everybody can
look good: personal lift says how much of it belongs to the case.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from models.evaluation import Places, hit_at, place_of, summary
from recommender.baselines import Case, List, baselines, places_of
from recommender.engine import recommend
from recommender.errors import LeadsError
from recommender.examples import EXAMPLES
from recommender.leads import read_leads

if TYPE_CHECKING:
    from features.catalogue import Catalogue

SEED = 20261124
"""Seed of the bootstrap and of the random baseline, so that a run can be repeated."""

SAMPLE_DAY = date(2026, 11, 24)
"""Day of knowledge of a sample decision without a year."""

LIFT_AT = 5
"""Personal lift compares hit rates among the first five."""


def read_cases(path: Path, catalogue: Catalogue, *, today: date) -> tuple[Case, ...]:
    """The cases of a CSV file: leads with `chosen_site_id` and `acceptable_site_ids`.

    Raises
    ------
    LeadsError
        If a column is missing or a chosen site is not in the catalogue.
    """
    cases = []
    for lead in read_leads(path, today=today):
        chosen = lead.row.get("chosen_site_id", "")
        if chosen not in catalogue.sites.index:
            raise LeadsError(
                f"Cases {path}, lead {lead.lead_id}, column chosen_site_id: found {chosen!r}. "
                "Expected a site id of the catalogue. Correct the id."
            )
        others = {s.strip() for s in lead.row.get("acceptable_site_ids", "").split(";")} - {""}
        cases.append(Case(lead=lead, chosen=chosen, acceptable=frozenset(others | {chosen})))
    return tuple(cases)


def sample_cases(catalogue: Catalogue) -> tuple[Case, ...]:
    """The real decisions of `examples/decisions.csv`: for trying ideas, never for tuning."""
    return read_cases(EXAMPLES / "decisions.csv", catalogue, today=SAMPLE_DAY)


def evaluate(catalogue: Catalogue, cases: tuple[Case, ...]) -> dict[str, Any]:
    """Metrics, personal lift and baselines over real decisions, as plain JSON values.

    Strict counts a case when an entry names the chosen site, lenient when it names an
    acceptable one; each figure carries its bootstrap interval.
    """
    lists = entry_lists(catalogue, cases)
    strict = places_of(lists, [{case.chosen} for case in cases])
    lenient = lenient_places(cases, lists)
    return {
        "n": len(cases),
        "strict": summary(strict, seed=SEED),
        "lenient": summary(lenient, seed=SEED),
        "city@1": _city_at_1(catalogue, cases, lists),
        "personal_lift": personal_lift(cases, lists),
        "baselines": baselines(catalogue, cases, seed=SEED),
        "cases": [
            {
                "lead_id": case.lead.lead_id,
                "chosen_site_id": case.chosen,
                "strict_place": _finite(strict[i]),
                "lenient_place": _finite(lenient[i]),
                "first": list(lists[i][0]) if lists[i] else [],
            }
            for i, case in enumerate(cases)
        ],
    }


def entry_lists(
    catalogue: Catalogue, cases: tuple[Case, ...], weights: Mapping[str, float] | None = None
) -> list[List]:
    """The entries of each case's ranking, each as the site ids that it names.

    `weights` replaces those of the case's archetype.
    """
    return [_entries(catalogue, case, weights) for case in cases]


def _entries(catalogue: Catalogue, case: Case, weights: Mapping[str, float] | None) -> List:
    profile = case.lead.profile
    asked = profile if weights is None else replace(profile, weights=weights)
    return [(entry.site_id, *entry.family) for entry in recommend(catalogue, asked).entries]


def lenient_places(cases: tuple[Case, ...], lists: list[List]) -> Places:
    """Place of the first entry that names an acceptable site, case by case."""
    return places_of(lists, [set(case.acceptable) for case in cases])


def personal_lift(cases: tuple[Case, ...], lists: list[List]) -> dict[str, float]:
    """Lenient hit@5 of the own list, of the other cases' lists, and the difference."""
    places = np.array(
        [[place_of(found, set(case.acceptable)) for found in lists] for case in cases]
    )
    own = hit_at(np.diag(places), LIFT_AT)
    others = places[~np.eye(len(cases), dtype=bool)]
    swapped = hit_at(others, LIFT_AT) if others.size else 0.0
    return {"own": own, "swapped": swapped, "lift": own - swapped}


def _city_at_1(catalogue: Catalogue, cases: tuple[Case, ...], lists: list[List]) -> float:
    city = catalogue.sites["city"]
    right = [bool(f) and city[f[0][0]] == city[c.chosen] for c, f in zip(cases, lists, strict=True)]
    return float(np.mean(right))


def _finite(place: float) -> int | None:
    return int(place) if np.isfinite(place) else None
