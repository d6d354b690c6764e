"""Leads in the order in which to call them: by fit and value, with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.priority import priority, worth_of
from recommender.messages import Message, message

STATED = message(
    "its best site fits with {fit} of 100; an investment of {capex} CNY counts {worth} of 100; the "
    "mean is {priority}"
).text
NOT_STATED = message(
    "its best site fits with {fit} of 100; the investment is not stated and counts {worth} of 100 "
    "(ask for it); the mean is {priority}"
).text
NO_SITE = message("no site is listed, so there is nothing to offer yet").text


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A lead's place among all (1 = call first; None without a site), and its ground, 0..1."""

    place: int | None
    fit: float | None
    worth: float
    priority: float | None
    reason: Message


def placed(leads: Sequence[tuple[float | None, float | None]]) -> list[Placed]:
    """The place of each lead by the score of its best site (0..1) and its investment in CNY; None
    where there is no site, or nothing is stated. Ties share a place.

    Examples
    --------
    >>> [found.place for found in placed([(0.5, 1e8), (None, 1e9), (0.7, 1e8), (0.5, 1e8)])]
    [2, None, 1, 2]
    """
    ranked = [_priority(fit, capex) for fit, capex in leads]
    known = sorted((value for value in ranked if value is not None), reverse=True)
    first = {value: place for place, value in reversed(list(enumerate(known, start=1)))}
    return [
        Placed(
            place=None if value is None else first[value],
            fit=fit,
            worth=worth_of(capex),
            priority=value,
            reason=_reason(fit, capex, value),
        )
        for (fit, capex), value in zip(leads, ranked, strict=True)
    ]


def in_order(places: Sequence[Placed]) -> list[int]:
    """Positions of the leads, those to call first before the others; without a site last."""
    return sorted(
        range(len(places)), key=lambda i: (places[i].place is None, places[i].place or 0, i)
    )


def _priority(fit: float | None, capex: float | None) -> float | None:
    found = priority(fit, capex)
    return None if found is None else round(found, 12)


def _reason(fit: float | None, capex: float | None, value: float | None) -> Message:
    if fit is None or value is None:
        return message(NO_SITE)
    said = {
        "fit": f"{100 * fit:.1f}", "worth": f"{100 * worth_of(capex):.1f}",
        "priority": f"{100 * value:.1f}",
    }  # fmt: skip
    return message(NOT_STATED, **said) if capex is None else message(STATED, capex=capex, **said)
