"""What a site is, where, for whom, and what is planned around it: the first screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from recommender.ledger_words import ITEMS, words_of
from recommender.messages import Message, message
from recommender.places import city_name, site_name
from recommender.site_facts import banners, facts_about
from recommender.texts import in_language
from recommender.words import KINDS, LEVELS, STATUSES
from views import state
from views.markdown import plain
from views.sentences import name_of, say_plain
from views.state import t

if TYPE_CHECKING:
    from features.catalogue import Catalogue


def draw_identity(catalogue: Catalogue, site: str) -> None:
    """Draw name, kind, level, status, city, industries, the zone around it and its family."""
    row, language = catalogue.sites.loc[site], state.language()
    names = site_name(catalogue, site)
    st.subheader(plain(in_language(names, language)), anchor=False)
    others = dict.fromkeys([names["zh"], names["en"], *_aliases(row["aliases"])])
    others.pop(in_language(names, language), None)
    words = [
        t(table[row[name]])
        for name, table in (("kind", KINDS), ("level", LEVELS), ("status", STATUSES))
        if row[name] in table
    ]
    if others:
        st.caption(plain(" · ".join(others)))
    city = in_language(city_name(str(row["city"])), language)
    st.markdown(plain(t(message("; ").text).join([city, *words])))
    said = [_industries(catalogue, site), _offered(catalogue, site), _whom(catalogue, site)]
    st.markdown("\n".join(f"- {say_plain(line)}" for line in said))


def _industries(catalogue: Catalogue, site: str) -> Message:
    leaves = catalogue.taxonomy.leaves
    named = tuple(
        in_language({"en": leaves.at[code, "name_en"], "zh": leaves.at[code, "name_zh"]},
                    state.language())
        for code in catalogue.industries[site]
    )  # fmt: skip
    if named:
        return message("For: {industries}", industries=named)
    return message("For whom is not stated: ask which industries it takes in first.")


def _offered(catalogue: Catalogue, site: str) -> Message:
    """Which things were seen on offer; how large and when stands in the table."""
    rows = catalogue.supply[(catalogue.supply["site_id"] == site)
                            & (catalogue.supply["state"] != "taken")]  # fmt: skip
    if rows.empty:
        return message("On offer: nothing is known, ask")
    items = dict.fromkeys(str(item) for item in rows["item"])
    return message("On offer: {items}", items=tuple(words_of(ITEMS, item) for item in items))


def _whom(catalogue: Catalogue, site: str) -> Message:
    rows = facts_about("contacts", catalogue, site, state.today())
    if rows.empty:
        return message("Whom to ask is not known")
    return message("Ask: {name}", name=rows["what"].iloc[0])


def draw_around(catalogue: Catalogue, site: str) -> None:
    """Draw the zones around the site, what belongs to its family, and what is planned around."""
    around = [zone for zone in catalogue.surroundings[site] if zone != site]
    sites = catalogue.sites
    family = sites.index[sites["family"] == sites.at[site, "family"]]
    inside = [str(one) for one in family if one != site and one not in around]
    lines = []
    if around:
        names = tuple(name_of(catalogue, zone) for zone in around)
        lines.append(say_plain(message("In: {names}", names=names)))
    if inside:
        names = tuple(name_of(catalogue, one) for one in inside)
        lines.append(say_plain(message("One family with: {names}", names=names)))
    for line in lines:
        st.caption(line)
    planned = banners(catalogue, site)
    if planned:
        st.info("\n".join(f"- {say_plain(banner)}" for banner in planned))


def _aliases(cell: object) -> list[str]:
    return [] if pd.isna(cell) else [part.strip() for part in str(cell).split(";") if part.strip()]
