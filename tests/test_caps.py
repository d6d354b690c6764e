"""What is sent to break things ends with a clear answer, in bounded memory."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.abuses import ABUSES
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

MOST_MIB = 200
"""The time is measured in benchmarks/bench_caps.py, never asserted here."""


@pytest.mark.parametrize("name", ABUSES, ids=str)
def test_a_file_that_would_break_things_ends_in_words_and_bounded_memory(name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.abuses", name],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-500:]
    found = json.loads(done.stdout)
    words = ABUSES[name][2]
    assert (words in found["said"]) if words else found["said"].startswith("read: ")
    assert ".." not in found["said"]
    assert found["mib"] < MOST_MIB


def test_a_file_that_outgrows_its_disk_is_not_written_and_what_was_there_stays(
    tmp_path: Path,
) -> None:
    """A limit on the size of files does what a full disk does: the write fails in the middle."""
    leads, out = tmp_path / "leads.csv", tmp_path / "out.xlsx"
    leads.write_text("sector\nlamps\nair fryers\n", encoding="utf-8")
    out.write_bytes(b"what was there")
    limited = (
        "import resource, runpy, signal, sys;"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (9_000, 9_000));"
        f"sys.argv = ['recommender', 'match', {str(leads)!r}, '--out', {str(out)!r}];"
        "runpy.run_module('recommender', run_name='__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", limited],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 2, done.stderr
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert out.read_bytes() == b"what was there"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_the_matching_of_a_list_is_stopped_by_the_keyboard_without_a_trace(tmp_path: Path) -> None:
    leads, out = tmp_path / "leads.csv", tmp_path / "out.csv"
    rows = "".join(f"lamps {i}\n" for i in range(400))
    leads.write_text("sector\n" + rows, encoding="utf-8")
    started = subprocess.Popen(
        [sys.executable, "-m", "recommender", "match", str(leads), "--out", str(out),
         "--processes", "1"],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    journal = tmp_path / "out.csv.partial"
    while not (journal.exists() and journal.read_bytes().count(b"\n") > 3):
        assert started.poll() is None
    os.killpg(started.pid, signal.SIGINT)
    _, said = started.communicate(timeout=60)
    assert started.returncode == 130
    assert "the same command goes on" in said
    assert "Traceback" not in said
    assert journal.exists()
    assert not out.exists()
