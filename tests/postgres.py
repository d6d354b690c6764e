"""A PostgreSQL server of the tests' own: a cluster in a temporary folder, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from glob import glob
from itertools import count
from pathlib import Path

PLACES = "/usr/lib/postgresql/*/bin"
NEEDED = "BAYSITE_NEEDS_POSTGRES"
"""With this in the environment the tests fail where no server can be started."""
USERS = ("postgres", "nobody")
"""Whom root lets run the server, which refuses root."""


def binaries(path: str | None = None, places: str = PLACES) -> Path | None:
    """The folder of initdb, pg_ctl and postgres, from PATH or from Debian's places."""
    named = shutil.which("initdb", path=path)
    folders = ([Path(named).resolve().parent] if named else []) + [
        Path(found) for found in sorted(glob(places), reverse=True)
    ]
    return next(
        (f for f in folders if all((f / n).exists() for n in ("initdb", "pg_ctl", "postgres"))),
        None,
    )


def databases() -> list[str]:
    """The databases that the tests run on: PostgreSQL where there is one, or where it must be."""
    needed = bool(os.environ.get(NEEDED))
    return ["sqlite", *(["postgresql"] if needed or binaries() else [])]


@dataclass
class Cluster:
    """A server that listens on a socket in its folder only; it trusts whoever reaches that."""

    folder: Path
    fsync: str
    made: Iterator[int] = field(default_factory=count)

    def url(self, database: str = "postgres") -> str:
        return f"postgresql://baysite@/{database}?host={self.folder}"

    def new_url(self) -> str:
        """The address of a new, empty database."""
        name = f"t{next(self.made)}"
        self.sql(f"CREATE DATABASE {name}")
        return self.url(name)

    def sql(self, statement: str) -> None:
        import psycopg

        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(statement)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def start(self) -> None:
        options = (
            f"-c listen_addresses='' -c fsync={self.fsync} -c max_connections=60 -k {self.folder}"
        )
        log = str(self.folder / "log")
        self.run("pg_ctl", "-D", str(self.data), "-w", "-l", log, "-o", options, "start")

    def stop(self) -> None:
        self.run("pg_ctl", "-D", str(self.data), "-w", "-m", "immediate", "stop", check=False)

    def kill(self) -> None:
        """Kill the server as a power cut would: without a chance to write anything."""
        pid = int((self.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()[0])
        children = subprocess.run(
            ["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False
        ).stdout.split()
        for one in (pid, *map(int, children)):
            os.kill(one, signal.SIGKILL)
        # Not our children: gone when nobody answers to their number any more.
        while any(not _dead(one) for one in (pid, *children)):
            pass
        # After a power cut the number in them is nobody's; here a dead process may still hold it.
        for note in (self.data / "postmaster.pid", *self.folder.glob(".s.PGSQL.*.lock")):
            note.unlink()

    def run(self, program: str, *arguments: str, check: bool = True) -> None:
        found = binaries()
        assert found is not None, "no PostgreSQL server is installed: run scripts/database.sh"
        done = subprocess.run(
            [str(found / program), *arguments], cwd=self.folder, check=False, text=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **_as_somebody(),
        )  # fmt: skip
        assert not check or done.returncode == 0, f"{program}: {done.stderr}"


@contextmanager
def cluster(*, fsync: str = "on") -> Iterator[Cluster]:
    """A running server; it is stopped and its folder removed afterwards.

    Without fsync it is sooner, and may only be asked what does not speak of crashes.
    """
    folder = Path(tempfile.mkdtemp(prefix="baysite-pg-"))
    found = Cluster(folder, fsync)
    somebody = _as_somebody()
    if somebody:
        os.chown(folder, int(somebody["user"]), int(somebody["group"]))
    try:
        found.run("initdb", "-D", str(found.data), "-A", "trust", "-U", "baysite", "-E", "UTF8")
        found.start()
        yield found
    finally:
        found.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _as_somebody() -> dict[str, object]:
    """How root starts a process of somebody else; nothing for everybody else."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = next(known[name] for name in USERS if name in known)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _dead(pid: int | str) -> bool:
    try:
        return ") Z " in Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return True
