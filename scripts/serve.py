"""Start the app on loopback, print its address once it answers, and stay until Ctrl-C.

While the app runs already, print the address and exit 0.
Standard library only: it runs before anything is known to be installed.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

HOST = "127.0.0.1"
PATIENCE = 120.0
"""Seconds until a start counts as failed: a first start compiles every library."""


def main() -> int:
    port = int(os.environ.get("PORT", "8501"))
    address = f"http://{HOST}:{port}"
    if taken(port):
        if is_ours(address):
            print(f"Baysite is running at {address}", flush=True)
            return 0
        print(
            f"Port {port} is held by another program. Expected it free. "
            "Stop that program, or choose another port: PORT=8502 make run",
            file=sys.stderr,
        )
        return 2
    app = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}"],
        stdin=subprocess.DEVNULL,
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


def taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(2)
        return probe.connect_ex((HOST, port)) == 0


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
