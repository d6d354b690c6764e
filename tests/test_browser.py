"""Journeys in a real browser, both languages, wide and phone; no request leaves the machine."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from urllib.parse import urlparse

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.server import served

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PATIENCE = 30_000
WORDS = {
    "en": {"find": "Find sites", "look": "Look first at", "why": "Reasons for", "ask": "Ask"},
    "zh": {"find": "查找园区", "look": "请先看", "why": "支持的理由", "ask": "要问的问题"},
}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served() as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield chromium
        chromium.close()


@pytest.fixture(params=[(1400, 900), (390, 844)], ids=["wide", "phone"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height})
    opened, outside, errors = context.new_page(), [], []
    opened.on("request", lambda r: outside.append(r.url) if not _inside(r.url) else None)
    opened.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    yield opened
    context.close()
    assert outside == []
    assert errors == []


def _inside(url: str) -> bool:
    found = urlparse(url)
    return found.scheme in ("data", "blob") or found.hostname == "127.0.0.1"


def no_sideways_scroll(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1"))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_industry_typed_in_gives_a_short_list_with_reasons(
    page: Page, address: str, language: str
) -> None:
    words = WORDS[language]
    page.goto(f"{address}/?lang={language}")
    page.get_by_role("textbox").first.fill("LED lamps 灯具")
    page.get_by_role("button", name=words["find"]).click()
    expect(page.get_by_text(words["look"])).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text(words["why"], exact=True)).to_be_visible()
    name = "Guzhen" if language == "en" else "古镇"
    expect(page.get_by_role("heading", name=name).first).to_be_visible()
    chart = page.locator("[data-testid=stVegaLiteChart]").locator("canvas, svg").first
    expect(chart).to_be_visible(timeout=PATIENCE)
    map_ = page.locator("[data-testid=stDeckGlJsonChart]").locator("canvas").first
    expect(map_).to_be_visible(timeout=PATIENCE)
    assert no_sideways_scroll(page)


def test_the_language_changes_half_way_and_no_input_is_lost(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("textbox").first.fill("cell therapy")
    page.get_by_role("button", name="Find sites").click()
    expect(page.get_by_text("Look first at")).to_be_visible(timeout=PATIENCE)
    page.get_by_text("简体中文").click()
    expect(page.get_by_text("请先看")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("textbox").first).to_have_value("cell therapy")
    assert "lang=zh" in page.url


def test_two_browsers_never_see_each_others_project(browser: Browser, address: str) -> None:
    contexts = [browser.new_context() for _ in range(2)]
    pages = [context.new_page() for context in contexts]
    for page, words in zip(pages, ["yachts", "cell therapy"], strict=True):
        page.goto(address)
        page.get_by_role("textbox").first.fill(words)
        page.get_by_role("button", name="Find sites").click()
        expect(page.get_by_text("Look first at")).to_be_visible(timeout=PATIENCE)
    for page, words, other in zip(
        pages, ["yachts", "cell therapy"], ["cell therapy", "yachts"], strict=True
    ):
        expect(page.get_by_role("textbox").first).to_have_value(words)
        assert other not in page.inner_text("body")
    for context in contexts:
        context.close()


def test_script_in_the_form_is_text(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("textbox").first.fill("<img src=x onerror=alert(1)> LED lamps")
    page.on("dialog", lambda dialog: pytest.fail("a script ran"))
    page.get_by_role("button", name="Find sites").click()
    expect(page.get_by_text("Look first at")).to_be_visible(timeout=PATIENCE)
    assert page.locator("img[src=x]").count() == 0
