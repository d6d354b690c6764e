"""Supply, incentives, modes, exclusions and contacts: raw rows joined with the hand tables."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from features.build.sites import TORCH_TOWN, TORCH_ZONE
from features.build.tables import Row, rows, source_id

_SUPPLY = (
    "supply_id", "site_id", "level", "item", "name", "area_m2", "area_mu", "available_from",
    "state", "delivery", "floor_height_m", "floor_load_kn_m2", "lift_t", "price_or_rent",
    "price_unit", "occupancy", "source_id", "as_of", "confidence", "notes", "superseded_by",
    "price_item", "price_role",
)  # fmt: skip
_INCENTIVES = (
    "incentive_id", "title_en", "title_zh", "jurisdiction", "instrument", "rate", "rate_zh",
    "currency", "cap_amount", "cap_per", "unit", "eligibility_sectors",
    "eligibility_conditions", "sector_codes",
    "needs_functions", "needs_ownership", "to_whom", "has_amount", "valid_from", "valid_to",
    "scope_kind", "scope_ids", "scope_note", "source_id", "as_of", "confidence", "reason",
)  # fmt: skip
_CONTACTS = (
    "site_id", "authority_en", "authority_zh", "role", "official_site", "phone", "email",
    "source_id", "as_of", "confidence",
)  # fmt: skip

_CITY_RULES = ("city", "zone", "site")


def supply(folder: Path) -> tuple[pd.DataFrame, list[str]]:
    """Dated supply with the reviewed reading of each delivery text."""
    raw = rows(folder / "supply.csv") + rows(folder / "supply_more.csv")
    read = rows(folder / "supply_states.csv")
    joined = [
        {**row, **reading, "source_id": source_id(row["source"]), "as_of": row["source_date"]}
        for row, reading in zip(raw, read, strict=True)
    ]
    for row, reading in zip(raw, read, strict=True):
        if (row["site_id"], row["name"]) != (reading["site_id"], reading["name"]):
            raise ValueError(
                f"supply_states.csv, row {reading['supply_id']}: names {reading['name']!r}, the "
                f"supply row there is {row['name']!r}. Expected the same order. Correct the table."
            )
    return pd.DataFrame(joined)[list(_SUPPLY)], [row["source"] for row in raw]


def incentives(folder: Path) -> tuple[pd.DataFrame, list[str]]:
    """The ledger of rules with the conditions and the Chinese titles of the reviewed tables."""
    scopes = {row["incentive_id"]: row for row in rows(folder / "incentive_scopes.csv")}
    titles = {row["incentive_id"]: row for row in rows(folder / "incentive_titles.csv")}
    raw = rows(folder / "incentives.csv")
    joined = [
        {
            **row,
            "scope_ids": row["scope_ids"].replace(TORCH_TOWN, TORCH_ZONE),
            "source_id": source_id(row["source"]),
            "as_of": row["source_date"],
            **scopes[row["id"]],
            **titles[row["id"]],
        }
        for row in raw
    ]
    return pd.DataFrame(joined)[list(_INCENTIVES)], [row["source"] for row in raw]


def coverage(ledger: pd.DataFrame, sites: list[Row]) -> pd.DataFrame:
    """For each city: how many city rules were collected, and a mark.

    collected: rules of the city itself; zones_only: only rules of zones inside it; none.
    """
    city_of = {r["id"]: r.get("city", "") for r in sites if r.get("role") != "reference"}
    named = ledger[ledger["scope_kind"].isin(_CITY_RULES)]
    counts: dict[str, dict[str, int]] = {c: {"city": 0, "zone": 0} for c in city_of.values() if c}
    for kind, ids in zip(named["scope_kind"], named["scope_ids"], strict=True):
        listed = [i for i in ids.split(";") if i]
        if kind == "city" and len(listed) == 1:
            counts[listed[0]]["city"] += 1
        elif kind != "city":
            for city in {city_of[i] for i in listed}:
                counts[city]["zone"] += 1
    return pd.DataFrame(
        [(city, n["city"], n["zone"], _mark(n)) for city, n in sorted(counts.items())],
        columns=["city", "city_rules", "zone_rules", "mark"],
    )


def modes(folder: Path, sites: list[Row]) -> pd.DataFrame:
    """Named cooperation modes with the source of the zone that names them."""
    table = pd.DataFrame(rows(folder / "cooperation_modes.csv"))
    return _cited(table, sites)


def exclusions(folder: Path, sites: list[Row]) -> pd.DataFrame:
    """What areas bar or control, with the source of the area's row."""
    return _cited(pd.DataFrame(rows(folder / "site_exclusions.csv")), sites)


def contacts(folder: Path) -> tuple[pd.DataFrame, list[str]]:
    """Official institutional contacts of sites, towns and cities."""
    raw = rows(folder / "contacts.csv")
    joined = [
        {
            **row,
            "site_id": TORCH_ZONE if row["site_id"] == TORCH_TOWN else row["site_id"],
            "source_id": source_id(row["source"]),
            "as_of": row["source_date"],
        }
        for row in raw
    ]
    return pd.DataFrame(joined)[list(_CONTACTS)], [row["source"] for row in raw]


def _cited(table: pd.DataFrame, sites: list[Row]) -> pd.DataFrame:
    by_id = {row["id"]: row for row in sites}
    return table.assign(
        source_id=[source_id(by_id[i]["source"]) for i in table["site_id"]],
        as_of=[by_id[i]["source_date"] for i in table["site_id"]],
        confidence=[by_id[i]["confidence"] for i in table["site_id"]],
    )


def _mark(counts: dict[str, int]) -> str:
    if counts["city"]:
        return "collected"
    return "zones_only" if counts["zone"] else "none"
