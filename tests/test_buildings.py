"""Texts of supply on storeys, loads and lifts: read as numbers, or refused."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from features.buildings import ATTRIBUTES, is_readable, readings
from features.catalogue import DATA, Catalogue, check_catalogue
from features.errors import ProjectError
from features.project import MOST, Project
from recommender.gate import FAIL, PASS, UNKNOWN, Check
from recommender.gates import checks
from recommender.profile import Profile
from recommender.texts import render
from recommender.understanding import understand
from tests.conftest import TODAY

COMPLEX, ZONE = "zs-zhongshen-zhigu", "zs-torch-hidz"
"""An industrial park with one row of supply (7.9 m, a lift of 10 t), and a whole zone."""


def asked(catalogue: Catalogue, **needs: float) -> list[Check]:
    values = {"project": {"sector": "household appliances", **needs}}
    profile = Profile.from_dict(values, where="test", today=TODAY)
    found = checks(catalogue, understand(catalogue, profile).profile)
    return [check for check in found if check.name == "building"]


def offering(catalogue: Catalogue, site_id: str, *texts: str | None) -> Catalogue:
    """The catalogue where a site has these firm floors and no other supply."""
    others = catalogue.supply[catalogue.supply["site_id"] != site_id]
    like = catalogue.supply[catalogue.supply["site_id"] == COMPLEX].iloc[0]
    rows = [
        {**like, "supply_id": f"sup-new-{n}", "site_id": site_id, "floor_height_m": text}
        for n, text in enumerate(texts)
    ]
    return replace(catalogue, supply=pd.concat([others, pd.DataFrame(rows)], ignore_index=True))


def test_every_text_of_the_shipped_supply_is_read(catalogue: Catalogue) -> None:
    stated = pd.concat([catalogue.supply[name].dropna() for name in ATTRIBUTES])
    assert len(stated) >= 10
    assert all(readings(text) for text in stated)


@pytest.mark.parametrize("text", ["7.9", "7.9 (ground); 5.85 (upper)", "up to 10", "at least 3"])
def test_a_number_with_its_floors_is_read(text: str) -> None:
    assert is_readable(text)


@pytest.mark.parametrize("text", ["high", "7,9", "-3", "0", "7.9 m", "7.9; ", "7.9 (ground", ""])
def test_what_is_no_number_is_refused(text: str) -> None:
    assert not is_readable(text)


def test_the_checks_name_a_text_that_cannot_be_read(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(DATA, data)
    supply = (data / "supply.csv").read_text(encoding="utf-8")
    (data / "supply.csv").write_text(supply.replace("up to 10", "quite high"), encoding="utf-8")
    faults = [fault for fault in check_catalogue(data) if "floor_height_m" in fault]
    assert len(faults) == 1
    assert "quite high" in faults[0]


def test_a_stated_need_is_a_check_and_none_without(catalogue: Catalogue) -> None:
    assert asked(catalogue) == []
    found = asked(catalogue, storey_height_m=7, floor_load_kn_m2=10, lift_t=5)
    assert [check.unit for check in found] == ["m", "kN/m²", "t"]


def test_a_firm_floor_that_states_enough_passes_and_says_where(catalogue: Catalogue) -> None:
    (height,) = asked(catalogue, storey_height_m=7.9)
    assert height.result(COMPLEX) == PASS
    assert str(height.reason(COMPLEX)) == (
        "Storey height: 7.9 m (ground floor) on offer, 7.9 needed"
    )
    assert "首层" in render(height.reason(COMPLEX), "zh")


def test_only_one_complex_of_which_every_floor_states_too_little_fails(
    catalogue: Catalogue,
) -> None:
    (height,) = asked(catalogue, storey_height_m=9)
    assert height.result(COMPLEX) == FAIL
    assert height.table.at[COMPLEX, "misses_by"] == pytest.approx(1.1)
    assert (height.table["result"] == FAIL).sum() == 1
    (zone,) = asked(offering(catalogue, ZONE, "7.9 (ground)"), storey_height_m=9)
    assert zone.result(ZONE) == UNKNOWN, "a zone has other buildings"
    (silent,) = asked(offering(catalogue, COMPLEX, "7.9", None), storey_height_m=9)
    assert silent.result(COMPLEX) == UNKNOWN, "one floor says nothing"
    assert "7.9 m" in str(silent.reason(COMPLEX)), "the best number seen"


@pytest.mark.parametrize(
    ("text", "need", "result"),
    [
        ("up to 10", 9, UNKNOWN),
        ("up to 10", 11, FAIL),
        ("about 7 (ground)", 6.5, PASS),
        ("about 7 (ground)", 7, UNKNOWN),
        ("about 7 (ground)", 8, FAIL),
        ("at least 6", 6, PASS),
        ("at least 6", 20, UNKNOWN),
        ("5.85 (upper); 7.9 (ground)", 7, PASS),
    ],
)
def test_an_end_counts_and_never_the_middle(
    catalogue: Catalogue, text: str, need: float, result: str
) -> None:
    (check,) = asked(offering(catalogue, COMPLEX, text), storey_height_m=need)
    assert check.result(COMPLEX) == result
    assert str(check.reason(COMPLEX))


@pytest.mark.slow
@settings(max_examples=40)
@given(
    texts=st.lists(
        st.sampled_from(["4", "6 (upper)", "9 (ground)", "up to 8", "about 7", None]),
        min_size=1, max_size=4,
    ),
    need=st.sampled_from([5.0, 7.0, 9.0, 12.0]),
    blank=st.integers(0, 3),
)  # fmt: skip
def test_blanking_a_floor_never_turns_a_pass_into_a_fail(
    catalogue: Catalogue, texts: list[str | None], need: float, blank: int
) -> None:
    before, after, turned = (
        asked(offering(catalogue, COMPLEX, *held), storey_height_m=need)[0]
        for held in (
            texts,
            [None if n == blank else text for n, text in enumerate(texts)],
            texts[::-1],
        )
    )
    assert after.result(COMPLEX) in (before.result(COMPLEX), UNKNOWN)
    assert turned.result(COMPLEX) == before.result(COMPLEX), "row order says nothing"


@pytest.mark.parametrize("name", list(MOST))
def test_a_need_beyond_any_building_is_refused(name: str) -> None:
    with pytest.raises(ProjectError, match=name):
        Project(sector="lamps", **{name: MOST[name] + 1})
