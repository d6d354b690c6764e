"""Amounts in Hong Kong or US dollars count at the user's own rate, and not at all without one."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from features.catalogue import Catalogue
from recommender.address import address_of, draft_at
from recommender.board_report.html import html_bytes
from recommender.draft import Draft
from recommender.engine import recommend
from recommender.own_currency import in_own_currency, not_counted, remarks_on_money
from recommender.shortlist import Shortlist
from recommender.texts import LANGUAGES, render
from recommender.units import CNY_OF, M_HKD, M_USD, MONEY, UNITS, WAN_HKD
from tests.conftest import ROOT, TODAY

RATED = {"hkd": 0.92, "usd": 7.1, "rates_on": date(2026, 11, 24)}


@pytest.mark.parametrize(
    ("unit", "cny"), [(WAN_HKD, 920_000.0), (M_HKD, 92e6), (M_USD, 710e6), ("m CNY", 100e6)]
)
def test_an_amount_counts_at_the_stated_rate(unit: str, cny: float) -> None:
    draft = Draft(sector="lamps", capex=100.0, tax=10.0, capex_unit=unit, **RATED)
    project = draft.profile(where="a test", today=TODAY).project
    assert project.capex_cny == pytest.approx(cny)
    assert project.tax_cny == pytest.approx(cny / 10)


def test_without_a_rate_the_amount_is_kept_and_not_used() -> None:
    draft = Draft(sector="lamps", capex=100.0, capex_unit=M_HKD, usd=7.1, rates_on=TODAY)
    assert "HKD" in str(not_counted(draft))
    assert draft.profile(where="a test", today=TODAY).project.capex_cny is None
    again = draft_at(address_of(draft))
    assert (again.capex, again.capex_unit) == (100.0, M_HKD)


def test_a_rate_is_asked_for_only_where_an_amount_needs_it() -> None:
    assert not_counted(Draft(sector="lamps", capex_unit=M_HKD)) is None
    assert not_counted(Draft(sector="lamps", capex=1.0)) is None
    assert not_counted(Draft(sector="lamps", capex=1.0, capex_unit=M_HKD, **RATED)) is None


def test_an_address_of_before_reads_as_before() -> None:
    older = {"v": 1, "sector": "lamps", "capex": 3.0, "capex_unit": "亿元 · 100 m CNY"}
    project = draft_at(json.dumps(older)).profile(where="x", today=TODAY).project
    assert project.capex_cny == 3e8


@given(st.sampled_from(sorted(CNY_OF)), st.floats(1e-3, 1e6))
def test_amounts_in_cny_need_no_rate(unit: str, amount: float) -> None:
    project = Draft(sector="x", capex=amount, capex_unit=unit).profile(where="x", today=TODAY)
    assert project.project.capex_cny == amount * CNY_OF[unit]


def test_every_unit_has_a_name_in_both_languages() -> None:
    assert all({"en", "zh"} == set(UNITS[unit]) for unit in MONEY)


def test_a_sum_is_said_again_in_the_projects_currency_with_rate_and_day() -> None:
    draft = Draft(capex_unit=M_HKD, **RATED)
    said = in_own_currency(draft, 92e6, 184e6, today=TODAY)
    assert said is not None
    assert render(said, "en") == (
        "About 100,000,000 to 200,000,000 HKD, at 0.92 CNY for 1 HKD on 24 Nov 2026 (your rate)."
    )
    assert "2026年11月24日 1 港元折合 0.92 元" in render(said, "zh")


@pytest.mark.parametrize(
    ("unit", "rates", "low"),
    [(M_HKD, {}, 1.0), ("m CNY", RATED, 1.0), (M_HKD, RATED, math.nan), (M_HKD, RATED, 0.0)],
)
def test_nothing_is_said_without_rate_or_amount(
    unit: str, rates: dict[str, object], low: float
) -> None:
    draft = Draft(capex_unit=unit, **rates)
    assert in_own_currency(draft, low, math.nan, today=TODAY) is None


def test_an_open_end_is_said_to_be_open() -> None:
    draft = Draft(capex_unit=M_USD, **RATED)
    assert str(in_own_currency(draft, 71e6, math.inf, today=TODAY)).startswith("At least about 10,")
    assert str(in_own_currency(draft, -math.inf, 71e6, today=TODAY)).startswith("At most about")


UNRATED = Draft(
    sector="LED lamps 灯具", capex=100.0, capex_unit=M_HKD, where="zhongshan", asked=True,
    functions=("r_and_d", "production"),
)  # fmt: skip
PAGES = ["answer", "compare", "report", "two_sites", "one_site"]


@pytest.mark.slow
@pytest.mark.parametrize("rate", [None, 0.92])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_every_page_that_may_use_an_amount_says_that_it_is_not_counted(
    name: str, language: str, rate: float | None
) -> None:
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    page.query_params["lang"] = language
    page.query_params["project"] = address_of(replace(UNRATED, hkd=rate))
    page.run()
    if name != "answer":
        page.switch_page(f"views/{name}.py").run()
    assert not page.exception
    said = render(not_counted(UNRATED), language)
    assert [found.value.replace("\\", "") for found in page.warning].count(said) == (rate is None)


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_report_and_workbook_say_that_an_amount_is_not_counted(
    catalogue: Catalogue, language: str
) -> None:
    ranking = recommend(catalogue, UNRATED.profile(where="a test", today=TODAY))
    remark = not_counted(UNRATED)
    listed = Shortlist(
        catalogue=catalogue, ranking=ranking, entries=ranking.entries[:1], language=language,
        remarks=(remark,),
    )  # fmt: skip
    said = render(remark, language)
    assert said in html_bytes(listed).decode()
    assert said in listed.decision()["value"].tolist()
    assert said not in html_bytes(replace(listed, remarks=())).decode()


def test_a_report_says_the_rate_and_the_day_at_which_amounts_count() -> None:
    (said,) = remarks_on_money(replace(UNRATED, **RATED), today=TODAY)
    for part in ("0.92", "24 Nov 2026", "HKD"):
        assert part in render(said, "en")
    assert "2026年11月24日" in render(said, "zh-Hant")
    assert remarks_on_money(UNRATED, today=TODAY) == (not_counted(UNRATED),)
    assert remarks_on_money(Draft(sector="lamps", capex=1.0), today=TODAY) == ()
    assert remarks_on_money(replace(UNRATED, capex=None, **RATED), today=TODAY) == ()
