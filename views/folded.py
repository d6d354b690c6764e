"""Boxes that are drawn when a person opens them: a closed one costs nothing in a rerun."""

from __future__ import annotations

from typing import Any

import streamlit as st

from views import state


def folded(title: str, key: str) -> Any:
    """A box, closed at first; what belongs into it is to be drawn only while `.open` is true."""
    return st.expander(title, key=key, on_change="rerun", expanded=state.starts_open(key))
