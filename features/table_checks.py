"""Rules that every row of the tables beside the sites keeps; `features.checks` has the sites'."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from features.checks import CONFIDENCES, Rule, day_or_blank, fault_line, one_of
from features.files import TABLES
from features.lists import parts

SUPPLY_STATES = ("ready", "building", "planned", "taken", "undated")
SCOPES = ("nation", "province", "city", "zone", "site")
MARKS = ("collected", "zones_only", "none")


def table_faults(sites: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> list[str]:
    """Every fault of the tables, one line each."""
    known = tables["sources"].index
    rules: dict[str, list[Rule]] = {
        "sources": [_once(tables["sources"].index.to_series(), "source_id")],
        "evidence": [_site(tables["evidence"], sites), *_sourced(tables["evidence"], known)],
        "supply": _supply(tables["supply"], sites, known),
        "incentives": _incentives(tables["incentives"], sites, known),
        "cooperation_modes": [_site(tables["cooperation_modes"], sites)],
        "exclusions": [_site(tables["exclusions"], sites)],
        "incentive_coverage": [one_of(tables["incentive_coverage"], "mark", MARKS)],
    }
    return [
        fault_line(TABLES[name], tables[name], field, row, rule)
        for name, checks in rules.items()
        for field, wrong, rule in checks
        for row in np.flatnonzero(wrong).tolist()
    ]


def _supply(supply: pd.DataFrame, sites: pd.DataFrame, known: pd.Index) -> list[Rule]:
    areas: list[Rule] = [
        (
            name,
            supply[name].notna() & ~((supply[name] > 0) & np.isfinite(supply[name])),
            "expected a finite number above 0 or nothing",
        )
        for name in ("area_m2", "area_mu")
    ]
    of_site = supply["level"] == "site"
    return [
        _once(supply["supply_id"], "supply_id"),
        one_of(supply, "level", ("site", "city")),
        one_of(supply, "state", SUPPLY_STATES),
        ("site_id", of_site & ~supply["site_id"].isin(sites.index), "expected the id of a site"),
        *areas,
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
        one_of(table, "confidence", CONFIDENCES, optional=True),
        *days,
    ]


def _site(table: pd.DataFrame, sites: pd.DataFrame) -> Rule:
    return "site_id", ~table["site_id"].isin(sites.index), "expected the id of a site"


def _once(ids: pd.Series, name: str) -> Rule:
    wrong = ids.isna() | ids.duplicated(keep="first")
    return name, wrong.to_numpy(), "expected an id that stands once"
