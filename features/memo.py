"""Results kept for the very same objects, so that nothing is measured twice."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

T = TypeVar("T")


class IdentityMemo:
    """The last `size` results, found again by the identity of objects and a key.

    Tables cannot be hashed; the same object in memory is the same table, since nothing in this
    project changes a table after it was read.
    Each entry holds its objects, so an address is never taken for another table.

    Examples
    --------
    >>> memo, calls = IdentityMemo(size=2), []
    >>> table = [1, 2, 3]
    >>> [memo.get((table,), "sum", lambda: calls.append(1) or sum(table)) for _ in range(3)]
    [6, 6, 6]
    >>> len(calls)
    1
    """

    def __init__(self, *, size: int) -> None:
        self._size = size
        self._entries: OrderedDict[Hashable, tuple[tuple[object, ...], Any]] = OrderedDict()
        self._lock = Lock()

    def holds(self, objects: tuple[object, ...], key: Hashable) -> bool:
        """True while a result for `objects` and `key` is kept."""
        with self._lock:
            return (tuple(map(id, objects)), key) in self._entries

    def get(self, objects: tuple[object, ...], key: Hashable, make: Callable[[], T]) -> T:
        """The kept result for `objects` and `key`; made, and kept, when there is none."""
        place = (tuple(map(id, objects)), key)
        with self._lock:
            if place in self._entries:
                self._entries.move_to_end(place)
                kept: T = self._entries[place][1]
                return kept
        made = make()
        with self._lock:
            self._entries[place] = (objects, made)
            while len(self._entries) > self._size:
                self._entries.popitem(last=False)
        return made
