"""Pictures of the page: three for the README, and with a folder named, all to be looked at."""

from __future__ import annotations

import sys
from itertools import product
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, expect

from recommender.address import address_of
from recommender.draft import Draft
from recommender.examples import read_example
from recommender.texts import LANGUAGES
from tests.browser import PATIENCE, Watched, chromium
from tests.server import served

PICTURES = Path("docs/pictures")
EXAMPLE = {"en": "Cell therapy from Guangzhou", "zh": "广州的细胞治疗团队"}
WIDE, PHONE = (1400, 980), (390, 844)


def opened(browser: Browser, size: tuple[int, int], scheme: str) -> Watched:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, device_scale_factor=1
    )
    return Watched(context.new_page()).watch()


def answered(tab: Watched, address: str, language: str) -> None:
    tab.page.goto(f"{address}/?lang={language}")
    tab.page.get_by_role("radio", name=EXAMPLE[language]).click()
    expect(tab.page.locator("[data-testid=stDataFrame] canvas").first).to_be_visible(
        timeout=PATIENCE
    )
    tab.rest()
    tab.page.wait_for_timeout(5_000)  # the browser draws land and letters without telling


def for_the_readme(browser: Browser, address: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    tab = opened(browser, WIDE, "light")
    answered(tab, address, "en")
    tab.page.mouse.wheel(0, 150)
    tab.page.wait_for_timeout(1_000)
    tab.page.screenshot(path=PICTURES / "answer.png")
    for row in range(3):
        tab.tick(row, "en", row + 1)
    tab.to_report("en")
    tab.page.get_by_role("button", name="Write report and files").click()
    expect(tab.page.get_by_role("button", name="Take PDF")).to_be_visible(timeout=PATIENCE)
    tab.rest()
    tab.page.screenshot(path=PICTURES / "report.png")
    phone = opened(browser, PHONE, "dark")
    answered(phone, address, "zh")
    phone.page.get_by_role("button", name="1.").first.scroll_into_view_if_needed()
    phone.page.mouse.wheel(0, 420)
    phone.page.wait_for_timeout(1_500)
    phone.page.screenshot(path=PICTURES / "phone.png")


PAGES = ("answer", "compare", "report", "two_sites", "one_site", "sources")


def all_of_them(browser: Browser, address: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    project = quote(address_of(Draft.of(read_example("cell_therapy"))))
    for language, size, scheme, page in product(
        LANGUAGES, (WIDE, PHONE), ("light", "dark"), ("form", *PAGES)
    ):
        tab = opened(browser, size, scheme)
        path = "" if page in ("form", "answer") else page
        asked = "" if page == "form" else f"&project={project}"
        tab.page.goto(f"{address}/{path}?lang={language}{asked}")
        expect(tab.page.get_by_role("heading", name="Baysite")).to_be_visible(timeout=PATIENCE)
        tab.rest()
        tall = tab.page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
        tab.page.set_viewport_size({"width": size[0], "height": min(tall + 40, 6_000)})
        tab.page.wait_for_timeout(4_000)  # the browser draws land and letters without telling
        tab.page.screenshot(path=folder / f"{page}-{language}-{size[0]}-{scheme}.png")
        tab.page.context.close()


def main() -> None:
    with served() as address, chromium() as browser:
        if sys.argv[1:]:
            all_of_them(browser, address, Path(sys.argv[1]))
        else:
            for_the_readme(browser, address)


if __name__ == "__main__":
    main()
