"""Files that appear whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from pathlib import Path

from recommender.errors import ProfileError


def write_whole(path: Path, content: bytes) -> None:
    """Put `content` at `path` in one step; a kill in the middle leaves what was there.

    A link is followed, and a file that was there keeps its permissions.

    Raises
    ------
    ProfileError
        If the path is a folder, a device or a pipe, or its folder cannot be written to.
    """
    try:
        target = path.resolve()
        _refuse_what_is_no_file(target)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(name).chmod(_mode(target))
            Path(name).replace(target)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
    except (OSError, RuntimeError) as error:  # a link that leads to itself
        cause = getattr(error, "strerror", None) or "its links lead in a circle"
        raise ProfileError(
            f"File {path} cannot be written ({cause}). Expected a folder that exists "
            "and may be written to. Choose another."
        ) from error


def _refuse_what_is_no_file(target: Path) -> None:
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, "it is a folder")
    if target.exists() and not target.is_file():
        raise OSError(errno.EINVAL, "it is a device or a pipe")


def _mode(target: Path) -> int:
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
