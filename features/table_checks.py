"""Rules that every row of the tables beside the sites keeps; `features.checks` has the sites'."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from features.admission import barred
from features.buildings import ATTRIBUTES, is_readable
from features.checks import CONFIDENCES, Rule, day_or_blank, fault_line, one_of
from features.cities import CITIES
from features.costs import ITEMS, ROLES
from features.evidence import is_measured
from features.files import TABLES
from features.lists import parts

SUPPLY_STATES = ("ready", "building", "planned", "taken", "undated")
EFFECTS = ("closes", "opens", "requires", "allows")
SCOPES = ("nation", "province", "city", "zone", "site")
UNITS = ("km2", "ha", "km", "year", "month", "persons", "count", "CNY", "degrees", "text")
MARKS = ("collected", "zones_only", "none")


def table_faults(sites: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> list[str]:
    """Every fault of the tables that could be read, one line each; `sources` is among them."""
    known = tables["sources"].index
    return [
        fault_line(TABLES[name], table, field, row, rule)
        for name, table in tables.items()
        for field, wrong, rule in _RULES.get(name, _none)(table, sites, known)
        for row in np.flatnonzero(wrong).tolist()
    ]


def _none(table: pd.DataFrame, sites: pd.DataFrame, known: pd.Index) -> list[Rule]:
    return []


def _sources(sources: pd.DataFrame, sites: pd.DataFrame, known: pd.Index) -> list[Rule]:
    blank = sources["citation"].isna() | (sources["citation"].astype(str).str.strip() == "")
    return [
        _once(sources.index.to_series(), "source_id"),
        ("citation", blank.to_numpy(), "expected the words of a citation"),
    ]


def _evidence(evidence: pd.DataFrame, sites: pd.DataFrame, known: pd.Index) -> list[Rule]:
    numbers = {n: pd.to_numeric(evidence[n], errors="coerce") for n in ("value", "low", "high")}
    measured = evidence["attribute"].map(is_measured).astype(bool)
    wrong = measured & ~((numbers["value"] > 0) & np.isfinite(numbers["value"]))
    inside = [
        (
            end,
            evidence[end].notna() & measured & ~(side * (numbers[end] - numbers["value"]) >= 0),
            f"expected a number {words} the value",
        )
        for end, side, words in (("low", -1, "at or below"), ("high", 1, "at or above"))
    ]
    units = evidence["unit"].notna() & ~evidence["unit"].isin(UNITS)
    return [
        _site(evidence, sites),
        ("value", wrong | evidence["value"].isna(), "expected a value, above 0 where measured"),
        ("unit", units, f"expected one of {', '.join(UNITS)} or nothing"),
        ("unit", measured & evidence["unit"].isna(), "expected the unit of the value"),
        *inside,
        *_sourced(evidence, known),
    ]


def _of_sites(table: pd.DataFrame, sites: pd.DataFrame, known: pd.Index) -> list[Rule]:
    return [_site(table, sites), *_sourced(table, known)]


def _coverage(table: pd.DataFrame, sites: pd.DataFrame, known: pd.Index) -> list[Rule]:
    return [one_of(table, "mark", MARKS)]


def _admission(table: pd.DataFrame, sites: pd.DataFrame, known: pd.Index) -> list[Rule]:
    of_site = table["scope_kind"] == "site"
    return [
        _once(table["admission_id"], "admission_id"),
        one_of(table, "scope_kind", ("site", "city", "elsewhere")),
        ("scope", of_site & ~table["scope"].isin(sites.index), "expected the id of a site"),
        one_of(table, "may_exclude", ("yes", "no")),
        (
            "may_exclude",
            (table["may_exclude"] == "yes").to_numpy() & barred(table),
            "expected no: only a rule in force about the project excludes, with a threshold in "
            "its unit or a category that can be read",
        ),
        *_sourced(table, known),
    ]


def _market_access(table: pd.DataFrame, sites: pd.DataFrame, known: pd.Index) -> list[Rule]:
    local = table["scope_kind"].isin(["zone", "site"])
    astray = parts(table["scope_ids"]).map(lambda ids: bool(set(ids) - set(sites.index)))
    return [
        _once(table["access_id"], "access_id"),
        one_of(table, "scope_kind", SCOPES),
        one_of(table, "effect", EFFECTS),
        ("scope_ids", local & astray.astype(bool), "expected ids of sites"),
        *_sourced(table, known),
    ]


def _costs(table: pd.DataFrame, sites: pd.DataFrame, known: pd.Index) -> list[Rule]:
    amount, read = table["value"], table["item"].notna()
    return [
        _once(table["cost_id"], "cost_id"),
        ("item", read & ~table["item"].isin(ITEMS), f"expected one of {', '.join(ITEMS)}"),
        ("role", read & ~table["role"].isin(ROLES), f"expected one of {', '.join(ROLES)}"),
        ("amount", read & ~_above_0(table["amount"]), "expected a finite amount above 0"),
        ("currency", read & ~table["currency"].isin(["CNY", "HKD"]), "expected CNY or HKD"),
        (
            "scope_kind",
            read & ~table["scope_kind"].isin(["city", "region"]),
            "expected city, region",
        ),
        ("scope_ids", read & ~_known_cities(table), "expected one city, or several of a region"),
        ("value", ~((amount > 0) & np.isfinite(amount)), "expected a finite amount above 0"),
        ("unit", table["unit"].isna(), "expected the unit of the value"),
        ("as_of", table["as_of"].isna(), "expected the year of the figure"),
        *_sourced(table, known),
    ]


def _above_0(amounts: pd.Series) -> pd.Series:
    return (amounts > 0) & np.isfinite(amounts)


def _known_cities(table: pd.DataFrame) -> np.ndarray:
    """True where the scope of a figure is one city of the Bay Area, or several for a region."""
    known = parts(table["scope_ids"]).map(lambda ids: bool(ids) and set(ids) <= set(CITIES))
    alone = parts(table["scope_ids"]).map(len) == 1
    return (known.astype(bool) & (alone | (table["scope_kind"] == "region"))).to_numpy()


def _context(table: pd.DataFrame, sites: pd.DataFrame, known: pd.Index) -> list[Rule]:
    return [
        _once(table["context_id"], "context_id"),
        one_of(table, "kind", ("programme", "target", "indicator")),
        *_sourced(table, known),
    ]


def _only_sourced(table: pd.DataFrame, sites: pd.DataFrame, known: pd.Index) -> list[Rule]:
    return _sourced(table, known)


def _supply(supply: pd.DataFrame, sites: pd.DataFrame, known: pd.Index) -> list[Rule]:
    areas: list[Rule] = [
        (
            name,
            supply[name].notna() & ~((supply[name] > 0) & np.isfinite(supply[name])),
            "expected a finite number above 0 or nothing",
        )
        for name in ("area_m2", "area_mu")
    ]
    buildings: list[Rule] = [
        (
            name,
            ~supply[name].map(is_readable).to_numpy(dtype=bool),
            'expected numbers above 0 such as "7.9 (ground); 5.85 (upper)", "up to 10" or nothing',
        )
        for name in ATTRIBUTES
    ]
    of_site, priced = supply["level"] == "site", supply["price_item"].notna()
    prices = pd.to_numeric(supply["price_or_rent"], errors="coerce")
    return [
        _once(supply["supply_id"], "supply_id"),
        ("price_item", priced & ~supply["price_item"].isin(ITEMS), "expected an item of costs"),
        ("price_role", priced & ~supply["price_role"].isin(ROLES), "expected a role of costs"),
        ("price_or_rent", priced & ~_above_0(prices), "expected a finite price above 0"),
        one_of(supply, "level", ("site", "city")),
        one_of(supply, "state", SUPPLY_STATES),
        ("site_id", of_site & ~supply["site_id"].isin(sites.index), "expected the id of a site"),
        *areas,
        *buildings,
        *_sourced(supply, known),
    ]


def _incentives(rules: pd.DataFrame, sites: pd.DataFrame, known: pd.Index) -> list[Rule]:
    local = rules["scope_kind"].isin(["zone", "site"])
    ids = parts(rules["scope_ids"])
    blank = (rules["scope_kind"] != "nation") & ~ids.astype(bool)
    astray = blank | local & ids.map(lambda found: bool(set(found) - set(sites.index)))
    cap = rules["cap_amount"]
    return [
        _once(rules["incentive_id"], "incentive_id"),
        one_of(rules, "scope_kind", SCOPES),
        ("scope_ids", astray, "expected the places where the rule holds"),
        ("cap_amount", cap.notna() & ~((cap >= 0) & np.isfinite(cap)), "expected a finite amount"),
        ("valid_to", rules["valid_to"] < rules["valid_from"], "expected a day after valid_from"),
        *_sourced(rules, known),
    ]


def _sourced(table: pd.DataFrame, known: pd.Index) -> list[Rule]:
    days: list[Rule] = (
        []
        if pd.api.types.is_datetime64_any_dtype(table["as_of"])
        else [("as_of", ~day_or_blank(table["as_of"]), "expected YYYY, YYYY-MM, YYYY-MM-DD")]
    )
    return [
        ("source_id", ~table["source_id"].isin(known), "expected a source of sources.csv"),
        *(
            [one_of(table, "confidence", CONFIDENCES, optional=True)]
            if "confidence" in table
            else []
        ),
        *days,
    ]


def _site(table: pd.DataFrame, sites: pd.DataFrame) -> Rule:
    return "site_id", ~table["site_id"].isin(sites.index), "expected the id of a site"


def _once(ids: pd.Series, name: str) -> Rule:
    wrong = ids.isna() | ids.duplicated(keep="first")
    return name, wrong.to_numpy(), "expected an id that stands once"


_RULES: dict[str, Callable[[pd.DataFrame, pd.DataFrame, pd.Index], list[Rule]]] = {
    "sources": _sources,
    "evidence": _evidence,
    "supply": _supply,
    "incentives": _incentives,
    "cooperation_modes": _of_sites,
    "exclusions": _of_sites,
    "incentive_coverage": _coverage,
    "admission": _admission,
    "market_access": _market_access,
    "costs": _costs,
    "surveys": _only_sourced,
    "context": _context,
    "other_evidence": _only_sourced,
}
