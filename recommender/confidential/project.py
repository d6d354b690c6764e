"""The figures of a confidential project as ranges, and the year of its start."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from recommender.board_report.project_words import (
    AMOUNTS,
    BUILDING,
    BUILDINGS,
    FIGURES,
    NEED,
    START,
)
from recommender.confidential.ladder import range_in_words
from recommender.decision_sheet import PROJECT
from recommender.messages import Message, message, several
from recommender.texts import render, translate

if TYPE_CHECKING:
    from recommender.confidential.listed import Confidential

NEEDS = {
    "land_mu": message("{n} mu of land").text,
    "floor_area_m2": message("{n} m² of floor").text,
}


def range_rows(listed: Confidential) -> dict[str, Message]:
    """What is said of need, figures, building and start, by the label of the row."""
    words = {NEED: NEEDS, FIGURES: AMOUNTS, BUILDING: BUILDINGS}
    said = {label: _ranges(listed, texts) for label, texts in words.items()}
    years = {shortlist.ranking.profile.start.year for shortlist in listed.each}
    return {
        **{label: several(ranges) for label, ranges in said.items() if ranges},
        START: message("{said}", said="-".join(map(str, sorted(years)))),
    }


def range_table(listed: Confidential) -> pd.DataFrame:
    """The codename and the ranges as columns what and value, in the language of the list."""
    rows = [
        (translate(label, listed.language), render(said, listed.language))
        for label, said in {PROJECT: message("{said}", said=listed.codename),
                            **range_rows(listed)}.items()
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["what", "value"])


def _ranges(listed: Confidential, texts: Mapping[str, str]) -> list[Message]:
    low, high = (each.ranking.profile.project for each in (listed.low, listed.high))
    return [
        Message(text=text, values={"n": range_in_words(getattr(low, name), getattr(high, name))})
        for name, text in texts.items()
        if getattr(low, name) is not None
    ]
