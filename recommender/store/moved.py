"""What moved since a shortlist was sent, or since it was saved, and why."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from recommender.errors import BaysiteError, RecordError
from recommender.record import digest_of
from recommender.replay import Replay, replay
from recommender.replay_report import replay_json

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.store.kept import SavedShortlist


@dataclass(frozen=True, kw_only=True)
class MovedSince:
    """A replay of the record that was kept.

    Attributes
    ----------
    since : sent, or saved where it was never sent
    replay : what it found
    chosen : ids of the shortlist's own sites that do not stand where they stood
    """

    since: str
    replay: Replay
    chosen: tuple[str, ...]


def moved_since(catalogue: Catalogue, shortlist: SavedShortlist) -> MovedSince:
    """What moved since a shortlist was sent, or saved, on the data at hand.

    Raises
    ------
    RecordError
        If the record that was kept is none, or was changed.
    BaysiteError
        If its profile cannot be ranked on these data.
    """
    sent = shortlist.sent_record
    try:
        found = replay(catalogue, _record(sent if sent is not None else shortlist.record))
    except BaysiteError:
        raise
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise _broken(type(error).__name__) from error
    mine = {entry.site_id for entry in shortlist.entries}
    return MovedSince(
        since="sent" if sent is not None else "saved",
        replay=found,
        chosen=tuple(one.site_id for one in found.moved if one.site_id in mine),
    )


def moved_json(catalogue: Catalogue, found: MovedSince, language: str) -> dict[str, Any]:
    """What moved as JSON values: those of a replay, and which of the chosen sites are among it."""
    return {
        "since": found.since,
        "chosen_moved": list(found.chosen),
        **replay_json(catalogue, found.replay, language),
    }


def _record(text: str) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(text)
    if values.get("digest") != digest_of(values):
        raise _broken("its digest does not fit")
    return values


def _broken(cause: str) -> RecordError:
    return RecordError(
        f"The record that this shortlist keeps is none ({cause[:60]}). Expected one as it was "
        "saved. Restore a backup, or save the shortlist anew."
    )
