"""The head of a phrase: what is made stands last, in English words as in Chinese characters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from features.spelling import tokens

LONGEST_HEAD = 3
"""Words or characters that a head may have."""

ENOUGH = 0.65
"""Share of the votes that a leaf needs to be named by a head alone."""

MANY = 6
"""Terms that must end in a single character before it may elect."""

Votes = Mapping[tuple[str, ...], Counter[str]]


def head_votes(terms: Mapping[str, str]) -> Votes:
    """For each ending of a known term, how many terms of each leaf end so.

    Examples
    --------
    >>> votes = head_votes({"table lamp": "EA05", "street lamp": "EA05", "lamp post": "ME04"})
    >>> votes[("lamp",)]
    Counter({'EA05': 2})
    """
    votes: dict[tuple[str, ...], Counter[str]] = {}
    for term, code in terms.items():
        words = tuple(tokens(term))
        for length in range(1, min(LONGEST_HEAD, len(words)) + 1):
            votes.setdefault(words[-length:], Counter())[code] += 1
    return votes


def elected(votes: Votes, words: list[str], *, alone: bool = True) -> tuple[str, float] | None:
    """The leaf that the longest known head of the words elects, with its share; None if none.

    One doubt is counted against every head, so that a single term never elects alone; a single
    Chinese character, which ends words of many kinds, elects only when `alone` allows it and
    with `MANY` votes.

    Examples
    --------
    >>> votes = head_votes({"table lamp": "EA05", "street lamp": "EA05"})
    >>> code, share = elected(votes, ["camping", "lamp"])
    >>> code, round(share, 2)
    ('EA05', 0.67)
    >>> elected(votes, ["camping"]) is None
    True
    """
    for length in range(min(LONGEST_HEAD, len(words)), 0, -1):
        found = votes.get(tuple(words[-length:]))
        if found:
            (code, count), total = found.most_common(1)[0], sum(found.values())
            share = count / (total + 1)
            allowed = length > 1 or words[-1].isascii() or (alone and total >= MANY)
            return (code, share) if share >= ENOUGH and allowed else None
    return None


def last_content(words: Iterable[str], context: frozenset[str]) -> int:
    """Place after the last word that is no context; 0 if all are.

    Examples
    --------
    >>> last_content(["led", "lamp", "factory"], frozenset({"factory"}))
    2
    """
    return max((i + 1 for i, w in enumerate(words) if w not in context), default=0)
