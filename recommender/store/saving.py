"""A new shortlist: checked, then written row by row."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from math import isfinite
from typing import Any

from sqlalchemy import Connection, insert, select

from recommender.errors import StoreError
from recommender.store.bounds import (
    LONGEST_PROFILE,
    LONGEST_RECORD,
    LONGEST_SITE,
    MOST_ENTRIES,
    filled,
    text_of,
    without_contact,
)
from recommender.store.changing import Author, Change, add_event
from recommender.store.kept import Contact, NewShortlist, SavedEntry
from recommender.store.tables import CONTACTS, ENTRIES, NOTES, RECORDS, SHORTLISTS
from recommender.texts import LANGUAGES


def checked(new: NewShortlist) -> NewShortlist:
    """The shortlist with clean texts.

    Raises
    ------
    StoreError
        Naming the field that breaks a bound, and what was expected.
    """
    clean = replace(
        new,
        lead_id=text_of("lead_id", new.lead_id),
        title=filled("title", new.title),
        owner=filled("owner", new.owner),
        notes={site: text_of("note", note) for site, note in new.notes.items() if note.strip()},
        contact=None if new.contact is None else clean_contact(new.contact),
    )
    if clean.language not in LANGUAGES:
        raise StoreError(
            f"Language {clean.language[:20]!r} is not known. Expected one of "
            f"{', '.join(LANGUAGES)}. Name one."
        )
    _check_entries(clean)
    _check_json("profile", clean.profile, LONGEST_PROFILE)
    _check_json("record", clean.record, LONGEST_RECORD)
    for what in ("title", "lead_id", "profile"):
        without_contact(what, getattr(clean, what), clean.contact)
    for note in clean.notes.values():
        without_contact("note", note, clean.contact)
    return clean


def clean_contact(contact: Contact) -> Contact:
    """The contact with clean texts.

    Raises
    ------
    StoreError
        If a text is too long, or all of them are empty.
    """
    told = {n: text_of(n, getattr(contact, n)) for n in ("company", "person", "email", "phone")}
    if not any(told.values()):
        raise StoreError(
            "The contact is empty. Expected a company, a person, an e-mail address or a phone "
            "number. State one, or keep no contact."
        )
    return Contact(**told)


def insert_new(connection: Connection, id: str, new: NewShortlist, author: Author) -> None:
    """Write a checked shortlist with the first line of its history."""
    connection.execute(
        insert(SHORTLISTS).values(
            id=id, version=1, created_at=author.at, updated_at=author.at, lead_id=new.lead_id,
            title=new.title, owner=new.owner, language=new.language, status="proposed",
            data=new.data, profile=new.profile, record=keep_record(connection, new.record),
        )
    )  # fmt: skip
    connection.execute(insert(ENTRIES), [_entry(id, entry) for entry in new.entries])
    insert_notes(connection, id, new.notes)
    if new.contact is not None:
        insert_contact(connection, id, new.contact)
    add_event(connection, id, 1, author, Change(kind="created", after="proposed"))


def keep_record(connection: Connection, text: str) -> str:
    """Write a record unless the same one is kept; its SHA-256 in hex digits."""
    _check_json("record", text, LONGEST_RECORD)
    digest = hashlib.sha256(text.encode()).hexdigest()
    known = select(RECORDS.c.digest).where(RECORDS.c.digest == digest)
    if connection.execute(known).first() is None:
        _insert_record(connection, digest, text)
    return digest


def insert_notes(connection: Connection, id: str, notes: Mapping[str, str]) -> None:
    """Write notes by site id."""
    rows = [{"shortlist_id": id, "site_id": s, "text": note} for s, note in notes.items()]
    if rows:
        connection.execute(insert(NOTES), rows)


def insert_contact(connection: Connection, id: str, contact: Contact) -> None:
    """Write whom a shortlist is for."""
    told = {n: getattr(contact, n) for n in ("company", "person", "email", "phone")}
    connection.execute(insert(CONTACTS).values(shortlist_id=id, **told))


def _insert_record(connection: Connection, digest: str, text: str) -> None:
    """Write a record; on a server somebody may write the same one at the same moment."""
    made: Any
    if connection.dialect.name == "sqlite":
        made = insert(RECORDS)
    else:
        from sqlalchemy.dialects.postgresql import insert as insert_once

        made = insert_once(RECORDS).on_conflict_do_nothing()
    connection.execute(made.values(digest=digest, text=text))


def _entry(id: str, entry: SavedEntry) -> dict[str, Any]:
    return {
        "shortlist_id": id, "site_id": entry.site_id, "place": entry.rank, "score": entry.score,
        "score_low": entry.score_low, "score_high": entry.score_high, "tier": entry.tier,
        "name_en": entry.name_en, "name_zh": entry.name_zh,
    }  # fmt: skip


def _check_entries(new: NewShortlist) -> None:
    sites = [entry.site_id for entry in new.entries]
    scores = [s for e in new.entries for s in (e.score, e.score_low, e.score_high)]
    if not 1 <= len(sites) <= MOST_ENTRIES or len(set(sites)) < len(sites):
        raise StoreError(
            f"The shortlist names {len(sites)} sites, {len(set(sites))} of them different. "
            f"Expected 1 to {MOST_ENTRIES}, each once. Choose the sites anew."
        )
    if not all(map(isfinite, scores)) or any(not 0 < len(site) <= LONGEST_SITE for site in sites):
        raise StoreError(
            "The shortlist holds a site without id or score. Expected sites of a ranking. Rank "
            "again, then save."
        )
    stray = set(new.notes) - set(sites)
    if stray:
        raise StoreError(
            f"A note is on {sorted(stray)[0][:60]!r}, which the shortlist does not name. Expected "
            "notes on its own sites. Take the note out, or add the site."
        )


def _check_json(what: str, text: str, longest: int) -> None:
    if len(text) > longest:
        raise StoreError(
            f"The {what} has {len(text):,} characters. Expected at most {longest:,}. Make it anew."
        )
    try:
        if not isinstance(json.loads(text), dict):
            raise ValueError("it is no object")
    except (ValueError, RecursionError) as error:
        raise StoreError(
            f"The {what} is no JSON ({str(error)[:60]}). Expected what `new_shortlist` makes. "
            "Make it anew."
        ) from error
