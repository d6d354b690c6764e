"""A short list under a codename: the tables of the list as far as they may be told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from recommender.confidential.ends import End, at_end
from recommender.confidential.outcome import DECIMALS, with_outcome
from recommender.confidential.veil import veiled_table
from recommender.engine import recommend
from recommender.errors import ReportError
from recommender.ranking import Entry
from recommender.shortlist import Shortlist

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.profile import Profile

LONGEST = 60
"""Characters of a codename."""


@dataclass(frozen=True, kw_only=True)
class Confidential:
    """A short list of which only that is told which holds at both ends of the ranges.

    `exact` has the names, words and remarks of the investor taken out already, not the figures.
    """

    codename: str
    exact: Shortlist
    low: Shortlist
    high: Shortlist

    @property
    def catalogue(self) -> Catalogue:
        """What is known of the sites."""
        return self.exact.catalogue

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The listed sites in the order of the exact ranking."""
        return self.exact.entries

    @property
    def language(self) -> str:
        """The language of the reader."""
        return self.exact.language

    @property
    def on(self) -> date:
        """The day of knowledge."""
        return self.exact.on

    @property
    def each(self) -> tuple[Shortlist, Shortlist, Shortlist]:
        """The list as it is, and at the low and the high end of its ranges."""
        return self.exact, self.low, self.high

    def summary(self) -> pd.DataFrame:
        """The summary with shares and scores to a whole point, and the codename in `project`."""
        exact, low, high = (shortlist.summary() for shortlist in self.each)
        told = veiled_table(exact, low, high, self.language).round(DECIMALS)
        return told.assign(project=self.codename)


def confidential(shortlist: Shortlist, codename: str, *, notes: bool = False) -> Confidential:
    """The short list under a codename, with ranges in place of the investor's figures.

    No company, contact, wording or remark of the investor stays; notes do when asked for.

    Raises
    ------
    ReportError
        If the codename is blank, too long, or the name of the profile.
    """
    ranking, asked = shortlist.ranking, shortlist.ranking.profile
    name = _checked(codename, asked)
    kept = replace(shortlist, remarks=(), notes=shortlist.notes if notes else {})
    renamed = replace(ranking.understanding, profile=replace(asked, name=name))
    exact = with_outcome(replace(ranking, understanding=renamed), ranking)
    return Confidential(
        codename=name,
        exact=replace(kept, ranking=exact),
        low=_at(kept, name, "low"),
        high=_at(kept, name, "high"),
    )


def _at(kept: Shortlist, codename: str, end: End) -> Shortlist:
    told = recommend(kept.catalogue, at_end(kept.ranking.profile, codename, end))
    return replace(kept, ranking=with_outcome(told, kept.ranking))


def _checked(codename: str, asked: Profile) -> str:
    name = " ".join(codename.split())
    if not 0 < len(name) <= LONGEST or name.casefold() == asked.name.strip().casefold():
        raise ReportError(
            f"Codename {name[:LONGEST]!r} cannot be used. Expected 1 to {LONGEST} characters that "
            "are not the name of the project. Choose another."
        )
    return name
