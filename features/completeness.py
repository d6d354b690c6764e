"""How much of the catalogue is known, what is old, undated or in conflict."""

from __future__ import annotations

from datetime import date

import pandas as pd

from features.catalogue import Catalogue
from features.cities import CITIES, OUTSIDE
from features.evidence import is_single

GUANGDONG, CHINA = "Rest of Guangdong", "Rest of China"

BUILDING = ("floor_height_m", "floor_load_kn_m2", "lift_t")
"""Columns of supply that describe a building."""


def region_of(sites: pd.DataFrame) -> pd.Series:
    """The region under which each site is counted: a city of the Bay Area, or what lies beyond.

    Examples
    --------
    >>> cities, districts = ["Zhuhai", "汕头市", "苏州市"], [None, "广东省", "江苏省"]
    >>> region_of(pd.DataFrame({"city": cities, "district": districts})).tolist()
    ['Zhuhai', 'Rest of Guangdong', 'Rest of China']
    """
    beyond = sites["district"].map({"广东省": GUANGDONG}).where(~sites["city"].isin(OUTSIDE))
    named = sites["city"].where(sites["city"].isin(CITIES), beyond)
    return named.where(named.notna(), CHINA).rename("region")


def known(catalogue: Catalogue) -> pd.DataFrame:
    """True where an attribute of a site is known: sites by attributes, in the order shown."""
    sites, supply = catalogue.sites, catalogue.supply
    measured = set(catalogue.evidence.loc[
        catalogue.evidence["attribute"] == "core_area_km2", "site_id"
    ])  # fmt: skip
    priced = supply[supply["price_or_rent"].notna()]
    built = supply[supply[list(BUILDING)].notna().any(axis=1)]
    asked = set(catalogue.admission["scope"])
    columns = {
        "industry": sites["sectors"].notna(),
        "point": sites["geometry"].notna(),
        "area_km2": sites["area_km2"].notna(),
        "core_area_km2": _is_in(sites, measured),
        "established_year": sites["established_year"].notna(),
        "level": sites["level"].notna(),
        "status": sites["status"].notna(),
        "supply": _is_in(sites, set(supply["site_id"])),
        "dated_supply": _is_in(sites, set(supply.loc[supply["available_from"].notna(), "site_id"])),
        "price_or_rent": _is_in(sites, set(priced["site_id"])),
        "building": _is_in(sites, set(built["site_id"])),
        "admission": catalogue.is_around(asked),
        "incentives": catalogue.incentives_collected,
        "contact": _is_in(sites, set(catalogue.contacts["site_id"])),
    }
    return pd.DataFrame(columns, index=sites.index)


def completeness(catalogue: Catalogue) -> pd.DataFrame:
    """Share 0..1 of sites whose attribute is known: attributes by regions, `all` first."""
    held, region = known(catalogue), region_of(catalogue.sites)
    by_region = held.groupby(region).mean().reindex([*CITIES, GUANGDONG, CHINA]).dropna(how="all")
    return pd.concat([held.mean().rename("all").to_frame().T, by_region]).T


def conflicts(catalogue: Catalogue, on: date) -> pd.DataFrame:
    """Attributes of sites on which statements differ: the preferred value and its interval.

    Index (site_id, attribute); columns of `features.evidence.resolve`, widest first.
    """
    found = catalogue.resolved(on)
    single = found.index.get_level_values("attribute").map(is_single).to_numpy(dtype=bool)
    rival = found[single & (found["rivals"] > 0).to_numpy()]
    value = pd.to_numeric(rival["value"], errors="coerce")
    width = (rival["high"] - rival["low"]) / value
    return rival.assign(width=width).sort_values("width", ascending=False, kind="stable")


def oldest(catalogue: Catalogue, on: date, *, n: int = 30) -> pd.DataFrame:
    """The preferred values that rest on the oldest statements, oldest first.

    Index (site_id, attribute); columns of `features.evidence.resolve`.
    A founding year does not age, and words of a register are left out.
    """
    found = catalogue.resolved(on)
    ages = found.index.get_level_values("attribute").isin(AGEING)
    dated = found[ages & found["as_of"].notna().to_numpy()]
    return dated.sort_values("as_of", kind="stable").head(n)


AGEING = ("area_km2", "population", "status", "firms", "named_industrial_areas")
"""Attributes whose values go out of date."""


def summary(catalogue: Catalogue, on: date) -> dict[str, object]:
    """Counts of the catalogue: sites, statements, conflicts, and the share known by attribute."""
    sites, evidence = catalogue.sites, catalogue.evidence
    return {
        "sites": len(sites),
        "by_region": _counts(region_of(sites), [*CITIES, GUANGDONG, CHINA]),
        "by_role": _counts(sites["role"]),
        "by_kind": _counts(sites["kind"]),
        "families": int(sites.loc[sites["role"] == "place", "family"].nunique()),
        "statements": len(evidence),
        "undated_statements": int(evidence["as_of"].isna().sum()),
        "sources": len(catalogue.sources),
        "conflicts": len(conflicts(catalogue, on)),
        "supply_rows": len(catalogue.supply),
        "incentive_rules": len(catalogue.incentives),
        "admission_rows": len(catalogue.admission),
        "admission_rows_that_may_exclude": int((catalogue.admission["may_exclude"] == "yes").sum()),
        "access_rules": len(catalogue.market_access),
        "cost_figures": len(catalogue.costs),
        "city_records": len(catalogue.context),
        "share_known": known(catalogue).mean().round(3).to_dict(),
        "share_known_places": known(catalogue)[sites["role"] == "place"].mean().round(3).to_dict(),
    }


def _is_in(sites: pd.DataFrame, ids: set[str]) -> pd.Series:
    return pd.Series(sites.index.isin(ids), index=sites.index)


def _counts(column: pd.Series, order: list[str] | None = None) -> dict[str, int]:
    counts = column.value_counts()
    names = order if order is not None else sorted(counts.index)
    return {name: int(counts[name]) for name in names if name in counts}
