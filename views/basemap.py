"""An online map behind the sites: off until a reader turns it on with a key of their own."""

from __future__ import annotations

import pydeck as pdk
import streamlit as st

from recommender.basemap import is_key, tiles
from recommender.cartography import View
from recommender.messages import message
from views import state
from views.folded import folded
from views.state import t

NOTE = message(
    "Off unless you turn it on. With it your browser asks Tianditu (tianditu.gov.cn) for pictures: "
    "it then learns your network address, your key and which area you look at, never your project. "
    "The key stays in this browser tab. Without it the map asks nothing of anybody."
).text


def draw_basemap() -> None:
    """Draw the setting with its privacy note."""
    box = folded(t(message("Online map in the background (off)").text), "basemap")
    if not box.open:
        return
    with box:
        st.caption(t(NOTE))
        typed = st.text_input(
            t(message("Your own key of Tianditu").text),
            value=state.basemap_key(), type="password", max_chars=64, key="basemap_key",
        )  # fmt: skip
        key = (typed or "").strip()
        on = st.toggle(
            t(message("Show the online map").text), value=state.basemap_on(), key="basemap_on"
        )
        if on and not is_key(key):
            st.warning(
                t(
                    message(
                        "A key of Tianditu is 16 to 64 letters and digits: nothing was asked of it."
                    ).text
                )
            )
        if state.keep_basemap(key if is_key(key) else "", on=on):
            state.rerun()


def basemap_layers(view: View) -> list[pdk.Layer]:
    """Pictures of the online map for a view; nothing while it is off."""
    if not (state.basemap_on() and is_key(state.basemap_key())):
        return []
    return [
        pdk.Layer(
            "BitmapLayer",
            image=pdk.types.String(tile.url),
            bounds=list(tile.bounds),
            id=f"tile-{i}",
        )
        for i, tile in enumerate(tiles(view, state.basemap_key()))
    ]
