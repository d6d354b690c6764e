"""The store of shortlists: the same claims on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from recommender.errors import (
    StaleShortlistError,
    StoreError,
    UnknownShortlistError,
    UnknownSiteError,
)
from recommender.store import STATUSES, Contact, Store
from recommender.store.connecting import writing
from tests.store_samples import CONTACT, START, opened, sample

pytestmark = pytest.mark.slow  # a server of its own, or whole commands


def test_what_was_saved_is_read_back(store: Store) -> None:
    new = sample()
    id = store.save(new)
    found = store.get(id)
    assert (found.version, found.status, found.owner) == (1, "proposed", "Ann")
    assert found.entries == new.entries
    assert found.notes == new.notes
    assert (found.profile, found.record, found.sent_record) == (new.profile, new.record, None)
    assert found.created_at == found.updated_at == START
    assert found.created_at.tzinfo is UTC


def test_a_list_shows_who_works_on_what_changed_last_first(store: Store) -> None:
    first, second = store.save(sample(title="one")), store.save(sample(title="two", owner="Bo"))
    assert [line.id for line in store.listing()] == [second, first]
    store.set_owner(first, "Bo", by="Ann", version=1)
    assert [line.id for line in store.listing()] == [first, second]
    assert [line.title for line in store.listing(owner="Bo")] == ["one", "two"]
    assert store.listing(owner="Ann") == ()
    assert [line.sites for line in store.listing(status="proposed")] == [2, 2]
    assert store.listing(status="won") == ()


def test_every_change_is_one_line_of_history(store: Store) -> None:
    id = store.save(sample(), by="Cy")
    version = store.set_owner(id, "Bo", by="Ann", version=1)
    version = store.set_note(id, "site_2", "no rail", by="Bo", version=version)
    version = store.set_status(id, "visited", by="Bo", version=version)
    told = [(e.seq, e.by, e.kind, e.site_id, e.before, e.after) for e in store.history(id)]
    assert told == [
        (1, "Cy", "created", None, None, "proposed"),
        (2, "Ann", "owner", None, "Ann", "Bo"),
        (3, "Bo", "note", "site_2", "", "no rail"),
        (4, "Bo", "status", None, "proposed", "visited"),
    ]
    assert version == store.get(id).version == 4
    assert [e.at for e in store.history(id)] == sorted(e.at for e in store.history(id))
    assert store.get(id).updated_at == store.history(id)[-1].at


def test_a_change_that_changes_nothing_leaves_no_line(store: Store) -> None:
    id = store.save(sample())
    assert store.set_owner(id, " Ann ", by="Bo", version=1) == 1
    assert store.set_note(id, "site_1", "ask for cranes", by="Bo", version=1) == 1
    assert len(store.history(id)) == 1


def test_an_empty_note_takes_the_note_away(store: Store) -> None:
    id = store.save(sample())
    store.set_note(id, "site_1", "  ", by="Ann", version=1)
    assert store.get(id).notes == {}
    assert store.history(id)[-1].before == "ask for cranes"


def test_what_is_sent_is_kept_as_it_was_sent(store: Store) -> None:
    id = store.save(sample())
    with pytest.raises(StoreError, match="record_now"):
        store.set_status(id, "sent", by="Ann", version=1)
    store.set_status(id, "sent", by="Ann", version=1, record='{"format": "as sent"}')
    found = store.get(id)
    assert found.sent_record == '{"format": "as sent"}'
    assert found.record == sample().record


def test_lost_needs_a_reason_and_so_does_the_way_back(store: Store) -> None:
    id = store.save(sample())
    with pytest.raises(StoreError, match="without a reason"):
        store.set_status(id, "lost", by="Ann", version=1)
    store.set_status(id, "lost", by="Ann", version=1, reason="took Huizhou")
    with pytest.raises(StoreError, match="go back"):
        store.set_status(id, "visited", by="Ann", version=2)
    store.set_status(id, "visited", by="Ann", version=2, reason="came back")
    assert [e.reason for e in store.history(id)] == ["", "took Huizhou", "came back"]


@pytest.mark.parametrize("before", STATUSES)
@pytest.mark.parametrize("after", STATUSES)
def test_any_other_status_may_follow(store: Store, before: str, after: str) -> None:
    id, version = store.save(sample()), 1
    if before != "proposed":
        version = store.set_status(id, before, by="A", version=1, reason="why", record="{}")
    if before == after:
        with pytest.raises(StoreError, match="already"):
            store.set_status(id, after, by="A", version=version, reason="why", record="{}")
    else:
        store.set_status(id, after, by="A", version=version, reason="why", record="{}")
        assert store.get(id).status == after


def test_the_second_of_two_learns_who_was_first_and_neither_text_is_lost(store: Store) -> None:
    id = store.save(sample())
    store.set_note(id, "site_1", "the first text", by="Bo", version=1)
    with pytest.raises(StaleShortlistError) as caught:
        store.set_note(id, "site_1", "the second text", by="Ann", version=1)
    said = str(caught.value)
    assert "Bo wrote on site_1: 'the first text' on 2026-11-24 08:00 UTC" in said
    assert caught.value.mine == "the second text"
    assert [(e.by, e.after) for e in caught.value.changes] == [("Bo", "the first text")]
    store.set_note(id, "site_1", caught.value.mine, by="Ann", version=caught.value.changes[-1].seq)
    assert [e.after for e in store.history(id)[1:]] == ["the first text", "the second text"]


@pytest.mark.parametrize("seen", [0, 2, 99])
def test_a_version_that_nobody_saw_is_refused(store: Store, seen: int) -> None:
    id = store.save(sample())
    with pytest.raises(StaleShortlistError):
        store.set_owner(id, "Bo", by="Bo", version=seen)
    assert store.get(id).owner == "Ann"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET who = 'Mallory'",
        "UPDATE events SET at = at",
        "DELETE FROM events",
        "DELETE FROM events WHERE seq = 1",
        "DELETE FROM shortlists",
    ],
)
def test_nobody_rewrites_the_history(store: Store, statement: str) -> None:
    id = store.save(sample())
    before = store.history(id)
    with pytest.raises(StoreError), writing(store.engine, store.address) as connection:
        connection.execute(text(statement))
    assert store.history(id) == before


def test_the_history_is_not_replaced_or_cut_off_either(store: Store) -> None:
    id = store.save(sample())
    statements = {
        "sqlite": [
            "INSERT OR REPLACE INTO events (shortlist_id, seq, at, who, kind, reason) "
            "VALUES (:id, 1, '2020-01-01 00:00:00', 'Mallory', 'created', '')"
        ],
        "postgresql": [
            "TRUNCATE events",
            "TRUNCATE shortlists CASCADE",
            "INSERT INTO events (shortlist_id, seq, at, who, kind, reason) "
            "VALUES (:id, 1, now(), 'Mallory', 'created', '') "
            "ON CONFLICT (shortlist_id, seq) DO UPDATE SET who = 'Mallory'",
        ],
    }[store.engine.dialect.name]
    for statement in statements:
        with pytest.raises(StoreError), writing(store.engine, store.address) as connection:
            connection.execute(text(statement), {"id": id} if ":id" in statement else {})
    assert [e.by for e in store.history(id)] == ["Ann"]


def test_a_contact_is_told_only_to_whom_asks_for_it(store: Store) -> None:
    id = store.save(sample(contact=CONTACT))
    assert store.contact(id) == CONTACT
    assert store.get(id).has_contact
    told = repr((store.get(id), store.listing(), store.history(id), CONTACT, sample()))
    for secret in (CONTACT.company, CONTACT.person, CONTACT.email, CONTACT.phone):
        assert secret not in told


def test_an_erased_contact_is_gone_and_the_history_says_by_whom(store: Store) -> None:
    id = store.save(sample(contact=CONTACT))
    store.erase_contact(id, by="Bo", version=1)
    assert store.contact(id) is None
    assert not store.get(id).has_contact
    last = store.history(id)[-1]
    assert (last.kind, last.by, last.before, last.after) == ("contact_erased", "Bo", None, None)
    assert store.erase_contact(id, by="Bo", version=2) == 2
    assert len(store.history(id)) == 2


def test_a_contact_is_kept_and_replaced(store: Store) -> None:
    id = store.save(sample())
    assert store.contact(id) is None
    store.keep_contact(id, CONTACT, by="Ann", version=1)
    assert store.keep_contact(id, CONTACT, by="Ann", version=2) == 2
    store.keep_contact(id, Contact(person="Lee Wing"), by="Ann", version=2)
    assert store.contact(id) == Contact(person="Lee Wing")
    with pytest.raises(StoreError, match="empty"):
        store.keep_contact(id, Contact(company=" "), by="Ann", version=3)


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "List for GLEAMING HARBOUR LAMPS"},
        {"lead_id": "ho@gleaming.example"},
        {"profile": '{"project": {"sector": "lamps of Gleaming Harbour Lamps"}}'},
        {"notes": {"site_1": "call +852 5550 1234"}},
        {"notes": {"site_1": "call 5550-1234"}},
    ],
)
def test_what_is_kept_for_good_never_holds_the_contact(
    store: Store, changes: dict[str, object]
) -> None:
    with pytest.raises(StoreError, match="holds the contact's"):
        store.save(sample(contact=CONTACT, **changes))
    assert store.listing() == ()


def test_a_note_or_reason_never_holds_the_contact(store: Store) -> None:
    id = store.save(sample(contact=CONTACT))
    with pytest.raises(StoreError, match="holds the contact's person"):
        store.set_note(id, "site_1", "ho siu-ming likes it", by="Ann", version=1)
    with pytest.raises(StoreError, match="holds the contact's email"):
        store.set_status(id, "lost", by="Ann", version=1, reason="Ho@gleaming.example said no")
    assert len(store.history(id)) == 1


def test_a_contact_that_a_note_told_before_is_not_kept_as_if_it_could_be_erased(
    store: Store,
) -> None:
    id = store.save(sample())
    store.set_note(id, "site_1", f"{CONTACT.person} likes it", by="Ann", version=1)
    store.set_note(id, "site_1", "", by="Ann", version=2)
    with pytest.raises(StoreError, match="history holds the contact's person"):
        store.keep_contact(id, CONTACT, by="Ann", version=3)
    assert store.contact(id) is None
    titled = store.save(sample(title=f"Lamps for {CONTACT.company}"))
    with pytest.raises(StoreError, match="title holds the contact's company"):
        store.keep_contact(titled, CONTACT, by="Ann", version=1)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"title": "x" * 201}, "title has 201 characters"),
        ({"title": "\x00 "}, "title is empty"),
        ({"owner": ""}, "owner is empty"),
        ({"notes": {"site_1": "x" * 2_001}}, "note has 2,001"),
        ({"notes": {"elsewhere": "x"}}, "does not name"),
        ({"entries": ()}, "names 0 sites"),
        ({"language": "fr"}, "Language 'fr'"),
        ({"record": "[1]"}, "record is no JSON"),
        ({"profile": "{"}, "profile is no JSON"),
        ({"title": "half \ud83d"}, "half of a character"),
        ({"contact": Contact(phone="1" * 61)}, "phone has 61"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_a_line(
    store: Store, changes: dict[str, object], says: str
) -> None:
    with pytest.raises(StoreError, match=says) as caught:
        store.save(sample(**changes))
    assert "\n" not in str(caught.value)
    assert store.listing() == ()


def test_a_site_twice_or_without_a_score_is_refused(store: Store) -> None:
    from dataclasses import replace

    one = sample().entries[0]
    for wrong in ((one, one), (replace(one, score=float("nan")),)):
        with pytest.raises(StoreError):
            store.save(sample(entries=wrong, notes={}))


def test_unknown_ids_sites_and_statuses_are_named(store: Store) -> None:
    id = store.save(sample())
    for ask in (store.get, store.history, store.contact):
        with pytest.raises(UnknownShortlistError, match="'nobody'"):
            ask("nobody")
    with pytest.raises(UnknownShortlistError):
        store.set_owner("nobody", "Bo", by="Bo", version=1)
    with pytest.raises(UnknownSiteError, match="'mars'"):
        store.set_note(id, "mars", "x", by="Bo", version=1)
    with pytest.raises(StoreError, match="'archived'"):
        store.set_status(id, "archived", by="Bo", version=1)
    with pytest.raises(StoreError, match="'archived'"):
        store.listing(status="archived")
    with pytest.raises(StoreError, match="by is empty"):
        store.set_owner(id, "Bo", by=" ", version=1)


@settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(note=st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_any_text_is_kept_as_it_was_typed_but_for_control_characters(
    store: Store, note: str
) -> None:
    from recommender.profile import cleaned

    id = store.save(sample(notes={}))
    store.set_note(id, "site_1", note, by="Ann", version=1)
    assert store.get(id).notes.get("site_1", "") == str(cleaned(note)).strip()


def test_a_record_that_two_shortlists_share_is_kept_once(store: Store) -> None:
    from tests.store_samples import rows_of_all

    store.save(sample())
    store.save(sample())
    assert len(rows_of_all(store)["records"]) == 1


def test_a_store_that_was_closed_opens_again_with_everything(database_url: str) -> None:
    first = opened(database_url)
    id = first.save(sample())
    first.close()
    second = opened(database_url)
    assert second.get(id).title == sample().title
    second.close()


def test_a_moment_of_another_zone_is_told_in_utc(database_url: str) -> None:
    from datetime import timedelta, timezone

    from recommender.store import open_store

    opened(database_url).close()
    hong_kong = timezone(timedelta(hours=8))
    store = open_store(database_url, clock=lambda: datetime(2026, 11, 24, 7, 30, 0, 5, hong_kong))
    id = store.save(sample())
    at = store.get(id).created_at
    assert at.isoformat() == "2026-11-23T23:30:00.000005+00:00"
    store.close()
