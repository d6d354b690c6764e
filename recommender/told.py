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


def subject(about: str) -> str:
    """What an answer decides: the must-have behind a criterion, or the thing itself.

    Examples
    --------
    >>> subject("land_on_offer"), subject("land_need"), subject("occupancy_cost")
    ('land_need', 'land_need', 'occupancy_cost')
    """
    criterion = {c.name: c for c in answerable()}.get(about)
    return criterion.must_have or about if criterion is not None else about


def check_told(catalogue: Catalogue, profile: Profile) -> None:
    """Nothing, if every answer is of a known site, about something that it can answer, once.

    Raises
    ------
    ProfileError
        Naming the answer and what is known.
    """
    known = (*(c.name for c in answerable()), *MUST_HAVES)
    seen: set[tuple[str, str]] = set()
    for answer in profile.told:
        if answer.site_id not in catalogue.sites.index or answer.about not in known:
            raise ProfileError(
                f"An answer of {answer.site_id[:60]!r} on {answer.about[:40]!r} cannot be used. "
                f"Expected a site id of the catalogue and one of {', '.join(known)}. Correct it, "
                "or take it out."
            )
        decides = (answer.site_id, subject(answer.about))
        if decides in seen:
            raise ProfileError(
                f"Two answers of {answer.site_id!r} decide {decides[1]!r}, the later one on "
                f"{answer.about!r}. Expected one. Take the older one out."
            )
        seen.add(decides)


def heard(profile: Profile) -> tuple[Told, ...]:
    """The answers that count: given by the day of knowledge, to what the project asks today."""
    return tuple(answer for answer in profile.told if not _why_not_heard(profile, answer))


def _why_not_heard(profile: Profile, answer: Told) -> str:
    criterion = {c.name: c for c in answerable()}.get(answer.about)
    if answer.on is not None and answer.on > profile.on:
        return LATER
    if criterion is None or criterion.answer is None:
        return ""
    if criterion.key(profile) is None:
        return NOT_ASKED
    same = answer.unit in ("", criterion.answer.basis(profile))
    return "" if same else ANOTHER


LATER = message("it is later than {on}").text
NOT_ASKED = message("the project does not ask it").text
ANOTHER = message("it was given for another need or start ({unit}): ask again").text


def unheard(
    catalogue: Catalogue, profile: Profile, checks: tuple[Check, ...]
) -> tuple[Message, ...]:
    """Warnings on answers that are not counted, each with its reason."""
    asked = {check.name for check in checks}
    reasons = [
        _why_not_heard(profile, answer)
        or (NOT_ASKED if answer.about in MUST_HAVES and answer.about not in asked else "")
        for answer in profile.told
    ]
    return tuple(
        message(
            "Not counted: {answer}; {why}",
            answer=answer_in_words(catalogue, profile, answer),
            why=message(why, on=profile.on, unit=answer.unit),
        )
        for answer, why in zip(profile.told, reasons, strict=True)
        if why
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
    verdicts = {(a.site_id, subject(a.about)): (a, _yes(a, profile, by_criterion)) for a in answers}
    return tuple(_told(check, profile, verdicts) for check in checks)


def _yes(answer: Told, profile: Profile, by_criterion: dict[str, Criterion]) -> bool:
    """True when the answer meets the must-have: an amount that is enough, or a yes."""
    if answer.about == "readiness":
        return answer.value <= 0
    criterion = by_criterion.get(answer.about)
    if criterion is None or criterion.answer is None:
        return answer.value >= 1
    return criterion.answer.performance(profile, answer.value) >= 1 - 1e-9


OVERRULED = ("start_date", "building")
"""Must-haves of which a yes of the site stands before a known fail: it can build and hasten.  A
site that is too small, or a rule that bars, stays what it is."""


def _told(
    check: Check, profile: Profile, verdicts: dict[tuple[str, str], tuple[Told, bool]]
) -> Check:
    mine = {site: found for (site, gate), found in verdicts.items() if gate == check.name}
    mine = {site: found for site, found in mine.items() if site in check.table.index}
    if not mine:
        return check
    table = check.table.copy()
    stays = {
        site for site, (_, yes) in mine.items()
        if yes and check.result(site) == FAIL and check.name not in OVERRULED
    }  # fmt: skip
    for site, (_, yes) in mine.items():
        if site not in stays:
            table.loc[site, ["result", "have", "misses_by"]] = [PASS if yes else FAIL, None, None]

    def reason(site_id: str) -> Message:
        if site_id not in mine:
            return check.reason(site_id)
        answer, yes = mine[site_id]
        day = _day(answer.on)
        if site_id in stays:
            return message("{known}; told otherwise by the investor{day}, which cannot be",
                           known=check.reason(site_id), day=day)  # fmt: skip
        said = {"day": day, "answer": _said(profile, answer)}
        if yes:
            return message("Told by the investor{day}: {answer}, which is enough", **said)
        return message("Told by the investor{day}: {answer}, which is not enough", **said)

    return replace(check, table=table, reason=reason)


def _day(day: date | None) -> str:
    return f" ({day})" if day else ""


def answer_in_words(catalogue: Catalogue, profile: Profile, answer: Told) -> Message:
    """What a site told the investor, and when."""
    criterion = {c.name: c for c in answerable()}.get(answer.about)
    label = criterion.label if criterion else GATE_LABELS.get(answer.about, answer.about)
    return message(
        "Told by the investor, {on}: {site}, “{about}”: {answer}",
        on=answer.on or profile.on, site=site_name(catalogue, answer.site_id),
        about=message(label), answer=_said(profile, answer),
    )  # fmt: skip


def _said(profile: Profile, answer: Told) -> Message:
    """An answer alone: an amount with its unit, or yes or no."""
    criterion = {c.name: c for c in answerable()}.get(answer.about)
    if criterion is None or criterion.answer is None:
        return message("yes") if answer.value >= 1 else message("no")
    unit: Message | str = answer.unit
    if criterion.key(profile) is not None and answer.unit in ("", criterion.answer.basis(profile)):
        unit = message(criterion.answer.unit(profile))
    return message("{amount} {unit}", amount=f"{answer.value:,.10g}", unit=unit)
