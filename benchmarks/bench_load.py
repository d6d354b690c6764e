"""Simulated users on one process: how long a rerun takes, and how many users it bears.

A trivial Streamlit page stands beside it: what the server alone would bear.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from benchmarks.simulated_user import Act, User, go_to, live, move_a_slider, press
from recommender.address import address_of
from recommender.draft import Draft
from recommender.examples import example_names, read_example
from scripts.serve import answers
from tests.conftest import ROOT
from tests.server import free_port

THINK = 5.0
"""Seconds of thought between two actions, on average."""
BOUND = 2.0
"""Seconds under which 95 of 100 reruns must stay."""
STEPS = (10, 15, 20, 25, 30, 40, 60, 80, 120, 160, 240, 320)
TRIVIAL = """import streamlit as st
st.title("Trivial")
st.slider("A", 0, 100, 50, key="weight_a")
st.button("B", key="open_b")
"""
ACTS: list[Act] = [
    move_a_slider, move_a_slider, press("open_"), press("open_"), go_to("compare"),
    go_to("report"), go_to("answer"), go_to("answer"), go_to("answer"),
]  # fmt: skip


@contextmanager
def app(script: Path) -> Iterator[tuple[str, psutil.Process]]:
    """A running app by its script: its address and its process."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), f"--server.port={port}"]
    running = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)  # noqa: S603
    address = f"http://127.0.0.1:{port}"
    try:
        if not answers(running, address):
            raise SystemExit(f"{script} did not start")
        yield address, psutil.Process(running.pid)
    finally:
        running.terminate()
        running.wait(timeout=20)


async def crowd(address: str, users: int, acts: list[Act], seconds: float) -> list[User]:
    """`users` users at once, each with a project of the examples in turn."""
    names = list(example_names())
    projects = [address_of(Draft.of(read_example(name))) for name in names]
    lives = (
        live(address, {"project": projects[i % len(names)]}, acts,
             seconds=seconds, think=THINK, seed=i)
        for i in range(users)
    )  # fmt: skip
    return list(await asyncio.gather(*lives))


def measure(script: Path, users: int, acts: list[Act], seconds: float) -> float:
    """Print one line for a number of users; the 95th percentile of a rerun in seconds."""
    with app(script) as (address, process):
        asyncio.run(crowd(address, 1, acts, 2 * THINK))  # the first user waits for every import
        found = asyncio.run(crowd(address, users, acts, seconds))
        memory = process.memory_info().rss / 2**20
    took = [seconds for user in found for _, seconds in user.took]
    faults = [fault for user in found for fault in user.faults]
    p95 = statistics.quantiles(took, n=20)[-1]
    print(
        f"{script.name:<12} {users:4d} users  {len(took):5d} reruns  median "
        f"{statistics.median(took):6.3f} s  p95 {p95:6.3f} s  max {max(took):6.3f} s  "
        f"memory {memory:5.0f} MiB  faults {len(faults)} {sorted(set(faults))[:2] or ''}",
        flush=True,
    )
    for page in sorted({name for user in found for name, _ in user.took}):
        here = sorted(seconds for user in found for name, seconds in user.took if name == page)
        middle = here[len(here) // 2]
        print(f"    {page:<12} {len(here):5d}  median {middle:6.3f} s  max {here[-1]:6.3f} s")
    return p95 if not faults else float("inf")


def bears(script: Path, acts: list[Act], seconds: float, steps: tuple[int, ...]) -> int:
    """The largest number of users among the steps under the bound; 0 when the first is above."""
    most = 0
    for users in steps:
        if measure(script, users, acts, seconds) >= BOUND:
            break
        most = users
    return most


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seconds", type=float, default=60.0)
    asked.add_argument("--users", type=int, nargs="+", default=list(STEPS))
    found = asked.parse_args()
    steps = tuple(found.users)
    ours = bears(ROOT / "app.py", ACTS, found.seconds, steps)
    with tempfile.TemporaryDirectory() as folder:
        trivial = Path(folder) / "trivial.py"
        trivial.write_text(TRIVIAL)
        bare = bears(trivial, [move_a_slider, press("open_")], found.seconds, steps)
    print(f"most users with p95 under {BOUND:g} s: ours {ours}, a trivial page {bare} of {steps}")


if __name__ == "__main__":
    main()
