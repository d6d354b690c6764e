"""What nests without end, or takes memory by the square of its length, is refused in a line."""

from __future__ import annotations

import json
import tracemalloc
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.address import draft_at
from recommender.depth import DEEPEST, LONGEST_TOML, check_depth, toml_values
from recommender.errors import ProfileError
from recommender.opening import open_project
from recommender.profile import Profile, read_profile

TODAY = date(2026, 11, 27)


@given(st.integers(0, 40))
def test_values_are_refused_exactly_beyond_the_deepest_level(levels: int) -> None:
    values: object = "lamps"
    for level in range(levels):
        values = {"a": values} if level % 2 else [values]
    if levels < DEEPEST:
        check_depth(values, where="A test")
    elif levels > DEEPEST:
        with pytest.raises(ProfileError, match="A test nests more than"):
            check_depth(values, where="A test")


@pytest.mark.parametrize("levels", [20, 900, 5_000])
def test_nesting_is_no_error_of_the_programme_by_any_door(levels: int, tmp_path: Path) -> None:
    inner = '{"a":' * levels + "1" + "}" * levels
    with pytest.raises(ProfileError):
        draft_at('{"v":1,"rest":' + inner + "}")
    content = '{"project":{"sector":"lamps"},"money":' + inner + "}"
    assert open_project(content.encode(), today=TODAY).trouble is not None
    (tmp_path / "deep.json").write_text(content)
    with pytest.raises(ProfileError):
        read_profile(tmp_path / "deep.json", today=TODAY)


def test_values_nested_by_a_notebook_are_refused_too() -> None:
    values: dict[str, object] = {"sector": "lamps"}
    for _ in range(2_000):
        values = {"project": values}
    with pytest.raises(ProfileError, match="levels deep"):
        Profile.from_dict(values, where="A notebook", today=TODAY)


BOMBS = {
    "one key of many parts": ".".join("a" * 20_000) + " = 1",
    "many keys of many parts": "\n".join(".".join(f"k{i}" * 12) + " = 1" for i in range(500)),
    "quoted parts": ".".join(['"a"'] * 5_000) + " = 1",
    "blanks between": " . ".join("a" * 5_000) + " = 1",
    "a header": "[" + ".".join("a" * 5_000) + "]",
    "too long": "a = 1\n" * (LONGEST_TOML // 6 + 1),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_small_file_never_takes_much_memory(name: str) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(ValueError, match=r"parts|characters"):
            toml_values(BOMBS[name])
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()
    assert open_project(BOMBS[name].encode(), today=TODAY).trouble is not None


def test_profiles_are_read_as_before() -> None:
    assert toml_values('[project]\nsector = "a.b.c.d.e.f.g"\n"x.y".z = 1') == {
        "project": {"sector": "a.b.c.d.e.f.g", "x.y": {"z": 1}}
    }
    assert json.loads("{}") == toml_values("")
