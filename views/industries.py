"""The industries that the engine reads from the investor's words, as chips to be corrected."""

from __future__ import annotations

import streamlit as st

from recommender.messages import message
from recommender.understanding import industry_names, recogniser
from views import state
from views.sentences import named
from views.state import t


def draw_industries(sector: str) -> tuple[str, ...]:
    """Draw the chips; the codes when a person has changed them, else nothing."""
    catalogue = state.catalogue()
    found = recogniser(catalogue).recognise(sector) if sector.strip() else None
    read = tuple(industry.code for industry in found.industries) if found else ()
    near = [code for code, _ in found.nearest] if found else []
    corrected = tuple(c for c in state.draft().codes if c in catalogue.taxonomy.leaves.index)
    order = list(dict.fromkeys([*corrected, *read, *near, *catalogue.taxonomy.leaves.index]))
    names = {code: named(both) for code, both in industry_names(catalogue).items()}
    chosen = st.multiselect(
        t(message("Read as these industries; correct them here").text),
        order,
        default=corrected or read,
        format_func=names.__getitem__,
        placeholder=t(message("None read yet").text),
        key=state.key(f"industries_{abs(hash(sector))}"),
    )
    return () if tuple(chosen) == read else tuple(chosen)
