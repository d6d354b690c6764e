"""The door of the pages of business development: Streamlit's own sign-in, off on one machine."""

from __future__ import annotations

import time
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitAuthError, StreamlitSecretNotFoundError

from recommender.entrance import LONGEST, Verdict, allowed_in, is_loopback, verdict
from recommender.messages import message
from views.heading import draw_heading
from views.markdown import plain
from views.state import emphasis, t

FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip")
"""Headers by which a proxy says that it asks for somebody else."""

OPEN_DOOR = message(
    "This page shows leads and companies, so it is closed: Baysite can be reached from other "
    "machines here, and no sign-in is set up. Whoever runs Baysite can set one up "
    "(docs/sign-in.md), or start it on 127.0.0.1 alone."
).text
BROKEN = message(
    "This page is closed: sign-in is set up, but not so that it works. Whoever runs Baysite finds "
    "what is missing with: python -m recommender doctor"
).text
SIGN_IN = message(
    "This page shows leads and companies. Sign in to open it; you come back to the first page."
).text
REFUSED: Mapping[Verdict, str] = {
    "expired": message(
        "The sign-in of {who} is older than {n} hours, or the provider's clock differs from ours. "
        "Sign out, and sign in again."
    ).text,
    "unverified": message(
        "The provider has not verified the address {who}, so this page stays closed. Verify it "
        "there, sign out, and sign in again."
    ).text,
    "not_allowed": message(
        "{who} is signed in, but is not among those who may open this page. Ask whoever runs "
        "Baysite, or sign out and take another account."
    ).text,
}


def signed_in() -> str | None:
    """The name or address of the person who is signed in and may enter; None otherwise.

    None on one machine too, where nobody signs in.
    """
    found, who = _verdict()
    return who if _is_on() and found == "may" else None


def may_change() -> bool:
    """True for a person who may enter, and on one machine; nothing is drawn."""
    return _verdict()[0] == "may" if _is_on() else _here_alone()


def may_enter() -> bool:
    """True when a page of business development may be drawn; else why not is drawn in its place.

    Two lines stand at the end of such a page::

        if may_enter():
            draw()
    """
    if not _is_on():
        return _here_alone() or _closed(OPEN_DOOR)
    if not _is_sound():
        return _closed(BROKEN)
    found, who = _verdict()
    if found == "may":
        _draw_who(who)
        return True
    if found == "nobody":
        _closed(SIGN_IN)
        _draw_buttons()
    else:
        _closed(t(REFUSED[found], who=plain(who), n=int(LONGEST.total_seconds() // 3600)))
        _draw_sign_out()
    return False


def _secrets() -> dict[str, Any] | None:
    """What the files of secrets say; None when there is one that cannot be read.

    Streamlit takes such a file for none at all, which would leave the door open.
    """
    try:
        if not any(Path(name).exists() for name in st.get_option("secrets.files")):
            return {}
        return st.secrets.to_dict()
    except (StreamlitSecretNotFoundError, OSError, ValueError):
        return None


def _is_on() -> bool:
    found = _secrets()
    return found is None or "auth" in found


def _is_sound() -> bool:
    """True when somebody could sign in, and no header of a request can say who it is."""
    found = _secrets()
    if not found or not _providers(found["auth"]) or st.get_option("server.trustedUserHeaders"):
        return False
    try:
        allowed_in(found.get("baysite"))
    except TypeError:
        return False
    return find_spec("authlib") is not None and find_spec("httpx") is not None


def _providers(section: object) -> list[str]:
    """Names of the providers of `[auth]`; an empty name is the one without."""
    if not isinstance(section, Mapping):
        return []
    named = [
        name
        for name, part in section.items()
        if isinstance(part, Mapping) and "server_metadata_url" in part
    ]
    return [""] * ("server_metadata_url" in section) + named


def _here_alone() -> bool:
    """True when nobody else can reach the app: it is bound to this machine, and nobody forwards."""
    return is_loopback(st.get_option("server.address")) and not any(
        st.context.headers.get(name) for name in FORWARDED
    )


def _verdict() -> tuple[Verdict, str]:
    found = _secrets()
    if not found or not _is_sound():
        return "nobody", ""
    return verdict(st.user.to_dict(), allowed_in(found.get("baysite")), now=time.time())


def _closed(why: str) -> bool:
    draw_heading()
    st.warning(t(why))
    return False


def _draw_who(who: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="signed_in"):
        st.caption(t(message("Signed in as {who}").text, who=plain(who)))
        _draw_sign_out()


def _draw_sign_out() -> None:
    st.button(t(message("Sign out").text), key="sign_out", on_click=st.logout)


def _draw_buttons() -> None:
    found = _secrets() or {}
    for name in _providers(found.get("auth")):
        label = t(message("Sign in with {name}").text, name=plain(name)) if name else None
        pressed = st.button(
            label or t(message("Sign in").text), key=f"sign_in_{name}", type=emphasis()
        )
        if pressed:
            _sign_in(name)


def _sign_in(provider: str) -> None:
    try:
        st.login(provider or None)
    except StreamlitAuthError:  # what is missing is said by the doctor, not to a visitor
        st.error(t(BROKEN))
