"""Name, sentence and language."""

from pathlib import Path

import streamlit as st

from recommender.messages import message
from recommender.texts import LANGUAGES
from views.state import language, renew, set_language, t, widget, write_address

STYLE = Path("static/page.css")
"""What a theme cannot say: letters on chosen entries, and what stays off paper."""


def draw_heading() -> None:
    """Draw the name of the product, what it does, and the choice of language."""
    write_address()
    st.html(STYLE)
    left, right = st.columns([5, 2], vertical_alignment="bottom")
    left.title("Baysite", anchor=False)
    right.segmented_control(
        "Language · 语言",
        list(LANGUAGES),
        default=language(),
        format_func=LANGUAGES.__getitem__,
        key="language",
        on_change=_changed,
        label_visibility="collapsed",
        required=True,
    )
    st.caption(
        t(
            message(
                "Industrial sites of the Greater Bay Area for your project: a short list, the "
                "reasons, and what to ask."
            ).text
        )
    )


def _changed() -> None:
    set_language(widget("language"))
    renew()  # a menu that was drawn in the other language would answer in it
