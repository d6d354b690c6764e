"""A project as a file of its owner: the form as it stands, its notes, and whom it is for.

Unlike an address it may hold names; it is written only when its owner asks for it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from recommender.address import draft_from, file_of
from recommender.draft import Draft
from recommender.errors import ProfileError
from recommender.private import LONGEST_NAME
from recommender.profile import cleaned

if TYPE_CHECKING:
    from collections.abc import Mapping

KIND = "baysite project"
LARGEST = 1_000_000
"""Bytes of a saved project."""
WHOM = ("company", "contact")


def saved(draft: Draft, whom: Mapping[str, str]) -> bytes:
    """The form and whom it is for as JSON in UTF-8.

    Examples
    --------
    >>> opened(saved(Draft(sector="lamps"), {"company": "Lamp Ltd"}))[1]["company"]
    'Lamp Ltd'
    """
    named = {name: whom[name] for name in WHOM if whom.get(name)}
    content = {"kind": KIND, "form": json.loads(file_of(draft)), **named}
    return json.dumps(content, ensure_ascii=False, indent=2).encode()


def opened(content: bytes) -> tuple[Draft, dict[str, str]]:
    """The form of a saved project, and whom it is for.

    Raises
    ------
    ProfileError
        If the file is too large, no such JSON, or breaks a bound of the form; a
        `NewerProjectError` if a newer Baysite wrote it.
    """
    values = _values(content)
    return draft_from(values["form"]), {name: _name(values.get(name)) for name in WHOM}


def _name(value: object) -> str:
    """A name as a field shows it: text without control characters and broken letters."""
    text = cleaned(value) if isinstance(value, str) else ""
    return str(text).encode("utf-8", "ignore").decode("utf-8")[:LONGEST_NAME].strip()


def _values(content: bytes) -> dict[str, Any]:
    try:
        if len(content) > LARGEST:
            raise ValueError(f"it has {len(content):,} bytes, at most {LARGEST:,} are read")
        values = json.loads(content.decode("utf-8-sig"))
        if not isinstance(values, dict) or not isinstance(values.get("form"), dict):
            raise ValueError("it holds no form")
    except (ValueError, RecursionError) as error:
        raise ProfileError(
            f"The file is no saved project ({str(error)[:120]}). Expected a file that “Save "
            "project” wrote. Save the project again, or fill the form."
        ) from error
    return values
