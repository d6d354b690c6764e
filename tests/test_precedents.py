"""What was asked and promised before: shown with its years, never a rule, never a score."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from features.admission import UNITS
from features.catalogue import Catalogue
from recommender.cli import app
from recommender.engine import recommend
from recommender.precedent_words import asked_before_line, in_words, precedents_json
from recommender.precedents import ASKED, KINDS, PROMISED, precedents
from recommender.profile import Profile
from recommender.texts import render
from recommender.understanding import understand
from tests.conftest import EXAMPLES, ROOT, TODAY

HUANGPU, NANTOU = "zs-sz-huangpu-cooperation-park", "zs-town-nantou"


def asking(catalogue: Catalogue, on: date = TODAY, **facts: object) -> Profile:
    project = {"sector": "小家电", "functions": ["production"], "land_mu": 100, **facts}
    profile = Profile.from_dict({"project": project, "on": on}, where="test", today=TODAY)
    return understand(catalogue, profile).profile


def of(found: pd.DataFrame, metric: str, what: str = ASKED) -> pd.Series:
    return found[(found["metric"] == metric) & (found["what"] == what)].iloc[0]


def test_the_town_around_the_site_comes_before_its_city(catalogue: Catalogue) -> None:
    found = precedents(catalogue, asking(catalogue, tax_cny=40e6), HUANGPU)
    tax = of(found, "tax_per_mu")
    # Two agreements of July 2024 ask 60 each; one is of a maker of small appliances.
    assert (tax["low"], tax["high"], tax["n"]) == (60, 60, 1)
    assert (tax["level"], tax["place"], tax["stands"]) == ("here", "zs-town-huangpu", "below")
    assert tax["admission_ids"] == ("adm-020",)
    invested = of(found, "investment_intensity")
    assert (invested["level"], invested["low"], invested["first_year"]) == ("city", 434.8, 2026)


def test_without_a_row_here_the_same_industry_of_the_bay_area_counts(catalogue: Catalogue) -> None:
    found = of(precedents(catalogue, asking(catalogue), NANTOU), "annual_output")
    assert (found["level"], found["low"], found["same_industry"]) == ("industry", 500e6, True)
    other = precedents(catalogue, asking(catalogue, sector="cell therapy"), NANTOU)
    assert "annual_output" not in set(other["metric"])
    assert precedents(catalogue, asking(catalogue), "zhangjiagang-etdz").empty


def test_rows_of_the_industry_come_first_and_others_say_so(catalogue: Catalogue) -> None:
    mine = of(precedents(catalogue, asking(catalogue), NANTOU), "output_per_mu")
    other = of(
        precedents(catalogue, asking(catalogue, sector="cell therapy"), NANTOU), "output_per_mu"
    )
    assert (mine["low"], mine["same_industry"]) == (1250, True)
    assert (other["low"], other["high"], other["same_industry"]) == (1200, 1250, False)
    assert "of any industry" in str(in_words(catalogue, other.to_dict()))


def test_two_years_of_one_plot_are_one_plot(catalogue: Catalogue) -> None:
    # Plot JCR2022-172 asks a tax of 11 in its first year and of 22 from the second.
    tax = of(precedents(catalogue, asking(catalogue), "jiangmen-china-eu-sme-zone"), "tax_per_mu")
    assert (tax["low"], tax["high"], tax["n"]) == (11, 22, 1)


def test_drafts_rules_and_references_are_no_precedents(catalogue: Catalogue) -> None:
    kinds = catalogue.admission.set_index("admission_id")
    for site in (HUANGPU, NANTOU, "jiangmen-china-eu-sme-zone", "dongguan-songshan-lake"):
        for ids in precedents(catalogue, asking(catalogue), site)["admission_ids"]:
            assert set(kinds.loc[list(ids), "binding_level"]) <= set(KINDS)
            assert "draft" not in set(kinds.loc[list(ids), "instrument_status"])


def test_what_was_learned_later_is_left_out(catalogue: Catalogue) -> None:
    before = precedents(catalogue, asking(catalogue, on=date(2023, 1, 1)), HUANGPU)
    assert "fixed_investment_intensity" not in set(before[before["what"] == ASKED]["metric"])
    later = before["last_year"].dropna()
    assert (later <= 2023).all()


def test_a_figure_that_is_not_stated_is_not_a_number(catalogue: Catalogue) -> None:
    found = precedents(catalogue, asking(catalogue), HUANGPU)
    assert found["yours"].isna().all()
    assert (found["stands"] == "").all()
    assert asked_before_line(catalogue, asking(catalogue), HUANGPU) is None
    assert all(row["yours"] is None for row in precedents_json(catalogue, found, "en"))


def test_fixed_investment_is_only_bounded_by_the_total(catalogue: Catalogue) -> None:
    at, below = (
        of(precedents(catalogue, asking(catalogue, capex_cny=capex), HUANGPU),
           "fixed_investment_intensity")
        for capex in (900e6, 500e6)
    )  # fmt: skip
    assert (at["upper_bound"], at["stands"]) == (True, "")
    assert below["stands"] == "below"
    assert "at most 500" in str(in_words(catalogue, below.to_dict()))


def test_the_sentence_says_yours_theirs_years_and_how_many(catalogue: Catalogue) -> None:
    plots = catalogue.admission[catalogue.admission["admission_id"] == "adm-012"]
    two = [plots.assign(admission_id=f"new-{n}", threshold=value, condition=f"plot {n}")
           for n, value in enumerate(("500", "760"))]  # fmt: skip
    planted = replace(catalogue, admission=pd.concat([catalogue.admission, *two]))
    row = of(precedents(planted, asking(planted, capex_cny=520e6), NANTOU), "investment_intensity")
    said = in_words(planted, row.to_dict())
    assert str(said) == (
        "Investment per mu: your 520 (10,000 CNY per mu) against 434.8 to 760 asked in Zhongshan "
        "in 2026 (3 plots or agreements)"
    )
    assert "520（万元/亩）" in render(said, "zh")
    assert row["stands"] == "inside"


@pytest.mark.parametrize(("tax", "stands"), [(40e6, "below"), (60e6, "inside"), (90e6, "above")])
def test_the_line_on_a_card_says_on_which_side(
    catalogue: Catalogue, tax: float, stands: str
) -> None:
    profile = asking(catalogue, tax_cny=tax)
    assert of(precedents(catalogue, profile, HUANGPU), "tax_per_mu")["stands"] == stands
    assert "Tax per mu" in str(asked_before_line(catalogue, profile, HUANGPU))


def test_precedents_exclude_nobody_and_score_nothing(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    rules = catalogue.admission[~catalogue.admission["binding_level"].isin(list(KINDS))]
    without = replace(catalogue, admission=rules)
    for profile in examples.values():
        one, other = (recommend(c, profile) for c in (catalogue, without))
        assert one.table.to_csv() == other.table.to_csv()
        for mine, theirs in zip(one.matrix.checks, other.matrix.checks, strict=True):
            pd.testing.assert_frame_equal(mine.table, theirs.table)
        site = one.entries[0].site_id if one.entries else one.table.index[0]
        assert precedents(without, one.profile, site).empty


def test_the_command_line_carries_them() -> None:
    asked = ["explain", str(EXAMPLES / "small_appliances.toml"), HUANGPU, "--json"]
    found = CliRunner().invoke(app, asked)
    assert found.exit_code == 0, found.output
    said = json.loads(found.stdout)["precedents"]
    assert {row["what"] for row in said} == {ASKED, PROMISED}
    for row in said:
        assert row["unit"] in UNITS.values()
        assert row["sources"]
        assert row["low"] <= row["high"]
    tax = next(row for row in said if row["metric"] == "tax_per_mu")
    assert tax["says"].startswith("Tax per mu: your 40")


def test_the_document_counts_what_the_data_hold(catalogue: Catalogue) -> None:
    text = (ROOT / "docs/gates.md").read_text(encoding="utf-8")
    rows = catalogue.admission[catalogue.admission["metric"].isin(list(UNITS))]
    rows = rows[(rows["scope_kind"] != "elsewhere") & rows["threshold"].notna()]
    of_city = rows["scope"].where(
        rows["scope_kind"] == "city", rows["scope"].map(catalogue.sites["city"])
    )
    heads = rows["document"] + rows["condition"].str.split(";").str[0]
    asked = rows["binding_level"].map(KINDS) == ASKED
    promised = rows["binding_level"].map(KINDS) == PROMISED
    assert f"{heads[asked].nunique()} plots and agreements in {of_city[asked].nunique()}" in text
    assert f"{heads[promised].nunique()} promising projects, all in Zhongshan" in text
    assert set(of_city[promised]) == {"Zhongshan"}
    n = (catalogue.admission["may_exclude"] == "yes").sum()
    assert f"{n} of the {len(catalogue.admission)} rows may exclude" in text


@pytest.mark.slow
@settings(max_examples=25)
@given(
    seed=st.integers(0, 1_000), site=st.sampled_from([HUANGPU, NANTOU, "dongguan-songshan-lake"])
)
def test_the_order_of_rows_says_nothing(catalogue: Catalogue, seed: int, site: str) -> None:
    profile = asking(catalogue, capex_cny=520e6)
    rows = catalogue.admission.sample(frac=1, random_state=np.random.RandomState(seed))
    shuffled = replace(catalogue, admission=rows)
    pd.testing.assert_frame_equal(
        precedents(catalogue, profile, site), precedents(shuffled, profile, site)
    )
