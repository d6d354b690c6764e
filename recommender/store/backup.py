"""A backup: every table as it stood at one moment, in one file, written whole and read back."""

from __future__ import annotations

import hashlib
import os
import tempfile
import zipfile
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Table, select

from recommender.errors import StoreError
from recommender.store.migrating import HEAD
from recommender.store.portable import (
    MANIFEST,
    Part,
    Told,
    file_of,
    line_of,
    manifest_of,
    tables,
)
from recommender.store.unpacking import opened_backup, rows_of

__all__ = ["Told", "backup"]

_AT_ONCE = 20
"""Rows that are fetched at once: a record has a megabyte."""


def backup(connection: Connection, path: Path, *, at: datetime, with_contacts: bool) -> Told:
    """Write the backup, which only its owner may read; what it holds.

    Raises
    ------
    StoreError
        If it cannot be written, or does not read back as it was written.
    """
    name = ""
    try:
        if path.is_dir() or (path.exists() and not path.is_file()):
            raise IsADirectoryError(0, "it is a folder or a device")
        handle, name = tempfile.mkstemp(dir=path.absolute().parent, prefix=f".{path.name[:40]}.")
        with os.fdopen(handle, "wb") as file:
            told = _write(connection, file, at, tables(with_contacts))
            file.flush()
            os.fsync(file.fileno())
        _read_back(Path(name), told)
        Path(name).replace(path)
    except OSError as error:
        raise StoreError(
            f"Backup {path} cannot be written ({error.strerror}). Expected a folder that exists "
            "and has room. Choose another."
        ) from error
    finally:
        if name:
            Path(name).unlink(missing_ok=True)
    return told


def _write(connection: Connection, file: object, at: datetime, parts: tuple[Table, ...]) -> Told:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as zipped:  # type: ignore[call-overload]
        told = Told(
            revision=HEAD,
            made_at=at.isoformat(),
            contacts="contacts" in [table.name for table in parts],
            tables={table.name: _write_table(connection, zipped, table) for table in parts},
        )
        zipped.writestr(MANIFEST, manifest_of(told))
    return told


def _write_table(connection: Connection, zipped: zipfile.ZipFile, table: Table) -> Part:
    rows, size, digest = 0, 0, hashlib.sha256()
    query = select(table).order_by(*table.primary_key.columns)
    found = connection.execution_options(yield_per=_AT_ONCE).execute(query)
    with zipped.open(file_of(table), "w", force_zip64=True) as part:
        for row in found.mappings():
            line = line_of(dict(row))
            part.write(line)
            digest.update(line)
            rows, size = rows + 1, size + len(line)
    return Part(rows=rows, bytes=size, sha256=digest.hexdigest())


def _read_back(path: Path, told: Told) -> None:
    with opened_backup(path) as (zipped, again):
        if again != told:
            raise StoreError(
                f"Backup {path} does not read back as it was written. Expected a sound disk. Write "
                "it to another."
            )
        for table in tables(told.contacts):
            for _ in rows_of(zipped, table, told):
                pass
