"""A user's own roads: the main roads of an OpenStreetMap extract as a network in plain files."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from features.errors import DataError
from features.network import JOIN_KM, LINK_COLUMNS, NODE_COLUMNS, Network, read_network

SPEEDS = {
    "motorway": 90.0, "motorway_link": 50.0,
    "trunk": 50.0, "trunk_link": 35.0,
    "primary": 50.0, "primary_link": 35.0,
    "secondary": 35.0, "secondary_link": 35.0,
}  # fmt: skip
"""Main-road classes and the average assumed on them in km/h: the classes of the shipped network
(expressway, fast arterial, street). A posted maximum below it counts instead."""

NO_ENTRY = ("motorway", "motorway_link", "trunk_link")
"""Classes along which no site joins: their other ends lead there."""

BORDER_WAIT_MIN = 25.0
"""Assumed minutes of clearance at a node tagged as border control: as the shipped network has."""

OWN_JOIN_KM = 3.0
"""A site joins every node of its own roads within this distance: they are dense."""

SLOWEST_KMH = 5.0
"""A posted maximum below walking speed is a mistake and does not count."""
SHORTEST_KM = 0.001
"""Junctions closer than a metre are a metre apart: a link has a length."""

NODES, LINKS, ABOUT = "network_nodes.csv", "network_links.csv", "about.json"
_COLUMNS = [*LINK_COLUMNS, "name_en", "name_zh", "dangerous_goods", "class"]
_TAGS = ["hgv", "access", "name:en", "bridge", "tunnel", "maxspeed", "name"]


def network_of(extract: Path) -> Network:
    """The main roads of an extract (.osm.pbf) as a network: junctions, and links between them.

    Roads count as two-way; opening days, tolls and waits are not in an extract. A link that ends
    at a border control needs a permit and waits `BORDER_WAIT_MIN`.

    Raises
    ------
    DataError
        If pyrosm is not installed, or the file is no extract or holds no main road.
    """
    nodes, edges = _read(extract)
    edges = edges[edges["highway"].isin(list(SPEEDS)) & (edges["u"] != edges["v"])]
    edges = edges[~edges["access"].isin(["no", "private"])].reset_index(drop=True)
    if edges.empty:
        raise DataError(
            f"{extract.name}: holds no main road. Expected ways of the classes "
            f"{', '.join(SPEEDS)}. Choose an extract of the region."
        )
    borders = _borders(nodes)
    links = _links(_timed(edges), borders)
    network = Network(nodes=_nodes(nodes, links, borders), links=links, join_km=OWN_JOIN_KM)
    if links.empty or not (network.nodes["attach"] == "yes").any():
        raise DataError(
            f"{extract.name}: holds no junction of main roads that a site may join. Expected "
            "roads below the motorways. Choose an extract of the region."
        )
    return network


def _read(extract: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    try:
        from pyrosm import OSM
    except ImportError as error:
        raise DataError(
            "Reading OpenStreetMap extracts needs pyrosm, which is not installed. Expected the "
            "extra `roads`. Run: pip install pyrosm"
        ) from error
    if not extract.is_file():
        raise DataError(f"File {extract} is not there. Expected an extract, .osm.pbf. Name one.")
    try:
        # A bar for who watches a terminal; elsewhere an error stays one line.
        found = OSM(str(extract), progress=sys.stderr.isatty()).get_network(
            network_type="driving", nodes=True, extra_attributes=_TAGS
        )
    except Exception as error:  # the reader raises whatever its parser meets in a broken file
        raise DataError(
            f"{extract.name}: cannot be read as an extract ({str(error)[:80]}). Expected "
            "OpenStreetMap data in .osm.pbf. Download it again."
        ) from error
    if not isinstance(found, tuple) or found[1] is None:
        raise DataError(f"{extract.name}: holds no road. Expected an extract with roads.")
    nodes, edges = (pd.DataFrame(table) for table in found)
    missing = {name: None for name in _TAGS if name not in edges}
    return nodes, edges.assign(**missing)


def _borders(nodes: pd.DataFrame) -> set[int]:
    tags = nodes["tags"] if "tags" in nodes else pd.Series(None, index=nodes.index)
    barrier = nodes["barrier"] if "barrier" in nodes else pd.Series(None, index=nodes.index)
    tagged = [_tag(cell, "barrier") == "border_control" for cell in tags]
    return set(nodes["id"][(barrier == "border_control").to_numpy() | np.array(tagged)])


def _tag(cell: object, name: str) -> object:
    if isinstance(cell, str):
        cell = json.loads(cell)
    return cell.get(name) if isinstance(cell, dict) else None


def _timed(edges: pd.DataFrame) -> pd.DataFrame:
    assumed = edges["highway"].map(SPEEDS).astype(float)
    posted = pd.to_numeric(edges["maxspeed"], errors="coerce")
    speed = assumed.where(~((posted >= SLOWEST_KMH) & (posted < assumed)), posted)
    mode = np.where(_is_yes(edges["tunnel"]), "tunnel",
                    np.where(_is_yes(edges["bridge"]), "bridge", "road"))  # fmt: skip
    km = np.maximum(edges["length"].astype(float) / 1_000, SHORTEST_KM)
    barred = edges["hgv"].isin(["no", "private"])
    truck = np.where(barred, "no", "yes")
    return edges.assign(km=km, hours=km / speed, mode=mode, truck=truck)


def _is_yes(cells: pd.Series) -> pd.Series:
    return cells.notna() & (cells != "no")


def _links(edges: pd.DataFrame, borders: set[int]) -> pd.DataFrame:
    """Chains of edges between junctions as one link each."""
    chains = edges.groupby(_chains(edges, borders), sort=True)
    rows = [row for number, chain in chains for row in _chain_links(int(number), chain, borders)]
    return pd.DataFrame(rows, columns=_COLUMNS).set_index("id")


def _chain_links(number: int, chain: pd.DataFrame, borders: set[int]) -> list[dict[str, Any]]:
    """A chain as one link; a ring, whose ends are one junction, edge by edge."""
    touched = pd.concat([chain["u"], chain["v"]]).value_counts()
    if (touched == 1).sum() == 2:
        return [_link(f"W{number}", chain, borders)]
    return [_link(f"W{number}-{i}", chain.iloc[[i]], borders) for i in range(len(chain))]


def _chains(edges: pd.DataFrame, borders: set[int]) -> np.ndarray:
    """The number of the chain of each edge: neighbours at a node that no third edge touches, alike
    in class, kind, rule and name, are of one chain."""
    ends = pd.DataFrame(
        {"node": pd.concat([edges["u"], edges["v"]]), "edge": np.tile(np.arange(len(edges)), 2)}
    ).sort_values("node", kind="stable")
    touching = ends.groupby("node")["edge"].transform("size")
    inner = ends[(touching == 2) & ~ends["node"].isin(list(borders))]["edge"].to_numpy()
    first, second = inner[::2], inner[1::2]
    kind = edges.groupby(["highway", "mode", "truck", "name"], dropna=False).ngroup().to_numpy()
    same = kind[first] == kind[second]
    pairs = coo_array(
        (np.ones(same.sum()), (first[same], second[same])), shape=(len(edges), len(edges))
    )
    return np.asarray(connected_components(pairs, directed=False)[1])


def _link(name_of_link: str, chain: pd.DataFrame, borders: set[int]) -> dict[str, Any]:
    touched = pd.concat([chain["u"], chain["v"]]).value_counts()
    ends = sorted(touched.index[touched == 1])
    one, km = chain.iloc[0], float(chain["km"].sum())
    border = bool(set(ends) & borders)
    name = str(one["name"]) if isinstance(one["name"], str) else str(one["highway"])
    english = one["name:en"] if isinstance(one["name:en"], str) else name
    answer = "permit" if border else "yes"
    return {
        "id": name_of_link, "from": str(ends[0]), "to": str(ends[1]), "mode": str(one["mode"]),
        "length_km": round(km, 4), "speed_kmh": round(km / float(chain["hours"].sum()), 2),
        "speed_basis": f"assumed average of the class {one['highway']}",
        "open_date": pd.NaT, "status": "open", "toll_cny": np.nan,
        # Half at either side of the control: whoever passes it waits once.
        "wait_min": BORDER_WAIT_MIN / 2 if border else np.nan,
        "wait_basis": "assumed" if border else None,
        "name": name, "name_en": str(english), "name_zh": name, "car": answer, "car_before": None,
        "car_changed_on": pd.NaT, "truck": answer if one["truck"] == "yes" else "no",
        "truck_heavy": answer if one["truck"] == "yes" else "no", "truck_before": None,
        "truck_changed_on": pd.NaT, "people_only": "no", "passengers": "yes",
        "dangerous_goods": "unknown", "class": str(one["highway"]),
    }  # fmt: skip


def _nodes(nodes: pd.DataFrame, links: pd.DataFrame, borders: set[int]) -> pd.DataFrame:
    """The ends of links; a site may join one that a street or an arterial touches, no border."""
    ends = pd.concat([links["from"], links["to"]])
    street = ~links["class"].isin(NO_ENTRY) & (links["mode"] == "road")
    joined = set(links["from"][street]) | set(links["to"][street])
    joined -= {str(node) for node in borders}
    found = nodes.assign(id=nodes["id"].astype(str)).drop_duplicates("id").set_index("id")
    found = found.loc[sorted(set(ends), key=int), ["lon", "lat"]]
    return found.assign(
        name_en=found.index, name_zh=found.index, kind="junction", coord_precision_km=0.0,
        city=None, attach=["yes" if node in joined else "no" for node in found.index],
    )  # fmt: skip


def write_network(network: Network, folder: Path, *, source: str) -> None:
    """Write a network into a folder of plain files; the folder appears whole or not at all.

    Raises
    ------
    DataError
        If the folder exists and holds anything but a network, or its parent is not there.
    """
    _check_free(folder)
    made = Path(mkdtemp(prefix=".network-", dir=folder.absolute().parent))
    try:
        new, old = made / "new", made / "old"
        new.mkdir()
        _write_files(network, new, source)
        if folder.exists():
            folder.rename(old)
        new.rename(folder)
    finally:
        if (made / "old").exists() and not folder.exists():
            (made / "old").rename(folder)
        shutil.rmtree(made, ignore_errors=True)


def _check_free(folder: Path) -> None:
    """Nothing, if the folder is new, or holds a network of ours and nothing else."""
    mine = {NODES, LINKS, ABOUT}
    if folder.is_symlink() or folder.exists():
        held = {file.name for file in folder.iterdir()} if folder.is_dir() else {folder.name}
        if held != mine or folder.is_symlink():
            more = ", ".join(sorted(held - mine)[:3]) or "no network"
            raise DataError(
                f"Folder {folder} exists and holds {more}. Expected a new folder, or one with "
                "nothing but a network that `sites network build` made. Name another."
            )
        read_own_network(folder)
    if not folder.absolute().parent.is_dir():
        raise DataError(
            f"Folder {folder.absolute().parent} is not there. Expected the folder that {folder} "
            "is to be made in. Make it first."
        )


def _write_files(network: Network, made: Path, source: str) -> None:
    network.nodes.rename_axis("id")[[*NODE_COLUMNS[1:]]].to_csv(made / NODES, lineterminator="\n")
    columns = [*LINK_COLUMNS[1:], "name_en", "name_zh", "dangerous_goods", "class"]
    network.links[columns].to_csv(made / LINKS, date_format="%Y-%m-%d", lineterminator="\n")
    about = {"version": 1, "source": source, "join_km": network.join_km}
    (made / ABOUT).write_text(json.dumps(about, ensure_ascii=False, indent=2) + "\n", "utf-8")


def read_own_network(folder: Path) -> Network:
    """The network in a folder that `write_network` made.

    Raises
    ------
    DataError
        If the folder or one of its files is not there, or breaks a rule.
    """
    try:
        about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
        join_km = float(about["join_km"])
        if about["version"] != 1 or not 0 < join_km <= JOIN_KM:
            raise ValueError("not a network of version 1")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(
            f"Folder {folder} holds no network ({type(error).__name__}). Expected one that "
            "`sites network build EXTRACT --out FOLDER` made. Build it."
        ) from error
    return read_network(folder / NODES, folder / LINKS, join_km=join_km)
