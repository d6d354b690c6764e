"""A file of a project opened: one that the page saved, or a profile in TOML or JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from recommender.address import draft_from
from recommender.depth import toml_values
from recommender.draft import Draft
from recommender.errors import BaysiteError, NewerProjectError, ProfileError
from recommender.messages import Message, message
from recommender.profile import Profile
from recommender.saved import KIND, LARGEST, WHOM, opened
from recommender.texts import translate

NEWER = message(
    "This file was written by a newer Baysite, so nothing of it was taken over. Update Baysite, or "
    "fill the form."
).text
TOO_LARGE = message(
    "This file has {n} bytes; at most {most} are read. Choose a saved project or a profile."
).text
NO_TEXT = message("This file is no text in UTF-8. Choose a saved project or a profile.").text
NO_PROJECT = message(
    "This file is neither a saved project nor a profile in TOML or JSON. Choose another one, or "
    "fill the form."
).text
BROKEN_FIELD = message(
    "The field {field} of this profile cannot be read. Correct it, or take it out of the file."
).text
FAULTY = message("a field holds what cannot be used. Correct it, or take it out of the file.").text
"""Said in Chinese for the line of an error, which is English."""
BROKEN = message("This profile cannot be used: {why}").text

_FIELD = re.compile(r"field ([\w.]{1,80}):")


@dataclass(frozen=True, kw_only=True)
class Opened:
    """The form that a file holds and whom it is for; or what is wrong with the file."""

    draft: Draft = field(default_factory=Draft)
    whom: Mapping[str, str] = field(default_factory=dict)
    trouble: Message | None = None


def open_project(content: bytes, *, today: date) -> Opened:
    """The project in a file, told by its content and never by its name.

    Examples
    --------
    >>> open_project(b'[project]\\nsector = "lamps"', today=date(2026, 11, 24)).draft.sector
    'lamps'
    >>> str(open_project(b"%PDF", today=date(2026, 11, 24)).trouble)[:29]
    'This file is neither a saved '
    """
    if len(content) > LARGEST:
        return Opened(trouble=message(TOO_LARGE, n=len(content), most=LARGEST))
    try:
        values = _values(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return Opened(trouble=message(NO_TEXT))
    if values is None:
        return Opened(trouble=message(NO_PROJECT))
    try:
        return _opened(content, values, today)
    except NewerProjectError:
        return Opened(trouble=message(NEWER))
    except BaysiteError as error:
        return Opened(trouble=_trouble(error))


def _opened(content: bytes, values: dict[str, Any], today: date) -> Opened:
    if values.get("kind") == KIND:
        draft, whom = opened(content)
        return Opened(draft=draft, whom={name: whom[name] for name in WHOM})
    if "v" in values:
        return Opened(draft=draft_from(values))
    return Opened(draft=Draft.of(Profile.from_dict(values, where="The file", today=today)))


def _values(text: str) -> dict[str, Any] | None:
    """The values of a text in JSON or TOML; None when it is neither, or holds no project."""
    try:
        found = json.loads(text) if text.lstrip()[:1] == "{" else toml_values(text)
    except (ValueError, RecursionError):
        return None
    known = isinstance(found, dict) and {"project", "v", "kind"} & set(found)
    return found if known else None


def _trouble(error: BaysiteError) -> Message:
    named = _FIELD.search(str(error))
    if named:
        return message(BROKEN_FIELD, field=named[1])
    if isinstance(error, ProfileError) and "cannot be read" in str(error):
        return message(NO_PROJECT)
    return message(BROKEN, why={"en": str(error), "zh": translate(FAULTY, "zh")})
