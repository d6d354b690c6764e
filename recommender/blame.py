"""Which changed statement moved a site: each is put back as it was, and the answer made again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from features.put_back import can_put_back, put_back
from features.statements import Change
from recommender.engine import recommend
from recommender.foundations import EVIDENCE_OF, FOUNDATIONS, touches
from recommender.ranking import Ranking

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.profile import Profile
    from recommender.weights import WeightSet

Causes = Mapping[str, tuple[str, ...]]
"""For each moved site the criteria, must-haves and standings that moved it."""

MOST_TRIALS = 40
"""Answers that are made again; with more changes, those of different sites share a trial."""
NAMED_TOGETHER = 5
"""Statements that are named where only together they moved a site."""
SAME = 1e-9
ELSEWHERE_TOO = ("sector_cluster",)
"""Criteria that read the rows of other sites than the one they speak of."""


@dataclass(frozen=True, kw_only=True)
class Blamed:
    """A statement that moved a site, and by which criteria, must-haves or standings.

    `proved` says that putting this one back changes the answer again; otherwise it is one of
    several that only together moved the site, or that cannot be put back.
    """

    change: Change
    causes: tuple[str, ...]
    proved: bool


def blamed(
    catalogue: Catalogue,
    profile: Profile,
    weighted: WeightSet,
    found: Sequence[Change],
    causes: Causes,
) -> dict[str, tuple[Blamed, ...]]:
    """The statements that moved each site, by site_id.

    Where a resolved value of a site moved it and the evidence behind the value changed too, the
    evidence is named: it has the day and the source. So is the ledger's row behind a formula.
    """
    wanted = {cause for mine in causes.values() for cause in mine}
    read = [change for change in found if any(touches(change, cause) for cause in wanted)]
    now = recommend(catalogue, profile, weighted)
    proved: defaultdict[tuple[str, str], list[Change]] = defaultdict(list)
    for trial in trials([change for change in read if can_put_back(change)]):
        then = recommend(put_back(catalogue, trial), profile, weighted)
        for site, cause in ((s, c) for s, mine in causes.items() for c in mine):
            if not same(now, then, site, cause):
                proved[site, cause] += _about(catalogue, trial, site, cause)
    return {
        site: _with_evidence(found, _gathered(catalogue, read, now, proved, site, mine))
        for site, mine in causes.items()
    }


def trials(found: Sequence[Change], most: int = MOST_TRIALS) -> list[list[Change]]:
    """The changes that are put back together: each alone, unless there are too many.

    Then those of different sites share a trial, so that a site still has one in each.

    Examples
    --------
    >>> rows = [Change(table="supply", before=None, after={"site_id": s}) for s in "aab"]
    >>> [len(trial) for trial in trials(rows)]
    [1, 1, 1]
    """
    if len(found) <= most:
        return [[change] for change in found]
    shared: list[list[Change]] = []
    alone: list[list[Change]] = []
    seen: defaultdict[str, int] = defaultdict(int)
    for change in found:
        site = change.row.get("site_id")
        if site is None:
            alone.append([change])
            continue
        if seen[site] == len(shared):
            shared.append([])
        shared[seen[site]].append(change)
        seen[site] += 1
    return [*shared, *alone][:most]


def same(one: Ranking, other: Ranking, site: str, cause: str) -> bool:
    """True when two rankings say the same of a site by a criterion, must-have or standing."""
    held = [ranking.matrix.contributions for ranking in (one, other)]
    if all(site in table.index and cause in table for table in held):
        return abs(float(held[0].at[site, cause]) - float(held[1].at[site, cause])) < SAME
    return _said(one, site, cause) == _said(other, site, cause)


def _said(ranking: Ranking, site: str, cause: str) -> Any:
    results = [c.result(site) for c in ranking.matrix.checks if c.name == cause]
    stands = site in ranking.table.index and str(ranking.table.at[site, "standing"])
    return results or stands


def _about(catalogue: Catalogue, trial: list[Change], site: str, cause: str) -> list[Change]:
    mine = [change for change in trial if touches(change, cause)]
    return mine if len(trial) == 1 else [c for c in mine if _is_near(catalogue, c, site)]


def _is_near(catalogue: Catalogue, change: Change, site: str) -> bool:
    """True for a row of the site, of a zone around it, or of no site at all."""
    of = change.row.get("site_id")
    return of is None or of == site or of in catalogue.surroundings.get(site, ())


def _may_matter(catalogue: Catalogue, change: Change, site: str, cause: str) -> bool:
    anywhere = change.table == "sites" and cause in ELSEWHERE_TOO
    return touches(change, cause) and (anywhere or _is_near(catalogue, change, site))


def _gathered(
    catalogue: Catalogue,
    read: Sequence[Change],
    now: Ranking,
    proved: Mapping[tuple[str, str], list[Change]],
    site: str,
    mine: tuple[str, ...],
) -> list[Blamed]:
    named: dict[int, Blamed] = {}
    for cause in mine:
        sure = proved.get((site, cause), [])
        possible = [] if _assumed(now, site, cause) else [
            c for c in read if _may_matter(catalogue, c, site, cause)
        ][:NAMED_TOGETHER]  # fmt: skip
        for change in sure or possible:
            earlier = named.get(id(change))
            named[id(change)] = Blamed(
                change=change,
                causes=(*(earlier.causes if earlier else ()), cause),
                proved=bool(sure) or (earlier is not None and earlier.proved),
            )
    return list(named.values())


def _assumed(ranking: Ranking, site: str, cause: str) -> bool:
    """True where a term is the usual value of a blank: it moves with what others are worth."""
    assumed = ranking.matrix.assumed
    return site in assumed.index and cause in assumed and bool(assumed.at[site, cause])


def _with_evidence(found: Sequence[Change], named: list[Blamed]) -> tuple[Blamed, ...]:
    said: dict[int, Blamed] = {}
    for one in named:
        behind = [change for change in found if _is_behind(change, one)]
        for change in behind or [one.change]:
            said.setdefault(id(change), Blamed(change=change, causes=one.causes, proved=one.proved))
    return tuple(said.values())


def _is_behind(change: Change, one: Blamed) -> bool:
    """True for the evidence of a resolved value, and for the ledger's row of a formula."""
    if one.change.table == "incentive_rules":
        mine = one.change.row["rule"]
        return change.table == "incentives" and change.row["incentive_id"] == mine
    whole = one.change.before is None or one.change.after is None
    if whole or one.change.table != "sites" or change.table != "evidence":
        return False
    read = {name for cause in one.causes for name in FOUNDATIONS[cause].get("sites", ())}
    moved = read & set(one.change.fields)
    attributes = {attribute for name in moved for attribute in EVIDENCE_OF.get(name, ())}
    here = change.row["site_id"] == one.change.row["site_id"]
    return here and change.row["attribute"] in attributes
