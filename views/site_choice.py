"""The choice of a site by any part of its name, in either language, or of its city."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import streamlit as st

from recommender.messages import message
from recommender.places import city_name, site_name
from recommender.texts import in_language
from views import state
from views.state import t

if TYPE_CHECKING:
    from features.catalogue import Catalogue

KEY = "site_shown"

FIRST = "Zhongshan"
"""City of the site that is shown until one is chosen."""


def draw_choice(catalogue: Catalogue) -> str:
    """Draw the choice of a site, which the draft keeps; its id."""
    labels = site_labels(catalogue, state.language())
    order = sorted(labels, key=labels.__getitem__)
    first = str(catalogue.sites.index[catalogue.sites["city"] == FIRST][0])
    chosen = state.draft().chosen if state.draft().chosen in labels else first
    # The draft and not the menu remembers: a menu drawn in another language would forget.
    state.show(KEY, str(chosen))
    st.selectbox(
        t(message("Site: type a part of its name").text),
        order,
        format_func=labels.__getitem__,
        key=KEY,
        on_change=_chosen,
    )
    state.keep(chosen=chosen)
    return str(chosen)


def _chosen() -> None:
    state.keep(chosen=state.widget(KEY))


def site_labels(catalogue: Catalogue, language: str) -> dict[str, str]:
    """By site its name, that in the other language, and its city; the id where it still repeats."""
    labels = {}
    for site in catalogue.sites.index:
        names = site_name(catalogue, site)
        city = city_name(str(catalogue.sites.at[site, "city"]))
        said = [in_language(names, language), *(names[other] for other in ("zh", "en"))]
        labels[str(site)] = " · ".join(dict.fromkeys([*said, in_language(city, language)]))
    times = Counter(labels.values())
    return {s: label if times[label] == 1 else f"{label} ({s})" for s, label in labels.items()}
