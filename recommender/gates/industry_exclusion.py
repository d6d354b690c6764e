"""What a site states about industries that it does not take."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from features.incentives import covers
from features.lists import parts
from recommender.gate import Check, checked, verdict
from recommender.messages import Message, message

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.profile import Profile


def industry_exclusion(catalogue: Catalogue, profile: Profile) -> list[Check]:
    """Whether a statement about each site, or an area around it, bars the project's industry."""
    stated = _statements_against(catalogue, profile)
    near = {
        site: [stated[zone] for zone in around if zone in stated]
        for site, around in catalogue.surroundings.items()
    }
    index = catalogue.sites.index
    bars = np.array([any(row["force"] == "bars" for row in near[site]) for site in index])
    table = checked(index, verdict(np.zeros(len(index), bool), bars))

    def reason(site_id: str) -> Message:
        if not near[site_id]:
            return message("No rule on this industry was collected: ask the zone")
        row = near[site_id][0]
        note = {"en": row["scope_note"], "zh": row["scope_note_zh"]}
        return message("{note} ({as_of}): ask the zone", note=note, as_of=_day(row["as_of"]))

    return [
        Check(
            name="industry_exclusion",
            label="Industry allowed",
            unit="",
            table=table,
            reason=reason,
            side="park",
        )
    ]


def _statements_against(catalogue: Catalogue, profile: Profile) -> dict[str, dict[str, object]]:
    """The statement of each area that speaks against the project's industry or production."""
    makes = "production" in profile.project.functions
    codes = profile.project.sector_codes
    rows = catalogue.exclusions.to_dict(orient="records")
    scopes = parts(catalogue.exclusions["excludes"])
    return {
        str(row["site_id"]): {str(k): v for k, v in row.items()}
        for row, scope in zip(rows, scopes, strict=True)
        if ("all_production" in scope and makes) or covers(scope, codes)
    }


def _day(value: object) -> date | Message:
    return value.date() if isinstance(value, pd.Timestamp) else message("undated")
