"""Comparison and site page in a real browser: what only a screen shows."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, expect

from recommender.address import address_of
from recommender.draft import Draft
from tests.browser import PATIENCE, Watched

pytestmark = pytest.mark.browser

SITES = ("zs-life-science-park", "zs-yigu-life-science-park", "hk-innopark-tai-po")
PROJECT = quote(address_of(Draft(sector="medical devices", asked=True, compared=SITES)))


def test_a_narrow_screen_names_the_site_beside_every_value(browser: Browser, address: str) -> None:
    for width, shown in ((1400, False), (390, True)):
        context = browser.new_context(viewport={"width": width, "height": 900})
        page = context.new_page()
        page.goto(f"{address}/compare?project={PROJECT}")
        name = page.locator("[class*=st-key-compared_] td strong").first
        expect(name).to_have_text("Zhongshan Life Science Park", timeout=PATIENCE)
        expect(name).to_be_visible() if shown else expect(name).to_be_hidden()
        head = page.locator("[class*=st-key-compared_] thead").first
        expect(head).to_be_hidden() if shown else expect(head).to_be_visible()
        context.close()


def test_the_choice_stays_through_a_change_of_language_and_a_reload(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    tab = Watched(context.new_page()).watch()
    tab.page.goto(f"{address}/compare?project={PROJECT}")
    chosen = tab.page.locator("[data-tag]")
    expect(chosen).to_have_count(3, timeout=PATIENCE)
    chosen.last.locator("button").click()
    expect(chosen).to_have_count(2, timeout=PATIENCE)
    tab.page.get_by_text("简体中文").click()
    expect(chosen.first).to_contain_text("中山生命科学园", timeout=PATIENCE)
    expect(chosen).to_have_count(2)
    tab.rest()
    tab.page.reload()
    expect(chosen.last).to_contain_text("广东医谷", timeout=PATIENCE)
    expect(chosen).to_have_count(2)
    context.close()
