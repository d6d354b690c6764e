"""Evidence: the better source stands, and neither age nor a rival ever narrows an interval."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from features.catalogue import Catalogue
from features.evidence import OFFICIAL, OTHER, PRESS, kind_of_source, resolve

ON = date(2026, 11, 24)
CITATIONS = pd.Series(
    {"gov": "https://www.zs.gov.cn/a", "press": "https://www.zsnews.cn/b", "web": "https://x.cn/c"}
)

statement = st.fixed_dictionaries(
    {
        "site_id": st.sampled_from(["a", "b"]),
        "attribute": st.sampled_from(["area_km2", "population", "established_year", "announced.x"]),
        "value": st.floats(0.01, 1e9).map(repr) | st.just("about 3"),
        "low": st.none(),
        "high": st.none(),
        "unit": st.just("u"),
        "as_of": st.none() | st.dates(date(2009, 1, 1), ON),
        "source_id": st.sampled_from(["gov", "press", "web"]),
        "confidence": st.sampled_from(["high", "medium", "low", None]),
    }
)
statements = st.lists(statement, min_size=1, max_size=8)


def table(rows: list[dict]) -> pd.DataFrame:
    found = pd.DataFrame(rows)
    return found.assign(as_of=pd.to_datetime(found["as_of"]), said_on=found["as_of"].astype(str))


def contains(wide: pd.DataFrame, narrow: pd.DataFrame) -> bool:
    """Every interval of `narrow` lies inside that of `wide`, where both are numbers."""
    both = wide.loc[narrow.index]
    known = narrow["low"].notna()
    slack = 1e-9 * narrow["high"].abs()
    inside = (both["low"] <= narrow["low"] + slack) & (both["high"] >= narrow["high"] - slack)
    return bool(inside[known].all())


@pytest.mark.slow
@settings(max_examples=40)
@given(statements)
def test_ageing_every_date_by_five_years_narrows_no_interval(rows: list[dict]) -> None:
    found = table(rows)
    older = found.assign(as_of=found["as_of"] - pd.DateOffset(years=5))
    assert contains(resolve(older, CITATIONS, ON), resolve(found, CITATIONS, ON))


@settings(max_examples=40)
@given(statements, statement)
def test_a_rival_narrows_no_interval(rows: list[dict], rival: dict) -> None:
    before, after = table(rows), table([*rows, rival])
    assert contains(resolve(after, CITATIONS, ON), resolve(before, CITATIONS, ON))


@settings(max_examples=40)
@given(statements)
def test_losing_a_date_narrows_no_interval(rows: list[dict]) -> None:
    found = table(rows)
    undated = found.assign(as_of=pd.NaT)
    recent = found[found["as_of"].isna() | (found["as_of"] >= "2010-01-01")]
    if len(recent):
        assert contains(
            resolve(undated.loc[recent.index], CITATIONS, ON), resolve(recent, CITATIONS, ON)
        )


@settings(max_examples=40)
@given(statements)
def test_the_value_lies_in_its_interval_and_comes_from_a_statement(rows: list[dict]) -> None:
    found = resolve(table(rows), CITATIONS, ON)
    stated = {(row["site_id"], row["attribute"], row["value"]) for row in rows}
    for (site, attribute), row in found.iterrows():
        assert (site, attribute, row["value"]) in stated
        number = pd.to_numeric(row["value"], errors="coerce")
        if not np.isnan(number):
            assert row["low"] <= number <= row["high"]


@settings(max_examples=40)
@given(statements, st.randoms())
def test_the_order_of_the_statements_is_irrelevant(rows: list[dict], chance) -> None:  # type: ignore[no-untyped-def]
    shuffled = rows[:]
    chance.shuffle(shuffled)
    columns = ["value", "low", "high", "statements", "rivals"]
    one, other = (resolve(table(r), CITATIONS, ON)[columns] for r in (rows, shuffled))
    pd.testing.assert_frame_equal(one, other)


def test_the_better_kind_of_source_stands_and_then_the_later_one() -> None:
    rows = [
        {"source_id": "web", "value": "1", "as_of": "2026-01-01"},
        {"source_id": "gov", "value": "2", "as_of": "2015-01-01"},
        {"source_id": "gov", "value": "3", "as_of": "2020-01-01"},
        {"source_id": "press", "value": "4", "as_of": "2025-01-01"},
    ]
    base = {"site_id": "a", "attribute": "area_km2", "low": None, "high": None, "unit": "km2",
            "confidence": "high"}  # fmt: skip
    found = resolve(table([base | row for row in rows]), CITATIONS, ON).loc["a", "area_km2"]
    assert found["value"] == "3"
    assert found["rivals"] == 3
    assert found["low"] < 1
    assert found["high"] > 4


def test_what_is_learned_after_the_day_plays_no_part() -> None:
    base = {"site_id": "a", "attribute": "firms", "low": None, "high": None, "unit": "",
            "confidence": "high", "source_id": "gov"}  # fmt: skip
    rows = [
        base | {"value": "140", "as_of": "2008-01-01"},
        base | {"value": "540", "as_of": "2024-01-01"},
    ]
    assert resolve(table(rows), CITATIONS, date(2010, 1, 1)).loc["a", "firms"]["value"] == "140"


@pytest.mark.parametrize(
    ("citation", "kind"),
    [
        ("http://zs.gov.cn/chxq/gggs/content/post_2426918.html", OFFICIAL),
        ("China Development Zone Audit Announcement Catalogue, 2018 edition", OFFICIAL),
        ("001_556259a327d8c746.txt", PRESS),
        ("https://gzdaily.dayoo.com/pc/html/2024-07/12/content_519_863281.htm", PRESS),
        ("https://bkwk.cn/article/x.html", OTHER),
    ],
)
def test_a_citation_says_what_kind_of_source_it_is(citation: str, kind: int) -> None:
    assert kind_of_source(citation) == kind


def test_the_large_cluster_area_has_both_figures_with_their_dates(catalogue: Catalogue) -> None:
    found = catalogue.resolved(ON).loc["zs-large-industrial-cluster-area", "area_km2"]
    assert found["value"] == "470.96"
    assert found["as_of"] == pd.Timestamp(2024, 7, 12)
    assert found["rivals"] == 1
    assert found["low"] < 458.69
    assert found["high"] > 470.96


def test_every_site_with_an_area_shows_the_resolved_one(catalogue: Catalogue) -> None:
    found = catalogue.resolved(ON)["value"].xs("area_km2", level="attribute").astype(float)
    stated = catalogue.sites["area_km2"].dropna()
    pd.testing.assert_series_equal(
        found.reindex(stated.index), stated, check_names=False, check_exact=True
    )
