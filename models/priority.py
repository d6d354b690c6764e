"""Which of many leads comes first: how well the best site fits, and how much is invested."""

from __future__ import annotations

import math

from models.value_functions import through

INVESTMENT = through((7.0, 0.0), (9.0, 1.0))
"""Worth 0..1 of the common logarithm of an investment in CNY: nothing up to 10 million, all from
one billion on, the same for every tenfold in between (judgement)."""

TYPICAL = 0.25
"""What an investment that is not stated counts for: about 30 million CNY (judgement)."""


def worth_of(capex_cny: float | None) -> float:
    """Worth 0..1 of an investment; one that is not stated counts the typical one, never nothing.

    Examples
    --------
    >>> worth_of(1e8), worth_of(5e9), worth_of(0), worth_of(None)
    (0.5, 1.0, 0.0, 0.25)
    """
    if capex_cny is None:
        return TYPICAL
    return float(INVESTMENT(math.log10(capex_cny))) if capex_cny > 0 else 0.0


def priority(fit: float | None, capex_cny: float | None) -> float | None:
    """Priority 0..1 of a lead: the mean of the fit of its best site and of its
    worth, half each (judgement).

    None without a site: nothing can be offered, whatever would be invested.

    Examples
    --------
    >>> priority(0.7, 1e8), priority(0.7, None), priority(None, 1e9)
    (0.6, 0.475, None)
    """
    return None if fit is None else (fit + worth_of(capex_cny)) / 2
