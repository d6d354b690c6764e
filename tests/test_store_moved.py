"""A shortlist made of a real ranking: what it keeps, and what moved since it was sent."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from features.catalogue import Catalogue
from recommender.engine import recommend
from recommender.errors import RecordError, UnknownSiteError
from recommender.profile import Profile
from recommender.record import digest_of
from recommender.store import (
    Contact,
    NewShortlist,
    SavedShortlist,
    Store,
    moved_since,
    new_shortlist,
    record_now,
)
from recommender.store.moved import moved_json

pytestmark = pytest.mark.slow  # a server of its own, or whole commands

COMPANY = "Pearl Delta Instruments"


@pytest.fixture(scope="module")
def profile(examples: dict[str, Profile]) -> Profile:
    return replace(examples["hk_medtech"], name=f"{COMPANY}, Ms Ho")


@pytest.fixture(scope="module")
def made(catalogue: Catalogue, profile: Profile) -> NewShortlist:
    chosen = recommend(catalogue, profile).entries[:3]
    return new_shortlist(
        catalogue, profile, chosen, lead_id="L-1", title="Monitors", owner="Ann", language="zh",
        notes={chosen[0].site_id: "问地价"}, contact=Contact(company=COMPANY),
    )  # fmt: skip


def saved(store: Store, made: NewShortlist) -> SavedShortlist:
    return store.get(store.save(made))


def changed_data(catalogue: Catalogue, site: str) -> Catalogue:
    """The catalogue where one site says nothing of its industries any more."""
    sites = catalogue.sites.copy()
    sites.at[site, "sectors"] = None
    return replace(catalogue, sites=sites)


def test_sites_stand_as_the_ranking_put_them(
    catalogue: Catalogue, profile: Profile, made: NewShortlist
) -> None:
    ranking = recommend(catalogue, profile)
    for entry, kept in zip(ranking.entries[:3], made.entries, strict=True):
        row = ranking.table.loc[entry.site_id]
        assert (kept.rank, kept.site_id) == (entry.rank, entry.site_id)
        assert kept.score == pytest.approx(row["score"])
        assert kept.score_low <= kept.score <= kept.score_high
        assert kept.name_en or kept.name_zh
    assert made.entries[0].tier == 1
    assert made.data == catalogue.digest


def test_neither_profile_nor_record_holds_whom_it_is_for(made: NewShortlist) -> None:
    assert "name" not in json.loads(made.profile)
    for text in (made.profile, made.record, repr(made)):
        assert COMPANY not in text
        assert "Ms Ho" not in text


def test_a_site_of_another_ranking_is_refused(catalogue: Catalogue, profile: Profile) -> None:
    entry = replace(recommend(catalogue, profile).entries[0], site_id="mars")
    with pytest.raises(UnknownSiteError, match="'mars'"):
        new_shortlist(
            catalogue, profile, (entry,), lead_id="", title="t", owner="o", language="en", notes={}
        )


def test_on_the_same_data_nothing_moved(
    catalogue: Catalogue, store: Store, made: NewShortlist
) -> None:
    kept = saved(store, made)
    assert record_now(catalogue, kept) == kept.record
    found = moved_since(catalogue, kept)
    assert (found.since, found.replay.identical, found.chosen) == ("saved", True, ())


def test_what_moved_is_told_since_it_was_sent(
    catalogue: Catalogue, store: Store, made: NewShortlist
) -> None:
    first, second = made.entries[0].site_id, made.entries[1].site_id
    then, now = changed_data(catalogue, second), changed_data(catalogue, first)
    kept = saved(store, made)
    store.set_status(kept.id, "sent", by="Ann", version=1, record=record_now(then, kept))
    sent = store.get(kept.id)
    assert sent.sent_record != sent.record
    found = moved_since(now, sent)
    assert found.since == "sent"
    assert {first, second} <= set(found.chosen)
    told = moved_json(now, found, "en")
    assert told["since"] == "sent"
    lost = next(one for one in told["moved"] if one["site_id"] == first)
    back = next(one for one in told["moved"] if one["site_id"] == second)
    assert lost["no_longer_listed"]
    assert back["newly_listed"]
    assert lost["statements"], "the statement that moved it is named"


@pytest.mark.parametrize("spoilt", ["{}", '{"digest": "x"}', "digest"])
def test_a_record_that_is_none_is_refused_in_a_line(
    catalogue: Catalogue, store: Store, made: NewShortlist, spoilt: str
) -> None:
    kept = saved(store, made)
    if spoilt == "digest":  # whole by its digest, and no record
        values = {"format": "none"}
        spoilt = json.dumps({**values, "digest": digest_of(values)})
    with pytest.raises(RecordError, match="is none"):
        moved_since(catalogue, replace(kept, record=spoilt))
