"""Two sites for one project: an office or research site and one that makes, best pairs first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from features.cities import CITIES, city_of
from features.cooperation import Split, cooperation_fit
from models.value_functions import linear
from recommender.engine import recommend
from recommender.errors import PairingError
from recommender.places import city_of_place
from recommender.profile import Pairing, Profile
from recommender.ranking import LISTED, OTHER_INDUSTRY, Ranking, empty_reason

if TYPE_CHECKING:
    from features.catalogue import Catalogue

OFFICE, MAKING = ("hq", "r_and_d", "sales"), ("production", "warehouse")
"""Functions of the two halves."""

NEAR = linear(worst=180.0, best=30.0)
"""Utility of the minutes between two halves: the fixed anchors of access to one's places."""
TYPICAL = 0.25
"""Utility where the minutes between are not known: below the middle (judgement), and marked."""


@dataclass(frozen=True, kw_only=True)
class Half:
    """One half of a project: what is to be there, and where it is if it is placed already.

    `ranking` is that of the half alone; None for a half that is fixed.
    """

    functions: tuple[str, ...]
    place: str | None
    city: str | None
    ranking: Ranking | None


@dataclass(frozen=True, kw_only=True)
class Pair:
    """An office half and a making half, each a site id or the place that the firm keeps.

    Attributes
    ----------
    score : 0..1, the shares of `terms` (office, production, minutes, mode); a fixed half has no
        term, since it is the same in every pair
    low, high : with the ends of the halves' scores
    minutes : by car between the two; NaN where unknown, then `assumed` is True
    mode : index of the named cooperation mode in the catalogue's table; None without one
    """

    rank: int
    office: str
    production: str
    score: float
    low: float
    high: float
    terms: Mapping[str, float]
    minutes: float
    assumed: bool
    mode: int | None


@dataclass(frozen=True, kw_only=True)
class Pairs:
    """The pairs of a project, best first; no two among them are one idea.

    `compared` counts the pairs that were scored.
    """

    office: Half
    production: Half
    pairs: tuple[Pair, ...]
    compared: int


def pair(catalogue: Catalogue, profile: Profile, *, top: int = 5) -> Pairs:
    """The best pairs for a project that wants an office or research site and one that makes.

    A function that the firm keeps fixes its half; the other is searched. Two pairs are one idea
    when their making halves are one entry (their office halves, when the making half is fixed).

    Raises
    ------
    PairingError
        If the project names one half only, both are placed already, or no site is left for one.
    """
    office, production = halves(catalogue, profile)
    for name, half in (("office", office), ("making", production)):
        if half.ranking is not None and not _sites(half):
            raise PairingError(
                f"No site is left for the {name} half: {empty_reason(half.ranking)}. Expected one "
                "at least. Search more cities for it, or relax a must-have.",
                kind="no_site",
            )
    table = _scored(catalogue, profile, office, production)
    if table.empty:
        raise PairingError(
            "Both halves are left with the same single site. Expected two. Search more cities for "
            "one of them.",
            kind="no_site",
        )
    searched, by = (office, "office") if production.place else (production, "production")
    chosen = _ideas(catalogue, table, searched, by).head(top)
    return Pairs(
        office=office,
        production=production,
        pairs=tuple(_pair(i + 1, row) for i, row in enumerate(chosen.to_dict(orient="records"))),
        compared=len(table),
    )


def halves(catalogue: Catalogue, profile: Profile) -> tuple[Half, Half]:
    """The two halves of a project, each ranked alone unless the firm keeps it.

    Raises
    ------
    PairingError
        If a half has no function, or both are kept.
    """
    functions, places = _functions(profile, OFFICE), _functions(profile, MAKING)
    kept = [_kept(profile, half) for half in (OFFICE, MAKING)]
    for name, found, of in (("office", functions, OFFICE), ("making", places, MAKING)):
        if not found:
            raise PairingError(
                f"{profile.name or 'The project'} names no {name} function. Expected one of "
                f"{', '.join(of)} among its functions, or among what the firm keeps, beside the "
                "other half's. Add it, or rank single sites.",
                kind="one_half",
            )
    if all(kept):
        raise PairingError(
            f"{profile.name or 'The project'} keeps both halves already "
            f"({', '.join(map(str, kept))}). Expected one of them to be searched. Take one out of "
            "what the firm keeps.",
            kind="both_kept",
        )
    stated = profile.pairing or Pairing()
    cities = [city_of_place(catalogue, place) if place else None for place in kept]
    home = cities[0] or city_of(profile.project.origin_city)
    office = Half(
        functions=functions, place=kept[0], city=cities[0],
        ranking=None if kept[0] else _ranked(
            catalogue, profile, functions, stated.office_regions or _home(home), office=True
        ),
    )  # fmt: skip
    production = Half(
        functions=places, place=kept[1], city=cities[1],
        ranking=None if kept[1] else _ranked(
            catalogue, profile, places, stated.production_regions or _elsewhere(profile, home),
            office=False,
        ),
    )  # fmt: skip
    return office, production


def _functions(profile: Profile, of: tuple[str, ...]) -> tuple[str, ...]:
    project = profile.project
    kept = [kept.function for kept in project.keeps if kept.function in of]
    return tuple(dict.fromkeys([*kept, *(f for f in project.functions if f in of)]))


def _kept(profile: Profile, of: tuple[str, ...]) -> str | None:
    return next((kept.place for kept in profile.project.keeps if kept.function in of), None)


def _home(city: str | None) -> tuple[str, ...]:
    return (city,) if city in CITIES else tuple(CITIES)


def _elsewhere(profile: Profile, home: str | None) -> tuple[str, ...]:
    """The profile's own regions; the Bay Area without the office's city when it names none."""
    if profile.regions != ("Bay Area",):
        return profile.regions
    return tuple(city for city in CITIES if city != home)


def _ranked(
    catalogue: Catalogue,
    profile: Profile,
    functions: tuple[str, ...],
    regions: tuple[str, ...],
    *,
    office: bool,
) -> Ranking:
    project = replace(profile.project, functions=functions)  # type: ignore[arg-type]
    if not office:
        return recommend(catalogue, replace(profile, project=project, regions=regions))
    # Stated land and floor, and the firm's other places, belong to the half that makes.
    alone = replace(project, keeps=(), land_mu=None, floor_area_m2=None)
    half = replace(profile, project=alone, regions=regions, archetype=None, weights=None)
    return recommend(catalogue, half)


def _scored(catalogue: Catalogue, profile: Profile, office: Half, production: Half) -> pd.DataFrame:
    """Every pair of listed sites, best first, with its terms."""
    one, other = _sites(office), _sites(production)
    minutes = _minutes(catalogue, profile, office, production)
    modes = _modes(catalogue, office, production, one, other)
    shares = _shares(profile.pairing or Pairing(), office, production)
    known = ~np.isnan(minutes)
    near = np.where(known, NEAR(np.where(known, minutes, 0.0)), TYPICAL)
    terms = {
        "office": np.broadcast_to(_scores(office)[:, None], minutes.shape) * shares["office"],
        "production": np.broadcast_to(_scores(production), minutes.shape) * shares["production"],
        "minutes": near * shares["minutes"],
        "mode": modes["fit"] * shares["mode"],
    }
    fixed = terms["minutes"] + terms["mode"]
    ends = {
        end: fixed
        + shares["office"] * _scores(office, end)[:, None]
        + shares["production"] * _scores(production, end)
        for end in ("score_low", "score_high")
    }
    table = pd.DataFrame(
        {
            "office": np.repeat(one, len(other)),
            "production": np.tile(other, len(one)),
            "score": np.sum(list(terms.values()), axis=0).ravel(),
            "low": ends["score_low"].ravel(),
            "high": ends["score_high"].ravel(),
            **{name: term.ravel() for name, term in terms.items() if name in ("minutes", "mode")},
            "office_term": terms["office"].ravel(),
            "production_term": terms["production"].ravel(),
            "between": minutes.ravel(),
            "mode_at": modes["at"].ravel(),
        }
    )
    table = table[table["office"] != table["production"]]  # one site is no pair
    order = np.lexsort((table["production"], table["office"], -table["score"].round(12)))
    return table.iloc[order]


def _sites(half: Half) -> list[str]:
    """The place of a fixed half; else the sites that pass its gates and are related to it.

    An office of headquarters or sales needs no park of its industry.
    """
    if half.ranking is None:
        return [str(half.place)]
    listed = half.ranking.standing(LISTED)
    anywhere = set(half.functions) <= {"hq", "sales"}
    return listed + (half.ranking.standing(OTHER_INDUSTRY) if anywhere else [])


def _scores(half: Half, end: str = "score") -> np.ndarray:
    if half.ranking is None:
        return np.zeros(1)
    return half.ranking.table.loc[_sites(half), end].to_numpy(dtype=float)


def _shares(pairing: Pairing, office: Half, production: Half) -> dict[str, float]:
    """Shares that sum to 1; a fixed half says the same of every pair and has none."""
    stated = {
        "office": 0.0 if office.ranking is None else pairing.office,
        "production": 0.0 if production.ranking is None else pairing.production,
        "minutes": pairing.minutes,
        "mode": pairing.mode,
    }
    total = sum(stated.values())
    return {name: share / total for name, share in stated.items()}


def _minutes(catalogue: Catalogue, profile: Profile, office: Half, production: Half) -> np.ndarray:
    """Minutes by car between every two halves, office by production; NaN where unknown."""
    travel, roads = catalogue.travel, profile.roads
    if office.place is not None:
        return travel.minutes_to(office.place, roads)["value"][_sites(production)].to_numpy()[None]
    if production.place is not None:
        column = travel.minutes_to(production.place, roads)["value"][_sites(office)]
        return column.to_numpy()[:, None]
    return travel.between_sites(roads).loc[_sites(office), _sites(production)].to_numpy()


def _modes(
    catalogue: Catalogue, office: Half, production: Half, one: list[str], other: list[str]
) -> dict[str, np.ndarray]:
    """Fit of the best named mode of every pair, and its row in the table of modes (-1: none)."""
    cities = [office.city if office.place else str(catalogue.sites.at[s, "city"]) for s in one]
    made = {city: _modes_with(catalogue, str(city), office, production, other)
            for city in dict.fromkeys(cities)}  # fmt: skip
    return {name: np.stack([made[city][name] for city in cities]) for name in ("fit", "at")}


def _modes_with(
    catalogue: Catalogue, city: str, office: Half, production: Half, sites: list[str]
) -> dict[str, np.ndarray]:
    split = Split(cities=(city,), kept=office.functions, sought=production.functions)
    zones = catalogue.cooperation_zones
    if production.place is not None:
        held = [
            z for z in zones if production.place in zones.index and zones.at[production.place, z]
        ]
        zones = pd.DataFrame([{z: z in held for z in zones}], index=[production.place])
    fit, at = np.zeros(len(sites)), np.full(len(sites), -1)
    for i in range(len(catalogue.cooperation_modes)):
        one = cooperation_fit(catalogue.cooperation_modes.iloc[[i]], zones, split)["value"][sites]
        better = one.to_numpy() > fit
        fit, at = np.where(better, one, fit), np.where(better, i, at)
    return {"fit": fit, "at": at}


def _ideas(catalogue: Catalogue, table: pd.DataFrame, half: Half, by: str) -> pd.DataFrame:
    """The best pair of every idea: an entry of the half's own ranking, else a family."""
    family = {str(site): str(name) for site, name in catalogue.sites["family"].items()}
    entries = half.ranking.entries if half.ranking is not None else ()
    listed = {site: e.site_id for e in entries for site in (e.site_id, *e.family)}
    idea = table[by].map(lambda site: listed.get(site, family.get(site, site)))
    return table[~idea.duplicated()]


def _pair(rank: int, row: dict[str, float]) -> Pair:
    terms = {
        "office": row["office_term"], "production": row["production_term"],
        "minutes": row["minutes"], "mode": row["mode"],
    }  # fmt: skip
    return Pair(
        rank=rank,
        office=str(row["office"]),
        production=str(row["production"]),
        score=float(row["score"]),
        low=float(row["low"]),
        high=float(row["high"]),
        terms=terms,
        minutes=float(row["between"]),
        assumed=bool(np.isnan(row["between"])),
        mode=None if row["mode_at"] < 0 else int(row["mode_at"]),
    )
