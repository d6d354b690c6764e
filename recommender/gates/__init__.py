"""The must-haves that a profile states, and the rules that a site states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recommender.gate import Check, Gate
from recommender.gates.admission import admission
from recommender.gates.building import building, needed
from recommender.gates.industry_exclusion import industry_exclusion
from recommender.gates.land import land
from recommender.gates.minutes import minutes
from recommender.gates.regions import kept_city, regions
from recommender.gates.start_date import start_date
from recommender.market_access import market_access

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.profile import Profile


def checks(catalogue: Catalogue, profile: Profile) -> tuple[Check, ...]:
    """Every check that the profile asks, over all sites of the catalogue."""
    asked = [gate for gate in GATES if gate.asked(profile) and _wanted(gate, profile)]
    return tuple(check for gate in asked for check in gate.check(catalogue, profile))


def _wanted(gate: Gate, profile: Profile) -> bool:
    return profile.gates is None or gate.name in profile.gates


GATES = (
    Gate(name="regions", asked=lambda p: True, check=regions),
    Gate(name="kept_city", asked=lambda p: bool(p.project.keeps), check=kept_city),
    Gate(
        name="industry_exclusion",
        asked=lambda p: bool(p.project.sector_codes),
        check=industry_exclusion,
    ),
    Gate(
        name="market_access",
        asked=lambda p: bool(p.project.sector_codes),
        check=market_access,
    ),
    Gate(name="admission", asked=lambda p: True, check=admission),
    Gate(
        name="minutes_to_anchor",
        asked=lambda p: any(a.max_minutes is not None for a in p.anchors),
        check=minutes,
    ),
    Gate(
        name="land_need",
        asked=lambda p: bool(p.project.land_mu or p.project.floor_area_m2),
        check=land,
    ),
    Gate(name="start_date", asked=lambda p: p.project.start is not None, check=start_date),
    Gate(name="building", asked=lambda p: bool(needed(p)), check=building),
)
"""The gates in the order in which they are shown."""
