"""The table of an answer: what tells the sites apart, and what says the same for all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from features.cities import centre_of, city_name, city_of
from features.memo import IdentityMemo
from recommender.explanation import SPEAKS_FOR
from recommender.gate import UNKNOWN
from recommender.messages import Message, message
from recommender.places import site_name
from recommender.ranking import Entry, Ranking
from recommender.robustness import robustness

if TYPE_CHECKING:
    from features.catalogue import Catalogue

REASONS = 3
"""Reasons that a row gives."""

HEADINGS = {
    "rank": message("Rank").text,
    "site": message("Site").text,
    "group": message("Group").text,
    "points": message("Points").text,
    "range": message("Range").text,
    "known": message("Known, %").text,
    "shenzhen": message("Min to Shenzhen").text,
    "hong_kong": message("Min to Hong Kong").text,
    "own": message("Min to {place}").text,
    "km_shenzhen": message("Straight km to Shenzhen").text,
    "km_hong_kong": message("Straight km to Hong Kong").text,
    "city": message("City").text,
    "why": message("Why").text,
    "precision": message("Point ± km").text,
}
"""Columns in their order, and what stands above them."""

ALWAYS = ("rank", "site", "points")
"""Columns that are never folded away."""

MINUTES = {"shenzhen": "sz_futian", "hong_kong": "hk_central"}
"""Columns of minutes by car, and the points that stand for the cities."""

NOT_COLLECTED = {
    message("Rent or price").text: ("price_or_rent",),
    message("Building data").text: ("floor_height_m", "floor_load_kn_m2", "lift_t"),
}
"""Facts that a board asks for, and the columns of supply that would state them."""


@dataclass(frozen=True, kw_only=True)
class Listing:
    """The rows of an answer and the lines above them.

    Attributes
    ----------
    table : index site_id, best first; those columns of `HEADINGS` that differ between the rows;
        NaN where a number is not known; names and reasons as Messages or names by language
    own : the firm's own city, which heads the column `own`; None without one
    same : columns that say the same for every row, folded into sentences
    not_told_apart : what no row differs in, or what is known of none
    """

    table: pd.DataFrame
    own: str | None
    same: tuple[Message, ...]
    not_told_apart: tuple[str, ...]


def listing(catalogue: Catalogue, ranking: Ranking, entries: Sequence[Entry]) -> Listing:
    """The table of some entries of a ranking."""
    sites = [entry.site_id for entry in entries]
    index = pd.Index(sites, name="site_id")
    shared = _said_by_all(catalogue, ranking, sites)
    table = pd.DataFrame(_columns(catalogue, ranking, entries, shared), index=index)
    own = _own_city(ranking)
    fold = [name for name in table if name not in ALWAYS and _same(table[name])]
    return Listing(
        table=table.drop(columns=fold),
        own=own,
        same=(
            *[_sentence(name, table[name].iloc[0], own) for name in fold if name != "why"],
            *shared,
        ),
        not_told_apart=_not_told_apart(catalogue, ranking, sites),
    )


def best_of_each_city(catalogue: Catalogue, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The first entry of every city that has one, in the order of the list."""
    first: dict[str, Entry] = {}
    for entry in entries:
        first.setdefault(str(catalogue.sites.at[entry.site_id, "city"]), entry)
    return tuple(first.values())


def naming(catalogue: Catalogue, ranking: Ranking) -> int:
    """How many ranked sites name one of the project's industries as an industry of theirs."""
    codes = set(ranking.profile.project.sector_codes)
    named = catalogue.industries[ranking.table.index].map(lambda leaves: bool(codes & set(leaves)))
    return int(named.sum())


def telling(table: pd.DataFrame) -> float:
    """Share of the cells of a table that tell their row apart, 0..1.

    A cell tells when at most half of the rows say the same in its column.

    Examples
    --------
    >>> telling(pd.DataFrame({"rank": [1, 2, 3], "city": ["a", "a", "b"]}))
    0.6666666666666666
    """
    written = table.map(str)
    told = [written[name].map(written[name].value_counts()) <= len(table) / 2 for name in written]
    return float(pd.concat(told, axis=1).to_numpy().mean())


def reasons_in_brief(
    catalogue: Catalogue, ranking: Ranking, sites: Sequence[str]
) -> dict[str, dict[str, Message]]:
    """For each site its reasons in a few words by criterion, the most telling first.

    A reason is a known utility of at least `SPEAKS_FOR`; the weightiest comes first, and words
    that more than half of the sites say come last.
    """
    key = tuple(sites)
    return _BRIEFS.get((catalogue, ranking), key, lambda: _briefs(catalogue, ranking, key))


_BRIEFS = IdentityMemo(size=8)


def _briefs(
    catalogue: Catalogue, ranking: Ranking, sites: tuple[str, ...]
) -> dict[str, dict[str, Message]]:
    said = {site: _reasons(catalogue, ranking, site) for site in sites}
    times = Counter(str(m) for found in said.values() for m in found.values())
    often = {words for words, n in times.items() if n > len(sites) / 2}
    return {
        site: dict(sorted(found.items(), key=lambda item: str(item[1]) in often))
        for site, found in said.items()
    }


def _reasons(catalogue: Catalogue, ranking: Ranking, site: str) -> dict[str, Message]:
    matrix = ranking.matrix
    strong = (
        ~matrix.assumed.loc[site]
        & (matrix.weights > 0)
        & (matrix.utilities.loc[site] >= SPEAKS_FOR)
    )
    terms = matrix.contributions.loc[site][strong]
    order = terms.sort_values(ascending=False, kind="stable").index
    return {name: _in_brief(catalogue, ranking, name, site) for name in order}


def _columns(
    catalogue: Catalogue,
    ranking: Ranking,
    entries: Sequence[Entry],
    shared: tuple[Message, ...],
) -> dict[str, list[object]]:
    sites = [entry.site_id for entry in entries]
    rows = ranking.table.loc[sites]
    low, high = (rows[name].mul(100).round().astype(int) for name in ("score_low", "score_high"))
    own = _own_city(ranking)
    columns: dict[str, list[object]] = {
        "rank": [entry.rank for entry in entries],
        "site": [site_name(catalogue, site) for site in sites],
        "city": [_city(catalogue, site) for site in sites],
        "group": robustness(ranking).table["tier"].reindex(sites).tolist(),
        "points": rows["score"].mul(100).round().astype(int).tolist(),
        "range": [f"{a}–{b}" for a, b in zip(low, high, strict=True)],
        "known": rows["coverage"].mul(100).round().astype(int).tolist(),
    }
    columns |= {name: _minutes(catalogue, ranking, at, sites) for name, at in MINUTES.items()}
    if any(pd.isna(cell) for cell in columns["shenzhen"]):
        columns |= {f"km_{name}": _kilometres(catalogue, at, sites) for name, at in MINUTES.items()}
    if own:
        columns["own"] = _minutes(catalogue, ranking, str(centre_of(own)), sites)
    columns["precision"] = catalogue.sites.loc[sites, "precision_km"].astype(float).tolist()
    columns["why"] = _whys(reasons_in_brief(catalogue, ranking, sites), shared)
    return {name: columns[name] for name in HEADINGS if name in columns}


def _whys(briefs: dict[str, dict[str, Message]], shared: tuple[Message, ...]) -> list[object]:
    """Reasons of each row; minutes have columns of their own, what all say stands above."""
    above = {str(m) for m in shared}
    return [
        tuple(m for name, m in brief.items() if name != "anchor_access" and str(m) not in above)[
            :REASONS
        ]
        for brief in briefs.values()
    ]


def _own_city(ranking: Ranking) -> str | None:
    city = city_of(ranking.profile.project.origin_city)
    elsewhere = city not in ("Shenzhen", "Hong Kong")
    return city if city and centre_of(city) and elsewhere else None


def _minutes(catalogue: Catalogue, ranking: Ranking, place: str, sites: list[str]) -> list[object]:
    minutes = catalogue.travel.minutes_to(place, ranking.profile.roads)["value"]
    return list(minutes[sites].round())


def _kilometres(catalogue: Catalogue, place: str, sites: list[str]) -> list[object]:
    """Straight kilometres, for information where some minutes are not known."""
    return list(catalogue.travel.kilometres_to(place)[sites].round())


def _in_brief(catalogue: Catalogue, ranking: Ranking, name: str, site: str) -> Message:
    criterion = next(c for c in ranking.matrix.criteria if c.name == name)
    value = float(ranking.matrix.performances.at[site, name])
    return criterion.in_brief(catalogue, ranking.profile, site, value)


def _city(catalogue: Catalogue, site: str) -> dict[str, str]:
    return city_name(str(catalogue.sites.at[site, "city"]))


def _same(column: pd.Series) -> bool:
    return len(column) > 1 and len(set(column.map(str))) == 1


def _sentence(name: str, value: object, own: str | None) -> Message:
    heading = message(HEADINGS[name], place=city_name(own) if own else "")
    unknown = isinstance(value, float) and pd.isna(value)
    return message(
        "{what}: {value}", what=heading, value=message("not known") if unknown else value
    )


def _said_by_all(
    catalogue: Catalogue, ranking: Ranking, sites: Sequence[str]
) -> tuple[Message, ...]:
    """Reasons that every one of the sites gives in the same words."""
    if len(sites) < 2:
        return ()
    matrix, rows = ranking.matrix, list(sites)
    known = ~matrix.assumed.loc[rows].any() & (matrix.weights > 0)
    good = matrix.utilities.loc[rows].min() >= SPEAKS_FOR
    said = []
    for name in known.index[known & good]:
        words = [_in_brief(catalogue, ranking, name, site) for site in rows]
        if len({str(m) for m in words}) == 1:
            said.append(words[0])
    return tuple(said)


def _not_told_apart(catalogue: Catalogue, ranking: Ranking, sites: list[str]) -> tuple[str, ...]:
    matrix = ranking.matrix
    if len(sites) < 2:
        return ()
    terms, weighty = matrix.contributions.loc[sites].round(9), matrix.weights > 0
    equal = terms.columns[(terms == terms.iloc[0]).all() & weighty]
    criteria = [c.label for c in matrix.criteria if c.name in equal]
    asked = {c.must_have for c in matrix.criteria if c.name in equal}
    gates = [
        c.label
        for c in matrix.checks
        if c.name not in asked and all(c.result(site) == UNKNOWN for site in sites)
    ]
    supply = catalogue.supply[catalogue.supply["site_id"].isin(sites)]
    blank = [
        what for what, names in NOT_COLLECTED.items() if supply[list(names)].isna().to_numpy().all()
    ]
    return tuple(dict.fromkeys([*criteria, *gates, *blank]))
