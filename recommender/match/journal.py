"""Stop and resume: what is done of a matching, kept beside the file that it will be.

A journal is a text file with a line a lead; its first line says what it belongs to. A line that a
stop cut in the middle is done again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from recommender.errors import LeadsError
from recommender.match.told import Told

ENDING = ".partial"
FORMAT = "baysite matching 2"


def belongs_to(*parts: object) -> str:
    """Sixty-four hex digits over everything that a matching rests on.

    Examples
    --------
    >>> belongs_to("a", 1) == belongs_to("a", 1), belongs_to("a", 1) == belongs_to("a1")
    (True, False)
    """
    return sha256(json.dumps([str(part) for part in parts]).encode()).hexdigest()


class Journal:
    """What is done, in the order in which it was done.

    `leads` are the ids of all leads in their order: a journal that holds others, or that somebody
    changed, counts as far as it holds.

    Raises
    ------
    LeadsError
        On entering, if another matching writes to the same file, or nothing can be written there.
    """

    def __init__(self, out: Path, key: str, leads: Sequence[str]) -> None:
        self.path = out.with_name(out.name + ENDING)
        self.key, self.leads = key, leads
        self.done: list[Told] = []
        self._file: IO[str] | None = None

    def __enter__(self) -> Self:
        try:
            self._file = os.fdopen(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600), "r+",
                                   encoding="utf-8", errors="replace")  # fmt: skip
        except OSError as error:
            raise self._lost(error) from error
        if not _locked(self._file):
            self._file.close()
            raise LeadsError(
                f"Journal {self.path}: another matching writes to the same file just now. Expected "
                "one at a time. Wait for it, or choose another file."
            )
        self.done = list(self._kept(self._file.read().split("\n")))
        self._again()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._file:
            self._file.close()

    def keep(self, found: Iterable[Told]) -> Iterator[Told]:
        """What is found, each kept before it is given on."""
        for told in found:
            self._line(_summed(asdict(told)))
            self.done.append(told)
            yield told

    def forget(self) -> None:
        """Remove the journal: the file that it was kept for is written."""
        self.path.unlink(missing_ok=True)

    def _again(self) -> None:
        """Write what holds anew: what a stop cut, or somebody changed, is gone."""
        file = self._open()
        file.seek(0)
        file.truncate()
        self._line({"format": FORMAT, "key": self.key})
        for told in self.done:
            self._line(_summed(asdict(told)))

    def _open(self) -> IO[str]:
        if self._file is None:
            raise LeadsError(f"Journal {self.path} is not open. Expected `with journal`.")
        return self._file

    def _line(self, values: dict[str, Any]) -> None:
        try:
            self._open().write(json.dumps(values, ensure_ascii=False) + "\n")
            self._open().flush()
        except OSError as error:
            raise self._lost(error) from error

    def _lost(self, error: OSError) -> LeadsError:
        return LeadsError(
            f"Journal {self.path} cannot be written ({os.strerror(error.errno or 0)}). Expected "
            "room beside the file that is asked for. Free some, or choose another folder; what is "
            "done is kept and the same command goes on from there."
        )

    def _kept(self, lines: list[str]) -> Iterator[Told]:
        """The whole lines of a journal of the same matching; of another one nothing."""
        values = list(map(_values, lines[:-1]))  # what follows the last line end was cut
        if not values or values[0] != {"format": FORMAT, "key": self.key}:
            return
        for lead, one in zip(self.leads, values[1:], strict=False):
            told = _told(one)
            if told is None or told.lead_id != lead:
                return
            yield told


def _summed(values: dict[str, Any]) -> dict[str, Any]:
    return {"told": values, "sum": belongs_to(json.dumps(values, sort_keys=True))}


def _told(line: dict[str, Any] | None) -> Told | None:
    """The lead of a line; None where it is not as it was written."""
    if line is None or set(line) != {"told", "sum"} or _summed(line["told"]) != line:
        return None
    return Told(**line["told"])


def _locked(file: IO[str]) -> bool:
    """True once this process alone holds the file; where no lock is known, always."""
    try:
        import fcntl
    except ImportError:  # not on Windows
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _values(line: str) -> dict[str, Any] | None:
    try:
        found = json.loads(line)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None
