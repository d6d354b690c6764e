"""The nodes and links of docs/access.md, from the files themselves: `make access`."""

from __future__ import annotations

import math
from pathlib import Path

import pandas as pd
from pyproj import Geod

from features.catalogue import DATA
from features.network import Network, read_network
from features.roads import timed
from features.rows import text_of

PAGE = Path(__file__).parent.parent / "docs" / "access.md"
MARK = "<!-- Below this line `make access` writes. -->\n"
GEOD = Geod(ellps="WGS84")


def tables(network: Network) -> str:
    """Both tables in Markdown."""
    return "\n".join([*_links(network), "", *_nodes(network.nodes)]) + "\n"


def page(text: str, network: Network) -> str:
    """The page with its tables written anew."""
    head, mark, _ = text.partition(MARK)
    return head + (mark or MARK) + "\n" + tables(network)


def _links(network: Network) -> list[str]:
    heads = [
        "link", "from", "to", "name", "mode", "km", "length rests on", "times the straight line",
        "km/h", "speed rests on", "wait", "minutes (low to high)", "opens", "state",
        "car / truck / heavy truck / passenger", "toll, CNY", "confidence", "looked at",
    ]  # fmt: skip
    links, nodes = timed(network.links), network.nodes
    rows = [_link(str(link), row, nodes) for link, row in links.iterrows()]
    return [f"## Links ({len(links)})", "", *_table(heads, rows)]


def _link(link: str, row: pd.Series, nodes: pd.DataFrame) -> list[str]:
    ends = [nodes.loc[row["from"]], nodes.loc[row["to"]]]
    straight = GEOD.inv(ends[0]["lon"], ends[0]["lat"], ends[1]["lon"], ends[1]["lat"])[2] / 1_000
    wait = f"{row['wait']:.0f} ({row['wait_basis']})" if row["wait"] else ""
    rule = " / ".join(_rule(row, name) for name in ("car", "truck", "truck_heavy", "passengers"))
    changed = [f"{name} changed {row[f'{name}_changed_on']:%Y-%m-%d}"
               for name in ("car", "truck") if pd.notna(row[f"{name}_changed_on"])]  # fmt: skip
    return [
        link, row["from"], row["to"], f"{row['name_en']} {row['name_zh']}", row["mode"],
        f"{row['length_km']:g}", row["length_basis"], f"{row['length_km'] / straight:.2f}",
        f"{row['speed_kmh']:g}", row["speed_basis"], wait,
        f"{row['minutes']:.1f} ({row['low']:.1f} to {row['high']:.1f})",
        _day(row["open_date"]), row["status"], "; ".join([rule, *changed]),
        "" if math.isnan(row["toll_cny"]) else f"{row['toll_cny']:g}", row["confidence"],
        text_of(row["review"]),
    ]  # fmt: skip


def _rule(row: pd.Series, name: str) -> str:
    return text_of(row[name]) or "not said"


def _nodes(nodes: pd.DataFrame) -> list[str]:
    heads = ["node", "name", "kind", "lon", "lat", "± km", "city", "a site may join", "rests on"]
    rows = [
        [str(node), f"{row['name_en']} {row['name_zh']}", row["kind"], f"{row['lon']:g}",
         f"{row['lat']:g}", f"{row['coord_precision_km']:g}", text_of(row["city"]), row["attach"],
         "; ".join(filter(None, [text_of(row["basis"]), text_of(row["attach_note"])]))]
        for node, row in nodes.iterrows()
    ]  # fmt: skip
    return [f"## Nodes ({len(nodes)})", "", *_table(heads, rows)]


def _table(heads: list[str], rows: list[list[str]]) -> list[str]:
    lines = [heads, ["---"] * len(heads), *rows]
    return [f"| {' | '.join(str(cell).replace('|', '/') for cell in line)} |" for line in lines]


def _day(day: object) -> str:
    return f"{day:%Y-%m-%d}" if isinstance(day, pd.Timestamp) else ""


def shipped() -> Network:
    """The network that comes with the program."""
    return read_network(DATA / "network_nodes.csv", DATA / "network_links.csv")


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8"), shipped()), encoding="utf-8")
