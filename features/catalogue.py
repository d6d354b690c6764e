"""The catalogue: sites with their evidence, supply, rules, network and industries; read once."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd

from features.amounts import Amount, amounts
from features.checks import site_faults
from features.costs import Cost, Item, cost_at, cost_figures, costs_at_sites
from features.errors import DataError, Faults, UnknownPlaceError
from features.evidence import numbers_of, resolve
from features.files import LAND, PARKS, RULES, TABLES, digest_of, located, read_sites, read_table
from features.formulas import Formula, formula_faults, read_formulas
from features.incentive_sums import Payments, payments
from features.incentives import rules_at_sites
from features.lists import parts
from features.market_access import Access, access_rules, access_scope, in_force
from features.memo import IdentityMemo
from features.network import Network, read_network
from features.project import Project
from features.sectors import (
    Match,
    Taxonomy,
    best_match,
    read_taxonomy,
    related,
    same_words,
    sector_fit,
    site_leaves,
)
from features.spelling import fold
from features.table_checks import table_faults
from features.terrain import Terrain, read_terrain
from features.travel import TravelTimes, travel_times

DATA = Path(__file__).parent.parent / "data"
_DERIVED = IdentityMemo(size=2_048)


@dataclass(frozen=True, kw_only=True, repr=False)
class Catalogue:
    """All that is known, read and checked once; nothing in it is ever changed.

    Attributes
    ----------
    sites : GeoDataFrame, index site_id, EPSG:4326, a point or nothing, columns as in
        docs/data.md
    evidence, sources, supply, incentives, ... : the tables of `data/`
    candidates : site ids that may be ranked; the rest stays as reference data
    digest : 64 hex digits over every file read
    own_roads : a user's own roads, over which trips run instead of the network's
    """

    sites: gpd.GeoDataFrame
    evidence: pd.DataFrame
    sources: pd.DataFrame
    supply: pd.DataFrame
    incentives: pd.DataFrame
    incentive_coverage: pd.DataFrame
    cooperation_modes: pd.DataFrame
    exclusions: pd.DataFrame
    contacts: pd.DataFrame
    places: pd.DataFrame
    admission: pd.DataFrame
    market_access: pd.DataFrame
    costs: pd.DataFrame
    surveys: pd.DataFrame
    context: pd.DataFrame
    other_evidence: pd.DataFrame
    taxonomy: Taxonomy
    network: Network
    terrain: Terrain
    formulas: Mapping[str, Formula]
    candidates: tuple[str, ...]
    digest: str
    own_roads: Network | None = None

    def __repr__(self) -> str:
        return (
            f"Catalogue({len(self.sites)} sites, {len(self.candidates)} candidates, "
            f"{self.digest[:8]})"
        )

    def only(self, ids: Iterable[str]) -> Catalogue:
        """The same catalogue with these candidates only; the rest stays as reference data.

        Raises
        ------
        UnknownPlaceError
            If an id is not in the catalogue.
        """
        wanted = set(ids)
        unknown = sorted(wanted - set(self.sites.index))
        if unknown:
            near = difflib.get_close_matches(unknown[0], self.sites.index, n=3, cutoff=0.0)
            raise UnknownPlaceError(
                f"Site {unknown[0]!r} is not in the catalogue. Expected a site id; nearest: "
                f"{', '.join(near)}. Correct the id."
            )
        return replace(self, candidates=tuple(s for s in self.sites.index if s in wanted))

    def with_roads(self, roads: Network) -> Catalogue:
        """The same catalogue with trips over a user's own roads; the network still names places."""
        rows = pd.util.hash_pandas_object(roads.links).to_numpy().tobytes()
        digest = hashlib.sha256(self.digest.encode() + rows).hexdigest()
        return replace(self, own_roads=roads, digest=digest)

    def tables(self) -> tuple[object, ...]:
        """The very tables that a measure may read: what its result depends on."""
        return (
            self.sites,
            self.supply,
            self.incentives,
            self.incentive_coverage,
            self.formulas,
            self.costs,
            self.cooperation_modes,
            self.exclusions,
            self.market_access,
            self.taxonomy,
            self.network,
            self.places,
            self.terrain,
            self.own_roads,
        )

    def resolved(self, on: date) -> pd.DataFrame:
        """The preferred value of every site and attribute with its interval, as known on a day."""
        return _DERIVED.get(
            (self.evidence, self.sources),
            ("resolved", on),
            lambda: resolve(self.evidence, self.sources["citation"], on),
        )

    def areas(self, on: date) -> pd.DataFrame:
        """Area of every site in km2 as known on a day: value, low, high; NaN where unknown."""
        return _DERIVED.get(
            (self.evidence, self.sources, self.sites),
            ("areas", on),
            lambda: numbers_of(self.resolved(on), "area_km2", self.sites.index),
        )

    @property
    def travel(self) -> TravelTimes:
        """Travel times between the sites and the network."""
        tables = (self.network, self.sites, self.places, self.terrain, self.own_roads)
        return _DERIVED.get(tables, "travel", lambda: travel_times(*tables))

    @property
    def industries(self) -> pd.Series:
        """Leaf codes of each site in its own order; an empty tuple where none is known."""
        return _DERIVED.get((self.sites,), "industries", lambda: parts(self.sites["sectors"]))

    @property
    def named_leaves(self) -> pd.DataFrame:
        """Place factors of the industries that each site names, sites by leaves."""
        return _DERIVED.get(
            (self.sites, self.taxonomy),
            "named",
            lambda: site_leaves(self.taxonomy, self.industries),
        )

    def sector_fit(self, codes: tuple[str, ...], words: str = "") -> pd.DataFrame:
        """Fit 0..1 of every site's industries with a project's: value, low, high.

        With the project's `words`, a site that uses them itself stands above one that names the
        same leaf in other words.
        """
        return _DERIVED.get(
            (self.sites, self.taxonomy),
            ("fit", codes, words),
            lambda: sector_fit(
                self.taxonomy,
                self.named_leaves,
                codes,
                self._in_words(codes, words) if words else None,
            ),
        )

    @property
    def stated_words(self) -> pd.Series:
        """The industry words of each site and our translations of them, in one spelling."""
        return _DERIVED.get((self.sites,), "words", lambda: _folded_words(self.sites))

    def _in_words(self, codes: tuple[str, ...], words: str) -> pd.DataFrame:
        stated, text = self.stated_words, fold(words)
        columns = {code: same_words(self.taxonomy, stated, text, code) for code in codes}
        return pd.DataFrame(columns, index=self.sites.index)

    def related(self, codes: tuple[str, ...]) -> pd.Series:
        """True for each site whose industries are close enough to the project's to be listed."""
        return _DERIVED.get(
            (self.sites, self.taxonomy),
            ("related", codes),
            lambda: related(self.taxonomy, self.named_leaves, codes),
        )

    def sector_match(self, site_id: str, codes: tuple[str, ...]) -> Match | None:
        """The closest pair of the site's and the project's industries."""
        return best_match(self.taxonomy, self.industries[site_id], codes)

    @property
    def surroundings(self) -> Mapping[str, tuple[str, ...]]:
        """For each site: itself, the zones around it through `parent_id`, and its town."""
        return _DERIVED.get((self.sites,), "surroundings", lambda: _surroundings(self.sites))

    def is_around(self, ids: set[str]) -> pd.Series:
        """True for each site that is one of `ids`, or lies in a zone or town that is."""
        inside = [bool(ids & set(around)) for around in self.surroundings.values()]
        return pd.Series(inside, index=list(self.surroundings))

    @property
    def incentive_scope(self) -> pd.DataFrame:
        """Boolean table, sites by rules: does the rule's stated scope hold the site."""
        return _DERIVED.get(
            (self.sites, self.incentives),
            "scope",
            lambda: rules_at_sites(self.incentives, self.sites, dict(self.surroundings)),
        )

    @property
    def access_scope(self) -> pd.DataFrame:
        """Boolean table, sites by rules of market access: does the rule's place hold the site."""
        return _DERIVED.get(
            (self.sites, self.market_access),
            "access",
            lambda: access_scope(
                self.market_access.set_index("access_id"), self.sites, self.surroundings
            ),
        )

    def amounts(
        self, project: Project, start: date, rates: tuple[tuple[str, float], ...] = ()
    ) -> dict[str, Amount]:
        """What every rule of the ledger would pay a project that starts on a day."""
        usd = dict(rates).get("USD")
        return _DERIVED.get(
            (self.incentives, self.formulas),
            ("amounts", project, start, usd),
            lambda: amounts(self.incentives, self.formulas, project, start, usd),
        )

    def payments(
        self, project: Project, start: date, rates: tuple[tuple[str, float], ...] = ()
    ) -> Payments:
        """What the rules of the ledger would pay a project at every site, in sum."""
        ledger = self.incentives
        return _DERIVED.get(
            (self.incentives, self.incentive_coverage, self.formulas, self.sites),
            ("payments", project, start, rates),
            lambda: payments(
                self.amounts(project, start, rates), self.formulas, self.incentive_scope,
                self.incentives_collected,
                dict(zip(ledger["incentive_id"], ledger["currency"], strict=True)),
                dict(rates), project.tax_cny,
            ),
        )  # fmt: skip

    @property
    def cost_figures(self) -> pd.DataFrame:
        """Every figure of labour, land and floor that was read, by city and by site."""
        return _DERIVED.get(
            (self.costs, self.supply), "figures", lambda: cost_figures(self.costs, self.supply)
        )

    def cost_at(self, item: Item, site_id: str, on: date) -> Cost:
        """What an item costs at a site as known on a day."""
        around, city = self.surroundings[site_id], str(self.sites.at[site_id, "city"])
        return _DERIVED.get(
            (self.costs, self.supply, self.sites),
            ("cost_at", item, site_id, on),
            lambda: cost_at(self.cost_figures, item, around, city, on),
        )

    def costs_at_sites(
        self, item: Item, on: date, rates: tuple[tuple[str, float], ...]
    ) -> pd.DataFrame:
        """CNY of one unit of an item at every site: value, low, high."""
        return costs_at_sites(
            self.cost_figures, item, self.sites, self.surroundings, on, dict(rates)
        )

    def access(self, project: Project, on: date) -> Access:
        """What the rules of market access in force on a day say of a project."""
        key = (project.sector_codes, project.ownership, project.sector, on)
        return _DERIVED.get(
            (self.market_access, self.sites),
            ("rules", *key),
            lambda: access_rules(
                self._access_on(on), self.access_scope, project.sector_codes,
                project.ownership, project.sector,
            ),
        )  # fmt: skip

    def _access_on(self, on: date) -> pd.DataFrame:
        """The rules of market access in force on a day, index access_id."""
        rules = self.market_access
        return _DERIVED.get(
            (rules,), ("access on", on), lambda: rules[in_force(rules, on)].set_index("access_id")
        )

    @property
    def incentives_collected(self) -> pd.Series:
        """True for each site whose city, or a zone around it, has collected rules of its own."""
        marks = self.incentive_coverage.set_index("city")["mark"]
        city = self.sites["city"].map(marks) == "collected"
        own = self.incentives["scope_kind"].isin(["zone", "site"]).to_numpy()
        return city | self.incentive_scope.loc[:, own].any(axis=1)

    @property
    def cooperation_zones(self) -> pd.DataFrame:
        """Boolean table, sites by zones with named modes: is the site in it, or around it."""
        return _DERIVED.get(
            (self.sites, self.cooperation_modes),
            "zones",
            lambda: _zones(self.sites, self.surroundings, self.cooperation_modes),
        )

    def modes_at(self, site_id: str) -> pd.DataFrame:
        """Named cooperation modes that hold at a site."""
        held = self.cooperation_zones.loc[site_id]
        return self.cooperation_modes[self.cooperation_modes["site_id"].isin(held.index[held])]


def read_catalogue(data: Path | None = None, *, parks: Path | None = None) -> Catalogue:
    """The catalogue in a data folder, checked; `parks` replaces its parks.geojson.

    Raises
    ------
    DataError
        Naming file, row, field and rule of the first fault, and how many more there are.
    """
    folder = data or DATA
    read, faults = _read(folder, parks)
    if faults:
        more = f" (and {len(faults) - 1} more; `sites check` lists them)" if faults[1:] else ""
        raise DataError(f"{faults[0]}{more}")
    sites = located(read.pop("sites"))
    return Catalogue(
        sites=sites, candidates=tuple(sites.index), digest=digest_of(folder, parks), **read
    )


def check_catalogue(data: Path, parks: Path | None = None) -> list[str]:
    """Every fault of a data folder as `file, row, field: rule`; empty when all is well.

    A file that cannot be read at all is one fault, and the others are checked without it.
    """
    return _read(data, parks)[1]


def _read(data: Path, parks: Path | None) -> tuple[dict[str, Any], list[str]]:
    """Every part of a data folder that can be read, by its field, and every fault."""
    file, faults = parks or data / PARKS, Faults()
    readers: dict[str, Callable[[], Any]] = {
        "sites": lambda: read_sites(file),
        "taxonomy": lambda: read_taxonomy(data / "sectors.toml"),
        "network": lambda: read_network(data / "network_nodes.csv", data / "network_links.csv"),
        "terrain": lambda: read_terrain(data / LAND),
        "formulas": lambda: read_formulas(data / RULES),
        **{name: partial(read_table, data, name) for name in TABLES},
    }
    found = {name: faults.of(read) for name, read in readers.items()}
    read = {name: part for name, part in found.items() if part is not None}
    tables = {name: read[name] for name in TABLES if name in read}
    if "sites" in read and "sources" in read:
        leaves = set(read["taxonomy"].leaves.index) if "taxonomy" in read else None
        faults.lines += [
            *site_faults(file.name, read["sites"], read["sources"], leaves),
            *table_faults(read["sites"], tables),
        ]
    if "formulas" in read and "incentives" in read:
        faults.lines += formula_faults(RULES, read["formulas"], read["incentives"])
    return read, faults.lines


def _folded_words(sites: pd.DataFrame) -> pd.Series:
    both = parts(sites["sector_words"]) + parts(sites["sector_words_translated"])
    return both.map(lambda words: tuple(fold(word) for word in words))


def _surroundings(sites: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    parent = {s: p for s, p in sites["parent_id"].items() if isinstance(p, str)}
    town = {s: t for s, t in sites["town_id"].items() if isinstance(t, str)}
    chains = {}
    for site in sites.index:
        chain = [site]
        while chain[-1] in parent and parent[chain[-1]] not in chain:
            chain.append(parent[chain[-1]])
        chains[site] = tuple(dict.fromkeys([*chain, *([town[site]] if site in town else [])]))
    return chains


def _zones(
    sites: pd.DataFrame, surroundings: Mapping[str, tuple[str, ...]], modes: pd.DataFrame
) -> pd.DataFrame:
    zones = list(dict.fromkeys(modes["site_id"]))
    holds = {zone: sites["parent_id"].get(zone) for zone in zones}
    return pd.DataFrame(
        {
            zone: [zone in surroundings[site] or holds[zone] == site for site in sites.index]
            for zone in zones
        },
        index=sites.index,
    )
