"""A network by hand, and sites on it, for tests of travel."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely.geometry import Point

from features.network import Network

LINK = {
    "mode": "road", "speed_basis": "assumed", "wait_min": np.nan, "wait_basis": None,
    "toll_cny": np.nan, "status": "open", "open_date": pd.NaT, "car": "yes", "truck": "yes",
    "truck_heavy": "yes", "car_before": None, "car_changed_on": pd.NaT, "truck_before": None,
    "truck_changed_on": pd.NaT, "people_only": "no", "passengers": "yes",
    "dangerous_goods": "unknown",
}  # fmt: skip


def network_of(nodes: dict[str, tuple[float, float]], links: dict[str, dict]) -> Network:
    table = pd.DataFrame(
        {
            "name_en": [name.upper() for name in nodes],
            "name_zh": [name.upper() for name in nodes],
            "lon": [lon for lon, _ in nodes.values()],
            "lat": [lat for _, lat in nodes.values()],
            "kind": "town_centre",
            "attach": "yes",
            "city": "Zhongshan",
        },
        index=list(nodes),
    )
    rows = {
        link: {**LINK, **dict.fromkeys(("name", "name_en", "name_zh"), link), **stated}
        for link, stated in links.items()
    }
    return Network(nodes=table, links=pd.DataFrame.from_dict(rows, orient="index"))


def by_hand() -> Network:
    """a -10 km at 60 km/h- b -20 km at 40 km/h and 6 min wait- c: 10 and 36 minutes."""
    return network_of(
        {"a": (113.0, 22.5), "b": (113.1, 22.5), "c": (113.3, 22.5)},
        {
            "L1": {"from": "a", "to": "b", "length_km": 10.0, "speed_kmh": 60.0,
                   "speed_basis": "published design speed"},
            "L2": {"from": "b", "to": "c", "length_km": 20.0, "speed_kmh": 40.0, "wait_min": 6.0,
                   "wait_basis": "assumed", "open_date": pd.Timestamp(2020, 1, 1),
                   "mode": "bridge"},
            "L3": {"from": "a", "to": "c", "length_km": 1.0, "speed_kmh": 60.0,
                   "status": "under_construction"},
        },
    )  # fmt: skip


def sites(*points: tuple[float, float] | None, precision: float = 2.0) -> gpd.GeoDataFrame:
    geometry = [None if p is None else Point(*p) for p in points]
    index = [f"s{i}" for i in range(len(points))]
    table = {"precision_km": [precision] * len(points)}
    return gpd.GeoDataFrame(table, geometry=geometry, index=index, crs="EPSG:4326")
