"""What must-haves cost, and the way out of an empty list: each a sentence and a button."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from recommender.giving_way import give_way
from recommender.messages import message
from recommender.relaxation import TOGETHER, price_in_words, prices
from recommender.way_out import way_out
from views import state
from views.folded import folded
from views.sentences import say, say_plain
from views.state import t

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.draft import Draft
    from recommender.ranking import Ranking
    from recommender.relaxation import Price

TITLE = message("What your must-haves cost").text


def draw_prices(catalogue: Catalogue, ranking: Ranking) -> None:
    """Draw what one step of each must-have would gain, and a step of all of them together."""
    box = folded(t(TITLE), "prices")
    if not box.open:
        return
    with box:
        found = prices(catalogue, ranking)
        if not found:
            st.caption(t(message("The project states no must-have that a step could ease.").text))
        for i, price in enumerate(found):
            st.markdown(f"- {say_plain(price_in_words(catalogue, price))}")
            if not price.free:
                _draw_button(price, f"price_{i}")


def draw_way_out(catalogue: Catalogue, ranking: Ranking) -> None:
    """Draw the smallest change that lists something, or that there is none."""
    found = way_out(catalogue, ranking)
    if found is None:
        return
    st.markdown(say_plain(found.says))
    if found.price is not None:
        _draw_button(found.price, "way_out")


def _draw_button(price: Price, key: str) -> None:
    changed = give_way(
        state.draft(), price.steps, where=t(message("The form").text), today=state.today()
    )
    if changed is None:
        return
    together = price.gate == TOGETHER
    what = t(message("all of these together").text) if together else say(price.what)
    label = t(message("Try it: {what}").text, what=what)
    st.button(label, key=key, on_click=_take, args=(changed,))


def _take(changed: Draft) -> None:
    state.start_from(changed)
