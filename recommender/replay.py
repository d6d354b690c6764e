"""A decision record made again: the same bytes, or which sites moved and which statement did it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from features.statements import Change, changes, rows_of
from recommender.blame import Blamed, blamed
from recommender.engine import ENGINE_VERSION
from recommender.ranking import (
    EXCLUDED,
    LISTED,
    NOT_ON_OFFER,
    OTHER_INDUSTRY,
    TOO_LITTLE_KNOWN,
)
from recommender.record import as_bytes, make_record, profile_of, weights_of

if TYPE_CHECKING:
    from features.catalogue import Catalogue

Values = Mapping[str, Any]
BESIDE = (OTHER_INDUSTRY, TOO_LITTLE_KNOWN, NOT_ON_OFFER)
"""Standings that are their own reason; an excluded site has its must-have."""
NOT_A_CANDIDATE = "not_a_candidate"
LEAST = 1e-8
"""A contribution that changed by less is the same one."""


@dataclass(frozen=True, kw_only=True)
class Term:
    """Points of 100 that a criterion gave a site, before and after."""

    criterion: str
    before: float
    after: float
    assumed: bool


@dataclass(frozen=True, kw_only=True)
class Result:
    """What a must-have found before and after; None where it was not asked."""

    gate: str
    before: str | None
    after: str | None
    reason: str


@dataclass(frozen=True, kw_only=True)
class Moved:
    """One site that does not stand where it stood.

    Attributes
    ----------
    standing : before and after; not_a_candidate where the site may not be ranked
    place : among the listed sites, as `rank --all` counts; None where it is not listed
    entry, group : place among the families, and the tier there; None where it heads none
    points : of 100; None where it may not be ranked
    statements : what moved it; empty when it moved only because others did
    """

    site_id: str
    standing: tuple[str, str]
    place: tuple[int | None, int | None]
    entry: tuple[int | None, int | None]
    group: tuple[int | None, int | None]
    points: tuple[float | None, float | None]
    terms: tuple[Term, ...]
    gates: tuple[Result, ...]
    statements: tuple[Blamed, ...]

    @property
    def causes(self) -> tuple[str, ...]:
        """Names of the criteria, must-haves and standings that moved it."""
        named = [*(t.criterion for t in self.terms), *(g.gate for g in self.gates)]
        if self.standing[0] != self.standing[1]:
            beside = [s for s in self.standing if s in (*BESIDE, NOT_A_CANDIDATE)]
            named += beside or ([] if self.gates else [EXCLUDED])
        return tuple(dict.fromkeys(named))

    @property
    def only_others(self) -> bool:
        """True when nothing of the site itself changed."""
        return not self.causes


@dataclass(frozen=True, kw_only=True)
class Replay:
    """What a record says when it is made again on the data at hand.

    Attributes
    ----------
    identical : the same bytes
    differs : parts of the record that are not the same, by name
    engine, data : before and after
    changed : every statement that is not what it was
    moved : sites that do not stand where they stood, the first places first
    sources : citations by source_id
    must_haves : labels by the name of the gate
    """

    identical: bool
    differs: tuple[str, ...]
    engine: tuple[str, str]
    data: tuple[str, str]
    understood: tuple[tuple[str, Any, Any], ...]
    changed: tuple[Change, ...]
    moved: tuple[Moved, ...]
    sources: Mapping[str, str]
    must_haves: Mapping[str, str]

    @property
    def same_engine(self) -> bool:
        """True when the engine is of the version that wrote the record."""
        return self.engine[0] == self.engine[1]

    @property
    def same_data(self) -> bool:
        """True when the data are those on which the record rests."""
        return self.data[0] == self.data[1]


def replay(catalogue: Catalogue, record: Values) -> Replay:
    """The record made again with its own profile and weights on the data at hand.

    Raises
    ------
    BaysiteError
        If the profile of the record cannot be ranked on these data.
    """
    profile, weighted = profile_of(record), weights_of(record)
    again = make_record(catalogue, profile, record["language"], weighted)
    found = changes(record["statements"], _on_the_same_sites(record, again))
    moved = _moves(record, again)
    causes = {one.site_id: one.causes for one in moved if one.causes}
    why = blamed(catalogue, profile, weighted, found, causes) if found and causes else {}
    return Replay(
        identical=as_bytes(again) == as_bytes(record),
        differs=tuple(n for n in again if n != "digest" and again[n] != record[n]),
        engine=(record["engine"], ENGINE_VERSION),
        data=(record["data"], catalogue.digest),
        understood=_understood(record, again),
        changed=found,
        moved=tuple(_with(one, why.get(one.site_id, ())) for one in moved),
        sources={**again["sources"], **record["sources"]},
        must_haves={**record["must_haves"], **again["must_haves"]},
    )


def _on_the_same_sites(record: Values, again: Values) -> dict[str, Any]:
    """The statements at hand, of evidence those of the sites that the record holds only."""
    sites = {row["site_id"] for row in rows_of(record["sites"])}
    evidence = again["statements"]["evidence"]
    at = evidence["columns"].index("site_id")
    rows = [row for row in evidence["rows"] if row[at] in sites]
    return {**again["statements"], "evidence": {**evidence, "rows": rows}}


def _moves(record: Values, again: Values) -> list[Moved]:
    was, now = ({row["site_id"]: row for row in rows_of(r["sites"])} for r in (record, again))
    gates, entries = (_gates(record), _gates(again)), (_entries(record), _entries(again))
    found = [_move(site, (was.get(site), now.get(site)), gates, entries) for site in {**was, **now}]
    moved = [one for one in found if _shown(one)]
    return sorted(moved, key=lambda one: (_first(one.place), one.site_id))


def _move(
    site: str,
    rows: tuple[Values | None, Values | None],
    gates: tuple[Any, Any],
    entries: tuple[dict[str, Values], dict[str, Values]],
) -> Moved:
    old, new = (row or {} for row in rows)
    places = tuple(row.get("rank") for row in (old, new))
    heads = [found.get(site, {}) for found in entries]
    return Moved(
        site_id=site,
        standing=(old.get("standing", NOT_A_CANDIDATE), new.get("standing", NOT_A_CANDIDATE)),
        place=(places[0], places[1]),
        entry=(heads[0].get("rank"), heads[1].get("rank")),
        group=(heads[0].get("tier"), heads[1].get("tier")),
        points=(_points(old.get("score")), _points(new.get("score"))),
        terms=_terms(old, new) if old and new else (),
        gates=_results(gates[0].get(site, []), gates[1].get(site, [])),
        statements=(),
    )


def _shown(one: Moved) -> bool:
    """A site that is or was listed, and of which place, points or listing changed."""
    if LISTED not in one.standing:
        return False
    return bool(one.causes) or one.place[0] != one.place[1]


def _terms(old: Values, new: Values) -> tuple[Term, ...]:
    fixed = ("site_id", "standing", "rank", "score", "score_low", "score_high", "coverage",
             "assumed")  # fmt: skip
    assumed = [str(row["assumed"]).split(";") for row in (old, new)]
    return tuple(
        Term(
            criterion=name, before=round(100 * (old.get(name) or 0.0), 6),
            after=round(100 * (new.get(name) or 0.0), 6),
            assumed=all(name in names for names in assumed),
        )
        for name in dict.fromkeys([*old, *new])
        if name not in fixed and abs((new.get(name) or 0.0) - (old.get(name) or 0.0)) > LEAST
    )  # fmt: skip


def _results(old: list[Values], new: list[Values]) -> tuple[Result, ...]:
    """Must-haves whose result changed; without an earlier result, those that now fail."""
    was = {row["gate_at"]: row for row in old}
    now = {row["gate_at"]: row for row in new}
    found = [(was.get(at), now.get(at)) for at in {**was, **now}]
    return tuple(
        Result(
            gate=(after or before or {})["gate"],
            before=before["result"] if before else None,
            after=after["result"] if after else None,
            reason=(after or before or {})["reason"],
        )
        for before, after in found
        if (before or {}).get("result") != (after or {}).get("result")
        and ((before and after) or "fail" in [(r or {}).get("result") for r in (before, after)])
    )


def _gates(record: Values) -> dict[str, list[Values]]:
    """The rows of must-haves by site, each with its gate and place among those of its name."""
    found: defaultdict[str, list[Values]] = defaultdict(list)
    for row in rows_of(record["gates"]):
        mine = found[row["site_id"]]
        at = sum(other["gate"] == row["gate"] for other in mine)
        mine.append({**row, "gate_at": (row["gate"], at)})
    return found


def _entries(record: Values) -> dict[str, Values]:
    return {entry["site_id"]: entry for entry in record["results"]["ranking"]}


def _understood(record: Values, again: Values) -> tuple[tuple[str, Any, Any], ...]:
    pairs = ((n, record["understood"].get(n), again["understood"][n]) for n in again["understood"])
    return tuple((name, before, after) for name, before, after in pairs if before != after)


def _with(one: Moved, statements: tuple[Blamed, ...]) -> Moved:
    return replace(one, statements=statements)


def _first(place: tuple[int | None, int | None]) -> int:
    return min(p for p in place if p is not None)


def _points(score: float | None) -> float | None:
    return None if score is None else round(100 * score, 6)
