"""The embedded database: where it is, who may read it, what it says when it cannot be used."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from recommender.errors import MissingLibraryError, StoreError
from recommender.store import Contact, connecting, open_store
from recommender.store import address as addresses
from recommender.store.address import address_of
from recommender.store.connecting import writing
from tests.postgres import Cluster, databases
from tests.store_samples import CONTACT, migrated, opened, rows_of_all, sample

pytestmark = pytest.mark.slow  # a server of its own, or whole commands

HIDDEN = "hunter2-very-secret"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_without_an_address_the_file_is_made_for_its_owner_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BAYSITE_VAR", str(tmp_path / "var"))
    store = open_store()
    store.save(sample())
    file = tmp_path / "var" / "baysite.db"
    assert mode(file.parent) == 0o700
    assert mode(file) == 0o600
    with closing(sqlite3.connect(file)) as raw:
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        raw.execute("BEGIN IMMEDIATE")  # the log exists while somebody writes
        logs = [found for found in file.parent.iterdir() if found.name.endswith(("-wal", "-shm"))]
        assert logs
        assert {mode(found) for found in logs} == {0o600}
    store.close()


def test_without_an_address_or_a_folder_it_is_var_beside_the_project(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("BAYSITE_VAR")
    assert address_of().file == Path(addresses.__file__).parents[2] / "var/baysite.db"


def test_every_connection_keeps_what_it_commits(tmp_path: Path) -> None:
    store = opened(f"sqlite:///{tmp_path / 'a.db'}")
    with store.engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("synchronous", "foreign_keys", "busy_timeout", "secure_delete")
        }
    assert found == {
        "synchronous": 2, "foreign_keys": 1, "busy_timeout": 8_000, "secure_delete": 1,
    }  # fmt: skip
    store.close()


@pytest.mark.parametrize(
    "url",
    [
        f"postgres://ann:{HIDDEN}@127.0.0.1:1/desk",
        f"postgresql://ann:{HIDDEN}@127.0.0.1:1/desk?connect_timeout=3",
        f"postgresql+psycopg://127.0.0.1:1/desk?user=ann&password={HIDDEN}",
        f"mysql://ann:{HIDDEN}@127.0.0.1/desk",
        f"postgresql://ann:{HIDDEN}@host:no-port/desk",
        f"{HIDDEN}",
        "sqlite://",
        "sqlite:///:memory:",
    ],
)
def test_a_password_never_stands_in_an_error_or_a_log(
    url: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    with caplog.at_level("DEBUG"), pytest.raises(StoreError) as caught:
        open_store()
    assert "\n" not in str(caught.value)
    assert "Expected" in str(caught.value)
    assert HIDDEN not in str(caught.value) + caplog.text
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


def test_without_the_driver_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "find_spec", lambda name: None)
    with pytest.raises(MissingLibraryError, match="extra `postgres`"):
        address_of("postgresql://host/desk")


def test_a_file_that_is_no_database_is_refused_and_not_touched(tmp_path: Path) -> None:
    file = tmp_path / "a.db"
    file.write_bytes(b"a letter, not a database. " * 200)
    with pytest.raises(StoreError, match="no database"):
        opened(f"sqlite:///{file}")
    assert file.read_bytes() == b"a letter, not a database. " * 200


def test_a_database_of_another_program_is_refused_and_not_touched(tmp_path: Path) -> None:
    file = tmp_path / "a.db"
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("CREATE TABLE recipes (name TEXT)")
    before = file.read_bytes()
    with pytest.raises(StoreError, match="Baysite did not make"):
        opened(f"sqlite:///{file}")
    assert file.read_bytes() == before


def test_a_folder_that_nobody_can_make_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match="BAYSITE_VAR"):
        opened(f"sqlite:///{tmp_path / 'file' / 'a.db'}")


def test_a_locked_database_says_so_and_nothing_is_half_written(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connecting, "PATIENCE", 0.2)
    store, other = opened(database_url), opened(database_url)
    id = store.save(sample())
    with writing(other.engine, other.address) as connection:
        connection.execute(text("UPDATE shortlists SET title = 'held'"))
        with pytest.raises(StoreError, match="locked for longer") as caught:
            store.set_owner(id, "Bo", by="Bo", version=1)
        assert caught.value.kind == "locked"
        assert store.get(id).owner == "Ann"  # reading goes on
    assert store.set_owner(id, "Bo", by="Bo", version=1) == 2
    for one in (store, other):
        one.close()


def test_a_full_disk_says_so_and_keeps_what_was_committed(tmp_path: Path) -> None:
    store = opened(f"sqlite:///{tmp_path / 'a.db'}")
    kept = store.save(sample())
    with store.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    from sqlalchemy import event

    def full(raw: sqlite3.Connection, _record: object) -> None:
        raw.execute(f"PRAGMA max_page_count = {pages}")

    event.listen(store.engine, "connect", full)
    with pytest.raises(StoreError, match="disk is full"):
        store.save(sample(record='{"long": "' + "x" * 200_000 + '"}'))
    event.remove(store.engine, "connect", full)
    assert [line.id for line in store.listing()] == [kept]
    assert {len(rows) for rows in rows_of_all(store).values()} == {0, 1, 2}
    store.close()


def test_a_failure_in_the_middle_of_a_change_leaves_nothing_of_it(tmp_path: Path) -> None:
    store = opened(f"sqlite:///{tmp_path / 'a.db'}")
    store.save(sample())
    before = rows_of_all(store)

    def half() -> None:
        with writing(store.engine, store.address) as connection:
            connection.exec_driver_sql("UPDATE shortlists SET owner = 'half'")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    assert rows_of_all(store) == before
    store.close()


def test_the_bytes_of_an_erased_contact_are_in_no_file(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    store, other = opened(url), opened(url)

    def files() -> bytes:
        return b"".join(found.read_bytes() for found in sorted(tmp_path.iterdir()))

    id = store.save(sample(contact=CONTACT))
    with other.engine.connect() as held:  # as long as somebody is connected the log stays
        held.exec_driver_sql("SELECT 1")
        held.rollback()
        store.set_note(id, "site_1", "a note", by="Ann", version=1)
        assert CONTACT.email.encode() in files()
        store.erase_contact(id, by="Ann", version=2)
        for told in (CONTACT.company, CONTACT.person, CONTACT.email, CONTACT.phone):
            assert told.encode() not in files()
    store.close()
    other.close()


def test_a_contact_that_was_replaced_is_in_no_file_once_the_next_is_erased(tmp_path: Path) -> None:
    store = opened(f"sqlite:///{tmp_path / 'a.db'}")
    id = store.save(sample(contact=CONTACT))
    store.keep_contact(id, Contact(person="Lee Wing"), by="Ann", version=1)
    store.erase_contact(id, by="Ann", version=2)
    content = b"".join(found.read_bytes() for found in tmp_path.iterdir())
    assert CONTACT.email.encode() not in content
    assert b"Lee Wing" not in content
    store.close()


def test_a_reader_who_keeps_the_log_is_named_and_erasing_once_more_cleans_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connecting, "PATIENCE", 0.2)
    file = tmp_path / "a.db"
    store = opened(f"sqlite:///{file}")
    id = store.save(sample(contact=CONTACT))
    with closing(sqlite3.connect(file, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM shortlists").fetchall()
        with pytest.raises(StoreError, match="Erase it once more"):
            store.erase_contact(id, by="Ann", version=1)
        assert store.contact(id) is None
        reader.execute("ROLLBACK")
    assert store.erase_contact(id, by="Ann", version=2) == 2
    content = b"".join(found.read_bytes() for found in tmp_path.iterdir())
    assert CONTACT.email.encode() not in content
    store.close()


@pytest.mark.parametrize("kind", [name for name in databases() if name == "postgresql"])
def test_the_bytes_of_an_erased_contact_are_in_no_table_of_a_server(
    kind: str, request: pytest.FixtureRequest
) -> None:
    server: Cluster = request.getfixturevalue("postgres")
    url = migrated(server)
    store = opened(url)

    def tables() -> bytes:
        server.sql("CHECKPOINT")
        files = [found for found in (server.data / "base").rglob("*") if found.is_file()]
        return b"".join(found.read_bytes() for found in files)

    mine = Contact(company="Only Here Bearings", email="only@here.example")  # others' rows stay
    id = store.save(sample(contact=mine))
    assert mine.email.encode() in tables()
    store.erase_contact(id, by="Ann", version=1)
    assert mine.company.encode() not in tables()
    assert mine.email.encode() not in tables()
    store.close()
