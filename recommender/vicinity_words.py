"""What lies near a site and which sites are like it, as facts with day and source, in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from features.likeness import industries_in_common, likeness
from features.roads import Roads
from features.vicinity import neighbours, on_the_same_point
from recommender.messages import Message, message, several
from recommender.places import site_name
from recommender.words import KINDS, LEVELS

if TYPE_CHECKING:
    from features.catalogue import Catalogue

NEAREST = 6
"""Neighbours that are named; the map shows the same ones."""

ALIKE = 5
"""Sites that are named as like another."""

ENOUGH = 0.5
"""A site of which less of the parts is known of both is not said to be like another."""

NAMED = 3
"""Industries in common that are named; the others are counted."""

CLOSE = 0.5
"""From here on two areas are said to be of like size: one at most ten times the other."""

POINTS = message(
    "straight line between the points of the catalogue, as exact as both points are"
).text
MEASURE = message("Baysite's own measure over what is stated of both sites (docs/compare.md)").text

Fact = tuple[object, object, object, object]


def near(catalogue: Catalogue, site_id: str) -> tuple[str, ...]:
    """The neighbours of a site that are named, the nearest first."""
    return tuple(str(site) for site in neighbours(catalogue, site_id, NEAREST).index)


def roads_on(on: date) -> Roads:
    """The roads for a car on a day, as the page of a site takes them."""
    return Roads(on=on)


def neighbour_facts(catalogue: Catalogue, site_id: str, on: date) -> Iterable[Fact]:
    """One fact a neighbour: its name, how far it is and what it is; then those on the same point,
    of which the distance is not known."""
    table = neighbours(catalogue, site_id, NEAREST)
    minutes = catalogue.travel.minutes_to(site_id, roads_on(on)) if len(table) else None
    for i, (site, row) in enumerate(table.iterrows(), start=2):
        said = [_far(row)]
        if minutes is not None and pd.notna(minutes.at[site, "value"]):
            said.append(_by_car(minutes.loc[site]))
        name = message("{n}. {name}", n=str(i), name=site_name(catalogue, str(site)))
        what = several([*said, what_it_is(catalogue, str(site))])
        yield name, what, on.isoformat(), message(POINTS)
    same = on_the_same_point(catalogue, site_id)
    if same:
        names = tuple(site_name(catalogue, site) for site in same)
        yield (
            message("On the very same point"),
            message("{names}: the point stands for all of them, distance not known", names=names),
            on.isoformat(), message(POINTS),
        )  # fmt: skip


def alike(catalogue: Catalogue, site_id: str) -> pd.DataFrame:
    """The sites most like one, of other families: rows of `features.likeness.likeness`."""
    table = likeness(catalogue, site_id)
    sites = catalogue.sites.loc[table.index]
    other = sites["family"] != catalogue.sites.at[site_id, "family"]
    may = other & (sites["role"] != "umbrella") & (table["known"] >= ENOUGH)
    return table[may.to_numpy()].head(ALIKE)


def alike_facts(catalogue: Catalogue, site_id: str, on: date) -> Iterable[Fact]:
    """One fact a site that is like another: its name, and in what the two are alike."""
    for site, row in alike(catalogue, site_id).iterrows():
        why = likeness_in_words(catalogue, site_id, str(site), row)
        said = message(
            "{why}; alike: {alike} of 100 (known of both: {known} of 100 of what is compared)",
            why=why, alike=round(100 * row["alike"]), known=round(100 * row["known"]),
        )  # fmt: skip
        yield site_name(catalogue, str(site)), said, on.isoformat(), message(MEASURE)


def likeness_in_words(catalogue: Catalogue, one: str, other: str, parts: pd.Series) -> Message:
    """Why two sites are alike: industries that both name, kind, level, size, how far apart."""
    row = catalogue.sites.loc[other]
    common = industries_in_common(catalogue, one, other)
    said: list[Message] = []
    if common:
        said.append(message("both name {industries}", industries=_industries(catalogue, common)))
    elif parts["industries"] > 0:
        said.append(message("industries of the same group"))
    if parts["kind"] == 1:
        said.append(message("the same kind: {kind}", kind=message(KINDS[row["kind"]])))
    if parts["level"] == 1:
        said.append(message("the same level: {level}", level=message(LEVELS[row["level"]])))
    if parts["size"] >= CLOSE:
        said.append(message("of like size"))
    if pd.notna(parts["km"]):
        said.append(message("{km} km apart", km=_km(float(parts["km"]))))
    return several(said) if said else message("nothing in common that is stated")


def what_it_is(catalogue: Catalogue, site_id: str) -> Message:
    """Kind, level and first industries of a site, in a few words."""
    row, said = catalogue.sites.loc[site_id], []
    for name, words in (("kind", KINDS), ("level", LEVELS)):
        if row[name] in words:
            said.append(message(words[row[name]]))
    codes = catalogue.industries[site_id]
    if codes:
        said.append(message("for {industries}", industries=_industries(catalogue, codes)))
    return several(said)


def _industries(catalogue: Catalogue, codes: tuple[str, ...]) -> tuple[object, ...]:
    leaves = catalogue.taxonomy.leaves
    named: list[object] = [
        {"en": leaves.at[code, "name_en"], "zh": leaves.at[code, "name_zh"]}
        for code in codes[:NAMED]
    ]
    more = len(codes) - len(named)
    return (*named, message("{n} more", n=more)) if more else tuple(named)


def _far(row: pd.Series) -> Message:
    return message(
        "{km} km ({low} to {high})",
        km=_km(row["km"]), low=_km(row["low"]), high=_km(row["high"]),
    )  # fmt: skip


def _by_car(row: pd.Series) -> Message:
    return message(
        "{minutes} min by car ({low} to {high})",
        minutes=round(row["value"]), low=round(row["low"]), high=round(row["high"]),
    )  # fmt: skip


def _km(km: float) -> str:
    return f"{km:.0f}" if km >= 10 or km == 0 else f"{km:.1f}"
