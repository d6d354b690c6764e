"""Two to five sites side by side: rows of what is known, who is best in words, who is dominated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from features.memo import IdentityMemo
from recommender.asking import Question, worth_asking
from recommender.compared_rows import Row, rows_of
from recommender.errors import ComparisonError, UnknownSiteError
from recommender.grounds import Source
from recommender.messages import Message
from recommender.ranking import LISTED, Entry, Ranking
from recommender.robustness import Robustness, robustness
from recommender.separation import dominated_in_words, separates

if TYPE_CHECKING:
    from features.catalogue import Catalogue

FEWEST, MOST = 2, 5
"""Sites that are set side by side: with more the eye compares no longer."""

USUAL = 3
"""Sites that are compared until somebody chooses: those of the first three cards."""

_MADE = IdentityMemo(size=16)


@dataclass(frozen=True, kw_only=True)
class SideBySide:
    """Sites side by side.

    Attributes
    ----------
    sites : in the order asked for
    rows : by group, in the order of `compared_rows.GROUPS`
    separates : what tells them apart, in a sentence or two
    dominated : who is dominated by whom, surely or in everything known, in words
    questions : what would settle it among exactly these, the one that decides most first
    among : how sure the order of the listed ones among them is; None with fewer than two
    """

    sites: tuple[str, ...]
    rows: tuple[Row, ...]
    separates: tuple[Message, ...]
    dominated: tuple[Message, ...]
    questions: tuple[Question, ...]
    among: Robustness | None


def side_by_side(catalogue: Catalogue, ranking: Ranking, sites: Sequence[str]) -> SideBySide:
    """Two to five candidates of a ranking side by side.

    Raises
    ------
    ComparisonError
        If they are fewer than two or more than five different ones.
    UnknownSiteError
        If one of them is not a candidate of the ranking.
    """
    chosen = tuple(dict.fromkeys(sites))
    _check(ranking, chosen)
    return _MADE.get(
        (catalogue, ranking), chosen, lambda: _side_by_side(catalogue, ranking, chosen)
    )


def _side_by_side(catalogue: Catalogue, ranking: Ranking, chosen: tuple[str, ...]) -> SideBySide:
    alone = among(ranking, chosen)
    found = robustness(alone) if len(alone.entries) > 1 else None
    return SideBySide(
        sites=chosen,
        rows=rows_of(catalogue, ranking, chosen),
        separates=separates(catalogue, ranking, chosen, found),
        dominated=dominated_in_words(catalogue, ranking, chosen),
        questions=_questions(alone, found),
        among=found,
    )


def among(ranking: Ranking, sites: Sequence[str]) -> Ranking:
    """The ranking with the listed ones of these sites as its only entries, each its own idea."""
    order = ranking.table.index[ranking.table.index.isin(list(sites))]
    listed = [site for site in order if ranking.table.at[site, "standing"] == LISTED]
    ranks = ranking.table.loc[listed, "rank"].rank(method="min").astype(int)
    entries = [
        Entry(rank=int(ranks[site]), site_id=site, family=(), may_head=(site,)) for site in listed
    ]
    return replace(ranking, entries=tuple(entries))


def usual_sites(ranking: Ranking, chosen: Sequence[str], ticked: Sequence[str]) -> tuple[str, ...]:
    """The sites to compare: those chosen; else those ticked; filled up with the first entries
    while there are fewer than two."""
    may = set(ranking.table.index)
    kept = [site for site in dict.fromkeys(chosen) if site in may][:MOST]
    if len(kept) >= FEWEST:
        return tuple(kept)
    short = [site for site in dict.fromkeys([*kept, *ticked]) if site in may][:MOST]
    if len(short) >= FEWEST:
        return tuple(short)
    heads = [entry.site_id for entry in ranking.entries[:USUAL]]
    return tuple(dict.fromkeys([*short, *heads]))[: max(USUAL, len(short))]


def _questions(alone: Ranking, found: Robustness | None) -> tuple[Question, ...]:
    """Questions whose answer may change who is first among these, the most deciding first."""
    if found is None:
        return ()
    sites = [entry.site_id for entry in alone.entries]
    asked = worth_asking(alone, found, sites)
    return tuple(sorted((q for q in asked if q.turns > 0), key=lambda q: -q.turns))


def _check(ranking: Ranking, sites: tuple[str, ...]) -> None:
    if not FEWEST <= len(sites) <= MOST:
        raise ComparisonError(
            f"{len(sites)} different sites to compare. Expected {FEWEST} to {MOST}. "
            "Name more, or fewer."
        )
    missing = [site for site in sites if site not in ranking.table.index]
    if missing:
        raise UnknownSiteError(
            f"Site {missing[0]!r} is not among the {len(ranking.table)} sites that this profile "
            "may rank. Expected its candidates. Name another, or widen `regions`."
        )


def sources_of(found: SideBySide) -> tuple[Source, ...]:
    """Every source of the cells, each once, in the order in which the rows name them."""
    cited = {str(s): s for row in found.rows for cell in row.cells for s in cell.ground.sources}
    return tuple(cited.values())
