"""The page "Fill this site" in a browser: filled, on a phone, readable by all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from examples.make_leads import HEADERS, rows, written
from tests.browser import PATIENCE, Watched, no_sideways_scroll, serious
from tests.test_every_page import opened
from tests.test_reverse import leads_file

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize(
    ("language", "scheme", "width", "press", "suits"),
    [
        ("en", "light", 1400, "from this site", "this site"),
        ("zh", "dark", 390, "从本园区看", "适合本园区"),
    ],
)
def test_a_list_is_seen_from_a_site_and_can_be_read_by_all(
    browser: Browser, address: str, tmp_path: Path, language: str, scheme: str, width: int,
    press: str, suits: str,
) -> None:  # fmt: skip
    size = {"width": width, "height": 900}
    context = browser.new_context(viewport=size, color_scheme=scheme)  # type: ignore[arg-type]
    tab = Watched(context.new_page()).watch()
    opened(tab, address, "fill_site", language)
    file = tmp_path / "leads.csv"
    file.write_bytes(leads_file())
    tab.page.locator("input[type=file]").set_input_files(file)
    button = tab.page.get_by_role("button", name=re.compile(press))
    expect(button).to_be_visible(timeout=PATIENCE)
    button.click()
    expect(tab.page.locator("strong").filter(has_text=suits)).to_be_visible(timeout=PATIENCE)
    closed = "details:not([open]) > summary"
    while tab.page.locator(closed).count():
        tab.page.locator(closed).first.click()
        tab.rest()
    tab.rest()
    assert serious(tab) == {}
    assert tab.outside == []
    assert tab.errors == []
    assert no_sideways_scroll(tab)
    context.close()


def test_a_press_elsewhere_stops_the_work(browser: Browser, address: str, tmp_path: Path) -> None:
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    tab = Watched(context.new_page()).watch()
    opened(tab, address, "fill_site", "en")
    made = rows(1_500, 4)
    file = tmp_path / "many.csv"
    file.write_bytes(written("many.csv", HEADERS["zh"], [row.cells for row in made]))
    tab.page.locator("input[type=file]").set_input_files(file)
    button = tab.page.get_by_role("button", name=re.compile("from this site"))
    expect(button).to_be_visible(timeout=PATIENCE)
    button.click()
    expect(tab.page.get_by_text(re.compile(r"\d s left"))).to_be_visible(timeout=PATIENCE)
    tab.page.get_by_role("link", name="Data and sources").first.click()
    expect(button).to_be_hidden(timeout=PATIENCE)
    tab.rest()
    tab.page.get_by_role("link", name="Fill this site").first.click()
    expect(button).to_be_visible(timeout=PATIENCE)
    tab.rest()
    assert tab.page.get_by_text(re.compile("suit this site|s left")).count() == 0
    assert tab.errors == []
    context.close()
