"""What labour, land and floor cost: intervals of dated statements, by city and by site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
import pandas as pd

from features.incentive_sums import Rates, rate_of
from features.performance import performance

Item = Literal["wage", "land", "rent"]
ITEMS: tuple[Item, ...] = ("wage", "land", "rent")
"""CNY or HKD a head and year; a m2 of land, once; a m2 of floor and month."""
ROLES = ("from", "to", "at")
"""A figure bounds from below, from above, or is one point (an average, a price of a plot)."""

FRESH_YEARS = 5
"""A place whose newest figure is older than this has no known cost (judgement)."""
SPREAD: dict[Item, float] = {"wage": 0.0, "land": 0.25, "rent": 0.25}
"""A price of one place says little of its neighbours: it counts this much wider both ways
(judgement); a survey of wages speaks for its city."""
LEGAL_MINIMUM = "minimum_wage_monthly"
"""A round of the legal minimum replaces the one before; every other figure stays in the union."""


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What one item costs at one place.

    Attributes
    ----------
    value, low, high : in `currency` and the item's unit; NaN where not known. An end that only
        bounds (at least, at most) leaves the other one and the value unknown
    stated : smallest and largest figure, as they were stated
    first, last : years of the oldest and the newest figure
    own : True when the figures are the site's own and not the city's
    figures : ids of the rows that it rests on, newest first; they are there when nothing is
        fresh enough to count, too
    """

    item: Item
    currency: str
    value: float
    low: float
    high: float
    stated: tuple[float, float]
    first: int | None
    last: int | None
    own: bool
    figures: tuple[str, ...]

    def known(self) -> bool:
        """True when at least one end is known."""
        return bool(np.isfinite([self.low, self.high]).any())

    def times(self, quantity: float) -> tuple[float, float, float]:
        """Value, low and high of a quantity of the item."""
        return self.value * quantity, self.low * quantity, self.high * quantity


def cost_figures(costs: pd.DataFrame, supply: pd.DataFrame) -> pd.DataFrame:
    """Every figure that was read: figure_id, what, item, role, amount, currency, place, as_of.

    `place` is a city, a site, or `region` for a figure of the nine mainland cities together.
    Prices of supply that is taken are precedents and are left out.
    """
    read = costs[costs["item"].notna()]
    city = read["scope_ids"].where(read["scope_kind"] == "city", "region")
    offered = supply[supply["price_item"].notna() & (supply["state"] != "taken")]
    return pd.concat(
        [
            pd.DataFrame({
                "figure_id": read["cost_id"], "what": read["indicator"], "item": read["item"],
                "role": read["role"], "amount": read["amount"], "currency": read["currency"],
                "place": city, "as_of": read["as_of"],
            }),
            pd.DataFrame({
                "figure_id": offered["supply_id"], "what": offered["item"],
                "item": offered["price_item"], "role": offered["price_role"],
                "amount": pd.to_numeric(offered["price_or_rent"]), "currency": "CNY",
                "place": offered["site_id"], "as_of": offered["as_of"],
            }),
        ],
        ignore_index=True,
    )  # fmt: skip


def cost_of(
    figures: pd.DataFrame, item: Item, place: str, on: date, *, own: bool = False, old: bool = False
) -> Cost:
    """What an item costs at one place, as known on a day.

    The interval spans the figures of the last `FRESH_YEARS`, each point `SPREAD` wider; older
    figures may widen it and never narrow it, nor close an end that the fresh ones leave open.
    Without a fresh figure nothing is known. The value is the middle.
    With `old` no figure is too old: for orientation, not for a site's cost.

    Examples
    --------
    >>> rows = pd.DataFrame({"figure_id": ["a", "b"], "what": "land", "item": "land",
    ...     "role": "at", "amount": [835.0, 1069.0], "currency": "CNY", "place": "Zhongshan",
    ...     "as_of": pd.Timestamp(2023, 1, 1)})
    >>> found = cost_of(rows, "land", "Zhongshan", date(2026, 11, 1))
    >>> found.value, found.low, found.high, found.stated
    (981.25, 626.25, 1336.25, (835.0, 1069.0))
    """
    here = figures[(figures["item"] == item) & (figures["place"] == place)]
    here = _in_force(here[here["as_of"] <= pd.Timestamp(on)].sort_values(
        ["as_of", "figure_id"], ascending=[False, True]))  # fmt: skip
    years = here["as_of"].dt.year
    fresh = here["as_of"] >= pd.Timestamp(on) - pd.DateOffset(years=FRESH_YEARS)
    low, high = _ends(here, np.ones(len(here), dtype=bool) if old else fresh.to_numpy())
    return Cost(
        item=item,
        currency=str(here["currency"].iloc[0]) if len(here) else "CNY",
        value=(low + high) / 2,
        low=low,
        high=high,
        first=int(years.min()) if len(here) else None,
        last=int(years.max()) if len(here) else None,
        stated=(float(here["amount"].min()), float(here["amount"].max())),
        own=own,
        figures=tuple(here["figure_id"]),
    )


def _in_force(figures: pd.DataFrame) -> pd.DataFrame:
    """The figures without the rounds of the legal minimum that a later one replaced."""
    return figures[~((figures["what"] == LEGAL_MINIMUM) & figures.duplicated(["what", "place"]))]


def _ends(figures: pd.DataFrame, fresh: np.ndarray) -> tuple[float, float]:
    """Lowest and highest amount; NaN for an end that no fresh figure speaks of."""
    amounts, roles = figures["amount"].to_numpy(dtype=float), figures["role"].to_numpy()
    wider = np.array([SPREAD[item] for item in figures["item"]]) * (roles == "at")
    bottoms, tops = amounts * (1 - wider), amounts * (1 + wider)
    below, above = roles != "to", roles != "from"
    low = bottoms.min() if (below & fresh).any() else np.nan
    high = tops.max() if (above & fresh).any() else np.nan
    return float(low), float(high)


def cost_at(
    figures: pd.DataFrame, item: Item, around: tuple[str, ...], city: str, on: date
) -> Cost:
    """What an item costs at a site: by its own figures or those around it, else by its city's.

    Parameters
    ----------
    around : the site, the zones around it and its town, nearest first
    """
    for place in around:
        found = cost_of(figures, item, place, on, own=True)
        if found.known():
            return found
    return cost_of(figures, item, city, on)


def costs_at_sites(
    figures: pd.DataFrame,
    item: Item,
    sites: pd.DataFrame,
    surroundings: Mapping[str, tuple[str, ...]],
    on: date,
    rates: Rates,
) -> pd.DataFrame:
    """CNY of one unit of an item at every site: value, low, high; unknown without a rate."""
    priced = set(figures["place"])
    by_city = {
        city: _in_cny(cost_of(figures, item, str(city), on), rates)
        for city in priced & set(sites["city"])
    }
    blank = (np.nan,) * 3
    rows = [by_city.get(city, blank) for city in sites["city"]]
    for i, site in enumerate(sites.index):
        if priced & set(surroundings[site]):
            city = str(sites.at[site, "city"])
            rows[i] = _in_cny(cost_at(figures, item, surroundings[site], city, on), rates)
    return performance(sites.index, *np.array(rows).T)


def _in_cny(cost: Cost, rates: Rates) -> tuple[float, float, float]:
    rate = rate_of(cost.currency, rates)
    return cost.times(np.nan if rate is None else rate)
