"""Sentences on precedents: your figure against what was asked or promised before, with years."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from features.cities import city_name
from recommender.admission_words import UNIT_WORDS, number
from recommender.ledger_words import ADMISSION, words_of
from recommender.messages import Message, message
from recommender.places import site_name
from recommender.precedents import ASKED, CITY, HERE, PROMISED, precedents
from recommender.texts import render

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.profile import Profile

_ASKED = {
    "stated": message(
        "{what}: your {yours} ({unit}) against {range} asked {where} {years} ({n}{industry})"
    ).text,
    "bounded": message(
        "{what}: yours is at most {yours} ({unit}), {range} were asked {where} {years} "
        "({n}{industry})"
    ).text,
    "silent": message(
        "{what}: {range} ({unit}) asked {where} {years} ({n}{industry}); yours is not stated"
    ).text,
}
_PROMISED = {
    "stated": message(
        "{what}: your {yours} ({unit}) against {range} promised {where} {years} ({n}{industry})"
    ).text,
    "bounded": message(
        "{what}: yours is at most {yours} ({unit}), {range} were promised {where} {years} "
        "({n}{industry})"
    ).text,
    "silent": message(
        "{what}: {range} ({unit}) promised {where} {years} ({n}{industry}); yours is not stated"
    ).text,
}
_SENTENCES = {ASKED: _ASKED, PROMISED: _PROMISED}

_SHORT = {
    "below": message("{what} {yours}: below the {range} asked {where} {years}").text,
    "inside": message("{what} {yours}: within the {range} asked {where} {years}").text,
    "above": message("{what} {yours}: above the {range} asked {where} {years}").text,
}
_COUNTED = {
    ASKED: (message("1 plot or agreement").text, message("{n} plots or agreements").text),
    PROMISED: (message("1 project").text, message("{n} projects").text),
}
"""What was counted: one, and several."""
PRECEDENTS_ARE_NO_RULE = message(
    "Past plots, agreements and promises: no rule. They exclude no site and count in no score."
).text
ANY_INDUSTRY = message(", of any industry").text


def in_words(catalogue: Catalogue, row: Mapping[Any, Any]) -> Message:
    """A row of the precedents as a sentence."""
    yours = row["yours"]
    kind = "silent" if np.isnan(yours) else "bounded" if row["upper_bound"] else "stated"
    return message(
        _SENTENCES[row["what"]][kind],
        **_parts(catalogue, row),
        n=message(_COUNTED[row["what"]][row["n"] > 1], n=int(row["n"])),
        industry="" if row["same_industry"] else message(ANY_INDUSTRY),
    )


def asked_before_line(catalogue: Catalogue, profile: Profile, site_id: str) -> Message | None:
    """The first figure of a project that was asked before near a site, in a few words.

    One that lies below stands before the others; None where the project states none.
    """
    found = precedents(catalogue, profile, site_id)
    stated = found[(found["what"] == ASKED) & (found["stands"] != "")]
    if stated.empty:
        return None
    below = stated[stated["stands"] == "below"]
    row = (stated if below.empty else below).iloc[0]
    return message(_SHORT[row["stands"]], **_parts(catalogue, row.to_dict()))


def precedents_json(
    catalogue: Catalogue, found: pd.DataFrame, language: str
) -> list[dict[str, Any]]:
    """The precedents as JSON values, each with its sentence; a figure not known is null."""
    return [
        {
            **{str(name): _plain(cell) for name, cell in row.items()},
            "says": render(in_words(catalogue, row), language),
        }
        for row in found.to_dict(orient="records")
    ]


def _parts(catalogue: Catalogue, row: Mapping[Any, Any]) -> dict[str, object]:
    return {
        "what": words_of(ADMISSION, str(row["metric"])),
        "unit": message(UNIT_WORDS[str(row["unit"])]),
        "yours": number(row["yours"]),
        "range": _span(number(row["low"]), number(row["high"])),
        "where": _where(catalogue, row),
        "years": _years(row),
    }


def _span(low: str, high: str) -> Message | str:
    return low if low == high else message("{low} to {high}", low=low, high=high)


def _where(catalogue: Catalogue, row: Mapping[Any, Any]) -> Message:
    if row["level"] == HERE:
        return message("in {place}", place=site_name(catalogue, str(row["place"])))
    if row["level"] == CITY:
        return message("in {place}", place=city_name(str(row["place"])))
    return message("of this industry in the Bay Area")


def _years(row: Mapping[Any, Any]) -> Message:
    if np.isnan(row["first_year"]):
        return message("in years not known")
    first, last = int(row["first_year"]), int(row["last_year"])
    if first == last:
        return message("in {year}", year=str(first))
    return message("in {first}-{last}", first=str(first), last=str(last))


def _plain(cell: Any) -> Any:
    if isinstance(cell, tuple):
        return list(cell)
    if isinstance(cell, float):
        return None if np.isnan(cell) else float(cell)
    return cell.item() if hasattr(cell, "item") else cell
