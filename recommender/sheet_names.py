"""Names of worksheets as Excel takes them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from recommender.cells import clean_text, units

LONGEST_NAME = 31
"""UTF-16 units that a worksheet's name may have."""

_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f\ufffd]+")
RESERVED = ("history",)
"""Names that Excel keeps for itself."""


def sheet_names(names: Iterable[str]) -> list[str]:
    """A valid name a sheet, each its own whatever the case, as near to the wanted as can be.

    Examples
    --------
    >>> sheet_names(["'a/b'", "A_B", "History", ""])
    ['a_b', 'A_B (2)', 'History_', 'sheet']
    """
    taken: set[str] = set()
    found = []
    for wanted in names:
        name = _free(_valid(wanted), taken)
        taken.add(name.casefold())
        found.append(name)
    return found


def _valid(wanted: str) -> str:
    name = _FORBIDDEN.sub("_", clean_text(wanted))
    name = _cut(name.strip().strip("'").strip(), LONGEST_NAME).rstrip("' ") or "sheet"
    return f"{name}_" if name.casefold() in RESERVED else name


def _free(name: str, taken: set[str]) -> str:
    tried, number = name, 1
    while tried.casefold() in taken:
        number += 1
        mark = f" ({number})"
        tried = _cut(name, LONGEST_NAME - len(mark)) + mark
    return tried


def _cut(name: str, longest: int) -> str:
    while units(name) > longest:
        name = name[:-1]
    return name
