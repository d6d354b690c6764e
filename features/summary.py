"""Counts of a catalogue, for whoever checks it."""

from __future__ import annotations

from features.catalogue import Catalogue


def summary(catalogue: Catalogue) -> dict[str, object]:
    """Counts of the catalogue: sites by city, role and kind, statements, conflicts, share known."""
    sites, evidence = catalogue.sites, catalogue.evidence
    single = evidence[~evidence["attribute"].isin(["sector", "notes", "cooperation_mode"])]
    values = single.drop_duplicates(["site_id", "attribute", "value"])
    rivals = values.groupby(["site_id", "attribute"]).size() > 1
    known = ("sectors", "area_km2", "level", "status", "geometry")
    return {
        "sites": len(sites),
        "by_city": sites["city"].value_counts().sort_index().to_dict(),
        "by_role": sites["role"].value_counts().sort_index().to_dict(),
        "by_kind": sites["kind"].value_counts().sort_index().to_dict(),
        "families": int(sites.loc[sites["role"] == "place", "family"].nunique()),
        "statements": len(evidence),
        "sources": len(catalogue.sources),
        "conflicts": int(rivals.sum()),
        "supply_rows": len(catalogue.supply),
        "incentive_rules": len(catalogue.incentives),
        "share_known": {name: round(float(sites[name].notna().mean()), 3) for name in known},
    }
