"""The plan: which lead goes where, what is left, what more room brings, and who is left out."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from models.assignment import NOBODY, Plan, Problem, assign, exact
from models.priority import priority
from models.room_prices import Price, prices
from recommender.capacity.reading import FLOOR, LAND, PROJECTS, Capacities
from recommender.capacity.suited import Suited
from recommender.leads.lead import Lead
from recommender.messages import Message, message, several
from recommender.places import site_name

if TYPE_CHECKING:
    from features.catalogue import Catalogue

By = Literal["fit", "value"]
SECONDS = 60.0
"""Seconds that the search for the best plan may take, and as many for the prices."""

NO_SITE = message("no site of the capacity file is on its list").text
TOO_LARGE = message(
    "it needs {need} {unit}; the most that a site on its list has is {most} {unit}"
).text
OTHERS = message(
    "its best site here is {site}, and other leads make more of the room there: {left}"
).text
LEFT = message("{left} of {have} {unit} left, it needs {need}").text
UNITS = {
    LAND: message("mu").text, FLOOR: message("m²").text, PROJECTS: message("projects").text,
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A lead on a site: score 0..1 there, and worth in points of 100."""

    lead: Lead
    site_id: str
    score: float
    worth: float


@dataclass(frozen=True, kw_only=True)
class Room:
    """A capacity after the plan, with its price; `comes` are lead ids that `extra` would place."""

    site_id: str
    resource: str
    have: float
    used: float
    left: float
    price: Price
    comes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """A lead without a site, and why; `site_id` is the one that it would fit best, if any."""

    lead: Lead
    why: Message
    site_id: str | None = None
    score: float | None = None


@dataclass(frozen=True, kw_only=True)
class Unstated:
    """A lead that takes no part where the room is limited, since it does not state its need."""

    lead: Lead
    needs: tuple[str, ...]
    site_id: str
    score: float


@dataclass(frozen=True, kw_only=True)
class Planned:
    """A plan for a list of leads; `gap` is 0 when it is proven the best, None when unknown."""

    by: By
    worth: float
    gap: float | None
    seconds: float
    placed: tuple[Placed, ...]
    rooms: tuple[Room, ...]
    left_out: tuple[LeftOut, ...]
    unstated: tuple[Unstated, ...]


def plan(
    catalogue: Catalogue,
    leads: Sequence[Lead],
    suits: Sequence[Suited],
    capacities: Capacities,
    *,
    by: By = "fit",
    seconds: float = SECONDS,
) -> Planned:
    """The plan that is worth most; the order of leads and sites does not matter.

    Worth is the lead's points at the site (`fit`), or its priority there (`value`): the mean of
    the points and of the worth of its investment.
    """
    scores = {one.lead_id: one.scores for one in suits}
    names = {site: site_name(catalogue, site) for site in capacities.sites}
    made = _Made(sorted(leads, key=lambda lead: lead.lead_id), scores, capacities, by, names)
    begun = time.monotonic()
    found = assign(made.problem, seconds=seconds)
    took = time.monotonic() - begun
    return made.planned(found, prices(made.problem, found, seconds=seconds), took)


class _Made:
    """The problem of some leads and capacities, and what a plan of it says."""

    def __init__(
        self,
        leads: Sequence[Lead],
        scores: Mapping[str, Mapping[str, float]],
        capacities: Capacities,
        by: By,
        names: Mapping[str, Mapping[str, str]],
    ) -> None:
        self.leads, self.scores, self.by, self.names = leads, scores, by, names
        self.sites = sorted(capacities.sites)
        self.have = capacities.sites
        resources = capacities.resources
        self.problem = Problem(
            worth=np.array([[self._worth(lead, s) for s in self.sites] for lead in leads]).reshape(
                len(leads), len(self.sites)
            ),
            need={name: np.array([_need(lead, name) for lead in leads]) for name in resources},
            have={
                name: np.array([self.have[s].get(name, np.nan) for s in self.sites])
                for name in resources
            },
        )

    def _worth(self, lead: Lead, site: str) -> float:
        score = self.scores[lead.lead_id].get(site)
        if score is None:
            return np.nan
        capex = lead.profile.project.capex_cny
        worth = score if self.by == "fit" else priority(score, capex)
        return 100 * float(worth or 0.0)

    def planned(self, found: Plan, priced: Sequence[Price], took: float) -> Planned:
        rooms = tuple(self._room(price) for price in priced)
        waits = [i for i, site in enumerate(found.site_of) if site == NOBODY]
        unstated = [one for one in map(self._unstated, waits) if one]
        asked = {one.lead.lead_id for one in unstated}
        placed = [self._placed(i, int(s)) for i, s in enumerate(found.site_of) if s != NOBODY]
        return Planned(
            by=self.by,
            worth=found.worth,
            gap=found.gap,
            seconds=took,
            placed=tuple(sorted(placed, key=lambda one: (one.site_id, -one.worth))),
            rooms=tuple(sorted(rooms, key=lambda room: room.site_id)),
            left_out=tuple(
                self._left_out(i, rooms) for i in waits if self.leads[i].lead_id not in asked
            ),
            unstated=tuple(unstated),
        )

    def _placed(self, i: int, site: int) -> Placed:
        lead, site_id = self.leads[i], self.sites[site]
        return Placed(
            lead=lead,
            site_id=site_id,
            score=self.scores[lead.lead_id][site_id],
            worth=int(self.problem.tenths[i, site]) / 10,
        )

    def _room(self, price: Price) -> Room:
        site = self.sites[price.site]
        have = self.have[site][price.resource]
        return Room(
            site_id=site,
            resource=price.resource,
            have=have,
            used=price.used,
            left=float(exact(have) - exact(price.used)),
            price=price,
            comes=tuple(self.leads[i].lead_id for i in price.comes),
        )

    def _best(self, i: int, among: Sequence[str]) -> str:
        scores = self.scores[self.leads[i].lead_id]
        return min(among, key=lambda site: (-scores[site], site))

    def _unstated(self, i: int) -> Unstated | None:
        """A lead that some site on its list would take, if only it said what it needs."""
        missing = [n for n, need in self.problem.need.items() if np.isnan(need[i])]
        mine = self.scores[self.leads[i].lead_id]
        blocked = [s for s in mine if any(name in self.have[s] for name in missing)]
        if not blocked:
            return None
        site = self._best(i, blocked)
        needs = tuple(name for name in missing if name in self.have[site])
        return Unstated(lead=self.leads[i], needs=needs, site_id=site, score=mine[site])

    def _left_out(self, i: int, rooms: Sequence[Room]) -> LeftOut:
        lead, mine = self.leads[i], self.scores[self.leads[i].lead_id]
        if not mine:
            return LeftOut(lead=lead, why=message(NO_SITE))
        able = [site for site in mine if not self._lacks(i, site)]
        site = self._best(i, able or list(mine))
        why = self._others(i, site, rooms) if able else self._too_large(i, list(mine))
        return LeftOut(lead=lead, why=why, site_id=site, score=mine[site])

    def _lacks(self, i: int, site: str) -> list[str]:
        """Resources of which a site has less than a lead alone needs."""
        return [
            name
            for name, have in self.have[site].items()
            if exact(float(self.problem.need[name][i])) > exact(have)
        ]

    def _too_large(self, i: int, sites: Sequence[str]) -> Message:
        lacked = dict.fromkeys(name for site in sites for name in self._lacks(i, site))
        return several(
            [
                message(
                    TOO_LARGE,
                    need=float(self.problem.need[name][i]),
                    unit=message(UNITS[name]),
                    most=max(self.have[s][name] for s in sites if name in self.have[s]),
                )
                for name in lacked
            ]
        )

    def _others(self, i: int, site: str, rooms: Sequence[Room]) -> Message:
        said = [
            message(LEFT, left=room.left, have=room.have, unit=message(UNITS[room.resource]),
                    need=float(self.problem.need[room.resource][i]))
            for room in rooms
            if room.site_id == site
        ]  # fmt: skip
        return message(OTHERS, site=self.names[site], left=several(said))


def _need(lead: Lead, name: str) -> float:
    """What a lead needs; NaN where it does not say."""
    if name == PROJECTS:
        return 1.0
    project = lead.profile.project
    amount = project.land_mu if name == LAND else project.floor_area_m2
    return np.nan if amount is None else float(amount)
