"""What a rule found in a text: the fact, where its words stand, and how sure the rule is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Sure = Literal["certain", "check"]

AMOUNTS = ("capex", "output", "tax", "rd")
"""Fields that hold money."""
SEVERAL = frozenset({"sector", "functions", "keeps", "where", "anchors", "contact"})
"""Fields of which a project may hold several at once; of the others one candidate is chosen."""
APART = ("company", "contact")
"""Recognised only to be kept apart from everything else."""
FIELDS = (
    "sector", "functions", "where", "origin", "keeps", "ownership", "kind", *AMOUNTS, "land",
    "floor", "jobs", "start", "storey_height", "floor_load", "lift", "anchors", *APART,
)  # fmt: skip
"""Every field in the order in which findings are shown; named as in a draft."""


@dataclass(frozen=True, kw_only=True)
class Limit:
    """A place that must be reached within so many minutes, and by what."""

    place: str
    minutes: float
    mode: Literal["car", "truck"] = "car"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A fact that a rule took from `text[start:end]`.

    Attributes
    ----------
    value : an amount in `unit`, or a word as a draft holds it
    unit : mu, m2, ha, CNY, HKD, USD, MOP, EUR, people, m, kN/m2, t, or blank for words
    rule : the rule by its name; `recommender.enquiry_words` says it
    sure : `check` where the words leave room: a hedge, an end of a range, a unit not named
    """

    field: str
    value: float | str | Limit
    start: int
    end: int
    rule: str
    sure: Sure = "certain"
    unit: str = ""


def disjoint(findings: list[Finding]) -> tuple[Finding, ...]:
    """The findings without those that overlap an earlier one of the same field, in reading order.

    The list is in the order of trust: the first of two that overlap stays.

    Examples
    --------
    >>> a, b = (Finding(field="jobs", value=v, start=v, end=v + 3, rule="r") for v in (1, 2))
    >>> [found.value for found in disjoint([a, b])]
    [1]
    """
    taken: dict[str, set[int]] = {}
    kept = []
    for found in findings:
        letters = taken.setdefault(found.field, set())
        span = range(found.start, found.end)
        if span and letters.isdisjoint(span):
            letters.update(span)
            kept.append(found)
    return tuple(sorted(kept, key=lambda found: (FIELDS.index(found.field), found.start)))
