"""New files of a data folder taken over in one step: checked before, whole or not at all, old kept.

The new files are staged and checked; a journal is the point of no return. Whoever is killed before
it leaves the folder as it was, whoever is killed after it has it finished by the next reader.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from features.catalogue import check_catalogue
from features.errors import DataError
from features.files import digest_of

STAGED, JOURNAL, KEPT, LOCK = ".staged", "journal.json", "kept", ".lock"


def take_over(folder: Path, files: Mapping[str, bytes], *, digest: str, at: datetime) -> Path:
    """Put `files` into a data folder in one step; the folder with the old ones that are kept.

    `digest` is that of the catalogue which the files revise: when another import came first,
    nothing is written.

    Raises
    ------
    DataError
        If the new catalogue breaks a rule (every fault a line), the folder changed meanwhile, or it
        cannot be written.
    """
    try:
        with _locked(folder):
            recover(folder)
            if digest_of(folder, None) != digest:
                raise DataError(
                    "The catalogue changed while the difference was being looked at. Expected the "
                    "same catalogue. Look at the difference again."
                )
            _check(folder, files)
            kept = _keep(folder, files, at)
            _stage(folder, files)
            recover(folder)
    except OSError as error:
        raise DataError(
            f"The data folder {folder} cannot be written ({error.strerror}). Expected a folder "
            "that may be written to. Choose another with --data."
        ) from error
    return kept


def recover(folder: Path) -> None:
    """Finish an import that reached its journal, and sweep away one that did not."""
    staged = folder / STAGED
    if not staged.is_dir():
        return
    journal = staged / JOURNAL
    if journal.exists():
        for name in json.loads(journal.read_text(encoding="utf-8")):
            if (staged / name).exists():
                os.replace(staged / name, folder / name)
    shutil.rmtree(staged)


def _check(folder: Path, files: Mapping[str, bytes]) -> None:
    """Read the catalogue as it would be, from a copy."""
    with tempfile.TemporaryDirectory() as copy:
        for file in folder.iterdir():
            if file.is_file() and not file.name.startswith("."):
                shutil.copyfile(file, Path(copy) / file.name)
        for name, content in files.items():
            (Path(copy) / name).write_bytes(content)
        faults = check_catalogue(Path(copy))
    if faults:
        raise DataError("\n".join(faults))


def _keep(folder: Path, files: Mapping[str, bytes], at: datetime) -> Path:
    kept = folder / KEPT / f"{at:%Y-%m-%dT%H%M%S.%f}"
    kept.mkdir(parents=True)
    for name in files:
        shutil.copy2(folder / name, kept / name)
    return kept


def _stage(folder: Path, files: Mapping[str, bytes]) -> None:
    staged = folder / STAGED
    staged.mkdir()
    for name, content in files.items():
        _written(staged / name, content)
    _written(staged / f"{JOURNAL}.new", json.dumps(list(files)).encode())
    os.replace(staged / f"{JOURNAL}.new", staged / JOURNAL)


def _written(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    with (folder / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
