"""A list of leads seen from one site as tables, and as the files that are made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from recommender.csv_table import csv_of
from recommender.engine import ENGINE_VERSION
from recommender.match.tables import rejected_table
from recommender.messages import message
from recommender.places import site_name
from recommender.ranking import EXCLUDED, NOT_ON_OFFER, OTHER_INDUSTRY, TOO_LITTLE_KNOWN
from recommender.reverse.filled import WAYS_FOR
from recommender.sheets import write_workbook
from recommender.texts import in_language, render, translate

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.reverse.filled import Filled
    from recommender.reverse.seen import Miss, Suit

STANDINGS = {
    EXCLUDED: message("Excluded by a must-have").text,
    OTHER_INDUSTRY: message("Other industries").text,
    TOO_LITTLE_KNOWN: message("Too little known to rank").text,
    NOT_ON_OFFER: message("Not yet on offer").text,
}
SUITS = {
    "lead_id": message("Lead id").text,
    "company": message("Company").text,
    "place": message("Place in its list").text,
    "points": message("Points (of 100)").text,
    "low": message("at least").text,
    "high": message("at most").text,
    "behind": message("Points behind its first site").text,
    "first": message("Its first site").text,
    "open": message("Must-haves to be asked").text,
    "wins_if": message("What would win it").text,
    "investment_cny": message("Investment (CNY)").text,
    "land_mu": message("Land (mu)").text,
    "priority": message("Priority (of 100)").text,
}
"""Columns of `suits_table` and their titles."""
MISSES = {
    "lead_id": message("Lead id").text,
    "company": message("Company").text,
    "standing": message("Why not").text,
    "misses": message("What it would miss").text,
    "investment_cny": message("Investment (CNY)").text,
}
"""Columns of `misses_table` and their titles."""

VERIFIED = message("first if {ways} (ranked anew)").text
BEHIND = message("the first site is ahead: {criteria}").text
SAME_IDEA = message("{place} (another site of the same idea heads it)").text
_SHEETS = {
    "suits": message("suits").text, "misses": message("misses").text,
    "rejected": message("rejected").text, "method": message("method").text,
}  # fmt: skip

METHOD = (
    message(
        "Every lead is ranked like a single project; a lead suits when the site is on its list. "
        "The place is that of the site's entry in the lead's list, one entry a family of sites."
    ).text,
    message(
        "Leads stand by the place of the site in their list, then by priority: the mean of the "
        "points of the lead's best site and of the worth of its investment."
    ).text,
    message(
        "For the {n} leads of highest priority that the site would have to win, changes that "
        "people can make were looked for and each was ranked anew; for the others only the "
        "criteria in which the first site is ahead are told."
    ).text,
    message(
        "A site may score more than the first and not head the list: a site of the same idea that "
        "matches better heads it."
    ).text,
)
MADE = message("{site}, as known on {on}. Engine {engine}, data {data}.").text


def suits_table(catalogue: Catalogue, filled: Filled, language: str) -> pd.DataFrame:
    """One row a lead that suits, titles in the reader's language."""
    rows = [_suit(catalogue, suit, language) for suit in filled.suits]
    return _titled(rows, SUITS, language)


def misses_table(filled: Filled, language: str) -> pd.DataFrame:
    """One row a lead for which the site is not listed, with what it would miss."""
    return _titled([_miss(miss, language) for miss in filled.misses], MISSES, language)


def filled_workbook(catalogue: Catalogue, filled: Filled, language: str) -> bytes:
    """The workbook: who suits, who does not, rows that are no leads, method."""
    sheets = {
        "suits": suits_table(catalogue, filled, language),
        "misses": misses_table(filled, language),
        "rejected": rejected_table(filled.faults, language),
        "method": _method(catalogue, filled, language),
    }
    named = {translate(_SHEETS[name], language): table for name, table in sheets.items()}
    return write_workbook(named, created=filled.on, language=language)


def filled_csv(catalogue: Catalogue, filled: Filled, language: str) -> bytes:
    """The leads that suit and then the others, one row a lead, as CSV."""
    tables = [suits_table(catalogue, filled, language), misses_table(filled, language)]
    columns = dict.fromkeys(name for table in tables for name in table.columns)
    rows = [row for table in tables for row in table.to_dict(orient="records")]
    return csv_of(pd.DataFrame(rows, columns=list(columns), dtype=object))


def _suit(catalogue: Catalogue, suit: Suit, language: str) -> dict[str, object]:
    project = suit.lead.profile.project
    apart = "; " if language == "en" else "；"
    place = translate(SAME_IDEA, language, place=suit.place)
    return {
        "lead_id": suit.lead.lead_id,
        "company": suit.lead.company,
        "place": suit.place if suit.heads else place,
        **{name: round(getattr(suit, name), 1) for name in ("points", "low", "high", "behind")},
        "first": in_language(site_name(catalogue, suit.first), language),
        "open": apart.join(translate(label, language) for label in suit.open),
        "wins_if": wins_in_words(suit, language),
        "investment_cny": project.capex_cny,
        "land_mu": project.land_mu,
        "priority": round(100 * suit.priority, 1),
    }


def wins_in_words(suit: Suit, language: str) -> str:
    """What would win a lead, in one cell; blank for the first site."""
    if suit.winning is None:
        return ""
    winning, apart = suit.winning, "\n"
    if winning.verified:
        return apart.join(
            translate(VERIFIED, language, ways=render(way, language)) for way in winning.ways
        )
    lines = [render(winning.why_not, language)] if winning.why_not else []
    ahead = ("; " if language == "en" else "；").join(render(m, language) for m in winning.ahead)
    return apart.join([*lines, *([translate(BEHIND, language, criteria=ahead)] if ahead else [])])


def _miss(miss: Miss, language: str) -> dict[str, object]:
    return {
        "lead_id": miss.lead.lead_id,
        "company": miss.lead.company,
        "standing": translate(STANDINGS[miss.standing], language),
        "misses": "\n".join(render(said, language) for said in miss.misses),
        "investment_cny": miss.lead.profile.project.capex_cny,
    }


def _titled(rows: list[dict[str, object]], titles: dict[str, str], language: str) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=list(titles), dtype=object)
    return table.rename(
        columns={name: translate(title, language) for name, title in titles.items()}
    )


def _method(catalogue: Catalogue, filled: Filled, language: str) -> pd.DataFrame:
    made = message(
        MADE, site=site_name(catalogue, filled.site_id), on=filled.on, engine=ENGINE_VERSION,
        data=catalogue.digest[:16],
    )  # fmt: skip
    lines = [*(translate(line, language, n=WAYS_FOR) for line in METHOD), render(made, language)]
    return pd.DataFrame({translate(_SHEETS["method"], language): lines})
