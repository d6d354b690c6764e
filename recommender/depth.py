"""How deep plain values may nest: no project needs much, and what recurses has an end."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from recommender.errors import ProfileError

DEEPEST = 12
"""Levels of objects and lists in a project."""
LONGEST_TOML = 64_000
"""Characters of a profile in TOML; the examples have a few hundred."""

_DOTTED = re.compile(
    r"""(?:(?:[\w-]{1,64}|"[^"\n]{0,64}"|'[^'\n]{0,64}')[ \t]{0,8}\.[ \t]{0,8}){12}"""
)


def check_depth(values: Any, *, where: str) -> None:
    """Refuse values that nest deeper than any project does.

    Raises
    ------
    ProfileError
        Naming `where`.

    Examples
    --------
    >>> check_depth({"project": {"keeps": [{"place": "x"}]}}, where="A file")
    """
    level = [values]
    for _ in range(DEEPEST):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return
    raise ProfileError(
        f"{where} nests more than {DEEPEST} levels deep. Expected fields of a project, at most a "
        "list of objects. Take the inner levels out."
    )


def _inside(value: Any) -> list[Any]:
    if isinstance(value, Mapping):
        return list(value.values())
    return list(value) if isinstance(value, list | tuple) else []


def toml_values(text: str) -> dict[str, Any]:
    """The values of a text in TOML; one that is longer or deeper than a profile is refused unread.

    A key of thousands of dotted parts would take memory by their square.

    Raises
    ------
    ValueError
        If the text is too long, holds such a key, or is no TOML.
    """
    if len(text) > LONGEST_TOML:
        raise ValueError(f"it has {len(text):,} characters, at most {LONGEST_TOML:,} are read")
    if _DOTTED.search(text):
        raise ValueError("a key has more than twelve parts")
    return tomllib.loads(text)
