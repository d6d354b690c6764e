"""Neighbours as exact as their points, and likeness that a blank never raises."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from features.catalogue import Catalogue
from features.likeness import SHARES, industries_in_common, likeness
from features.vicinity import distances, neighbours, on_the_same_point
from recommender.site_facts import facts_about
from recommender.vicinity_words import ALIKE, ENOUGH, alike, likeness_in_words
from tests.conftest import TODAY

SITES = ["zs-life-science-park", "zs-guzhen-lighting-cluster", "hk-hsitp-loop", "gd-s449040"]
PAIR = ("zs-life-science-park", "zs-yigu-life-science-park")


@pytest.mark.parametrize("site", SITES)
def test_likeness_is_the_sum_of_its_parts_and_lies_in_0_to_1(
    site: str, catalogue: Catalogue
) -> None:
    table = likeness(catalogue, site)
    parts = table[list(SHARES)]
    assert sum(SHARES.values()) == pytest.approx(1)
    summed = (parts * pd.Series(SHARES)).sum(axis=1)  # a part that is not known adds nothing
    np.testing.assert_allclose(table["alike"], summed)
    np.testing.assert_allclose(table["known"], (parts.notna() * pd.Series(SHARES)).sum(axis=1))
    assert table["alike"].between(0, 1 + 1e-9).all()
    assert (table["alike"] <= table["known"] + 1e-9).all()
    assert table["alike"].is_monotonic_decreasing
    assert site not in table.index
    assert len(table) == len(catalogue.sites) - 1


def test_likeness_is_the_same_both_ways(catalogue: Catalogue) -> None:
    there = likeness(catalogue, PAIR[0]).loc[PAIR[1]]
    back = likeness(catalogue, PAIR[1]).loc[PAIR[0]]
    np.testing.assert_allclose(
        there.to_numpy(dtype=float), back.to_numpy(dtype=float), atol=1e-6, equal_nan=True
    )


@pytest.mark.parametrize("column", ["sectors", "kind", "level", "area_km2", "geometry"])
@pytest.mark.parametrize("blanked", PAIR)
def test_a_blank_never_makes_two_sites_more_alike(
    column: str, blanked: str, catalogue: Catalogue
) -> None:
    sites = catalogue.sites.copy()
    sites.loc[blanked, column] = None
    forgetful = replace(catalogue, sites=sites)
    before = likeness(catalogue, PAIR[0]).loc[PAIR[1]]
    after = likeness(forgetful, PAIR[0]).loc[PAIR[1]]
    assert after["alike"] < before["alike"] or (
        after["alike"] == before["alike"] and column == "level"
    )
    assert after["known"] < before["known"]


def test_the_words_name_what_both_name(catalogue: Catalogue) -> None:
    common = industries_in_common(catalogue, *PAIR)
    assert common
    assert set(common) <= set(catalogue.industries[PAIR[1]])
    row = likeness(catalogue, PAIR[0]).loc[PAIR[1]]
    said = str(likeness_in_words(catalogue, *PAIR, row))
    name = catalogue.taxonomy.leaves.at[common[0], "name_en"]
    assert said.startswith(f"both name {name}")
    assert "the same kind: Industrial park" in said
    assert f"{row['km']:.0f} km apart" in said


@pytest.mark.parametrize("site", SITES)
def test_more_like_this_names_other_families_of_which_enough_is_known(
    site: str, catalogue: Catalogue
) -> None:
    found = alike(catalogue, site)
    sites = catalogue.sites.loc[found.index]
    assert len(found) <= ALIKE
    assert (found["known"] >= ENOUGH).all()
    assert (sites["family"] != catalogue.sites.at[site, "family"]).all()
    assert (sites["role"] != "umbrella").all()


def test_a_site_of_which_little_is_known_is_like_nobody(catalogue: Catalogue) -> None:
    assert alike(catalogue, "zs-inc-meiju").empty
    assert facts_about("alike", catalogue, "zs-inc-meiju", TODAY).empty
    assert neighbours(catalogue, "zs-inc-meiju", 5).empty


def test_sites_on_one_point_are_at_no_known_distance(catalogue: Catalogue) -> None:
    same = on_the_same_point(catalogue, "zs-life-science-park")
    assert same
    table = distances(catalogue, "zs-life-science-park")
    assert table.loc[list(same), "km"].isna().all()
    near = neighbours(catalogue, "zs-life-science-park", 10)
    assert not set(same) & set(near.index)
    rows = facts_about("neighbours", catalogue, "zs-life-science-park", TODAY)
    assert "distance not known" in str(rows["value"].iloc[-1])


@pytest.mark.parametrize("site", SITES)
def test_a_distance_is_as_wide_as_both_points_are_unsure(site: str, catalogue: Catalogue) -> None:
    near = neighbours(catalogue, site, 6)
    precision = catalogue.sites["precision_km"]
    doubt = near.index.map(precision) + precision[site]
    np.testing.assert_allclose(near["high"] - near["km"], doubt)
    np.testing.assert_allclose(near["low"], np.maximum(near["km"] - doubt, 0))
    assert near["km"].is_monotonic_increasing
    assert not set(near.index) & set(catalogue.surroundings[site])
