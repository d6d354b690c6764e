"""The report for a board: PDF and HTML read back by others, word for word the ranking's."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from pypdf import PdfReader

from features.catalogue import Catalogue
from recommender.board_report.html import html_bytes
from recommender.board_report.pdf import pdf_bytes
from recommender.board_report.report import report_of
from recommender.board_report.typefaces import Typefaces
from recommender.cover import Cover
from recommender.engine import recommend
from recommender.errors import ReportError
from recommender.explanation import explain, questions
from recommender.export import FORMATS
from recommender.flip_report import flip_points
from recommender.profile import Profile, Told
from recommender.report import site_entries
from recommender.robustness import robustness
from recommender.shortlist import Shortlist
from recommender.sureness_words import answer_in_words, flip_in_words
from recommender.texts import LANGUAGES, render, translate
from recommender.words import RESULTS
from tests.browser import chromium

pytestmark = pytest.mark.slow  # writes whole reports, again and again

HOSTILE = (
    '#import "@preview/evil:1.0.0" #panic() $x^2$ *bold* _it_ `raw` @ref <label> \\ // /* '
    "<script>alert(1)</script> <img src=x onerror=alert(1)> {{7*7}} {% raw %} &amp; ]]>"
)
UNSEEN = "a\x00b\x07c\u202ed\u200fe\ud83df\ufffeg"
LONG = "Übergröße und 很长的备注 " * 15

Read = Callable[[Shortlist, Cover | None], str]


def squeezed(text: str) -> str:
    """Letters alone: a page breaks lines, and sets Chinese apart from Latin, where it likes."""
    return re.sub(r"[\s\u200b]+", "", text)


def in_pdf(shortlist: Shortlist, cover: Cover | None = None) -> str:
    pages = PdfReader(io.BytesIO(pdf_bytes(shortlist, cover))).pages
    return squeezed("".join(page.extract_text() for page in pages))


class Page(HTMLParser):
    """What a page says, its elements, and every address it names."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.said, self.tags, self.addresses, self.ids = "", [], [], []
        self._skips = False
        self.feed(content.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._skips = tag == "style"
        self.ids += [value for name, value in attrs if name == "id"]
        self.addresses += [
            value for name, value in attrs if name in ("href", "src", "action", "data", "srcset")
        ]
        assert not [name for name, _ in attrs if name.startswith("on")]

    def handle_data(self, data: str) -> None:
        if not self._skips:
            self.said += data

    def handle_endtag(self, tag: str) -> None:
        self._skips = False


def in_html(shortlist: Shortlist, cover: Cover | None = None) -> str:
    return squeezed(Page(html_bytes(shortlist, cover)).said)


READERS = [pytest.param(in_pdf, id="pdf"), pytest.param(in_html, id="html")]


@pytest.fixture(scope="module")
def shortlist(catalogue: Catalogue, examples: dict[str, Profile]) -> Shortlist:
    ranking = recommend(catalogue, examples["small_appliances"])
    notes = {ranking.entries[0].site_id: "Ring them on Monday."}
    return Shortlist(catalogue=catalogue, ranking=ranking, entries=ranking.entries[:3], notes=notes)


@pytest.fixture(scope="module")
def one(shortlist: Shortlist) -> Shortlist:
    return replace(shortlist, entries=shortlist.entries[:1])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("read", READERS)
def test_a_report_says_what_the_ranking_says_in_every_language(
    read: Read, language: str, shortlist: Shortlist
) -> None:
    listed = replace(shortlist, language=language)
    said, ranking = read(listed, None), listed.ranking

    def holds(words: str) -> None:
        assert squeezed(words) in said, words

    answer = answer_in_words(listed.catalogue, ranking, robustness(ranking))
    turns = flip_in_words(listed.catalogue, ranking, flip_points(listed.catalogue, ranking))
    holds(render(answer, language))
    holds(render(turns, language))
    for row in listed.summary().to_dict(orient="records"):
        site = row["site_id"]
        found = explain(listed.catalogue, ranking, site)
        holds(f"{row['rank']}. {listed.name(site)}")
        points = [round(100 * row[end]) for end in ("score", "score_low", "score_high")]
        holds(
            translate(
                "{points} of 100 points, between {low} and {high}; known: {known} of 100.",
                language,
                **dict(zip(("points", "low", "high"), points, strict=True)),
                known=round(100 * row["coverage"]),
            )
        )
        holds(translate("{points} ({low} to {high})", language,
                        **dict(zip(("points", "low", "high"), points, strict=True))))  # fmt: skip
        for reason in (*found.reasons_for, *found.reasons_against):
            holds(render(reason, language))
        for check in found.checks:
            holds(render(check.reason(site), language))
            assert (
                squeezed(translate(RESULTS[check.result(site)], language)).lower() in said.lower()
            )
        for question in questions(ranking, site):
            holds(render(question, language))
    holds(str(ranking.provenance["profile"]))
    holds(str(ranking.provenance["data"]))
    holds(str(ranking.provenance["engine"]))


def test_every_figure_of_the_table_is_the_rankings(shortlist: Shortlist) -> None:
    table = next(
        b for s in report_of(shortlist).sections for b in s.blocks
        if type(b).__name__ == "Table" and len(b.head) > 6
    )  # fmt: skip
    roads = shortlist.ranking.profile.roads
    for cells, row in zip(table.rows, shortlist.summary().to_dict(orient="records"), strict=True):
        words = [cell.text for cell in cells]
        assert words[0] == str(row["rank"])
        assert words[1] == row["name_en"]
        assert words[2].startswith(str(round(100 * row["score"])))
        assert words[3:5] == [str(row["tier"]), str(round(100 * row["coverage"]))]
        for words_of, place in zip(words[6:8], ("sz_futian", "hk_central"), strict=True):
            minutes = shortlist.catalogue.travel.minutes_to(place, roads)["value"]
            assert words_of == str(round(minutes[row["site_id"]]))


def test_pages_are_numbered_and_carry_the_day_and_the_maker(shortlist: Shortlist) -> None:
    reader = PdfReader(io.BytesIO(pdf_bytes(shortlist)))
    for number, page in enumerate(reader.pages, start=1):
        text = page.extract_text()
        assert f"{number} / {len(reader.pages)}" in text
        assert "Made by Baysite" in text
        assert "24 Nov 2026" in text


def test_three_sites_take_a_page_each(shortlist: Shortlist) -> None:
    for language in LANGUAGES:
        listed = replace(shortlist, language=language)
        texts = [p.extract_text() for p in PdfReader(io.BytesIO(pdf_bytes(listed))).pages]
        begins = [
            next(i for i, text in enumerate(texts) if text.lstrip().startswith(f"{e.rank}."))
            for e in listed.entries
        ]
        assert begins == [1, 2, 3], language


def test_the_pdf_is_tagged_with_title_language_and_words_for_the_map(shortlist: Shortlist) -> None:
    for language, tag in (("en", "en-GB"), ("zh", "zh-CN"), ("zh-Hant", "zh-HK")):
        content = pdf_bytes(replace(shortlist, language=language), Cover(title="A title"))
        reader = PdfReader(io.BytesIO(content))
        root = reader.trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"]
        assert root["/Lang"] == tag
        assert reader.metadata is not None
        assert reader.metadata.title == "A title"
        assert "/CreationDate" not in reader.metadata
        assert b"pdfuaid:part" in content


def test_sources_are_numbered_dated_and_referred_to_from_the_facts(shortlist: Shortlist) -> None:
    report = report_of(shortlist)
    numbers, cited = report.numbers(), [s for s in report.every_said() if s.cited]
    assert list(numbers.values()) == list(range(1, len(numbers) + 1))
    assert len(numbers) > 5
    assert {c.source for s in cited for c in s.cited} == set(numbers)
    page = Page(html_bytes(shortlist))
    inner = [address for address in page.addresses if address]
    assert {address.removeprefix("#") for address in inner} <= set(page.ids)
    said = squeezed(page.said)
    pages = PdfReader(io.BytesIO(pdf_bytes(shortlist))).pages
    paper = "".join(page.extract_text() for page in pages)
    assert "\u200b" not in paper, "an address that is copied must work"
    for source, days in report.sources().items():
        assert squeezed(source) in said
        assert squeezed(source) in squeezed(paper)
        assert all(day[:4] in said for day in days)


def test_the_page_has_no_script_and_asks_nobody_for_anything(shortlist: Shortlist) -> None:
    content = html_bytes(replace(shortlist, language="zh"), Cover(company=HOSTILE))
    page = Page(content)
    tags = {tag for tag, _ in page.tags}
    assert not tags & {"script", "link", "iframe", "object", "embed", "img", "base", "form"}
    assert all(address.startswith("#") for address in page.addresses)
    style = re.search(r"<style>(.*?)</style>", content.decode(), re.DOTALL)
    assert style is not None
    assert not re.search(r"url\(|@import|expression", style[1])
    assert [attrs["lang"] for tag, attrs in page.tags if tag == "html"] == ["zh-Hans"]
    assert {"header", "main", "footer", "caption", "thead"} <= tags
    heads = [attrs for tag, attrs in page.tags if tag == "th"]
    assert heads
    assert all(attrs.get("scope") in ("col", "row") for attrs in heads)


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("text", [HOSTILE, LONG])
def test_what_a_person_typed_stays_text_letter_by_letter(
    read: Read, text: str, one: Shortlist
) -> None:
    site = one.entries[0].site_id
    project = replace(one.ranking.profile.project, sector=f"小家电 {text[:80]}")
    ranking = recommend(one.catalogue, replace(one.ranking.profile, project=project))
    listed = replace(one, ranking=ranking, notes={site: text}, entries=ranking.entries[:1])
    listed = replace(listed, notes={listed.entries[0].site_id: text})
    cover = Cover(company=text, contact=text, title=text)
    said = read(listed, cover)
    assert said.count(squeezed(text)) >= 4


@pytest.mark.parametrize("read", READERS)
def test_letters_that_show_nothing_are_blanks(read: Read, one: Shortlist) -> None:
    listed = replace(one, notes={one.entries[0].site_id: UNSEEN})
    said = read(listed, Cover(company=UNSEEN, title=UNSEEN))
    assert said.count("abcdefg") >= 3


def test_a_letter_that_no_font_draws_is_a_sign_and_the_rest_stays(one: Shortlist) -> None:
    listed = replace(one, notes={one.entries[0].site_id: "before \U00012000\U0001fabf after"})
    assert re.search(r"before\S{1,2}after", in_pdf(listed))
    assert "before\U00012000\U0001fabfafter" in in_html(listed)


def test_without_a_chinese_font_the_error_says_what_to_install(
    one: Shortlist, tmp_path: Path
) -> None:
    none = Typefaces(system=False, folders=(tmp_path,))
    with pytest.raises(ReportError, match="apt-get install fonts-noto-cjk"):
        pdf_bytes(replace(one, language="zh"), typefaces=none)


def test_a_report_in_english_without_a_chinese_letter_needs_no_font(
    catalogue: Catalogue, examples: dict[str, Profile], tmp_path: Path
) -> None:
    project = replace(examples["only_a_sector"].project, sector="printed circuit boards")
    ranking = recommend(catalogue, replace(examples["only_a_sector"], project=project))
    listed = Shortlist(catalogue=catalogue, ranking=ranking, entries=ranking.entries[:1])
    letters = json.dumps([s.text for s in report_of(listed).every_said()], ensure_ascii=False)
    assert not re.search(r"[\u4e00-\u9fff]", letters)
    none = Typefaces(system=False, folders=(tmp_path,))
    assert pdf_bytes(listed, typefaces=none).startswith(b"%PDF")


@pytest.mark.parametrize("write", [pdf_bytes, html_bytes])
def test_an_empty_list_is_a_clear_error(
    write: Callable[[Shortlist], bytes], shortlist: Shortlist
) -> None:
    with pytest.raises(ReportError, match="the list is empty"):
        write(replace(shortlist, entries=()))


@pytest.mark.parametrize("write", [pdf_bytes, html_bytes])
def test_the_same_list_gives_the_same_bytes(
    write: Callable[[Shortlist], bytes], one: Shortlist
) -> None:
    for language in LANGUAGES:
        listed = replace(one, language=language)
        assert write(listed) == write(listed)


@pytest.mark.parametrize("read", READERS)
def test_a_name_stands_on_the_cover_only_when_it_is_given(read: Read, one: Shortlist) -> None:
    named = replace(one.ranking.profile, name="Secret Lamps Limited")
    listed = replace(one, ranking=recommend(one.catalogue, named))
    assert "SecretLamps" not in read(listed, None)
    assert "OpenLampsLimited" in read(listed, Cover(company="Open Lamps Limited"))


@pytest.mark.parametrize("read", READERS)
def test_notes_and_answers_of_sites_stand_on_the_page_of_the_site(
    read: Read, one: Shortlist
) -> None:
    site = one.entries[0].site_id
    told = Told(site_id=site, about="land_on_offer", value=120, on=date(2026, 11, 20))
    profile = replace(one.ranking.profile, told=(told,))
    ranking = recommend(one.catalogue, profile)
    entries = tuple(e for e in ranking.entries if e.site_id == site)
    said = read(replace(one, ranking=ranking, entries=entries), None)
    assert "RingthemonMonday." in said
    assert "Toldbytheinvestor" in said
    assert "120mu" in said
    assert "answersofsites" in said.lower()


def test_ten_sites_a_site_elsewhere_and_sites_of_one_family_are_written(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    profile = replace(examples["zhangjiagang_new_energy"], regions=("China",))
    ranking = recommend(catalogue, profile)
    listed = Shortlist(catalogue=catalogue, ranking=ranking, entries=site_entries(ranking)[:10])
    assert len(listed.entries) == 10
    for read in (in_pdf, in_html):
        said = read(listed)
        for entry in listed.entries:
            assert squeezed(f"{entry.rank}. {listed.name(entry.site_id)}") in said


def test_the_map_is_small_and_names_every_site_by_its_number(shortlist: Shortlist) -> None:
    figure = next(
        b for s in report_of(shortlist).sections for b in s.blocks if type(b).__name__ == "Figure"
    )
    texts = [node.text for node in figure.drawing.iter("text")]
    assert {"1", "2", "3"} <= set(texts)
    assert any("Shenzhen-Zhongshan Link" in str(text) for text in texts)
    assert all(shortlist.name(e.site_id) in figure.alt for e in shortlist.entries)
    assert len(html_bytes(shortlist)) < 300_000
    assert "OpenStreetMap" in figure.caption


def test_no_sentence_of_a_chinese_report_is_left_in_english(shortlist: Shortlist) -> None:
    report = report_of(replace(shortlist, language="zh"))
    heads = [s.heading for s in report.sections] + [report.footer, report.title]
    heads += [
        b.head
        for s in report.sections
        for b in s.blocks
        if hasattr(b, "head") and isinstance(b.head, str)
    ]
    for head in heads:
        assert re.search(r"[\u4e00-\u9fff]", head), head
    method = report.sections[-1]
    for block in method.blocks[:2]:
        for item in block.items:
            assert not re.search(r"[A-Za-z]{3,} [A-Za-z]{3,}", item.text), item.text


def test_every_door_writes_the_report(one: Shortlist) -> None:
    assert FORMATS[".pdf"](one) == pdf_bytes(one)
    assert FORMATS[".html"](one) == html_bytes(one)


@pytest.mark.browser
def test_the_page_reads_on_a_phone_in_light_and_dark_and_asks_for_nothing(
    shortlist: Shortlist, tmp_path: Path
) -> None:
    path = tmp_path / "report.html"
    path.write_bytes(html_bytes(replace(shortlist, language="zh")))
    with chromium() as browser:
        for scheme in ("light", "dark"):
            context = browser.new_context(
                viewport={"width": 390, "height": 844}, color_scheme=scheme, bypass_csp=True
            )
            page, asked, complaints = context.new_page(), [], []
            page.on("request", lambda request, asked=asked: asked.append(request.url))
            page.on("console", lambda said, heard=complaints: heard.append(said.text))
            page.goto(path.as_uri())
            assert page.evaluate("document.documentElement.scrollWidth") == 390
            assert asked == [path.as_uri()]
            assert not complaints
            found = Axe().run(page).response["violations"]
            assert not found, [violation["id"] for violation in found]
