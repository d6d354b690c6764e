"""A short list to be sent: chosen entries of a ranking, with a note per site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from features.rows import text_of
from recommender.cost_report import LINES, citations, city_costs, span_in_words
from recommender.decision_sheet import PROJECT, decision_rows
from recommender.explanation import Explanation, explain, questions
from recommender.facts import strongest_fact
from recommender.incentive_report import Incentives, incentives_at
from recommender.incentive_words import ENDS, STATUS_WORDS, rule_in_words, sum_in_words
from recommender.journeys import USUAL, by, in_sum, way_between
from recommender.messages import Message, message, several
from recommender.places import place_name, site_name
from recommender.ranking import Entry, Ranking
from recommender.report import compared
from recommender.robustness import Robustness, robustness
from recommender.site_facts import NETWORK
from recommender.stated import stated_value
from recommender.sureness_report import shares_json
from recommender.sureness_words import standing_in_words
from recommender.texts import in_language, render, translate
from recommender.told import answer_in_words, heard
from recommender.words import RESULTS, attribute_words

if TYPE_CHECKING:
    from features.catalogue import Catalogue


@dataclass(frozen=True, kw_only=True)
class Shortlist:
    """Entries of a ranking in the language of their reader, with notes by site id.

    `remarks` say of the project what its profile cannot.
    """

    catalogue: Catalogue
    ranking: Ranking
    entries: tuple[Entry, ...]
    language: str = "en"
    notes: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[Message, ...] = ()

    @property
    def on(self) -> date:
        """The day of knowledge."""
        return self.ranking.profile.on

    def name(self, site_id: str) -> str:
        """The site's name in the language of the list."""
        return in_language(site_name(self.catalogue, site_id), self.language)

    def summary(self) -> pd.DataFrame:
        """One row an entry: rank, ids, names, score and bounds, what is assumed, family, ask."""
        return pd.DataFrame([self._row(entry) for entry in self.entries], columns=list(COLUMNS))

    def facts(self, site_id: str) -> pd.DataFrame:
        """Everything that is sent about one site: what, value, as of, source."""
        found = explain(self.catalogue, self.ranking, site_id)
        rows = [("site_id", site_id, "", "")]
        rows += [(self._t("Why"), self._say(m), "", "") for m in found.reasons_for]
        rows += [(self._t("Reasons against"), self._say(m), "", "") for m in found.reasons_against]
        rows += [
            (
                self._t("Must-haves"),
                f"{self._t(RESULTS[c.result(site_id)])}: {self._say(c.reason(site_id))}",
                "",
                "",
            )
            for c in found.checks
        ]
        how = self._sureness()
        if site_id in how.table.index:
            sure = standing_in_words(self.catalogue, self.ranking, how, site_id)
            rows.append((self._t(SURE), self._say(sure), "", ""))
        rows += [
            (self._t(TOLD), self._say(answer_in_words(self.catalogue, self.ranking.profile, told)),
             (told.on or self.ranking.profile.on).isoformat(), self._t(TOLD))
            for told in heard(self.ranking.profile) if told.site_id == site_id
        ]  # fmt: skip
        asked = questions(self.ranking, site_id)
        rows += [(self._t("Ask"), self._say(question), "", "") for question in asked]
        rows += [*self._ways(site_id), *self._incentives(found), *self._costs(found)]
        rows += self._access(found)
        for s in found.sources.to_dict(orient="records"):
            day = s["as_of"] if isinstance(s["as_of"], str) else self._t("undated")
            what, value = attribute_words(s["attribute"]), stated_value(s)
            rows.append((self._say(what), self._say(value), day, s["citation"]))
        return pd.DataFrame(rows, columns=["what", "value", "as_of", "source"])

    def _ways(self, site_id: str) -> list[tuple[str, str, str, str]]:
        """Minutes to the usual places, each by its vehicle."""
        on = self.ranking.profile.on.isoformat()
        return [
            (
                self._say(message("{place}, {by}", place=place_name(self.catalogue, place),
                                  by=by(vehicle))),
                self._say(in_sum(way_between(self.catalogue, site_id, place,
                                             self.ranking.profile.roads.by(vehicle)))),
                on, self._say(message(NETWORK, on=on)),
            )
            for place, vehicle in USUAL
        ]  # fmt: skip

    def _incentives(self, found: Explanation) -> list[tuple[str, str, str, str]]:
        """What the incentive rules would pay, in sum and rule by rule."""
        total = sum_in_words(found.paid)
        return [
            (self._t(INCENTIVES), self._say(total), "", ""),
            *(
                (in_language(row["title"], self.language), self._say(rule_in_words(row)),
                 text_of(row["as_of"]) or self._t("undated"), str(row["source"]))
                for row in found.paid.rules.to_dict(orient="records")
            ),
        ]  # fmt: skip

    def _costs(self, found: Explanation) -> list[tuple[str, str, str, str]]:
        """The ten-year account, line by line, with the sources of its figures."""
        return [
            (f"{self._t(COSTS)}: {self._t(LINES[name])}",
             self._say(several((span_in_words(line.span), *line.why))),
             line.as_of,
             "; ".join(citations(self.catalogue, line.figures)))
            for name, line in found.costs.lines.items()
        ]  # fmt: skip

    def decision(self) -> pd.DataFrame:
        """What the list rests on: the project, the weights, how sure it is, what turns it and what
        to ask whom; columns what and value."""
        rows = decision_rows(self.catalogue, self.ranking, self.language)
        remarks = [(self._t(PROJECT), self._say(remark)) for remark in self.remarks]
        return pd.DataFrame([*remarks, *rows], columns=["what", "value"])

    def city_costs(self) -> pd.DataFrame:
        """What is known of labour, land and floor in the cities of the list, once a city."""
        cities = [str(self.catalogue.sites.at[e.site_id, "city"]) for e in self.entries]
        found = city_costs(self.catalogue, self.ranking.profile, cities)
        return found.assign(
            city=[in_language(names, self.language) for names in found["city"]],
            what=[self._say(m) for m in found["what"]],
            value=[self._say(m) for m in found["value"]],
        )

    def incentives(self) -> pd.DataFrame:
        """Every rule at every site: amounts as numbers, blank where nothing bounds them."""
        rows = [
            (
                entry.site_id, rule, in_language(row["title"], self.language),
                self._t(STATUS_WORDS[row["status"]]),
                *(_bounded(row[end]) if row["computed"] else None for end in ENDS),
                row["currency"], ";".join(row["counts_for"]), self._say(rule_in_words(row)),
                text_of(row["as_of"]) or self._t("undated"), row["source"],
            )
            for entry in self.entries
            for rule, row in self._paid(entry.site_id).rules.iterrows()
        ]  # fmt: skip
        return pd.DataFrame(rows, columns=list(RULE_COLUMNS)).astype(object)

    def incentive_years(self) -> pd.DataFrame:
        """The yearly sums of every site in CNY, blank where not known, with a total each."""
        rows: list[tuple[object, ...]] = []
        for entry in self.entries:
            found = self._paid(entry.site_id)
            rows += [
                (entry.site_id, int(str(year)), *map(_bounded, row))
                for year, row in zip(found.schedule.index, found.schedule.to_numpy(), strict=True)
            ]
            total = (_bounded(found.total[end]) for end in ENDS)
            rows.append((entry.site_id, self._t(message("total").text), *total))
        return pd.DataFrame(rows, columns=["site_id", "year", *ENDS]).astype(object)

    def _paid(self, site_id: str) -> Incentives:
        return incentives_at(self.catalogue, self.ranking.profile, site_id)

    def _access(self, found: Explanation) -> list[tuple[str, str, str, str]]:
        """Rules of market access that speak to the project's owner."""
        return [
            (in_language(row["what"], self.language), self._say(row["value"]),
             text_of(row["as_of"]) or self._t("undated"), str(row["source"]))
            for row in found.access.to_dict(orient="records")
        ]  # fmt: skip

    def _row(self, entry: Entry) -> dict[str, Any]:
        site, table = entry.site_id, self.ranking.table.loc[entry.site_id]
        found = explain(self.catalogue, self.ranking, site)
        fact = strongest_fact(self.catalogue, self.ranking.profile, site)
        names = self.catalogue.sites.loc[site]
        return {
            "rank": entry.rank,
            "site_id": site,
            "name_en": text_of(names["name_en"]),
            "name_zh": text_of(names["name_zh"]),
            "city": text_of(names["city"]),
            "score": float(table["score"]),
            "score_low": float(table["score_low"]),
            "score_high": float(table["score_high"]),
            "coverage": float(table["coverage"]),
            **shares_json(self._sureness(), site),
            "why": "; ".join(self._say(m) for m in found.reasons_for[:3]),
            "fact": self._say(fact) if fact else "",
            "ask": "; ".join(self._say(question) for question in questions(self.ranking, site)),
            "told": "; ".join(
                self._say(answer_in_words(self.catalogue, self.ranking.profile, told))
                for told in heard(self.ranking.profile)
                if told.site_id == site
            ),
            "assumed": ";".join(found.terms.index[found.terms["assumed"]]),
            "family": ";".join(entry.family),
            "note": self.notes.get(site, ""),
        }

    def _sureness(self) -> Robustness:
        """How sure the order is, of families or of sites as the list is."""
        return robustness(self.ranking, compared(self.ranking, self.entries))

    def _say(self, sentence: Any) -> str:
        return render(sentence, self.language)

    def _t(self, text: str) -> str:
        return translate(text, self.language)


RULE_COLUMNS = (
    "site_id", "incentive_id", "title", "status", *ENDS, "currency", "counts_for", "says", "as_of",
    "source",
)  # fmt: skip


def _bounded(amount: float) -> float | None:
    return float(amount) if np.isfinite(amount) else None


SURE = message("How sure").text
TOLD = message("Told by the investor").text
INCENTIVES = message("Incentives over ten years").text
COSTS = message("Costs over ten years").text

COLUMNS = (
    "rank", "site_id", "name_en", "name_zh", "city", "score", "score_low", "score_high",
    "coverage", "tier", "top1_share", "top3_share", "why", "fact", "ask", "told", "assumed",
    "family", "note",
)  # fmt: skip
"""Columns of the summary, in every format."""
