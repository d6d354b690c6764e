"""What a moved weight costs the page: bytes sent, and time beside the ranking itself."""

from __future__ import annotations

import time

from playwright.sync_api import expect
from streamlit.testing.v1 import AppTest

from benchmarks.ratios import median_ms, report
from recommender import read_catalogue, read_example, recommend
from recommender.address import address_of
from recommender.draft import Draft
from recommender.profile import Profile
from tests.browser import PATIENCE, WORDS, Watched, chromium
from tests.conftest import ROOT
from tests.server import served

MOVES = 9


def main() -> None:
    catalogue, profile = read_catalogue(), read_example("cell_therapy")
    engine = median_ms(lambda: recommend(catalogue, profile))
    report("a run of the page after a moved weight", _script_ms(profile), engine, "recommend")
    with served() as address, chromium() as browser:
        tab = Watched(browser.new_page()).watch()
        start = time.perf_counter()
        tab.ask(address, "en", "cell therapy")
        print(f"first answer from an open browser: {time.perf_counter() - start:.1f} s")
        print(f"first answer, bytes over the socket: {_size(tab):,}")
        tab.page.get_by_text(WORDS["en"]["weights"]).first.click()
        slider = tab.page.get_by_role("slider").first
        slider.focus()
        _move(tab)
        moves = [_move(tab) for _ in range(MOVES)]
    sizes, seen, served_in = (sorted(part) for part in zip(*moves, strict=True))
    print(f"rerun after a moved weight, bytes: {sizes[0]:,} to {sizes[-1]:,}")
    report("asked until the last answer came", served_in[MOVES // 2], engine, "recommend")
    report("key pressed until the page rests", seen[MOVES // 2], engine, "recommend")


def _script_ms(profile: Profile) -> float:
    """Milliseconds of a warm run of the page's script alone, without a browser beside it."""
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    page.query_params["project"] = address_of(Draft.of(profile))
    page.run()

    def move() -> None:
        first = page.slider[0]
        first.set_value(first.value % 99 + 1).run()

    return median_ms(move)


def _move(tab: Watched) -> tuple[int, float, float]:
    """Bytes, milliseconds a person waits, and those from the request to the last answer."""
    before, url, sent = _size(tab), tab.page.url, len(tab.sent_at)
    start = time.perf_counter()
    tab.page.keyboard.press("ArrowRight")
    expect(tab.page).not_to_have_url(url, timeout=PATIENCE)
    tab.rest()
    seen = 1_000 * (time.perf_counter() - start)
    return _size(tab) - before, seen, 1_000 * (tab.heard_at[-1] - tab.sent_at[sent])


def _size(tab: Watched) -> int:
    return sum(map(len, tab.received))


if __name__ == "__main__":
    main()
