"""Ten years of labour and occupancy: what a project needs, times what it costs, less incentives."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from features.costs import Cost, Item
from features.formulas import YEARS
from features.incentive_sums import Rates, rate_of
from features.project import Project


@dataclass(frozen=True, kw_only=True)
class Span:
    """An amount between two ends, NaN where an end is not known.

    In CNY, or in the currency of its figures while no rate of it is stated.
    """

    low: float
    high: float
    currency: str = "CNY"

    @property
    def known(self) -> bool:
        """True when at least one end is known."""
        return bool(np.isfinite([self.low, self.high]).any())


NOT_KNOWN = Span(low=np.nan, high=np.nan)


def occupied(project: Project) -> Item | None:
    """What a project occupies: land where it needs some, else floor; None for neither."""
    if project.land_mu:
        return "land"
    return "rent" if project.floor_area_m2 else None


def quantity(project: Project, item: Item) -> float | None:
    """How much of an item ten years take: heads x years, m2 of land, m2 x months of floor.

    None where the project does not say.

    Examples
    --------
    >>> quantity(Project(sector="lamps", jobs=3, floor_area_m2=10), "rent")
    1200.0
    """
    heads, floor = project.jobs, project.floor_area_m2
    return {
        "wage": None if heads is None else heads * YEARS,
        "land": project.land_m2,
        "rent": None if floor is None else floor * 12.0 * YEARS,
    }[item]


def priced(cost: Cost, amount: float, rates: Rates) -> Span:
    """What an amount of an item costs, at the price of its year, without increase or discount."""
    rate = rate_of(cost.currency, rates)
    _, low, high = cost.times(amount * (1.0 if rate is None else rate))
    return Span(low=low, high=high, currency=cost.currency if rate is None else "CNY")


def together(one: Span, other: Span) -> Span:
    """Two costs together: at least what is known of either, at most what is known of both.

    Not known where their currencies differ.

    Examples
    --------
    >>> together(Span(low=5.0, high=9.0), NOT_KNOWN)
    Span(low=5.0, high=nan, currency='CNY')
    """
    known = [span for span in (one, other) if span.known]
    currencies = {span.currency for span in known}
    if len(currencies) != 1:
        return NOT_KNOWN
    low = float(np.nansum([span.low for span in known]))
    return Span(low=low, high=one.high + other.high, currency=currencies.pop())


def less(costs: Span, incentives: Span) -> Span:
    """Costs less incentives, each end against the far end of the other; same currency only."""
    if costs.currency != incentives.currency:
        return NOT_KNOWN
    return Span(low=costs.low - incentives.high, high=costs.high - incentives.low)
