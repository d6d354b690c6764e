"""The page "Fill this site" in a browser: filled, on a phone, readable by all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

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
