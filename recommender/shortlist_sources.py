"""Every source that a short list cites, once, with what of which site rests on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from features.cities import city_name
from features.costs import ITEMS, cost_of
from features.rows import text_of
from recommender.cost_report import CITY_ITEMS, LINES, citations, years_of
from recommender.explanation import Explanation, explain
from recommender.journeys import USUAL, by
from recommender.messages import Message, message
from recommender.places import place_name
from recommender.site_facts import NETWORK
from recommender.texts import in_language, render
from recommender.words import attribute_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recommender.shortlist import Shortlist

SOURCE_COLUMNS = ("source", "urls", "as_of", "rests_on")


@dataclass(frozen=True, kw_only=True)
class Resting:
    """A statement of a site or a city, the source that it rests on, and the day of it."""

    source: str
    as_of: str
    about: str
    what: str


def source_table(shortlist: Shortlist) -> pd.DataFrame:
    """The cited sources in the order of the list: citation, addresses, days, what rests on it."""
    cited: dict[str, list[Resting]] = {}
    for resting in _resting(shortlist):
        cited.setdefault(resting.source, []).append(resting)
    urls = shortlist.catalogue.sources.set_index("citation")["urls"]
    urls = urls[~urls.index.duplicated()]
    rows = [
        (
            source,
            text_of(urls.get(source)),
            "; ".join(sorted({found.as_of for found in resting if found.as_of})),
            "; ".join(dict.fromkeys(f"{found.about}: {found.what}" for found in resting)),
        )
        for source, resting in cited.items()
    ]
    return pd.DataFrame(rows, columns=list(SOURCE_COLUMNS))


def _resting(shortlist: Shortlist) -> Iterator[Resting]:
    def said(words: Message | Mapping[str, str] | str) -> str:
        if isinstance(words, Message | str):
            return render(words, shortlist.language)
        return in_language(words, shortlist.language)

    catalogue, profile = shortlist.catalogue, shortlist.ranking.profile
    for entry in shortlist.entries:
        found = explain(catalogue, shortlist.ranking, entry.site_id)
        for source, day, what in _of_a_site(shortlist, found):
            if source:
                about = shortlist.name(entry.site_id)
                yield Resting(source=said(source), as_of=day, about=about, what=said(what))
    cities = [str(catalogue.sites.at[e.site_id, "city"]) for e in shortlist.entries]
    for city in dict.fromkeys(cities):
        for item in ITEMS:
            cost = cost_of(catalogue.cost_figures, item, city, profile.on)
            for source in citations(catalogue, cost.figures):
                yield Resting(source=source, as_of=years_of(cost), about=said(city_name(city)),
                              what=said(message(CITY_ITEMS[item])))  # fmt: skip


def _of_a_site(shortlist: Shortlist, found: Explanation) -> Iterator[tuple[Any, str, Any]]:
    """Source, day and subject of everything that the sheet of a site cites."""
    for row in found.sources.to_dict(orient="records"):
        yield row["citation"], text_of(row["as_of"]), attribute_words(row["attribute"])
    for row in found.paid.rules.to_dict(orient="records"):
        yield row["source"], text_of(row["as_of"]), row["title"]
    for name, line in found.costs.lines.items():
        for source in citations(shortlist.catalogue, line.figures):
            yield source, line.as_of, message(LINES[name])
    for row in found.access.to_dict(orient="records"):
        yield row["source"], text_of(row["as_of"]), row["what"]
    on = shortlist.ranking.profile.on.isoformat()
    for place, vehicle in USUAL:
        way = message("{place}, {by}", place=place_name(shortlist.catalogue, place),
                      by=by(vehicle))  # fmt: skip
        yield message(NETWORK, on=on), on, way
