"""Answers that sites gave to the investor: they stand before what the catalogue says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from recommender.criterion import Criterion, all_criteria
from recommender.errors import ProfileError
from recommender.gate import FAIL, PASS, Check
from recommender.messages import Message, message
from recommender.places import site_name
from recommender.profile import Profile, Told

if TYPE_CHECKING:
    from features.catalogue import Catalogue

GATE_LABELS = {
    "industry_exclusion": message("Industry allowed").text,
    "market_access": message("Open to this owner").text,
    "admission": message("Asked by the zone or city").text,
    "start_date": message("Usable by the start").text,
    "building": message("Building").text,
    "land_need": message("Land or floor").text,
}
MUST_HAVES = tuple(GATE_LABELS)
"""Must-haves that a site can answer; where it is, no answer changes."""


def answerable() -> tuple[Criterion, ...]:
    """Criteria whose question people can answer with an amount.

    Examples
    --------
    >>> [criterion.name for criterion in answerable()]
    ['incentive_value', 'land_on_offer', 'occupancy_cost', 'readiness']
    """
    return tuple(c for c in all_criteria() if c.answer is not None)


def check_told(catalogue: Catalogue, profile: Profile) -> None:
    """Nothing, if every answer is of a known site, about something that it can answer.

    Raises
    ------
    ProfileError
        Naming the answer and what is known.
    """
    known = (*(c.name for c in answerable()), *MUST_HAVES)
    for answer in profile.told:
        if answer.site_id not in catalogue.sites.index or answer.about not in known:
            raise ProfileError(
                f"An answer of {answer.site_id[:60]!r} on {answer.about[:40]!r} cannot be used. "
                f"Expected a site id of the catalogue and one of {', '.join(known)}. Correct it, "
                "or take it out."
            )


def heard(profile: Profile) -> tuple[Told, ...]:
    """The answers that were given by the day of knowledge."""
    return tuple(answer for answer in profile.told if answer.on is None or answer.on <= profile.on)


def not_yet_heard(profile: Profile) -> tuple[Message, ...]:
    """A warning when answers are later than the day of knowledge."""
    n = len(profile.told) - len(heard(profile))
    return (
        (message("{n} answers later than {on} are not counted.", n=n, on=profile.on),) if n else ()
    )


def told_performances(
    profile: Profile, criteria: tuple[Criterion, ...], index: pd.Index
) -> dict[tuple[str, str], float]:
    """Natural units that were told, by site and criterion; those of `index` only."""
    by_name = {c.name: c for c in criteria if c.answer is not None}
    found = {}
    for answer in heard(profile):
        criterion = by_name.get(answer.about)
        if criterion is not None and criterion.answer is not None and answer.site_id in index:
            performance = criterion.answer.performance(profile, answer.value)
            found[answer.site_id, criterion.name] = performance
    return found


def put_in(table: pd.DataFrame, performances: dict[tuple[str, str], float]) -> pd.DataFrame:
    """The table with the told performances in their cells."""
    if not performances:
        return table
    changed = table.copy()
    for (site, name), performance in performances.items():
        changed.at[site, name] = performance
    return changed


def told_checks(checks: tuple[Check, ...], profile: Profile) -> tuple[Check, ...]:
    """The checks with what was told in place of what is known."""
    answers = heard(profile)
    if not answers:
        return checks
    by_criterion = {c.name: c for c in answerable()}
    verdicts = {(a.site_id, _gate_of(a, by_criterion)): (a, _yes(a, profile, by_criterion))
                for a in answers}  # fmt: skip
    return tuple(_told(check, verdicts) for check in checks)


def _gate_of(answer: Told, by_criterion: dict[str, Criterion]) -> str:
    criterion = by_criterion.get(answer.about)
    return criterion.must_have if criterion is not None else answer.about


def _yes(answer: Told, profile: Profile, by_criterion: dict[str, Criterion]) -> bool:
    """True when the answer meets the must-have: an amount that is enough, or a yes."""
    if answer.about == "readiness":
        return answer.value < 1
    criterion = by_criterion.get(answer.about)
    if criterion is None or criterion.answer is None:
        return answer.value >= 1
    return criterion.answer.performance(profile, answer.value) >= 1 - 1e-9


def _told(check: Check, verdicts: dict[tuple[str, str], tuple[Told, bool]]) -> Check:
    mine = {site: found for (site, gate), found in verdicts.items() if gate == check.name}
    mine = {site: found for site, found in mine.items() if site in check.table.index}
    if not mine:
        return check
    table = check.table.copy()
    for site, (_, yes) in mine.items():
        table.loc[site, ["result", "have", "misses_by"]] = [PASS if yes else FAIL, None, None]

    def reason(site_id: str) -> Message:
        if site_id not in mine:
            return check.reason(site_id)
        answer, yes = mine[site_id]
        day = _day(answer.on)
        if yes:
            return message("Told by the investor{day}: yes", day=day)
        return message("Told by the investor{day}: no, or not enough", day=day)

    return replace(check, table=table, reason=reason)


def _day(day: date | None) -> str:
    return f" ({day})" if day else ""


def answer_in_words(catalogue: Catalogue, profile: Profile, answer: Told) -> Message:
    """What a site told the investor, and when."""
    criterion = {c.name: c for c in answerable()}.get(answer.about)
    site, on = site_name(catalogue, answer.site_id), answer.on or profile.on
    if criterion is None or criterion.answer is None or criterion.key(profile) is None:
        gate = message(GATE_LABELS.get(answer.about, answer.about))
        said = message("yes") if answer.value >= 1 else message("no")
        return message("Told by the investor, {on}: {site}, “{about}”: {said}",
                       on=on, site=site, about=gate, said=said)  # fmt: skip
    return message(
        "Told by the investor, {on}: {site}, “{about}”: {amount} {unit}",
        on=on, site=site, about=message(criterion.label), amount=f"{answer.value:,.0f}",
        unit=message(criterion.answer.unit(profile)),
    )  # fmt: skip
