"""Storey height, floor load and lifts that the project needs, against the buildings on offer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from features.buildings import ATTRIBUTES, stated
from features.offers import offers
from recommender.gate import FAIL, PASS, Check, checked, verdict
from recommender.messages import Message, message

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.profile import Profile

ONE_COMPLEX = ("incubator", "industrial_park")
"""Kinds of site that are one complex of buildings: elsewhere other buildings may stand beside."""

LABELS = {
    "floor_height_m": message("Storey height").text,
    "floor_load_kn_m2": message("Floor load").text,
    "lift_t": message("Goods lift").text,
}
UNITS = {"floor_height_m": "m", "floor_load_kn_m2": "kN/m²", "lift_t": "t"}
NEEDS = {
    "floor_height_m": "storey_height_m",
    "floor_load_kn_m2": "floor_load_kn_m2",
    "lift_t": "lift_t",
}
"""Columns of supply and the fields of a project that ask for them."""

FLOORS = {
    "ground": message("ground floor").text,
    "upper": message("upper floors").text,
    "others": message("the other floors").text,
    "two per block": message("two per block").text,
}
"""Words of supply for the floors that a number speaks of."""


def needed(profile: Profile) -> dict[str, float]:
    """What the project asks of a building, by column of supply."""
    stated = {column: getattr(profile.project, field) for column, field in NEEDS.items()}
    return {column: float(stated[column]) for column in ATTRIBUTES if stated[column]}


def building(catalogue: Catalogue, profile: Profile) -> list[Check]:
    """Whether a building on offer has what the project asks, a check a stated need.

    Fails only where the site is one complex and every floor on offer states too little.
    """
    rows = offers(catalogue.supply, on=profile.on, start=profile.start)
    floors = rows[rows["of"] == "floor"]
    return [_check(catalogue, floors, column, need) for column, need in needed(profile).items()]


def _check(catalogue: Catalogue, floors: pd.DataFrame, column: str, need: float) -> Check:
    sites = catalogue.sites
    lines = stated(floors, column)
    lines["below"] = lines["high"] < need
    lines["enough"] = lines["firm"] & (lines["low"] >= need)
    # The firm floor that has enough stands first, then the highest number; ties by its words.
    ordered = lines.dropna(subset=["value"]).sort_values(
        ["enough", "value", "low", "floors"], ascending=False, kind="stable"
    )
    top = ordered.drop_duplicates("site_id").set_index("site_id").reindex(sites.index)
    all_below = lines.groupby("site_id")["below"].all().reindex(sites.index).eq(True)
    fails = (all_below & sites["kind"].isin(ONE_COMPLEX)).to_numpy()
    have = top["value"].to_numpy(dtype=float)
    table = checked(
        sites.index,
        verdict(top["enough"].eq(True).to_numpy(), fails),
        have=have,
        need=need,
        misses_by=np.where(fails, need - have, np.nan),
    )

    def reason(site_id: str) -> Message:
        return _reason(table.loc[site_id], top.loc[site_id], column)

    return Check(
        name="building", label=LABELS[column], unit=UNITS[column], table=table, reason=reason
    )


def _reason(row: pd.Series, top: pd.Series, column: str) -> Message:
    said = {
        "what": message(LABELS[column]),
        "need": f"{row['need']:g}",
        "have": f"{row['have']:g}",
        "unit": UNITS[column],
    }
    if np.isnan(row["have"]):
        return message(_SENTENCES["ask"], **said)
    floors = top["floors"]
    where = message(_SENTENCES["where"], where=floor_words(floors)) if floors else ""
    return message(_SENTENCES[str(row["result"])], where=where, **said)


_SENTENCES = {
    PASS: message("{what}: {have} {unit}{where} on offer, {need} needed").text,
    FAIL: message("{what}: everything on offer states {have} {unit} at most, {need} needed").text,
    "unknown": message(
        "{what}: is there {need} {unit}? The best seen is {have} {unit}{where}"
    ).text,
    "ask": message("{what}: is there {need} {unit}? No figure is known").text,
    "where": message(" ({where})").text,
}


def floor_words(floors: str) -> Message | str:
    """The floors that a number speaks of, in words; what has no words as supply says it."""
    numbered = re.fullmatch(r"floors (\d+)-(\d+)", floors)
    if numbered:
        return message("floors {first} to {last}", first=numbered[1], last=numbered[2])
    return message(FLOORS[floors]) if floors in FLOORS else floors
