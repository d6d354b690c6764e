"""Units of area that people state; inside, land is in mu and floor in m²."""

from __future__ import annotations

from features.project import M2_PER_MU

MU = "mu 亩"
M2_OF = {MU: M2_PER_MU, "m²": 1.0, "ha": 10_000.0}
"""Square metres of one unit of area, by the name that a form shows."""


def in_mu(amount: float | None, unit: str) -> float | None:
    """An area in mu; None stays None.

    Examples
    --------
    >>> in_mu(2.0, "ha"), in_mu(None, "m²")
    (30.0, None)
    """
    return None if amount is None else amount * M2_OF[unit] / M2_PER_MU
