"""One page is drawn at a time in a process: Python runs one anyway, and turns are sooner for all.

Pages drawn at once all slow each other down; in turns the first is done before the second begins.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

_TURN = BoundedSemaphore(1)


@contextmanager
def turn() -> Iterator[None]:
    """Wait for the turn of this page, and give it on when the page is drawn or gives way."""
    with _TURN:
        yield


@contextmanager
def aside() -> Iterator[None]:
    """Let others draw while something long is written; the turn is waited for anew."""
    _TURN.release()
    try:
        yield
    finally:
        _TURN.acquire()
