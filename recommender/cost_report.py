"""What labour and occupancy would cost over ten years at a site, with and without incentives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from features.account import NOT_KNOWN, Span, less, occupied, priced, quantity, together
from features.cities import CITIES, city_name
from features.costs import ITEMS, Cost, Item, cost_of
from recommender.incentive_report import Incentives
from recommender.messages import Message, message, several
from recommender.profile import Profile
from recommender.words import CURRENCIES

if TYPE_CHECKING:
    from features.catalogue import Catalogue

REGION = "region"
"""Place of the figures of the nine mainland cities together: for orientation, never an end."""
NINE = tuple(city for city in CITIES if city not in ("Hong Kong", "Macao"))
CITY_ITEMS: dict[Item, str] = {
    "wage": message("Labour, a head and year").text,
    "land": message("Land, a m², once").text,
    "rent": message("Floor, a m² and month").text,
}
LINES = {
    "labour": message("Labour").text,
    "occupancy": message("Land or floor").text,
    "together": message("Together").text,
    "incentives": message("Incentives").text,
    "net": message("Together, less incentives").text,
}
"""Lines of a ten-year account, in their order."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the account: an amount and what it rests on; `as_of` holds the years."""

    span: Span
    as_of: str = ""
    why: tuple[Message, ...] = ()
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Account:
    """Ten years of labour and occupancy at a site, at the prices of their years.

    `lines` holds the keys of `LINES`.
    """

    lines: dict[str, Line]


def account(catalogue: Catalogue, profile: Profile, site_id: str, paid: Incentives) -> Account:
    """The ten-year account of a project at a site.

    Every amount is at the price of its year, without increases, and not discounted; incentives
    are the sums of their schedule.
    An end that nothing states is not known; it is never filled in.
    """
    labour = _line(catalogue, profile, site_id, "wage", message("the number of jobs"))
    occupancy = _line(catalogue, profile, site_id, occupied(profile.project),
                      message("the land or floor needed"))  # fmt: skip
    both = together(labour.span, occupancy.span)
    total = paid.total
    incentives = Span(low=total["low"], high=_bounded(total["high"]))
    return Account(
        lines={
            "labour": labour, "occupancy": occupancy, "together": Line(span=both),
            "incentives": Line(span=incentives), "net": _net(both, incentives, total["mid"]),
        }
    )  # fmt: skip


def _net(both: Span, incentives: Span, mid: float) -> Line:
    """The costs less the incentives, and what they are with the middle of these."""
    span = less(both, incentives)
    if both.currency != incentives.currency:
        return Line(span=span, why=_no_rate(both.currency))
    if not both.known or np.isnan(mid):
        return Line(span=span)
    at_mid = less(both, Span(low=mid, high=mid))
    return Line(
        span=span,
        why=(
            message("with the middle of the incentives, {mid} CNY: {range}", mid=_price(mid),
                    range=span_in_words(at_mid)),
        ),
    )  # fmt: skip


def _line(
    catalogue: Catalogue, profile: Profile, site_id: str, item: Item | None, missing: Message
) -> Line:
    amount = None if item is None else quantity(profile.project, item)
    if item is None or amount is None:
        return Line(span=NOT_KNOWN, why=(message("not stated: {facts}", facts=(missing,)),))
    cost = catalogue.cost_at(item, site_id, profile.on)
    span = priced(cost, amount, profile.money.cny_per)
    return Line(
        span=span,
        as_of=years_of(cost),
        why=(
            *price_in_words(cost),
            *(_no_rate(span.currency) if span.known and span.currency != "CNY" else ()),
            *_for_orientation(catalogue, profile, site_id, cost, amount),
        ),
        figures=cost.figures,
    )


def price_in_words(cost: Cost) -> tuple[Message, ...]:
    """The price, whose it is, and what it is not; its years are `years_of`."""
    if not cost.known():
        old = (message("only figures of {year} and before", year=str(cost.last)),)
        return (message("ask the park"), *(old if cost.last else ()))
    legal = message("the legal minimum, before social insurance; what is paid: ask the park")
    paid = message("what manufacturing pays, by surveys; no legal minimum")
    wage = (legal if _is_legal_minimum(cost) else paid,) if cost.item == "wage" else ()
    own = (message("the site's own figure"),) if cost.own else ()
    return (_price_of(cost), *own, *wage)


def _price_of(cost: Cost) -> Message:
    ends = {"low": _price(cost.low), "high": _price(cost.high), "unit": _unit(cost)}
    lowest, highest = cost.stated
    if np.isnan(cost.low) or np.isnan(cost.high) or (lowest, highest) == (cost.low, cost.high):
        return _between(cost.low, cost.high, _unit(cost))
    stated = _price(lowest) if lowest == highest else f"{_price(lowest)} - {_price(highest)}"
    return message("{stated} {unit} stated, counted as {low} to {high}", stated=stated, **ends)


def _is_legal_minimum(cost: Cost) -> bool:
    return cost.item == "wage" and bool(np.isnan(cost.high))


def _between(low: float, high: float, unit: object) -> Message:
    """A range, or the end of it that is known."""
    if np.isnan(low) and np.isnan(high):
        return message("not known")
    if np.isnan(high):
        return message("at least {low} {unit}", low=_price(low), unit=unit)
    if np.isnan(low):
        return message("at most {high} {unit}", high=_price(high), unit=unit)
    return message("{low} to {high} {unit}", low=_price(low), high=_price(high), unit=unit)


def years_of(cost: Cost) -> str:
    """Years of the oldest and the newest figure; empty without one."""
    if cost.last is None:
        return ""
    return str(cost.last) if cost.first == cost.last else f"{cost.first}-{cost.last}"


def _price(amount: float) -> str:
    return f"{amount:,.0f}"


def _unit(cost: Cost) -> Message:
    units = {
        "wage": message("{currency} a head and year", currency=CURRENCIES[cost.currency]),
        "land": message("{currency} a m²", currency=CURRENCIES[cost.currency]),
        "rent": message("{currency} a m² and month", currency=CURRENCIES[cost.currency]),
    }
    return units[cost.item]


def _no_rate(currency: str) -> tuple[Message, ...]:
    return (message("in {currency}: no exchange rate is stated", currency=CURRENCIES[currency]),)


def _for_orientation(
    catalogue: Catalogue, profile: Profile, site_id: str, cost: Cost, amount: float
) -> tuple[Message, ...]:
    """What the averages of the nine mainland cities would make it, where an end is open."""
    city = str(catalogue.sites.at[site_id, "city"])
    around = cost_of(catalogue.cost_figures, cost.item, REGION, profile.on, old=True)
    if city not in NINE or not around.known() or np.isfinite([cost.low, cost.high]).all():
        return ()
    span = priced(around, amount, profile.money.cny_per)
    return (
        message(
            "for orientation: the region's averages of {year} would make it "
            "{low} to {high} CNY",
            year=str(around.last), low=_price(span.low), high=_price(span.high),
        ),
    )  # fmt: skip


def span_in_words(span: Span) -> Message:
    """Low and high of an amount, or which of them is not known."""
    return _between(span.low, span.high, CURRENCIES[span.currency])


def city_costs(catalogue: Catalogue, profile: Profile, cities: Iterable[str]) -> pd.DataFrame:
    """What is known of each city's labour, land and floor: one row a city and item.

    Columns city (names), what, says, as_of, source.
    """
    rows = []
    for city in dict.fromkeys(cities):
        for item in ITEMS:
            cost = cost_of(catalogue.cost_figures, item, city, profile.on)
            said = several(price_in_words(cost))
            rows.append((city_name(city), message(CITY_ITEMS[item]), said, years_of(cost),
                         "; ".join(citations(catalogue, cost.figures))))  # fmt: skip
    return pd.DataFrame(rows, columns=["city", "what", "value", "as_of", "source"])


def citations(catalogue: Catalogue, figures: Iterable[str]) -> list[str]:
    """The sources of some figures, each once, in the order of the figures."""
    by_id = pd.concat(
        [catalogue.costs.set_index("cost_id")["source_id"],
         catalogue.supply.set_index("supply_id")["source_id"]]
    )  # fmt: skip
    cited = [str(catalogue.sources.at[by_id[figure], "citation"]) for figure in figures]
    return list(dict.fromkeys(cited))


def account_json(catalogue: Catalogue, found: Account, language: str) -> dict[str, Any]:
    """The account as JSON values: low and high in CNY (null: not known), words, sources."""
    from recommender.texts import render, translate

    return {
        name: {
            "what": translate(LINES[name], language),
            "low": _or_null(line.span.low),
            "high": _or_null(line.span.high),
            "currency": line.span.currency,
            "says": render(span_in_words(line.span), language),
            "why": [render(said, language) for said in line.why],
            "as_of": line.as_of or None,
            "sources": citations(catalogue, line.figures),
        }
        for name, line in found.lines.items()
    }


def _bounded(amount: float) -> float:
    """The amount; NaN where nothing bounds it."""
    return amount if np.isfinite(amount) else np.nan


def _or_null(amount: float) -> float | None:
    return float(amount) if np.isfinite(amount) else None
