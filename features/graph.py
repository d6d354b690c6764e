"""Shortest times over the open links: one search a start, for the minutes and both their ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from features.memo import IdentityMemo
from features.network import Network
from features.roads import Roads, open_links

PARTS = ("value", "low", "high")
_COLUMNS = {"value": "minutes", "low": "low", "high": "high"}
_GRAPHS = IdentityMemo(size=96)
_PAIRS = IdentityMemo(size=24)


@dataclass(frozen=True, kw_only=True)
class Start:
    """Nodes at which a trip may begin, and the minutes to each: value, low, high."""

    nodes: np.ndarray
    minutes: dict[str, np.ndarray]


@dataclass(frozen=True, kw_only=True)
class Graph:
    """Symmetric minutes between neighbouring nodes for each of `PARTS`, and the link of a pair.

    Of parallel links the quickest counts; `link_of` names it by the smaller and the larger node.
    """

    edges: dict[str, csr_array]
    link_of: dict[tuple[int, int], str]

    @property
    def size(self) -> int:
        """How many nodes there are."""
        return int(self.edges["value"].shape[0])

    def minutes(self, starts: Sequence[Start], part: str) -> np.ndarray:
        """Minutes from each start to every node, starts by nodes; inf where no path leads."""
        found = dijkstra(self._with(starts, part), indices=self._rows(starts))
        return np.asarray(found)[:, : self.size]

    def tree(self, start: Start) -> tuple[np.ndarray, np.ndarray]:
        """Minutes from a start to every node, and the node before each on its quickest path.

        The node before a first node is `size` or more; -9999 stands where no path leads.
        """
        minutes, before = dijkstra(
            self._with([start], "value"), indices=self._rows([start]), return_predecessors=True
        )
        return minutes[0, : self.size], before[0, : self.size]

    def _rows(self, starts: Sequence[Start]) -> np.ndarray:
        return np.arange(self.size, self.size + len(starts))

    def _with(self, starts: Sequence[Start], part: str) -> csr_array:
        """The graph with one more node for each start, from which its first nodes are reached."""
        edges, whole = self.edges[part], self.size + len(starts)
        ends = edges.indptr[-1] + np.cumsum([len(start.nodes) for start in starts])
        data = [edges.data, *(start.minutes[part] for start in starts)]
        nodes = [edges.indices, *(start.nodes for start in starts)]
        return csr_array(
            (
                np.concatenate(data),
                np.concatenate(nodes).astype(np.int32),
                np.concatenate([edges.indptr, ends]).astype(np.int32),
            ),
            shape=(whole, whole),
        )


def graph_of(network: Network, roads: Roads) -> Graph:
    """The graph of the open links; days and vehicles with the same links share one."""
    links = open_links(network, roads)
    return _GRAPHS.get(
        (network.nodes, network.links), tuple(links.index), lambda: _graph(network.nodes, links)
    )


def _graph(nodes: pd.DataFrame, links: pd.DataFrame) -> Graph:
    start, end = (nodes.index.get_indexer(links[name]) for name in ("from", "to"))
    pairs = np.column_stack([np.minimum(start, end), np.maximum(start, end)])
    quickest = {part: _quickest(pairs, links[c].to_numpy()) for part, c in _COLUMNS.items()}
    return Graph(
        edges={
            part: _symmetric(pairs[rows], links[_COLUMNS[part]].to_numpy()[rows], len(nodes))
            for part, rows in quickest.items()
        },
        link_of={
            (int(pairs[row][0]), int(pairs[row][1])): str(links.index[row])
            for row in quickest["value"]
        },
    )


def _quickest(pairs: np.ndarray, minutes: np.ndarray) -> np.ndarray:
    order = np.lexsort((minutes, pairs[:, 1], pairs[:, 0]))
    _, first = np.unique(pairs[order], axis=0, return_index=True)
    return order[first]


def _symmetric(pairs: np.ndarray, minutes: np.ndarray, size: int) -> csr_array:
    rows, columns = np.vstack([pairs, pairs[:, ::-1]]).T
    return csr_array((np.tile(minutes, 2), (rows, columns)), shape=(size, size))


def node_minutes(network: Network, roads: Roads) -> dict[str, np.ndarray]:
    """Minutes between all nodes: square arrays value, low and high, NaN where no path leads.

    Rows and columns follow `network.nodes`.
    """
    graph = graph_of(network, roads)
    return _PAIRS.get((graph,), None, lambda: {part: _all_pairs(graph, part) for part in PARTS})


def _all_pairs(graph: Graph, part: str) -> np.ndarray:
    minutes = dijkstra(graph.edges[part])
    return np.where(np.isinf(minutes), np.nan, minutes)
