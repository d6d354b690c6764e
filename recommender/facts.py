"""The strongest dated fact of a site: what a board would want to hear first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from features.memo import IdentityMemo
from features.offers import offers
from features.project import M2_PER_MU
from recommender.messages import Message, message

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.profile import Profile

_OFFERS = {
    ("land", True): message("{amount} mu of land ready in time ({as_of})").text,
    ("floor", True): message("{amount} m² of floor ready in time ({as_of})").text,
    ("land", False): message("{amount} mu of land mentioned, not confirmed ({as_of})").text,
    ("floor", False): message("{amount} m² of floor mentioned, not confirmed ({as_of})").text,
}
_SENTENCES = {
    "area_km2": message("{value} km² in all ({as_of})").text,
    "established_year": message("Established in {value} ({as_of})").text,
    "core_area_km2": message("{value} km² audited core area ({as_of})").text,
}


def strongest_fact(catalogue: Catalogue, profile: Profile, site_id: str) -> Message | None:
    """The best offer of the site, or its area or year, with the date; None if nothing is dated.

    A firm offer comes before one that is only mentioned, and either before an area.
    """
    key = (profile.on, profile.start, site_id)
    return _FACTS.get((catalogue,), key, lambda: _strongest(catalogue, profile, site_id))


_FACTS = IdentityMemo(size=512)


def _strongest(catalogue: Catalogue, profile: Profile, site_id: str) -> Message | None:
    rows = offers(catalogue.supply, on=profile.on, start=profile.start)
    here = rows[(rows["site_id"] == site_id) & rows["area_m2"].notna() & rows["as_of"].notna()]
    if not here.empty:
        return _offer(here.sort_values(["firm", "area_m2"], ascending=False).iloc[0])
    evidence = catalogue.evidence
    stated = evidence[(evidence["site_id"] == site_id) & evidence["as_of"].notna()]
    for attribute, sentence in _SENTENCES.items():
        found = stated[
            (stated["attribute"] == attribute) & (stated["as_of"] <= pd.Timestamp(profile.on))
        ]
        if not found.empty:
            latest = found.sort_values("as_of").iloc[-1]
            return message(sentence, value=latest["value"], as_of=_month(latest["as_of"]))
    return None


def _offer(row: pd.Series) -> Message:
    of = str(row["of"])
    amount = row["area_m2"] / (M2_PER_MU if of == "land" else 1.0)
    sentence = _OFFERS[of, bool(row["firm"])]
    return message(sentence, amount=f"{amount:,.0f}", as_of=_month(row["as_of"]))


def _month(day: pd.Timestamp) -> str:
    return f"{day:%Y-%m}"
