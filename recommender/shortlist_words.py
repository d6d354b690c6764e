"""A saved shortlist in words: its status, its history, and why a change was not saved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

from recommender.errors import (
    BaysiteError,
    StaleShortlistError,
    StoreError,
    UnknownShortlistError,
)
from recommender.messages import Message, message

if TYPE_CHECKING:
    from recommender.store import Event, SavedShortlist

STATUS_WORDS = {
    "proposed": message("proposed").text,
    "sent": message("sent").text,
    "visited": message("visited").text,
    "won": message("won").text,
    "lost": message("lost").text,
}
HERE = timezone(timedelta(hours=8))
"""The clock of the Bay Area, which has no summer time."""
KINDS = {
    "contact": message(
        "The text holds the contact's name, address or number. A contact can be erased, this text "
        "is kept for good: write it without."
    ).text,
    "reason": message(
        "A shortlist that is lost, or that comes back from won or lost, needs a reason: say it in "
        "a line."
    ).text,
    "locked": message("Others are saving just now. Try again in a moment.").text,
    "full": message("The disk is full or fails. Tell whoever runs Baysite, then try again.").text,
    "gone": message(
        "The database does not answer. Tell whoever runs Baysite, then try again."
    ).text,
    "older": message(
        "The shared database has older tables. Whoever runs Baysite brings it up to date with: "
        "python -m recommender shortlists upgrade"
    ).text,
    "newer": message(
        "A newer Baysite wrote this database. Whoever runs this one has to update it first."
    ).text,
}
UNKNOWN = message("This shortlist is not kept here any more. Choose another from the list.").text
OTHER = message(
    "It could not be done, and nothing was saved. Whoever runs Baysite finds the reason with: "
    "python -m recommender shortlists list"
).text


def moment(at: datetime) -> Message:
    """A moment as the clock of the Bay Area shows it.

    Examples
    --------
    >>> from datetime import UTC
    >>> str(moment(datetime(2026, 11, 24, 20, 5, tzinfo=UTC)))
    '25 Nov 2026, 04:05 (UTC+8)'
    """
    here = at.astimezone(HERE)
    return message("{day}, {time} (UTC+8)", day=here.date(), time=here.strftime("%H:%M"))


def event_in_words(event: Event, names: Mapping[str, Mapping[str, str]]) -> Message:
    """A line of history: when, who, what, and the reason where one was given."""
    said = message("{when}: {what}", when=moment(event.at), what=_what(event, names))
    if not event.reason:
        return said
    return message("{said}. Reason: {reason}", said=said, reason=event.reason)


def names_of(shortlist: SavedShortlist) -> dict[str, dict[str, str]]:
    """The names of the chosen sites by language, as they were on the day of saving."""
    return {
        entry.site_id: {"en": entry.name_en, "zh": entry.name_zh}
        if entry.name_en or entry.name_zh
        else {"en": entry.site_id}
        for entry in shortlist.entries
    }


def trouble_in_words(error: BaysiteError) -> Message:
    """Why something was not saved, in words that have a translation."""
    if isinstance(error, StaleShortlistError):
        return message(
            "Not saved: somebody else changed this shortlist meanwhile. It stands here now as they "
            "left it; what you typed is still in its field. Save again to put it in place."
        )
    if isinstance(error, UnknownShortlistError):
        return message(UNKNOWN)
    kind = error.kind if isinstance(error, StoreError) else ""
    return message(KINDS.get(kind, OTHER))


def _what(event: Event, names: Mapping[str, Mapping[str, str]]) -> Message:
    who, before, after = event.by, event.before, event.after
    site = names.get(event.site_id or "", {"en": event.site_id or ""})
    if event.kind == "status":
        return message(
            "{who} changed the status from {before} to {after}",
            who=who, before=_status(before), after=_status(after),
        )  # fmt: skip
    if event.kind == "owner":
        return message(
            "{who} handed it from {before} to {after}", who=who, before=before, after=after
        )
    if event.kind == "note" and not after:
        return message("{who} took away the note on {site}", who=who, site=site)
    if event.kind == "note":
        return message("{who} wrote on {site}: {note}", who=who, site=site, note=after)
    if event.kind == "contact_kept":
        return message("{who} kept a contact", who=who)
    if event.kind == "contact_erased":
        return message("{who} erased the contact", who=who)
    return message("{who} saved it", who=who)


def _status(name: str | None) -> Message:
    return message(STATUS_WORDS[name or "proposed"])
