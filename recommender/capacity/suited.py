"""How well some sites suit each lead: points where a site is on the lead's list, else why not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from recommender.engine import recommend
from recommender.match.many import held, spread
from recommender.ranking import LISTED

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.leads.lead import Lead
    from recommender.match.matched import Setting


@dataclass(frozen=True, kw_only=True)
class Suited:
    """One lead: score 0..1 by site where it is listed, and the standing of the other sites."""

    lead_id: str
    scores: dict[str, float]
    standings: dict[str, str]


def suited(catalogue: Catalogue, lead: Lead, setting: Setting, sites: Sequence[str]) -> Suited:
    """The scores of some sites for a lead, as in its own ranking."""
    table = recommend(catalogue, setting.asked(lead.profile)).table
    standings = {site: str(table.at[site, "standing"]) for site in sites}
    return Suited(
        lead_id=lead.lead_id,
        scores={s: float(table.at[s, "score"]) for s in sites if standings[s] == LISTED},
        standings={s: standing for s, standing in standings.items() if standing != LISTED},
    )


def suited_leads(
    catalogue: Catalogue,
    leads: Sequence[Lead],
    setting: Setting,
    sites: Sequence[str],
    executor: Executor | None = None,
) -> Iterator[Suited]:
    """Every lead in its order, as each is done; `executor` spreads them (`match.many.workers`)."""
    if executor is None:
        yield from (suited(catalogue, lead, setting, sites) for lead in leads)
        return
    for found in spread(executor, partial(_chunk, tuple(sites)), leads, setting):
        yield from found


def _chunk(sites: Sequence[str], leads: Sequence[Lead], setting: Setting) -> list[Suited]:
    return [suited(held(), lead, setting, sites) for lead in leads]
