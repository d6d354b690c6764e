"""Who may enter the pages of business development, from what a provider says of a person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from ipaddress import ip_address
from typing import Any, Literal

LONGEST = timedelta(hours=12)
"""How long a sign-in holds: a cookie of Streamlit lives 30 days, a working day is shorter."""

AHEAD = timedelta(minutes=5)
"""By how much the provider's clock may be ahead of ours."""

Verdict = Literal["may", "nobody", "expired", "unverified", "not_allowed"]


def is_loopback(address: str | None) -> bool:
    """True for an address that only this machine can reach; nothing named is every address.

    Examples
    --------
    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("::1")
    (True, True, True)
    >>> is_loopback(None), is_loopback("0.0.0.0"), is_loopback("baysite.example")
    (False, False, False)
    """
    name = (address or "").strip().lower().strip("[]")
    if name == "localhost":
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False


def verdict(
    user: Mapping[str, Any], allowed: tuple[str, ...] | None, *, now: float
) -> tuple[Verdict, str]:
    """Whether a person may enter, and as whom.

    Parameters
    ----------
    user : the claims of the provider, as Streamlit's `st.user` holds them
    allowed : addresses and domains that may enter; None for everybody whom the provider signs in
    now : seconds since 1970

    Examples
    --------
    >>> li = {"is_logged_in": True, "iat": 0, "email": "li@zs.example", "name": "Li"}
    >>> verdict(li, ("zs.example",), now=60)
    ('may', 'Li')
    >>> verdict(li, ("other.example",), now=60)
    ('not_allowed', 'li@zs.example')
    """
    if user.get("is_logged_in") is not True:  # a header gives text, and text is no sign-in
        return "nobody", ""
    mail = str(user.get("email") or "").strip()
    shown = mail or str(user.get("name") or user.get("sub") or "")
    if not _fresh(user.get("iat"), now):
        return "expired", shown
    if allowed is not None:
        if not _is_verified(user):
            return "unverified", shown
        if not _is_among(mail, allowed):
            return "not_allowed", shown
    return "may", str(user.get("name") or shown)


def allowed_in(section: object) -> tuple[str, ...] | None:
    """The addresses and domains of `[baysite] allowed`; None where no list is kept.

    Raises
    ------
    TypeError
        If the list is no list of texts: then nobody may enter.
    """
    if section is None:
        return None
    if not isinstance(section, Mapping):
        raise TypeError("[baysite] is no section")
    if "allowed" not in section:
        return None
    names = section["allowed"]
    if isinstance(names, str) or not all(isinstance(name, str) for name in names):
        raise TypeError("allowed is no list of texts")
    return tuple(names)


def _fresh(issued: object, now: float) -> bool:
    if isinstance(issued, bool) or not isinstance(issued, int | float):
        return False
    return -AHEAD.total_seconds() <= now - issued <= LONGEST.total_seconds()


def _is_verified(user: Mapping[str, Any]) -> bool:
    """False where the provider says that the address may be anybody's; many say nothing."""
    return str(user.get("email_verified", True)).lower() not in ("false", "0", "none", "")


def _is_among(mail: str, allowed: tuple[str, ...]) -> bool:
    name, at, domain = mail.casefold().rpartition("@")
    known = {entry.strip().casefold().removeprefix("@") for entry in allowed}
    whole = bool(name and at and domain) and "@" not in name
    return whole and (mail.casefold() in known or domain in known)
