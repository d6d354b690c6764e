"""What others on this machine, or on the way to the database, could read or write."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from recommender.doctor.database import database_url, sqlite_path
from recommender.doctor.finding import Unsafe
from recommender.doctor.setup import Setup
from recommender.entrance import is_loopback
from recommender.messages import message

if TYPE_CHECKING:
    from sqlalchemy import URL

ENCRYPTED = ("require", "verify-ca", "verify-full")


def unsafe_machine(setup: Setup) -> Iterator[Unsafe]:
    """Files that are open to others, and a line to the database that is not encrypted."""
    yield from _line(setup)
    if os.name == "posix":  # elsewhere the bits of a file say nothing
        yield from _secrets(setup)
        yield from _database(setup)
        yield from _data(setup)


def _secrets(setup: Setup) -> Iterator[Unsafe]:
    for path in setup.secret_files:
        if _open_to_others(path, stat.S_IROTH | stat.S_IWOTH):
            yield Unsafe(
                what=message("Every user of this machine can read the secrets."),
                where=str(path),
                do=message("Close the file: chmod 600 {path}", path=str(path)),
            )


def _database(setup: Setup) -> Iterator[Unsafe]:
    kept = sqlite_path(setup)
    if kept is None or not kept.parent.is_dir():
        return
    beside = sorted(kept.parent.glob(f"{kept.name}*"))
    enters = _open_to_others(kept.parent, stat.S_IXOTH)
    if enters and any(_open_to_others(path, stat.S_IROTH | stat.S_IWOTH) for path in beside):
        yield Unsafe(
            what=message("Every user of this machine can read what Baysite keeps."),
            where=str(kept),
            do=message("Close its folder: chmod 700 {path}", path=str(kept.parent)),
        )


def _data(setup: Setup) -> Iterator[Unsafe]:
    if not setup.exposed or not setup.data.is_dir():
        return
    inside = [setup.data, *sorted(path for path in setup.data.iterdir() if not path.is_symlink())]
    found = [path for path in inside if _open_to_others(path, stat.S_IWOTH)]
    if found:
        yield Unsafe(
            what=message("Every user of this machine can change the data that is ranked."),
            where=str(found[0]),
            do=message("Close it: chmod -R o-w {path}", path=str(setup.data)),
        )


def _line(setup: Setup) -> Iterator[Unsafe]:
    url = database_url(setup)
    if url is None or url.get_backend_name() not in ("postgresql", "postgres"):
        return
    asked = url.query.get("sslmode") or setup.environ.get("PGSSLMODE")
    if asked not in ENCRYPTED and not all(is_loopback(host) for host in _hosts(url)):
        yield Unsafe(
            what=message("The line to the database may go over a network without encryption."),
            where="DATABASE_URL",
            do=message("Add ?sslmode=verify-full to it, or at least ?sslmode=require."),
        )


def _hosts(url: URL) -> list[str]:
    """The machines of a PostgreSQL address; a path is a socket on this one and left out."""
    asked = url.query.get("host", ())
    named = [url.host or "", *([asked] if isinstance(asked, str) else asked)]
    names = [name for group in named for name in group.split(",")]
    return [name.partition(":")[0] for name in names if name and not name.startswith("/")]


def _open_to_others(path: Path, bits: int) -> bool:
    try:
        return bool(path.stat().st_mode & bits)
    except OSError:
        return False
