"""The must-haves that a profile states, and the rules that a site states about industries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from features.cities import city_name, city_of
from features.incentives import covers
from features.lists import parts
from features.offers import largest_offer, offers
from features.project import M2_PER_MU
from recommender.gate import Check, Gate, checked, verdict
from recommender.market_access import market_access
from recommender.messages import Message, message
from recommender.places import city_of_place, place_name
from recommender.understanding import searched
from recommender.words import BY

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.profile import Anchor, Profile

INCUBATOR_LAND_M2 = 5 * M2_PER_MU
"""An incubator lets rooms: it hosts no project that needs more land than this (judgement)."""


def checks(catalogue: Catalogue, profile: Profile) -> tuple[Check, ...]:
    """Every check that the profile asks, over all sites of the catalogue."""
    asked = [gate for gate in GATES if gate.asked(profile) and _wanted(gate, profile)]
    return tuple(check for gate in asked for check in gate.check(catalogue, profile))


def _wanted(gate: Gate, profile: Profile) -> bool:
    return profile.gates is None or gate.name in profile.gates


def _regions(catalogue: Catalogue, profile: Profile) -> list[Check]:
    city = catalogue.sites["city"]
    inside = searched(city, profile.regions)
    wanted = set(city[inside])
    table = checked(city.index, verdict(inside, city.notna().to_numpy() & ~inside))

    def reason(site_id: str) -> Message:
        here = city.at[site_id]
        if not isinstance(here, str):
            return message("The city of the site is not known")
        if here in wanted:
            return message("In {city}, where the project looks", city=city_name(here))
        return message(
            "In {city}, outside the regions that the project names", city=city_name(here)
        )

    return [Check(name="regions", label="Region", unit="", table=table, reason=reason)]


def _kept_city(catalogue: Catalogue, profile: Profile) -> list[Check]:
    kept = {city_of_place(catalogue, k.place) for k in profile.project.keeps} - {None}
    named = {city_of(region) for region in profile.regions}
    left_out = kept - named
    city = catalogue.sites["city"]
    inside = city.isin(left_out).to_numpy()
    table = checked(city.index, verdict(~inside & city.notna().to_numpy(), inside))

    def reason(site_id: str) -> Message:
        here = city.at[site_id]
        if not isinstance(here, str):
            return message("The city of the site is not known")
        if here in left_out:
            return message(
                "In {city}, where the firm keeps a function already; name the city as a region "
                "to search it too",
                city=city_name(here),
            )
        return message("Not in a city where the firm keeps a function already")

    return [Check(name="kept_city", label="Kept city", unit="", table=table, reason=reason)]


def _industry_exclusion(catalogue: Catalogue, profile: Profile) -> list[Check]:
    stated = _statements_against(catalogue, profile)
    near = {
        site: [stated[zone] for zone in around if zone in stated]
        for site, around in catalogue.surroundings.items()
    }
    index = catalogue.sites.index
    bars = np.array([any(row["force"] == "bars" for row in near[site]) for site in index])
    table = checked(index, verdict(np.zeros(len(index), bool), bars))

    def reason(site_id: str) -> Message:
        if not near[site_id]:
            return message("No rule on this industry was collected: ask the zone")
        row = near[site_id][0]
        note = {"en": row["scope_note"], "zh": row["scope_note_zh"]}
        return message("{note} ({as_of}): ask the zone", note=note, as_of=_day(row["as_of"]))

    return [
        Check(
            name="industry_exclusion",
            label="Industry allowed",
            unit="",
            table=table,
            reason=reason,
            side="park",
        )
    ]


def _statements_against(catalogue: Catalogue, profile: Profile) -> dict[str, dict[str, object]]:
    """The statement of each area that speaks against the project's industry or production."""
    makes = "production" in profile.project.functions
    codes = profile.project.sector_codes
    rows = catalogue.exclusions.to_dict(orient="records")
    scopes = parts(catalogue.exclusions["excludes"])
    return {
        str(row["site_id"]): {str(k): v for k, v in row.items()}
        for row, scope in zip(rows, scopes, strict=True)
        if ("all_production" in scope and makes) or covers(scope, codes)
    }


def _minutes(catalogue: Catalogue, profile: Profile) -> list[Check]:
    limited = [anchor for anchor in profile.anchors if anchor.max_minutes is not None]
    return [_minutes_to(catalogue, profile, anchor) for anchor in limited]


def _minutes_to(catalogue: Catalogue, profile: Profile, anchor: Anchor) -> Check:
    limit = float(anchor.max_minutes or 0)
    minutes = catalogue.travel.minutes_to(anchor.place, profile.roads.by(anchor.mode))
    bound = catalogue.travel.at_least_to(anchor.place, anchor.mode)
    off_network = minutes["value"].isna() & (bound > limit)
    place = place_name(catalogue, anchor.place)
    table = checked(
        minutes.index,
        verdict(
            (minutes["high"] <= limit).to_numpy(),
            ((minutes["low"] > limit) | off_network).to_numpy(),
        ),
        have=minutes["value"].to_numpy(),
        need=limit,
        misses_by=(minutes["value"] - limit).clip(lower=0).to_numpy(),
    )

    def reason(site_id: str) -> Message:
        row = minutes.loc[site_id]
        if off_network[site_id]:
            return message(
                "Off the road network; even straight and fast {bound} min to {place}, at most "
                "{limit} asked",
                bound=round(bound[site_id]),
                limit=round(limit),
                place=place,
            )
        if np.isnan(row["value"]):
            return message("Minutes to {place} are not known", place=place)
        return message(
            "{minutes} min to {place} {by} ({low} to {high}), at most {limit} asked",
            by=Message(text=BY[anchor.mode]),
            minutes=round(row["value"]),
            low=round(row["low"]),
            high=round(row["high"]),
            limit=round(limit),
            place=place,
        )

    return Check(name="minutes_to_anchor", label="Minutes", unit="min", table=table, reason=reason)


def _land(catalogue: Catalogue, profile: Profile) -> list[Check]:
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


def _day(value: object) -> str:
    return f"{value:%Y-%m-%d}" if isinstance(value, pd.Timestamp) else "undated"


GATES = (
    Gate(name="regions", asked=lambda p: True, check=_regions),
    Gate(name="kept_city", asked=lambda p: bool(p.project.keeps), check=_kept_city),
    Gate(
        name="industry_exclusion",
        asked=lambda p: bool(p.project.sector_codes),
        check=_industry_exclusion,
    ),
    Gate(
        name="market_access",
        asked=lambda p: bool(p.project.sector_codes),
        check=market_access,
    ),
    Gate(
        name="minutes_to_anchor",
        asked=lambda p: any(a.max_minutes is not None for a in p.anchors),
        check=_minutes,
    ),
    Gate(
        name="land_need",
        asked=lambda p: bool(p.project.land_mu or p.project.floor_area_m2),
        check=_land,
    ),
)
"""The gates in the order in which they are shown."""
