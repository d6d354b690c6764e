"""Shortlists with their sites, notes, records and history."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "records",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_table(
        "shortlists",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("updated_at", moment, nullable=False),
        sa.Column("lead_id", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("language", sa.String(10), nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("data", sa.String(64), nullable=False),
        sa.Column("profile", sa.Text, nullable=False),
        sa.Column("record", sa.String(64), sa.ForeignKey("records.digest"), nullable=False),
        sa.Column("sent_record", sa.String(64), sa.ForeignKey("records.digest")),
        sa.CheckConstraint("version >= 1", name="version_counts"),
        sa.CheckConstraint(
            "status IN ('proposed', 'sent', 'visited', 'won', 'lost')", name="status_is_known"
        ),
    )
    op.create_table(
        "entries",
        sa.Column("shortlist_id", sa.String(36), sa.ForeignKey("shortlists.id"), primary_key=True),
        sa.Column("site_id", sa.String(120), primary_key=True),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("score", sa.Double, nullable=False),
        sa.Column("score_low", sa.Double, nullable=False),
        sa.Column("score_high", sa.Double, nullable=False),
        sa.Column("tier", sa.Integer),
        sa.Column("name_en", sa.Text, nullable=False),
        sa.Column("name_zh", sa.Text, nullable=False),
    )
    op.create_table(
        "notes",
        sa.Column("shortlist_id", sa.String(36), primary_key=True),
        sa.Column("site_id", sa.String(120), primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(
            ["shortlist_id", "site_id"], ["entries.shortlist_id", "entries.site_id"]
        ),
    )
    op.create_table(
        "events",
        sa.Column("shortlist_id", sa.String(36), sa.ForeignKey("shortlists.id"), primary_key=True),
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("site_id", sa.String(120)),
        sa.Column("before", sa.Text),
        sa.Column("after", sa.Text),
        sa.Column("reason", sa.Text, nullable=False),
    )
