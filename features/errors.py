"""Errors of the room `features`: what is wrong with data, words or places.

    BaysiteError                 every error that a user can mend; one line, exit code 2
    |- DataError (ValueError)    a data file breaks a rule: file, row, field, rule
    |- ProjectError (ValueError) the investor's facts cannot be used
    |- UnknownPlaceError (LookupError)  a place, site or node that nothing knows
    |- UnknownLinkError (LookupError)   a road, bridge or ferry that the network does not hold
    `- EnquiryError (ValueError) a text that is empty, or too long to be read

`recommender.errors` adds the errors of decisions to the same tree.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

T = TypeVar("T")


class BaysiteError(Exception):
    """Every message says what, which, what was expected and the next step, on one line."""


class DataError(ValueError, BaysiteError):
    """A data file breaks a rule; names the file, the row, the field and the rule."""


class ProjectError(ValueError, BaysiteError):
    """A project holds a fact that cannot be used."""


class UnknownPlaceError(LookupError, BaysiteError):
    """A place, site or node that the catalogue does not know.

    `kind` says why (unknown, several, at_sea, swapped); `nearest` holds the places that may be
    meant, and `km` how far a point at sea is from land.
    """

    def __init__(
        self, line: str, *, kind: str = "unknown", nearest: tuple[Any, ...] = (), km: float = 0.0
    ) -> None:
        super().__init__(line)
        self.kind, self.nearest, self.km = kind, nearest, km


class UnknownLinkError(LookupError, BaysiteError):
    """A road, bridge, railway or ferry that the network does not hold."""


class EnquiryError(ValueError, BaysiteError):
    """An enquiry that is not read; `kind` is too_long or empty, `length` its characters."""

    def __init__(self, line: str, *, kind: str, length: int) -> None:
        super().__init__(line)
        self.kind, self.length = kind, length


@dataclass(kw_only=True)
class Faults:
    """Lines of everything that is wrong, collected so that one run shows them all."""

    lines: list[str] = field(default_factory=list)

    def of(self, read: Callable[[], T]) -> T | None:
        """What `read` gives; None, with its faults kept, when it raises a DataError."""
        try:
            return read()
        except DataError as error:
            self.lines += str(error).splitlines()
            return None
