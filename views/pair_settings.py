"""How two sites are weighed together, and where each half is looked for."""

from __future__ import annotations

from dataclasses import asdict

import streamlit as st

from recommender.messages import message
from recommender.places import city_names
from recommender.profile import Pairing
from views import state
from views.sentences import named
from views.state import key, t

SHARES = {
    "office": message("The office half").text,
    "production": message("The making half").text,
    "minutes": message("Minutes between them").text,
    "mode": message("A named cooperation mode").text,
}
REGIONS = {
    "office_regions": message("Cities for the office half").text,
    "production_regions": message("Cities for the making half").text,
}


def draw_pair_settings() -> None:
    """Draw the shares and the cities of both halves; a change pairs again at once."""
    stated = {**asdict(Pairing()), **state.draft().rest.get("pairing", {})}
    total = sum(stated[name] for name in SHARES) or 1.0
    with st.expander(t(message("What counts, and where each half is looked for").text)):
        left, right = st.columns(2, gap="large")
        with left:
            for name in SHARES:
                _draw_share(name, round(100 * stated[name] / total))
        with right:
            for name in REGIONS:
                _draw_cities(name, list(stated[name]))
            st.caption(
                t(
                    message(
                        "Without a city the office is looked for where the firm is today, the "
                        "making half elsewhere in the Bay Area."
                    ).text
                )
            )


def _draw_share(name: str, value: int) -> None:
    st.slider(
        t(SHARES[name]),
        min_value=0,
        max_value=100,
        value=value,
        key=key(f"pair_{name}"),
        on_change=_moved,
    )


def _draw_cities(name: str, chosen: list[str]) -> None:
    names = {city: named(words) for city, words in city_names().items()}
    st.multiselect(
        t(REGIONS[name]),
        list(dict.fromkeys([*names, *chosen])),
        default=chosen,
        format_func=lambda city: names.get(city, city),
        placeholder=t(message("Nothing stated").text),
        key=key(f"pair_{name}"),
        on_change=_moved,
    )


def _moved() -> None:
    """Keep all of it as soon as a hand has moved one; a mere visit changes nothing."""
    shares = {name: int(state.widget(key(f"pair_{name}"))) / 100 for name in SHARES}
    regions = {name: list(state.widget(key(f"pair_{name}"))) for name in REGIONS}
    stated = {**shares, **{name: cities for name, cities in regions.items() if cities}}
    state.keep(rest={**state.draft().rest, "pairing": stated})
