"""Who may do what where: rules of access by industry, ownership and place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from features.files import days
from features.incentives import covers
from features.lists import parts
from features.spelling import fold, tokens

OWNERS = {"foreign": ("foreign", "any"), "hk_macao": ("hk_macao", "foreign", "any"),
          "domestic": ("any",), None: ("foreign", "hk_macao", "any")}  # fmt: skip
"""Whose rules speak to an owner: Hong Kong and Macao investors follow the foreign list unless
CEPA is better (row cn-fdi-hkmo-by-reference), so its rules speak to them too, to be checked."""

CLOSED_WORDS = {"cn-fdi-stemcell-ban-2024": ("stem cell", "gene", "干细胞", "基因")}
"""Words of a project that name what a rule closes; without one of them it is a legal question
whether the rule counts, as the row itself says."""


@dataclass(frozen=True, kw_only=True)
class Access:
    """What the rules of access say of a project.

    Attributes
    ----------
    rules : the rows that speak to its industry and owner, those that close first
    scope : boolean table, sites by access_id: does the rule's place hold the site
    closes, opens : for each site, does a rule close the activity there, or open it again
    named : True when the project's words name what is closed
    """

    rules: pd.DataFrame
    scope: pd.DataFrame
    closes: pd.Series
    opens: pd.Series
    named: bool

    def at(self, site_id: str) -> pd.DataFrame:
        """The rules that hold at one site, those that close or open first."""
        held = self.scope.loc[site_id, list(self.rules.index)].to_numpy(dtype=bool)
        return self.rules[held]


def access_rules(
    rules: pd.DataFrame, scope: pd.DataFrame, codes: tuple[str, ...], owner: str | None, words: str
) -> Access:
    """The rules of access that speak to a project, over all sites.

    Parameters
    ----------
    rules : index access_id; sector_codes, ownership, effect
    scope : boolean table, sites by access_id
    words : the industry in the investor's words
    """
    spoken = parts(rules["sector_codes"]).map(lambda held: covers(held, codes)).astype(bool)
    steers = rules["effect"].isin(["closes", "opens"])
    # Of an owner who is not stated only what closes or opens matters, beside what is for all.
    told = steers | (rules["ownership"] == "any") if owner is None else True
    mine = rules[spoken & told & rules["ownership"].isin(OWNERS[owner])]
    order = mine["effect"].map({"closes": 0, "opens": 1, "requires": 2, "allows": 3})
    mine = mine.iloc[np.argsort(order.to_numpy(), kind="stable")]
    ends = {
        effect: scope[list(mine.index[mine["effect"] == effect])].any(axis=1)
        for effect in ("closes", "opens")
    }
    asked = fold(words)
    closed = [word for rule in mine.index for word in CLOSED_WORDS.get(str(rule), ())]
    named = any(_says(asked, word) for word in closed)
    return Access(rules=mine, scope=scope, closes=ends["closes"], opens=ends["opens"], named=named)


def access_scope(
    rules: pd.DataFrame, sites: pd.DataFrame, surroundings: Mapping[str, tuple[str, ...]]
) -> pd.DataFrame:
    """Boolean table, sites by rules (index access_id): does a rule's place hold the site."""
    columns = {}
    for rule, kind, ids in zip(
        rules.index, rules["scope_kind"], parts(rules["scope_ids"]), strict=True
    ):
        if kind in ("zone", "site"):
            columns[rule] = [bool(set(ids) & set(surroundings[site])) for site in sites.index]
        else:
            columns[rule] = sites["city"].isin(ids).to_numpy()
    return pd.DataFrame(columns, index=sites.index)


def _says(text: str, word: str) -> bool:
    """True when a folded text holds a word: whole words of Latin script, any place otherwise."""
    if not word.isascii():
        return word in text
    latin = " ".join(token for token in tokens(text) if token.isascii())
    return f" {word} " in f" {latin} "


def in_force(rules: pd.DataFrame, on: date) -> pd.Series:
    """True for each rule that holds on a day: begun, and not ended."""
    begun, ended = (days(rules[name], errors="coerce") for name in ("valid_from", "valid_to"))
    day = pd.Timestamp(on)
    return ~(begun > day) & ~(ended < day)
