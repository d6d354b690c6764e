"""A backup opened with care: bounded in size, and every row checked before anybody uses it."""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Table

from recommender.errors import StoreError
from recommender.store.migrating import HEAD
from recommender.store.portable import (
    DENSEST,
    LARGEST_FILE,
    LARGEST_LINE,
    LARGEST_MANIFEST,
    MANIFEST,
    Told,
    file_of,
    row_of,
    tables,
    told_by,
)

_NO_BACKUP = (
    ValueError, KeyError, TypeError, AttributeError, RecursionError, EOFError, zlib.error,
    NotImplementedError, RuntimeError, OverflowError, zipfile.BadZipFile, OSError,
)  # fmt: skip
"""What Python raises for a file that is no zip, a zip cut off, or one of other things."""


@contextmanager
def opened_backup(path: Path) -> Iterator[tuple[zipfile.ZipFile, Told]]:
    """The zip and what it says of itself, with its sizes checked.

    Raises
    ------
    StoreError
        If it is no whole backup of this revision, here or while the block reads rows.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise ValueError(f"it has more than {LARGEST_FILE:,} bytes")
        with zipfile.ZipFile(path) as zipped:
            told = _manifest(zipped)
            _check_sizes(zipped, told)
            yield zipped, told
    except StoreError:
        raise
    except _NO_BACKUP as error:
        raise StoreError(
            f"File {path} is no whole backup of shortlists ({str(error)[:80]}). Expected the file "
            "that `shortlists backup` wrote; nothing was changed. Copy it again, or name another."
        ) from error


def rows_of(zipped: zipfile.ZipFile, table: Table, told: Told) -> Iterator[dict[str, Any]]:
    """The rows of one table, each with its columns.

    Raises
    ------
    ValueError
        If they are not those that the manifest tells.
    """
    part = told.tables[table.name]
    rows, digest = 0, hashlib.sha256()
    with zipped.open(file_of(table)) as file:
        while line := file.readline(LARGEST_LINE + 1):
            if len(line) > LARGEST_LINE or rows >= part.rows:
                raise ValueError(f"{table.name} has more than it tells")
            digest.update(line)
            rows += 1
            yield row_of(table, line)
    if rows != part.rows or digest.hexdigest() != part.sha256:
        raise ValueError(f"{table.name} is not what was written")


def _manifest(zipped: zipfile.ZipFile) -> Told:
    found = zipped.getinfo(MANIFEST)
    if found.file_size > LARGEST_MANIFEST:
        raise ValueError("its manifest is too large")
    with zipped.open(found) as file:
        return told_by(file.read(LARGEST_MANIFEST + 1), head=HEAD)


def _check_sizes(zipped: zipfile.ZipFile, told: Told) -> None:
    """No file twice, none but ours, none larger than it tells or than a backup can be."""
    infos = zipped.infolist()
    parts = {file_of(table): told.tables[table.name].bytes for table in tables(told.contacts)}
    if sorted(info.filename for info in infos) != sorted([MANIFEST, *parts]):
        raise ValueError("it holds other files")
    for info in infos:
        dense = info.file_size > DENSEST * max(info.compress_size, 1_000)
        if dense or info.file_size != parts.get(info.filename, info.file_size):
            raise ValueError(f"{info.filename} is larger than it tells")
    if sum(info.file_size for info in infos) > LARGEST_FILE:
        raise ValueError(f"it unpacks to more than {LARGEST_FILE:,} bytes")
