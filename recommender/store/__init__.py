"""Shortlists of the desk, kept in SQLite or PostgreSQL: who works on what, and what became of it.

See docs/shortlists.md. What needs the engine is imported when it is asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from recommender.store.kept import (
    STATUSES,
    Contact,
    Event,
    ListedShortlist,
    NewShortlist,
    SavedEntry,
    SavedShortlist,
)

if TYPE_CHECKING:
    from recommender.store.making import new_shortlist, record_now
    from recommender.store.moved import moved_since
    from recommender.store.store import Store, open_store

__all__ = [
    "STATUSES",
    "Contact",
    "Event",
    "ListedShortlist",
    "NewShortlist",
    "SavedEntry",
    "SavedShortlist",
    "Store",
    "moved_since",
    "new_shortlist",
    "open_store",
    "record_now",
]

_LATE = {
    "Store": "store",
    "open_store": "store",
    "new_shortlist": "making",
    "record_now": "making",
    "moved_since": "moved",
}


def __getattr__(name: str) -> Any:
    if name not in _LATE:
        raise AttributeError(f"module 'recommender.store' has no attribute {name!r}")
    return getattr(import_module(f"recommender.store.{_LATE[name]}"), name)
