"""Names of firms and ways to reach a person stay out of the address; a file of one's own keeps
them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.draft import VERSION, Draft
from recommender.errors import NewerProjectError, ProfileError
from recommender.private import without_names
from recommender.saved import LARGEST, is_saved, opened, saved

NAMED = [
    "Bright Light Co., Ltd", "ACME GmbH", "Delta Optics LIMITED", "中山某某电器有限公司",
    "香港某某控股有限公司", "某某股份有限公司", "li.hua@bright.example", "+86 138 0013 8000",
    "13800138000", "0760-88881234", "2828 1234", "tel 28281234", "电话：28281234",
]  # fmt: skip
KEPT = [
    "LED lamps 灯具", "cell therapy, 80 mu, start 2027-06-01", "小家电 5 亿元 2027年6月",
    "from 2026 to 2027, 2027-2030", "50000000 CNY, 12,000 m²", "113.4,22.5", "8 m, 1.5 t/m²",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMED)
def test_a_name_goes_and_the_industry_stays(name: str) -> None:
    left = without_names(f"{name} 小家电 lamps")
    assert name not in left
    assert left.endswith("小家电 lamps")


@pytest.mark.parametrize("text", KEPT)
def test_facts_of_a_project_are_no_names(text: str) -> None:
    assert without_names(text) == text


@given(st.text())
def test_nothing_is_ever_added(text: str) -> None:
    left = iter(text)
    assert all(letter in left for letter in without_names(text))


def test_the_address_holds_no_name_and_the_file_all_of_it() -> None:
    draft = Draft(
        sector="ACME Ltd, lamps", notes={"x": "call 13800138000"}, rest={"name": "ACME's plant"}
    )
    address = draft.to_json()
    assert "ACME" not in address
    assert "13800138000" not in address
    again, whom = opened(saved(draft, {"company": "ACME Ltd", "contact": "Li"}))
    assert again == draft
    assert whom == {"company": "ACME Ltd", "contact": "Li"}
    assert is_saved(saved(draft, {}))


def test_a_newer_project_says_so_and_nothing_of_it_is_taken() -> None:
    newer = json.dumps({"v": VERSION + 1, "sector": "lamps", "colour": "red"})
    with pytest.raises(NewerProjectError, match="newer Baysite"):
        Draft.from_json(newer)
    file = json.dumps({"kind": "baysite project", "form": json.loads(newer)}).encode()
    with pytest.raises(NewerProjectError):
        opened(file)


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"\xff", b'{"form": 5}', b'{"form": {"v": 1, "x": 2}}', b" " * (LARGEST + 1),
     b"[" * 100_000],
)  # fmt: skip
def test_a_file_that_is_no_project_is_refused_in_a_line(content: bytes) -> None:
    with pytest.raises(ProfileError) as refused:
        opened(content)
    assert "\n" not in str(refused.value)
