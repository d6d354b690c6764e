"""The choice of files under a codename; it stays in this session and never enters the address."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from recommender.confidential.listed import LONGEST
from recommender.messages import message
from views import state
from views.state import key, t


@dataclass(frozen=True, kw_only=True)
class Codename:
    """A codename for the files, and whether they carry the notes."""

    name: str
    notes: bool


def draw_codename() -> Codename | None:
    """Draw the box and its fields; None while the files are to be open."""
    kept: Codename | None = state.memory("codename")
    wanted = st.checkbox(
        t(message("Confidential: a codename, ranges instead of figures").text),
        value=kept is not None,
        key=key("confidential"),
    )
    chosen = _fields(kept or Codename(name="", notes=False)) if wanted else None
    state.remember(codename=chosen)
    return chosen


def _fields(kept: Codename) -> Codename:
    name = st.text_input(
        t(message("Codename of the project").text),
        value=kept.name, max_chars=LONGEST, key=key("codename"),
    )  # fmt: skip
    notes = st.checkbox(
        t(message("Keep my notes in the files").text), value=kept.notes, key=key("codename_notes")
    )
    st.caption(
        t(
            message(
                "The files then hold no company, contact, wording or name of the project, and no "
                "decision record. Notes are kept as you wrote them: read them first."
            ).text
        )
    )
    return Codename(name=name or "", notes=bool(notes))
