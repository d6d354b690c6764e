"""What the incentive rules at the chosen site would pay: rule by rule, and year by year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from recommender.incentive_words import cny, rule_in_words, sum_in_words
from recommender.messages import message
from views.folded import folded
from views.rates import draw_in_own_currency
from views.sentences import say, say_plain
from views.state import t
from views.tables import draw_listed, draw_plain

if TYPE_CHECKING:
    from recommender.incentive_report import Incentives


def draw_incentives(found: Incentives) -> None:
    """Draw the sums, the years, and every rule with amount, conditions, end and source."""
    title = t(
        message("Incentives, what they would pay over ten years ({n} computed)").text,
        n=int(found.rules["counts_for"].map(bool).sum()),
    )
    box = folded(title, "incentive_rules")
    if not box.open:
        return
    with box:
        st.markdown(say_plain(sum_in_words(found)))
        draw_in_own_currency(found.total["low"], found.total["high"], t(message("Incentives").text))
        if not found.collected:
            st.caption(
                t(
                    message(
                        "No rule of this city was collected: the high end is not known here."
                    ).text
                )
            )
        out = found.rules["status"] == "not_eligible"
        _draw_rules(found.rules[~out], "incentives")
        if out.any():
            st.markdown(f"**{t(message('Not for this project').text)}**")
            _draw_rules(found.rules[out], "incentives_out")
        st.markdown(f"**{t(message('Year by year, in CNY').text)}**")
        draw_plain(_years(found), "incentive_years")


def _draw_rules(rules: pd.DataFrame, key: str) -> None:
    rows = rules.to_dict(orient="records")
    draw_listed(
        ((row["title"], rule_in_words(row), _day(row["as_of"]), row["source"]) for row in rows),
        key,
    )


def _day(day: object) -> str:
    return day if isinstance(day, str) else ""


def _years(found: Incentives) -> pd.DataFrame:
    heads = [message("Low").text, message("Middle").text, message("High").text]
    table = found.schedule.map(_cny)
    table.columns = pd.Index([t(head) for head in heads])
    return table.reset_index(names=t(message("Year").text))


def _cny(amount: float) -> str:
    words = cny(amount)
    return words if isinstance(words, str) else say(words)
