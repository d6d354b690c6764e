"""One change of a shortlist: made on the version that its author saw, and added to the history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, RowMapping, insert, select, update

from recommender.errors import StaleShortlistError
from recommender.store.bounds import filled
from recommender.store.kept import Event
from recommender.store.rows import events, unknown
from recommender.store.tables import EVENTS, SHORTLISTS

_SHOWN = 3
"""Changes of others that an error names; it carries all of them."""
_TOLD = {
    "created": "saved it",
    "status": "set the status to {after!r}",
    "owner": "made {after!r} its owner",
    "note": "wrote on {site_id}: {after!r}",
    "contact_kept": "kept a contact",
    "contact_erased": "erased the contact",
}


@dataclass(frozen=True, kw_only=True)
class Change:
    """What a change does: its line of history, and the columns of the shortlist that it sets."""

    kind: str
    before: str | None = None
    after: str | None = None
    reason: str = ""
    site_id: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Author:
    """Who changes a shortlist, when, and the version that he saw."""

    by: str
    at: datetime
    version: int


def locked(connection: Connection, id: str, author: Author, mine: str) -> RowMapping:
    """The row of a shortlist, which nobody else changes before this transaction ends.

    Raises
    ------
    UnknownShortlistError
        If there is none of that id.
    StaleShortlistError
        If somebody changed it after the version that the author saw.
    """
    query = select(SHORTLISTS).where(SHORTLISTS.c.id == id).with_for_update()
    row = connection.execute(query).mappings().first()
    if row is None:
        raise unknown(id)
    if row["version"] != author.version:
        raise _stale(row, author, events(connection, id, after=author.version), mine)
    return row


def change(connection: Connection, id: str, author: Author, made: Change) -> int:
    """Add the line of history and count the version up; the new version."""
    version = author.version + 1
    connection.execute(
        update(SHORTLISTS)
        .where(SHORTLISTS.c.id == id)
        .values(version=version, updated_at=author.at, **made.columns)
    )
    add_event(connection, id, version, author, made)
    return version


def add_event(connection: Connection, id: str, seq: int, author: Author, made: Change) -> None:
    """Add one line to the history."""
    connection.execute(
        insert(EVENTS).values(
            shortlist_id=id, seq=seq, at=author.at, who=filled("by", author.by), kind=made.kind,
            site_id=made.site_id, before=made.before, after=made.after, reason=made.reason,
        )
    )  # fmt: skip


def _stale(
    row: RowMapping, author: Author, theirs: tuple[Event, ...], mine: str
) -> StaleShortlistError:
    title, version = row["title"], row["version"]
    told = "; ".join(_told(event) for event in theirs[-_SHOWN:]) or "nothing"
    return StaleShortlistError(
        f"Shortlist {title[:60]!r} has version {version}, and you saw {author.version}. "
        f"Meanwhile: {told}. Yours was not saved. Look at it as it is now, then save yours again.",
        changes=theirs,
        mine=mine,
    )


def _told(event: Event) -> str:
    at = event.at.strftime("%Y-%m-%d %H:%M UTC")
    after = (event.after or "")[:80]
    what = _TOLD.get(event.kind, event.kind).format(after=after, site_id=event.site_id)
    return f"{event.by} {what} on {at}"
