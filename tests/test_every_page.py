"""Every page in three languages, two themes and two widths: readable by all, and asks nobody."""

from __future__ import annotations

import json
import re
import string
from functools import cache
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, expect

from recommender.address import address_of
from recommender.draft import Draft
from recommender.examples import read_example
from recommender.texts import LANGUAGES
from scripts.texts import marked
from tests.browser import PATIENCE, Watched, no_sideways_scroll, serious

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGES = (
    "", "compare", "report", "two_sites", "one_site", "sources", "fill_site", "shortlists",
)  # fmt: skip
WIDTHS = {"light": 1400, "dark": 390}
PROJECT = address_of(Draft.of(read_example("hk_medtech")))


@cache
def sentences() -> tuple[str, ...]:
    """English texts of the program that can be told in a page: two words, nothing filled in."""
    plain = [t for t in marked() if not any(name for _, name, _, _ in string.Formatter().parse(t))]
    return tuple(text for text in plain if re.search(r"[a-z]{3,} [a-z]{3,}", text))


def opened(tab: Watched, address: str, page: str, language: str) -> None:
    tab.page.goto(f"{address}/{page}?lang={language}&project={quote(PROJECT)}")
    idle = tab.page.locator("[data-testid=stApp][data-test-script-state=notRunning]")
    expect(idle).to_be_visible(timeout=PATIENCE)
    expect(tab.page.get_by_role("heading", name="Baysite")).to_be_visible(timeout=PATIENCE)
    tab.rest()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", list(LANGUAGES))
@pytest.mark.parametrize("page", PAGES)
def test_a_page_can_be_read_by_all_and_asks_nobody(
    browser: Browser, address: str, page: str, language: str, scheme: str
) -> None:
    size = {"width": WIDTHS[scheme], "height": 900}
    context = browser.new_context(viewport=size, color_scheme=scheme)  # type: ignore[arg-type]
    tab = Watched(context.new_page()).watch()
    opened(tab, address, page, language)
    assert serious(tab) == {}
    assert tab.outside == []
    assert tab.errors == []
    body = tab.page.inner_text("body")
    if language != "en":
        assert [text for text in sentences() if text in body] == []
    assert not re.search(r"\{\w+\}", body), "a value was not filled in"
    assert no_sideways_scroll(tab)
    context.close()


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("zh-Hant", "dark")])
@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_amiss_in_any_box_that_opens(
    browser: Browser, address: str, page: str, language: str, scheme: str
) -> None:
    size = {"width": WIDTHS[scheme], "height": 900}
    context = browser.new_context(viewport=size, color_scheme=scheme)  # type: ignore[arg-type]
    tab = Watched(context.new_page()).watch()
    opened(tab, address, page, language)
    closed = "details:not([open]) > summary"
    while tab.page.locator(closed).count():
        tab.page.locator(closed).first.click()
        tab.rest()
    assert serious(tab) == {}
    assert tab.outside == []
    assert tab.errors == []
    body = tab.page.inner_text("body")
    assert language == "en" or [text for text in sentences() if text in body] == []
    assert not re.search(r"\{\w+\}", body), "a value was not filled in"
    assert no_sideways_scroll(tab)
    context.close()


def test_paper_shows_the_answer_and_no_controls(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 1000, "height": 900})
    tab = Watched(context.new_page()).watch()
    opened(tab, address, "", "en")
    tab.page.emulate_media(media="print")
    expect(tab.page.get_by_text("Look first at")).to_be_visible()
    expect(tab.page.get_by_role("button", name="Report and files")).to_be_hidden()
    tall = "document.querySelector('[data-testid=stMain]').getBoundingClientRect().height"
    assert tab.page.evaluate(tall) > 2_000, "paper is not cut at the height of a screen"
    context.close()


def test_an_address_of_a_newer_version_is_said(browser: Browser, address: str) -> None:
    context = browser.new_context()
    tab = Watched(context.new_page()).watch()
    newer = json.dumps({**json.loads(PROJECT), "v": 99})
    tab.page.goto(f"{address}/?project={quote(newer)}")
    expect(tab.page.get_by_text("written by a newer Baysite")).to_be_visible(timeout=PATIENCE)
    tab.rest()
    assert tab.page.get_by_text("Look first at").count() == 0
    context.close()
