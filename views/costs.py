"""Costs: what is known of each city, once, and ten years of labour and occupancy at a site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from recommender.cost_report import LINES, citations, city_costs, line_in_words
from recommender.messages import message
from views.folded import folded
from views.sentences import say
from views.state import t
from views.tables import HEADS, draw_facts, draw_plain, in_words

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
        found = city_costs(catalogue, ranking.profile, cities).map(in_words)
        heads = {"city": message("City").text, **HEADS}
        found.columns = pd.Index([t(heads[name]) for name in found.columns])
        draw_plain(found, "city_cost_rows")


def draw_account(catalogue: Catalogue, found: Account) -> None:
    """Draw ten years of labour and occupancy, with and without incentives."""
    box = folded(t(message("Costs over ten years").text), "account")
    if not box.open:
        return
    with box:
        rows = [
            (
                t(LINES[name]),
                "; ".join(say(m) for m in (line_in_words(line), *line.why)),
                line.as_of,
                "; ".join(citations(catalogue, line.figures)),
            )
            for name, line in found.lines.items()
        ]
        draw_facts(pd.DataFrame(rows, columns=list(HEADS)), "account_rows")
