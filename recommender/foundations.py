"""On which statements each criterion, must-have and standing rests.

A new criterion or gate gets an entry here, or the replay of a decision record could not say which
statement moved a site by it; a test holds the table against `all_criteria()` and `GATES`.
"""

from __future__ import annotations

from collections.abc import Mapping

from features.statements import Change

Rests = Mapping[str, tuple[str, ...]]
"""Columns that are read, by table of `features.statements.KEYS`."""

PLACE = ("lon", "lat", "precision_km", "city")
AROUND = ("parent_id", "town_id", "city")

_ROADS: Rests = {
    "network_links": (
        "from", "to", "mode", "length_km", "speed_kmh", "wait_min", "open_date", "status", "car",
        "car_before", "car_changed_on", "truck", "truck_heavy", "truck_before",
        "truck_changed_on", "people_only", "passengers", "name", "name_en", "name_zh",
    ),
    "network_nodes": ("lon", "lat", "coord_precision_km", "kind", "city", "attach"),
    "anchor_points": ("lon", "lat"),
    "sites": PLACE,
}  # fmt: skip
_INDUSTRY: Rests = {
    "industries": ("parent", "general", "archetype"),
    "industry_links": ("kind", "one", "other"),
    "industry_words": ("code", "word"),
}
_OFFER = (
    "site_id", "level", "item", "area_m2", "area_mu", "available_from", "state", "as_of",
    "superseded_by",
)  # fmt: skip
_RULES: Rests = {
    "incentives": (
        "currency", "cap_amount", "sector_codes", "needs_functions", "needs_ownership", "to_whom",
        "valid_from", "valid_to", "scope_kind", "scope_ids",
    ),
    "incentive_rules": (
        "base", "rate", "up_to", "cap", "per", "years", "min_capex", "min_output",
        "min_foreign_usd", "max_base", "cap_year", "least_rate", "least_cap", "kinds", "asks",
        "group",
    ),
    "incentive_coverage": ("mark",),
    "sites": AROUND,
}  # fmt: skip

FOUNDATIONS: Mapping[str, Rests] = {
    # criteria
    "anchor_access": _ROADS,
    "cooperation_fit": {
        "cooperation_modes": ("site_id", "mode", "partner_city", "functions_away",
                              "functions_here"),
        "sites": ("parent_id", "town_id"),
    },
    "function_fit": {"sites": ("kind", "level", "sectors")},
    "incentive_value": _RULES,
    "land_on_offer": {"supply": _OFFER},
    "occupancy_cost": {
        "costs": ("item", "role", "amount", "currency", "scope_kind", "scope_ids", "indicator",
                  "as_of"),
        "supply": ("site_id", "state", "price_item", "price_role", "price_or_rent", "as_of"),
        "sites": AROUND,
    },
    "readiness": {"supply": _OFFER, "sites": ("status",)},
    "sector_cluster": {
        **_ROADS, **_INDUSTRY,
        "sites": (*PLACE, "sectors", "family", "role"),
    },
    "sector_fit": {
        **_INDUSTRY,
        "sites": ("sectors", "sector_words", "sector_words_translated"),
    },
    # must-haves
    "regions": {"sites": ("city",)},
    "kept_city": {"sites": ("city",)},
    "industry_exclusion": {
        "exclusions": ("site_id", "excludes", "force", "scope_note"),
        "sites": ("parent_id", "town_id"),
    },
    "market_access": {
        "market_access": ("scope_kind", "scope_ids", "sectors", "sector_codes", "ownership",
                          "effect", "valid_from", "valid_to", "status"),
        "sites": AROUND,
    },
    "admission": {
        "admission": ("scope_kind", "scope", "metric", "operator", "threshold", "unit",
                      "applies_to_sectors", "condition", "binding_level", "instrument_status",
                      "subject", "may_exclude", "valid_from", "valid_to", "as_of"),
        "sites": AROUND,
    },
    "minutes_to_anchor": _ROADS,
    "land_need": {
        "supply": _OFFER,
        "evidence": ("attribute", "value", "low", "high", "unit", "as_of", "source_id",
                     "confidence"),
        "sites": ("kind",),
    },
    "start_date": {"supply": _OFFER, "sites": ("status",)},
    "building": {
        "supply": (*_OFFER, "floor_height_m", "floor_load_kn_m2", "lift_t"),
        "sites": ("kind",),
    },
    # standings: why a site is not listed, beside a must-have
    "too_little_known": {"sites": ("sectors", *PLACE)},
    "other_industry": {**_INDUSTRY, "sites": ("sectors",)},
    "not_yet_on_offer": {"sites": ("status",)},
    "not_a_candidate": {"sites": ("role", "city")},
}  # fmt: skip
"""Tables and columns on which each criterion, must-have and standing rests, by name."""

EVIDENCE_OF: Mapping[str, tuple[str, ...]] = {
    "sectors": ("sector", "second_sector"),
    "sector_words": ("sector", "second_sector"),
    "sector_words_translated": ("sector", "second_sector"),
    "status": ("status",),
    "kind": ("kind",),
    "level": ("level",),
    "city": ("city",),
    "lon": ("location",),
    "lat": ("location",),
    "precision_km": ("precision_km", "location"),
    "area_km2": ("area_km2",),
    "partner_city": ("partner_city", "cooperation_mode"),
}
"""Attributes of the evidence from which a column of the sites is resolved."""

AREA = ("area_km2",)
"""Attributes of the evidence that a must-have reads itself."""


def touches(change: Change, cause: str) -> bool:
    """True when a changed statement is one that a criterion, must-have or standing reads.

    Examples
    --------
    >>> moved = Change(table="sites", before={"status": "planned"}, after={"status": "operating"})
    >>> touches(moved, "readiness"), touches(moved, "sector_fit")
    (True, False)
    """
    read = FOUNDATIONS.get(cause, {}).get(change.table, ())
    if change.table == "evidence" and change.row.get("attribute") not in AREA:
        return False
    return bool({*change.fields} & {*read})
