"""What the must-haves cost, and the sites that miss by least."""

from __future__ import annotations

import pandas as pd

from recommender.board_report.content import Block, Lines, Section, Table
from recommender.board_report.voice import Voice
from recommender.messages import Message, message, several
from recommender.near_misses import near_misses
from recommender.relaxation import price_in_words, prices

NEAREST = 5
"""Excluded sites that are named, those that miss by least."""


def must_haves_section(voice: Voice) -> Section:
    """What one step of each must-have would buy, and what excluded sites lack."""
    found = [voice.cell(price_in_words(voice.catalogue, price))
             for price in prices(voice.catalogue, voice.ranking)]  # fmt: skip
    head = message("What your must-haves cost").text
    if not found:
        found = [voice.said(message("No must-have of the project can be eased by a step."))]
    return Section(
        heading=voice.t(message("Must-haves and near misses").text),
        blocks=(voice.lines(head, found), _nearest(voice)),
        page=True,
    )


def _nearest(voice: Voice) -> Block:
    missed = near_misses(voice.catalogue, voice.ranking)
    head = message("Excluded, nearest first ({shown} of {n})")
    sites = list(dict.fromkeys(missed["site_id"]))
    title = voice.words(message(head.text, shown=min(NEAREST, len(sites)), n=len(sites)))
    if missed.empty:
        none = message("No site was excluded by a must-have.")
        return Lines(head=title, items=(voice.said(none),))
    heads = (message("Site").text, message("What it misses").text)
    rows = tuple(
        (voice.said(voice.name(site)), voice.cell(_misses(missed[missed["site_id"] == site])))
        for site in sites[:NEAREST]
    )
    return Table(caption=title, head=tuple(voice.t(h) for h in heads), rows=rows, widths=(3.0, 6.0))


def _misses(rows: pd.DataFrame) -> Message:
    return several(
        [
            message("{head}: {said}", head=message(row["label"]), said=row["says"])
            for row in rows.to_dict(orient="records")
        ]
    )
