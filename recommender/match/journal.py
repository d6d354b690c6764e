"""Stop and resume: what is done of a matching, kept beside the file that it will be.

A journal is a text file with a line a lead; its first line says what it belongs to. A line that a
stop cut in the middle is done again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from recommender.errors import LeadsError
from recommender.match.told import Told

ENDING = ".partial"
FORMAT = "baysite matching 1"


def belongs_to(*parts: object) -> str:
    """Sixty-four hex digits over everything that a matching rests on.

    Examples
    --------
    >>> belongs_to("a", 1) == belongs_to("a", 1), belongs_to("a", 1) == belongs_to("a1")
    (True, False)
    """
    return sha256(json.dumps([str(part) for part in parts]).encode()).hexdigest()


class Journal:
    """What is done, in the order in which it was done."""

    def __init__(self, out: Path, key: str) -> None:
        self.path = out.with_name(out.name + ENDING)
        self.key = key
        self.done = list(self._kept())
        self._file: IO[str] | None = None

    def __enter__(self) -> Self:
        try:
            self.path.touch(mode=0o600)
            self._file = self.path.open("w", encoding="utf-8")
            self._line({"format": FORMAT, "key": self.key})
            for told in self.done:
                self._line(asdict(told))
        except OSError as error:
            raise self._lost(error) from error
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
            try:
                self._line(asdict(told))
            except OSError as error:
                raise self._lost(error) from error
            self.done.append(told)
            yield told

    def forget(self) -> None:
        """Remove the journal: the file that it was kept for is written."""
        self.path.unlink(missing_ok=True)

    def _line(self, values: dict[str, Any]) -> None:
        assert self._file is not None  # noqa: S101 (opened by `with`)
        self._file.write(json.dumps(values, ensure_ascii=False) + "\n")
        self._file.flush()

    def _lost(self, error: OSError) -> LeadsError:
        return LeadsError(
            f"Journal {self.path} cannot be written ({os.strerror(error.errno or 0)}). Expected "
            "room beside the file that is asked for. Free some, or choose another folder; what is "
            "done is kept and the same command goes on from there."
        )

    def _kept(self) -> Iterator[Told]:
        """The whole lines of a journal of the same matching; of another one nothing."""
        try:
            lines = self.path.read_text(encoding="utf-8", errors="replace").split("\n")
        except OSError:
            return
        values = list(map(_values, lines[:-1]))  # what follows the last line end was cut
        if not values or values[0] != {"format": FORMAT, "key": self.key}:
            return
        for one in values[1:]:
            if one is None:
                return
            yield Told(**one)


def _values(line: str) -> dict[str, Any] | None:
    try:
        found = json.loads(line)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None
