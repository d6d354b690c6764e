"""`python -m features.build [FOLDER]`: write every file of `data/` that comes from `data/raw/`."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from features.build import evidence, ledgers, records, roads, sectors, sites
from features.build.tables import rows, sources, write
from features.sectors import read_taxonomy

DATA = Path(__file__).parent.parent.parent / "data"

COPIES = {
    "network_nodes.csv": "network_nodes.csv",
    "geonames_places.csv": "places.csv",
    "osm_land_2017.geojson": "land.geojson",
}
"""Raw files that are used as they are, by their name in `data/`."""


def build(raw: Path, data: Path) -> None:
    """Write every built file of `data` from the tables in `raw`; same inputs, same bytes."""
    data.mkdir(parents=True, exist_ok=True)
    sectors.build(raw, data)
    found = sites.raw_sites(raw)
    cited = [row["source"] for row in found.sites]
    statements, more = evidence.statements(
        found, rows(raw / "rivals.csv"), rows(raw / "rival_readings.csv")
    )
    write(statements, data / "evidence.csv")
    _parks(raw, data, found, evidence.areas(statements, sources(more)))
    cited += more
    for name, table, more in _ledgers(raw, found):
        write(table, data / f"{name}.csv")
        cited += more
    write(sources(cited), data / "sources.csv")
    write(roads.links(raw), data / "network_links.csv")
    for source, target in COPIES.items():
        shutil.copyfile(raw / source, data / target)


def _parks(raw: Path, data: Path, found: sites.Raw, areas: dict[str, str]) -> None:
    taxonomy = read_taxonomy(data / "sectors.toml")
    roles = {row["site_id"]: row["role"] for row in rows(raw / "roles.csv")}
    lines = ",\n".join(sites.features(found, roles, areas, sites.lexicon(raw, taxonomy)))
    text = f'{{"type": "FeatureCollection", "features": [\n{lines}\n]}}\n'
    (data / "parks.geojson").write_text(text, encoding="utf-8", newline="\n")


def _ledgers(raw: Path, found: sites.Raw) -> Iterator[tuple[str, pd.DataFrame, list[str]]]:
    ledger, cited = ledgers.incentives(raw)
    yield "incentives", ledger, cited
    yield "incentive_coverage", ledgers.coverage(ledger, found.sites), []
    yield "supply", *ledgers.supply(raw)
    yield "contacts", *ledgers.contacts(raw)
    yield "cooperation_modes", ledgers.modes(raw, found.sites), []
    yield "site_exclusions", ledgers.exclusions(raw, found.sites), []
    yield "admission", *records.admission(raw)
    yield "market_access", *records.market_access(raw)
    yield "costs", *records.costs(raw)
    yield "surveys", *records.surveys(raw)
    yield "context", *records.context(raw)
    yield "other_evidence", *records.other_evidence(raw)


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA
    build(DATA / "raw", target)
