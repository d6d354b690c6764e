"""What is supposed beside the project, what it moves in the list, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from recommender.messages import message
from recommender.moves import arrow, as_stated, moves_in_words, places, supposed
from views import state
from views.markdown import plain
from views.sentences import say, say_plain
from views.state import t

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.ranking import Ranking


def moved(catalogue: Catalogue, ranking: Ranking) -> pd.DataFrame | None:
    """Places before what is supposed and now; None when nothing is supposed."""
    if not supposed(catalogue, state.draft(), ranking.profile.roads):
        return None
    asked = as_stated(state.draft()).profile(where=t(message("The form").text), today=state.today())
    return places(state.answered(asked), ranking)


def draw_moves(catalogue: Catalogue, ranking: Ranking, found: pd.DataFrame | None) -> None:
    """Draw what is supposed and which places it moves, with the way back."""
    if found is None:
        return
    roads = ranking.profile.roads
    what = t(message("; ").text).join(
        say(words) for words in supposed(catalogue, state.draft(), roads)
    )
    with st.container(border=True, key="moves"):
        st.markdown(
            t(
                message(
                    "Changed: {what}. The list and all minutes below hold only then. Against the "
                    "project as stated: {moves}"
                ).text,
                what=plain(what),
                moves=say_plain(moves_in_words(catalogue, found)),
            )
        )
        st.button(t(message("Back to the project as stated").text), key="as_stated", on_click=_back)


def _back() -> None:
    state.start_from(as_stated(state.draft()))


def arrow_of(found: pd.DataFrame | None, site: str) -> str:
    """The move of a site as a sign; nothing where it has none."""
    if found is None or site not in found.index:
        return ""
    row = found.loc[site]
    return arrow(row["before"], row["now"])
