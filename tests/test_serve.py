"""`make run`: prints the address, is found again, and says who holds its port."""

from __future__ import annotations

import http.server
import json
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

import pytest

from recommender.entrance import is_loopback
from scripts import serve as starting
from tests.conftest import ROOT
from tests.server import free_port, served

pytestmark = pytest.mark.slow


def serve(port: int, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "scripts/serve.py"],
        cwd=ROOT, env={**os.environ, "PORT": str(port), **environ},
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


@pytest.mark.parametrize(
    "asked",
    [
        {"ADDRESS": "0.0.0.0"},  # noqa: S104
        {"STREAMLIT_SERVER_ADDRESS": "0.0.0.0"},  # noqa: S104
        {"STREAMLIT_SERVER_ALLOWED_HOSTS": "127.0.0.1 baysite.zs.test"},
    ],
)
def test_where_others_would_reach_it_without_sign_in_nothing_starts(asked: dict[str, str]) -> None:
    port = free_port()
    done = serve(port, **asked)
    assert done.returncode == 2
    assert "ask for no sign-in" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


def test_what_the_doctor_agrees_to_is_served_elsewhere(tmp_path: Path) -> None:
    from tests.test_doctor import AUTH

    secrets = tmp_path / "secrets.toml"
    lines = [f"{name} = {json.dumps(value)}" for name, value in AUTH.items()]
    secrets.write_text("\n".join(["[auth]", *lines, ""]), encoding="utf-8")
    secrets.chmod(0o600)
    asked = {
        "ADDRESS": "0.0.0.0", "STREAMLIT_SECRETS_FILES": str(secrets),  # noqa: S104
        "STREAMLIT_SERVER_ALLOWED_HOSTS": "127.0.0.1 baysite.zs.test",
    }  # fmt: skip
    with served({**asked, "BAYSITE_VAR": str(tmp_path)}) as address:
        assert urllib.request.urlopen(address, timeout=10).status == 200


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "::1", "[::1]", "0.0.0.0", "", "a.b"])  # noqa: S104
def test_the_start_and_the_doctor_agree_on_what_this_machine_is(name: str) -> None:
    assert starting.is_loopback(name) == is_loopback(name)


@pytest.mark.parametrize(
    ("file", "reached"),
    [
        ('address = "127.0.0.1"\nallowedHosts = ["127.0.0.1", "localhost"]', False),
        ('address = "::1"', False),
        ('address = "192.168.7.7"', True),
        ('address = "env:SOMEWHERE"', True),
        ('address = "127.0.0.1"\nallowedHosts = ["baysite.zs.test"]', True),
        ('address = "127.0.0.1', True),
        ("", True),
    ],
)
def test_the_start_asks_the_doctor_only_where_others_may_reach_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, reached: bool
) -> None:
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit/config.toml").write_text(f"[server]\n{file}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "nobody"))
    assert starting.reached_by_others("") is reached


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
