"""Nobody changes the history any more; a contact has a table of its own, from which it can go."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

REFUSAL = "the history is only added to"


def upgrade() -> None:
    """Make the table of contacts, and the triggers that guard the history."""
    op.create_table(
        "contacts",
        sa.Column("shortlist_id", sa.String(36), sa.ForeignKey("shortlists.id"), primary_key=True),
        sa.Column("company", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("email", sa.Text, nullable=False),
        sa.Column("phone", sa.Text, nullable=False),
    )
    guards = {"sqlite": _sqlite_guards, "postgresql": _postgresql_guards}
    for statement in guards[op.get_bind().dialect.name]():
        op.execute(statement)


def _sqlite_guards() -> list[str]:
    # INSERT OR REPLACE deletes without firing a trigger of DELETE: it has a guard of its own.
    return [
        f"CREATE TRIGGER events_keep_{event.lower()} BEFORE {event} ON events {when} "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        for event, when in (
            ("UPDATE", ""),
            ("DELETE", ""),
            (
                "INSERT",
                "WHEN EXISTS (SELECT 1 FROM events WHERE shortlist_id = NEW.shortlist_id"
                " AND seq = NEW.seq)",
            ),
        )
    ]


def _postgresql_guards() -> list[str]:
    return [
        "CREATE FUNCTION events_keep() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$",
        "CREATE TRIGGER events_keep_rows BEFORE UPDATE OR DELETE ON events "
        "FOR EACH ROW EXECUTE FUNCTION events_keep()",
        "CREATE TRIGGER events_keep_all BEFORE TRUNCATE ON events "
        "FOR EACH STATEMENT EXECUTE FUNCTION events_keep()",
    ]
