"""What a map of an answer shows: markers by place, other sites, crossings and cities."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from features.cities import CITIES, city_name
from recommender.places import site_name
from recommender.ranking import Entry, Ranking

if TYPE_CHECKING:
    from features.catalogue import Catalogue

NEAR_DEGREES = 2
"""Decimals by which two points count as one place: about a kilometre."""


def markers(catalogue: Catalogue, entries: tuple[Entry, ...], language: str) -> pd.DataFrame:
    """One row a place: lon, lat, label ("1, 4"), names, best rank and precision in km.

    Entries that share a point share a marker, so that no number hides another.
    """
    rows = [
        {
            "lon": catalogue.sites.geometry[entry.site_id].x,
            "lat": catalogue.sites.geometry[entry.site_id].y,
            "rank": entry.rank,
            "site_id": entry.site_id,
            "name": f"{entry.rank}. {site_name(catalogue, entry.site_id)[language]}",
            "precision_km": float(catalogue.sites.at[entry.site_id, "precision_km"]),
        }
        for entry in entries
    ]
    table = pd.DataFrame(rows)
    place = [table["lon"].round(NEAR_DEGREES), table["lat"].round(NEAR_DEGREES)]
    grouped = table.groupby(place, sort=False)
    return pd.DataFrame(
        {
            "lon": grouped["lon"].first(),
            "lat": grouped["lat"].first(),
            "rank": grouped["rank"].min(),
            "label": grouped["rank"].agg(lambda ranks: ", ".join(map(str, ranks))),
            "name": grouped["name"].agg("\n".join),
            "site_ids": grouped["site_id"].agg(tuple),
            "precision_km": grouped["precision_km"].max(),
        }
    ).reset_index(drop=True)


def other_sites(catalogue: Catalogue, ranking: Ranking, language: str) -> pd.DataFrame:
    """Located candidates that are not among the entries shown: lon, lat and name."""
    shown = {entry.site_id for entry in ranking.entries[:10]}
    rest = catalogue.sites.loc[ranking.table.index.difference(list(shown))]
    located = rest[rest.geometry.notna()]
    return pd.DataFrame(
        {
            "lon": located.geometry.x.to_numpy(),
            "lat": located.geometry.y.to_numpy(),
            "name": [site_name(catalogue, site)[language] for site in located.index],
        }
    )


def crossings(catalogue: Catalogue, language: str) -> pd.DataFrame:
    """Bridges and tunnels over the estuary: path, name in the language, opening date."""
    nodes, links = catalogue.network.nodes, catalogue.network.links
    over = links[links["mode"].isin(["bridge", "tunnel"]) & (links["status"] == "open")]
    ends = [
        [[nodes.at[a, "lon"], nodes.at[a, "lat"]], [nodes.at[b, "lon"], nodes.at[b, "lat"]]]
        for a, b in zip(over["from"], over["to"], strict=True)
    ]
    days = [f"{day:%Y-%m-%d}" if pd.notna(day) else "" for day in over["open_date"]]
    names = [_in(language, str(name)) for name in over["name"]]
    return pd.DataFrame(
        {"path": ends, "name": [f"{n} {d}".strip() for n, d in zip(names, days, strict=True)]}
    )


def city_labels(catalogue: Catalogue, language: str) -> pd.DataFrame:
    """The cities at their centres: lon, lat and name."""
    nodes = catalogue.network.nodes
    return pd.DataFrame(
        [
            (nodes.at[node, "lon"], nodes.at[node, "lat"], city_name(city)[language])
            for city, (_, node) in CITIES.items()
        ],
        columns=["lon", "lat", "name"],
    )


def _in(language: str, name: str) -> str:
    """The part of a name in two scripts that suits the language."""
    parts = name.split(" ")
    chinese = [p for p in parts if not p.isascii()]
    latin = [p for p in parts if p.isascii()]
    chosen = chinese if language == "zh" and chinese else latin or chinese
    return " ".join(chosen)
