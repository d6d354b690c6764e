"""The store of shortlists: every change is one transaction on the version that its author saw."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from sqlalchemy import Engine, delete

from recommender.errors import UnknownSiteError
from recommender.store import rows, saving
from recommender.store.address import Address, address_of
from recommender.store.bounds import filled, text_of, without_contact
from recommender.store.changing import Author, Change, change, locked
from recommender.store.connecting import engine_for, reading, writing
from recommender.store.erasing import erase_traces
from recommender.store.kept import (
    Contact,
    Event,
    ListedShortlist,
    NewShortlist,
    SavedShortlist,
)
from recommender.store.migrating import prepare
from recommender.store.steps import check_step, sent_record, status_of
from recommender.store.tables import CONTACTS, NOTES

if TYPE_CHECKING:
    from pathlib import Path

    from recommender.store.backup import Told


def now() -> datetime:
    """The clock of the store, in UTC."""
    return datetime.now(UTC)


def new_id() -> str:
    """An id that no other shortlist has."""
    return str(uuid4())


def open_store(
    url: str | None = None,
    *,
    clock: Callable[[], datetime] = now,
    ids: Callable[[], str] = new_id,
) -> Store:
    """The store at a URL, at DATABASE_URL, or in the file var/baysite.db, ready to be used.

    The file is made and migrated where that is needed; a server is never migrated by opening.

    Raises
    ------
    StoreError
        If it cannot be opened, was made by a newer Baysite, or is a server with older tables.
    MissingLibraryError
        If it is on a PostgreSQL server and psycopg is not installed.
    """
    address = address_of(url)
    engine = engine_for(address)
    prepare(engine, address)
    return Store(engine, address, clock=clock, ids=ids)


class Store:
    """Shortlists with their history, on SQLite or PostgreSQL; it may be shared by threads.

    Changes name the version that their author saw, and answer with the version that they made.
    A change that changes nothing leaves no line in the history.
    """

    def __init__(
        self,
        engine: Engine,
        address: Address,
        *,
        clock: Callable[[], datetime],
        ids: Callable[[], str],
    ) -> None:
        self.engine, self.address = engine, address
        self._clock, self._ids = clock, ids

    def __repr__(self) -> str:
        return f"Store({self.address!r})"

    def save(self, new: NewShortlist, *, by: str | None = None) -> str:
        """Keep a new shortlist as proposed, version 1; its id. `by` is the owner unless named.

        Raises
        ------
        StoreError
            If a text is too long or empty, a site stands twice, a note is on no site of it, or a
            text that is kept for good holds the contact.
        """
        clean, id = saving.checked(new), self._ids()
        author = self._author(clean.owner if by is None else by, 0)
        with writing(self.engine, self.address) as connection:
            saving.insert_new(connection, id, clean, author)
        return id

    def get(self, id: str) -> SavedShortlist:
        """One shortlist as it stands now, with its records and without its contact.

        Raises
        ------
        UnknownShortlistError
            If there is none of that id.
        """
        with reading(self.engine, self.address) as connection:
            return rows.shortlist(connection, id)

    def listing(
        self, *, owner: str | None = None, status: str | None = None
    ) -> tuple[ListedShortlist, ...]:
        """The shortlists, changed last first; those of one owner, or of one status.

        Raises
        ------
        StoreError
            If the status is not known.
        """
        chosen = None if status is None else status_of(status)
        with reading(self.engine, self.address) as connection:
            return rows.listed(connection, owner=owner, status=chosen)

    def history(self, id: str) -> tuple[Event, ...]:
        """Everything that was done with a shortlist, oldest first.

        Raises
        ------
        UnknownShortlistError
            If there is none of that id.
        """
        with reading(self.engine, self.address) as connection:
            found = rows.events(connection, id)
        if not found:
            raise rows.unknown(id)
        return found

    def set_status(
        self,
        id: str,
        status: str,
        *,
        by: str,
        version: int,
        reason: str = "",
        record: str | None = None,
    ) -> int:
        """Take a shortlist to another status; the new version.

        `record` is the decision record of this moment (`record_now`), kept when it is sent.

        Raises
        ------
        StoreError
            If the status is not known or the present one, `lost` or a step back from won or lost
            has no reason, or it is sent without a record.
        StaleShortlistError, UnknownShortlistError
        """
        to, why = status_of(status), text_of("reason", reason)
        author = self._author(by, version)
        with writing(self.engine, self.address) as connection:
            row = locked(connection, id, author, why)
            check_step(row["title"], row["status"], to, why)
            columns = {"status": str(to)}
            if to == "sent":
                columns["sent_record"] = saving.keep_record(
                    connection, sent_record(row["title"], record)
                )
            without_contact("reason", why, rows.contact(connection, id))
            made = Change(
                kind="status", before=row["status"], after=to, reason=why, columns=columns
            )
            return change(connection, id, author, made)

    def set_owner(self, id: str, owner: str, *, by: str, version: int) -> int:
        """Hand a shortlist to somebody; the new version.

        Raises
        ------
        StoreError, StaleShortlistError, UnknownShortlistError
        """
        name, author = filled("owner", owner), self._author(by, version)
        with writing(self.engine, self.address) as connection:
            row = locked(connection, id, author, name)
            if row["owner"] == name:
                return version
            made = Change(kind="owner", before=row["owner"], after=name, columns={"owner": name})
            return change(connection, id, author, made)

    def set_note(self, id: str, site_id: str, text: str, *, by: str, version: int) -> int:
        """Put a note on a chosen site, or take it away with an empty text; the new version.

        Raises
        ------
        UnknownSiteError
            If the site is not one of the shortlist.
        StoreError, StaleShortlistError, UnknownShortlistError
        """
        note, author = text_of("note", text), self._author(by, version)
        with writing(self.engine, self.address) as connection:
            row = locked(connection, id, author, note)
            kept = rows.shortlist_sites(connection, id)
            if site_id not in kept:
                raise UnknownSiteError(
                    f"Site {site_id[:60]!r} is not in shortlist {row['title'][:60]!r}. Expected "
                    f"one of {', '.join(kept)[:200]}. Choose one of them."
                )
            before = rows.note(connection, id, site_id)
            if before == note:
                return version
            without_contact("note", note, rows.contact(connection, id))
            here = (NOTES.c.shortlist_id == id) & (NOTES.c.site_id == site_id)
            connection.execute(delete(NOTES).where(here))
            if note:
                saving.insert_notes(connection, id, {site_id: note})
            made = Change(kind="note", before=before, after=note, site_id=site_id)
            return change(connection, id, author, made)

    def keep_contact(self, id: str, contact: Contact, *, by: str, version: int) -> int:
        """Keep whom a shortlist is for, in place of what was kept; the new version.

        Raises
        ------
        StoreError
            If a text is too long, nothing of the contact is stated, or what is kept for good
            holds it already: it could not be erased from there.
        StaleShortlistError, UnknownShortlistError
        """
        clean, author = saving.clean_contact(contact), self._author(by, version)
        with writing(self.engine, self.address) as connection:
            row = locked(connection, id, author, "the contact")
            if rows.contact(connection, id) == clean:
                return version
            for what in ("title", "lead_id", "profile"):
                without_contact(what, row[what], clean)
            for event in rows.events(connection, id):
                for said in (event.before, event.after, event.reason):
                    without_contact("history", said or "", clean)
            connection.execute(delete(CONTACTS).where(CONTACTS.c.shortlist_id == id))
            saving.insert_contact(connection, id, clean)
            return change(connection, id, author, Change(kind="contact_kept"))

    def contact(self, id: str) -> Contact | None:
        """Whom a shortlist is for; None when nothing is kept.

        Raises
        ------
        UnknownShortlistError
            If there is no shortlist of that id.
        """
        with reading(self.engine, self.address) as connection:
            if not rows.shortlist_sites(connection, id):
                raise rows.unknown(id)
            return rows.contact(connection, id)

    def erase_contact(self, id: str, *, by: str, version: int) -> int:
        """Remove the contact, out of the database's files too; the new version.

        The history says that it was erased, by whom and when. Copies and backups made before still
        hold it. Where no contact is kept, only the files are cleaned once more.

        Raises
        ------
        StoreError
            Also when the contact is gone from the table and others kept the files from being
            cleaned: erase once more.
        StaleShortlistError, UnknownShortlistError
        """
        author, made = self._author(by, version), version
        with writing(self.engine, self.address) as connection:
            locked(connection, id, author, "")
            if rows.contact(connection, id) is not None:
                connection.execute(delete(CONTACTS).where(CONTACTS.c.shortlist_id == id))
                made = change(connection, id, author, Change(kind="contact_erased"))
        erase_traces(self.engine, self.address)
        return made

    def backup(self, path: Path, *, with_contacts: bool = False) -> Told:
        """Write everything into one file that either database can be restored from; what it holds.

        Raises
        ------
        StoreError
            If it cannot be written whole.
        """
        from recommender.store.backup import backup

        with reading(self.engine, self.address) as connection:
            return backup(connection, path, at=self._clock(), with_contacts=with_contacts)

    def restore(self, path: Path) -> Told:
        """Read a backup into this database, which must be empty; what it held.

        Raises
        ------
        StoreError
            If the database holds shortlists, or the file is no whole backup of this revision:
            nothing is changed then.
        """
        from recommender.store.restore import restore

        with writing(self.engine, self.address) as connection:
            return restore(connection, self.address, path)

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()

    def _author(self, by: str, version: int) -> Author:
        return Author(by=filled("by", by), at=self._clock(), version=version)
