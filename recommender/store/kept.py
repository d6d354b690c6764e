"""What the store keeps: shortlists, their sites, their history, and whom they are for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, get_args

Status = Literal["proposed", "sent", "visited", "won", "lost"]
STATUSES: tuple[Status, ...] = get_args(Status)
SETTLED: tuple[Status, ...] = ("won", "lost")
"""Statuses that are left only with a reason."""


@dataclass(frozen=True, kw_only=True)
class SavedEntry:
    """A chosen site as it stood on the day of saving.

    Attributes
    ----------
    rank : place in the list, 1 = best
    score, score_low, score_high : 0..1
    tier : group of sites that cannot be told apart; None where the site headed no entry
    name_en, name_zh : names of that day, for a site that the catalogue no longer holds
    """

    site_id: str
    rank: int
    score: float
    score_low: float
    score_high: float
    tier: int | None = None
    name_en: str = ""
    name_zh: str = ""


@dataclass(frozen=True, kw_only=True, repr=False)
class Contact:
    """Whom a shortlist is for; it has no representation, so that no log ever shows it."""

    company: str = ""
    person: str = ""
    email: str = ""
    phone: str = ""

    def __repr__(self) -> str:
        return "Contact(...)"


@dataclass(frozen=True, kw_only=True)
class NewShortlist:
    """A shortlist that is to be saved; `new_shortlist` makes one from a profile and its entries.

    Attributes
    ----------
    lead_id : the lead that it answers, as your table of leads names it; never a company's name
    title : what the list of shortlists shows, at most 200 characters; never a company's name
    owner : who works on it
    language : of the record's sentences: en, zh or zh-Hant
    profile : the profile as canonical JSON, its name blank
    data : digest of the catalogue on the day of saving
    record : the decision record as JSON, made of that profile
    entries : the chosen sites, best first; at least one, each once
    notes : a note by site id, for chosen sites only
    contact : whom it is for; kept in a table of its own, and not in the history
    """

    lead_id: str
    title: str
    owner: str
    language: str
    profile: str = field(repr=False)
    data: str
    record: str = field(repr=False)
    entries: tuple[SavedEntry, ...]
    notes: Mapping[str, str] = field(default_factory=dict)
    contact: Contact | None = None


@dataclass(frozen=True, kw_only=True)
class ListedShortlist:
    """One line of the list of shortlists; `version` counts the changes, `sites` the entries."""

    id: str
    version: int
    created_at: datetime
    updated_at: datetime
    lead_id: str
    title: str
    owner: str
    language: str
    status: Status
    sites: int


@dataclass(frozen=True, kw_only=True)
class SavedShortlist:
    """A shortlist as it stands now.

    Attributes
    ----------
    version : number of changes so far, saving included; every change names the one it was made on
    record : the decision record of the day of saving, as JSON
    sent_record : the record of the moment it was sent; None while it was not
    has_contact : whether a contact is kept; `Store.contact` tells it
    """

    id: str
    version: int
    created_at: datetime
    updated_at: datetime
    lead_id: str
    title: str
    owner: str
    language: str
    status: Status
    data: str
    profile: str = field(repr=False)
    record: str = field(repr=False)
    sent_record: str | None = field(repr=False)
    entries: tuple[SavedEntry, ...]
    notes: Mapping[str, str]
    has_contact: bool


@dataclass(frozen=True, kw_only=True)
class Event:
    """One line of a history that nobody can change; `seq` is the version that it made.

    `kind` is created, status, owner, note, contact_kept or contact_erased; `before` and `after`
    hold the texts, but never a contact.
    """

    seq: int
    at: datetime
    by: str
    kind: str
    site_id: str | None
    before: str | None
    after: str | None
    reason: str
