"""One lead against every site: the ranking of its project, brief enough to be kept by thousands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from recommender.engine import recommend
from recommender.explanation import questions, reasons
from recommender.leads.lead import Lead
from recommender.messages import Message
from recommender.profile import Profile
from recommender.ranking import Entry, Ranking, empty_reason
from recommender.robustness import robustness
from recommender.understanding import industry_name

if TYPE_CHECKING:
    from features.catalogue import Catalogue

DRAWS, AMONG = 1_000, 30
"""Plausible weightings that are drawn for a lead, over so many of its best entries."""
TOP = 10
SAID = 3
"""Reasons and questions that a row gives."""


@dataclass(frozen=True, kw_only=True)
class Setting:
    """How leads are matched: entries a lead, where to look, and how the groups are drawn."""

    top: int = TOP
    regions: tuple[str, ...] = ("Bay Area",)
    draws: int = DRAWS
    among: int = AMONG

    def asked(self, profile: Profile) -> Profile:
        """The profile that is ranked: the lead's own, looked for where the setting says."""
        return replace(
            profile, regions=self.regions, doubt=replace(profile.doubt, draws=self.draws)
        )


@dataclass(frozen=True, kw_only=True)
class MatchedEntry:
    """An entry of a lead's ranking with what is said of it; shares and scores are 0..1.

    `tier` and `top1_share` are None beyond the entries that were drawn.
    `open` names the must-haves that are not decided.
    """

    rank: int
    site_id: str
    family: tuple[str, ...]
    score: float
    score_low: float
    score_high: float
    coverage: float
    tier: int | None
    top1_share: float | None
    reasons: tuple[Message, ...]
    must_haves: tuple[tuple[str, str, Message], ...]
    questions: tuple[Message, ...]

    @property
    def open(self) -> tuple[str, ...]:
        """Labels of the must-haves that are unknown here, each once."""
        return tuple(dict.fromkeys(label for label, result, _ in self.must_haves
                                   if result == "unknown"))  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Matched:
    """What a lead's ranking came to.

    `industries` are what its words were read as, `listed` counts all its entries, `level` those
    that cannot be told from the first, `why_none` says why there is none, `warnings` what the
    reader should correct.
    """

    lead: Lead
    industries: tuple[dict[str, str], ...]
    entries: tuple[MatchedEntry, ...]
    listed: int
    level: int
    why_none: Message | None
    warnings: tuple[Message, ...]

    @property
    def best(self) -> MatchedEntry | None:
        """The first entry; None when nothing is listed."""
        return self.entries[0] if self.entries else None


def match_one(catalogue: Catalogue, lead: Lead, setting: Setting) -> Matched:
    """A lead against every site: the same ranking as its project has by itself.

    Raises
    ------
    ProfileError
        If the setting names an unknown region.
    """
    ranking = recommend(catalogue, setting.asked(lead.profile))
    return matched_of(catalogue, lead, ranking, setting)


def matched_of(catalogue: Catalogue, lead: Lead, ranking: Ranking, setting: Setting) -> Matched:
    """A lead with the ranking that it has."""
    drawn = robustness(ranking, ranking.entries[: setting.among])
    shares = drawn.table.to_dict(orient="index")
    return Matched(
        lead=lead,
        industries=tuple(
            industry_name(catalogue, code) for code in ranking.profile.project.sector_codes
        ),
        entries=tuple(
            _entry(catalogue, ranking, entry, shares.get(entry.site_id, {}))
            for entry in ranking.entries[: setting.top]
        ),
        listed=len(ranking.entries),
        level=len(drawn.group()) - 1 if ranking.entries else 0,
        why_none=None if ranking.entries else empty_reason(ranking),
        warnings=ranking.understanding.warnings,
    )


def _entry(
    catalogue: Catalogue, ranking: Ranking, entry: Entry, shares: Mapping[str, float]
) -> MatchedEntry:
    site = entry.site_id
    row = ranking.table.loc[site]
    return MatchedEntry(
        rank=entry.rank,
        site_id=site,
        family=entry.family,
        score=float(row["score"]),
        score_low=float(row["score_low"]),
        score_high=float(row["score_high"]),
        coverage=float(row["coverage"]),
        tier=int(shares["tier"]) if shares else None,
        top1_share=float(shares["top1_share"]) if shares else None,
        reasons=reasons(catalogue, ranking, site, speaks_for=True, most=SAID),
        must_haves=tuple(
            (check.label, check.result(site), check.reason(site)) for check in ranking.matrix.checks
        ),
        questions=questions(ranking, site)[:SAID],
    )
