"""Journeys in a real browser, both languages, wide and phone; no request leaves the machine."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, expect

from tests.browser import PATIENCE, WORDS, Watched, no_sideways_scroll, serious

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(params=[(1400, 900), (390, 844)], ids=["wide", "phone"])
def tab(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Watched]:
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height})
    opened = Watched(context.new_page()).watch()
    yield opened
    context.close()
    assert opened.outside == []
    assert opened.errors == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_from_an_industry_to_an_exported_short_list(
    tab: Watched, address: str, language: str, tmp_path: Path
) -> None:
    words, page = WORDS[language], tab.page
    tab.ask(address, language, "LED lamps 灯具")
    guzhen = "Guzhen" if language == "en" else "古镇"
    expect(page.get_by_role("heading", name=guzhen).first).to_be_visible()
    expect(page.get_by_text(words["why"], exact=True)).to_be_visible()
    assert no_sideways_scroll(tab)

    assert tab.on_map("chosen") == []
    tab.click_row(1, tick=False)
    expect(page.get_by_role("heading", name=re.compile(r"^2\. ")).first).to_be_visible()
    named = tab.on_map("chosen")
    assert len(named) == 1
    assert named[0].startswith("2. ")

    page.get_by_text(words["weights"]).first.click()
    slider = page.get_by_role("slider").first
    slider.focus()
    before = tab.page.url
    slider.press("ArrowRight")
    expect(page).not_to_have_url(before, timeout=PATIENCE)
    tab.rest()
    assert "weights" in page.url

    for row in range(3):
        tab.tick(row, language, row + 1)
    tab.to_report(language)
    notes = page.get_by_label(re.compile(words["note"]))
    expect(notes).to_have_count(3, timeout=PATIENCE)
    notes.first.fill('=HYPERLINK("http://x.example","ask")')
    notes.first.press("Tab")
    tab.rest()
    page.get_by_role("button", name=words["export"]).click()
    files = {}
    for ending in ("XLSX", "CSV", "GEOJSON"):
        button = page.get_by_role("button", name=re.compile(ending))
        with page.expect_download(timeout=PATIENCE) as taken:
            button.click()
        files[ending] = tmp_path / taken.value.suggested_filename
        taken.value.save_as(files[ending])
    read_back(files, guzhen)


def read_back(files: dict[str, Path], name: str) -> None:
    book = openpyxl.load_workbook(files["XLSX"])
    assert len(book.sheetnames) == 10
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" and cell.hyperlink is None for cell in cells)
    assert files["CSV"].read_bytes().startswith(b"\xef\xbb\xbf")
    with files["CSV"].open(encoding="utf-8-sig", newline="") as text:
        rows = list(csv.DictReader(text))
    assert len(rows) == 3
    assert any(name in row["name_en"] + row["name_zh"] for row in rows)
    assert rows[0]["note"].startswith("'=")
    features = json.loads(files["GEOJSON"].read_text(encoding="utf-8"))["features"]
    assert [f["properties"]["site_id"] for f in features] == [row["site_id"] for row in rows]


def test_the_language_changes_half_way_and_a_reload_loses_nothing(
    tab: Watched, address: str
) -> None:
    page = tab.page
    page.goto(address)
    page.get_by_role("textbox").first.fill("cell therapy")
    page.get_by_role("textbox").first.press("Tab")
    expect(page).to_have_url(re.compile("cell"), timeout=PATIENCE)
    page.get_by_text("简体中文").click()
    expect(page.get_by_role("button", name="查找园区")).to_be_visible(timeout=PATIENCE)
    tab.rest()
    expect(page.get_by_role("textbox").first).to_have_value("cell therapy")
    page.reload()
    expect(page.get_by_role("textbox").first).to_have_value("cell therapy", timeout=PATIENCE)
    tab.rest()
    page.get_by_role("button", name="查找园区").click()
    expect(page.get_by_text("请先看")).to_be_visible(timeout=PATIENCE)
    tab.rest()
    tab.tick(2, "zh", 1)
    tab.to_report("zh")
    page.get_by_label(re.compile("备注")).first.fill("问行车")
    page.get_by_label(re.compile("备注")).first.press("Tab")
    expect(page).to_have_url(re.compile("notes"), timeout=PATIENCE)
    page.reload()
    expect(page.get_by_text("请先看")).to_be_visible(timeout=PATIENCE)
    tab.rest()
    expect(page.get_by_label(re.compile("备注")).first).to_have_value("问行车")
    assert "lang=zh" in page.url


def test_two_browsers_never_see_each_others_project(browser: Browser, address: str) -> None:
    asked = ["yachts", "cell therapy"]
    contexts = [browser.new_context() for _ in asked]
    tabs = [Watched(context.new_page()).watch() for context in contexts]
    for tab, words in zip(tabs, asked, strict=True):
        tab.ask(address, "en", words)
    for tab, words, other in zip(tabs, asked, reversed(asked), strict=True):
        tab.page.get_by_text("Change the project").click()
        expect(tab.page.get_by_role("textbox").first).to_have_value(words)
        assert other not in tab.page.inner_text("body")
    for context in contexts:
        context.close()


def test_script_in_the_form_is_text(tab: Watched, address: str) -> None:
    tab.page.on("dialog", lambda dialog: pytest.fail("a script ran"))
    tab.ask(address, "en", "<img src=x onerror=alert(1)> LED lamps")
    assert tab.page.locator("img[src=x]").count() == 0


def test_the_keyboard_alone_reaches_an_answer(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    tab = Watched(context.new_page()).watch()
    tab.open(address)
    tab.page.get_by_role("textbox").first.focus()
    tab.page.keyboard.type("LED lamps")
    for _ in range(60):
        tab.page.keyboard.press("Tab")
        if tab.page.evaluate("document.activeElement.innerText").strip() == "Find sites":
            break
    tab.rest()
    tab.page.keyboard.press("Enter")
    expect(tab.page.get_by_text("Look first at")).to_be_visible(timeout=PATIENCE)
    context.close()


@pytest.mark.parametrize(
    ("language", "scheme", "width"),
    [("en", "light", 1400), ("en", "dark", 1400), ("zh", "light", 390), ("zh", "dark", 390)],
)
def test_axe_finds_nothing_serious(
    browser: Browser, address: str, language: str, scheme: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    tab, words = Watched(context.new_page()).watch(), WORDS[language]
    tab.page.goto(f"{address}/?lang={language}")
    expect(tab.page.get_by_role("button", name=words["find"])).to_be_visible(timeout=PATIENCE)
    tab.rest()
    assert serious(tab) == {}
    tab.ask(address, language, "cell therapy")
    tab.page.get_by_text(words["weights"]).first.click()
    tab.tick(0, language, 1)
    assert serious(tab) == {}
    context.close()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_way_of_the_chosen_site_before_and_after_the_link(
    tab: Watched, address: str, language: str
) -> None:
    link = {"en": "Shenzhen-Zhongshan Link", "zh": "深中通道"}[language]
    before = {"en": f"Before {link} opened", "zh": f"{link}开通之前"}[language]
    page = tab.page
    page.goto(f"{address}/?lang={language}")
    page.get_by_role("radio", name={"en": "Cell therapy", "zh": "细胞治疗"}[language]).click()
    expect(page.get_by_text(before).first).to_be_visible(timeout=PATIENCE)
    tab.rest()
    row = page.locator("tr", has_text=before).first
    later = page.get_by_text(re.compile(r"(\d+) (min|分钟).*66")).first
    minutes = [int(re.findall(r"(\d+) (?:min|分钟)", line)[0])
               for line in (row.inner_text(), later.inner_text())]  # fmt: skip
    assert minutes[0] > 1.5 * minutes[1]
    path = next(x for x in tab.deck()["layers"] if x["id"] == "way")["data"][0]["path"]
    assert len(path) > 3
    tab.click_row(1, tick=False)
    expect(page.get_by_role("heading", name="2. ").first).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text(before).first).to_be_visible(timeout=PATIENCE)
    tab.rest()
    again = next(x for x in tab.deck()["layers"] if x["id"] == "way")["data"][0]["path"]
    assert again[0] != path[0], "the line now leaves the other site"
    assert no_sideways_scroll(tab)


def test_a_place_of_ones_own_is_typed_with_its_limit(tab: Watched, address: str) -> None:
    page = tab.page
    tab.open(f"{address}/?lang=en")
    page.get_by_role("textbox").first.fill("LED lamps")
    page.get_by_role("textbox").first.press("Tab")
    # The chips push down what stands below them.
    expect(page.get_by_text("Lighting").first).to_be_visible(timeout=PATIENCE)
    tab.rest()
    page.get_by_text("Places that the firm travels to").click()
    place = page.get_by_label("Place 1")
    expect(place).to_be_visible(timeout=PATIENCE)
    place.fill("Songshn Lake")
    place.press("Enter")
    expect(page.get_by_text("is not a known place. Nearest:").first).to_be_visible(timeout=PATIENCE)
    place.fill("Songshan Lake")
    place.press("Enter")
    expect(page.get_by_label("Place 2")).to_be_visible(timeout=PATIENCE)
    limit = page.get_by_label("At most min 1")
    limit.fill("100")
    limit.press("Enter")
    tab.rest()
    page.get_by_role("button", name="Find sites").click()
    expect(page.get_by_text("Look first at")).to_be_visible(timeout=PATIENCE)
    tab.rest()
    expect(page.get_by_text("at most 100 asked").first).to_be_visible(timeout=PATIENCE)
    assert no_sideways_scroll(tab)
