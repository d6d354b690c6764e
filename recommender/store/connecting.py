"""Connections to either database, set so that what is committed is kept."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool

from recommender.errors import StoreError
from recommender.store.address import Address
from recommender.store.trouble import speaking

PATIENCE = 8
"""Seconds that a change waits for those of others."""
BEGIN = "baysite_begin"
"""Option of a connection: how SQLite begins its transactions."""


def engine_for(address: Address) -> Engine:
    """The engine of an address; nothing is opened yet. Errors never show the values of a row."""
    return _sqlite(address) if address.file is not None else _postgresql(address)


@contextmanager
def reading(engine: Engine, address: Address) -> Iterator[Connection]:
    """One state of the database, whatever others write meanwhile."""
    with speaking(address, "read"), engine.connect() as connection:
        if address.file is None:
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection


@contextmanager
def writing(engine: Engine, address: Address) -> Iterator[Connection]:
    """One transaction: all of it is kept when the block ends, nothing of it when it fails."""
    # What is read before writing must still hold then: SQLite's lock is taken at once.
    with speaking(address, "changed"), engine.connect() as raw:
        connection = raw.execution_options(**{BEGIN: "BEGIN IMMEDIATE"})
        with connection.begin():
            yield connection


def _sqlite(address: Address) -> Engine:
    engine = create_engine(address.url, poolclass=NullPool, hide_parameters=True)
    event.listen(engine, "connect", _set_sqlite)
    event.listen(engine, "begin", _begin)
    return engine


def _set_sqlite(connection: Any, _record: Any) -> None:
    # The driver's own way to begin would leave DDL outside of transactions.
    connection.isolation_level = None
    for name, value in (
        ("busy_timeout", PATIENCE * 1_000),
        ("foreign_keys", "ON"),
        ("synchronous", "FULL"),
        ("secure_delete", "ON"),
        ("recursive_triggers", "ON"),
        ("trusted_schema", "OFF"),
    ):
        connection.execute(f"PRAGMA {name} = {value}")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get(BEGIN, "BEGIN"))


def _postgresql(address: Address) -> Engine:
    waits = {} if "connect_timeout" in address.url.query else {"connect_timeout": PATIENCE}
    engine = create_engine(
        address.url, hide_parameters=True, pool_pre_ping=True, pool_recycle=1_800,
        connect_args=waits,
    )  # fmt: skip
    event.listen(engine, "connect", _set_postgresql)
    return engine


def _set_postgresql(connection: Any, _record: Any) -> None:
    connection.execute(f"SET lock_timeout = '{PATIENCE}s'")
    connection.execute("SET synchronous_commit = on")
    connection.commit()


def make_file(address: Address) -> None:
    """Make the folder and an empty file that only their owner reads, where they are missing.

    Raises
    ------
    StoreError
        If that cannot be done.
    """
    file = address.file
    if file is None or file.exists():
        return
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise StoreError(
            f"The {address} cannot be made ({error.strerror}). Expected a folder that may be "
            "written to. Set BAYSITE_VAR to one, or DATABASE_URL to a server."
        ) from error
