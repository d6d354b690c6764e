"""The strategic network: nodes, and links with their opening dates and rules of access."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from features.errors import DataError
from features.rows import read_rows

STATUSES = ("open", "unverified", "under_construction")
ANSWERS = ("yes", "no", "permit", "unknown")
"""What a rule of access says of a kind of vehicle."""

JOIN_KM = 15.0
"""A site joins every attachable node within this geodesic distance."""

NODE_COLUMNS = (
    "id", "name_en", "name_zh", "kind", "lon", "lat", "coord_precision_km", "city", "attach",
)  # fmt: skip
LINK_COLUMNS = (
    "id", "from", "to", "mode", "length_km", "speed_kmh", "speed_basis", "open_date", "status",
    "toll_cny", "wait_min", "wait_basis", "name", "car", "car_before", "car_changed_on", "truck",
    "truck_heavy", "truck_before", "truck_changed_on", "people_only", "passengers",
)  # fmt: skip
_RULES = ("car", "truck", "truck_heavy")
MODES = ("road", "bridge", "tunnel", "ferry", "rail")
_YES_NO = ("yes", "no")


@dataclass(frozen=True, kw_only=True)
class Network:
    """Nodes (index node_id) and two-way links (index link_id), with the columns of the files.

    `join_km` is how far a site may be from a node that it joins: a dense network of roads has a
    short one.
    """

    nodes: pd.DataFrame
    links: pd.DataFrame
    join_km: float = JOIN_KM


def read_network(nodes_csv: Path, links_csv: Path, *, join_km: float = JOIN_KM) -> Network:
    """The network in two CSV files, checked.

    Raises
    ------
    DataError
        If a link ends at an unknown node, has no positive length or speed, a bad date or a rule
        that is none of `ANSWERS`.
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
    _check_links(links, nodes, links_csv)
    inside = nodes["lon"].between(-180, 180) & nodes["lat"].between(-90, 90)
    _check(nodes, ~inside, nodes_csv, "lon", "longitude and latitude in degrees")
    _check(nodes, ~nodes["attach"].isin(_YES_NO), nodes_csv, "attach", "yes or no")
    _check(nodes, nodes["name_en"].isna(), nodes_csv, "name_en", "a name")
    precise = nodes["coord_precision_km"]
    _check(nodes, ~(precise >= 0), nodes_csv, "coord_precision_km", "a number of at least 0")
    return Network(nodes=nodes, links=_named(links), join_km=join_km)


def _check_links(links: pd.DataFrame, nodes: pd.DataFrame, file: Path) -> None:
    for end in ("from", "to"):
        _check(links, ~links[end].isin(nodes.index), file, end, "a node of the nodes file")
    for name in ("length_km", "speed_kmh"):
        wrong = ~((links[name] > 0) & np.isfinite(links[name]))
        _check(links, wrong, file, name, "a finite number above 0")
    wait = links["wait_min"]
    _check(links, wait.notna() & ~wait.between(0, 1_440), file, "wait_min", "0 to 1440")
    _check(links, ~links["status"].isin(STATUSES), file, "status", ", ".join(STATUSES))
    for name in _RULES:
        _check(links, ~links[name].isin(ANSWERS), file, name, ", ".join(ANSWERS))
    for rule in ("car", "truck"):
        lacks = links[f"{rule}_changed_on"].notna() & ~links[f"{rule}_before"].isin(ANSWERS)
        _check(links, lacks, file, f"{rule}_before", "what the rule was before it changed")
    said = links["passengers"]
    _check(links, said.notna() & ~said.isin(_YES_NO), file, "passengers", "yes, no or a blank")
    _check(links, ~links["people_only"].isin(_YES_NO), file, "people_only", "yes or no")
    _check(links, ~links["mode"].isin(MODES), file, "mode", ", ".join(MODES))
    _check(links, links["toll_cny"] < 0, file, "toll_cny", "a number of at least 0")
    for name in {"name", "name_en", "name_zh"} & set(links.columns):
        _check(links, links[name].isna(), file, name, "a name")


def _named(links: pd.DataFrame) -> pd.DataFrame:
    """Links whose file names them once have that name in both languages."""
    missing = {n: links["name"] for n in ("name_en", "name_zh") if n not in links}
    return links.assign(**missing)


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
