"""What is supposed of the roads: as they are, without one crossing, or with one not yet open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from recommender.journeys import crossings_to_suppose, links_to_come
from recommender.messages import message
from recommender.words import NOT_OPEN
from views import state
from views.sentences import named
from views.state import key, t

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from features.roads import Roads
    from recommender.ranking import Ranking

AS_THEY_ARE = ""
_APART = "|"


def draw_roads(catalogue: Catalogue, ranking: Ranking) -> None:
    """Draw the choice of roads in a box of its own; a change ranks anew."""
    with st.expander(t(message("Before and after a bridge or tunnel").text), key="roads_box"):
        _draw_choice(catalogue, ranking)


def _draw_choice(catalogue: Catalogue, ranking: Ranking) -> None:
    options = _options(catalogue, ranking)
    roads = ranking.profile.roads
    now = _named(roads)
    if now not in options:
        said = [t(message("without {name}").text, name=name) for name in roads.without]
        said += [t(message("with {name}").text, name=name) for name in roads.planned]
        options[now] = t(message("; ").text).join(said)
    st.selectbox(
        t(message("Roads and crossings").text),
        list(options),
        index=list(options).index(now),
        format_func=options.__getitem__,
        key=key("roads"),
        on_change=_suppose,
        help=t(
            message(
                "What the list would be without a crossing, or with one that is not open yet. "
                "Planned links count only when you choose them here."
            ).text
        ),
    )


def _options(catalogue: Catalogue, ranking: Ranking) -> dict[str, str]:
    roads = ranking.profile.roads
    over = crossings_to_suppose(catalogue, state.draft().on or roads.on)
    options = {AS_THEY_ARE: t(message("as they are on {on}").text, on=roads.on)}
    options |= {
        f"without{_APART}{name}": t(message("without {name}").text, name=named(names))
        for name, names in over.items()
    }
    return options | {
        f"planned{_APART}{name}": t(
            message("with {name} ({state})").text, name=named(names),
            state=t(NOT_OPEN[status]),
        )
        for name, (names, status) in links_to_come(catalogue).items()
    }  # fmt: skip


def _named(roads: Roads) -> str:
    """The option that stands for what is supposed; a name of its own for several links."""
    stated = [f"without{_APART}{name}" for name in roads.without]
    stated += [f"planned{_APART}{name}" for name in roads.planned]
    return stated[0] if len(stated) == 1 else _APART.join(stated)


def _suppose() -> None:
    what, _, name = str(state.widget(key("roads"))).partition(_APART)
    names = (name,) if name else ()
    hidden = ("without_links", "planned_links")
    state.keep(
        rest={k: v for k, v in state.draft().rest.items() if k not in hidden},
        without_links=names if what == "without" else (),
        planned_links=names if what == "planned" else (),
    )
