"""What a database says when it fails, in one line that tells the next step."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from recommender.errors import StoreError
from recommender.store.address import Address

LOCKED, FULL, NO_FILE, REFUSED, GONE = (
    "others kept it locked for longer than a change waits. Expected a turn within seconds. Try "
    "again; if it stays so, end the program that holds it",
    "the disk is full or fails. Expected room for the change. Make room, then try again",
    "the file is damaged or no database. Expected one that Baysite wrote. Name another, or restore "
    "a backup into a new one",
    "the database may only be read here. Expected the right to write. Ask whoever runs it",
    "the server does not answer or lets nobody in. Expected a PostgreSQL server at this address. "
    "Check DATABASE_URL and that the server runs",
)
_KINDS = {LOCKED: "locked", FULL: "full", GONE: "gone"}
_SIGNS = (
    (LOCKED, ("database is locked", "database table is locked", "55P03", "40P01", "40001")),
    (FULL, ("disk is full", "53100", "disk i/o error", "No space left", "File too large")),
    (NO_FILE, ("not a database", "malformed", "unable to open")),
    (REFUSED, ("readonly database", "42501", "25006")),
)


@contextmanager
def speaking(address: Address, done: str) -> Iterator[None]:
    """Turn a failure of the database into a `StoreError`: nothing of the change was kept."""
    try:
        yield
    except SQLAlchemyError as error:
        # Not chained: a driver's message may hold values of a row or parts of the address.
        reason = why(error)
        raise StoreError(
            f"The {address} could not be {done}, and nothing was: {reason}.",
            kind=_KINDS.get(reason, ""),
        ) from None


def why(error: SQLAlchemyError) -> str:
    """The reason and the next step, without any value of a row."""
    cause = error.orig if isinstance(error, DBAPIError) else None
    code = getattr(cause, "sqlstate", None)
    # A server's error is told by its code: its text may hold what somebody typed.
    said = code or str(cause).lower()
    for reason, signs in _SIGNS:
        if any(sign.lower() in said.lower() for sign in signs):
            return reason
    if (isinstance(error, DBAPIError) and error.connection_invalidated) or _at_the_door(cause):
        return GONE
    name = type(cause or error).__name__
    return (
        f"it refused ({name}{f' {code}' if code else ''}). Expected the tables as Baysite made "
        "them. Look into the log of the database, or restore a backup into a new one"
    )


def _at_the_door(cause: object) -> bool:
    """True for an error of a server before or after it spoke: it has no code, or one of 08, 57."""
    if type(cause).__module__.split(".")[0] != "psycopg":
        return False
    code = str(getattr(cause, "sqlstate", None) or "08")
    return code[:2] in ("08", "28", "3D", "57")
