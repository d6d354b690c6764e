"""Matched leads as tables: a row a lead, a row a lead and entry, and the rows that are no leads."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from recommender.leads.lead import CellFault
from recommender.match.order import in_order, placed
from recommender.match.told import Told, points
from recommender.messages import message
from recommender.texts import render, translate

ENTRY_COLUMNS = (
    "lead_id", "rank", "site_id", "name_en", "name_zh", "score", "score_low", "score_high",
    "coverage", "tier", "top1_share", "city", "why", "must_haves", "ask", "family", "company",
    "industry", "call_place", "warnings",
)  # fmt: skip
"""Columns of `entries_table`; the headers of the leads' own file follow."""

LEAD_COLUMNS = {
    "place": message("Call").text,
    "lead_id": message("Lead id").text,
    "company": message("Company").text,
    "industry": message("Industry as read").text,
    "site": message("Best site").text,
    "city": message("City").text,
    "score": message("Points (of 100)").text,
    "low": message("at least").text,
    "high": message("at most").text,
    "level": message("Sites level with it").text,
    "listed": message("Sites listed").text,
    "open": message("Must-haves to be asked").text,
    "capex": message("Investment (CNY)").text,
    "land": message("Land (mu)").text,
    "jobs": message("Jobs").text,
    "worth": message("Worth of the investment (of 100)").text,
    "priority": message("Priority (of 100)").text,
    "reason": message("Why at this place").text,
    "warnings": message("To be checked").text,
}
"""Columns of `leads_table` and their titles."""

REJECTED_COLUMNS = {
    "row": message("Row").text,
    "column": message("Column").text,
    "value": message("Value found").text,
    "reason": message("Reason").text,
}


ENTRY_TITLES = {
    "lead_id": message("Lead id").text, "rank": message("Rank").text,
    "site_id": message("Site id").text, "name_en": message("Site, English name").text,
    "name_zh": message("Site").text, "score": message("Score (of 1)").text,
    "score_low": message("Score at least").text, "score_high": message("Score at most").text,
    "coverage": message("How much is known").text, "tier": message("Group").text,
    "top1_share": message("First, share of weightings").text, "city": message("City").text,
    "why": message("Why").text, "must_haves": message("Must-haves").text,
    "ask": message("Ask").text, "family": message("Same family").text,
    "company": message("Company").text, "industry": message("Industry as read").text,
    "call_place": message("Call").text, "warnings": message("To be checked").text,
}  # fmt: skip
"""What a Chinese sheet calls the columns that programs know by their names."""


def titled(table: pd.DataFrame, language: str) -> pd.DataFrame:
    """A table of entries with titles for a reader of Chinese; in English with the columns' names,
    which programs read."""
    if language == "en":
        return table
    return table.rename(columns={n: translate(t, language) for n, t in ENTRY_TITLES.items()})


def leads_table(leads: Sequence[Told], language: str) -> pd.DataFrame:
    """One row a lead, those to call first before the others, with the reason of the order; titles
    in the reader's language."""
    places = placed([(one.fit, one.capex) for one in leads])
    rows = [
        leads[i].lead
        | {
            "place": places[i].place,
            "worth": points(places[i].worth),
            "priority": None if places[i].priority is None else points(places[i].priority or 0.0),
            "reason": render(places[i].reason, language),
        }
        for i in in_order(places)
    ]
    table = pd.DataFrame(rows, columns=list(LEAD_COLUMNS), dtype=object)
    return table.rename(columns={n: translate(t, language) for n, t in LEAD_COLUMNS.items()})


def entries_table(leads: Sequence[Told], headers: Sequence[str] = ()) -> pd.DataFrame:
    """One row a lead and entry in the order of the leads' file; a lead without entries has one row
    that says why. `headers` are columns of the file that are carried along."""
    places = placed([(one.fit, one.capex) for one in leads])
    own = {header: _own(header) for header in headers}
    rows = [
        entry
        | {name: one.lead[name] for name in ("lead_id", "company", "industry", "warnings")}
        | {"call_place": where.place}
        | {title: one.row.get(header, "") for header, title in own.items()}
        for one, where in zip(leads, places, strict=True)
        for entry in one.entries
    ]
    return pd.DataFrame(rows, columns=[*ENTRY_COLUMNS, *own.values()], dtype=object)


def _own(header: str) -> str:
    """A header of the file, told from our own columns."""
    return f"{header} (lead)" if header in ENTRY_COLUMNS else header


def rejected_table(faults: Sequence[CellFault], language: str) -> pd.DataFrame:
    """One row a cell that keeps its row from being a lead: row, column, value and reason."""
    rows = [(f.row, f.column, f.value, render(f.reason, language)) for f in faults]
    return pd.DataFrame(rows, columns=[translate(t, language) for t in REJECTED_COLUMNS.values()])
