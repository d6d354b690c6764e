"""What a map of an answer shows: places of the list, other sites, crossings, cities and gates."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from features.cities import CITIES, centre_of, city_name, city_of
from features.gazetteer import both_names
from features.memo import IdentityMemo
from features.roads import Roads, standing
from recommender.cartography import View, framing
from recommender.numerals import day
from recommender.places import site_name
from recommender.ranking import Entry, Ranking
from recommender.texts import in_language

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.pairing import Pair

BEST_GROUP = 3
"""First entries that the first view frames."""

LINK = "ix_link_wisland"
"""The western island of the Shenzhen-Zhongshan Link, in the middle of the estuary."""

CITY_SIZE, CROSSING_SIZE, TOWN_SIZE = 14, 12, 11
"""Pixels of a label's letters."""


def places_of(catalogue: Catalogue, entries: Sequence[Entry], language: str) -> pd.DataFrame:
    """One row an entry that has a point: lon, lat, rank, site_id, name, precision_km."""
    points = catalogue.sites.geometry
    return pd.DataFrame(
        [
            {
                "lon": points[entry.site_id].x,
                "lat": points[entry.site_id].y,
                "rank": entry.rank,
                "site_id": entry.site_id,
                "name": f"{entry.rank}. {_site(catalogue, entry.site_id, language)}",
                "precision_km": float(catalogue.sites.at[entry.site_id, "precision_km"]),
            }
            for entry in entries
            if points[entry.site_id] is not None
        ]
    )


def places_of_pair(catalogue: Catalogue, found: Pair, language: str) -> pd.DataFrame:
    """The two halves of a pair as rows of `places_of`: the office 1, what makes 2."""
    rows = []
    for rank, place in enumerate((found.office, found.production), start=1):
        known = catalogue.travel.gazetteer.find(place)
        for lon, lat in known.points[:1]:
            name = in_language(known.names, language) or place
            at = place in catalogue.sites.index
            precise = float(catalogue.sites.at[place, "precision_km"]) if at else 0.0
            rows.append(
                {
                    "lon": lon, "lat": lat, "rank": rank, "site_id": place,
                    "name": f"{rank}. {name}", "precision_km": precise,
                }
            )  # fmt: skip
    return pd.DataFrame(rows)


def first_view(catalogue: Catalogue, ranking: Ranking, places: pd.DataFrame) -> View:
    """The view of the first entries with the firm's own city, Shenzhen and the Link."""
    nodes = catalogue.network.nodes
    best = places.head(BEST_GROUP)
    points = list(zip(best["lon"], best["lat"], strict=True))
    if catalogue.sites.at[best["site_id"].iloc[0], "city"] in CITIES:
        known = ["sz_futian", LINK, *_origin(ranking)]
        points += [(nodes.at[node, "lon"], nodes.at[node, "lat"]) for node in known]
    return framing(points)


def _origin(ranking: Ranking) -> list[str]:
    node = centre_of(city_of(ranking.profile.project.origin_city) or "")
    return [node] if node else []


def origin(catalogue: Catalogue, ranking: Ranking, language: str) -> pd.DataFrame:
    """The firm's own city: lon, lat and name; no row when it is not stated."""
    nodes = catalogue.network.nodes
    return pd.DataFrame(
        [
            (
                nodes.at[node, "lon"],
                nodes.at[node, "lat"],
                in_language(_both(nodes.loc[node].to_dict()), language),
            )
            for node in _origin(ranking)
        ],
        columns=["lon", "lat", "name"],
    )


def other_sites(
    catalogue: Catalogue, ranking: Ranking, shown: Sequence[str], language: str
) -> pd.DataFrame:
    """Located candidates that are not among those shown: lon, lat and name."""
    rest = catalogue.sites.loc[ranking.table.index.difference(list(shown))]
    located = rest[rest.geometry.notna()]
    return pd.DataFrame(
        {
            "lon": located.geometry.x.round(4).to_numpy(),
            "lat": located.geometry.y.round(4).to_numpy(),
            "name": [_site(catalogue, site, language) for site in located.index],
        }
    )


def crossings(catalogue: Catalogue, roads: Roads, language: str) -> pd.DataFrame:
    """Bridges and tunnels that stand on the day, or are supposed to, one row a crossing.

    Columns: paths (lists of lon, lat), name, opened (day or blank), lon and lat of its middle.
    """
    network = catalogue.network
    return _CROSSINGS.get(
        (network.nodes, network.links),
        (roads, language),
        lambda: _crossings(catalogue, roads, language),
    )


_CROSSINGS = IdentityMemo(size=32)


def _crossings(catalogue: Catalogue, roads: Roads, language: str) -> pd.DataFrame:
    nodes, links = catalogue.network.nodes, catalogue.network.links
    over = links[links["mode"].isin(["bridge", "tunnel"]) & standing(catalogue.network, roads)]
    rows = []
    grouped = over.groupby([_names(over, language), over["open_date"]], sort=False, dropna=False)
    for (name, opened), parts in grouped:
        ends = [
            [[nodes.at[end, "lon"], nodes.at[end, "lat"]] for end in pair]
            for pair in zip(parts["from"], parts["to"], strict=True)
        ]
        corners = [point for path in ends for point in path]
        rows.append(
            {
                "paths": ends,
                "name": name,
                "opened": day(opened, language) if pd.notna(opened) else "",
                "lon": sum(lon for lon, _ in corners) / len(corners),
                "lat": sum(lat for _, lat in corners) / len(corners),
            }
        )
    return pd.DataFrame(rows, columns=["paths", "name", "opened", "lon", "lat"])


def _site(catalogue: Catalogue, site: str, language: str) -> str:
    return in_language(site_name(catalogue, site), language)


def _both(row: Mapping[Any, Any]) -> dict[str, str]:
    return both_names(row["name_en"], row["name_zh"])


def _names(table: pd.DataFrame, language: str) -> pd.Series:
    rows = table[["name_en", "name_zh"]].to_dict(orient="records")
    names = [in_language(_both(row), language) for row in rows]
    return pd.Series(names, index=table.index, dtype=object)


def gateways(catalogue: Catalogue, language: str) -> pd.DataFrame:
    """Airports and container ports: lon, lat, name and kind."""
    nodes = catalogue.network.nodes
    chosen = nodes[nodes["kind"].isin(["airport", "port"])]
    return pd.DataFrame(
        {
            "lon": chosen["lon"].to_numpy(),
            "lat": chosen["lat"].to_numpy(),
            "name": [gateway_name(name) for name in _names(chosen, language)],
            "kind": chosen["kind"].to_numpy(),
        }
    )


def gateway_name(name: str) -> str:
    """The name of an airport or a port as short as a map wants it.

    Examples
    --------
    >>> gateway_name("Shekou / Chiwan container port (Shenzhen West)")
    'Shekou'
    >>> gateway_name("Macau International Airport"), gateway_name("澳門國際機場")
    ('Macau Airport', '澳門機場')
    >>> gateway_name("南沙港(龙穴岛)")
    '南沙港'
    """
    return re.sub(" International|国际|國際", "", re.split(r" ?\(| / ", name)[0])


def town_name(name: str, city: str, language: str) -> str:
    """The name of a town without its city's in front.

    Examples
    --------
    >>> town_name("Zhongshan Huangpu (Huangpu town)", "Zhongshan", "en")
    'Huangpu'
    """
    own = in_language(city_name(city), language)
    return name.split("(")[0].strip().removeprefix(own).strip() or name


def labels(catalogue: Catalogue, roads: Roads, language: str) -> pd.DataFrame:
    """What a map names, the most needed first: cities, crossings with their days, gates, towns.

    Columns: lon, lat, name, size (px), what.
    """
    nodes = catalogue.network.nodes
    cities = [
        (
            nodes.at[node, "lon"],
            nodes.at[node, "lat"],
            in_language(city_name(city), language),
            CITY_SIZE,
            "city",
        )
        for city, (_, node) in CITIES.items()
    ]
    over = crossings(catalogue, roads, language)
    bridges = [
        (
            row["lon"],
            row["lat"],
            f"{row['name']} {row['opened']}".strip(),
            CROSSING_SIZE,
            "crossing",
        )
        for row in over.to_dict(orient="records")
    ]
    gates = [
        (row["lon"], row["lat"], row["name"], TOWN_SIZE, row["kind"])
        for row in gateways(catalogue, language).to_dict(orient="records")
    ]
    towns = nodes[nodes["kind"] == "town_centre"]
    small = [
        (
            row["lon"],
            row["lat"],
            town_name(in_language(_both(row), language), row["city"], language),
            TOWN_SIZE,
            "town",
        )
        for row in towns.to_dict(orient="records")
    ]
    # The Link is what the region is sold on: it is named before the cities around it.
    return pd.DataFrame(
        [*bridges[:1], *cities, *bridges[1:], *gates, *small],
        columns=["lon", "lat", "name", "size", "what"],
    )
