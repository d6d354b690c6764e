"""What the incentive rules at the chosen site would pay: rule by rule, and year by year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from recommender.incentive_report import ENDS, STATUS_WORDS, cny, sum_in_words
from recommender.messages import message
from views import state
from views.folded import folded
from views.sentences import say, say_plain
from views.state import t
from views.tables import draw_plain

if TYPE_CHECKING:
    from recommender.incentive_report import Incentives


def draw_incentives(found: Incentives) -> None:
    """Draw the sums, every rule with its amount, conditions, end and source, and the years."""
    title = t(
        message("Incentives, what they would pay over ten years ({n} computed)").text,
        n=int(found.rules["computed"].sum()),
    )
    box = folded(title, "incentive_rules")
    if not box.open:
        return
    with box:
        st.markdown(say_plain(sum_in_words(found)))
        if not found.collected:
            st.caption(
                t(
                    message(
                        "No rule of this city was collected: the high end is not known here."
                    ).text
                )
            )
        draw_plain(_rules(found), "incentives")
        draw_plain(_years(found), "incentive_years")


def _rules(found: Incentives) -> pd.DataFrame:
    heads = [
        message("Rule").text, message("Status").text, message("Low, middle and high, CNY").text,
        message("Conditions").text, message("Valid to").text, message("As of").text,
        message("Source").text,
    ]  # fmt: skip
    rows = [
        (
            f"{row['title'][state.language()]}: {row['rate']}",
            t(STATUS_WORDS[row["status"]]),
            _amounts(row) if row["computed"] else "",
            "; ".join(say(said) for said in row["why"]),
            f"{row['valid_to']:%Y-%m-%d}"
            if pd.notna(row["valid_to"])
            else t(message("no end seen").text),
            row["as_of"] if isinstance(row["as_of"], str) else t(message("undated").text),
            row["source"],
        )
        for row in found.rules.to_dict(orient="records")
    ]
    return pd.DataFrame(rows, columns=[t(head) for head in heads])


def _amounts(row: dict[object, object]) -> str:
    unit = "" if row["currency"] == "CNY" else f" {row['currency']}"
    return " / ".join(_cny(float(str(row[end]))) for end in ENDS) + unit


def _years(found: Incentives) -> pd.DataFrame:
    heads = [message("Low").text, message("Middle").text, message("High").text]
    table = found.schedule.map(_cny)
    table.columns = pd.Index([t(head) for head in heads])
    return table.reset_index(names=t(message("Year").text))


def _cny(amount: float) -> str:
    words = cny(amount)
    return words if isinstance(words, str) else say(words)
