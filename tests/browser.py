"""A real browser on the real app, and what a journey does with it."""

from __future__ import annotations

import json
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlparse

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, WebSocket, expect, sync_playwright

PATIENCE = 60_000
HEADER, ROW = 35, 35
"""Pixels of the table's heading and of a row."""

WORDS = {
    "en": {
        "find": "Find sites", "look": "Look first at", "why": "Reasons for", "ask": "Ask",
        "weights": "Weights: what matters", "note": "Note on", "export": "Write report and files",
        "ticked": "On the short list: {n}", "report": "Report and files",
    },
    "zh": {
        "find": "查找园区", "look": "请先看", "why": "支持的理由", "ask": "要问的问题",
        "weights": "权重：", "note": "备注", "export": "生成报告与文件",
        "ticked": "入选园区：{n}", "report": "报告与文件",
    },
}  # fmt: skip

BASELINE = re.compile(r"status of 404 .*/\w+/_stcore/(health|host-config)$")
"""Console errors that are known and harmless: Streamlit looks for its server below the address of
a page (/report/_stcore/health) before it looks where it is."""


def serious(tab: Watched) -> dict[str, list[str]]:
    """Rules of axe-core that the page breaks and that hinder somebody, with the places."""
    return {
        rule["id"]: [node["html"][:200] for node in rule["nodes"]][:3]
        for rule in Axe().run(tab.page).response["violations"]
        if rule["impact"] in ("serious", "critical")
    }


def no_sideways_scroll(tab: Watched) -> bool:
    inside = "document.documentElement.scrollWidth <= window.innerWidth + 1"
    return bool(tab.page.evaluate(inside))


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@dataclass
class Watched:
    """A page with everything that it asked for, complained of and was sent."""

    page: Page
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    received: list[bytes] = field(default_factory=list)
    sent_at: list[float] = field(default_factory=list)
    heard_at: list[float] = field(default_factory=list)

    def watch(self) -> Watched:
        self.page.on("request", lambda r: self._asked(r.url))
        self.page.on("console", lambda m: self._said(m.type, f"{m.text} {m.location['url']}"))
        self.page.on("pageerror", lambda e: self.errors.append(str(e)))
        self.page.on("websocket", self._listen)
        return self

    def _asked(self, url: str) -> None:
        found = urlparse(url)
        if found.scheme not in ("data", "blob") and found.hostname != "127.0.0.1":
            self.outside.append(url)

    def _said(self, kind: str, text: str) -> None:
        if kind == "error" and not BASELINE.search(text):
            self.errors.append(text)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: self._heard(frame))
        socket.on("framesent", lambda frame: self.sent_at.append(time.perf_counter()))

    def _heard(self, frame: bytes | str) -> None:
        self.heard_at.append(time.perf_counter())
        self.received.append(frame if isinstance(frame, bytes) else frame.encode())

    def rest(self) -> None:
        """Wait until the app has drawn everything that it was asked."""
        idle = self.page.locator("[data-testid=stApp][data-test-script-state=notRunning]")
        expect(idle).to_be_visible(timeout=PATIENCE)

    def open(self, address: str) -> None:
        """Open a page and wait until its form stands: a field drawn anew loses its focus."""
        self.page.goto(address)
        expect(
            self.page.get_by_role("button", name=re.compile("Find sites|查找园区|查找園區"))
        ).to_be_visible(timeout=PATIENCE)
        self.rest()

    def ask(self, address: str, language: str, industry: str) -> None:
        words = WORDS[language]
        self.open(f"{address}/?lang={language}")
        self.page.get_by_role("textbox").first.fill(industry)
        self.page.get_by_role("button", name=words["find"]).click()
        expect(self.page.get_by_text(words["look"])).to_be_visible(timeout=PATIENCE)
        self.rest()

    def click_row(self, row: int, *, tick: bool) -> None:
        """Tick a row of the table, or click on its site; the caller expects what follows."""
        grid = self.page.locator("[data-testid=stDataFrame]").first
        grid.evaluate("grid => grid.scrollIntoView({block: 'center'})")  # free of the header
        at = grid.bounding_box()
        assert at is not None
        self.page.mouse.click(at["x"] + (16 if tick else 130), at["y"] + HEADER + ROW * row + 17)

    def tick(self, row: int, language: str, n: int) -> None:
        """Tick a row and wait until the page counts `n` sites on the short list."""
        self.click_row(row, tick=True)
        said = WORDS[language]["ticked"].format(n=n)
        expect(self.page.get_by_text(said)).to_be_visible(timeout=PATIENCE)
        self.rest()

    def to_report(self, language: str) -> None:
        """Go on to the page of the report."""
        self.page.get_by_role("button", name=WORDS[language]["report"]).click()
        note = self.page.get_by_label(re.compile(WORDS[language]["note"]))
        expect(note.first).to_be_visible(timeout=PATIENCE)
        self.rest()

    def deck(self) -> dict[str, Any]:
        """The newest map that the app sent."""
        mark = b'{"initialViewState"'
        frame = [found for found in self.received if mark in found][-1]
        text = frame[frame.index(mark) :].decode("utf-8", errors="ignore")
        found, _ = json.JSONDecoder().raw_decode(text)
        return dict(found)

    def on_map(self, layer: str) -> list[str]:
        """The names in a layer of the newest map."""
        rows = next(found["data"] for found in self.deck()["layers"] if found["id"] == layer)
        return [row["name"] for row in rows]
