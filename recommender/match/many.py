"""Many leads one after another, or over several processes: the same answers in the same order."""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from functools import partial
from itertools import islice
from multiprocessing import get_all_start_methods, get_context
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from recommender.leads.lead import Lead
from recommender.match.matched import Matched, Setting, match_one
from recommender.match.told import Told, told

if TYPE_CHECKING:
    from features.catalogue import Catalogue

CHUNK = 8
"""Leads that a process takes at a time: few enough that a stop loses little."""
AHEAD = 6
"""Chunks that wait for a process; more would only hold memory."""

_HELD: list[Catalogue] = []
"""The catalogue of a worker process: it is read once, and never sent."""

_T = TypeVar("_T")


def match_leads(
    catalogue: Catalogue,
    leads: Iterable[Lead],
    setting: Setting,
    executor: Executor | None = None,
) -> Iterator[Matched]:
    """Every lead matched, in the order of the leads, as each is done.

    `executor` spreads them; its processes hold a catalogue of their own (`workers`).
    """
    if executor is None:
        yield from (match_one(catalogue, lead, setting) for lead in leads)
        return
    for found in spread(executor, _match_chunk, leads, setting):
        yield from found


def told_leads(
    catalogue: Catalogue,
    leads: Iterable[Lead],
    setting: Setting,
    language: str,
    executor: Executor | None = None,
) -> Iterator[Told]:
    """Every lead matched and written out in a language, in the order of the leads."""
    if executor is None:
        for one in match_leads(catalogue, leads, setting):
            yield told(catalogue, one, language)
        return
    for found in spread(executor, partial(_told_chunk, language), leads, setting):
        yield from found


def spread(
    executor: Executor,
    work: Callable[[Sequence[Lead], Setting], list[_T]],
    leads: Iterable[Lead],
    setting: Setting,
) -> Iterator[list[_T]]:
    """What `work` makes of chunks of leads, in the order of the leads."""
    chunks, waiting = _chunks(leads), deque[Future[list[_T]]]()
    try:
        for chunk in chunks:
            waiting.append(executor.submit(work, chunk, setting))
            if len(waiting) >= AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()


def _chunks(leads: Iterable[Lead]) -> Iterator[list[Lead]]:
    rest = iter(leads)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def workers(count: int, data: Path | None, roads: Path | None = None) -> ProcessPoolExecutor:
    """Processes that each read the catalogue of a data folder once, and match leads with it.

    They start at once: what they import takes longer than the caller's own reading.
    """
    context = get_context("forkserver" if "forkserver" in get_all_start_methods() else "spawn")
    if context.get_start_method() == "forkserver":
        context.set_forkserver_preload([__name__, "features.catalogue", "recommender.engine"])
    pool = ProcessPoolExecutor(count, mp_context=context, initializer=hold, initargs=(data, roads))
    for _ in range(count):
        pool.submit(_ready)
    return pool


def hold(data: Path | None, roads: Path | None) -> None:
    """Read the catalogue of this process."""
    from recommender.commands import catalogue_in

    _HELD[:] = [catalogue_in(data, roads=roads)]
    gc.freeze()  # the catalogue stays: nothing of it is looked through for rubbish again


def held() -> Catalogue:
    """The catalogue that this process holds."""
    return _HELD[0]


def _ready() -> bool:
    return bool(_HELD)


def _told_chunk(language: str, leads: Sequence[Lead], setting: Setting) -> list[Told]:
    found = (match_one(held(), lead, setting) for lead in leads)
    return [told(held(), one, language) for one in found]


def _match_chunk(leads: Sequence[Lead], setting: Setting) -> list[Matched]:
    return [match_one(held(), lead, setting) for lead in leads]
