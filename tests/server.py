"""The real app on a free port, started as `make run` starts it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from tests.conftest import ROOT


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(environ: Mapping[str, str] | None = None) -> Iterator[str]:
    """The address of a running app, with more in its environment; it is stopped afterwards."""
    port = free_port()
    app = start(port, environ)
    try:
        yield read_address(app)
    finally:
        app.terminate()
        app.wait(timeout=20)


def start(port: int, environ: Mapping[str, str] | None = None) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "scripts/serve.py"],
        cwd=ROOT,
        env={**os.environ, "PORT": str(port), **(environ or {})},
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


@contextmanager
def running(*flags: str, script: str = "app.py", **environ: str) -> Iterator[str]:
    """The address of an app that Streamlit itself starts, past `make run`, with its own flags."""
    port = free_port()
    app = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", script, f"--server.port={port}", *flags],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environ},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        while fetched(f"{address}/_stcore/health") != b"ok":
            assert app.poll() is None, "the app ended before it answered"
        yield address
    finally:
        app.terminate()
        app.wait(timeout=20)


def fetched(url: str) -> bytes:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return bytes(answer.read())
    except OSError:
        time.sleep(0.05)
        return b""
