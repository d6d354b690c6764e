"""A saved shortlist in a real browser: read by all, on wide and narrow screens, with every box."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from features.catalogue import Catalogue
from recommender.engine import recommend
from recommender.profile import Profile
from recommender.store import Contact, new_shortlist, open_store
from tests.browser import PATIENCE, Watched, no_sideways_scroll, serious
from tests.test_every_page import sentences

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def title(catalogue: Catalogue, examples: dict[str, Profile]) -> str:
    """The title of a shortlist in the store that the served app opens too."""
    profile = examples["hk_medtech"]
    new = new_shortlist(
        catalogue, profile, recommend(catalogue, profile).entries[:3], lead_id="L-1",
        title="Monitors 监护仪", owner="Ann", language="en", notes={},
        contact=Contact(company="Pearl Delta Instruments", email="ho@pearl.example"),
    )  # fmt: skip
    open_store().save(new)
    return new.title


@pytest.mark.parametrize(
    ("language", "scheme", "width"), [("en", "light", 1400), ("zh-Hant", "dark", 390)]
)
def test_a_saved_shortlist_can_be_read_by_all(
    browser: Browser, address: str, title: str, language: str, scheme: str, width: int
) -> None:
    size = {"width": width, "height": 900}
    context = browser.new_context(viewport=size, color_scheme=scheme)  # type: ignore[arg-type]
    tab = Watched(context.new_page()).watch()
    tab.page.goto(f"{address}/shortlists?lang={language}")
    choice = tab.page.locator("[class*=st-key-saved_choice] input")
    expect(choice).to_be_visible(timeout=PATIENCE)
    choice.fill("Monitors")
    tab.page.get_by_role("option").first.click()
    expect(tab.page.get_by_role("heading", name=title)).to_be_visible(timeout=PATIENCE)
    tab.rest()
    closed = "details:not([open]) > summary"
    while tab.page.locator(closed).count():
        tab.page.locator(closed).first.click()
        tab.rest()
    assert "Pearl" not in tab.page.content()
    assert serious(tab) == {}
    assert (tab.outside, tab.errors) == ([], [])
    body = tab.page.inner_text("body")
    assert language == "en" or [text for text in sentences() if text in body] == []
    assert no_sideways_scroll(tab)
    context.close()
