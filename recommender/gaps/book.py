"""The files of demand gaps: a workbook, or CSV files beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from recommender.engine import ENGINE_VERSION
from recommender.gaps.pairs import CRITERION, MUST_HAVE, SAME_IDEA, Pair
from recommender.gaps.tables import (
    by_attribute,
    by_attribute_and_site,
    by_site,
    pairs_table,
    totals,
)
from recommender.match.tables import rejected_table
from recommender.messages import message
from recommender.places import regions_in_words, site_name
from recommender.ranking import NOT_ON_OFFER, TOO_LITTLE_KNOWN
from recommender.sheets import write_workbook
from recommender.texts import in_language, render, translate

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.leads.lead import Leads
    from recommender.match.matched import Setting

WORDS = {
    MUST_HAVE: message("a must-have that fails").text,
    CRITERION: message("behind the first site by").text,
    SAME_IDEA: message("another site of the same idea heads it").text,
    NOT_ON_OFFER: message("Not yet on offer").text,
    TOO_LITTLE_KNOWN: message("Too little known to rank").text,
}
TITLES = {
    "kind": message("Lost to").text,
    "attribute": message("Attribute").text,
    "site_id": message("Site id").text,
    "site": message("Site").text,
    "pairs": message("Pairs of lead and site").text,
    "leads": message("Leads").text,
    "leads_alone": message("Leads, alone").text,
    "leads_with_others": message("Leads, with others").text,
    "jobs_alone": message("Jobs, alone").text,
    "jobs_not_stated_alone": message("do not state jobs, alone").text,
    "capex_alone": message("Investment (CNY), alone").text,
    "capex_not_stated_alone": message("do not state investment, alone").text,
    "jobs_with_others": message("Jobs, with others").text,
    "jobs_not_stated_with_others": message("do not state jobs, with others").text,
    "capex_with_others": message("Investment (CNY), with others").text,
    "capex_not_stated_with_others": message("do not state investment, with others").text,
    "in_the_running": message("In the running").text,
    "won": message("Won").text,
    "lost": message("Lost").text,
    "other_industry": message("Other industries").text,
    "jobs": message("Jobs lost").text,
    "jobs_not_stated": message("Lost leads that do not state jobs").text,
    "capex": message("Investment lost (CNY)").text,
    "capex_not_stated": message("Lost leads that do not state investment").text,
    "lost_must_have": message("Lost to must-haves").text,
    "lost_criterion": message("Lost by points").text,
    "lost_same_idea": message("Headed by another of the same idea").text,
    "lost_not_yet_on_offer": message("Lost since not on offer").text,
    "lost_too_little_known": message("Lost since too little is known").text,
    "several": message("Lost to several must-haves together").text,
    "leads_won": message("Leads won by at least one of our sites").text,
    "leads_lost": message("Leads won by none, and lost by at least one").text,
    "what": message("What").text,
    "count": message("Count").text,
}
_SHEETS = {
    "cells": message("by attribute and site").text,
    "attributes": message("by attribute").text,
    "sites": message("by site").text,
    "totals": message("totals").text,
    "pairs": message("pairs").text,
    "rejected": message("rejected").text,
    "method": message("method").text,
}
METHOD = (
    message(
        "A pair is a lead and one of our sites. It is in the running when the site is of the "
        "lead's industry; pairs of other industries are only counted."
    ).text,
    message(
        "A pair is won when the site is listed and heads the lead's first entry or is of its "
        "family; entries that share the first place all count."
    ).text,
    message(
        "A pair is lost to the must-haves that fail; to the one criterion in which the lead's "
        "first site is most points ahead, where the site is listed behind; or since the site is "
        "not on offer or too little known."
    ).text,
    message(
        "Alone: nothing else kept the site away. With others: several must-haves failed together, "
        "and each of them shows the lead. In “totals” and “by site” such a pair counts once."
    ).text,
    message(
        "“By attribute” counts a lead once over all sites, as alone where at some site the "
        "attribute alone kept it away; alone and with others add up to the leads."
    ).text,
    message(
        "Jobs and investment are sums over the leads that state them; how many do not stands "
        "beside. What is not stated is not zero."
    ).text,
    message("Every total can be made again from the sheet “pairs”.").text,
)
MADE = message(
    "{n} {n:lead|leads}, {sites} {sites:site|sites} of ours; looked for in: {regions}; as known on "
    "{on}. Engine {engine}, data {data}."
).text


@dataclass(frozen=True, kw_only=True)
class GapsFile:
    """Everything that the files of demand gaps say."""

    catalogue: Catalogue
    leads: Leads
    setting: Setting
    sites: Sequence[str]
    found: Sequence[Pair]
    language: str

    @cached_property
    def pairs(self) -> pd.DataFrame:
        """One row a lead and site, from which every total is made."""
        return pairs_table(self.found)

    def tables(self) -> dict[str, pd.DataFrame]:
        """The tables by their short names, titles and words in the reader's language."""
        made = {
            "cells": by_attribute_and_site(self.pairs),
            "attributes": by_attribute(self.pairs),
            "sites": by_site(self.pairs),
            "totals": totals(self.pairs),
        }
        return {
            **{name: self._in_words(table) for name, table in made.items()},
            "pairs": self.pairs,
            "rejected": rejected_table(self.leads.faults, self.language),
            "method": self._method(),
        }

    def workbook(self) -> bytes:
        """The workbook of the gaps."""
        sheets = {self._t(_SHEETS[name]): table for name, table in self.tables().items()}
        return write_workbook(sheets, created=self.leads.on, language=self.language)

    def _in_words(self, table: pd.DataFrame) -> pd.DataFrame:
        words = table.copy()
        if "site_id" in words:
            place = list(words.columns).index("site_id") + 1
            words.insert(place, "site", [self._name(site) for site in table["site_id"]])
        if "kind" in words:
            words["kind"] = [self._t(WORDS[kind]) for kind in table["kind"]]
            words["attribute"] = [self._label(name) for name in table["attribute"]]
        if "what" in words:
            words["what"] = [self._t(TITLES[name]) for name in table["what"]]
        return words.rename(columns={name: self._t(TITLES[name]) for name in words})

    @cached_property
    def _labels(self) -> dict[str, str]:
        named = (zip(pair.attributes, pair.labels, strict=True) for pair in self.found)
        return {name: label for pairs in named for name, label in pairs}

    def _label(self, name: str) -> str:
        """An attribute in words; what is no attribute is said by its kind already."""
        return self._t(self._labels[name]) if name in self._labels else ""

    def _name(self, site: str) -> str:
        return in_language(site_name(self.catalogue, site), self.language)

    def _method(self) -> pd.DataFrame:
        made = message(
            MADE, n=len(self.leads.leads), sites=len(self.sites), on=self.leads.on,
            regions=regions_in_words(self.setting.regions, self.language), engine=ENGINE_VERSION,
            data=self.catalogue.digest[:16],
        )  # fmt: skip
        lines = [*map(self._t, METHOD), render(made, self.language)]
        return pd.DataFrame({self._t(_SHEETS["method"]): lines})

    def _t(self, text: str) -> str:
        return translate(text, self.language)
