"""Weights: moving one makes the others give way; a saved set is found again."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender import weights
from recommender.errors import UnknownCriterionError, WeightError
from recommender.weights import archetypes, as_shares, read_weights, rebalanced
from tests.conftest import TODAY

names = st.lists(st.sampled_from("abcdefgh"), min_size=2, max_size=8, unique=True)


@given(names, st.data())
def test_shares_sum_to_a_hundred_and_the_locked_ones_stay(found: list[str], data) -> None:  # type: ignore[no-untyped-def]
    parts = data.draw(st.lists(st.floats(0, 1), min_size=len(found), max_size=len(found)))
    shares = as_shares(dict(zip(found, parts, strict=True)))
    assert sum(shares.values()) == 100
    moved = data.draw(st.sampled_from(found))
    locked = data.draw(st.lists(st.sampled_from([n for n in found if n != moved]), unique=True))
    share = data.draw(st.integers(-10, 120))
    after = rebalanced(shares, moved, share, locked)
    assert sum(after.values()) == 100
    assert all(0 <= share <= 100 for share in after.values())
    assert all(after[name] == shares[name] for name in locked)


@given(st.sampled_from(archetypes()), st.floats(0, 1))
def test_a_changed_set_sums_to_one_and_keeps_the_others_in_proportion(
    name: str, weight: float
) -> None:
    base = read_weights(name)
    mine = base.changed("sector_fit", weight)
    assert sum(mine.weights.values()) == pytest.approx(1, abs=1e-12)
    ratio = mine.weights["readiness"] * base.weights["land_on_offer"]
    assert ratio == pytest.approx(mine.weights["land_on_offer"] * base.weights["readiness"])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for path in weights.WEIGHTS.glob("*.toml"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    monkeypatch.setattr(weights, "WEIGHTS", tmp_path)
    return tmp_path


def test_a_saved_set_is_read_back_and_stands_in_the_menu(folder: Path) -> None:
    mine = read_weights("manufacturing").changed("anchor_access", 0.4)
    path = mine.save(
        "near_shenzhen", author='A. "Analyst" 分析员', ground="A trial,\nnot measured", on=TODAY
    )
    assert path == folder / "near_shenzhen.toml"
    again = read_weights("near_shenzhen")
    assert again.weights == mine.weights
    assert again.anchors == mine.anchors
    assert again.author == 'A. "Analyst" 分析员'
    assert "near_shenzhen" in archetypes()


@pytest.mark.parametrize("name", ["manufacturing", "../x", "A B", "", "x" * 41])
def test_a_name_that_is_taken_or_not_plain_is_refused(folder: Path, name: str) -> None:
    before = {p.name: p.read_bytes() for p in folder.iterdir()}
    with pytest.raises(WeightError, match="small letters"):
        read_weights("manufacturing").save(name, author="a", ground="b", on=TODAY)
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == before


def test_a_set_without_author_or_ground_is_refused(folder: Path) -> None:
    with pytest.raises(WeightError, match="an author and a ground"):
        read_weights("manufacturing").save("mine", author=" ", ground="x", on=TODAY)


def test_a_weight_that_cannot_be_is_refused() -> None:
    base = read_weights("manufacturing")
    for weight in (-0.1, 1.1, float("nan")):
        with pytest.raises(WeightError, match="between 0"):
            base.changed("sector_fit", weight)
    with pytest.raises(UnknownCriterionError, match="are not criteria"):
        base.changed("luck", 0.5)
