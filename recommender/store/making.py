"""A shortlist made of a profile and the entries that were chosen of its ranking."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from features.statements import rows_of
from recommender.errors import UnknownSiteError
from recommender.record import as_bytes, make_record, stated
from recommender.store.kept import Contact, NewShortlist, SavedEntry, SavedShortlist

if TYPE_CHECKING:
    from datetime import date

    from features.catalogue import Catalogue
    from recommender.profile import Profile
    from recommender.ranking import Entry


def new_shortlist(
    catalogue: Catalogue,
    profile: Profile,
    entries: tuple[Entry, ...],
    *,
    lead_id: str,
    title: str,
    owner: str,
    language: str,
    notes: Mapping[str, str],
    contact: Contact | None = None,
) -> NewShortlist:
    """The shortlist of some entries of a profile's ranking, for `Store.save`.

    The ranking is made once more for the record, with the profile's name blank: a profile of a
    lead is called by the company. Scores and places are those of that record.

    Raises
    ------
    ProfileError
        If the profile cannot be ranked.
    UnknownSiteError
        If an entry is not in the profile's ranking.
    """
    nameless = replace(profile, name="")
    record = make_record(catalogue, nameless, language)
    return NewShortlist(
        lead_id=lead_id, title=title, owner=owner, language=language,
        profile=json.dumps(stated(nameless), ensure_ascii=False, sort_keys=True),
        data=catalogue.digest, record=as_bytes(record).decode(),
        entries=_saved(catalogue, record, entries), notes=notes, contact=contact,
    )  # fmt: skip


def profile_of_shortlist(shortlist: SavedShortlist, *, today: date) -> Profile:
    """The profile that a shortlist was made of, without a name."""
    from recommender.profile import Profile

    return Profile.from_dict(
        json.loads(shortlist.profile), where="The shortlist's profile", today=today
    )


def record_now(catalogue: Catalogue, shortlist: SavedShortlist) -> str:
    """The decision record of a shortlist's profile on the data at hand, as JSON."""
    from recommender.record import profile_of

    profile = profile_of({"profile": json.loads(shortlist.profile)})
    return as_bytes(make_record(catalogue, profile, shortlist.language)).decode()


def _saved(
    catalogue: Catalogue, record: Mapping[str, Any], entries: tuple[Entry, ...]
) -> tuple[SavedEntry, ...]:
    heads = {entry["site_id"]: entry for entry in record["results"]["ranking"]}
    sites = {row["site_id"]: row for row in rows_of(record["sites"])}
    unknown = [entry.site_id for entry in entries if entry.site_id not in sites]
    if unknown:
        raise UnknownSiteError(
            f"Site {unknown[0][:60]!r} is not in the ranking of this profile. Expected entries of "
            "the same profile on the same data. Rank it again, then save."
        )
    names = catalogue.sites
    return tuple(
        SavedEntry(
            site_id=entry.site_id,
            rank=entry.rank,
            **{n: sites[entry.site_id][n] for n in ("score", "score_low", "score_high")},
            tier=heads.get(entry.site_id, {}).get("tier"),
            name_en=_name(names.at[entry.site_id, "name_en"]),
            name_zh=_name(names.at[entry.site_id, "name_zh"]),
        )
        for entry in entries
    )


def _name(value: object) -> str:
    return value if isinstance(value, str) else ""
