"""How close two industries are, and what a site's list of industries is worth."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from features.catalogue import Catalogue
from features.errors import DataError
from features.sectors import (
    RELATED,
    best_match,
    closeness,
    read_taxonomy,
    related,
    same_words,
    sector_fit,
    site_leaves,
)
from features.spelling import fold


def fit_of(catalogue: Catalogue, sites: dict[str, tuple[str, ...]], *codes: str) -> pd.Series:
    industries = pd.Series(list(sites.values()), index=list(sites), dtype=object)
    named = site_leaves(catalogue.taxonomy, industries)
    return sector_fit(catalogue.taxonomy, named, codes)["value"]


def test_the_taxonomy_has_fifteen_parents_and_120_leaves(catalogue: Catalogue) -> None:
    assert len(catalogue.taxonomy.parents) == 15
    assert len(catalogue.taxonomy.leaves) == 120


def test_links_are_at_most_sixty_and_every_one_is_labelled_judgement(catalogue: Catalogue) -> None:
    taxonomy = catalogue.taxonomy
    assert 40 <= len(taxonomy.links) <= 60
    for pairs in (taxonomy.links, taxonomy.kin):
        assert set(pairs["basis"]) == {"judgement"}
        assert pairs["reason"].str.len().min() > 10
        assert not pairs.iloc[:, :2].duplicated().any()
        assert (pairs.iloc[:, 0] != pairs.iloc[:, 1]).all()


def test_grades_by_hand(catalogue: Catalogue) -> None:
    close = closeness(catalogue.taxonomy)
    assert close.at["BH04", "BH04"] == 1.0
    assert close.at["EA03", "EA04"] == 0.7, "kin"
    assert close.at["CM11", "EN04"] == 0.7, "kin is closer than the link it also has"
    assert close.at["EQ06", "EA04"] == 0.5, "supplier"
    assert close.at["EA04", "EQ06"] == 0.5, "customer"
    assert close.at["BH01", "BH04"] == 0.5, "the parent in general"
    assert close.at["BH05", "BH04"] == 0.4, "same parent"
    assert close.at["XG01", "BH04"] == 0.2, "no single industry"
    assert close.at["EA05", "BH04"] == 0.0


def test_closeness_is_between_zero_and_one_and_full_only_on_the_diagonal(
    catalogue: Catalogue,
) -> None:
    close = closeness(catalogue.taxonomy).to_numpy()
    assert close.min() == 0.0
    assert (np.diag(close) == 1.0).all()
    assert close[~np.eye(len(close), dtype=bool)].max() < 1.0


def test_later_industries_of_a_site_count_less(catalogue: Catalogue) -> None:
    others = ("LI01", "LI02", "LI03", "LI04", "LI05", "LI06", "LI07")
    sites = {
        "first": ("BH04", *others),
        "third": (*others[:2], "BH04"),
        "fourth": (*others[:3], "BH04"),
        "seventh": (*others[:6], "BH04"),
    }
    assert fit_of(catalogue, sites, "BH04").tolist() == [1.0, 1.0, 0.9, 0.8]


def test_a_project_of_two_industries_prefers_a_site_that_names_both(catalogue: Catalogue) -> None:
    fit = fit_of(catalogue, {"both": ("EA05", "LI02"), "one": ("EA05",)}, "EA05", "LI02")
    assert fit["both"] == 1.0
    assert fit["one"] == pytest.approx((1.0 + 0.5) / 2)


def test_a_site_without_industries_is_unknown_and_not_zero(catalogue: Catalogue) -> None:
    assert np.isnan(fit_of(catalogue, {"a": ()}, "EA05")["a"])


def test_a_site_of_advanced_manufacturing_alone_is_no_match(catalogue: Catalogue) -> None:
    named = site_leaves(catalogue.taxonomy, pd.Series([("XG01",)], index=["a"], dtype=object))
    assert not related(catalogue.taxonomy, named, ("EA05",))["a"]
    assert RELATED > 0.2


def test_the_match_says_which_industries_met_and_how(catalogue: Catalogue) -> None:
    match = best_match(catalogue.taxonomy, ("XG01", "EA03", "EQ06"), ("EA04",))
    assert match is not None
    assert (match.site_leaf, match.how, match.fit) == ("EA03", "kin", 0.7)
    assert best_match(catalogue.taxonomy, ("EA05",), ("BH04",)) is None


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (('code = "EL02"', 'code = "EL03"'), "stands twice"),
        (('parent = "EL"', 'parent = "QQ"'), "not a parent"),
        (('supplier = "EL05"', 'supplier = "QQ01"'), "not a leaf"),
        (('"fabless"', '"photoresist"'), "names"),
    ],
)
def test_a_broken_taxonomy_names_code_field_and_rule(
    tmp_path, change: tuple[str, str], rule: str
) -> None:
    from tests.conftest import ROOT

    text = (ROOT / "data/sectors.toml").read_text(encoding="utf-8")
    assert change[0] in text
    (tmp_path / "sectors.toml").write_text(text.replace(*change), encoding="utf-8")
    with pytest.raises(DataError, match=rule):
        read_taxonomy(tmp_path / "sectors.toml")


def test_a_site_that_uses_the_projects_own_words_stands_above_another_of_the_leaf(
    catalogue: Catalogue,
) -> None:
    for words in ("smart locks", "智能锁", "智能鎖"):
        fit = catalogue.sector_fit(("EA06",), words)["value"]
        assert fit["zs-xiaolan-lock-cluster"] == 1.0, "smart locks"
        assert fit["zs-town-minzhong"] == pytest.approx(0.9), "smart home"
    assert catalogue.sector_fit(("EA06",))["value"]["zs-town-minzhong"] == 1.0


def test_own_words_are_whole_words_of_the_same_leaf(catalogue: Catalogue) -> None:
    def in_words(words: str, text: str, code: str) -> bool:
        stated = pd.Series([(fold(words),)], index=["a"])
        return bool(same_words(catalogue.taxonomy, stated, fold(text), code)["a"])

    assert in_words("smart locks", "maker of smart locks", "EA06")
    assert in_words("智能锁", "做智能鎖的企业", "EA06")
    assert not in_words("AI", "air conditioner maker", "SW02")
    assert not in_words("LED", "bottled water", "EL07")
    assert not in_words("smart locks", "smart locks and lamps", "EA05"), "another leaf"
