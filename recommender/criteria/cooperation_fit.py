"""Is there a named way of working together that matches what the firm has where?"""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, cast

import pandas as pd

from features.cities import city_of
from features.cooperation import Split, cooperation_fit
from models.value_functions import linear
from recommender.criterion import Criterion
from recommender.messages import Message, message
from recommender.profile import Profile

if TYPE_CHECKING:
    from features.catalogue import Catalogue


def key(profile: Profile) -> Hashable | None:
    """Roots and functions of the firm; None when no city of the region is named."""
    project = profile.project
    named = [city_of(project.origin_city), *(city_of_kept(kept.place) for kept in project.keeps)]
    if project.ownership == "hk_macao":
        named.append("Hong Kong")
    cities = tuple(dict.fromkeys(city for city in named if city))
    if not cities:
        return None
    return Split(
        cities=cities,
        kept=tuple(kept.function for kept in project.keeps),
        sought=project.functions,
    )


def city_of_kept(place: str) -> str | None:
    """The city in the prefix of a site or node id, or in a city's name; None if none is there.

    Examples
    --------
    >>> city_of_kept("hk-science-park"), city_of_kept("sz_futian"), city_of_kept("113.5,22.5")
    ('Hong Kong', 'Shenzhen', None)
    """
    prefix = place.replace("_", "-").split("-")[0]
    return _PREFIXES.get(prefix) or city_of(place)


def measure(catalogue: Catalogue, key: Hashable) -> pd.DataFrame:
    """Fit 0..1 of the modes that are named for each site or for the zone around it."""
    return cooperation_fit(
        catalogue.cooperation_modes, catalogue.cooperation_zones, cast("Split", key)
    )


def describe(catalogue: Catalogue, profile: Profile, site_id: str, value: float) -> Message:
    """The best mode that is named here, or that there is none."""
    modes = catalogue.modes_at(site_id)
    partners = {city_of(profile.project.origin_city), "Hong Kong", "Shenzhen", "Macao"}
    named = modes[modes["partner_city"].isin(partners)]
    if value == 0 or named.empty:
        return message("No named cooperation mode matches the firm's split of work")
    row = named.iloc[0]
    return message("Named mode: {mode}", mode={"en": row["label_en"], "zh": row["label_zh"]})


_PREFIXES = {
    "zs": "Zhongshan",
    "sz": "Shenzhen",
    "shenzhen": "Shenzhen",
    "hk": "Hong Kong",
    "gz": "Guangzhou",
    "guangzhou": "Guangzhou",
    "zh": "Zhuhai",
    "zhuhai": "Zhuhai",
    "fs": "Foshan",
    "dg": "Dongguan",
    "hz": "Huizhou",
    "jm": "Jiangmen",
    "zq": "Zhaoqing",
    "mo": "Macao",
}


CRITERION = Criterion(
    name="cooperation_fit",
    label="Named cooperation mode",
    unit="",
    objective="max",
    key=key,
    measure=measure,
    value_function=linear(worst=0.0, best=1.0),
    absence="none",
    typical=0.0,
    group="Site",
    reference="Modes named by the zones themselves, data/cooperation_modes.csv",
    describe=describe,
)
