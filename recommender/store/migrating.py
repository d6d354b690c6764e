"""The tables brought up to date: by opening for the embedded file, by command for a server."""

from __future__ import annotations

import fcntl
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Lock

from sqlalchemy import Connection, Engine, inspect, text

from recommender.errors import StoreError
from recommender.store.address import Address
from recommender.store.connecting import make_file, reading, writing

MIGRATIONS = Path(__file__).parent / "migrations"
HEAD = "0002"
"""The revision that this program reads and writes; a test holds it to the files."""
LONGEST_WAIT = 120
"""Seconds that an opening waits for another that migrates."""
_TURN = Lock()
"""Alembic keeps the migration that runs in a variable of its module: one at a time a process."""
_KEY = 7_229_483
"""Number of the lock on a server under which tables are migrated."""


def prepare(engine: Engine, address: Address) -> None:
    """Make a database ready to be used: the file is migrated, a server only looked at.

    Raises
    ------
    StoreError
        If a newer Baysite or another program made the database, or a server's is not migrated.
    """
    if address.file is not None:
        upgrade(engine, address)
    elif checked(engine, address) != HEAD:
        raise StoreError(
            f"The {address} lacks tables of this Baysite. Expected revision {HEAD}, found "
            f"{checked(engine, address) or 'none'}. Back it up, then run `python -m recommender "
            "shortlists upgrade`; opening never changes a shared database.",
            kind="older",
        )


def upgrade(
    engine: Engine, address: Address, *, to: str = HEAD, scripts: Path = MIGRATIONS
) -> tuple[str, ...]:
    """Run the migrations that a database lacks, each in one transaction; the revisions that ran.

    Of an embedded file that held rows a copy is written beside it first.

    Raises
    ------
    StoreError
        If a newer Baysite or another program made the database, or it cannot be changed.
    """
    make_file(address)
    if checked(engine, address, to) == to and _keeps_a_log(engine, address):
        return ()
    with _alone(address):
        found = checked(engine, address, to)
        _keep_a_log(engine, address)
        if address.file is not None and found not in (None, to):
            _copy(address.file, to)
        return _migrated(engine, address, to, scripts)


def checked(engine: Engine, address: Address, head: str = HEAD) -> str | None:
    """The revision of a database; None for an empty one.

    Raises
    ------
    StoreError
        If a newer Baysite or another program made it.
    """
    with reading(engine, address) as connection:
        found = _revision(connection, address)
    if found is not None and found > head:
        raise StoreError(
            f"The {address} was written by a newer Baysite (revision {found[:20]}). Expected at "
            f"most {head}; it was not touched. Update Baysite, or name another database.",
            kind="newer",
        )
    return found


def copy_name(file: Path, revision: str) -> Path:
    """Where the copy is kept that was made before the step to a revision."""
    return file.with_name(f"{file.name}.before-{revision}")


def copies(address: Address) -> tuple[Path, ...]:
    """The copies that upgrades wrote beside an embedded file."""
    file = address.file
    return () if file is None else tuple(sorted(file.parent.glob(f"{file.name}.before-*")))


def _revision(connection: Connection, address: Address) -> str | None:
    """What Alembic noted; read without it, since importing it takes longer than opening."""
    names = set(inspect(connection).get_table_names())
    if "alembic_version" in names:
        found: str | None = connection.execute(
            text("SELECT version_num FROM alembic_version")
        ).scalar()
        if found is not None:
            return found
    ours = {"records", "shortlists", "entries", "notes", "events", "contacts"}
    # A server may hold others' tables; a file with others' tables is not ours.
    if names & ours or (address.file is not None and names - {"alembic_version"}):
        raise StoreError(
            f"The {address} holds tables that Baysite did not make. Expected an empty one, or one "
            "of its own; it was not touched. Name another database."
        )
    return None


def _migrated(engine: Engine, address: Address, to: str, scripts: Path) -> tuple[str, ...]:
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    script = ScriptDirectory(str(scripts))
    steps = [step.revision for step in reversed([*script.iterate_revisions(to, "base")])]
    ran = []
    for step in steps:
        with _TURN, writing(engine, address) as connection:
            if address.file is None:
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _KEY})
            if (_revision(connection, address) or "") >= step:
                continue

            def one(found: object, _context: object, step: str = step) -> object:
                return script._upgrade_revs(step, found)  # type: ignore[arg-type]

            with EnvironmentContext(Config(), script, fn=one) as environment:
                environment.configure(connection=connection)
                environment.run_migrations()
            ran.append(step)
    return tuple(ran)


@contextmanager
def _alone(address: Address) -> Iterator[None]:
    """Be the only process that migrates an embedded file; a server has a lock of its own."""
    if address.file is None:
        yield
        return
    with address.file.with_name(f"{address.file.name}.lock").open("w") as lock:
        until = time.monotonic() + LONGEST_WAIT
        while not _locked(lock.fileno()):
            if time.monotonic() > until:
                raise StoreError(
                    f"The {address} is being migrated by another program for {LONGEST_WAIT} "
                    "seconds. Expected it to end. Wait, or end that program; a migration that is "
                    "cut off leaves the database as it was."
                )
            time.sleep(0.05)
        yield


def _locked(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _keeps_a_log(engine: Engine, address: Address) -> bool:
    if address.file is None:
        return True
    with reading(engine, address) as connection:
        return connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"


def _keep_a_log(engine: Engine, address: Address) -> None:
    """Let an embedded file write a log ahead, so that readers and a writer do not wait."""
    if address.file is not None and not _keeps_a_log(engine, address):
        with closing(sqlite3.connect(address.file)) as raw:
            raw.execute("PRAGMA journal_mode = WAL")


def _copy(file: Path, to: str) -> None:
    """Write a copy of an embedded file beside it, whole or not at all."""
    target = copy_name(file, to)
    unfinished = target.with_name(f"{target.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    unfinished.touch(mode=0o600)
    try:
        with (
            closing(sqlite3.connect(file)) as source,
            closing(sqlite3.connect(unfinished)) as copy,
        ):
            source.backup(copy)
            sound = copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        if not sound:
            raise sqlite3.DatabaseError("the copy is not sound")
        unfinished.replace(target)
    except (sqlite3.Error, OSError) as error:
        unfinished.unlink(missing_ok=True)
        raise StoreError(
            f"No copy of the database {file} could be written to {target} ({error}). Expected room "
            "beside it; the database was not changed. Make room, then open it again."
        ) from error
