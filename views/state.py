"""The one room that touches the session and the caches."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import streamlit as st

from recommender import read_catalogue
from recommender.texts import LANGUAGES, translate

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.profile import Profile

_PROFILE, _SITE, _LANGUAGE, _FORM = "_profile", "_site", "_language", "_form"


@st.cache_resource(show_spinner=False)
def catalogue() -> Catalogue:
    """The catalogue, read once and shared: nothing of it belongs to a user."""
    return read_catalogue()


def today() -> date:
    """The clock of the page: the day of knowledge of a form."""
    return date.today()


def language() -> str:
    """The language of this session; the address bar's `lang` decides at first."""
    if _LANGUAGE not in st.session_state:
        asked = st.query_params.get("lang", "en")
        st.session_state[_LANGUAGE] = asked if asked in LANGUAGES else "en"
    return str(st.session_state[_LANGUAGE])


def set_language(chosen: str) -> None:
    """Keep a language for this session and put it into the address bar."""
    st.session_state[_LANGUAGE] = chosen
    st.query_params["lang"] = chosen


def t(text: str, /, **values: object) -> str:
    """A text of the catalogue of texts in the language of this session."""
    return translate(text, language(), **values)


def profile() -> Profile | None:
    """The profile that this session last asked; None before the first answer."""
    kept: Profile | None = st.session_state.get(_PROFILE)
    return kept


def set_profile(asked: Profile) -> None:
    """Keep a profile for this session."""
    st.session_state[_PROFILE] = asked


def chosen_site(listed: list[str]) -> str | None:
    """The site chosen in this session, the first listed one until somebody chooses."""
    kept = st.session_state.get(_SITE)
    return kept if kept in listed else next(iter(listed), None)


def choose_site(site_id: str) -> None:
    """Keep the chosen site for this session."""
    st.session_state[_SITE] = site_id


def form() -> dict[str, Any]:
    """The last values of the form and its `version`: a widget's key alone would not keep them."""
    kept: dict[str, Any] = st.session_state.setdefault(_FORM, {"version": 0})
    return kept


def set_form(values: dict[str, Any]) -> None:
    """Fill the form anew: a new version makes every widget of it take these values."""
    st.session_state[_FORM] = {**values, "version": form()["version"] + 1}


def widget(key: str) -> Any:
    """The present value of a widget by its key; None when it is not drawn."""
    return st.session_state.get(key)


def forget(keys: list[str]) -> None:
    """Let widgets start anew from their defaults."""
    for key in keys:
        st.session_state.pop(key, None)
