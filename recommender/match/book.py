"""The files of matched leads: a workbook that is worked through from the left, or CSV."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from recommender.cells import Kind
from recommender.csv_table import csv_of
from recommender.engine import ENGINE_VERSION
from recommender.explanation import statements
from recommender.leads.lead import CellFault
from recommender.match.matched import SAID, Setting
from recommender.match.order import in_order, placed
from recommender.match.tables import (
    ENTRY_TITLES,
    LEAD_COLUMNS,
    entries_table,
    leads_table,
    rejected_table,
    titled,
)
from recommender.match.told import Told
from recommender.messages import Message, message
from recommender.places import regions_in_words, site_name
from recommender.sheets import write_workbook
from recommender.stated import stated_value
from recommender.texts import in_language, render, translate
from recommender.words import attribute_words

if TYPE_CHECKING:
    from features.catalogue import Catalogue

OWN_SHEETS = 60
"""Leads that have a sheet of their own, in the order in which to call them: more sheets than that
nobody leafs through."""

_SHEETS = {
    "leads": message("leads").text, "entries": message("entries").text,
    "rejected": message("rejected").text, "sources": message("sources").text,
    "method": message("method").text,
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Matching:
    """Everything that a file of matched leads says.

    `headers` are columns of the leads' file that are carried along; `rows` counts its rows.
    """

    catalogue: Catalogue
    setting: Setting
    language: str
    on: date
    leads: Sequence[Told]
    faults: Sequence[CellFault]
    headers: Sequence[str] = ()

    def entries(self) -> pd.DataFrame:
        """One row a lead and entry."""
        return entries_table(self.leads, self.headers)

    def rejected(self) -> pd.DataFrame:
        """One row a cell that keeps a row from being a lead."""
        return rejected_table(self.faults, self.language)

    def sources(self) -> pd.DataFrame:
        """Every statement about a site of the list, with day and citation."""
        sites = dict.fromkeys(site for one in self.leads for site in one.sites)
        rows = [
            (
                site,
                in_language(site_name(self.catalogue, site), self.language),
                self._say(attribute_words(row["attribute"])),
                self._say(stated_value(row)),
                row["as_of"] if isinstance(row["as_of"], str) else self._t("undated"),
                row["citation"],
            )
            for site in sites
            for row in statements(self.catalogue, site).to_dict(orient="records")
        ]
        return pd.DataFrame(rows, columns=[self._t(head) for head in OF_SOURCE])

    def method(self) -> pd.DataFrame:
        """How the figures of the file come about."""
        rejected = len({fault.row for fault in self.faults})
        said = [
            message(METHOD_COUNT, n=len(self.leads), rejected=rejected),
            message(METHOD_SCORE),
            message(METHOD_UNKNOWN),
            message(METHOD_TIER, draws=self.setting.draws, among=self.setting.among),
            message(METHOD_ORDER),
            message(METHOD_ROWS, top=self.setting.top, said=SAID),
            message(METHOD_SHEETS, n=OWN_SHEETS),
            message(
                METHOD_WHERE,
                regions=regions_in_words(self.setting.regions, self.language),
                on=self.on,
            ),
            message(METHOD_MADE, engine=ENGINE_VERSION, data=self.catalogue.digest[:16]),
        ]
        head = self._t(_SHEETS["method"])
        return pd.DataFrame({head: [render(line, self.language) for line in said]})

    def of_lead(self, one: Told) -> pd.DataFrame:
        """One lead: its cells as they stood, then its sites with reasons, must-haves, questions."""
        rows: list[tuple[str, object]] = [
            (header, cell) for header, cell in one.row.items() if cell
        ]
        rows += [(self._t(INDUSTRY_READ), one.lead["industry"])]
        for entry in one.entries:
            rows += self._site(entry)
        if one.lead["warnings"]:
            rows.append((self._t("To be checked"), one.lead["warnings"]))
        heads = [self._t(head) for head in OF_LEAD]
        return pd.DataFrame(rows, columns=heads, dtype=object)

    def _site(self, entry: dict[str, object]) -> list[tuple[str, object]]:
        if not entry.get("site_id"):
            return [(self._t("Why"), entry["why"])]
        name = in_language(site_name(self.catalogue, str(entry["site_id"])), self.language)
        low, middle, high = (float(str(entry[n])) for n in ("score_low", "score", "score_high"))
        points = message(POINTS, points=round(100 * middle, 1), low=round(100 * low, 1),
                         high=round(100 * high, 1))  # fmt: skip
        return [
            (f"{entry['rank']}. {name}", f"{entry['city']} · {self._say(points)}"),
            (self._t("Why"), entry["why"]),
            (self._t("Must-haves"), entry["must_haves"]),
            (self._t("Ask"), entry["ask"]),
        ]

    def _t(self, text: str) -> str:
        return translate(text, self.language)

    def _say(self, words: Message | str) -> str:
        return render(words, self.language)


OF_SOURCE = (
    message("Site id").text, message("Site").text, message("What").text, message("Value").text,
    message("As of").text, message("Source").text,
)  # fmt: skip
OF_LEAD = (message("What").text, message("Value").text)
SCORES, SHARES = ("score", "score_low", "score_high"), ("coverage", "top1_share")
POINTS = message("{points} points of 100, {low} to {high} by what is not known").text
INDUSTRY_READ = message("Industry as read").text
METHOD_COUNT = message(
    "{n} {n:lead was|leads were} matched; {rejected} {rejected:row was|rows were} no lead and "
    "{rejected:stands|stand} on the sheet “rejected” with row, column, value and reason."
).text
METHOD_SCORE = message(
    "Every lead is ranked like a single project: points are the sum of weight times utility over "
    "the criteria that the lead asks, by fixed anchors, so that leads and sites can be compared. "
    "The sheet of entries has the same figure as a share of 1."
).text
METHOD_UNKNOWN = message(
    "What is not known of a site counts a stated typical utility, never zero and never the best; "
    "“at least” and “at most” show what the unknowns could change."
).text
METHOD_TIER = message(
    "Groups rest on {draws} plausible weightings over a lead's best {among} entries: sites of one "
    "group cannot be told apart. A single project on the page takes more weightings and all "
    "entries, so a group may differ there at its edge."
).text
METHOD_ORDER = message(
    "Leads are ordered by priority: the mean of the points of the best site and of the worth of "
    "the investment (0 up to 10 million CNY, 100 from one billion CNY, the same for every tenfold "
    "between; 25 where it is not stated). Both halves are judgement."
).text
METHOD_ROWS = message(
    "A lead has at most {top} entries, one a family of sites; each gives at most {said} reasons "
    "and questions."
).text
METHOD_SHEETS = message("The first {n} leads to call have a sheet of their own.").text
METHOD_WHERE = message("Looked for in: {regions}; as known on {on}.").text
METHOD_MADE = message("Engine {engine}, data {data}.").text


def match_workbook(matching: Matching) -> bytes:
    """The workbook: leads in the order in which to call them, every entry, the rejected rows, a
    sheet for each of the first leads, sources and method."""

    def named(name: str) -> str:
        return translate(_SHEETS[name], matching.language)

    sheets = {
        named("leads"): leads_table(matching.leads, matching.language),
        named("entries"): titled(matching.entries(), matching.language),
        named("rejected"): matching.rejected(),
    }
    order = in_order(placed([(one.fit, one.capex) for one in matching.leads]))
    for place, i in enumerate(order[:OWN_SHEETS], start=1):
        sheets[f"{place} {matching.leads[i].lead_id}"] = matching.of_lead(matching.leads[i])
    sheets[named("sources")] = matching.sources()
    sheets[named("method")] = matching.method()
    kinds: dict[str, Kind] = {translate(LEAD_COLUMNS["capex"], matching.language): "money"}
    kinds |= {translate(ENTRY_TITLES[n], matching.language): "score" for n in SCORES}
    kinds |= {translate(ENTRY_TITLES[n], matching.language): "share" for n in SHARES}
    return write_workbook(sheets, created=matching.on, kinds=kinds, language=matching.language)


def match_csv(matching: Matching) -> bytes:
    """One row a lead and entry; a row that is no lead is in no CSV but the one of the rejected."""
    return csv_of(matching.entries())


def rejected_csv(matching: Matching) -> bytes:
    """One row a cell that keeps a row from being a lead."""
    return csv_of(matching.rejected())
