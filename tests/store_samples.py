"""Shortlists that the tests of the store save, and stores with a clock that ticks by itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from recommender.store import Contact, NewShortlist, SavedEntry, Store, open_store
from tests.postgres import Cluster

START = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
CONTACT = Contact(
    company="Gleaming Harbour Lamps", person="Ho Siu-ming", email="ho@gleaming.example",
    phone="+852 5550 1234",
)  # fmt: skip


def ticking() -> Callable[[], datetime]:
    """A clock that is one second later at every look."""
    seconds = count()
    return lambda: START + timedelta(seconds=next(seconds))


def numbered() -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"00000000-0000-4000-8000-{next(numbers):012d}"


def opened(url: str) -> Store:
    return open_store(url, clock=ticking(), ids=numbered())


def entries(n: int = 2) -> tuple[SavedEntry, ...]:
    return tuple(
        SavedEntry(
            site_id=f"site_{i}", rank=i, score=0.9 - i / 10, score_low=0.1 + 0.2 / 3,
            score_high=0.95, tier=1 if i == 1 else None, name_en=f"Site {i}", name_zh=f"园区{i}",
        )
        for i in range(1, n + 1)
    )  # fmt: skip


def sample(**changes: Any) -> NewShortlist:
    new = NewShortlist(
        lead_id="L-7", title="Lamps 灯具, spring", owner="Ann", language="en",
        profile=json.dumps({"on": "2026-11-24", "project": {"sector": "lamps"}}),
        data="d" * 64, record=json.dumps({"format": "a record", "词": "字"}, ensure_ascii=False),
        entries=entries(), notes={"site_1": "ask for cranes"},
    )  # fmt: skip
    return replace(new, **changes)


def rows_of_all(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, for comparing two databases."""
    from sqlalchemy import select

    from recommender.store.connecting import reading
    from recommender.store.tables import OURS

    with reading(store.engine, store.address) as connection:
        return {
            table.name: [
                tuple(r) for r in connection.execute(select(table).order_by(*table.primary_key))
            ]
            for table in OURS
        }


def migrated(server: Cluster) -> str:
    """The address of a new database of a server, with our tables."""
    from recommender.store.address import address_of
    from recommender.store.connecting import engine_for
    from recommender.store.migrating import upgrade

    url = server.new_url()
    engine = engine_for(address_of(url))
    upgrade(engine, address_of(url))
    engine.dispose()
    return url
