"""A plan as plain JSON values: the contract of the command line."""

from __future__ import annotations

from typing import Any

from recommender.capacity.planned import Planned, Room
from recommender.capacity.reading import Capacities
from recommender.leads.lead import Leads
from recommender.reverse.report import rejected_json
from recommender.texts import render


def planned_json(
    planned: Planned, leads: Leads, capacities: Capacities, language: str
) -> dict[str, Any]:
    """The plan as JSON values; worth and points are of 100, `gap` is a share, null when unknown."""
    return {
        "by": planned.by,
        "worth": planned.worth,
        "proven": planned.gap == 0,
        "gap": planned.gap,
        "assignment": [
            {
                "lead_id": one.lead.lead_id,
                "company": one.lead.company,
                "site_id": one.site_id,
                "points": 100 * one.score,
                "worth": one.worth,
                "land_mu": one.lead.profile.project.land_mu,
                "floor_area_m2": one.lead.profile.project.floor_area_m2,
                "investment_cny": one.lead.profile.project.capex_cny,
            }
            for one in planned.placed
        ],
        "capacities": [_room(room) for room in planned.rooms],
        "not_assigned": [
            {
                "lead_id": one.lead.lead_id,
                "reason": render(one.why, language),
                "site_id": one.site_id,
            }
            for one in planned.left_out
        ],
        "not_stated": [
            {
                "lead_id": one.lead.lead_id,
                "needs": list(one.needs),
                "site_id": one.site_id,
                "points": 100 * one.score,
            }
            for one in planned.unstated
        ],
        "rejected": rejected_json(leads.faults, language),
        "capacities_rejected": rejected_json(capacities.faults, language),
    }


def _room(room: Room) -> dict[str, Any]:
    price = room.price
    return {
        "site_id": room.site_id,
        "resource": room.resource,
        "have": room.have,
        "used": room.used,
        "left": room.left,
        "one_more_brings": price.one_more,
        "least_more": price.extra,
        "least_is_exact": price.exactly,
        "least_more_brings": price.brings if price.extra is not None else None,
        "least_more_places": list(room.comes),
    }
