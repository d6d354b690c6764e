"""Times of two things in one run, as a ratio: what a figure is worth on any machine."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable


def median_ms(work: Callable[[], object], *, runs: int = 30) -> float:
    """Median of the milliseconds that `work` takes, after one run to warm up."""
    work()
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        times.append(1_000 * (time.perf_counter() - began))
    return statistics.median(times)


def report(name: str, ours: float, bare: float, what: str) -> None:
    """Print one line: our milliseconds, the bare ones, and the ratio."""
    print(f"{name:<44} {ours:8.2f} ms   {what} {bare:8.3f} ms   ratio {ours / bare:8.1f}")
