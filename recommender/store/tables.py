"""The tables of the store, the same on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)

METADATA = MetaData()


class UtcTime(TypeDecorator[datetime]):
    """A moment in UTC: with its zone on PostgreSQL, without on SQLite, aware in Python."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment in UTC, as the database keeps it."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone cannot be kept")
        told = value.astimezone(UTC)
        return told.replace(tzinfo=None) if dialect.name == "sqlite" else told

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """The moment in UTC, with its zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


RECORDS = Table(
    "records",
    METADATA,
    Column("digest", String(64), primary_key=True),
    Column("text", Text, nullable=False),
)
"""Decision records by SHA-256: of one megabyte each, so they stand apart from what changes."""

SHORTLISTS = Table(
    "shortlists",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("updated_at", UtcTime, nullable=False),
    Column("lead_id", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("language", String(10), nullable=False),
    Column("status", String(10), nullable=False),
    Column("data", String(64), nullable=False),
    Column("profile", Text, nullable=False),
    Column("record", String(64), ForeignKey("records.digest"), nullable=False),
    Column("sent_record", String(64), ForeignKey("records.digest")),
    CheckConstraint("version >= 1", name="version_counts"),
    CheckConstraint(
        "status IN ('proposed', 'sent', 'visited', 'won', 'lost')", name="status_is_known"
    ),
)

ENTRIES = Table(
    "entries",
    METADATA,
    Column("shortlist_id", String(36), ForeignKey("shortlists.id"), primary_key=True),
    Column("site_id", String(120), primary_key=True),
    Column("place", Integer, nullable=False),
    Column("score", Double, nullable=False),
    Column("score_low", Double, nullable=False),
    Column("score_high", Double, nullable=False),
    Column("tier", Integer),
    Column("name_en", Text, nullable=False),
    Column("name_zh", Text, nullable=False),
)

NOTES = Table(
    "notes",
    METADATA,
    Column("shortlist_id", String(36), primary_key=True),
    Column("site_id", String(120), primary_key=True),
    Column("text", Text, nullable=False),
    ForeignKeyConstraint(["shortlist_id", "site_id"], ["entries.shortlist_id", "entries.site_id"]),
)

EVENTS = Table(
    "events",
    METADATA,
    Column("shortlist_id", String(36), ForeignKey("shortlists.id"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", UtcTime, nullable=False),
    Column("who", Text, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("site_id", String(120)),
    Column("before", Text),
    Column("after", Text),
    Column("reason", Text, nullable=False),
)
"""The history: triggers of migration 0002 refuse to change or delete a row of it."""

CONTACTS = Table(
    "contacts",
    METADATA,
    Column("shortlist_id", String(36), ForeignKey("shortlists.id"), primary_key=True),
    Column("company", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("phone", Text, nullable=False),
)

OURS = (RECORDS, SHORTLISTS, ENTRIES, NOTES, EVENTS, CONTACTS)
"""Every table, in an order in which rows may be inserted."""
