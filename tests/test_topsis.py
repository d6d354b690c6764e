"""TOPSIS beside our order: it reorders two sites when a third joins, and ours never does."""

from __future__ import annotations

import sys

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from features.catalogue import Catalogue
from models.topsis import rank_correlation, reorderings, topsis_scores
from recommender.address import address_of
from recommender.contrast_topsis import added_in_words, alike_in_words, contrast
from recommender.draft import Draft
from recommender.engine import recommend
from recommender.errors import MissingLibraryError, UnknownSiteError
from recommender.profile import Profile
from tests.conftest import ROOT
from tests.test_cli import answer, run


def test_a_published_example_to_its_digits() -> None:
    """Tzeng, G. H., and Huang, J. J. (2011). Multiple Attribute Decision Making. CRC Press.

    The digits are those that the tests of scikit-criteria quote from it.
    """
    matrix = [[5, 8, 4], [7, 6, 8], [8, 8, 6], [7, 4, 6]]
    closeness = topsis_scores(matrix, [0.3, 0.4, 0.3])
    assert closeness.round(4).tolist() == [0.5037, 0.6581, 0.7482, 0.3340]


def test_a_constant_column_moves_nobody_and_rows_that_are_equal_are_level() -> None:
    rows = np.array([[0.2, 0.9, 0.0], [0.8, 0.3, 0.0], [0.5, 0.5, 0.0]])
    with_constants = topsis_scores(np.column_stack([rows, np.ones(3)]), [0.5, 0.2, 0.2, 0.1])
    assert with_constants.tolist() == topsis_scores(rows[:, :2], [0.5, 0.2]).tolist()
    assert topsis_scores([[0.4, 0.4]] * 3, [1, 1]).tolist() == [0.5, 0.5, 0.5]
    assert topsis_scores([[0.4, 0.9]], [1, 1]).tolist() == [0.5]


def test_weights_times_a_constant_change_nothing() -> None:
    rows = [[0.2, 0.9], [0.8, 0.3], [0.5, 0.7]]
    assert topsis_scores(rows, [3, 7]).tolist() == pytest.approx(topsis_scores(rows, [0.3, 0.7]))


@pytest.mark.parametrize("rows", [[], [[np.nan, 1.0]], [[-0.1, 1.0]]])
def test_blank_or_negative_cells_are_refused(rows: list[list[float]]) -> None:
    with pytest.raises(ValueError, match="typical utility"):
        topsis_scores(rows, [1, 1])


def test_correlations_are_those_of_the_textbook() -> None:
    """Five ranks with two neighbours exchanged: rho = 1 - 6 * 2 / (5 * 24), tau = (9 - 1) / 10."""
    found = rank_correlation([5, 4, 3, 2, 1], [5, 4, 2, 3, 1])
    assert found.spearman == pytest.approx(0.9)
    assert found.kendall == pytest.approx(0.8)
    assert np.isnan(rank_correlation([1.0], [1.0]).spearman)
    assert np.isnan(rank_correlation([1, 2], [3, 3]).kendall)


utilities = st.lists(
    st.lists(st.integers(0, 20).map(lambda n: n / 20), min_size=3, max_size=3),
    min_size=3, max_size=7,
)  # fmt: skip


@given(rows=utilities, weights=st.lists(st.integers(0, 9), min_size=3, max_size=3))
def test_whatever_joins_reorders_no_two_rows_of_an_additive_order(
    rows: list[list[float]], weights: list[int]
) -> None:
    assume(any(weights))
    table = pd.DataFrame(rows)
    found = reorderings(table.iloc[:-1], weights, table.iloc[[-1]])
    assert found.ours.empty


@given(rows=utilities)
def test_a_dominated_row_reorders_no_two_rows_of_an_additive_order(rows: list[list[float]]) -> None:
    table = pd.DataFrame(rows)
    worst = pd.DataFrame([table.min() / 2], index=[len(rows)])
    assert reorderings(table, [0.5, 0.3, 0.2], worst).ours.empty


def test_a_dominated_row_can_reorder_topsis() -> None:
    rng = np.random.default_rng(7)
    turned = 0
    for _ in range(60):
        table = pd.DataFrame(rng.random((6, 3)))
        worst = pd.DataFrame([table.min() * 0.2], index=[6])
        found = reorderings(table, [0.5, 0.3, 0.2], worst)
        assert found.ours.empty
        turned += len(found.theirs)
    assert turned > 0, "else the contrast would show nothing"


def test_a_real_site_that_joins_reorders_topsis_and_not_ours(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    ranking = recommend(catalogue, examples["small_appliances"])
    found = contrast(ranking)
    assert found.added is not None
    assert len(found.pairs) > 10
    assert found.spearman == pytest.approx(0.9, abs=0.03), "docs/prices.md"
    assert found.ours.empty
    # One of the pairs again by hand, from the utilities that the score counts.
    above, below = found.pairs.iloc[0]
    heads = [e.site_id for e in ranking.entries if e.site_id != found.added]
    cells, weights = ranking.matrix.counted, ranking.matrix.weights.to_numpy()
    before = pd.Series(topsis_scores(cells.loc[heads], weights), index=heads)
    more = [*heads, found.added]
    after = pd.Series(topsis_scores(cells.loc[more], weights), index=more)
    assert before[above] > before[below]
    assert after[above] < after[below]
    score = ranking.table["score"]
    assert "our order turns 0 round" in str(added_in_words(catalogue, found))
    assert found.places.index.tolist() == sorted(
        found.places.index, key=lambda site: (-round(score[site], 12), site)
    )


def test_correlations_of_every_example_are_said(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    for profile in examples.values():
        ranking = recommend(catalogue, profile)
        found = contrast(ranking, add=ranking.entries[0].site_id)
        assert -1 <= found.kendall <= found.spearman <= 1
        assert f"{found.spearman:.2f} (Spearman)" in str(alike_in_words(found))


def test_one_site_and_no_site_have_no_order_to_compare(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    for sites in (["zs-town-nantou"], []):
        found = contrast(recommend(catalogue.only(sites), examples["small_appliances"]))
        assert len(found.places) == len(sites)
        assert found.added is None
        assert "no order to compare" in str(alike_in_words(found))


def test_a_site_that_is_no_candidate_cannot_join(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    with pytest.raises(UnknownSiteError, match="no candidate"):
        contrast(recommend(catalogue, examples["only_a_sector"]), add="atlantis")


def test_a_missing_library_says_how_to_install_it(
    catalogue: Catalogue, examples: dict[str, Profile], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pymcdm.methods", None)
    with pytest.raises(MissingLibraryError, match="pip install pymcdm"):
        contrast(recommend(catalogue, examples["only_a_sector"]))


def test_the_command_prints_json_and_takes_a_site() -> None:
    found = answer("topsis", "examples/only_a_sector.toml", "--add", "shenzhen-qianhai", "--json")
    assert found["added"] == "shenzhen-qianhai"
    assert found["ours_turned_round"] == []
    assert [site["rank"] for site in found["sites"]] == sorted(s["rank"] for s in found["sites"])
    assert 0 < found["kendall"] <= found["spearman"] <= 1
    shown = run("topsis", "examples/only_a_sector.toml", "--lang", "zh")
    assert "秩相关系数" in shown.stdout


@pytest.mark.slow
def test_the_page_draws_the_contrast_when_its_box_is_opened(examples: dict[str, Profile]) -> None:
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    page.query_params["project"] = address_of(Draft.of(examples["only_a_sector"]))
    page.run()
    assert not any("rank correlation" in found.value for found in page.markdown)
    page.session_state["contrast_topsis"] = True
    page.run()
    assert not page.exception
    assert any("rank correlation" in found.value for found in page.markdown)
