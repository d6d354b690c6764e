"""A saved project or a profile opened from a file, shown before it takes the form's place."""

from __future__ import annotations

import streamlit as st

from recommender.messages import message
from recommender.opening import Opened, open_project
from views import state
from views.markdown import plain
from views.sentences import say_plain
from views.state import t


def draw_open_project() -> None:
    """Draw the field for a file, what it holds or what is wrong with it, and the button."""
    file = st.file_uploader(
        t(message("Or open a saved project, or a profile in TOML or JSON").text),
        type=["json", "toml"],
        max_upload_size=1,
        key="project_file",
    )
    if file is None:
        return
    found = open_project(file.getvalue(), today=state.today())
    if found.trouble is not None:
        st.error(say_plain(found.trouble))
        return
    said = found.draft.sector.strip() or t(message("Not stated").text)
    st.markdown(plain(t(message("This file holds a project: {said}").text, said=said[:200])))
    st.button(
        t(message("Open it in place of the form").text),
        key="open_project",
        on_click=_open,
        args=(found,),
    )


def _open(found: Opened) -> None:
    state.start_from(found.draft)
    if any(found.whom.values()):
        state.keep_company(company=found.whom["company"], contact=found.whom["contact"])
