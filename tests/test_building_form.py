"""Building needs and the policy on unknowns, typed into the form."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from recommender.address import draft_at
from tests.test_page import with_example

pytestmark = pytest.mark.slow  # runs whole pages


def project_of(page: AppTest) -> str:
    return str(page.query_params["project"])


def test_a_typed_need_becomes_a_must_have_of_the_chosen_site() -> None:
    page = with_example("small_appliances")
    page.number_input(key="lift_1").set_value(5.0).run()
    assert not page.exception
    assert any("Goods lift\\: is there 5 t?" in text.value for text in page.markdown)
    assert draft_at(project_of(page)).lift == 5.0


def test_excluding_what_is_not_known_shortens_the_list() -> None:
    page = with_example("small_appliances")
    before = len(page.dataframe[0].value)
    page.radio(key="unknown_policy_1").set_value("exclude").run()
    assert not page.exception
    assert 1 <= len(page.dataframe[0].value) < before
    assert draft_at(project_of(page)).unknown_policy == "exclude"


def test_the_card_and_the_chosen_site_show_what_was_asked_before() -> None:
    page = with_example("small_appliances")
    assert any("Tax per mu 40\\: below the 60 asked" in text.value for text in page.caption)
    assert any("What was asked here before (" in box.label for box in page.expander)
