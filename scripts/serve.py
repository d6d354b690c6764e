"""Start the app, print its address once it answers, and stay until Ctrl-C.

While the app runs already, print the address and exit 0.
Where others would reach it, the doctor is asked first, and nothing starts when it refuses.
Standard library only: it runs before anything is known to be installed.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import tomllib
import urllib.error
import urllib.request
from ipaddress import ip_address
from pathlib import Path
from typing import Any

EVERYWHERE = ("", "0.0.0.0", "::")  # noqa: S104 (named in order to be recognised)
PATIENCE = 120.0
"""Seconds until a start counts as failed: a first start compiles every library."""


def main() -> int:
    port = int(os.environ.get("PORT", "8501"))
    bound = os.environ.get("ADDRESS", "")
    host = host_of(bound or setting("address") or "")
    address = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    if taken(host, port):
        if is_ours(address):
            print(f"Baysite is running at {address}", flush=True)
            return 0
        print(
            f"Port {port} is held by another program. Expected it free. "
            "Stop that program, or choose another port: PORT=8502 make run",
            file=sys.stderr,
        )
        return 2
    flags = [f"--server.port={port}", *([f"--server.address={bound}"] if bound else [])]
    if reached_by_others(bound) and not agreed(bound, port):
        return 2
    app = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", *flags], stdin=subprocess.DEVNULL
    )
    signal.signal(signal.SIGTERM, lambda *_: app.terminate())
    try:
        if not answers(app, address):
            app.terminate()
            return app.wait() or 1
        print(f"Baysite is running at {address}", flush=True)
        return app.wait()
    except KeyboardInterrupt:
        app.terminate()
        app.wait()
        return 0


def host_of(address: str) -> str:
    """The name under which this machine asks for what is bound to an address."""
    return "127.0.0.1" if address in (*EVERYWHERE, "localhost") else address


def setting(name: str) -> Any:
    """What the environment, the app's own file or the user's says of the server; None otherwise."""
    variable = {"address": "ADDRESS", "allowedHosts": "ALLOWED_HOSTS"}[name]
    said = os.environ.get(f"STREAMLIT_SERVER_{variable}")
    if said is not None:
        return said.split() if name == "allowedHosts" else said
    for folder in (Path(), Path.home()):
        try:
            text = (folder / ".streamlit" / "config.toml").read_text(encoding="utf-8")
            found = tomllib.loads(text).get("server", {}).get(name)
        except FileNotFoundError:
            continue
        except (OSError, ValueError, AttributeError):
            return "unreadable"  # no name of this machine: the doctor says what is wrong
        if found is not None:
            return found
    return None


def reached_by_others(bound: str) -> bool:
    """True unless the app is bound to this machine alone, and asked for under its names alone."""
    hosts = setting("allowedHosts") or []
    names = [bound or setting("address"), *(host for host in hosts if host != "*")]
    return not all(is_loopback(str(name)) for name in names)


def is_loopback(name: str) -> bool:
    try:
        return name.lower() == "localhost" or ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False


def agreed(bound: str, port: int) -> bool:
    """True when the doctor has nothing against it; its lines stand on standard error."""
    asked = ["--port", str(port), *(["--address", bound] if bound else [])]
    code = subprocess.run(
        [sys.executable, "-m", "recommender", "doctor", *asked],
        stdout=subprocess.DEVNULL, check=False,
    ).returncode  # fmt: skip
    if code not in (0, 2):
        print(
            f"The doctor ended with {code}. Expected its word before others reach Baysite. "
            "Ask it: .venv/bin/python -m recommender doctor",
            file=sys.stderr,
        )
    return code == 0


def taken(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), timeout=2).close()
    except OSError:
        return False
    return True


def is_ours(address: str) -> bool:
    """True when the page that answers is a Streamlit app that serves our own mark."""
    return fetch(f"{address}/app/static/baysite.txt") == "Baysite\n"


def answers(app: subprocess.Popen[bytes], address: str) -> bool:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and app.poll() is None:
        if fetch(f"{address}/_stcore/health") == "ok":
            return True
        time.sleep(0.1)
    return False


def fetch(url: str) -> str:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 (loopback http only)
            return str(answer.read(200).decode("utf-8", "replace"))
    except (urllib.error.URLError, OSError, ValueError):
        return ""


if __name__ == "__main__":
    raise SystemExit(main())
