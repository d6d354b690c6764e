"""The page "Fill this site": a site and a list give the same leads as the command."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from features.catalogue import Catalogue
from recommender.leads import Leads, lead_table
from recommender.match import Setting
from recommender.reverse import Filled, fill_site
from tests.conftest import ROOT
from tests.test_reverse import SITE, leads_file
from views import state

pytestmark = pytest.mark.slow  # runs whole pages


def page_of(language: str = "en") -> AppTest:
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    page.query_params["lang"] = language
    page.run()
    page.switch_page("views/fill_site.py").run()
    assert not page.exception
    return page


def with_list(page: AppTest, name: str = "leads.csv", content: bytes | None = None) -> AppTest:
    page.file_uploader(key="leads_file").upload(name, content or leads_file(), "text/csv").run()
    assert not page.exception
    return page


def filled_page(language: str = "en") -> AppTest:
    page = page_of(language)
    page.selectbox(key="site_shown").select(SITE).run()
    with_list(page)
    page.button(key="fill_site").click().run()
    assert not page.exception
    return page


def texts(page: AppTest) -> str:
    kinds = ("markdown", "caption", "error", "warning", "info", "subheader")
    return "\n".join(str(found.value) for kind in kinds for found in page.get(kind))


@pytest.fixture(scope="module")
def leads() -> Leads:
    return lead_table("leads.csv", leads_file(), today=state.today())


@pytest.fixture(scope="module")
def filled(catalogue: Catalogue, leads: Leads) -> Filled:
    return fill_site(catalogue, SITE, leads, Setting())


@pytest.mark.parametrize(
    ("language", "head", "suits"),
    [
        ("en", "Fill this site", "leads suit this site"),
        ("zh", "为本园区找项目", "条线索适合本园区"),
        ("zh-Hant", "為本園區找項目", "條線索適合本園區"),
    ],
)
def test_the_page_speaks_three_languages(language: str, head: str, suits: str) -> None:
    page = filled_page(language)
    assert head in texts(page)
    assert suits in texts(page)


def test_the_page_shows_the_leads_of_the_command(filled: Filled) -> None:
    page = filled_page()
    table = page.dataframe[0].value
    assert list(table["Lead id"]) == [suit.lead.lead_id for suit in filled.suits]
    assert list(table["Points (of 100)"]) == [round(suit.points, 1) for suit in filled.suits]
    assert f"{len(filled.misses)} do not suit" in texts(page)
    assert "4 rows are none" in texts(page)


def test_what_was_found_outlives_a_change_of_page_and_not_of_site() -> None:
    page = filled_page()
    page.switch_page("views/sources.py").run()
    page.switch_page("views/fill_site.py").run()
    assert "leads suit this site" in texts(page)
    page.selectbox(key="site_shown").select("zs-town-nantou").run()
    assert "leads suit this site" not in texts(page)
    assert not page.exception


def test_the_list_of_the_page_of_leads_is_taken(leads: Leads) -> None:
    page = page_of()
    page.session_state["_memory"] = {"leads": leads}
    page.run()
    assert "**36** leads" in texts(page)
    assert page.button(key="fill_site").label == "See 36 leads from this site"


def test_the_list_is_one_for_both_pages() -> None:
    page = with_list(page_of())
    page.switch_page("views/leads.py").run()
    assert "**36** leads read" in texts(page)


def test_headers_that_nobody_read_are_asked_about() -> None:
    page = with_list(page_of(), "a.csv", b"sector,land,colour\nlamps,5,red\n")
    said = [str(widget.label) for kind in ("selectbox", "text_input") for widget in page.get(kind)]
    assert any("colour" in label for label in said), said


def test_a_file_that_is_no_list_is_refused_in_one_line() -> None:
    page = with_list(page_of(), "a.csv", b"\x00\xff")
    assert "is no list of leads" in texts(page)
    assert not [button for button in page.button if button.key == "fill_site"]


def test_an_umbrella_is_not_asked_for_leads(catalogue: Catalogue) -> None:
    umbrella = catalogue.sites.index[catalogue.sites["role"] == "umbrella"][0]
    page = with_list(page_of())
    page.selectbox(key="site_shown").select(umbrella).run()
    assert "choose a place inside it" in texts(page)
