"""From a project to a report in a real browser, in three languages; nothing leaves the machine."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from recommender.texts import LANGUAGES, translate
from tests.browser import PATIENCE, Watched
from tests.test_every_page import sentences

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ENQUIRIES = {
    "zh": "某某生物科技有限公司（联系人：王先生，电话 13800138000）"
    "拟投资 2 亿元建设细胞治疗药物生产基地，需用地 30 亩，研发留在广州，计划 2027 年 9 月开工。",
    "zh-Hant": "香港某某醫療器械有限公司擬在粵港澳大灣區設廠生產醫療器械，"
    "需用地 25 畝，投資約 1.5 億元人民幣，研發留在香港，預計 2027 年 6 月動工。",
}
COMPANY = {"en": "Bright Cells Ltd", "zh": "明亮细胞有限公司", "zh-Hant": "明亮醫療有限公司"}
WIDTH = {"en": 1400, "zh": 390, "zh-Hant": 1400}


class Journey:
    """A tab with the words of a language, checked for what no page may do."""

    def __init__(self, browser: Browser, language: str) -> None:
        self.context = browser.new_context(viewport={"width": WIDTH[language], "height": 900})
        self.tab = Watched(self.context.new_page()).watch()
        self.page: Page = self.tab.page
        self.language = language

    def t(self, text: str, **values: object) -> str:
        return translate(text, self.language, **values)

    def press(self, text: str) -> None:
        self.page.get_by_role("button", name=self.t(text)).first.click()
        self.tab.rest()

    def check(self) -> None:
        """No request to others, no new complaint, no English sentence in another language."""
        assert self.tab.outside == []
        assert self.tab.errors == []
        body = self.page.inner_text("body")
        assert not re.search(r"\{\w+", body)
        assert self.language == "en" or [s for s in sentences() if s in body] == []


def state_the_project(j: Journey) -> None:
    """Fill the form by hand in English; paste an enquiry in Chinese and take over what it says."""
    if j.language == "en":
        j.page.get_by_role("textbox").first.fill("cell therapy")
        j.page.get_by_label("Land needed").fill("30")
        j.page.get_by_label("Land needed").press("Enter")
    else:
        j.page.get_by_text(j.t("Paste an enquiry, or open a saved project")).click()
        field = j.page.get_by_placeholder(j.t("Paste the whole text here."))
        expect(field).to_be_visible(timeout=PATIENCE)
        field.fill(ENQUIRIES[j.language])
        field.press("Tab")
        j.tab.rest()
        j.press("Read it")
        use = j.page.get_by_role("button", name=j.t("Use these"))
        expect(use).to_be_enabled(timeout=PATIENCE)
        use.click()
        expect(j.page).to_have_url(re.compile("project="), timeout=PATIENCE)
    j.tab.rest()
    j.press("Find sites")
    head = j.t("Look first at: {names}", names="").strip()
    expect(j.page.get_by_role("heading", name=head)).to_be_visible(timeout=PATIENCE)
    j.tab.rest()


def answer_a_question(j: Journey) -> None:
    field = j.page.locator(".st-key-asking input[type=number]").first
    field.scroll_into_view_if_needed()
    field.fill("200")
    field.press("Enter")
    expect(j.page).to_have_url(re.compile("told"), timeout=PATIENCE)
    expect(j.page.locator(".st-key-asking").get_by_text("✎")).to_be_visible(timeout=PATIENCE)
    j.tab.rest()


def change_a_weight(j: Journey) -> None:
    j.page.get_by_text(j.t("Weights: what matters how much")).click()
    slider = j.page.get_by_role("slider").first
    expect(slider).to_be_visible(timeout=PATIENCE)
    for _ in range(3):
        slider.press("ArrowLeft")
        j.tab.rest()
    expect(j.page).to_have_url(re.compile("weights"), timeout=PATIENCE)
    expect(j.page.locator(".st-key-moves")).to_be_visible(timeout=PATIENCE)
    j.tab.rest()


def tick_three(j: Journey) -> None:
    for row in range(3):
        j.tab.click_row(row, tick=True)
        said = j.t("On the short list: {n}.", n=row + 1)
        expect(j.page.get_by_text(said)).to_be_visible(timeout=PATIENCE)
        j.tab.rest()


def compare(j: Journey) -> list[str]:
    """The names of the three that are compared."""
    j.press("Compare side by side")
    chosen = j.page.locator("[data-testid=stMultiSelect] [data-tag]")
    expect(chosen).to_have_count(3, timeout=PATIENCE)
    expect(j.page.locator("[data-testid=stTable]").first).to_be_visible(timeout=PATIENCE)
    j.tab.rest()
    labels = [str(tag.get_attribute("aria-label")) for tag in chosen.all()]
    return [re.sub(r"^\d+\. | · [^·]*$", "", label) for label in labels]


def write(j: Journey) -> None:
    """Write the files: pressed at once, while a field still holds what was typed last."""
    head = j.t("Write report and files ({n} {n:site|sites})", n=3).split("(")[0].split("（")[0]
    j.page.get_by_role("button", name=head.strip()).click()
    expect(j.page.get_by_role("button", name=re.compile("PDF"))).to_be_visible(timeout=PATIENCE)
    j.tab.rest()


def report(j: Journey, folder: Path) -> str:
    """The words of the PDF."""
    j.press("Report and files")
    company = j.page.get_by_label(j.t("Company, for the cover (optional)"))
    expect(company).to_be_visible(timeout=PATIENCE)
    company.fill(COMPANY[j.language])
    write(j)
    with j.page.expect_download(timeout=PATIENCE) as taken:
        j.page.get_by_role("button", name=re.compile(r"PDF")).click()
    file = folder / taken.value.suggested_filename
    taken.value.save_as(file)
    return "".join(page.extract_text() for page in PdfReader(file).pages)


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_from_a_project_to_a_report_and_back_by_its_address(
    browser: Browser, address: str, language: str, tmp_path: Path
) -> None:
    j = Journey(browser, language)
    j.tab.open(f"{address}/?lang={language}")
    for step in (state_the_project, answer_a_question, change_a_weight, tick_three):
        step(j)
        j.check()
    names = compare(j)
    j.check()
    text = bare(report(j, tmp_path))
    j.check()
    assert len(names) == 3
    for name in (*names, COMPANY[language]):
        assert bare(name) in text
    shown = unquote(j.page.url)
    assert COMPANY[language] not in shown
    assert "13800138000" not in shown
    assert "某某" not in shown

    fresh = Journey(browser, language)
    fresh.page.goto(j.page.url.replace("/report?", "/?"))
    head = fresh.t("Look first at: {names}", names="").strip()
    expect(fresh.page.get_by_role("heading", name=head)).to_be_visible(timeout=PATIENCE)
    fresh.tab.rest()
    for step in ("✎", fresh.t("On the short list: {n}.", n=3)):
        expect(fresh.page.get_by_text(step).first).to_be_visible(timeout=PATIENCE)
    expect(fresh.page.locator(".st-key-moves")).to_be_visible()
    fresh.check()
    assert COMPANY[language] not in fresh.page.inner_text("body")
    for opened in (j, fresh):
        opened.context.close()


def test_two_visitors_never_meet(browser: Browser, address: str, tmp_path: Path) -> None:
    """Each fills names and script into every field; neither sees the other's, nothing runs."""
    script = "<img src=x onerror=alert(1)>"
    tabs = {name: Journey(browser, "en") for name in ("Alpha Lamps Ltd", "Beta Cells Ltd")}
    for name, j in tabs.items():
        j.page.on("dialog", lambda dialog: pytest.fail("a script ran"))
        j.tab.open(f"{address}/?lang=en")
        j.page.get_by_role("textbox").first.fill(f"LED lamps {script} {name}")
        j.press("Find sites")
        expect(j.page.get_by_text("Look first at")).to_be_visible(timeout=PATIENCE)
        j.tab.rest()
        j.press("Report and files")
        for label in ("Company, for the cover (optional)", "Contact, for the cover (optional)"):
            field = j.page.get_by_label(label)
            expect(field).to_be_visible(timeout=PATIENCE)
            field.fill(f"{name} {script}")
            field.press("Enter")
            j.tab.rest()
        note = j.page.get_by_label(re.compile("^Note on")).first
        note.fill(f"{script} for {name}")
        note.press("Enter")
        j.tab.rest()
    for name, j in tabs.items():
        other = next(found for found in tabs if found != name)
        write(j)
        with j.page.expect_download(timeout=PATIENCE) as taken:
            j.page.get_by_role("button", name=re.compile("HTML")).click()
        file = tmp_path / f"{name}.html"
        taken.value.save_as(file)
        written = file.read_text(encoding="utf-8")
        assert name in written
        assert other not in written
        assert "<img src=x" not in written
        received = b"".join(j.tab.received).decode("utf-8", "replace")
        assert other not in received
        assert name not in unquote(j.page.url)
        assert j.page.locator("img[src=x]").count() == 0
        j.check()
        j.context.close()


def test_the_keyboard_alone_goes_from_the_project_to_the_report(
    browser: Browser, address: str
) -> None:
    j = Journey(browser, "en")
    j.tab.open(f"{address}/?lang=en")
    j.page.get_by_role("textbox").first.focus()
    j.page.keyboard.type("LED lamps")
    j.page.keyboard.press("Tab")  # the field is read, and the page drawn, before one goes on
    j.tab.rest()
    tab_to(j.page, "Find sites")
    j.page.keyboard.press("Enter")
    # The answer and what stands below it are drawn before one goes on: a button drawn anew is
    # another one, and the key that was meant for it is lost.
    expect(j.page.get_by_text("Look first at")).to_be_visible(timeout=PATIENCE)
    expect(j.page.get_by_role("button", name="Report and files")).to_be_visible(timeout=PATIENCE)
    j.tab.rest()
    go_on(j.page, "Report and files", re.compile("/report"))
    expect(j.page.get_by_label(re.compile("^Note on")).first).to_be_visible(timeout=PATIENCE)
    j.tab.rest()
    tab_to(j.page, "Write report and files")
    j.page.keyboard.press("Enter")
    expect(j.page.get_by_role("button", name=re.compile("PDF"))).to_be_visible(timeout=PATIENCE)
    j.tab.rest()
    tab_to(j.page, "PDF")
    with j.page.expect_download(timeout=PATIENCE) as taken:
        j.page.keyboard.press("Enter")
    assert taken.value.suggested_filename == "baysite.pdf"
    j.check()
    j.context.close()


def go_on(page: Page, name: str, there: re.Pattern[str]) -> None:
    """Press a button by the keyboard until its page stands: one that is drawn anew at that moment
    is another button, and whoever pressed it presses again."""
    for _ in range(5):
        tab_to(page, name)
        page.keyboard.press("Enter")
        try:
            expect(page).to_have_url(there, timeout=5_000)
        except AssertionError:
            continue
        return
    raise AssertionError(f"{name} leads nowhere")


def tab_to(page: Page, name: str) -> None:
    """Press Tab until a control of this name has the focus."""
    for _ in range(250):
        page.keyboard.press("Tab")
        now = "document.activeElement.tagName + ' ' + document.activeElement.innerText"
        if re.match(f"BUTTON .*{name}", str(page.evaluate(now)), re.DOTALL):
            return
    raise AssertionError(f"{name} is not reached by Tab")


def test_a_box_that_is_open_stays_open_over_a_change_of_language(
    browser: Browser, address: str
) -> None:
    journey = Journey(browser, "en")
    page = journey.page
    page.goto(f"{address}/?lang=en")
    box, hint = "Paste an enquiry, or open a saved project", "Paste the whole text here."
    page.get_by_text(journey.t(box)).click()
    page.get_by_placeholder(journey.t(hint)).fill("LED lamps, 20 mu")
    page.get_by_placeholder(journey.t(hint)).press("Tab")
    journey.tab.rest()
    for language in ("zh", "zh-Hant", "en"):
        journey.language = language
        page.get_by_role("radio", name=LANGUAGES[language]).click()
        field = page.get_by_placeholder(journey.t(hint))
        expect(field).to_be_visible(timeout=PATIENCE)
        expect(field).to_have_value("LED lamps, 20 mu")
    journey.tab.rest()
    journey.check()
    journey.context.close()
