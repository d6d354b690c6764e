"""The real app on a free port, started as `make run` starts it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.conftest import ROOT


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served() -> Iterator[str]:
    """The address of a running app; it is stopped afterwards."""
    port = free_port()
    app = start(port)
    try:
        yield read_address(app)
    finally:
        app.terminate()
        app.wait(timeout=20)


def start(port: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "scripts/serve.py"],
        cwd=ROOT,
        env={**os.environ, "PORT": str(port)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def read_address(app: subprocess.Popen[str]) -> str:
    assert app.stdout is not None
    for line in app.stdout:
        if "Baysite is running at " in line:
            return line.split()[-1]
    raise AssertionError("the app printed no address")
