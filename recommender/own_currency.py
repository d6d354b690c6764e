"""The currency in which a project states its money: sums in it, amounts that lack a rate."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from recommender.messages import Message, message
from recommender.profile_parts import Money
from recommender.words import CURRENCIES

if TYPE_CHECKING:
    from recommender.draft import Draft

_SAID = {
    (True, True): message(
        "About {low} to {high} {currency}, at {rate} CNY for 1 {currency} on {on} (your rate)."
    ).text,
    (True, False): message(
        "At least about {low} {currency}, at {rate} CNY for 1 {currency} on {on} (your rate)."
    ).text,
    (False, True): message(
        "At most about {high} {currency}, at {rate} CNY for 1 {currency} on {on} (your rate)."
    ).text,
}

NOT_COUNTED = message(
    "No amount in {currency} is counted: the project states no rate for it. State your rate with "
    "the project."
).text

CONVERTED = message(
    "Amounts were stated in {currency} and are counted at {rate} CNY for 1 {currency} on {on} "
    "(your rate)."
).text


def remarks_on_money(draft: Draft, *, today: date) -> tuple[Message, ...]:
    """What a report says of amounts that were not stated in CNY: at which rate, or at none.

    Examples
    --------
    >>> from recommender.draft import Draft
    >>> draft = Draft(capex=5.0, capex_unit="m HKD", hkd=0.92, rates_on=date(2026, 11, 24))
    >>> str(remarks_on_money(draft, today=date(2026, 11, 27))[0])[23:67]
    'HKD and are counted at 0.92 CNY for 1 HKD on'
    """
    lacking, rate = not_counted(draft), draft.rate(draft.currency)
    if lacking is not None:
        return (lacking,)
    if draft.currency == "CNY" or rate is None or not _stated(draft):
        return ()
    said = {"currency": CURRENCIES[draft.currency], "rate": f"{rate:g}"}
    return (message(CONVERTED, **said, on=draft.rates_on or today),)


def own_rates(draft: Draft, *, today: date) -> Money:
    """The rates that the user states for other currencies, of the day that the draft names.

    Examples
    --------
    >>> from recommender.draft import Draft
    >>> own_rates(Draft(usd=7.1), today=date(2026, 11, 27)).rates
    (('USD', 7.1),)
    """
    rates = {currency: draft.rate(currency) for currency in ("HKD", "USD")}
    stated = {currency: rate for currency, rate in rates.items() if rate}
    return Money(cny_per=stated, rates_on=(draft.rates_on or today) if stated else None)


def _stated(draft: Draft) -> bool:
    return any((draft.capex, draft.rd, draft.interest, draft.tax, draft.output))


def not_counted(draft: Draft) -> Message | None:
    """What is said of amounts that count only at a rate that is not stated; None without such.

    Examples
    --------
    >>> from recommender.draft import Draft
    >>> str(not_counted(Draft(capex=5.0, capex_unit="m HKD")))[:28]
    'No amount in HKD is counted:'
    """
    if not _stated(draft) or draft.rate(draft.currency) is not None:
        return None
    return message(NOT_COUNTED, currency=CURRENCIES[draft.currency])


def in_own_currency(draft: Draft, low: float, high: float, *, today: date) -> Message | None:
    """Low and high in CNY in the draft's currency, with its rate and day; None in CNY or without
    a rate, and where neither end is known.

    Examples
    --------
    >>> from recommender.draft import Draft
    >>> draft = Draft(capex_unit="m HKD", hkd=0.8, rates_on=date(2026, 11, 24))
    >>> str(in_own_currency(draft, 80.0, 800.0, today=date(2026, 11, 24)))
    'About 100 to 1,000 HKD, at 0.8 CNY for 1 HKD on 24 Nov 2026 (your rate).'
    """
    currency, rate = draft.currency, draft.rate(draft.currency)
    bounded = bool(np.isfinite(high))
    known = (bool(np.isfinite(low)) and (bounded or low != 0), bounded)  # "at least 0" says nothing
    if currency == "CNY" or rate is None or known not in _SAID:
        return None
    return message(
        _SAID[known],
        low=low / rate,
        high=high / rate,
        currency=CURRENCIES[currency],
        rate=f"{rate:g}",
        on=draft.rates_on or today,
    )
