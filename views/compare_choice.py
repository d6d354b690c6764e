"""The choice of the sites to compare: any site that the project may rank, by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from recommender.messages import message
from recommender.places import city_name, site_name
from recommender.ranking import LISTED
from recommender.side_by_side import MOST, usual_sites
from recommender.statement_words import STANDING_WORDS
from recommender.texts import in_language
from views import state
from views.markdown import plain
from views.state import t

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.ranking import Ranking

KEY = "compare_sites"


def draw_choice(catalogue: Catalogue, ranking: Ranking) -> tuple[str, ...]:
    """Draw the choice; the sites chosen, which the draft keeps."""
    draft = state.draft()
    shown = state.widget(KEY)
    chosen = usual_sites(ranking, draft.compared, draft.ticked) if shown is None else draft.compared
    may = list(ranking.table.index)
    kept = [site for site in (chosen or (shown or ())) if site in may]
    # The draft and not the menu remembers: a menu drawn in another language would forget.
    state.show(KEY, kept)
    st.multiselect(
        t(message("Sites to compare, two to five").text),
        may,
        format_func=_labels(catalogue, ranking).__getitem__,
        max_selections=MOST,
        key=KEY,
        on_change=_chosen,
    )
    _draw_dropped(catalogue, ranking)
    return tuple(kept)


def _chosen() -> None:
    state.keep(compared=tuple(state.widget(KEY)))


def _labels(catalogue: Catalogue, ranking: Ranking) -> dict[str, str]:
    """Place or standing, name, and the city, which tells names apart that occur twice."""
    language, labels = state.language(), {}
    for site, row in ranking.table[["standing", "rank"]].iterrows():
        name = in_language(site_name(catalogue, str(site)), language)
        city = in_language(city_name(str(catalogue.sites.at[site, "city"])), language)
        if row["standing"] == LISTED:
            labels[str(site)] = f"{int(row['rank'])}. {name} · {city}"
        else:
            labels[str(site)] = t(
                message("{name} · {city} ({standing})").text,
                name=name, city=city, standing=t(STANDING_WORDS[str(row["standing"])]),
            )  # fmt: skip
    return labels


def _draw_dropped(catalogue: Catalogue, ranking: Ranking) -> None:
    gone = [site for site in state.draft().compared if site not in ranking.table.index]
    if gone:
        known = catalogue.sites.index
        names = tuple(
            plain(in_language(site_name(catalogue, site), state.language()))
            if site in known
            else plain(site)
            for site in gone
        )
        st.caption(
            t(
                message(
                    "Left out, since they are not among the sites of this search: {names}"
                ).text,
                names=names,
            )
        )
