"""The strategic network: nodes and links with opening dates, and car minutes between nodes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra

from features.errors import DataError
from features.memo import IdentityMemo
from features.rows import read_rows

SPEED_SPREAD = {"published design speed": 0.10}
"""Spread of a link's minutes around the stated speed: a posted speed is kept within a tenth."""

ASSUMED_SPREAD = 0.25
"""Spread where the speed is assumed: the classes of assumed speeds lie about a quarter apart."""

WAIT_SPREAD = 0.5
"""Spread of a stated wait (border, clearance): half of it, up or down."""

STATUSES = ("open", "unverified", "under_construction")

NODE_COLUMNS = (
    "id", "name_en", "name_zh", "kind", "lon", "lat", "coord_precision_km", "city", "attach",
)  # fmt: skip
LINK_COLUMNS = (
    "id", "from", "to", "mode", "length_km", "speed_kmh", "speed_basis", "open_date", "status",
    "toll_cny", "wait_min", "wait_basis", "name", "car", "car_before", "car_changed_on", "truck",
    "truck_changed_on", "people_only",
)  # fmt: skip

_MATRICES = IdentityMemo(size=24)


@dataclass(frozen=True, kw_only=True)
class Network:
    """Nodes (index node_id) and two-way links (index link_id) of the strategic network.

    Columns used of the nodes: name_en, name_zh, kind, lon, lat (WGS-84), city, attach.
    Columns used of the links: from, to, length_km, speed_kmh, wait_min, status, open_date, car,
    car_before, car_changed_on, people_only, speed_basis.
    """

    nodes: pd.DataFrame
    links: pd.DataFrame


def read_network(nodes_csv: Path, links_csv: Path) -> Network:
    """The network in two CSV files, checked.

    Raises
    ------
    DataError
        If a link ends at an unknown node, has no positive length or speed, or a bad date.
    """
    nodes = read_rows(nodes_csv, NODE_COLUMNS).set_index("id")
    links = read_rows(links_csv, LINK_COLUMNS).set_index("id")
    for name in ("lon", "lat", "coord_precision_km"):
        nodes[name] = _numbers(nodes[name], nodes_csv, name)
    for name in ("length_km", "speed_kmh", "wait_min", "toll_cny"):
        links[name] = _numbers(links[name], links_csv, name)
    for name in ("open_date", "car_changed_on", "truck_changed_on"):
        links[name] = _dates(links[name], links_csv, name)
    for table, file in ((nodes, nodes_csv), (links, links_csv)):
        again = table.index.to_series().duplicated()
        _check(table.assign(id=table.index), again, file, "id", "every id once")
    for end in ("from", "to"):
        _check(links, ~links[end].isin(nodes.index), links_csv, end, "a node of the nodes file")
    for name in ("length_km", "speed_kmh"):
        wrong = ~((links[name] > 0) & np.isfinite(links[name]))
        _check(links, wrong, links_csv, name, "a finite number above 0")
    wait = links["wait_min"]
    _check(links, wait.notna() & ~wait.between(0, 1_440), links_csv, "wait_min", "0 to 1440")
    _check(links, ~links["status"].isin(STATUSES), links_csv, "status", ", ".join(STATUSES))
    inside = nodes["lon"].between(-180, 180) & nodes["lat"].between(-90, 90)
    _check(nodes, ~inside, nodes_csv, "lon", "longitude and latitude in degrees")
    return Network(nodes=nodes, links=links)


def car_links(network: Network, on: date) -> pd.DataFrame:
    """Links that a car may use on a day, with minutes, low and high.

    A permit counts as yes here: the crossing exists for those who hold one.
    """
    links, day = network.links, pd.Timestamp(on)
    opened = links["open_date"].isna() | (links["open_date"] <= day)
    before = links["car_changed_on"] > day
    allowed = links["car"].where(~before, links["car_before"])
    usable = (links["status"] == "open") & opened & allowed.isin(["yes", "permit"])
    chosen = links[usable & (links["people_only"] != "yes")]
    drive = chosen["length_km"] / chosen["speed_kmh"] * 60
    # The column's rule is that a blank wait means that there is none.
    wait = chosen["wait_min"].where(chosen["wait_min"].notna(), 0.0)
    spread = chosen["speed_basis"].map(SPEED_SPREAD)
    spread = spread.where(spread.notna(), ASSUMED_SPREAD)
    return chosen.assign(
        minutes=drive + wait,
        low=drive * (1 - spread) + wait * (1 - WAIT_SPREAD),
        high=drive * (1 + spread) + wait * (1 + WAIT_SPREAD),
    )


def node_minutes(network: Network, on: date) -> dict[str, np.ndarray]:
    """Car minutes between all nodes on a day: square arrays value, low and high, NaN if no path.

    Rows and columns follow `network.nodes`; dates with the same open links share one result.
    """
    links = car_links(network, on)
    return _MATRICES.get(
        (network.nodes, network.links), tuple(links.index), lambda: _all_pairs(network, links)
    )


def place_to_place(network: Network, start: str, end: str, on: date) -> tuple[float, float, float]:
    """Minutes, low and high between two nodes; no time is added at either end."""
    places = network.nodes.index.get_indexer([start, end])
    tables = node_minutes(network, on)
    value, low, high = (float(tables[part][places[0], places[1]]) for part in _PARTS.values())
    return value, low, high


_PARTS = {"minutes": "value", "low": "low", "high": "high"}


def _all_pairs(network: Network, links: pd.DataFrame) -> dict[str, np.ndarray]:
    return {name: _shortest(network, links, column) for column, name in _PARTS.items()}


def _shortest(network: Network, links: pd.DataFrame, column: str) -> np.ndarray:
    start = network.nodes.index.get_indexer(links["from"])
    end = network.nodes.index.get_indexer(links["to"])
    size, weights = len(network.nodes), links[column].to_numpy()
    # Parallel links: the quickest counts; coo_array would add them up.
    order = np.lexsort((weights, np.maximum(start, end), np.minimum(start, end)))
    pairs = np.stack([np.minimum(start, end), np.maximum(start, end)], axis=1)[order]
    _, first = np.unique(pairs, axis=0, return_index=True)
    quickest = order[first]
    graph = coo_array(
        (weights[quickest], (start[quickest], end[quickest])), shape=(size, size)
    ).tocsr()
    minutes = dijkstra(graph, directed=False)
    return np.where(np.isinf(minutes), np.nan, minutes)


def _numbers(cells: pd.Series, file: Path, name: str) -> pd.Series:
    numbers = pd.to_numeric(cells, errors="coerce")
    _check(cells.to_frame(), numbers.isna() & cells.notna(), file, name, "a number or a blank")
    return numbers


def _dates(cells: pd.Series, file: Path, name: str) -> pd.Series:
    days = pd.to_datetime(cells, format="%Y-%m-%d", errors="coerce")
    _check(cells.to_frame(), days.isna() & cells.notna(), file, name, "YYYY-MM-DD or a blank")
    return days


def _check(rows: pd.DataFrame, wrong: pd.Series, file: Path, field: str, rule: str) -> None:
    if wrong.any():
        first = rows.index[wrong.to_numpy()][0]
        raise DataError(
            f"{file.name}, row {first}, field {field}: found "
            f"{str(rows[field][wrong.to_numpy()].iloc[0])[:60]!r}, expected "
            f"{rule} ({int(wrong.sum())} rows). Correct the file."
        )
