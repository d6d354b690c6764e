"""Older, newer and half-migrated databases: rows stay, and nothing is half a version."""

from __future__ import annotations

import shutil
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import insert, inspect, text

from recommender.errors import StoreError
from recommender.store.address import address_of
from recommender.store.connecting import engine_for, reading, writing
from recommender.store.migrating import HEAD, MIGRATIONS, checked, copy_name, upgrade
from recommender.store.tables import CONTACTS, METADATA, OURS
from tests.conftest import ROOT
from tests.store_samples import CONTACT, opened, rows_of_all, sample

pytestmark = pytest.mark.slow  # a server of its own, or whole commands

MIDDLE = "    for statement in guards"
"""A line of the second migration between two of its statements."""


def revision(url: str) -> str | None:
    where = address_of(url)
    engine = engine_for(where)
    found = checked(engine, where)
    engine.dispose()
    return found


def up(url: str, **options: object) -> tuple[str, ...]:
    where = address_of(url)
    engine = engine_for(where)
    try:
        return upgrade(engine, where, **options)  # type: ignore[arg-type]
    finally:
        engine.dispose()


def tables(url: str) -> set[str]:
    engine = engine_for(address_of(url))
    found = set(inspect(engine).get_table_names())
    engine.dispose()
    return found


def filled_old(url: str, tmp_path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Make the database of the first version, with rows in it as that version wrote them."""
    now = f"sqlite:///{tmp_path / 'now.db'}"
    store = opened(now)
    id = store.save(sample())
    store.set_owner(id, "Bo", by="Ann", version=1)
    rows = rows_of_all(store)
    store.close()
    up(url, to="0001")
    engine = engine_for(address_of(url))
    with writing(engine, address_of(url)) as connection:
        for table in OURS:
            if table is not CONTACTS:
                names = [column.name for column in table.columns]
                values = [dict(zip(names, row, strict=True)) for row in rows[table.name]]
                connection.execute(insert(table), values)
    engine.dispose()
    return rows


def broken(tmp_path: Path, line: str) -> Path:
    """The migrations with a line in the middle of the second one."""
    folder = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, folder)
    file = folder / "versions" / "r0002_history_and_contacts.py"
    whole = file.read_text(encoding="utf-8")
    assert whole.count(MIDDLE) == 1
    file.write_text(whole.replace(MIDDLE, f"    {line}\n{MIDDLE}"), encoding="utf-8")
    return folder


def test_the_revision_of_the_program_is_the_last_of_the_files() -> None:
    from alembic.script import ScriptDirectory

    assert ScriptDirectory(str(MIGRATIONS)).get_heads() == [HEAD]


def test_the_migrations_make_the_tables_that_the_program_reads(database_url: str) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    engine = engine_for(address_of(database_url))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
    engine.dispose()


def test_an_older_database_is_migrated_with_every_row(empty_url: str, tmp_path: Path) -> None:
    before = filled_old(empty_url, tmp_path)
    assert "contacts" not in tables(empty_url)
    if empty_url.startswith("sqlite"):
        store = opened(empty_url)  # opening is enough
    else:
        with pytest.raises(StoreError, match="shortlists upgrade"):
            opened(empty_url)
        assert revision(empty_url) == "0001"
        assert up(empty_url) == ("0002",)
        store = opened(empty_url)
    assert rows_of_all(store) == before
    id = store.listing()[0].id
    store.keep_contact(id, CONTACT, by="Bo", version=2)
    with pytest.raises(StoreError), writing(store.engine, store.address) as connection:
        connection.execute(text("DELETE FROM events"))
    store.close()


def test_migrating_twice_does_nothing(database_url: str) -> None:
    assert up(database_url) == ()


def test_a_copy_of_the_older_file_is_written_first(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    before = filled_old(url, tmp_path)
    opened(url).close()
    copy = copy_name(tmp_path / "a.db", HEAD)
    assert copy.name == "a.db.before-0002"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with closing(sqlite3.connect(copy)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert raw.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
        assert len(raw.execute("SELECT * FROM events").fetchall()) == len(before["events"])
    assert not list(tmp_path.glob("*.unfinished"))


def test_of_a_new_file_no_copy_is_made(tmp_path: Path) -> None:
    opened(f"sqlite:///{tmp_path / 'a.db'}").close()
    assert not list(tmp_path.glob("*.before-*"))


def test_a_migration_that_fails_half_way_leaves_the_older_version(
    empty_url: str, tmp_path: Path
) -> None:
    before = filled_old(empty_url, tmp_path)
    folder = broken(tmp_path, "raise ZeroDivisionError")
    with pytest.raises(ZeroDivisionError):
        up(empty_url, scripts=folder)
    assert revision(empty_url) == "0001"
    assert "contacts" not in tables(empty_url)
    assert up(empty_url) == ("0002",)
    store = opened(empty_url)
    assert rows_of_all(store) == before
    store.close()


@pytest.mark.slow
def test_a_migration_that_is_killed_half_way_leaves_the_older_version(
    empty_url: str, tmp_path: Path
) -> None:
    before = filled_old(empty_url, tmp_path)
    folder = broken(tmp_path, "import os; os.kill(os.getpid(), 9)")
    done = subprocess.run(
        [sys.executable, "-m", "tests.store_child", "upgrade", empty_url, str(folder), HEAD],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == -9, done.stderr
    assert revision(empty_url) == "0001"
    assert "contacts" not in tables(empty_url)
    up(empty_url)
    store = opened(empty_url)
    assert rows_of_all(store) == before
    store.close()


def test_a_database_of_a_newer_program_is_refused_and_not_touched(
    database_url: str, tmp_path: Path
) -> None:
    where = address_of(database_url)
    engine = engine_for(where)
    with writing(engine, where) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0099'"))
    files = sorted(found for found in tmp_path.iterdir() if found.is_file())
    content = [found.read_bytes() for found in files]
    for ask in (lambda: opened(database_url), lambda: up(database_url)):
        with pytest.raises(StoreError, match="newer Baysite"):
            ask()
    assert sorted(found for found in tmp_path.iterdir() if found.is_file()) == files
    assert [found.read_bytes() for found in files] == content
    with reading(engine, where) as connection:
        version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    assert version == "0099"
    engine.dispose()


def test_an_empty_server_is_not_filled_by_opening(empty_url: str) -> None:
    if empty_url.startswith("sqlite"):
        opened(empty_url).close()
        assert "shortlists" in tables(empty_url)
    else:
        with pytest.raises(StoreError, match="found none"):
            opened(empty_url)
        assert tables(empty_url) == set()
