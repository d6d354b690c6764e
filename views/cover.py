"""Whom a report is for and in which language; both stay in this session."""

from __future__ import annotations

import streamlit as st

from recommender.messages import message
from recommender.private import LONGEST_NAME
from recommender.texts import LANGUAGES
from views import state
from views.state import key, t


def draw_cover() -> None:
    """Draw the fields of the cover; what they say never enters an address or a log."""
    now = state.whom()
    left, right = st.columns(2, gap="medium")
    company = left.text_input(
        t(message("Company, for the cover (optional)").text),
        value=now["company"], max_chars=LONGEST_NAME, key=key("company"),
    )  # fmt: skip
    contact = right.text_input(
        t(message("Contact, for the cover (optional)").text),
        value=now["contact"], max_chars=LONGEST_NAME, key=key("contact"),
    )  # fmt: skip
    state.keep_company(company=company or "", contact=contact or "")
    st.caption(
        t(
            message(
                "Company and contact are kept in this browser tab until it is loaded anew: they "
                "stand on the report and in a saved project, never in the address, a log or a "
                "ranking. Whatever else reads as a firm, a person or a telephone stays out of the "
                "address too; rules do not see every name, so write none into notes."
            ).text
        )
    )


def draw_language() -> str:
    """Draw the choice of the report's language; at first that of the page."""
    names = list(LANGUAGES)
    chosen: str = st.segmented_control(
        t(message("Language of the files").text),
        names,
        default=state.language(),
        format_func=LANGUAGES.__getitem__,
        key=f"report_language_{state.language()}",
        required=True,
    )
    return chosen
