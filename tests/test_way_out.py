"""Contradictory must-haves, one site left, none left: defined, and a way out that holds."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from streamlit.testing.v1 import AppTest

from features.catalogue import Catalogue
from recommender.address import address_of, draft_at
from recommender.draft import Draft
from recommender.engine import recommend
from recommender.errors import ProfileError
from recommender.profile import Anchor, Profile
from recommender.ranking import LISTED, empty_reason
from recommender.relaxation import prices
from recommender.steps import dropped, relaxed, steps
from recommender.texts import render
from recommender.way_out import WayOut, way_out
from tests.conftest import ROOT, TODAY

pytestmark = pytest.mark.slow  # ranks again and again, or runs whole pages

A_MINUTE_AWAY = (Anchor(place="hk_central", max_minutes=1),)


@pytest.fixture
def contradiction(examples: dict[str, Profile]) -> Profile:
    """Only Zhongshan, and a minute from Hong Kong Central."""
    return replace(examples["small_appliances"], regions=("Zhongshan",), anchors=A_MINUTE_AWAY)


def found_for(catalogue: Catalogue, profile: Profile) -> WayOut:
    ranking = recommend(catalogue, profile)
    assert not ranking.entries
    found = way_out(catalogue, ranking)
    assert found is not None
    return found


def test_where_something_is_listed_there_is_no_way_out_to_look_for(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    for profile in examples.values():
        assert way_out(catalogue, recommend(catalogue, profile)) is None


def test_zhongshan_within_a_minute_of_hong_kong_gives_up_the_minute(
    catalogue: Catalogue, contradiction: Profile
) -> None:
    found = found_for(catalogue, contradiction)
    assert found.price is not None
    assert [step.gate for step in found.price.steps] == ["minutes_to_anchor"]
    (limit,) = (a.max_minutes for a in found.price.profile.anchors)
    assert limit is not None
    assert limit > 16, "fifteen minutes more are not enough"
    assert found.price.gained
    tighter = replace(contradiction, anchors=(Anchor(place="hk_central", max_minutes=limit - 5),))
    assert recommend(catalogue, tighter).entries == (), "the least limit that lists something"
    assert str(found.says).startswith(
        f"The smallest change that lists something: allow {limit:.0f} min to Hong Kong Central"
    )
    assert "最小变化" in render(found.says, "zh")


def test_a_step_is_tried_before_a_must_have_is_dropped(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    minutes = catalogue.travel.minutes_to("hk_central", examples["small_appliances"].roads)
    zhongshan = recommend(
        catalogue, replace(examples["small_appliances"], regions=("Zhongshan",))
    ).standing(LISTED)
    nearest = float(minutes.loc[zhongshan, "low"].min())
    near = replace(
        examples["small_appliances"],
        regions=("Zhongshan",),
        anchors=(Anchor(place="hk_central", max_minutes=nearest - 5),),
    )
    found = found_for(catalogue, near)
    assert found.price is not None
    assert [step.whole for step in found.price.steps] == [False]


def test_the_way_out_is_the_smallest_and_every_part_of_it_is_needed(
    catalogue: Catalogue, contradiction: Profile
) -> None:
    project = replace(contradiction.project, land_mu=100_000_000)
    hopeless = replace(contradiction, project=project, unknown_policy="exclude")
    found = found_for(catalogue, hopeless)
    assert found.price is not None
    given = found.price.steps
    assert len(given) == 2
    assert recommend(catalogue, relaxed(hopeless, given)).entries
    ranking = recommend(catalogue, hopeless)
    for step in (*steps(catalogue, ranking), *dropped(catalogue, ranking)):
        assert not recommend(catalogue, relaxed(hopeless, (step,))).entries
    for part in combinations(given, len(given) - 1):
        assert not recommend(catalogue, relaxed(hopeless, part)).entries


def test_a_land_need_larger_than_any_site_is_said_with_the_numbers(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    parks = catalogue.only(["zs-guhe-tcm-park", "zs-inc-zhangqi"])
    huge = replace(
        examples["cell_therapy"],
        project=replace(examples["cell_therapy"].project, land_mu=1_000_000),
    )
    ranking = recommend(parks, huge)
    assert not ranking.entries
    assert "Land or floor" in str(empty_reason(ranking))
    found = way_out(parks, ranking)
    assert found is not None
    assert found.price is not None
    assert [(step.gate, step.whole) for step in found.price.steps] == [("land_need", True)]


def test_a_kept_city_that_is_the_only_region_is_searched(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    only = recommend(catalogue, replace(examples["hk_medtech"], regions=("Hong Kong",)))
    assert only.entries
    assert all(price.gate != "kept_city" for price in prices(catalogue, only))


def test_an_industry_that_no_candidate_names_has_no_way_out_and_it_is_said(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    listed = recommend(catalogue, examples["small_appliances"])
    others = catalogue.only(listed.standing("other_industry"))
    found = found_for(others, examples["small_appliances"])
    assert found.price is None
    assert "none is known for this industry" in str(found.says)
    assert "没有已知从事该行业的园区" in render(found.says, "zh")


def test_sites_that_are_only_planned_are_said_to_be_so(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    planned = recommend(catalogue, examples["small_appliances"]).standing("not_yet_on_offer")
    found = found_for(catalogue.only(planned), examples["small_appliances"])
    assert found.price is None
    assert f"not yet on offer ({len(planned)} sites)" in str(found.says)


def test_one_site_left_is_a_list_of_one_and_its_prices_are_defined(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    one = catalogue.only(["zs-town-nantou"])
    ranking = recommend(one, examples["small_appliances"])
    assert [(e.rank, e.site_id) for e in ranking.entries] == [(1, "zs-town-nantou")]
    assert all(price.free for price in prices(one, ranking))


def test_no_site_at_all_is_an_empty_list_with_a_reason(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    none = catalogue.only([])
    ranking = recommend(none, examples["small_appliances"])
    assert ranking.entries == ()
    assert str(empty_reason(ranking))
    found = way_out(none, ranking)
    assert found is not None
    assert found.price is None


def test_all_weights_zero_is_refused_in_words() -> None:
    with pytest.raises(ProfileError, match="one of them above 0") as error:
        Profile.from_dict(
            {"project": {"sector": "lamps"}, "weights": {"sector_fit": 0, "readiness": 0}},
            where="a form",
            today=TODAY,
        )
    assert "Expected numbers from 0" in str(error.value)
    assert "leave `weights` out" in str(error.value)


def with_draft(draft: Draft) -> AppTest:
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    page.query_params["project"] = address_of(draft)
    page.run()
    assert not page.exception
    return page


def test_the_page_shows_the_way_out_and_a_press_takes_it(contradiction: Profile) -> None:
    page = with_draft(Draft.of(contradiction))
    assert any("The smallest change that lists something" in m.value for m in page.markdown)
    assert not page.dataframe
    page.button(key="way_out").click().run()
    assert not page.exception
    assert len(page.dataframe[0].value) >= 1
    assert not [button for button in page.button if button.key == "way_out"]


def test_the_box_of_prices_offers_a_step_only_where_it_gains(
    examples: dict[str, Profile],
) -> None:
    page = with_draft(Draft.of(examples["hk_medtech"]))
    page.session_state["prices"] = True
    page.run()
    said = [m.value for m in page.markdown if "more to choose from" in m.value]
    assert said
    offered = [b for b in page.button if str(b.key).startswith("price_")]
    assert len(offered) == len(said)
    offered[0].click().run()
    assert not page.exception
    kept = draft_at(page.query_params["project"])
    assert kept.where == "cities"
    assert "Hong Kong" in kept.cities
