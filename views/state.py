"""The one room that touches the session and the caches."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from features.catalogue import Catalogue, read_catalogue
from recommender.profile import Profile
from recommender.texts import LANGUAGES, translate

_PROFILE, _SITE, _LANGUAGE = "_profile", "_site", "_language"


@st.cache_resource(show_spinner=False)
def catalogue() -> Catalogue:
    """The catalogue, read once and shared: nothing of it belongs to a user."""
    return read_catalogue()


def today() -> date:
    """The clock of the page; the day of knowledge of a form."""
    return date.today()


def language() -> str:
    """The language of this session; the address bar's `lang` decides at first."""
    asked = st.query_params.get("lang", "en")
    first = asked if asked in LANGUAGES else "en"
    return str(st.session_state.setdefault(_LANGUAGE, first))


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
    """Keep a profile for this session; the site chosen before belongs to another answer."""
    st.session_state[_PROFILE] = asked
    st.session_state.pop(_SITE, None)


def site(listed: list[str]) -> str | None:
    """The site chosen in this session, the first listed one until somebody chooses."""
    kept = st.session_state.get(_SITE)
    return kept if kept in listed else next(iter(listed), None)


def set_site(chosen: str) -> None:
    """Keep the chosen site for this session."""
    st.session_state[_SITE] = chosen


def keep(name: str, value: Any) -> None:
    """Keep a form's value under our own name: a widget's key vanishes when it is not drawn."""
    st.session_state[f"_kept_{name}"] = value


def kept(name: str, otherwise: Any) -> Any:
    """The kept value of a form, or `otherwise`."""
    return st.session_state.get(f"_kept_{name}", otherwise)
