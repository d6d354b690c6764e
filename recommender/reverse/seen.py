"""One lead seen from one site: it suits, with its place and points, or it does not and by what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.priority import priority
from recommender.dossier import check_known
from recommender.engine import candidates_of, recommend
from recommender.errors import UnknownSiteError
from recommender.explanation import questions
from recommender.gate import UNKNOWN
from recommender.messages import Message, message
from recommender.near_misses import failed, miss_in_words
from recommender.ranking import (
    EXCLUDED,
    LISTED,
    NOT_ON_OFFER,
    OTHER_INDUSTRY,
    TOO_LITTLE_KNOWN,
    Entry,
    Ranking,
)
from recommender.reverse.winning import Winning

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.leads.lead import Lead
    from recommender.match.matched import Setting

ASKED = 3
"""Questions that a site of which too little is known is asked at most."""

MISSED_BY = message("{gate}: {miss}").text
WHY = {
    OTHER_INDUSTRY: message("the site names no industry of the project").text,
    TOO_LITTLE_KNOWN: message("too little is known of the site to rank it").text,
    NOT_ON_OFFER: message("the site is planned and not on offer yet").text,
}


@dataclass(frozen=True, kw_only=True)
class Suit:
    """A lead for which the site is listed; points are 0..100.

    Attributes
    ----------
    place : of the site's entry in the lead's own list, 1 = first
    heads : False where another site of the same idea heads that entry
    behind : points that the lead's first site has more
    first : that site
    open : labels of the must-haves that are not decided
    priority : 0..1 of the lead, by its best site and its investment, as `match` orders leads
    winning : what would win it; None for the first, and until it is looked for
    """

    lead: Lead
    place: int
    heads: bool
    points: float
    low: float
    high: float
    behind: float
    first: str
    open: tuple[str, ...]
    priority: float
    winning: Winning | None = None

    @property
    def is_first(self) -> bool:
        """True when the site heads the lead's list."""
        return self.heads and self.place == 1


@dataclass(frozen=True, kw_only=True)
class Miss:
    """A lead for which the site is not listed: its standing, and what it misses in words."""

    lead: Lead
    standing: str
    misses: tuple[Message, ...]


def seen_from(catalogue: Catalogue, site_id: str, lead: Lead, setting: Setting) -> Suit | Miss:
    """A lead as a site sees it, by the numbers of the lead's own ranking.

    Raises
    ------
    UnknownSiteError
        If the site is nowhere ranked.
    """
    ranking = recommend(catalogue, setting.asked(lead.profile))
    standing = str(ranking.table.at[site_id, "standing"])
    if standing == LISTED:
        return _suit(ranking, site_id, lead)
    return Miss(lead=lead, standing=standing, misses=_misses(ranking, site_id, standing))


def is_ranked(catalogue: Catalogue, site_id: str, setting: Setting) -> bool:
    """True for a site that a ranking can hold; False for an umbrella, and far away."""
    return site_id in candidates_of(catalogue, setting.regions).candidates


def check_ranks(catalogue: Catalogue, site_id: str, setting: Setting) -> None:
    """Refuse a site that is unknown, or known but never ranked.

    Raises
    ------
    UnknownSiteError
        Naming the nearest ids, or the role of an umbrella or of a site outside the region.
    """
    check_known(catalogue, site_id)
    if not is_ranked(catalogue, site_id, setting):
        role = catalogue.sites.at[site_id, "role"]
        city = catalogue.sites.at[site_id, "city"]
        raise UnknownSiteError(
            f"Site {site_id!r} is of the role {role} and not ranked for {setting.regions}. "
            f"Expected a place where projects can go. Name another, or look in {city} too."
        )


def _suit(ranking: Ranking, site_id: str, lead: Lead) -> Suit:
    row, first = ranking.table.loc[site_id], ranking.entries[0].site_id
    own = entry_of(ranking, site_id)
    best = ranking.table_score(first)
    found = priority(best, lead.profile.project.capex_cny)
    assert found is not None  # noqa: S101 (the lead has a best site)
    return Suit(
        lead=lead,
        place=own.rank,
        heads=own.site_id == site_id,
        points=100 * float(row["score"]),
        low=100 * float(row["score_low"]),
        high=100 * float(row["score_high"]),
        behind=100 * (best - float(row["score"])),
        first=first,
        open=_open(ranking, site_id),
        priority=found,
    )


def entry_of(ranking: Ranking, site_id: str) -> Entry:
    """The entry of a listed site."""
    return next(entry for entry in ranking.entries if site_id in (entry.site_id, *entry.family))


def _open(ranking: Ranking, site_id: str) -> tuple[str, ...]:
    checks = ranking.matrix.checks
    return tuple(dict.fromkeys(c.label for c in checks if c.result(site_id) == UNKNOWN))


def _misses(ranking: Ranking, site_id: str, standing: str) -> tuple[Message, ...]:
    if standing == EXCLUDED:
        return tuple(
            message(MISSED_BY, gate=message(check.label),
                    miss=miss_in_words(ranking, check, site_id))
            for check, _ in failed(ranking, site_id)
        )  # fmt: skip
    asked = questions(ranking, site_id)[:ASKED] if standing == TOO_LITTLE_KNOWN else ()
    return (message(WHY[standing]), *asked)
