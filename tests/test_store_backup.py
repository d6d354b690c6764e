"""Backups: the same rows in either database, and nothing of a file that is not whole."""

from __future__ import annotations

import json
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from recommender.errors import StoreError
from recommender.store import Store
from tests.postgres import databases
from tests.store_samples import CONTACT, migrated, opened, rows_of_all, sample

pytestmark = pytest.mark.slow  # a server of its own, or whole commands


def worked_on(store: Store) -> str:
    id = store.save(sample(contact=CONTACT))
    version = store.set_status(id, "sent", by="Ann", version=1, record='{"as": "sent", "n": 1e-9}')
    store.set_note(id, "site_2", "“quotes”, 引号\n\tand lines", by="Bo", version=version)
    store.save(sample(title="another"))
    return id


def another(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Store:
    if kind == "postgresql":
        return opened(migrated(request.getfixturevalue("postgres")))
    return opened(f"sqlite:///{tmp_path / 'other.db'}")


@pytest.mark.parametrize("kind", databases())
def test_a_backup_of_either_is_restored_into_either(
    store: Store, kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    worked_on(store)
    there, back = tmp_path / "there.zip", tmp_path / "back.zip"
    told = store.backup(there, with_contacts=True)
    other = another(kind, tmp_path, request)
    assert other.restore(there) == told
    assert rows_of_all(other) == rows_of_all(store)
    assert {name: part.rows for name, part in told.tables.items()} == {
        name: len(rows) for name, rows in rows_of_all(store).items()
    }
    again = other.backup(back, with_contacts=True)
    assert again.tables == told.tables
    other.set_owner(other.listing()[0].id, "Di", by="Di", version=other.listing()[0].version)
    other.close()


def test_contacts_are_left_out_unless_asked_for(store: Store, tmp_path: Path) -> None:
    id = worked_on(store)
    file = tmp_path / "a.zip"
    told = store.backup(file)
    assert "contacts" not in told.tables
    with zipfile.ZipFile(file) as zipped:
        content = b"".join(zipped.read(name) for name in zipped.namelist())
    for secret in (CONTACT.company, CONTACT.person, CONTACT.email, CONTACT.phone):
        assert secret.encode() not in content
    other = opened(f"sqlite:///{tmp_path / 'b.db'}")
    other.restore(file)
    assert other.contact(id) is None
    assert other.history(id) == store.history(id)
    other.close()


def test_a_backup_is_for_its_owner_alone_and_written_whole(store: Store, tmp_path: Path) -> None:
    worked_on(store)
    file = tmp_path / "a.zip"
    store.backup(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    before = file.read_bytes()
    for wrong in (tmp_path, tmp_path / "no" / "folder.zip"):
        with pytest.raises(StoreError, match="cannot be written"):
            store.backup(wrong)
    assert file.read_bytes() == before
    assert [f.name for f in tmp_path.iterdir() if f.name.startswith(".")] == []


def test_a_full_disk_leaves_no_half_a_backup(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno
    import os

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    worked_on(store)
    (tmp_path / "out").mkdir()
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match="No space left"):
        store.backup(tmp_path / "out" / "a.zip")
    assert list((tmp_path / "out").iterdir()) == []


def test_a_backup_is_of_one_moment(store: Store, tmp_path: Path) -> None:
    """What others commit while it is written is in it whole or not at all."""
    from recommender.store.backup import backup
    from recommender.store.connecting import reading
    from recommender.store.rows import listed
    from tests.store_samples import START

    worked_on(store)
    before = rows_of_all(store)
    with reading(store.engine, store.address) as connection:
        listed(connection, owner=None, status=None)  # the moment
        store.save(sample(title="late"))
        told = backup(connection, tmp_path / "a.zip", at=START, with_contacts=True)
    assert {n: p.rows for n, p in told.tables.items()} == {n: len(r) for n, r in before.items()}
    assert len(store.listing()) == 3


def test_a_restore_never_mixes(store: Store, tmp_path: Path) -> None:
    worked_on(store)
    store.backup(tmp_path / "a.zip")
    before = rows_of_all(store)
    with pytest.raises(StoreError, match="holds 2 shortlists"):
        store.restore(tmp_path / "a.zip")
    assert rows_of_all(store) == before


def rewritten(file: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    """The backup with other content, and a manifest that fits it: a hand that knows the format."""
    import hashlib

    with zipfile.ZipFile(file) as zipped:
        parts = {name: zipped.read(name) for name in zipped.namelist()}
    change(parts)
    manifest = json.loads(parts["manifest.json"])
    for name, part in manifest["tables"].items():
        content = parts[f"{name}.jsonl"]
        part |= {
            "rows": content.count(b"\n"), "bytes": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
        }  # fmt: skip
    parts["manifest.json"] = json.dumps(manifest).encode()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in parts.items():
            zipped.writestr(name, content)


def edited(name: str, before: str, after: str) -> Callable[[dict[str, bytes]], None]:
    def change(parts: dict[str, bytes]) -> None:
        assert before.encode() in parts[name]
        parts[name] = parts[name].replace(before.encode(), after.encode(), 1)

    return change


def cut_history(parts: dict[str, bytes]) -> None:
    parts["events.jsonl"] = b"".join(parts["events.jsonl"].splitlines(keepends=True)[1:])


def added(parts: dict[str, bytes]) -> None:
    parts["../evil.txt"] = b"x"


def bomb(parts: dict[str, bytes]) -> None:
    parts["records.jsonl"] = b" " * 50_000_000


WRONG = {
    "a newer program": edited("manifest.json", '"0002"', '"0099"'),
    "a newer format": edited("manifest.json", '"version": 1', '"version": 2'),
    "another format": edited("manifest.json", "baysite shortlists", "shopping lists"),
    "a history with a gap": cut_history,
    "another file in it": added,
    "a bomb": bomb,
    "a changed record": edited("records.jsonl", "a record", "another"),
    "an unknown status": edited("shortlists.jsonl", '"status": "sent"', '"status": "stolen"'),
    "a text for a number": edited("entries.jsonl", '"place": 1', '"place": "1"'),
    "another column": edited("notes.jsonl", '"text"', '"texts"'),
    "a note on no site": edited("notes.jsonl", "site_1", "mars"),
    "a moment without a zone": edited("events.jsonl", "+00:00", ""),
    "no JSON": edited("notes.jsonl", "{", "["),
    "a row twice": lambda parts: parts.update({"notes.jsonl": parts["notes.jsonl"] * 2}),
    "a zero byte": edited("notes.jsonl", "ask for", "ask\\u0000for"),
}


@pytest.mark.parametrize("what", WRONG)
def test_of_a_file_that_is_wrong_nothing_is_restored(
    store: Store, tmp_path: Path, what: str
) -> None:
    source = opened(f"sqlite:///{tmp_path / 'source.db'}")
    worked_on(source)
    source.backup(tmp_path / "a.zip")
    source.close()
    rewritten(tmp_path / "a.zip", WRONG[what])
    empty = rows_of_all(store)
    with pytest.raises(StoreError) as caught:
        store.restore(tmp_path / "a.zip")
    said = str(caught.value)
    assert "nothing was changed" in said
    assert "\n" not in said
    assert ("newer Baysite" in said) == ("newer" in what)
    assert rows_of_all(store) == empty
    store.save(sample())


@pytest.mark.parametrize("share", [0.0, 0.2, 0.5, 0.9, 0.999])
def test_of_a_file_that_is_cut_off_nothing_is_restored(
    store: Store, tmp_path: Path, share: float
) -> None:
    source = opened(f"sqlite:///{tmp_path / 'source.db'}")
    worked_on(source)
    file = tmp_path / "a.zip"
    source.backup(file)
    source.close()
    whole = file.read_bytes()
    file.write_bytes(whole[: int(share * len(whole))])
    with pytest.raises(StoreError, match="no whole backup"):
        store.restore(file)
    file.write_bytes(whole)
    store.restore(file)


def test_a_byte_that_a_disk_turned_is_found(tmp_path: Path) -> None:
    source, file = opened(f"sqlite:///{tmp_path / 'source.db'}"), tmp_path / "a.zip"
    worked_on(source)
    source.backup(file)
    whole = file.read_bytes()
    target = opened(f"sqlite:///{tmp_path / 'target.db'}")
    with zipfile.ZipFile(file) as zipped:
        parts = [(i.header_offset + 30 + len(i.filename), i) for i in zipped.infolist()]
    for start, part in parts:
        at = start + 20 + part.compress_size // 2  # in the middle of what is compressed
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        with pytest.raises(StoreError):
            target.restore(file)
        assert target.listing() == ()
    source.close()
    target.close()


def test_what_is_no_backup_at_all_is_named(store: Store, tmp_path: Path) -> None:
    (tmp_path / "letter.zip").write_text("Dear all", encoding="utf-8")
    for name in ("letter.zip", "nowhere.zip", "."):
        with pytest.raises(StoreError, match="no whole backup"):
            store.restore(tmp_path / name)
