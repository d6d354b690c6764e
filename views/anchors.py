"""The firm's own places: each with what travels there, trips a week, and at most how many
minutes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import streamlit as st

from recommender.errors import BaysiteError, UnknownPlaceError
from recommender.messages import message
from recommender.places import trouble_with
from recommender.profile import MOST_TRIPS, Anchor
from recommender.words import BY
from views import state
from views.folded import folded
from views.sentences import say
from views.state import key, t

if TYPE_CHECKING:
    from features.roads import Vehicle

MIXED = message("State trips a week for all of your places, or for none of them.").text
MOST = 8
"""Places of one's own that the form takes."""
LONGEST_MINUTES = 1_440.0


def draw_anchors() -> tuple[Anchor, ...]:
    """Draw a row for each place and an empty one; the places as they stand."""
    anchors = state.draft().anchors
    box = folded(t(message("Places that the firm travels to").text), key("own_places"))
    if not box.open:
        return anchors
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
        rows = tuple(_draw_rows(anchors))
        if is_mixed(rows):
            st.warning(t(MIXED))
    return rows


def _draw_rows(anchors: tuple[Anchor, ...]) -> Iterator[Anchor]:
    """Draw the places and one empty row behind the last of them."""
    for i in range(MOST):
        row = _draw_row(i, anchors[i] if i < len(anchors) else None)
        if row is not None:
            yield row
        elif i >= len(anchors):
            return


def _draw_row(i: int, anchor: Anchor | None) -> Anchor | None:
    words: dict[Vehicle, str] = {vehicle: t(text) for vehicle, text in BY.items()}
    place, mode, trips, minutes = st.columns([4, 3, 2, 2], vertical_alignment="bottom")
    named = place.text_input(
        t(message("Place {n}").text, n=i + 1),
        value=anchor.place if anchor else "",
        max_chars=80,
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
        min_value=1.0, max_value=LONGEST_MINUTES, step=5.0, format="%g",
        value=anchor.max_minutes if anchor else None,
        placeholder=t(message("No limit").text), key=key(f"anchor_limit_{i}"),
    )  # fmt: skip
    if not (named or "").strip():
        return None
    trouble = trouble_with(state.catalogue(), str(named).strip())
    if trouble:
        st.warning(say(trouble))
    weight = anchor.weight if anchor else 1.0
    return Anchor(
        place=str(named).strip(), mode=how, weight=weight, trips_per_week=often, max_minutes=limit
    )


def is_mixed(anchors: tuple[Anchor, ...]) -> bool:
    """True when some places state their trips and others do not."""
    return len({anchor.trips_per_week is None for anchor in anchors}) > 1


def what_is_wrong(error: BaysiteError) -> str:
    """An error in the reader's language where it is about places of one's own."""
    if is_mixed(state.draft().anchors):
        return t(MIXED)
    if isinstance(error, UnknownPlaceError):
        troubles = [trouble_with(state.catalogue(), a.place) for a in state.draft().anchors]
        said = [say(trouble) for trouble in troubles if trouble]
        return t(message("; ").text).join(said) or str(error)
    return str(error)
