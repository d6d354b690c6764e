"""The site by anchor table of minutes, beside bare searches that answer the same question."""

from __future__ import annotations

from datetime import date
from typing import Any

import networkx as nx
import numpy as np
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import dijkstra

from benchmarks.ratios import median_ms, report
from features.catalogue import Catalogue
from features.graph import PARTS, graph_of
from features.roads import Roads
from features.routes import route
from features.travel import travel_times
from recommender import read_catalogue

ROADS = Roads(on=date(2026, 11, 24))
ANCHORS = 40


def main() -> None:
    catalogue = read_catalogue()
    travel = catalogue.travel
    nodes = catalogue.network.nodes
    places = [travel.gazetteer.find(node) for node in nodes.index[nodes["attach"] == "yes"]]
    places = places[:ANCHORS]
    graph = graph_of(travel.network, ROADS)
    at = np.concatenate([travel.nodes_of(place) for place in places])

    def bare() -> list[Any]:
        return [dijkstra(graph.edges[part], indices=at) for part in PARTS]

    with_sites = sites_as_nodes(catalogue)

    def bare_with_sites() -> list[Any]:
        return [dijkstra(with_sites[part], indices=at) for part in PARTS]

    ours = median_ms(lambda: travel._tables(places, ROADS))
    name = f"{len(catalogue.sites)} sites x {len(places)} anchors, value, low, high"
    bare_ms = median_ms(bare)
    report(name, ours, bare_ms, "bare scipy search, nodes only")
    report(name, ours, median_ms(bare_with_sites), "bare scipy search, sites as nodes")
    report(name, ours, median_ms(lambda: by_networkx(with_sites, at), runs=3), "networkx, the same")
    check(travel._tables(places, ROADS), bare_with_sites(), len(nodes))
    build = median_ms(
        lambda: travel_times(
            catalogue.network, catalogue.sites, catalogue.places, catalogue.terrain
        ),
        runs=5,
    )
    report("joining the sites to the network", build, bare_ms, "bare scipy search")
    days = iter(range(1, 10_000))
    way = median_ms(
        lambda: route(
            travel, "zs_dongqu", "sz_baoan", Roads(on=date.fromordinal(735_000 + next(days)))
        )
    )
    report("one way in all its links, on a new day", way, bare_ms, "bare scipy search")


def sites_as_nodes(catalogue: Catalogue) -> dict[str, csr_array]:
    """The graph with every site as a node of its own that only ends trips."""
    travel, graph = catalogue.travel, graph_of(catalogue.travel.network, ROADS)
    joins = travel.joins
    whole = graph.size + len(travel.sites)
    site = graph.size + np.repeat(np.arange(len(travel.sites)), np.diff(joins.first))
    found = {}
    for part in PARTS:
        edges = graph.edges[part].tocoo()
        data = np.concatenate([edges.data, joins.minutes[part]])
        rows = np.concatenate([edges.row, joins.node])
        found[part] = coo_array(
            (data, (rows, np.concatenate([edges.col, site]))), shape=(whole, whole)
        ).tocsr()
    return found


def by_networkx(graphs: dict[str, csr_array], at: np.ndarray) -> list[Any]:
    made = {p: nx.from_scipy_sparse_array(g, create_using=nx.DiGraph) for p, g in graphs.items()}
    return [
        nx.single_source_dijkstra_path_length(made[part], int(start))
        for part in PARTS
        for start in at
    ]


def check(ours: list[Any], bare: list[Any], size: int) -> None:
    """Both answer the same question."""
    for i, table in enumerate(ours):
        for part, found in zip(PARTS, bare, strict=True):
            theirs = np.where(np.isinf(found[i, size:]), np.nan, found[i, size:])
            assert np.allclose(table[part], theirs, equal_nan=True)  # noqa: S101


if __name__ == "__main__":
    main()
