"""A draft with steps taken: what a button of the page does when an investor gives way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any

from recommender.draft import Draft
from recommender.steps import Step, relaxed
from recommender.units import MU


def give_way(draft: Draft, given: tuple[Step, ...], *, where: str, today: date) -> Draft | None:
    """The draft that asks the relaxed profile, all else as typed; None if no form can ask it.

    `where` and `today` are those with which the draft becomes a profile.
    """
    stated = draft.profile(where=where, today=today)
    wanted = relaxed(stated, given)
    before, after = Draft.of(stated), Draft.of(wanted)
    changes = {
        field.name: getattr(after, field.name)
        for field in fields(Draft)
        if getattr(after, field.name) != getattr(before, field.name)
    }
    if "land" in changes:
        changes["land_unit"] = MU
    changes["rest"] = _changed(draft.rest, before.rest, after.rest)
    changed = replace(draft, **changes)
    asks = changed.profile(where=where, today=today)
    return changed if asks.digest() == wanted.digest() else None


def _changed(
    kept: Mapping[str, Any], before: Mapping[str, Any], after: Mapping[str, Any]
) -> dict[str, Any]:
    """The kept fields with what differs between before and after: nothing else is taken over."""
    gone = set(before) - set(after)
    new = {name: value for name, value in after.items() if before.get(name) != value}
    return {name: value for name, value in kept.items() if name not in gone} | new
