"""Where shortlists are kept, said without user and password."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recommender.doctor.setup import Setup

if TYPE_CHECKING:
    from sqlalchemy import URL


def database_in_words(setup: Setup) -> dict[str, Any]:
    """The kind of the database, where it is, and the revision of the file on this machine.

    A server is not asked for its revision: nothing leaves the machine.
    """
    kept = sqlite_path(setup)
    if kept is not None:
        return {"kind": "sqlite", "path": str(kept), "revision": _revision(kept)}
    url = database_url(setup)
    if url is None:
        return {"kind": "unreadable"}
    port = f":{url.port}" if url.port else ""
    address = f"{url.get_backend_name()}://***@{url.host or ''}{port}/{url.database or ''}"
    return {"kind": url.get_backend_name(), "address": address}


def database_url(setup: Setup) -> URL | None:
    """The address of the database; None when there is none, or none that can be read."""
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        return make_url(setup.database_url) if setup.database_url else None
    except (ArgumentError, ValueError):
        return None


def sqlite_path(setup: Setup) -> Path | None:
    """The file of the database; None when it is on a server."""
    if not setup.database_url:
        return Path(setup.environ.get("BAYSITE_VAR") or setup.root / "var") / "baysite.db"
    url = database_url(setup)
    if url is None or url.get_backend_name() != "sqlite" or not url.database:
        return None
    return Path(url.database)


def _revision(kept: Path) -> str | None:
    if not kept.is_file():
        return None
    try:
        with closing(sqlite3.connect(f"{kept.absolute().as_uri()}?mode=ro", uri=True)) as found:
            row = found.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error:
        return None
    return None if row is None else str(row[0])
