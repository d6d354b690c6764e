"""`make run`: prints the address, is found again, and says who holds its port."""

from __future__ import annotations

import http.server
import os
import subprocess
import sys
import threading
import time
import urllib.request

import pytest

from tests.conftest import ROOT
from tests.server import free_port, served

pytestmark = pytest.mark.slow


def serve(port: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "scripts/serve.py"],
        cwd=ROOT, env={**os.environ, "PORT": str(port)},
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


def test_a_start_serves_within_ten_seconds_and_a_second_one_finds_it() -> None:
    began = time.monotonic()
    with served() as address:
        assert time.monotonic() - began < 10
        with urllib.request.urlopen(address, timeout=10) as page:
            assert page.status == 200
        again = serve(int(address.rsplit(":", 1)[1]))
        assert again.returncode == 0
        assert address in again.stdout


def test_a_port_held_by_another_program_is_one_clear_line() -> None:
    port = free_port()
    other = http.server.HTTPServer(("127.0.0.1", port), http.server.BaseHTTPRequestHandler)
    threading.Thread(target=other.serve_forever, daemon=True).start()
    try:
        done = serve(port)
    finally:
        other.shutdown()
        other.server_close()
    assert done.returncode == 2
    assert "held by another program" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_the_environment_is_made_once_and_then_costs_nothing() -> None:
    began = time.monotonic()
    done = subprocess.run(
        ["scripts/env.sh", "requirements-dev.txt"], cwd=ROOT, capture_output=True, check=True
    )
    assert time.monotonic() - began < 2
    assert done.stdout == b""


def test_without_root_and_browser_the_tests_stop_with_exit_three_and_the_line_to_run(
    tmp_path,
) -> None:
    for name, body in {
        "id": "echo 1000", "apt-get": "exit 1", "sudo": "exit 1", "fc-list": "exit 0",
    }.items():  # fmt: skip
        tool = tmp_path / name
        tool.write_text(f"#!/bin/bash\n{body}\n", encoding="utf-8")
        tool.chmod(0o755)
    for name in ("bash", "grep", "tr", "env"):
        (tmp_path / name).symlink_to(f"/bin/{name}" if name != "env" else "/usr/bin/env")
    done = subprocess.run(
        ["/bin/bash", "scripts/browser.sh"], cwd=ROOT, env={"PATH": str(tmp_path)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 3
    assert "apt-get install -y chromium fonts-noto-cjk" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
