"""Several processes at once, and processes that are killed: nothing that was committed is lost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.postgres import cluster, databases
from tests.store_samples import migrated, opened, sample

pytestmark = pytest.mark.slow  # starts processes

WRITERS, TIMES = 8, 25


def child(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.store_child", *arguments],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def first_lines(process: subprocess.Popen[str], n: int) -> list[str]:
    assert process.stdout is not None
    return [process.stdout.readline().strip() for _ in range(n)]


def killed(process: subprocess.Popen[str]) -> list[str]:
    """What a process said until it was killed in the middle of its work."""
    said = first_lines(process, 5)
    process.kill()
    rest, _ = process.communicate()
    return [line for line in [*said, *rest.split("\n")[:-1]] if line]


def test_eight_who_write_at_once_lose_nothing(database_url: str) -> None:
    store = opened(database_url)
    id = store.save(sample(notes={}))
    writers = [child("write", database_url, id, f"w{n}", str(TIMES)) for n in range(WRITERS)]
    answers = [process.communicate() for process in writers]
    assert [error for _, error in answers if error] == []
    made = sorted(int(line) for said, _ in answers for line in said.split())
    assert made == list(range(2, 2 + WRITERS * TIMES))
    history = store.history(id)
    assert [event.seq for event in history] == list(range(1, 2 + WRITERS * TIMES))
    assert store.get(id).version == 1 + WRITERS * TIMES
    texts = [event.after for event in history[1:]]
    assert sorted(texts) == sorted(f"w{n}:{i}" for n in range(WRITERS) for i in range(TIMES))
    assert [e.before for e in history[2:]] == [e.after for e in history[1:-1]]
    store.close()


def test_what_a_killed_writer_had_told_is_kept(database_url: str) -> None:
    told = killed(child("save", database_url))
    store = opened(database_url)
    kept = {line.id: line for line in store.listing()}
    assert set(told) <= set(kept)
    assert len(kept) <= len(told) + 1  # the one that was just committed and not yet told
    for id in kept:
        assert [e.seq for e in store.history(id)] == list(range(1, kept[id].version + 1))
        assert store.get(id).record.startswith('{"long"')
    assert all(kept[id].owner == "Bo" for id in told)
    store.save(sample())  # and it goes on
    store.close()


@pytest.mark.parametrize("kind", [name for name in databases() if name == "postgresql"])
def test_what_a_killed_server_had_committed_is_kept(kind: str) -> None:
    assert kind == "postgresql"
    with cluster() as server:
        url = migrated(server)
        process = child("save", url)
        told = first_lines(process, 5)
        server.kill()
        rest, error = process.communicate()
        assert "could not be" in error
        server.start()
        store = opened(url)
        kept = {line.id for line in store.listing()}
        assert {*told, *rest.split()} <= kept
        assert all(store.get(id).version == len(store.history(id)) for id in kept)
        store.close()


def test_eight_who_open_a_new_file_at_once_all_find_it_ready(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new' / 'a.db'}"
    answers = [p.communicate() for p in [child("open", url) for _ in range(WRITERS)]]
    assert {said.strip() for said, _ in answers} == {"0002"}
    assert [error for _, error in answers if error] == []
