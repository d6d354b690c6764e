"""A draft asks what its profile asks, survives the address bar, and trusts nothing it reads."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.address import LONGEST_ADDRESS, address_of, draft_at, draft_from, file_of
from recommender.draft import Draft
from recommender.errors import BaysiteError, ProfileError
from recommender.private import reads_as_name
from recommender.profile import Profile
from recommender.units import M2_OF, MONEY
from tests.conftest import TODAY

EXAMPLES = [
    "cell_therapy", "small_appliances", "hk_medtech", "only_a_sector", "zhangjiagang_new_energy",
]  # fmt: skip


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_draft_of_a_profile_asks_exactly_that_profile(
    name: str, examples: dict[str, Profile]
) -> None:
    again = Draft.of(examples[name]).profile(where="a form", today=date(2030, 1, 1))
    assert again.digest() == examples[name].digest()


def test_fields_that_the_form_does_not_show_are_carried_through() -> None:
    values = {
        "project": {
            "sector": "lamps",
            "kind": "retrofit",
            "output_cny": 5e6,
            "rd_cny": 3e6,
            "tax_cny": 1e6,
            "interest_cny": 2e5,
            "storey_height_m": 7.5,
            "floor_load_kn_m2": 10.0,
            "lift_t": 3.0,
            "start": "2027-03-15",
        },
        "anchors": [{"place": "sz_futian", "weight": 2.0, "max_minutes": 60.0}],
        "unknown_policy": "exclude",
        "gates": ["regions"],
        "money": {
            "discount_rate": 0.07,
            "cny_per": {"HKD": 0.92, "MOP": 0.89, "USD": 7.1},
            "rates_on": "2026-11-01",
        },
        "count_incentives": False,
        "pairing": {"office": 1.0},
    }
    asked = Profile.from_dict(values, where="a test", today=TODAY)
    assert Draft.of(asked).profile(where="a form", today=TODAY).digest() == asked.digest()


texts = st.text(max_size=40).filter(lambda text: not reads_as_name(text))
amounts = st.none() | st.floats(0, 1e9)
drafts = st.builds(
    Draft,
    sector=texts,
    functions=st.lists(st.sampled_from(["hq", "production"]), unique=True).map(tuple),
    where=st.sampled_from(["bay", "zhongshan", "cities"]),
    cities=st.lists(texts, max_size=3).map(tuple),
    origin=st.none() | texts,
    land=amounts,
    land_unit=st.sampled_from(sorted(M2_OF)),
    capex=amounts,
    capex_unit=st.sampled_from(sorted(MONEY)),
    rd=amounts,
    kind=st.none() | st.sampled_from(["new", "retrofit"]),
    discount=st.none() | st.floats(0, 100),
    count_incentives=st.booleans(),
    storey_height=st.none() | st.floats(0, 50),
    lift=st.none() | st.floats(0, 100),
    unknown_policy=st.sampled_from(["keep", "exclude"]),
    weights=st.none() | st.dictionaries(texts, st.integers(0, 100), max_size=3),
    ticked=st.lists(texts, max_size=3).map(tuple),
    notes=st.dictionaries(texts, texts, max_size=2),
    on=st.none() | st.dates(),
    asked=st.booleans(),
)


@given(drafts)
def test_any_draft_comes_back_from_its_address(draft: Draft) -> None:
    assert draft_at(address_of(draft)) == draft
    assert draft_from(json.loads(file_of(draft))) == draft


@given(drafts)
def test_any_draft_gives_a_profile_or_a_clear_line(draft: Draft) -> None:
    said = ""
    try:
        draft.profile(where="The form", today=TODAY)
    except BaysiteError as error:
        said = str(error)
    assert "\n" not in said.strip()


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), st.lists, max_leaves=5))
def test_any_other_json_is_refused_in_one_line(values: object) -> None:
    for text in (json.dumps(values), json.dumps({"v": 1, "sector": values, "x": values})):
        with pytest.raises(ProfileError, match="cannot be read"):
            draft_at(text)


def test_an_address_stays_short_whatever_was_pasted() -> None:
    draft = Draft(sector="灯具" * 500_000, notes={f"s{i}": "n" * 300 for i in range(100)})
    text = address_of(draft)
    assert len(text) <= LONGEST_ADDRESS
    assert draft_at(text).sector == draft.sector[:2_000]


def test_a_unit_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ProfileError, match="acre"):
        Draft(land_unit="acre")


@pytest.mark.parametrize("name", ["storey_height", "floor_load", "lift"])
def test_a_need_beyond_any_building_is_no_address_of_ours(name: str) -> None:
    with pytest.raises(ProfileError, match="cannot be read"):
        draft_at(json.dumps({"v": 1, "sector": "lamps", name: 1e6}))
