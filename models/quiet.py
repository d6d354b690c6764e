"""Silence of a library that prints for its developers: HiGHS writes to the process's own output."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

OUT = 1
"""The process's standard output, below Python's."""


@contextmanager
def quiet() -> Iterator[None]:
    """Nothing that compiled code prints meanwhile reaches standard output."""
    _flush()
    kept, nowhere = os.dup(OUT), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, OUT)
    try:
        yield
    finally:
        _flush()
        os.dup2(kept, OUT)
        os.close(kept)
        os.close(nowhere)


def _flush() -> None:
    """What is written so far leaves now: Python's buffer, and that of the C library."""
    if sys.stdout is not None:
        sys.stdout.flush()
    if os.name == "posix":
        ctypes.CDLL(None).fflush(None)
