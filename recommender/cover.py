"""The cover of a report: whom it is for; never part of a profile, an address or a log."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Cover:
    """A title of one's own, and the company and contact that a report is for; each may be blank."""

    company: str = ""
    contact: str = ""
    title: str = ""
