"""Pictures of the page: three for the README, and with a folder named, all to be looked at."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Browser, expect

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
        tab.click_row(row, tick=True)
        tab.page.wait_for_timeout(1_500)
    tab.page.get_by_role("heading", name="1.").first.scroll_into_view_if_needed()
    tab.page.locator("[data-testid=stDataFrame]").first.scroll_into_view_if_needed()
    tab.page.wait_for_timeout(1_500)
    tab.page.mouse.wheel(0, 560)
    tab.page.wait_for_timeout(1_500)
    tab.page.screenshot(path=PICTURES / "shortlist.png")
    phone = opened(browser, PHONE, "dark")
    answered(phone, address, "zh")
    phone.page.get_by_role("button", name="1.").first.scroll_into_view_if_needed()
    phone.page.mouse.wheel(0, 420)
    phone.page.wait_for_timeout(1_500)
    phone.page.screenshot(path=PICTURES / "phone.png")


def all_of_them(browser: Browser, address: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for language in EXAMPLE:
        for size in (WIDE, PHONE):
            for scheme in ("light", "dark"):
                tab = opened(browser, size, scheme)
                tab.page.goto(f"{address}/?lang={language}")
                expect(tab.page.get_by_role("textbox").first).to_be_visible(timeout=PATIENCE)
                tab.rest()
                name = f"{language}-{size[0]}-{scheme}"
                tab.page.screenshot(path=folder / f"form-{name}.png")
                answered(tab, address, language)
                tall = tab.page.evaluate(
                    "document.querySelector('[data-testid=stMain]').scrollHeight"
                )
                tab.page.set_viewport_size({"width": size[0], "height": min(tall + 40, 6_000)})
                tab.page.wait_for_timeout(4_000)
                tab.page.screenshot(path=folder / f"answer-{name}.png")
                tab.page.context.close()


def main() -> None:
    with served() as address, chromium() as browser:
        if sys.argv[1:]:
            all_of_them(browser, address, Path(sys.argv[1]))
        else:
            for_the_readme(browser, address)


if __name__ == "__main__":
    main()
