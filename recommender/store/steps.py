"""Which status may follow which, and what a step needs."""

from __future__ import annotations

from recommender.errors import StoreError
from recommender.store.kept import SETTLED, STATUSES, Status


def status_of(name: str) -> Status:
    """The status of that name.

    Raises
    ------
    StoreError
        If there is none.
    """
    for known in STATUSES:
        if known == name:
            return known
    raise StoreError(
        f"Status {str(name)[:30]!r} is not known. Expected one of {', '.join(STATUSES)}. Name one."
    )


def check_step(title: str, before: str, after: Status, reason: str) -> None:
    """Nothing, when a shortlist may take the step.

    Raises
    ------
    StoreError
        If it stands there already, or the step needs a reason.
    """
    called = f"Shortlist {title[:60]!r}"
    if before == after:
        raise StoreError(f"{called} is {after} already. Expected another status. Name another.")
    if after == "lost" and not reason:
        raise StoreError(
            f"{called} cannot be lost without a reason. Expected why. Say it in a line.",
            kind="reason",
        )
    if before in SETTLED and not reason:
        raise StoreError(
            f"{called} was {before} and cannot go back to {after} without a reason. Expected why. "
            "Say it in a line.",
            kind="reason",
        )


def sent_record(title: str, record: str | None) -> str:
    """The record of what is sent.

    Raises
    ------
    StoreError
        If there is none.
    """
    if record is None:
        raise StoreError(
            f"Shortlist {title[:60]!r} cannot be sent without the record of this moment. Expected "
            "what `record_now` makes. Make it, then mark it sent."
        )
    return record
