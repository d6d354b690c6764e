"""A backup read into an empty database, all of it or nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, text
from sqlalchemy.exc import DataError, IntegrityError

from recommender.errors import StoreError
from recommender.store.address import Address
from recommender.store.portable import Told, tables
from recommender.store.tables import EVENTS, OURS, RECORDS, SHORTLISTS
from recommender.store.unpacking import opened_backup, rows_of

_AT_ONCE = 20


def restore(connection: Connection, address: Address, path: Path) -> Told:
    """Write every row of a backup, in the transaction of the connection; what it held.

    Raises
    ------
    StoreError
        If the database is not empty, or the file no whole backup.
    """
    _check_empty(connection, address)
    try:
        with opened_backup(path) as (zipped, told):
            for table in tables(told.contacts):
                _insert(connection, table, rows_of(zipped, table, told))
            _check_history(connection)
    except (IntegrityError, DataError):
        raise StoreError(
            f"File {path} holds rows that do not fit together. Expected the file that `shortlists "
            "backup` wrote; nothing was changed. Name another."
        ) from None
    return told


def _check_empty(connection: Connection, address: Address) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE shortlists, records IN EXCLUSIVE MODE"))
    held = sum(connection.execute(select(func.count()).select_from(t)).scalar_one() for t in OURS)
    if held:
        n = connection.execute(select(func.count()).select_from(SHORTLISTS)).scalar_one()
        raise StoreError(
            f"The {address} holds {n} shortlists. Expected an empty one: a restore never mixes. "
            "Name a new database by DATABASE_URL, or BAYSITE_VAR for a file, and restore there."
        )


def _insert(connection: Connection, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    batch: list[dict[str, Any]] = []
    for row in rows:
        if table is RECORDS:
            _check_record(row)
        batch.append(row)
        if len(batch) == _AT_ONCE:
            connection.execute(insert(table), batch)
            batch = []
    if batch:
        connection.execute(insert(table), batch)


def _check_record(row: dict[str, Any]) -> None:
    if hashlib.sha256(row["text"].encode()).hexdigest() != row["digest"]:
        raise ValueError("a record was changed")
    json.loads(row["text"])


def _check_history(connection: Connection) -> None:
    """Every shortlist has one line of history for each version, and no line is without one."""
    told = (
        select(func.count())
        .select_from(EVENTS)
        .where(EVENTS.c.shortlist_id == SHORTLISTS.c.id, EVENTS.c.seq.between(1, 2**31 - 1))
        .scalar_subquery()
    )
    last = (
        select(func.max(EVENTS.c.seq))
        .where(EVENTS.c.shortlist_id == SHORTLISTS.c.id)
        .scalar_subquery()
    )
    wrong = select(func.count()).where((told != SHORTLISTS.c.version) | (last != told))
    if connection.execute(wrong.select_from(SHORTLISTS)).scalar_one():
        raise ValueError("a history has gaps")
