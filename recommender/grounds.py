"""On which dated sources one value of one site rests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import pandas as pd

from features.account import occupied
from features.offers import offers
from recommender.cost_report import citations, years_of
from recommender.foundations import AREA, EVIDENCE_OF, FOUNDATIONS
from recommender.market_access import access_facts
from recommender.messages import Message, message
from recommender.site_facts import NETWORK

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from features.catalogue import Catalogue
    from recommender.profile import Profile

MOST = 4
"""Sources that one value names, the latest ones; the site's own page has them all."""

Source = Message | str


@dataclass(frozen=True, kw_only=True)
class Ground:
    """The day of the latest statement behind a value, as it was stated, and the sources."""

    as_of: str = ""
    sources: tuple[Source, ...] = ()

    @staticmethod
    def of(catalogue: Catalogue, rows: pd.DataFrame) -> Ground:
        """The ground that some rows of a table with `said_on` and `source_id` are."""
        dated = rows.assign(said_on=rows["said_on"].fillna("").astype(str))
        ordered = dated.sort_values("said_on", ascending=False, kind="stable")
        cited = catalogue.sources["citation"].reindex(ordered["source_id"]).dropna()
        return Ground(
            as_of=str(ordered["said_on"].iloc[0]) if len(ordered) else "",
            sources=tuple(dict.fromkeys(cited)),
        )

    def __add__(self, other: Ground) -> Ground:
        new = [source for source in other.sources if source not in self.sources]
        sources = (*self.sources, *new)[:MOST]
        return Ground(as_of=max(self.as_of, other.as_of), sources=sources)


NONE = Ground()


def ground(catalogue: Catalogue, profile: Profile, site_id: str, name: str) -> Ground:
    """The ground of a criterion or must-have at a site, by the tables that it reads.

    Statements learned after the profile's day count for nothing and are not named.
    """
    read = FOUNDATIONS.get(name, {})
    found = NONE
    for table, columns in read.items():
        # Where a price decides, offers without one are no ground.
        if table in _MAKERS and not (table == "supply" and "costs" in read):
            found += _MAKERS[table](catalogue, profile, site_id, columns)
    return found


def on_roads(catalogue: Catalogue, profile: Profile, site_id: str) -> Ground:
    """The ground of minutes: the network as of the day, and where the point of the site is from."""
    network = Ground(as_of=profile.on.isoformat(), sources=(message(NETWORK, on=profile.on),))
    return network + _evidence(catalogue, profile, site_id, ("location",))


def of_rules(catalogue: Catalogue, profile: Profile, site_id: str) -> Ground:
    """The ground of a sum of incentives: the rules that count at the site."""
    sums = catalogue.payments(profile.project, profile.start, profile.money.rates)
    held = sums.usual.loc[site_id]
    counted = catalogue.incentives["incentive_id"].isin(held.index[held.to_numpy(dtype=bool)])
    return Ground.of(catalogue, catalogue.incentives[counted])


def _sites(
    catalogue: Catalogue, profile: Profile, site_id: str, columns: tuple[str, ...]
) -> Ground:
    """The evidence of the columns; the city of a site is evidence of the search area alone."""
    read = columns if columns == ("city",) else tuple(c for c in columns if c != "city")
    attributes = tuple(a for column in read for a in EVIDENCE_OF.get(column, ()))
    return _evidence(catalogue, profile, site_id, attributes)


def _evidence(
    catalogue: Catalogue, profile: Profile, site_id: str, attributes: tuple[str, ...]
) -> Ground:
    rows = catalogue.evidence[catalogue.evidence["site_id"] == site_id]
    known = rows["as_of"].isna() | (rows["as_of"] <= pd.Timestamp(profile.on))
    return Ground.of(catalogue, rows[known & rows["attribute"].isin(attributes)])


def _supply(
    catalogue: Catalogue, profile: Profile, site_id: str, columns: tuple[str, ...]
) -> Ground:
    rows = offers(catalogue.supply, on=profile.on, start=profile.start)
    return Ground.of(catalogue, rows[rows["site_id"] == site_id])


def _costs(
    catalogue: Catalogue, profile: Profile, site_id: str, columns: tuple[str, ...]
) -> Ground:
    cost = catalogue.cost_at(occupied(profile.project) or "land", site_id, profile.on)
    return Ground(as_of=years_of(cost), sources=tuple(citations(catalogue, cost.figures)))


def _around(table: str, column: str) -> Callable[..., Ground]:
    def found(
        catalogue: Catalogue, profile: Profile, site_id: str, columns: tuple[str, ...]
    ) -> Ground:
        around = {*catalogue.surroundings[site_id], str(catalogue.sites.at[site_id, "city"])}
        rows = cast("pd.DataFrame", getattr(catalogue, table))
        return Ground.of(catalogue, rows[rows[column].isin(around)])

    return found


def _access(
    catalogue: Catalogue, profile: Profile, site_id: str, columns: tuple[str, ...]
) -> Ground:
    rows = access_facts(catalogue, profile, site_id)
    days = [day for day in rows["as_of"] if isinstance(day, str)]
    return Ground(as_of=max(days, default=""), sources=tuple(dict.fromkeys(rows["source"])))


_MAKERS: Mapping[str, Callable[..., Ground]] = {
    "sites": _sites,
    "evidence": lambda catalogue, profile, site, _: _evidence(catalogue, profile, site, AREA),
    "supply": _supply,
    "costs": _costs,
    "network_links": lambda catalogue, profile, site, _: on_roads(catalogue, profile, site),
    "incentives": lambda catalogue, profile, site, _: of_rules(catalogue, profile, site),
    "cooperation_modes": lambda catalogue, _profile, site, _columns: Ground.of(
        catalogue, catalogue.modes_at(site)
    ),
    "admission": _around("admission", "scope"),
    "exclusions": _around("exclusions", "site_id"),
    "market_access": _access,
}
"""How the rows behind a value are found, by table."""
