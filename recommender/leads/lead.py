"""A lead, the cells that keep a row from being one, and what a whole table holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from recommender.leads.headings import Headings
from recommender.messages import Message
from recommender.profile import Profile


@dataclass(frozen=True, kw_only=True)
class Lead:
    """One row: who asks, what is asked as a profile, and every cell as it stood, by header.

    `remarks` say how a cell was read that leaves room; `contact` holds personal data, which no
    listing shows.
    """

    lead_id: str
    company: str
    profile: Profile
    row: Mapping[str, str]
    number: int = 0
    remarks: tuple[Message, ...] = ()
    contact: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, kw_only=True)
class CellFault:
    """A cell that keeps its row from being a lead: where it is, what it holds, and why."""

    row: int
    column: str
    value: str
    reason: Message


@dataclass(frozen=True, kw_only=True)
class Leads:
    """What a table of leads holds: the leads, the faults of the other rows, the first line, and the
    day of knowledge of every lead that names no year."""

    file: str
    leads: tuple[Lead, ...]
    faults: tuple[CellFault, ...]
    headings: Headings
    on: date

    @property
    def rejected(self) -> tuple[int, ...]:
        """Row numbers that are no leads, in order."""
        return tuple(sorted({fault.row for fault in self.faults}))
