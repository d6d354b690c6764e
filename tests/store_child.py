"""A process of its own that uses the store, so that it can be one of eight, or be killed.

    python -m tests.store_child write URL ID WRITER TIMES    writes notes, again when it was late
    python -m tests.store_child save URL                     saves until it is killed
    python -m tests.store_child open URL                     opens, and prints the revision
    python -m tests.store_child upgrade URL FOLDER REVISION  runs migrations of a folder

Each prints one line for what was committed, and nothing for what was not.
"""

from __future__ import annotations

import sys
from pathlib import Path

from recommender.errors import StaleShortlistError
from recommender.store.address import address_of
from recommender.store.connecting import engine_for
from recommender.store.migrating import checked, upgrade
from recommender.store.store import open_store
from tests.store_samples import sample


def say(word: object) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def write(url: str, id: str, writer: str, times: str) -> None:
    store = open_store(url)
    for n in range(int(times)):
        version = 0
        while True:
            try:
                say(store.set_note(id, "site_1", f"{writer}:{n}", by=writer, version=version))
                break
            except StaleShortlistError as error:
                version = error.changes[-1].seq


def save(url: str) -> None:
    store, n = open_store(url), 0
    while True:
        id = store.save(sample(record='{"long": "' + f"{n}" * 50_000 + '"}'))
        store.set_owner(id, "Bo", by="Bo", version=1)
        say(id)
        n += 1


def open_(url: str) -> None:
    store = open_store(url)
    say(checked(store.engine, store.address))


def upgrade_(url: str, folder: str, revision: str) -> None:
    where = address_of(url)
    say(upgrade(engine_for(where), where, to=revision, scripts=Path(folder)))


if __name__ == "__main__":
    {"write": write, "save": save, "open": open_, "upgrade": upgrade_}[sys.argv[1]](*sys.argv[2:])
