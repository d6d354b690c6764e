"""What a rule found in a text: the fact, where its words stand, and how sure the rule is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal

Sure = Literal["certain", "check"]

MOST_OF_ONE = 20
"""Findings of one field that are offered."""
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
    unit : mu, m2, ha, a currency by its code, people, m, kN/m2, t, or blank for words
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


def few(findings: tuple[Finding, ...]) -> tuple[tuple[Finding, ...], dict[str, int]]:
    """At most `MOST_OF_ONE` findings a field, and how many there were where some are left out.

    Those that are certain stay first; the order is as it was.

    Examples
    --------
    >>> one = Finding(field="jobs", value=1.0, start=0, end=1, rule="r")
    >>> kept, total = few((one,) * 30)
    >>> len(kept), total
    (20, {'jobs': 30})
    """
    total = Counter(found.field for found in findings)
    kept: set[int] = set()
    for name in total:
        mine = [i for i, found in enumerate(findings) if found.field == name]
        kept.update(sorted(mine, key=lambda i: findings[i].sure == "check")[:MOST_OF_ONE])
    offered = tuple(found for i, found in enumerate(findings) if i in kept)
    return offered, {name: n for name, n in total.items() if n > MOST_OF_ONE}
