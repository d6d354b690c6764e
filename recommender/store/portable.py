"""The form of a backup: one zip of JSON lines that either database can be restored from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Double, Integer, Table

from recommender.errors import StoreError
from recommender.store.tables import CONTACTS, OURS, UtcTime

FORMAT = "baysite shortlists"
VERSION = 1
MANIFEST = "manifest.json"
LARGEST_MANIFEST = 100_000
LARGEST_FILE = 4_000_000_000
"""Bytes of a backup, and of everything in it."""
LARGEST_LINE = 64_000_000
"""Bytes of one row: a record of 20 million characters, each escaped."""
DENSEST = 200
"""How many bytes one byte of the file may stand for: JSON of this kind has about ten."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """One table in a backup: its rows, its bytes and their SHA-256."""

    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a backup holds, by table; `contacts` says whether contacts are in it."""

    revision: str
    made_at: str
    contacts: bool
    tables: Mapping[str, Part]


def file_of(table: Table) -> str:
    """The name of a table's file in the zip."""
    return f"{table.name}.jsonl"


def tables(contacts: bool) -> tuple[Table, ...]:
    """The tables of a backup, in an order in which they can be restored."""
    return OURS if contacts else tuple(table for table in OURS if table is not CONTACTS)


def line_of(row: Mapping[str, Any]) -> bytes:
    """A row as one line of JSON."""
    plain = {n: v.isoformat() if isinstance(v, datetime) else v for n, v in row.items()}
    return (json.dumps(plain, ensure_ascii=False, allow_nan=False) + "\n").encode()


def row_of(table: Table, line: bytes) -> dict[str, Any]:
    """The row in a line, with the columns of its table and values of their kinds.

    Raises
    ------
    ValueError
        If it is no such row.
    """
    values = json.loads(line.decode("utf-8"))
    if not isinstance(values, dict) or set(values) != {column.name for column in table.columns}:
        raise ValueError(f"a row of {table.name} has other columns")
    return {column.name: _value(table, column, values[column.name]) for column in table.columns}


def manifest_of(told: Told) -> bytes:
    """The manifest as JSON."""
    return json.dumps(
        {"format": FORMAT, "version": VERSION, **asdict(told)}, ensure_ascii=False, indent=1
    ).encode()


def told_by(content: bytes, *, head: str) -> Told:
    """What a manifest says.

    Raises
    ------
    StoreError
        If a newer Baysite wrote it.
    ValueError
        If it is none.
    """
    values = json.loads(content.decode("utf-8"))
    if not isinstance(values, dict) or values.get("format") != FORMAT:
        raise ValueError("it says of itself that it is something else")
    version, revision = values.get("version"), values.get("revision")
    if not isinstance(version, int) or not isinstance(revision, str):
        raise ValueError("it does not say its version")
    if version > VERSION or revision > head:
        raise StoreError(
            f"The backup was written by a newer Baysite (revision {revision[:20]}). Expected at "
            f"most {head}; nothing was changed. Update Baysite, then restore it."
        )
    if version != VERSION or revision != head:
        raise StoreError(
            f"The backup was written by an older Baysite (revision {revision[:20]}). Expected "
            f"{head}; nothing was changed. Restore it with the program that wrote it, then update."
        )
    return _told(values)


def _told(values: Mapping[str, Any]) -> Told:
    parts = {
        str(name): Part(
            rows=int(part["rows"]), bytes=int(part["bytes"]), sha256=str(part["sha256"])
        )
        for name, part in values["tables"].items()
    }
    contacts = values["contacts"] is True
    if set(parts) != {table.name for table in tables(contacts)}:
        raise ValueError("it names other tables")
    return Told(
        revision=values["revision"],
        made_at=str(values["made_at"])[:40],
        contacts=contacts,
        tables=parts,
    )


def _value(table: Table, column: Any, value: Any) -> Any:
    if value is None:
        if not column.nullable:
            raise ValueError(f"a row of {table.name} has no {column.name}")
        return None
    if isinstance(column.type, UtcTime):
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            raise ValueError(f"{table.name}.{column.name} has no zone")
        return moment
    kinds: dict[type, tuple[type, ...]] = {Integer: (int,), Double: (int, float)}
    if isinstance(value, bool) or not isinstance(value, kinds.get(type(column.type), (str,))):
        raise ValueError(f"{table.name}.{column.name} is no {column.type}")
    length = getattr(column.type, "length", None)
    if isinstance(value, str) and ("\x00" in value or (length and len(value) > length)):
        raise ValueError(f"{table.name}.{column.name} is too long or no text")
    return value


def lines(told: Told) -> Iterator[str]:
    """What a backup holds, for a person: one line a table."""
    for name, part in told.tables.items():
        yield f"{name}: {part.rows}"
