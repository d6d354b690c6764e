"""Where the shortlists are kept: an embedded file, or a PostgreSQL server."""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from recommender.errors import MissingLibraryError, StoreError

VAR = Path(__file__).parent.parent.parent / "var"
NAME = "baysite.db"
EXPECTED = (
    "Expected postgresql://user@host/database, sqlite:///path/to/file.db, or nothing at all for "
    "the file var/baysite.db"
)


@dataclass(frozen=True, kw_only=True)
class Address:
    """Where a database is; `file` is None on a server. As text it tells no user and no password."""

    url: URL
    file: Path | None

    def __str__(self) -> str:
        if self.file is not None:
            return f"database {self.file}"
        port = f":{self.url.port}" if self.url.port else ""
        return f"database {self.url.database} on {self.url.host or 'this machine'}{port}"

    def __repr__(self) -> str:
        return f"<{self}>"


def address_of(url: str | None = None) -> Address:
    """The address that a URL names; without one DATABASE_URL, and without that the file in var/.

    Raises
    ------
    StoreError
        If it is no address of SQLite or PostgreSQL; it is not repeated, since it may hold a
        password.
    MissingLibraryError
        If it is one of PostgreSQL and its driver is not installed.
    """
    asked = (url if url is not None else os.environ.get("DATABASE_URL", "")).strip()
    if not asked:
        return _embedded(Path(os.environ.get("BAYSITE_VAR") or VAR) / NAME)
    try:
        found = make_url(asked)
    except (ArgumentError, ValueError):
        # Not chained: the message of the library may hold the whole URL.
        raise StoreError(f"DATABASE_URL is no address. {EXPECTED}. Correct it.") from None
    kind = found.drivername.partition("+")[0]
    if kind == "sqlite" and found.database not in (None, "", ":memory:"):
        return _embedded(Path(str(found.database)))
    if kind not in ("postgresql", "postgres"):
        raise StoreError(
            f"DATABASE_URL names {kind[:20]!r} without a file or another database than Baysite "
            f"keeps. {EXPECTED}. Correct it."
        )
    if find_spec("psycopg") is None:
        raise MissingLibraryError(
            "DATABASE_URL names a PostgreSQL server and psycopg is not installed. Expected the "
            'extra `postgres`: pip install "psycopg[binary]>=3.2". Install it, or leave '
            "DATABASE_URL out."
        )
    return Address(url=found.set(drivername="postgresql+psycopg"), file=None)


def _embedded(file: Path) -> Address:
    path = file.expanduser().absolute()
    return Address(url=URL.create("sqlite+pysqlite", database=str(path)), file=path)
