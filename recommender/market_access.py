"""The rules of market access as a must-have, and in a line on a card."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from features.memo import IdentityMemo
from features.rows import text_of
from recommender.gate import FAIL, Check, checked, verdict
from recommender.messages import Message, message
from recommender.notes import in_both

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from features.market_access import Access
    from recommender.profile import Profile

CARRIED = ("foreign", "hk_macao")
"""Owners whose cards name the first rule that speaks to them."""


def market_access(catalogue: Catalogue, profile: Profile) -> list[Check]:
    """Whether the project's activity is open to its owner at each site.

    Asked only where a rule closes the industry to somebody. Fails where a rule in force closes to
    foreign investors what the project names, and no pilot opens it again; the pilot zones, Hong
    Kong and Macao owners, an owner or a technology that is not stated are to be checked.
    """
    found = catalogue.access(profile.project, profile.on)
    if not (found.rules["effect"] == "closes").any():
        return []
    foreign = profile.project.ownership == "foreign"
    shut = (found.closes & ~found.opens).to_numpy()
    table = checked(
        catalogue.sites.index,
        verdict(~found.closes.to_numpy(), shut & foreign & found.named),
    )

    def reason(site_id: str) -> Message:
        key = (site_id, profile.project.ownership)
        return _REASONS.get((found,), key, lambda: _reason(site_id))

    def _reason(site_id: str) -> Message:
        rules = found.at(site_id)
        closing, opening = (_first(rules, effect) for effect in ("closes", "opens"))
        result = str(table.at[site_id, "result"])
        if closing is None:
            return message("No rule that closes this activity holds here")
        if opening is not None:
            return message("{rule}: check the boundary of the pilot zone", rule=_rule(opening))
        if result == FAIL:
            return message("Closed to foreign investors here: {rule}", rule=_rule(closing))
        return _ask(profile, closing)

    return [
        Check(
            name="market_access",
            label="Open to this owner",
            unit="",
            table=table,
            reason=reason,
            side="park",
        )
    ]


_REASONS = IdentityMemo(size=1_024)


def _ask(profile: Profile, closing: dict[str, Any]) -> Message:
    owner = profile.project.ownership
    if owner is None:
        return message(
            "Check ownership rules, the owner is not stated: {rule}", rule=_rule(closing)
        )
    if owner == "hk_macao":
        return message(
            "Check ownership rules: Hong Kong and Macao investors follow the foreign list unless "
            "CEPA is better: {rule}",
            rule=_rule(closing),
        )
    return message(
        "Check whether the project's technology is meant, a legal question: {rule}",
        rule=_rule(closing),
    )


def access_line(catalogue: Catalogue, profile: Profile, site_id: str) -> Message | None:
    """The first rule that speaks to a Hong Kong, Macao or foreign owner at a site, in a line."""
    if profile.project.ownership not in CARRIED or not _biomedical(profile):
        return None
    rules = _own(catalogue.access(profile.project, profile.on), site_id)
    mine = (rules["ownership"] == profile.project.ownership).to_numpy()
    steers = rules["effect"].isin(["closes", "opens"]).to_numpy()
    rules = rules.iloc[np.argsort(~(mine | steers), kind="stable")]
    if rules.empty:
        return message("No rule of access for this owner was collected here: ask")
    return message("Access: {rule}", rule=_rule(rules.iloc[0].to_dict()))


def access_facts(catalogue: Catalogue, profile: Profile, site_id: str) -> pd.DataFrame:
    """Rules that speak to the project's industry and owner at a site, as a table of facts.

    Columns what (title), value (what it allows or requires, and its condition), as_of, source.
    """
    rules = catalogue.access(profile.project, profile.on).at(site_id)
    rows = [
        (
            _title(row),
            message(
                "{says}; condition: {condition} ({document}; {status})",
                says=by_title(catalogue, row["allows_or_requires"]),
                condition=by_title(catalogue, row["condition"]),
                document=text_of(row["document"]), status=in_both(text_of(row["status"])),
            ),
            row["said_on"],
            str(catalogue.sources["citation"][row["source_id"]]),
        )
        for row in rules.to_dict(orient="records")
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["what", "value", "as_of", "source"]).astype(object)


def by_title(catalogue: Catalogue, text: object) -> dict[str, str]:
    """The words of a rule by language, with the titles of the rules that they name by id."""
    words = in_both(text_of(text))
    rules = catalogue.market_access
    ids = [i for i in rules["access_id"] if i in words["en"]]
    if not ids:
        return words
    titles = rules.set_index("access_id")
    return {name: _with_titles(said, ids, titles[f"title_{name}"]) for name, said in words.items()}


def _with_titles(words: str, ids: list[str], titles: pd.Series) -> str:
    for access_id in sorted(ids, key=len, reverse=True):
        title = f"“{titles[access_id]}”"
        words = words.replace(f"row {access_id}", title).replace(access_id, title)
    return words


def _own(found: Access, site_id: str) -> pd.DataFrame:
    """Rules at a site that close, open, or are meant for one kind of owner."""
    rules = found.at(site_id)
    steering = rules["effect"].isin(["closes", "opens"]) | (rules["ownership"] != "any")
    general = rules["sector_codes"] == "all"
    return rules[steering & ~general]


def _biomedical(profile: Profile) -> bool:
    return any(code.startswith("BH") for code in profile.project.sector_codes)


def _first(rules: pd.DataFrame, effect: str) -> dict[str, Any] | None:
    found = rules[rules["effect"] == effect]
    return None if found.empty else {str(k): v for k, v in found.iloc[0].to_dict().items()}


def _rule(row: dict[str, Any]) -> Message:
    """The title of a rule with its document and the day it was read.

    A Chinese title is the name of the document itself.
    """
    title = _title(row)
    named = {**title, "en": f"{title['en']}; {text_of(row['document'])}"}
    return message("{rule} (as of {day})", rule=named, day=row["said_on"])


def _title(row: Mapping[Any, Any]) -> dict[str, str]:
    return {"en": text_of(row["title_en"]), "zh": text_of(row["title_zh"])}
