"""Whether building or moving in can begin by the project's start, as dated supply says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from features.offers import offers
from recommender.gate import FAIL, PASS, Check, checked, verdict
from recommender.messages import Message, message

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from features.project import Project
    from recommender.profile import Profile

DAYS_OF_A_MONTH = 365.25 / 12


def start_date(catalogue: Catalogue, profile: Profile) -> list[Check]:
    """Whether something of each site can be used by the start; months that it comes too late.

    Fails only where the site itself is being built and everything that it offers is dated later.
    """
    sites = catalogue.sites
    rows = offers(catalogue.supply, on=profile.on, start=profile.start)
    usable = rows[rows["firm"] & rows["of"].isin(_needed(profile.project))]
    by_site = rows.groupby("site_id")
    all_late = by_site["late"].all().reindex(sites.index).eq(True)
    earliest = by_site["available_from"].min().reindex(sites.index)
    being_built = sites["status"] == "under_construction"
    months = (earliest - pd.Timestamp(profile.start)).dt.days / DAYS_OF_A_MONTH
    passes = sites.index.isin(usable["site_id"])
    fails = (being_built & all_late).to_numpy() & ~passes
    table = checked(
        sites.index,
        verdict(passes, fails),
        have=np.where(fails, months, np.nan),
        need=np.where(fails, 0.0, np.nan),
        misses_by=np.where(fails, months, np.nan),
    )

    def reason(site_id: str) -> Message:
        by = f"{profile.start:%Y-%m}"
        result, first = table.at[site_id, "result"], earliest[site_id]
        if result == PASS:
            return message("Something on offer can be used by {by}", by=by)
        if pd.isna(first):
            return message("Can building or moving in begin by {by}? No date is known", by=by)
        seen = {"by": by, "first": f"{first:%Y-%m}"}
        if result == FAIL:
            months_late = max(1, round(float(months[site_id])))
            return message(
                "Being built: the first on offer is dated {first}, {n} {n:month|months} after {by}",
                n=months_late,
                **seen,
            )
        return message(
            "Can building or moving in begin by {by}? The earliest date seen is {first}, not "
            "confirmed for this project",
            **seen,
        )

    return [
        Check(
            name="start_date",
            label="Usable by the start",
            unit="months",
            table=table,
            reason=reason,
        )
    ]


def _needed(project: Project) -> list[str]:
    """What the project needs to use: land, floor, or either where it does not say."""
    stated = {"land": project.land_mu, "floor": project.floor_area_m2}
    return [of for of, need in stated.items() if need] or list(stated)
