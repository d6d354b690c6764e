"""The firm's own places: each with what travels there, trips a week, and at most how many
minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from recommender.errors import BaysiteError, UnknownPlaceError
from recommender.messages import message
from recommender.places import trouble_with
from recommender.profile import Anchor
from recommender.profile_parts import LEAST_MINUTES, LONGEST_PLACE, MOST_MINUTES, MOST_TRIPS
from recommender.words import BY
from views import state
from views.folded import folded
from views.markdown import plain
from views.sentences import say_plain
from views.state import key, t

if TYPE_CHECKING:
    from features.roads import Vehicle

MIXED = message("State trips a week for all of your places, or for none of them.").text
MOST = 12
"""Rows up to which the form offers another empty one; a profile may bring more."""


def draw_anchors() -> tuple[tuple[Anchor, ...], bool]:
    """Draw a row for each place and an empty one; the places, and whether a row between is empty.

    Then the form is to be drawn anew from the draft, so that the rows move up with their values.
    """
    anchors = state.draft().anchors
    box = folded(t(message("Places that the firm travels to").text), "own_places")
    if not box.open:
        return anchors, False
    with box:
        st.caption(
            t(
                message(
                    "A name in English or Chinese, a site, or longitude,latitude. Your own places "
                    "stand in for the usual ones: the firm's city, Futian, Central, the nearest "
                    "airport and port. State trips a week for all of them or for none."
                ).text
            )
        )
        rows = [_draw_row(i, anchors[i]) for i in range(len(anchors))]
        while len(rows) < MOST and (not rows or rows[-1] is not None):
            rows.append(_draw_row(len(rows), None))
        filled = tuple(row for row in rows if row is not None)
        if is_mixed(filled):
            st.warning(t(MIXED))
    return filled, None in rows[: len(filled)]


def _draw_row(i: int, anchor: Anchor | None) -> Anchor | None:
    words: dict[Vehicle, str] = {vehicle: t(text) for vehicle, text in BY.items()}
    place, mode, trips, minutes = st.columns([4, 3, 2, 2], vertical_alignment="bottom")
    named = place.text_input(
        t(message("Place {n}").text, n=i + 1),
        value=anchor.place if anchor else "",
        max_chars=LONGEST_PLACE,
        placeholder=t(message("For example: Songshan Lake, 前海, 113.4,22.5").text),
        key=key(f"anchor_place_{i}"),
    )
    how = mode.selectbox(
        t(message("Travelled {n}").text, n=i + 1),
        list(words),
        index=list(words).index(anchor.mode) if anchor else 0,
        format_func=words.__getitem__,
        key=key(f"anchor_mode_{i}"),
    )
    often = trips.number_input(
        t(message("Trips a week {n}").text, n=i + 1),
        min_value=0.0, max_value=MOST_TRIPS, step=1.0, format="%g",
        value=anchor.trips_per_week if anchor else None,
        placeholder=t(message("Not stated").text), key=key(f"anchor_trips_{i}"),
    )  # fmt: skip
    limit = minutes.number_input(
        t(message("At most min {n}").text, n=i + 1),
        min_value=LEAST_MINUTES, max_value=MOST_MINUTES, step=5.0, format="%g",
        value=anchor.max_minutes if anchor else None,
        placeholder=t(message("No limit").text), key=key(f"anchor_limit_{i}"),
    )  # fmt: skip
    if not (named or "").strip():
        return None
    trouble = trouble_with(state.catalogue(), str(named).strip())
    if trouble:
        st.warning(say_plain(trouble))
    weight = anchor.weight if anchor else 1.0
    return Anchor(
        place=str(named).strip(), mode=how, weight=weight, trips_per_week=often, max_minutes=limit
    )


def is_mixed(anchors: tuple[Anchor, ...]) -> bool:
    """True when some places state their trips and others do not."""
    return len({anchor.trips_per_week is None for anchor in anchors}) > 1


def what_is_wrong(error: BaysiteError) -> str:
    """An error for Markdown, in the reader's language where it is about places of one's own."""
    if is_mixed(state.draft().anchors):
        return t(MIXED)
    if isinstance(error, UnknownPlaceError):
        troubles = [trouble_with(state.catalogue(), a.place) for a in state.draft().anchors]
        said = [say_plain(trouble) for trouble in troubles if trouble]
        return t(message("; ").text).join(said) or plain(str(error))
    return plain(str(error))
