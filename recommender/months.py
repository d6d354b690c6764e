"""Months that a project may start in."""

from __future__ import annotations

from datetime import date

YEARS = 10


def months_from(today: date, stated: str | None = None) -> list[str]:
    """The months from `today` on over `YEARS` years as YYYY-MM, and the stated one before them.

    Examples
    --------
    >>> months_from(date(2026, 11, 24))[:3]
    ['2026-11', '2026-12', '2027-01']
    """
    first = 12 * today.year + today.month - 1
    months = [f"{n // 12}-{n % 12 + 1:02d}" for n in range(first, first + 12 * YEARS)]
    return [stated, *months] if stated and stated not in months else months
