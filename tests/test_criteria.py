"""The contract of every criterion, those of the folder and one that a test adds."""

from __future__ import annotations

import textwrap
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from features.catalogue import Catalogue
from recommender import criteria
from recommender.criterion import Criterion, all_criteria
from recommender.engine import recommend
from recommender.errors import CriterionError, UnknownCriterionError
from recommender.explanation import explain
from recommender.measurements import measured
from recommender.profile import Profile
from recommender.understanding import understand
from tests.conftest import ROOT

NAMES = [criterion.name for criterion in all_criteria()]
EXPECTED = [
    "anchor_access", "cooperation_fit", "function_fit", "incentive_value", "land_on_offer",
    "occupancy_cost", "readiness", "sector_cluster", "sector_fit",
]  # fmt: skip


def criterion_named(name: str) -> Criterion:
    return next(c for c in all_criteria() if c.name == name)


def asked_profiles(catalogue: Catalogue, examples: dict[str, Profile]) -> list[Profile]:
    return [understand(catalogue, p).profile for p in examples.values()]


def test_the_folder_holds_the_promised_criteria() -> None:
    assert NAMES == EXPECTED


@pytest.mark.parametrize("name", NAMES)
def test_a_measure_gives_value_low_and_high_for_every_site(
    name: str, catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    criterion, measured_once = criterion_named(name), False
    for profile in asked_profiles(catalogue, examples):
        key = criterion.key(profile)
        if key is None:
            continue
        hash(key)
        table = measured(catalogue, criterion, key)
        measured_once = True
        assert table.index.equals(catalogue.sites.index)
        known = table.dropna()
        assert (known["low"] <= known["value"] + 1e-9).all()
        assert (known["value"] <= known["high"] + 1e-9).all()
        assert measured(catalogue, criterion, key) is table, "the same key is measured once"
    assert measured_once, "some example asks every criterion"


@pytest.mark.parametrize("name", NAMES)
def test_a_criterion_tells_sites_apart(
    name: str, catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    criterion = criterion_named(name)
    keys = [criterion.key(p) for p in asked_profiles(catalogue, examples)]
    tables = [measured(catalogue, criterion, key)["value"] for key in keys if key is not None]
    assert any(table.nunique() > 1 for table in tables)


@pytest.mark.parametrize("name", NAMES)
def test_typical_is_no_reward_and_about_the_lower_quartile_where_half_is_known(
    name: str, catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    criterion = criterion_named(name)
    places = catalogue.sites.index[catalogue.sites["role"] == "place"]
    utilities = [
        criterion.value_function(measured(catalogue, criterion, key).loc[places, "value"])
        for profile in asked_profiles(catalogue, examples)
        if (key := criterion.key(profile)) is not None
    ]
    known = np.concatenate(utilities)
    quartile = np.nanpercentile(known, 25)
    assert criterion.typical <= quartile + 0.2, f"lower quartile {quartile:.2f}"
    if np.isnan(known).mean() <= 0.5:
        assert criterion.typical >= quartile - 0.2, f"lower quartile {quartile:.2f}"


@pytest.mark.parametrize("name", NAMES)
def test_every_criterion_says_what_it_rests_on_and_what_to_ask(name: str) -> None:
    criterion = criterion_named(name)
    assert criterion.label
    assert criterion.reference
    assert criterion.group
    assert criterion.absence == "none" or criterion.question.endswith("?")


NEW = textwrap.dedent(
    '''
    """A criterion that a test adds: letters in the site's name."""
    from features.performance import performance
    from models.value_functions import linear
    from recommender.criterion import Criterion

    CRITERION = Criterion(
        name="name_length",
        label="Length of the name",
        unit="letters",
        objective="max",
        key=lambda profile: (),
        measure=lambda catalogue, key: performance(
            catalogue.sites.index, catalogue.sites.index.str.len()
        ),
        value_function=linear(worst=0.0, best=60.0),
        absence="unknown",
        typical=0.3,
        group="Site",
        reference="A test",
    )
    '''
)


@pytest.fixture
def added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "name_length.py").write_text(NEW, encoding="utf-8")
    monkeypatch.setattr(criteria, "__path__", [*criteria.__path__, str(tmp_path)])


@pytest.mark.slow
@pytest.mark.usefixtures("added")
def test_a_new_file_appears_in_form_ranking_and_explanation(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    weights = {"sector_fit": 0.5, "anchor_access": 0.3, "name_length": 0.2}
    ranking = recommend(catalogue, replace(examples["cell_therapy"], weights=weights))
    first = ranking.entries[0].site_id
    assert ranking.matrix.contributions.at[first, "name_length"] > 0
    explained = explain(catalogue, ranking, first)
    assert explained.terms.at["name_length", "label"] == "Length of the name"

    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    page.text_area(key="sector_0").input("LED lamps")
    page.button(key="find").click().run()
    assert not page.exception
    assert "Length of the name" in [slider.label for slider in page.slider]


def test_a_weight_for_an_unknown_criterion_names_the_known_ones(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    profile = replace(examples["cell_therapy"], weights={"sector_fit": 1.0, "luck": 1.0})
    with pytest.raises(UnknownCriterionError, match=r"luck.*Known:.*sector_fit"):
        recommend(catalogue, profile)


def test_a_criterion_with_anchors_against_its_objective_is_refused() -> None:
    with pytest.raises(CriterionError, match="objective"):
        replace(criterion_named("anchor_access"), objective="max")
