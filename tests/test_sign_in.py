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

from tests.browser import PATIENCE, Watched, no_sideways_scroll, serious
from tests.oidc import Provider, provider
from tests.server import running, served

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LI = {"name": "Li Hua", "email": "li@zs.example", "email_verified": True}
DOOR = "tests/door/app.py"
HOURS = 3600
INSIDE = "Behind the door as Li Hua"

Doors = tuple[str, Provider]
"""Where the small app is served, and the provider that it asks."""


@contextmanager
def secrets_of(folder: Path, found: Provider, rest: str = "") -> Iterator[str]:
    file = folder / "secrets.toml"
    file.write_text(found.secrets_toml(rest), encoding="utf-8")
    file.chmod(0o600)
    yield str(file)


def doors_of(folder: Path, rest: str) -> Iterator[Doors]:
    with provider(**LI) as found, secrets_of(folder, found, rest) as file:
        flags = f"--secrets.files={file}"
        with running(flags, script=DOOR, NO_PROXY="127.0.0.1") as address:
            yield address, found


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doors]:
    """The small app, open to everybody whom the provider signs in."""
    yield from doors_of(tmp_path_factory.mktemp("door"), "")


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doors]:
    """The small app with a list of who may enter."""
    rest = '[baysite]\nallowed = ["zs.example", "Wang@Other.example"]'
    yield from doors_of(tmp_path_factory.mktemp("listed"), rest)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


@contextmanager
def saying(found: Provider, **told: Any) -> Iterator[None]:
    """What the provider says meanwhile."""
    before = {name: getattr(found, name) for name in told}
    for name, value in told.items():
        setattr(found, name, value)
    try:
        yield
    finally:
        for name, value in before.items():
            setattr(found, name, value)


def knock(page: Page, address: str, behind: str = "behind") -> None:
    """Open the page behind the door."""
    page.goto(f"{address}/{behind}")
    idle = page.locator("[data-testid=stApp][data-test-script-state=notRunning]")
    expect(idle).to_be_visible(timeout=PATIENCE)


def press_sign_in(page: Page, address: str, behind: str = "behind") -> None:
    """Press the button and wait until the provider has sent the browser back."""
    knock(page, address, behind)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(re.compile(f"^{address}/(\\?.*)?$"), timeout=PATIENCE)


def sign_in(page: Page, address: str) -> None:
    press_sign_in(page, address)
    expect(page.get_by_text("For everybody")).to_be_visible(timeout=PATIENCE)


def is_inside(page: Page, address: str) -> None:
    knock(page, address)
    expect(page.get_by_text(INSIDE)).to_be_visible(timeout=PATIENCE)


def is_outside(page: Page, address: str) -> None:
    knock(page, address)
    expect(page.get_by_role("button", name="Sign in")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("Behind the door")).to_have_count(0)


def is_refused(page: Page, address: str, why: str) -> None:
    """Refused with the reason and a way out, and nobody to the rest of the program."""
    knock(page, address)
    expect(page.get_by_text(why)).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    expect(page.get_by_text("Behind the door")).to_have_count(0)
    page.goto(address)
    expect(page.get_by_text("For everybody, and None")).to_be_visible(timeout=PATIENCE)


def test_a_person_signs_in_and_out_and_nobody_else_is_signed_in_by_it(
    door: Doors, page: Page, browser: Browser
) -> None:
    address, _ = door
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


def test_two_people_in_two_browsers_are_each_themselves(
    door: Doors, page: Page, browser: Browser
) -> None:
    address, found = door
    sign_in(page, address)
    other = browser.new_context().new_page()
    with saying(found, claims={**LI, "name": "Wang Fang", "sub": "2"}):
        sign_in(other, address)
    knock(other, address)
    expect(other.get_by_text("Behind the door as Wang Fang")).to_be_visible(timeout=PATIENCE)
    is_inside(page, address)
    other.context.close()


@pytest.mark.parametrize(
    "lie",
    [
        {"signs_with": RSAKey.generate_key(2048, {"kid": "one"})},
        {"claims": {**LI, "nonce": "of another request"}},
        {"claims": {**LI, "aud": "another program"}},
        {"claims": {**LI, "exp": int(time.time()) - HOURS}},
    ],
    ids=["signature", "nonce", "audience", "expiry"],
)
def test_a_token_that_lies_signs_nobody_in(door: Doors, page: Page, lie: dict[str, Any]) -> None:
    address, found = door
    with saying(found, **lie):
        sign_in(page, address)
    is_outside(page, address)


def test_a_cookie_that_was_changed_signs_nobody_in(door: Doors, page: Page) -> None:
    address, _ = door
    sign_in(page, address)
    (cookie,) = (c for c in page.context.cookies() if c["name"] == "_streamlit_user")
    assert cookie["httpOnly"]
    told, _, signature = cookie["value"].rpartition(".")
    # The last letter of a signature holds spare bits: only another first one is surely another.
    changed = f"{told}.{'A' if signature[0] != 'A' else 'B'}{signature[1:]}"
    assert told
    page.context.add_cookies([cookie | {"value": changed}])
    is_outside(page, address)


def test_a_sign_in_of_the_day_before_is_asked_for_anew(door: Doors, page: Page) -> None:
    address, found = door
    with saying(found, claims={**LI, "iat": int(time.time()) - 13 * HOURS}):
        sign_in(page, address)
    is_refused(page, address, "older than 12 hours")


@pytest.mark.parametrize(
    ("claims", "why"),
    [
        ({**LI, "email": "li@elsewhere.example"}, "not among those"),
        ({**LI, "email_verified": False}, "has not verified"),
    ],
)
def test_who_is_not_on_the_list_is_refused_and_may_sign_out(
    listed: Doors, page: Page, claims: dict[str, Any], why: str
) -> None:
    address, found = listed
    with saying(found, claims=claims):
        sign_in(page, address)
    is_refused(page, address, why)
    knock(page, address)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("For everybody")).to_be_visible(timeout=PATIENCE)
    is_outside(page, address)


def test_who_is_on_the_list_enters(listed: Doors, page: Page) -> None:
    address, found = listed
    with saying(found, claims={**LI, "email": "wang@other.example"}):
        sign_in(page, address)
    is_inside(page, address)


def test_no_address_that_is_asked_for_says_who_signs_in(door: Doors, page: Page) -> None:
    address, found = door
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    sign_in(page, address)
    is_inside(page, address)
    assert len(asked) > 10
    assert not [
        url for url in [*asked, *found.told] if re.search("Li.{1,3}Hua|li(@|%40)|zs[.]example", url)
    ]


def test_a_park_is_edited_by_nobody_who_has_not_signed_in(tmp_path: Path, page: Page) -> None:
    flags = ("--server.address=0.0.0.0", f"--secrets.files={tmp_path}/none.toml")
    with running(*flags) as address:
        knock(page, address, "sources")
        page.get_by_text("Edit one park").click()
        expect(page.get_by_text("edited by whoever is signed in")).to_be_visible(timeout=PATIENCE)
        expect(page.get_by_label("Area in km²")).to_have_count(0)


def is_closed(page: Page, address: str, why: str) -> None:
    knock(page, address)
    expect(page.get_by_text(why)).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("Behind the door")).to_have_count(0)


def test_on_one_machine_nobody_signs_in_and_behind_a_proxy_the_page_is_closed(
    tmp_path: Path, page: Page
) -> None:
    with running(f"--secrets.files={tmp_path}/none.toml", script=DOOR) as address:
        knock(page, address)
        expect(page.get_by_text("Behind the door as None")).to_be_visible(timeout=PATIENCE)
        expect(page.get_by_role("button", name="Sign out")).to_have_count(0)
        page.context.set_extra_http_headers({"X-Forwarded-For": "192.0.2.7"})
        is_closed(page, address, "no sign-in is set up")


def test_bound_to_every_address_without_sign_in_the_page_is_closed(
    tmp_path: Path, page: Page
) -> None:
    flags = ("--server.address=0.0.0.0", f"--secrets.files={tmp_path}/none.toml")
    with running(*flags, script=DOOR) as address:
        is_closed(page, address, "no sign-in is set up")
        page.goto(address)
        expect(page.get_by_text("For everybody")).to_be_visible(timeout=PATIENCE)


@pytest.mark.parametrize(
    "text",
    ['[auth\ncookie_secret = "a"', "[auth]"],
    ids=["broken", "empty"],
)
def test_a_sign_in_that_cannot_work_closes_the_page(tmp_path: Path, page: Page, text: str) -> None:
    file = tmp_path / "secrets.toml"
    file.write_text(text, encoding="utf-8")
    with running(f"--secrets.files={file}", script=DOOR) as address:
        is_closed(page, address, "but not so that it works")


def test_a_header_that_says_who_somebody_is_closes_the_page(tmp_path: Path, page: Page) -> None:
    with provider(**LI) as found, secrets_of(tmp_path, found) as file:
        flags = (f"--secrets.files={file}", '--server.trustedUserHeaders={"X-Mail": "email"}')
        with running(*flags, script=DOOR) as address:
            page.context.set_extra_http_headers({"X-Mail": "li@zs.example"})
            is_closed(page, address, "but not so that it works")


def test_the_pages_of_business_development_ask_for_a_sign_in_and_an_investor_needs_none(
    tmp_path: Path, page: Page
) -> None:
    with provider(**LI) as found, secrets_of(tmp_path, found) as file:
        environ = {
            "STREAMLIT_SECRETS_FILES": file, "BAYSITE_VAR": str(tmp_path / "var"),
            "NO_PROXY": "127.0.0.1",
        }  # fmt: skip
        with served(environ) as address:
            for name, inside in PAGES.items():
                knock(page, address, name)
                expect(page.get_by_role("button", name="Sign in")).to_be_visible(timeout=PATIENCE)
                expect(page.get_by_text(inside)).to_have_count(0)
                assert serious(Watched(page)) == {}
            page.goto(address)
            expect(page.get_by_role("button", name="Find sites")).to_be_visible(timeout=PATIENCE)
            press_sign_in(page, address, next(iter(PAGES)))
            expect(page.get_by_role("button", name="Find sites")).to_be_visible(timeout=PATIENCE)
            for name, inside in PAGES.items():
                knock(page, address, name)
                expect(page.get_by_text("Signed in as Li Hua")).to_be_visible(timeout=PATIENCE)
                expect(page.get_by_text(inside).first).to_be_visible(timeout=PATIENCE)
                page.set_viewport_size({"width": 390, "height": 844})
                assert no_sideways_scroll(Watched(page))
                assert serious(Watched(page)) == {}


PAGES = {
    "shortlists": re.compile("No shortlist|Choose a shortlist"),
    "leads": re.compile("A list of leads"),
}
"""Pages of business development by their address, and words that stand on them alone."""
