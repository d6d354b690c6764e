"""The page of the report: the short list with notes, whom it is for, and the files to take away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from recommender.errors import BaysiteError
from recommender.messages import message
from recommender.own_currency import remarks_on_money
from recommender.robustness import robustness
from recommender.shortlist import Shortlist
from views import state
from views.cards import draw_headline
from views.cover import draw_cover, draw_language
from views.files import draw_files
from views.heading import draw_heading
from views.keep_project import draw_keep_project
from views.moves import draw_moves, moved
from views.next_step import FIRST
from views.rates import draw_lacking_rate
from views.shortlist import draw_notes
from views.state import t
from views.trouble import draw_trouble

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.ranking import Entry, Ranking


def short_list(ranking: Ranking) -> tuple[Entry, ...]:
    """The ticked entries; the first three until one is ticked."""
    ticked = tuple(e for e in ranking.entries if e.site_id in state.draft().ticked)
    return ticked or ranking.entries[:FIRST]


def draw_report(catalogue: Catalogue, ranking: Ranking) -> None:
    """Draw the answer in brief, notes, cover, and the files."""
    entries = short_list(ranking)
    draw_lacking_rate()
    draw_headline(catalogue, ranking, robustness(ranking))
    draw_moves(catalogue, ranking, moved(catalogue, ranking))
    if not state.draft().ticked:
        st.caption(
            t(
                message(
                    "Nothing is ticked, so the first three stand here. Tick rows of the table "
                    "under “Find sites” to choose others."
                ).text
            )
        )
    draw_notes(catalogue, entries)
    draw_cover()
    draw_files(
        Shortlist(
            catalogue=catalogue, ranking=ranking, entries=entries, language=draw_language(),
            notes=state.draft().notes, remarks=remarks_on_money(state.draft(), today=state.today()),
        )
    )  # fmt: skip
    draw_keep_project(catalogue, ranking.profile)


draw_heading()
if not state.draft().asked or not state.draft().sector.strip():
    st.info(t(message("State the project under “Find sites” first; it is kept.").text))
else:
    try:
        where = t(message("The form").text)
        answered = state.answered(state.draft().profile(where=where, today=state.today()))
        if answered.entries:
            draw_report(state.catalogue(), answered)
        else:
            st.warning(t(message("Nothing is listed: there is no report to write.").text))
            draw_keep_project(state.catalogue(), answered.profile)
    except BaysiteError as error:
        draw_trouble(error)
