"""The site by anchor table of car minutes, beside one bare search over the same graph."""

from __future__ import annotations

from datetime import date

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra

from benchmarks.ratios import median_ms, report
from features.network import car_links
from features.travel import travel_times
from recommender import read_catalogue

ON = date(2026, 11, 24)
ANCHORS = ("sz_futian", "hk_central", "gz_tianhe", "nearest:airport", "nearest:port")


def main() -> None:
    catalogue = read_catalogue()
    nodes, links = catalogue.network.nodes.index, car_links(catalogue.network, ON)
    ends = nodes.get_indexer(links["from"]), nodes.get_indexer(links["to"])
    graph = coo_array((links["minutes"], ends), shape=(len(nodes),) * 2).tocsr()
    bare = median_ms(lambda: dijkstra(graph, directed=False, indices=np.arange(5)))
    made = travel_times(catalogue.network, catalogue.sites)
    warm = median_ms(lambda: [made._minutes_to(place, ON) for place in ANCHORS])
    report(
        f"{len(catalogue.sites)} sites x {len(ANCHORS)} anchors", warm, bare, "five bare searches"
    )
    build = median_ms(lambda: travel_times(catalogue.network, catalogue.sites), runs=5)
    report("joining the sites to the network", build, bare, "five bare searches")


if __name__ == "__main__":
    main()
