"""The one room that touches the session, the caches and the address bar."""

from __future__ import annotations

import os
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import streamlit as st

from recommender import read_catalogue
from recommender.address import address_of, draft_at, in_known_words, leaves_out
from recommender.draft import Draft
from recommender.editing import data_folder, recover
from recommender.engine import recommend
from recommender.errors import ProfileError
from recommender.store.store import Store, open_store
from recommender.texts import LANGUAGES, translate

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.profile import Profile
    from recommender.ranking import Ranking

_DRAFT, _EPOCH, _LANGUAGE, _UNREADABLE = "_draft", "_epoch", "_language", "_unreadable"
_EDIT, _WHOM, _RANKINGS, _BASEMAP = "_edit", "_whom", "_rankings", "_basemap"
_MEMORY, _BOXES, _OPEN, _WRITTEN = "_memory", "_boxes", "_open", "_written"
_KEPT = 3
"""Rankings that a session keeps: as stated, as changed, and the one before."""
_ADDRESS = "project"


def catalogue() -> Catalogue:
    """The catalogue, read once and shared: nothing of it belongs to a user.

    A catalogue that was taken over meanwhile, here or on the command line, is read anew.
    """
    folder = data_folder()
    recover(folder)
    return _catalogue(folder, max(file.stat().st_mtime_ns for file in folder.iterdir()))


@st.cache_resource(show_spinner=False, max_entries=2)
def _catalogue(folder: Path, changed: int) -> Catalogue:
    return read_catalogue(folder)


def store() -> Store:
    """The store of shortlists, opened once and shared; what it holds belongs to the desk."""
    return _store(os.environ.get("DATABASE_URL"), os.environ.get("BAYSITE_VAR"))


@st.cache_resource(show_spinner=False, max_entries=2)
def _store(url: str | None, folder: str | None) -> Store:
    return open_store()


def edit() -> dict[str, str]:
    """The row of the park that this session edits; empty when it edits none."""
    row: dict[str, str] = st.session_state.get(_EDIT, {})
    return row


def start_edit(row: dict[str, str]) -> None:
    """Keep the row that a form sent, so that its difference stays in sight."""
    st.session_state[_EDIT] = row


def end_edit() -> None:
    """Forget the row: it was taken over."""
    st.session_state.pop(_EDIT, None)


def whom() -> dict[str, str]:
    """Company and contact of a report; they live in this session alone."""
    return dict(st.session_state.get(_WHOM, {"company": "", "contact": ""}))


def keep_company(*, company: str, contact: str) -> None:
    """Keep whom a report is for, in this session and nowhere else."""
    if whom() != {"company": company, "contact": contact}:
        remember(files=None)  # a report that was written carries another cover
    st.session_state[_WHOM] = {"company": company, "contact": contact}
    if _ADDRESS in st.query_params:
        _put_address()


def memory(name: str) -> Any:
    """What a page keeps in this session beside the draft; None when it keeps nothing.

    It outlives a change of page or language, and never enters the address.
    """
    return st.session_state.get(_MEMORY, {}).get(name)


def remember(**kept: Any) -> None:
    """Keep values beside the draft, in this session and nowhere else; None forgets one."""
    st.session_state[_MEMORY] = st.session_state.get(_MEMORY, {}) | kept


def basemap_key() -> str:
    """The reader's own key of the online map; it lives in this session alone."""
    return str(st.session_state.get(_BASEMAP, ("", False))[0])


def basemap_on() -> bool:
    """True while the reader wants the online map."""
    return bool(st.session_state.get(_BASEMAP, ("", False))[1])


def keep_basemap(key: str, *, on: bool) -> bool:
    """Keep the key and the wish in this session; True when either is new."""
    before = st.session_state.get(_BASEMAP, ("", False))
    st.session_state[_BASEMAP] = (key, on)
    return bool(before != (key, on))


def answered(profile: Profile) -> Ranking:
    """The ranking of a profile; the last few of this session are kept, so that a page drawn anew
    with the same project finds everything that was derived from it."""
    kept: dict[str, tuple[Catalogue, Ranking]] = st.session_state.setdefault(_RANKINGS, {})
    known = catalogue()
    asked = replace(profile, name="")
    key = asked.digest()
    of, found = kept.pop(key, (None, None))
    if found is None or of is not known:
        found = recommend(known, asked)
    kept[key] = (known, found)
    for oldest in list(kept)[:-_KEPT]:
        del kept[oldest]
    return found


def today() -> date:
    """The clock of the page: the day of knowledge of a form."""
    return date.today()


def theme() -> Literal["light", "dark"]:
    """The theme that the browser shows."""
    return "dark" if st.context.theme.type == "dark" else "light"


def emphasis() -> Literal["primary", "secondary"]:
    """The kind of the button that matters most: white on the dark theme's blue is hard to read."""
    return "secondary" if theme() == "dark" else "primary"


def language() -> str:
    """The language of this session; the address bar's `lang` decides at first."""
    if _LANGUAGE not in st.session_state:
        asked = st.query_params.get("lang", "en")
        st.session_state[_LANGUAGE] = asked if asked in LANGUAGES else "en"
    return str(st.session_state[_LANGUAGE])


def set_language(chosen: str) -> None:
    """Keep a language for this session and put it into the address bar."""
    st.session_state[_LANGUAGE] = chosen
    boxes = st.session_state.get(_BOXES, set())
    st.session_state[_OPEN] = {box for box in boxes if st.session_state.get(box)}
    st.query_params["lang"] = chosen


def t(text: str, /, **values: object) -> str:
    """A text of the catalogue of texts in the language of this session."""
    return translate(text, language(), **values)


def draft() -> Draft:
    """What this session has typed and chosen; at first what the address bar holds."""
    if _DRAFT not in st.session_state:
        st.session_state[_DRAFT] = _from_address()
    kept: Draft = st.session_state[_DRAFT]
    return kept


def write_address() -> None:
    """Put the draft and the language into the address bar of a page that has neither.

    A browser may ask for the next run with the address that it showed before the last one: what
    this session wrote stands.
    """
    shown, written = st.query_params.get(_ADDRESS), st.session_state.get(_WRITTEN)
    if shown is None and draft() != Draft():
        _put_address()
    elif written is not None and shown != written:
        st.query_params[_ADDRESS] = written
    if st.query_params.get("lang", "en") != language():
        st.query_params["lang"] = language()


def _put_address() -> None:
    st.session_state[_WRITTEN] = st.query_params[_ADDRESS] = _address()


def _address() -> str:
    """The draft as an address carries it, in known words where its own read as a name."""
    names = tuple(whom().values())
    return address_of(in_known_words(catalogue(), draft(), language(), names), names)


def address_leaves_out() -> bool:
    """True when the address says less than the form, since something reads as a name."""
    return leaves_out(draft(), tuple(whom().values()))


def _from_address() -> Draft:
    text = st.query_params.get(_ADDRESS, "")
    try:
        return draft_at(text) if text else Draft()
    except ProfileError as error:
        st.session_state[_UNREADABLE] = error
        return Draft()


def unreadable_address() -> ProfileError | None:
    """Why the address that this session came with could not be read; None when it could."""
    found: ProfileError | None = st.session_state.get(_UNREADABLE)
    return found


def keep(**changes: Any) -> None:
    """Change fields of the draft and the address bar with it."""
    changed = replace(draft(), **changes)
    if changed != draft():
        st.session_state[_DRAFT] = changed
        _put_address()


def start_from(filled: Draft) -> None:
    """Take a whole draft: a new epoch makes every widget show its values."""
    keep(**{field.name: getattr(filled, field.name) for field in fields(Draft)})
    renew()


def starts_open(box: str) -> bool:
    """True for a box that was open when the language changed: its new title makes it a new box."""
    st.session_state.setdefault(_BOXES, set()).add(box)
    return box in st.session_state.get(_OPEN, ())


def rerun() -> None:
    """Draw the page anew at once."""
    st.rerun()


def renew() -> None:
    """Let every widget start anew from the draft."""
    st.session_state[_EPOCH] = _epoch() + 1


def key(name: str) -> str:
    """The key of a widget that shows a field of the draft."""
    return f"{name}_{_epoch()}"


def _epoch() -> int:
    return int(st.session_state.get(_EPOCH, 0))


def widget(name: str) -> Any:
    """The present value of a widget by its key; None when it is not drawn."""
    return st.session_state.get(name)


def show(name: str, value: Any) -> None:
    """Make a widget that is drawn later in this run show a value."""
    st.session_state[name] = value


def show_first(name: str, value: Any) -> None:
    """Make a widget show a value when it is drawn for the first time."""
    if name not in st.session_state:
        st.session_state[name] = value
