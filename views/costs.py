"""Costs: what is known of each city, once, and ten years of labour and occupancy at a site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from recommender.cost_report import LINES, citations, city_costs, span_in_words
from recommender.messages import message, several
from views.folded import folded
from views.markdown import plain
from views.rates import draw_in_own_currency
from views.state import t
from views.tables import draw_listed, in_words

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.cost_report import Account
    from recommender.ranking import Entry, Ranking


def draw_city_costs(catalogue: Catalogue, ranking: Ranking, shown: tuple[Entry, ...]) -> None:
    """Draw labour, land and floor of the cities that are shown, each city once."""
    box = folded(t(message("Costs by city").text), "city_costs")
    if not box.open:
        return
    with box:
        cities = [str(catalogue.sites.at[entry.site_id, "city"]) for entry in shown]
        found = city_costs(catalogue, ranking.profile, cities)
        for city, rows in found.groupby(found["city"].map(in_words), sort=False):
            st.markdown(f"**{plain(str(city))}**")
            listed = rows[["what", "value", "as_of", "source"]].itertuples(index=False, name=None)
            draw_listed(listed, f"costs_{rows.index[0]}")


def draw_account(catalogue: Catalogue, found: Account) -> None:
    """Draw ten years of labour and occupancy, with and without incentives."""
    box = folded(t(message("Costs over ten years").text), "account")
    if not box.open:
        return
    with box:
        draw_listed(
            (
                (
                    message(LINES[name]),
                    several((span_in_words(line.span), *line.why)),
                    line.as_of,
                    "; ".join(citations(catalogue, line.figures)),
                )
                for name, line in found.lines.items()
            ),
            "account_lines",
        )
        net = found.lines["net"].span
        if net.currency == "CNY":
            draw_in_own_currency(net.low, net.high, t(LINES["net"]))
