"""The sheets of a short list's workbook, from the summary to the method."""

from __future__ import annotations

import pandas as pd

from recommender.cells import Kind
from recommender.confidential.listed import Confidential
from recommender.confidential.project import range_table
from recommender.confidential.veil import veiled_table
from recommender.incentive_words import ENDS
from recommender.listed import Listed
from recommender.shortlist_method import method_table
from recommender.shortlist_sources import source_table

OF_A_RULE = {end: f"{end} (in currency)" for end in ENDS}
OF_A_YEAR = {end: f"{end} (CNY)" for end in ENDS}
"""Headers of amounts with their unit; a rule's stands in the column `currency`."""

KINDS: dict[str, Kind] = dict.fromkeys((*OF_A_RULE.values(), *OF_A_YEAR.values()), "money")
"""Kinds of columns that hold nothing where nothing bounds an amount."""


def sheets_of(listed: Listed) -> dict[str, pd.DataFrame]:
    """The tables of a short list by the name of their sheet, in the order of a workbook."""
    if isinstance(listed, Confidential):
        exact, low, high = (sheets_of(shortlist) for shortlist in listed.each)
        veiled = {
            name: veiled_table(table, low[name], high[name], listed.language)
            for name, table in exact.items()
        }
        first = {"summary": listed.summary(), "project": range_table(listed)}
        return {**first, **{name: table for name, table in veiled.items() if name not in first}}
    sites = {
        f"{number} {entry.site_id}": listed.facts(entry.site_id)
        for number, entry in enumerate(listed.entries, start=1)
    }
    return {
        "summary": listed.summary(),
        "decision": listed.decision(),
        "costs by city": listed.city_costs(),
        "incentives": listed.incentives().rename(columns=OF_A_RULE),
        "incentive years": listed.incentive_years().rename(columns=OF_A_YEAR),
        **sites,
        "sources": source_table(listed),
        "method": method_table(listed),
    }
