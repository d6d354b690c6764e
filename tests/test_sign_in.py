"""The door of the pages of business development, with a provider, a server and a browser."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from joserfc.jwk import RSAKey
from playwright.sync_api import Browser, Page, expect

from tests.browser import PATIENCE, chromium
from tests.oidc import Provider, provider
from tests.server import running

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LI = {"name": "Li Hua", "email": "li@zs.example", "email_verified": True}
DOOR = "tests/door/app.py"


@contextmanager
def door(tmp_path: Path, found: Provider, rest: str = "") -> Iterator[str]:
    """The address of the small app that knows a provider."""
    file = tmp_path / "secrets.toml"
    file.write_text(found.secrets_toml(rest), encoding="utf-8")
    with running(f"--secrets.files={file}", script=DOOR, NO_PROXY="127.0.0.1") as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def knock(page: Page, address: str) -> None:
    """Open the page behind the door."""
    page.goto(f"{address}/behind")
    idle = page.locator("[data-testid=stApp][data-test-script-state=notRunning]")
    expect(idle).to_be_visible(timeout=PATIENCE)


def sign_in(page: Page, address: str) -> None:
    """Press the button and wait until the provider has sent the browser back."""
    knock(page, address)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(re.compile(f"^{address}/(\\?.*)?$"), timeout=PATIENCE)
    expect(page.get_by_text("For everybody")).to_be_visible(timeout=PATIENCE)


def is_inside(page: Page, address: str) -> None:
    knock(page, address)
    expect(page.get_by_text("Behind the door as Li Hua")).to_be_visible(timeout=PATIENCE)


def is_outside(page: Page, address: str) -> None:
    knock(page, address)
    expect(page.get_by_role("button", name="Sign in")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("Behind the door")).to_have_count(0)


def test_a_person_signs_in_and_out_and_nobody_else_is_signed_in_by_it(
    tmp_path: Path, page: Page, browser: Browser
) -> None:
    with provider(**LI) as found, door(tmp_path, found) as address:
        is_outside(page, address)
        sign_in(page, address)
        is_inside(page, address)
        other = browser.new_context().new_page()
        is_outside(other, address)
        is_inside(page, address)
        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_text("For everybody, and None")).to_be_visible(timeout=PATIENCE)
        is_outside(page, address)
        is_outside(other, address)
        assert not [cookie for cookie in page.context.cookies() if "user" in cookie["name"]]
        other.context.close()


@pytest.mark.parametrize(
    "lie",
    [
        {"signs_with": RSAKey.generate_key(2048, {"kid": "one"})},
        {"claims": {**LI, "nonce": "of another request"}},
        {"claims": {**LI, "aud": "another program"}},
        {"claims": {**LI, "exp": int(time.time()) - 3600}},
    ],
    ids=["signature", "nonce", "audience", "expiry"],
)
def test_a_token_that_lies_signs_nobody_in(tmp_path: Path, page: Page, lie: dict[str, Any]) -> None:
    with provider(**LI) as found, door(tmp_path, found) as address:
        for name, value in lie.items():
            setattr(found, name, value)
        sign_in(page, address)
        is_outside(page, address)
