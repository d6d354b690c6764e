"""Edit one park: what is stated, from where; the difference first, then it is taken over."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import streamlit as st

from recommender.editing import data_folder, difference, editable, take
from recommender.errors import BaysiteError
from recommender.messages import message
from recommender.words import KINDS, LEVELS, STATUSES
from views import state
from views.markdown import plain
from views.sentences import name_of
from views.sign_in import may_change
from views.state import t
from views.tables import draw_plain

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from features.exchange.revision import Revision

TEXTS = {
    "name_en": message("English name").text,
    "name_zh": message("Chinese name").text,
    "sector_words": message("Industries named, set apart by ;").text,
    "area_km2": message("Area in km²").text,
    "established_year": message("Established").text,
    "lon": message("Longitude (WGS-84)").text,
    "lat": message("Latitude (WGS-84)").text,
    "precision_km": message("Precision of the point in km").text,
}
CLOSED = message(
    "A park is edited by whoever is signed in: go to Shortlists, sign in there, and come back."
).text
CODES = {"kind": KINDS, "level": LEVELS, "status": STATUSES}
CODE_LABELS = {
    "kind": message("Kind").text,
    "level": message("Level").text,
    "status": message("Status").text,
}


def draw_edit(catalogue: Catalogue) -> None:
    """Draw the form, the difference that it makes, and the button that takes it over."""
    if not may_change():
        st.info(t(CLOSED))
        return
    site = _draw_choice(catalogue)
    row = _draw_form(catalogue, site)
    if row is not None:
        state.start_edit(row)
    if state.edit() and state.edit()["site_id"] == site:
        _draw_difference(catalogue)


def _draw_choice(catalogue: Catalogue) -> str:
    ids = [str(site) for site in catalogue.sites.index]
    chosen = state.draft().chosen
    return str(
        st.selectbox(
            t(message("Park").text),
            ids,
            index=ids.index(chosen) if chosen in ids else 0,
            format_func=lambda one: f"{name_of(catalogue, one)} ({one})",
            key="edit_site",
        )
    )


def _draw_form(catalogue: Catalogue, site: str) -> dict[str, str] | None:
    """The row of the form when it was sent, else None."""
    stated = editable(catalogue, site)
    with st.form(f"edit_form_{site}", border=False):
        left, right = st.columns(2, gap="medium")
        row = {"site_id": site}
        for n, (name, label) in enumerate(TEXTS.items()):
            column = (left, right)[n % 2]
            row[name] = column.text_input(
                t(label), value=stated[name], max_chars=300, key=f"edit_{site}_{name}"
            )
        for name, words in CODES.items():
            row[name] = right.selectbox(
                t(CODE_LABELS[name]),
                list(words),
                index=list(words).index(stated[name]) if stated[name] in words else None,
                format_func=lambda code, words=words: t(words[code]),
                key=f"edit_{site}_{name}",
            ) or ""  # fmt: skip
        row["source"] = left.text_input(
            t(message("Source of what you change (required)").text),
            max_chars=500, key=f"edit_{site}_source",
        )  # fmt: skip
        row["as_of"] = left.text_input(
            t(message("As of: YYYY, YYYY-MM or YYYY-MM-DD").text),
            max_chars=10, key=f"edit_{site}_as_of",
        )  # fmt: skip
        sent = st.form_submit_button(
            t(message("Show the difference").text), key=f"edit_{site}_send"
        )
    return row if sent else None


def _draw_difference(catalogue: Catalogue) -> None:
    try:
        revision = _revision(catalogue, state.edit())
    except BaysiteError as error:
        st.error(t(message("This cannot be taken over: {why}").text, why=plain(str(error))))
        return
    if revision.changes.empty:
        st.info(
            t(message("Nothing differs from the catalogue. A blank field changes nothing.").text)
        )
        return
    heads = (message("Site").text, message("Fact").text, message("Before").text,
             message("After").text, message("Source").text)  # fmt: skip
    draw_plain(revision.changes.set_axis([t(head) for head in heads], axis=1), "difference")
    if st.button(t(message("Take this over into the catalogue").text), key="edit_save"):
        _take_over(catalogue, revision)


def _revision(catalogue: Catalogue, row: dict[str, str]) -> Revision:
    return difference(
        catalogue, data_folder(), row, on=state.today(), where=t(message("The form").text)
    )


def _take_over(catalogue: Catalogue, revision: Revision) -> None:
    try:
        take(catalogue, data_folder(), revision, at=datetime.now())
    except BaysiteError as error:
        st.error(t(message("This cannot be taken over: {why}").text, why=plain(str(error))))
        return
    state.end_edit()
    st.success(t(message("Taken over. The files as they were are kept beside the data.").text))
