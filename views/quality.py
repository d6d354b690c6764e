"""Tables of the page of data: completeness, conflicts, the oldest values, files to take away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from recommender import data_quality
from recommender.editing import exported
from recommender.inquiry import open_questions
from recommender.messages import message
from recommender.tables import workbook
from views import state
from views.state import t
from views.tables import draw_plain

if TYPE_CHECKING:
    from features.catalogue import Catalogue

HEADS = (
    message("Site").text,
    message("Fact").text,
    message("Value").text,
    message("As of").text,
    message("Source").text,
)
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def draw_counts(catalogue: Catalogue) -> None:
    """Draw how large the catalogue is, in a sentence."""
    counts: dict[str, Any] = data_quality.counts(catalogue, state.today())
    st.markdown(
        t(
            message(
                "{places} sites that can be ranked, {references} zones elsewhere in China for "
                "comparison, {statements} statements from {sources} sources; {conflicts} facts on "
                "which statements differ, {undated} statements without a date."
            ).text,
            places=counts["by_role"]["place"],
            references=counts["by_role"]["reference"],
            statements=f"{counts['statements']:,}",
            sources=counts["sources"],
            conflicts=counts["conflicts"],
            undated=counts["undated_statements"],
        )
    )
    st.markdown(
        t(
            message(
                "{rows} rows say what was asked of investors; {n} of them may exclude a project: a "
                "rule in force about the project with a threshold that can be read."
            ).text,
            rows=counts["admission_rows"],
            n=counts["admission_rows_that_may_exclude"],
        )
    )


def draw_downloads(catalogue: Catalogue) -> None:
    """Draw the files: questions for every park, and the catalogue with its sources."""
    language = state.language()
    with st.container(horizontal=True):
        st.download_button(
            t(message("Questions for every park, and whom to ask · XLSX").text),
            lambda: workbook({"questions": open_questions(catalogue, language)}),
            file_name="baysite-questions.xlsx",
            mime=_XLSX,
            key="download_questions",
        )
        for ending in (".xlsx", ".geojson", ".gpkg"):
            _draw_download(catalogue, ending)


def _draw_download(catalogue: Catalogue, ending: str) -> None:
    st.download_button(
        t(message("Catalogue · {ending}").text, ending=ending[1:].upper()),
        lambda: exported(catalogue, ending),
        file_name=f"baysite-catalogue{ending}",
        key=f"download_{ending[1:]}",
    )


def draw_completeness(catalogue: Catalogue) -> None:
    """Draw the share known by attribute and region."""
    st.dataframe(
        data_quality.completeness(catalogue, state.language()),
        key="completeness",
        width="stretch",
        height="content",
        alt=t(message("Share known").text),
    )


def draw_conflicts(catalogue: Catalogue) -> None:
    """Draw the facts on which statements differ, the widest first, with every statement."""
    _draw(data_quality.differing(catalogue, state.today(), state.language()), "conflict_rows")


def draw_oldest(catalogue: Catalogue) -> None:
    """Draw the values that rest on the oldest statements."""
    _draw(data_quality.old(catalogue, state.today(), state.language()), "oldest_rows")


def _draw(table: pd.DataFrame, key: str) -> None:
    dated = table.assign(
        as_of=table["as_of"].where(table["as_of"] != "", t(message("undated").text))
    )
    draw_plain(dated.set_axis([t(head) for head in HEADS], axis=1), key)
