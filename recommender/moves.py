"""What a change does to the list: the place of each site before it and now."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from recommender.journeys import links_to_come
from recommender.messages import Message, message
from recommender.places import site_name
from recommender.words import NOT_OPEN

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from features.roads import Roads
    from recommender.draft import Draft
    from recommender.ranking import Ranking

FIRST = 10
"""Places among which a move is worth a word."""

SAID = 4
"""Moves that a sentence names."""


def as_stated(draft: Draft) -> Draft:
    """The draft without what a hand supposes: own weights, other roads, no incentives, answers.

    Examples
    --------
    >>> from recommender.draft import Draft
    >>> as_stated(Draft(sector="lamps", count_incentives=False)) == Draft(sector="lamps")
    True
    """
    rest = {name: value for name, value in draft.rest.items() if name not in _ROADS}
    return replace(
        draft, weights=None, locked=(), without_links=(), planned_links=(),
        count_incentives=True, told=(), rest=rest,
    )  # fmt: skip


_ROADS = ("without_links", "planned_links")


def supposed(catalogue: Catalogue, draft: Draft, roads: Roads) -> tuple[Message, ...]:
    """What a hand supposes beside the project, in words; empty when nothing is."""
    names, coming = _link_names(catalogue), links_to_come(catalogue)
    said = [message("your weights")] if draft.weights else []
    said += [message("without {name}", name=names.get(link, link)) for link in roads.without]
    said += [
        message(
            "with {name} ({state})",
            name=names.get(link, link),
            state=message(NOT_OPEN[coming[link][1]]) if link in coming else message("not open"),
        )
        for link in roads.planned
    ]
    said += [] if draft.count_incentives else [message("incentives not counted")]
    return tuple(said + ([message("answers of sites")] if draft.told else []))


def _link_names(catalogue: Catalogue) -> dict[str, dict[str, str]]:
    """Names of links in the reader's language, by their English name."""
    links = catalogue.network.links[["name_en", "name_zh"]]
    return {en: {"en": en, "zh": zh} for en, zh in links.itertuples(index=False, name=None)}


def places(before: Ranking, now: Ranking) -> pd.DataFrame:
    """Places of the entries of two rankings: columns before and now, index site_id.

    A site that stands within an entry has the place of its entry; blank where it is not listed.
    The order is that of `now`, then the entries that only `before` has.
    """
    was, is_ = _places(before), _places(now)
    heads = [entry.site_id for ranking in (now, before) for entry in ranking.entries]
    index = pd.Index([h for h in dict.fromkeys(heads) if h in is_ or h in was], name="site_id")
    return pd.DataFrame(
        {"before": pd.Series(was), "now": pd.Series(is_)}, index=index, dtype="Int64"
    )


def _places(ranking: Ranking) -> dict[str, int]:
    return {site: e.rank for e in ranking.entries for site in (e.site_id, *e.family)}


def arrow(before: object, now: object) -> str:
    """The move as a sign: places won or lost, `+` for one that is new, `=` for none.

    Examples
    --------
    >>> arrow(3, 1), arrow(1, 2), arrow(2, 2), arrow(pd.NA, 4)
    ('▲ 2', '▼ 1', '=', '+')
    """
    if pd.isna(before):  # type: ignore[call-overload]
        return "+"
    won = int(before) - int(now)  # type: ignore[call-overload]
    return "=" if not won else f"▲ {won}" if won > 0 else f"▼ {-won}"


def moves_in_words(catalogue: Catalogue, moved: pd.DataFrame) -> Message:
    """A sentence: which of the first sites stand elsewhere than before."""
    near = moved[(moved <= FIRST).fillna(value=False).any(axis=1)]
    changed = near[(near["before"] != near["now"]).fillna(value=True).astype(bool)]
    if changed.empty:
        return message("No place among the first {n} moves.", n=FIRST)
    said = [_move(catalogue, str(s), r["before"], r["now"]) for s, r in changed.iterrows()]
    if len(said) > SAID:
        more = message("{n} {n:other moves|others move} too", n=len(said) - SAID)
        return message("{moves}; {more}.", moves=tuple(said[:SAID]), more=more)
    return message("{moves}.", moves=tuple(said))


def _move(catalogue: Catalogue, site: str, before: object, now: object) -> Message:
    name = site_name(catalogue, site)
    if pd.isna(before):  # type: ignore[call-overload]
        return message("{site} comes in at {now}", site=name, now=now)
    if pd.isna(now):  # type: ignore[call-overload]
        return message("{site} leaves the list (was {before})", site=name, before=before)
    return message("{site} from {before} to {now}", site=name, before=before, now=now)
