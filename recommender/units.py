"""Units of area and money that people state; inside, land is in mu, floor in m², money in CNY."""

from __future__ import annotations

from features.project import M2_PER_MU

MU = "mu 亩"
M2_OF = {MU: M2_PER_MU, "m²": 1.0, "ha": 10_000.0}
"""Square metres of one unit of area, by the name that a form shows."""

MU_OF = {MU: 1.0, "m²": 15 / 10_000, "ha": 15.0}
"""Mu of one unit of area: 15 mu are one hectare (State Council decree of 1984)."""

WAN = "万元 · 10,000 CNY"
YI = "亿元 · 100 m CNY"
CNY_OF = {WAN: 1e4, YI: 1e8, "m CNY": 1e6}
"""CNY of one unit of money, by the name that a form shows."""

WAN_HKD, M_HKD = "万港元 · 10,000 HKD", "m HKD"
WAN_USD, M_USD = "万美元 · 10,000 USD", "m USD"
MONEY = {unit: ("CNY", amount) for unit, amount in CNY_OF.items()} | {
    WAN_HKD: ("HKD", 1e4),
    M_HKD: ("HKD", 1e6),
    WAN_USD: ("USD", 1e4),
    M_USD: ("USD", 1e6),
}
"""Currency of one unit of money and how much of it, by the name that a form shows.

What is not CNY counts only at a rate that the user states."""

UNITS = {
    MU: {"en": MU, "zh": "亩"},
    "m²": {"en": "m²", "zh": "平方米"},
    "ha": {"en": "ha", "zh": "公顷"},
    WAN: {"en": WAN, "zh": "万元"},
    YI: {"en": YI, "zh": "亿元"},
    "m CNY": {"en": "m CNY", "zh": "百万元"},
    WAN_HKD: {"en": WAN_HKD, "zh": "万港元"},
    M_HKD: {"en": M_HKD, "zh": "百万港元"},
    WAN_USD: {"en": WAN_USD, "zh": "万美元"},
    M_USD: {"en": M_USD, "zh": "百万美元"},
}
"""What a form calls each unit, by language; the keys stand in addresses and files."""


def in_mu(amount: float | None, unit: str) -> float | None:
    """An area in mu; None stays None.

    Examples
    --------
    >>> in_mu(2.0, "ha"), in_mu(None, "m²")
    (30.0, None)
    """
    return None if amount is None else amount * MU_OF[unit]
