"""Land or floor on offer against the need of the project."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from features.offers import largest_offer, offers
from features.project import M2_PER_MU
from recommender.gate import Check, checked, verdict
from recommender.messages import Message, message

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.profile import Profile

INCUBATOR_LAND_M2 = 5 * M2_PER_MU
"""An incubator lets rooms: it hosts no project that needs more land than this (judgement)."""


def land(catalogue: Catalogue, profile: Profile) -> list[Check]:
    """Land and floor of each site against what the project needs, in square metres."""
    project = profile.project
    needs = {"land": project.land_m2, "floor": project.floor_area_m2}
    return [_room(catalogue, profile, of, need) for of, need in needs.items() if need]


def _room(catalogue: Catalogue, profile: Profile, of: str, need: float) -> Check:
    sites = catalogue.sites
    rows = offers(catalogue.supply, on=profile.on, start=profile.start)
    offered = largest_offer(rows, sites.index, of)
    stated, area = (catalogue.areas(profile.on)[end].to_numpy() * 1e6 for end in ("value", "high"))
    rooms_only = (sites["kind"] == "incubator").to_numpy() & (of == "land")
    too_small = (area < need) & (of == "land") | (rooms_only & (need > INCUBATOR_LAND_M2))
    enough = (offered["value"] >= need).to_numpy()
    shown = np.where(rooms_only, INCUBATOR_LAND_M2, stated)
    have = np.where(too_small, shown, offered["value"])
    table = checked(
        sites.index,
        verdict(enough & ~too_small, too_small),
        have=have,
        need=need,
        misses_by=np.where(too_small, need - np.fmin(shown, need), np.nan),
    )
    unit = M2_PER_MU if of == "land" else 1.0
    words = _LAND if of == "land" else _FLOOR

    def reason(site_id: str) -> Message:
        result, amount = table.at[site_id, "result"], table.at[site_id, "have"]
        numbers = {
            "need": round(need / unit),
            "have": round(amount / unit) if amount == amount else 0,
        }
        if result == "fail" and sites.at[site_id, "kind"] == "incubator":
            return message(words["rooms"], **numbers)
        if result == "unknown" and not numbers["have"]:
            return message(words["ask"], **numbers)
        return message(words[str(result)], **numbers)

    return Check(name="land_need", label="Land or floor", unit="m2", table=table, reason=reason)


_LAND = {
    "pass": message("{have} mu on offer in time, {need} mu needed").text,
    "fail": message("The whole site has {have} mu, {need} mu needed").text,
    "rooms": message("An incubator lets rooms, {need} mu of land needed").text,
    "unknown": message("{have} mu seen on offer: are there {need} mu?").text,
    "ask": message("No dated plot on offer is known: is there one of {need} mu?").text,
}
_FLOOR = {
    "pass": message("{have} m² of floor on offer in time, {need} m² needed").text,
    "fail": message("The whole site has {have} m², {need} m² needed").text,
    "rooms": message("An incubator lets rooms, {need} m² of floor needed").text,
    "unknown": message("{have} m² of floor seen on offer: are there {need} m²?").text,
    "ask": message("No dated floor on offer is known: is there any of {need} m²?").text,
}
