"""What the zone or the city asks of a project: rules in force whose thresholds can be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from features.admission import (
    CATEGORY,
    UNITS,
    Threshold,
    excluding,
    figure,
    known_on,
    speaks_to,
    threshold,
    trades,
)
from features.memo import IdentityMemo
from features.rows import text_of
from recommender.admission_words import UNIT_WORDS, cited, limit, missing_facts, number
from recommender.gate import FAIL, PASS, UNKNOWN, Check, checked
from recommender.ledger_words import ADMISSION, words_of
from recommender.messages import Message, message
from recommender.notes import in_both
from recommender.understanding import plain_codes

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from features.project import Project
    from recommender.profile import Profile

_RULES = IdentityMemo(size=64)
_COUNTED = IdentityMemo(size=64)
_WORST_FIRST = {FAIL: 0, UNKNOWN: 1, PASS: 2}


@dataclass(frozen=True, kw_only=True)
class Ruling:
    """What one rule says of the project, wherever the rule holds."""

    row: Mapping[Any, Any]
    result: str
    reason: Message
    have: float = float("nan")
    need: float = float("nan")
    misses_by: float = float("nan")

    @property
    def severity(self) -> tuple[int, float, str]:
        """Fails before unknowns before passes, the widest miss first, then by id."""
        miss = 0.0 if np.isnan(self.misses_by) else -self.misses_by
        return _WORST_FIRST[self.result], miss, str(self.row["admission_id"])


def admission(catalogue: Catalogue, profile: Profile) -> list[Check]:
    """Whether the project meets the rules of admission around each site, a check a figure.

    Only rows that may exclude are asked; where there is none, the answer is unknown and says how
    many rules in force were collected there.
    """
    held = _rules(catalogue, profile.on)
    rulings = [
        found
        for row in held[held["excludes"]].to_dict(orient="records")
        if (found := _ruling(catalogue, profile.project, row)) is not None
    ]
    ruled = {site for ruling in rulings for site in _held_by(catalogue, ruling.row)}
    metrics = sorted({str(found.row["metric"]) for found in rulings}) or [""]

    def silent(metric: str, site_id: str) -> Message:
        if site_id in ruled:
            return message("{what}: no rule that can be read", what=words_of(ADMISSION, metric))
        return _nothing_asked(catalogue, profile.on, site_id)

    return [
        _check(catalogue, metric, [r for r in rulings if r.row["metric"] == metric], silent)
        for metric in metrics
    ]


def _check(
    catalogue: Catalogue,
    metric: str,
    rulings: list[Ruling],
    silent: Callable[[str, str], Message],
) -> Check:
    deciding: dict[str, Ruling] = {}
    for ruling in sorted(rulings, key=lambda found: found.severity, reverse=True):
        deciding |= dict.fromkeys(_held_by(catalogue, ruling.row), ruling)

    def reason(site_id: str) -> Message:
        found = deciding.get(site_id)
        return found.reason if found else silent(metric, site_id)

    index = catalogue.sites.index
    columns = {
        name: np.array([getattr(deciding[s], name) if s in deciding else np.nan for s in index])
        for name in ("have", "need", "misses_by")
    }
    results = [deciding[s].result if s in deciding else UNKNOWN for s in index]
    return Check(
        name="admission",
        label="Asked by the zone or city",
        unit=UNIT_WORDS[UNITS[metric]] if metric in UNITS else "",
        table=checked(index, np.array(results, dtype=object), **columns),
        reason=reason,
        side="park",
    )


def _rules(catalogue: Catalogue, on: date) -> pd.DataFrame:
    """Rules in force as known on a day; `excludes` is true for those that may exclude."""
    table = catalogue.admission
    return _RULES.get((table,), on, lambda: _in_force(known_on(table, on)))


def _scopes(catalogue: Catalogue, on: date) -> Counter[str]:
    """How many rules in force were collected in each scope."""
    rules = _rules(catalogue, on)
    return _COUNTED.get((rules,), None, lambda: Counter(rules["scope"]))


def _in_force(rows: pd.DataFrame) -> pd.DataFrame:
    rules = rows[(rows["binding_level"] == "rule") & (rows["instrument_status"] == "in force")]
    return rules.assign(excludes=excluding(rules))


def _held_by(catalogue: Catalogue, row: Mapping[Any, Any]) -> list[str]:
    """Sites inside the scope of a row: a site with what lies in it, or a city."""
    scopes = _HELD.get((catalogue.sites,), None, lambda: _sites_by_scope(catalogue))
    return scopes.get((str(row["scope_kind"]), str(row["scope"])), [])


_HELD = IdentityMemo(size=4)


def _sites_by_scope(catalogue: Catalogue) -> dict[tuple[str, str], list[str]]:
    held: dict[tuple[str, str], list[str]] = {}
    for site, city in catalogue.sites["city"].items():
        held.setdefault(("city", str(city)), []).append(str(site))
    for site, around in catalogue.surroundings.items():
        for zone in around:
            held.setdefault(("site", zone), []).append(site)
    return held


def _nothing_asked(catalogue: Catalogue, on: date, site_id: str) -> Message:
    around = {*catalogue.surroundings[site_id], catalogue.sites.at[site_id, "city"]}
    counted = _scopes(catalogue, on)
    n = sum(counted[scope] for scope in around)
    if n == 0:
        return message("No rule of admission was collected here: ask the zone what it asks")
    return message(
        "Rules of admission in force that were collected around here: {n}, none with a threshold "
        "for this project that can be read. Ask the zone what it asks",
        n=n,
    )


def _ruling(catalogue: Catalogue, project: Project, row: Mapping[Any, Any]) -> Ruling | None:
    """What a rule says of the project; None where it speaks of other industries."""
    if row["metric"] == CATEGORY:
        return _category(catalogue, project, row)
    asked = threshold(str(row["operator"]), row["threshold"])
    if asked is None:
        return None
    means = _speaks_to(catalogue, project, text_of(row["applies_to_sectors"]))
    if means is None:
        return Ruling(row=row, result=UNKNOWN, reason=_is_it_meant(catalogue, row, asked))
    return _measured(catalogue, project, row, asked) if means else None


def _measured(
    catalogue: Catalogue, project: Project, row: Mapping[Any, Any], asked: Threshold
) -> Ruling:
    metric = str(row["metric"])
    low, high = figure(project, metric)
    result = asked.met(low, high)
    return Ruling(
        row=row,
        result=result,
        have=high,
        need=asked.high if low > asked.high else asked.low,
        misses_by=asked.misses_by(low, high),
        reason=message(
            _SENTENCES["not_stated" if np.isnan(high) else _kind(result, low, high)],
            have=number(high),
            facts=missing_facts(project, metric),
            **_asked_in_words(catalogue, row, asked),
        ),
    )


def _kind(result: str, low: float, high: float) -> str:
    return "upper_bound" if result == UNKNOWN and low < high else result


_SENTENCES = {
    PASS: message("{what}: yours is {have}, {limit} asked ({unit}); {cited}").text,
    FAIL: message("{what}: yours is {have}, but {limit} asked ({unit}); {cited}").text,
    "upper_bound": message(
        "{what}: {limit} asked ({unit}), yours is at most {have}; how much of the investment is "
        "fixed? {cited}"
    ).text,
    "not_stated": message(
        "{what}: {limit} asked ({unit}), and the project does not state {facts}; {cited}"
    ).text,
}


def _is_it_meant(catalogue: Catalogue, row: Mapping[Any, Any], asked: Threshold) -> Message:
    return message(
        "{what}: {limit} asked ({unit}) of “{trades}”. Is the project meant? {cited}",
        trades=in_both(text_of(row["applies_to_sectors"])),
        **_asked_in_words(catalogue, row, asked),
    )


def _asked_in_words(
    catalogue: Catalogue, row: Mapping[Any, Any], asked: Threshold
) -> dict[str, object]:
    return {
        "what": words_of(ADMISSION, str(row["metric"])),
        "limit": limit(asked),
        "unit": message(UNIT_WORDS[str(row["unit"])]),
        "cited": cited(catalogue, row),
    }


def _category(catalogue: Catalogue, project: Project, row: Mapping[Any, Any]) -> Ruling:
    """A rule that takes in some industries only."""
    taken = trades(row)
    means = _speaks_to(catalogue, project, taken)
    result = {True: PASS, False: FAIL, None: UNKNOWN}[means]
    said = {"trades": in_both(taken), "cited": cited(catalogue, row)}
    return Ruling(row=row, result=result, reason=message(_CATEGORIES[result], **said))


_CATEGORIES = {
    PASS: message("The project's industry is one of those taken in: “{trades}”; {cited}").text,
    FAIL: message("Only other industries are taken in: “{trades}”; {cited}").text,
    UNKNOWN: message("Only “{trades}” is taken in. Is the project meant? {cited}").text,
}


def _speaks_to(catalogue: Catalogue, project: Project, words: str) -> bool | None:
    return speaks_to(words, project, lambda word: plain_codes(catalogue, word))
