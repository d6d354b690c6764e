"""Ranges in place of figures: the steps 1, 2, 3, 5, 10 of every power of ten."""

from __future__ import annotations

from decimal import Decimal

STEPS = (1, 2, 3, 5, 10)

_ZH = ((10**8, " 亿"), (10**4, " 万"))
_EN = ((10**9, " bn"), (10**6, " m"))


def range_of(amount: float) -> tuple[float, float]:
    """The steps of the ladder at or below an amount, and above it; nothing stays nothing.

    Examples
    --------
    >>> range_of(34), range_of(1.2e9), range_of(50), range_of(0.34), range_of(0)
    ((30.0, 50.0), (1000000000.0, 2000000000.0), (50.0, 100.0), (0.3, 0.5), (0.0, 0.0))
    """
    exact = Decimal(repr(float(amount)))
    if not exact:
        return 0.0, 0.0
    power = exact.adjusted()
    digits = exact.scaleb(-power)
    low = max(step for step in STEPS if step <= digits)
    high = min(step for step in STEPS if step > digits)
    return float(Decimal(low).scaleb(power)), float(Decimal(high).scaleb(power))


def range_in_words(low: float, high: float) -> dict[str, str]:
    """A range in short, by language.

    Examples
    --------
    >>> range_in_words(1e9, 2e9), range_in_words(30, 50)["en"]
    ({'en': '1-2 bn', 'zh': '10-20 亿'}, '30-50')
    """
    return {"en": _short(low, high, _EN), "zh": _short(low, high, _ZH)}


def _short(low: float, high: float, units: tuple[tuple[int, str], ...]) -> str:
    """The range in the largest unit of which its low end is at least one."""
    size, name = next(((size, name) for size, name in units if low >= size), (1, ""))
    ends = dict.fromkeys(f"{end / size:,.10g}" for end in (low, high))
    return "-".join(ends) + name
