"""A project as JSON: in an address, without names and never trusted, or whole in a file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from features.project import Project
from features.recognition import LONGEST_TEXT
from features.sectors import terms_in
from features.spelling import fold
from recommender.depth import check_depth
from recommender.draft import Draft, without_blanks
from recommender.errors import NewerProjectError, ProfileError
from recommender.private import LONGEST_READ, names_of, without_names
from recommender.profile import Doubt, Pairing, Profile
from recommender.texts import in_language
from recommender.understanding import industry_name, recogniser

if TYPE_CHECKING:
    from features.catalogue import Catalogue

VERSION = 1
"""Version of the form's JSON; a higher one was written by a newer Baysite."""

LONGEST_ADDRESS = LONGEST_READ
"""Characters of JSON that an address bar carries."""


def address_of(draft: Draft, whom: Sequence[str] = ()) -> str:
    """The draft as JSON for an address bar: what is stated and no more, without names.

    `whom` names company and contact, which stay behind wherever they stand.
    A text too long for an address loses its notes first, then the end of the industry.
    """
    shown = _shown(draft, whom)
    short = {**shown, "sector": shown.get("sector", "")[:LONGEST_TEXT]}
    without_notes = {name: value for name, value in short.items() if name != "notes"}
    for values in (shown, {**shown, "notes": {}}, without_notes):
        text = _json(values)
        if len(text) <= LONGEST_ADDRESS:
            return text
    return _json({"sector": short["sector"]})


def leaves_out(draft: Draft, whom: Sequence[str] = ()) -> bool:
    """True when the address says less than the draft, since something reads as a name."""
    return _shown(draft, whom) != _values(draft)


def in_known_words(
    catalogue: Catalogue, draft: Draft, language: str, whom: Sequence[str] = ()
) -> Draft:
    """The draft with known words of its industries alone where its text reads as a name.

    The industries stay the same; one that no word of the taxonomy names has its own name.
    """
    is_name = names_of(whom)
    if not is_name(draft.sector):
        return draft
    found = recogniser(catalogue).recognise(draft.sector).industries
    codes = draft.codes or tuple(industry.code for industry in found)
    text = fold(draft.sector[:LONGEST_TEXT])
    words = [
        terms_in(catalogue.taxonomy, text, code)
        or [in_language(industry_name(catalogue, code), language)]
        for code in codes
    ]
    return replace(draft, sector="; ".join(_longest(words)), codes=codes)


def _longest(words: Iterable[Iterable[str]]) -> list[str]:
    """The words, without those that stand in another of them."""
    all_ = list(dict.fromkeys(word for some in words for word in some))
    return [word for word in all_ if not any(word != other and word in other for other in all_)]


def file_of(draft: Draft) -> str:
    """The whole draft as JSON, for a file of its owner."""
    return _json(_values(draft))


def draft_at(address: str) -> Draft:
    """The draft that an address carries.

    Raises
    ------
    ProfileError
        If the text is no such JSON, too long, or holds a field that no draft has; a
        `NewerProjectError` if a newer Baysite wrote it.

    Examples
    --------
    >>> draft_at(address_of(Draft(sector="lamps", land=2.0))).land
    2.0
    """
    try:
        values = json.loads(address) if len(address) <= 2 * LONGEST_ADDRESS else None
    except (ValueError, RecursionError) as error:
        raise _unreadable() from error
    return draft_from(values)


def draft_from(values: Any) -> Draft:
    """The draft that plain JSON values describe, as `file_of` wrote them; trusts nothing.

    Raises
    ------
    ProfileError
        As `draft_at` does.
    """
    if not isinstance(values, dict):
        raise _unreadable()
    _check_version(values.get("v"))
    try:
        check_depth(values, where="The project")
        _check_rest(values.get("rest", {}))
        json.dumps(values, ensure_ascii=False).encode("utf-8")  # half a letter is no text
        return _adapter().validate_python({k: v for k, v in values.items() if k != "v"})
    except (ValueError, ValidationError) as error:
        raise _unreadable() from error


def _shown(draft: Draft, whom: Sequence[str]) -> dict[str, Any]:
    """The values without names; the name of a profile is whatever its owner called it."""
    rest = {name: value for name, value in draft.rest.items() if name != "name"}
    shown: dict[str, Any] = without_names(_values(replace(draft, rest=rest)), names_of(whom))
    return shown


def _values(draft: Draft) -> dict[str, Any]:
    all_ = {f.name: getattr(draft, f.name) for f in fields(draft)}
    changed = {name: v for name, v in all_.items() if v != getattr(_EMPTY, name)}
    for name in {"anchors", "told"} & set(changed):
        changed[name] = [without_blanks(asdict(row)) for row in changed[name]]
    plain: dict[str, Any] = json.loads(json.dumps({"v": VERSION, **changed}, default=str))
    return plain


def _json(values: Mapping[str, Any]) -> str:
    return json.dumps({"v": VERSION, **values}, ensure_ascii=False, separators=(",", ":"))


def _unreadable() -> ProfileError:
    return ProfileError(
        "The project cannot be read. Expected an address or a file that Baysite wrote. Fill the "
        "form anew."
    )


def _check_version(version: object) -> None:
    if type(version) is not int or version < VERSION:
        raise _unreadable()
    if version > VERSION:  # nothing of it is guessed at
        raise NewerProjectError(
            f"The project was written by a newer Baysite (version {str(version)[:20]} of the form, "
            f"known here: {VERSION}). Update Baysite, or fill the form anew."
        )


def _check_rest(rest: Any) -> None:
    """Refuse hidden fields that no profile could hold; raises ValueError or ValidationError."""
    project = rest.get("project", {}) if isinstance(rest, dict) else None
    if not isinstance(project, dict):
        raise ValueError("rest is no profile")
    for kind, values in ((Profile, rest), (Project, project)):
        unknown = set(values) - {f.name for f in fields(kind)}
        if unknown:
            raise ValueError(f"rest holds {sorted(unknown)[0][:40]!r}, which no profile has")
    money = rest.get("money", {})
    if not isinstance(money, dict) or not isinstance(money.get("cny_per", {}), dict):
        raise ValueError("rest.money is no money")
    TypeAdapter(Pairing | None).validate_python(rest.get("pairing"))
    TypeAdapter(Doubt | None).validate_python(rest.get("doubt"))


_EMPTY = Draft()


@cache
def _adapter() -> TypeAdapter[Draft]:
    return TypeAdapter(Draft)
