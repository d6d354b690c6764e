"""The desk in a real browser: a list comes in, a shortlist goes out, two people see the same."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from examples import make_leads
from recommender.texts import LANGUAGES, translate
from tests.browser import PATIENCE, Watched, no_sideways_scroll, serious
from tests.server import served
from tests.test_every_page import sentences

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LONG = 120_000
"""Patience for a matching that others slow down."""
COMPANY, PERSON = "Kestrel Optics Ltd", "Ms Quill"
LIST = (
    "编号,企业名称,主要产品,用地（亩）,预算,联系人\n"
    f"K1,{COMPANY},optical lenses,20,8000,{PERSON}\n"
    "K2,,小家电,abc,500,\n"
    "K3,,cell therapy,,30000,\n"
    "K4,,LED照明,15,,\n"
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app with a store of its own."""
    with served({"BAYSITE_VAR": str(tmp_path_factory.mktemp("var"))}) as address:
        yield address


def opened(browser: Browser, address: str, page: str, language: str, width: int) -> Watched:
    context = browser.new_context(viewport={"width": width, "height": 900})
    tab = Watched(context.new_page()).watch()
    tab.page.goto(f"{address}/{page}?lang={language}")
    expect(tab.page.get_by_role("heading", name="Baysite")).to_be_visible(timeout=PATIENCE)
    tab.rest()
    return tab


def press(tab: Watched, text: str) -> None:
    tab.page.get_by_role("button", name=text, exact=True).first.click()
    tab.rest()


def taken(page: Page, key: str) -> bytes:
    with page.expect_download(timeout=LONG) as download:
        page.locator(f"[class*=st-key-{key}] button").click()
    return Path(download.value.path()).read_bytes()


def chosen(tab: Watched, label: str, option: str) -> None:
    """Choose in a menu by what it says."""
    tab.page.get_by_role("combobox", name=label, exact=True).click()
    tab.page.get_by_role("option", name=option, exact=True).click()
    tab.rest()


def find(tab: Watched, choice: re.Pattern[str], title: str) -> None:
    """Open a saved shortlist by its title."""
    menu = tab.page.get_by_role("combobox", name=choice)
    expect(menu).to_be_visible(timeout=PATIENCE)
    menu.click()
    menu.fill(title)
    menu.press("Enter")
    expect(tab.page.locator("[class*=st-key-saved_contact]").first).to_be_visible(timeout=PATIENCE)
    tab.rest()


def check(tab: Watched, language: str) -> None:
    assert tab.outside == []
    assert tab.errors == []
    assert serious(tab) == {}
    assert no_sideways_scroll(tab)
    body = tab.page.inner_text("body")
    assert not re.search(r"\{\w+", body)
    assert language == "en" or [s for s in sentences() if s in body] == []


@pytest.mark.parametrize(
    ("language", "width"), [("en", 1400), ("zh", 1400), ("zh-Hant", 390)], ids=list(LANGUAGES)
)
def test_from_a_list_to_a_shortlist_that_two_people_work_on(
    browser: Browser, desk: str, tmp_path: Path, language: str, width: int
) -> None:
    def t(text: str, **values: object) -> str:
        return translate(text, language, **values)

    path = tmp_path / "招商线索.csv"
    path.write_bytes(LIST.encode("gb18030"))
    tab = opened(browser, desk, "leads", language, width)
    tab.page.locator("input[type=file]").set_input_files(path)
    expect(tab.page.get_by_text("招商线索.csv").last).to_be_visible(timeout=PATIENCE)
    tab.rest()

    # Its fourth column is asked about; until then it is carried along.
    asked = tab.page.locator("[class*=st-key-leads_asked]")
    expect(asked).to_be_visible(timeout=PATIENCE)
    check(tab, language)
    chosen(tab, "预算", t("Investment"))
    chosen(tab, t("Unit of numbers under “{header}”", header="预算"), "万元")
    press(tab, t("Read the list so"))
    expect(asked).to_have_count(0, timeout=PATIENCE)

    press(tab, t("Match {total} {total:lead|leads}", total=3))
    files = tab.page.locator("[class*=st-key-leads_files]")
    expect(files).to_be_visible(timeout=LONG)
    tab.rest()
    check(tab, language)
    rows = list(csv.DictReader(io.StringIO(taken(tab.page, "leads_csv").decode("utf-8-sig"))))
    assert {row["lead_id"] for row in rows} == {"K1", "K3", "K4"}
    book = openpyxl.load_workbook(io.BytesIO(taken(tab.page, "leads_xlsx")))
    rejected = book[t("rejected")]
    assert [cell.value for cell in rejected[2]][:3] == [3, "用地（亩）", "abc"]
    assert 8e7 in [cell.value for row in book.worksheets[0].iter_rows() for cell in row]
    for content in (str(rows), str([[c.value for c in r] for s in book for r in s.iter_rows()])):
        assert PERSON not in content

    lead = tab.page.locator("[class*=st-key-leads_open_] input")
    lead.click()
    lead.fill("K1")
    lead.press("Enter")
    tab.rest()
    expect(lead).to_have_value(re.compile("K1"), timeout=PATIENCE)
    title = f"lenses {language}"
    field = tab.page.get_by_role("textbox", name=t("Title; never the name of a firm or person"))
    expect(field).to_have_value(re.compile("^K1 "), timeout=PATIENCE)
    field.fill(title)
    tab.page.get_by_role("textbox", name=t("Your name, for the history")).fill("Ann")
    tab.page.get_by_text(
        t("Keep company and contact too, apart from everything else and erasable")
    ).click()
    press(tab, t("Save"))
    expect(tab.page.get_by_text(t("Saved. It stands under “Shortlists”."))).to_be_visible(
        timeout=PATIENCE
    )
    assert COMPANY not in tab.page.url
    press(tab, t("Open the shortlist"))
    expect(tab.page.locator("[class*=st-key-saved_contact]").first).to_be_visible(timeout=PATIENCE)
    check(tab, language)

    # A second person opens it and sends it; the first one sees that.
    other = opened(browser, desk, "shortlists", language, width)
    choice = re.compile(re.escape(t("Open a shortlist: type a part of its title")))
    find(other, choice, title)
    mine = other.page.get_by_role("textbox", name=t("Your name, for the history"))
    mine.fill("Bo")
    mine.press("Enter")
    other.rest()
    press(other, t("Change the status"))  # the next one is offered: sent
    expect(other.page.get_by_text("Bo").first).to_be_visible(timeout=PATIENCE)
    check(other, language)
    assert COMPANY not in other.page.inner_text("body")

    tab.page.reload()
    tab.rest()
    find(tab, choice, title)
    history = tab.page.locator("[class*=st-key-saved_history]").first
    history.locator("summary").click()
    for words in ("Bo", "Ann", t("sent")):
        expect(history).to_contain_text(words, timeout=PATIENCE)
    for one in (tab, other):
        one.page.context.close()


def test_a_matching_is_stopped_and_gone_on_with(
    browser: Browser, desk: str, tmp_path: Path
) -> None:
    path = tmp_path / "many.csv"
    made = make_leads.rows(120, 5, "en")
    path.write_bytes(
        make_leads.written("many.csv", make_leads.HEADERS["en"], [row.cells for row in made])
    )
    tab = opened(browser, desk, "leads", "en", 1400)
    tab.page.locator("input[type=file]").set_input_files(path)
    start = tab.page.locator("[class*=st-key-leads_match] button")
    expect(start).to_be_visible(timeout=PATIENCE)
    start.click()
    expect(tab.page.get_by_text(re.compile(r"\d+ of \d+ leads, about \d+ s left"))).to_be_visible(
        timeout=LONG
    )
    tab.page.locator("[class*=st-key-leads_stop] button").click()
    stopped = tab.page.get_by_text(re.compile(r"Stopped after \d+ of \d+ leads"))
    expect(stopped).to_be_visible(timeout=LONG)
    found = re.search(r"after (\d+) of (\d+)", stopped.inner_text())
    assert found is not None
    assert 0 < int(found[1]) < int(found[2])
    press(tab, "Go on")
    expect(tab.page.locator("[class*=st-key-leads_files]")).to_be_visible(timeout=LONG)
    assert tab.errors == []
    tab.page.context.close()
