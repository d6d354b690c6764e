"""Words for the tables and columns of statements; keys of the catalogue of texts."""

from __future__ import annotations

from collections.abc import Mapping

from recommender.messages import message
from recommender.words import ATTRIBUTES, KINDS, LEVELS, MODES, STATUSES

TABLE_WORDS: Mapping[str, str] = {
    "sites": message("Site").text,
    "evidence": message("Statement on the site").text,
    "supply": message("Supply").text,
    "costs": message("Cost figure").text,
    "incentives": message("Incentive rule").text,
    "incentive_rules": message("Formula of an incentive rule").text,
    "incentive_coverage": message("Coverage of a city's rules").text,
    "admission": message("Admission rule").text,
    "market_access": message("Rule of market access").text,
    "exclusions": message("Excluded industry").text,
    "cooperation_modes": message("Cooperation mode").text,
    "network_nodes": message("Node of the network").text,
    "network_links": message("Link of the network").text,
    "industries": message("Industry of the taxonomy").text,
    "industry_links": message("Link between industries").text,
    "industry_words": message("Word for an industry").text,
    "anchor_points": message("Point of your place").text,
}

_SECTORS = message("Industries").text
_WORDS = message("Industry words").text
_FROM_DAY = message("Valid from").text
_TO_DAY = message("Valid to").text
_SCOPE = message("Where it holds").text
_FOR_INDUSTRIES = message("Industries it is for").text
_CONDITION = message("Condition").text
_CAR = message("Open to cars").text
_TRUCK = message("Open to trucks").text
_PRICE = message("Price").text
_RATE = message("Rate").text
_CAP = message("Cap").text
_LEAST = message("Least that is asked").text
_AREA_OFFERED = message("Area on offer").text
_END = message("End of the link").text

FIELD_WORDS: Mapping[str, str] = {
    **ATTRIBUTES,
    "value": message("Value").text,
    "low": message("Low end").text,
    "high": message("High end").text,
    "unit": message("Unit").text,
    "as_of": message("Day of the statement").text,
    "source_id": message("Source").text,
    "confidence": message("Confidence").text,
    "attribute": message("About").text,
    "site_id": message("Site").text,
    "lon": message("Longitude").text,
    "lat": message("Latitude").text,
    "coord_precision_km": message("Precision of the point").text,
    "family": message("Family").text,
    "role": message("May it be ranked").text,
    "parent_id": message("Zone around it").text,
    "town_id": message("Town").text,
    "sectors": _SECTORS,
    "sector_codes": _FOR_INDUSTRIES,
    "applies_to_sectors": _FOR_INDUSTRIES,
    "sector_words": _WORDS,
    "sector_words_translated": _WORDS,
    "item": message("What is offered").text,
    "state": message("State").text,
    "area_m2": _AREA_OFFERED,
    "area_mu": _AREA_OFFERED,
    "available_from": message("Available from").text,
    "superseded_by": message("Replaced by").text,
    "floor_height_m": message("Storey height").text,
    "floor_load_kn_m2": message("Floor load").text,
    "lift_t": message("Lift").text,
    "price_or_rent": _PRICE,
    "price_item": _PRICE,
    "price_role": _PRICE,
    "indicator": message("What was counted").text,
    "amount": message("Amount").text,
    "currency": message("Currency").text,
    "scope": _SCOPE,
    "scope_kind": _SCOPE,
    "scope_ids": _SCOPE,
    "scope_note": _SCOPE,
    "cap_amount": _CAP,
    "cap": _CAP,
    "cap_year": _CAP,
    "least_cap": _CAP,
    "rate": _RATE,
    "least_rate": _RATE,
    "up_to": _RATE,
    "base": message("What the rate is of").text,
    "max_base": message("What the rate is of").text,
    "per": message("Paid per").text,
    "years": message("Years it pays").text,
    "min_capex": _LEAST,
    "min_output": _LEAST,
    "min_foreign_usd": _LEAST,
    "kinds": _CONDITION,
    "asks": _CONDITION,
    "condition": _CONDITION,
    "group": message("Group of which one counts").text,
    "mark": message("Are its rules collected").text,
    "needs_functions": message("Functions").text,
    "functions_away": message("Functions elsewhere").text,
    "functions_here": message("Functions here").text,
    "mode": message("Mode").text,
    "needs_ownership": message("Ownership").text,
    "ownership": message("Ownership").text,
    "to_whom": message("To whom it is paid").text,
    "valid_from": _FROM_DAY,
    "valid_to": _TO_DAY,
    "effect": message("Effect").text,
    "excludes": message("What it excludes").text,
    "force": message("Force").text,
    "metric": message("What was counted").text,
    "operator": message("How it is asked").text,
    "threshold": message("Threshold").text,
    "binding_level": message("How binding").text,
    "instrument_status": message("State").text,
    "subject": message("About").text,
    "may_exclude": message("May it exclude").text,
    "from": _END,
    "to": _END,
    "length_km": message("Length").text,
    "speed_kmh": message("Speed").text,
    "wait_min": message("Waiting time").text,
    "open_date": message("Opening day").text,
    "car": _CAR,
    "car_before": _CAR,
    "car_changed_on": _CAR,
    "truck": _TRUCK,
    "truck_heavy": _TRUCK,
    "truck_before": _TRUCK,
    "truck_changed_on": _TRUCK,
    "people_only": message("People only").text,
    "passengers": message("Takes passengers").text,
    "name": message("Name").text,
    "name_en": message("Name").text,
    "name_zh": message("Name").text,
    "attach": message("May sites join it").text,
    "parent": message("Parent industry").text,
    "general": message("Named only in general").text,
    "archetype": message("Kind of investor").text,
    "one": message("Industry named").text,
    "other": message("Industry named").text,
    "code": message("Industry named").text,
    "word": _WORDS,
}  # fmt: skip
"""Every column on which something rests, in words."""

VALUE_WORDS: Mapping[str, Mapping[str, str]] = {
    "status": STATUSES, "kind": KINDS, "level": LEVELS, "mode": MODES,
}  # fmt: skip
"""Codes of a column that have words of their own."""

STANDING_WORDS: Mapping[str, str] = {
    "listed": message("Listed").text,
    "excluded": message("Excluded").text,
    "other_industry": message("Other industries").text,
    "too_little_known": message("Too little known to rank").text,
    "not_yet_on_offer": message("Not yet on offer").text,
    "not_a_candidate": message("Not to be ranked").text,
}
