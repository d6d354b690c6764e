"""The desk, measured: 500 leads against every site, and files that would break the reading.

    python -m benchmarks.bench_desk [--leads 500]

Everything is measured in one run on this machine; the ratio is what can be compared elsewhere.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

from recommender import read_catalogue
from recommender.engine import recommend
from recommender.leads import lead_table
from tests.abuses import ABUSES

ROOT = Path(__file__).parent.parent
DAY = date(2026, 11, 24)


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--leads", type=int, default=500)
    matching(parser.parse_args().leads)
    abuses()


def matching(leads: int) -> None:
    """The command `match` as a whole process, against the single runs of the same leads."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "leads.xlsx"
        run("examples/make_leads.py", str(path), "--leads", str(leads))
        found = lead_table(path.name, path.read_bytes(), today=DAY)
        alone = single(found.leads)
        for ending in (".xlsx", ".csv"):
            begun = time.perf_counter()
            run(
                "-m",
                "recommender",
                "match",
                str(path),
                "--out",
                str(path.with_suffix(f".out{ending}")),
            )
            whole = time.perf_counter() - begun
            print(
                f"match of {leads} rows ({len(found.leads)} leads, {len(found.rejected)} rejected) "
                f"to {ending} on {os.cpu_count()} cores: {whole:.1f} s, {whole / alone:.2f} times "
                f"the {alone:.1f} s that ranking each lead takes in one thread"
            )


def single(leads: tuple) -> float:  # type: ignore[type-arg]
    """Seconds to rank each lead once in this process, nothing else."""
    catalogue = read_catalogue()
    recommend(catalogue, leads[0].profile)
    begun = time.perf_counter()
    for lead in leads:
        recommend(catalogue, replace(lead.profile, name=""))
    return time.perf_counter() - begun


def run(*words: str) -> None:
    """Run Python on some words, and fail with it."""
    subprocess.run([sys.executable, *words], cwd=ROOT, check=True, stderr=subprocess.DEVNULL)  # noqa: S603


def abuses() -> None:
    """Seconds and growth of the memory for each file that would break the reading."""
    for name in ABUSES:
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-m", "tests.abuses", name],
            cwd=ROOT, check=True, capture_output=True, text=True,
        )  # fmt: skip
        found = json.loads(done.stdout)
        print(f"{name}: {found['seconds']:.2f} s, {found['mib']:.0f} MiB; {found['said'][:70]}")


if __name__ == "__main__":
    main()
