"""One lead and one of our sites: won, or lost and to what; all told from the lead's own ranking."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal

import pandas as pd

from recommender.engine import recommend
from recommender.match.many import held, spread
from recommender.near_misses import failed
from recommender.ranking import (
    EXCLUDED,
    LISTED,
    NOT_ON_OFFER,
    OTHER_INDUSTRY,
    TOO_LITTLE_KNOWN,
    Ranking,
    lacking,
)

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.leads.lead import Lead
    from recommender.match.matched import Setting

Outcome = Literal["won", "lost", "other_industry"]
MUST_HAVE, CRITERION, SAME_IDEA = "must_have", "criterion", "same_idea"
KINDS = (MUST_HAVE, CRITERION, SAME_IDEA, NOT_ON_OFFER, TOO_LITTLE_KNOWN)
"""What a pair is lost to."""


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A lead and a site.

    Attributes
    ----------
    kind : what it was lost to; blank unless lost
    attributes : names of the failed must-haves, or of the one criterion
    labels : the same as English texts
    behind : points of 100 that the first site is ahead by that criterion; None for other kinds
    first : the lead's first site; blank without one
    jobs, capex_cny : of the lead; None where it does not say
    """

    lead_id: str
    company: str
    site_id: str
    outcome: Outcome
    kind: str = ""
    attributes: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    behind: float | None = None
    first: str = ""
    jobs: float | None = None
    capex_cny: float | None = None


def gap_pairs(
    catalogue: Catalogue,
    leads: Sequence[Lead],
    setting: Setting,
    sites: Sequence[str],
    executor: Executor | None = None,
) -> Iterator[list[Pair]]:
    """The pairs of every lead in its order, as each is done; `executor` spreads the leads."""
    if executor is None:
        yield from (pairs_of(catalogue, lead, setting, sites) for lead in leads)
        return
    for found in spread(executor, partial(_chunk, tuple(sites)), leads, setting):
        yield from found


def _chunk(sites: Sequence[str], leads: Sequence[Lead], setting: Setting) -> list[list[Pair]]:
    return [pairs_of(held(), lead, setting, sites) for lead in leads]


def pairs_of(
    catalogue: Catalogue, lead: Lead, setting: Setting, sites: Sequence[str]
) -> list[Pair]:
    """A lead with each of some sites, in their order."""
    ranking = recommend(catalogue, setting.asked(lead.profile))
    seen = _Seen(catalogue, ranking, lead, sites)
    return [seen.pair(site) for site in sites]


class _Seen:
    """A ranking asked about some sites."""

    def __init__(
        self, catalogue: Catalogue, ranking: Ranking, lead: Lead, sites: Sequence[str]
    ) -> None:
        self.ranking, self.lead = ranking, lead
        self.standing = ranking.table["standing"].to_dict()
        self.unrelated = _unrelated(catalogue, ranking, sites)
        firsts = [entry for entry in ranking.entries if entry.rank == 1]
        self.winners = {site for entry in firsts for site in (entry.site_id, *entry.family)}
        self.first = ranking.entries[0].site_id if ranking.entries else ""
        self.labels = {criterion.name: criterion.label for criterion in ranking.matrix.criteria}
        terms = ranking.matrix.contributions
        self.gaps = terms.loc[self.first] - terms.loc[list(sites)] if self.first else pd.DataFrame()

    def pair(self, site: str) -> Pair:
        standing = self.standing[site]
        if standing == OTHER_INDUSTRY or self.unrelated[site]:
            return self._pair(site, "other_industry")
        if standing == EXCLUDED:
            checks = {check.name: check.label for check, _ in failed(self.ranking, site)}
            return self._pair(
                site, "lost", kind=MUST_HAVE, attributes=tuple(checks),
                labels=tuple(checks.values()),
            )  # fmt: skip
        if standing != LISTED:
            return self._pair(site, "lost", kind=standing)
        return self._pair(site, "won") if site in self.winners else self._behind(site)

    def _behind(self, site: str) -> Pair:
        """Listed behind: lost to the criterion in which the first site is most ahead."""
        gaps = self.gaps.loc[site]
        name = str(gaps.idxmax())
        if gaps[name] <= 0:  # as good in everything: a site of its own idea heads it
            return self._pair(site, "lost", kind=SAME_IDEA)
        return self._pair(
            site, "lost", kind=CRITERION, attributes=(name,), labels=(self.labels[name],),
            behind=100 * float(gaps[name]),
        )  # fmt: skip

    def _pair(
        self,
        site: str,
        outcome: Outcome,
        *,
        kind: str = "",
        attributes: tuple[str, ...] = (),
        labels: tuple[str, ...] = (),
        behind: float | None = None,
    ) -> Pair:
        project = self.lead.profile.project
        return Pair(
            lead_id=self.lead.lead_id, company=self.lead.company, site_id=site, outcome=outcome,
            kind=kind, attributes=attributes, labels=labels, behind=behind, first=self.first,
            jobs=project.jobs, capex_cny=project.capex_cny,
        )  # fmt: skip


def _unrelated(catalogue: Catalogue, ranking: Ranking, sites: Sequence[str]) -> dict[str, bool]:
    """True for a site whose industries are stated and none of the lead's."""
    index = pd.Index(list(sites))
    lacks = lacking(catalogue, index, ranking.understanding)["industry"]
    stated = catalogue.sites.loc[index, "sectors"].notna()
    return {str(site): bool(value) for site, value in (lacks & stated).items()}
