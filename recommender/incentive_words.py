"""What is said of incentives: amounts, conditions, statuses and sums in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from features.formulas import Formula
from features.gazetteer import both_names
from features.incentives import Condition
from features.rows import text_of
from recommender.messages import Message, message, several
from recommender.words import CURRENCIES, FUNCTIONS, OWNERSHIPS, PROJECT_KINDS

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.incentive_report import Incentives

ENDS = ("low", "mid", "high")
STATUS_WORDS = {
    "eligible": message("conditions met").text,
    "unknown": message("to be checked").text,
    "not_eligible": message("not eligible").text,
}
MISSING = {
    "capex": message("the investment").text,
    "equipment": message("the cost of equipment").text,
    "construction": message("the cost of construction").text,
    "foreign_capital": message("paid-in foreign capital").text,
    "rd": message("yearly research spending").text,
    "tax": message("yearly tax").text,
    "floor": message("the floor area").text,
    "interest": message("loan interest").text,
    "output": message("yearly output").text,
}
"""Facts of a project that would narrow an amount."""


def title_of(row: Mapping[Any, Any]) -> dict[str, str]:
    """The title of a rule of the ledger by language."""
    return both_names(row["title_en"], row["title_zh"])


def cap_in_words(formula: Formula | None, currency: str) -> Message | None:
    """What a rule pays at most; None where nothing is stated."""
    if formula is None or formula.cap is None:
        return None
    words = {"cap": cny(formula.cap), "currency": CURRENCIES[currency]}
    if formula.per == "year":
        return message("at most {cap} {currency} a year", **words)
    return message("at most {cap} {currency} a project", **words)


def rivals_in_words(catalogue: Catalogue, rule: str) -> list[Message]:
    """What the sources say of a rule where they disagree."""
    beside = catalogue.other_evidence
    rows = beside[(beside["subject_kind"] == "incentive") & (beside["subject_id"] == rule)]
    if rows.empty:
        return []
    stated = tuple(
        f"{row['value']} ({text_of(row['said_on']) or '-'})" for row in rows.to_dict("records")
    )
    return [message("sources disagree: {stated}", stated=stated)]


def condition_in_words(condition: Condition) -> Message:
    """What a condition asks that is not met, or not stated."""
    makers = {
        "sector": lambda c: message("another industry") if c.result == "fail"
        else message("the industry is not recognised"),
        "functions": lambda c: message("asks for {needed}", needed=_codes(c.needed, FUNCTIONS)),
        "ownership": lambda c: message("asks for {needed}", needed=_codes(c.needed, OWNERSHIPS)),
        "kind": lambda c: message("asks for {needed}", needed=_codes(c.needed, PROJECT_KINDS)),
        "capex": lambda c: message("asks for an investment of at least {least} CNY{stated}",
                                   least=_grouped(c.needed), stated=_stated(c)),
        "output": lambda c: message("asks for an output of at least {least} CNY{stated}",
                                    least=_grouped(c.needed), stated=_stated(c)),
        "foreign_capital": lambda c: message(
            "asks for paid-in foreign capital of at least {least} USD in a year",
            least=_grouped(c.needed)),
        "begun": lambda c: message("begins only on {day}", day=c.needed),
        "ended": lambda c: message("ended on {day}; pays again only if prolonged", day=c.needed),
        "ask": lambda c: message("condition: {what}",
                                 what={"en": c.needed, "zh": c.needed_zh}),
    }  # fmt: skip
    return makers[condition.what](condition)


def _codes(codes: str, words: Mapping[str, str]) -> tuple[Message, ...]:
    return tuple(Message(text=words[code]) for code in codes.split(";"))


def _grouped(number: str) -> str:
    return f"{float(number):,.0f}"


def _stated(condition: Condition) -> Message | str:
    if not condition.stated:
        return ""
    return message(", stated {stated}", stated=_grouped(condition.stated))


def sum_in_words(found: Incentives) -> Message:
    """The sums over ten years and their value at the start; what bounds the high end."""
    said = _sum_in_words(found)
    if found.limited:
        limit = message("Tax reliefs together count no more than the tax that is stated.")
        said = message("{one} {more}", one=said, more=limit)
    rules = found.rules
    bare = int((~rules["computed"].astype(bool) & (rules["status"] != "not_eligible")).sum())
    if bare:
        more = message(
            "{n} further {n:rule|rules} may pay here and {n:is|are} not computed.", n=bare
        )
        said = message("{one} {more}", one=said, more=more)
    return said


def _sum_in_words(found: Incentives) -> Message:
    total = found.total
    if np.isnan(total["high"]):
        return message(
            "At least {low} CNY over ten years; what else there is here is not known.",
            low=cny(total["low"]),
        )
    said = {
        **{end: cny(total[end]) for end in ENDS},
        "pv": cny(found.present["mid"]), "rate": f"{100 * found.discount:g}",
    }  # fmt: skip
    if not np.isfinite(total["high"]):
        return message(
            "At least {low} CNY over ten years, {mid} in the middle, worth {pv} at the start at "
            "{rate} % a year; the high end has no bound while these are not stated: {facts}.",
            **{**said, "facts": found.unbounded_by},
        )
    return message(
        "{low} to {high} CNY over ten years, {mid} in the middle, worth {pv} at the start at "
        "{rate} % a year.",
        **said,
    )


def cny(amount: float) -> str | Message:
    """An amount with its thousands set apart, or that it is not known or has no bound."""
    if np.isnan(amount):
        return message("not known")
    return f"{amount:,.0f}" if np.isfinite(amount) else message("no bound")


def rule_in_words(row: Mapping[Any, Any]) -> Message:
    """What one rule would pay, at which rate, its status, its conditions and its end."""
    status = Message(text=STATUS_WORDS[row["status"]])
    if row["status"] == "not_eligible":
        return several((status, *row["why"]))
    end = row["valid_to"]
    valid = message("until {day}", day=end.date()) if pd.notna(end) else message("no end was seen")
    said = (
        *((_amounts(row),) if row["computed"] else ()),
        *((row["rate"],) if row["rate"] else ()),
        *((row["cap"],) if row["cap"] is not None else ()),
        status,
        *row["why"],
        valid,
    )
    return several(said)


def _amounts(row: Mapping[Any, Any]) -> Message:
    return message(
        "{low} / {mid} / {high} {currency} over ten years (low, middle, high)",
        **{end: cny(row[end]) for end in ENDS}, currency=CURRENCIES[row["currency"]],
    )  # fmt: skip
