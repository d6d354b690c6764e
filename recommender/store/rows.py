"""Shortlists and their history, read from the tables."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, RowMapping, Select, func, select

from recommender.errors import UnknownShortlistError
from recommender.store.kept import (
    Contact,
    Event,
    ListedShortlist,
    SavedEntry,
    SavedShortlist,
)
from recommender.store.tables import CONTACTS, ENTRIES, EVENTS, NOTES, RECORDS, SHORTLISTS

LISTED = (
    "id", "version", "created_at", "updated_at", "lead_id", "title", "owner", "language", "status",
)  # fmt: skip


def unknown(id: str) -> UnknownShortlistError:
    """The error for an id that the store does not hold."""
    return UnknownShortlistError(
        f"Shortlist {id[:60]!r} is not kept here. Expected an id that `shortlists list` prints. "
        "Copy it from there."
    )


def listed(
    connection: Connection, *, owner: str | None, status: str | None
) -> tuple[ListedShortlist, ...]:
    """The shortlists, changed last first; records and contacts are not read."""
    n = select(func.count()).where(ENTRIES.c.shortlist_id == SHORTLISTS.c.id).scalar_subquery()
    query = select(*(SHORTLISTS.c[name] for name in LISTED), n.label("sites")).order_by(
        SHORTLISTS.c.updated_at.desc(), SHORTLISTS.c.id
    )
    for column, value in ((SHORTLISTS.c.owner, owner), (SHORTLISTS.c.status, status)):
        query = query if value is None else query.where(column == value)
    return tuple(ListedShortlist(**row) for row in connection.execute(query).mappings())


def shortlist(connection: Connection, id: str) -> SavedShortlist:
    """One shortlist with sites, notes and records.

    Raises
    ------
    UnknownShortlistError
        If there is none of that id.
    """
    row = _first(connection, select(SHORTLISTS).where(SHORTLISTS.c.id == id))
    if row is None:
        raise unknown(id)
    named = {name: row[name] for name in (*LISTED, "data", "profile")}
    return SavedShortlist(
        **named,
        record=str(_record(connection, row["record"])),
        sent_record=_record(connection, row["sent_record"]),
        entries=_entries(connection, id),
        notes=_notes(connection, id),
        has_contact=contact(connection, id) is not None,
    )


def contact(connection: Connection, id: str) -> Contact | None:
    """Whom a shortlist is for; None when nothing of it is kept."""
    columns = [CONTACTS.c[name] for name in ("company", "person", "email", "phone")]
    row = _first(connection, select(*columns).where(CONTACTS.c.shortlist_id == id))
    return None if row is None else Contact(**row)


def events(connection: Connection, id: str, *, after: int = 0) -> tuple[Event, ...]:
    """The history of a shortlist, oldest first, of the versions beyond `after`."""
    query = (
        select(EVENTS)
        .where(EVENTS.c.shortlist_id == id, EVENTS.c.seq > after)
        .order_by(EVENTS.c.seq)
    )
    return tuple(_event(row) for row in connection.execute(query).mappings())


def shortlist_sites(connection: Connection, id: str) -> tuple[str, ...]:
    """Ids of the chosen sites, best first; none for a shortlist that is not kept."""
    query = select(ENTRIES.c.site_id).where(ENTRIES.c.shortlist_id == id)
    return tuple(connection.execute(query.order_by(ENTRIES.c.place, ENTRIES.c.site_id)).scalars())


def note(connection: Connection, id: str, site_id: str) -> str:
    """The note on a site; empty when there is none."""
    here = (NOTES.c.shortlist_id == id) & (NOTES.c.site_id == site_id)
    return str(connection.execute(select(NOTES.c.text).where(here)).scalar() or "")


def _event(row: RowMapping) -> Event:
    values: dict[str, Any] = {name: row[name] for name in row if name not in ("shortlist_id",)}
    return Event(by=values.pop("who"), **values)


def _entries(connection: Connection, id: str) -> tuple[SavedEntry, ...]:
    query = (
        select(ENTRIES)
        .where(ENTRIES.c.shortlist_id == id)
        .order_by(ENTRIES.c.place, ENTRIES.c.site_id)
    )
    return tuple(
        SavedEntry(
            rank=row["place"],
            **{n: row[n] for n in row if n not in ("shortlist_id", "place")},
        )
        for row in connection.execute(query).mappings()
    )


def _notes(connection: Connection, id: str) -> dict[str, str]:
    query = select(NOTES.c.site_id, NOTES.c.text).where(NOTES.c.shortlist_id == id)
    return {row.site_id: row.text for row in connection.execute(query.order_by(NOTES.c.site_id))}


def _record(connection: Connection, digest: str | None) -> str | None:
    if digest is None:
        return None
    found: str = connection.execute(
        select(RECORDS.c.text).where(RECORDS.c.digest == digest)
    ).scalar_one()
    return found


def _first(connection: Connection, query: Select[Any]) -> RowMapping | None:
    return connection.execute(query).mappings().first()
