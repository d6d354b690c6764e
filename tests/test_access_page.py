"""The page's way, its suppositions, its shades and the firm's own places, without a browser."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from features.catalogue import Catalogue
from recommender.address import address_of, draft_at, file_of
from recommender.draft import Draft
from recommender.engine import recommend
from recommender.errors import ProfileError
from recommender.journeys import in_sum, way_between
from recommender.profile import Anchor, Profile
from recommender.ranking import EXCLUDED
from recommender.texts import render
from tests.conftest import ROOT, TODAY
from tests.test_page import deck, layer, opened, with_example
from views.markdown import plain

pytestmark = pytest.mark.slow  # ranks again and again, or runs whole pages

LINK = {"en": "Shenzhen-Zhongshan Link", "zh": "深中通道"}


def written(page: AppTest) -> str:
    return "\n".join(found.value for found in [*page.markdown, *page.caption, *page.warning])


def choice(page: AppTest, name: str) -> Any:
    return next(box for box in page.selectbox if str(box.key).startswith(f"{name}_"))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_way_from_the_first_site_and_its_minutes_before_and_after(
    language: str, catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    page = with_example("cell_therapy", language)
    ranking = recommend(catalogue, examples["cell_therapy"])
    first = ranking.entries[0].site_id
    way = way_between(catalogue, first, "sz_futian", ranking.profile.roads)
    assert plain(render(in_sum(way), language)) in written(page)
    assert layer(page, "way")["data"][0]["path"] == [list(point) for point in way.path]
    table = next(
        found.value for found in page.table if plain(LINK[language]) in str(found.value.iloc[0, 0])
    )
    assert "2024" in table.iloc[0, 0]
    assert plain(LINK[language]) in written(page)


def test_another_place_is_another_way() -> None:
    page = with_example("cell_therapy")
    before = layer(page, "way")["data"][0]["path"]
    choice(page, "way_to").set_value("hk_central car").run()
    assert not page.exception
    assert layer(page, "way")["data"][0]["path"] != before
    assert "permit needed" in written(page)
    assert "clearance at the border" in written(page)


def test_without_the_link_the_page_ranks_anew_and_says_so(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    page = with_example("small_appliances")
    now = list(page.dataframe[0].value["shenzhen"])
    choice(page, "roads").set_value(f"without|{LINK['en']}").run()
    assert not page.exception
    assert f"Changed: without {LINK['en']}" in written(page).replace("\\", "")
    table = page.dataframe[0].value
    asked = replace(examples["small_appliances"], without_links=(LINK["en"],))
    ranking = recommend(catalogue, asked)
    minutes = catalogue.travel.minutes_to("sz_futian", ranking.profile.roads)["value"]
    listed = [entry.site_id for entry in ranking.entries[:10]]
    assert list(table["shenzhen"]) == list(minutes[listed].round())
    assert list(table["shenzhen"]) != now
    choice(page, "roads").set_value("").run()
    assert list(page.dataframe[0].value["shenzhen"]) == now
    assert "Changed:" not in written(page)


def test_a_planned_link_is_off_until_it_is_chosen_and_is_then_drawn() -> None:
    page = with_example("cell_therapy")
    assert "Shiziyang" not in str(layer(page, "crossings")["data"])
    choice(page, "roads").set_value("planned|Shiziyang Link").run()
    assert "Shiziyang" in str(layer(page, "crossings")["data"])
    assert "under construction, not open" in written(page)


def test_shades_and_their_counts() -> None:
    page = with_example("cell_therapy")
    assert not any(found["id"].startswith("reach") for found in deck_layers(page))
    choice(page, "reach").set_value("sz_futian").run()
    assert not page.exception
    assert [f["id"] for f in deck_layers(page) if f["id"].startswith("reach")] == [
        "reach_90", "reach_60", "reach_30",
    ]  # fmt: skip
    assert "within 30 min: 7 of the sites compared (4 to 15)" in written(page)


def deck_layers(page: AppTest) -> list[dict[str, Any]]:
    return list(deck(page)["layers"])


def test_places_of_ones_own_replace_the_usual_ones(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    page = with_example("small_appliances")
    page.session_state["own_places"] = True  # an example makes widgets anew
    page.run()
    page.text_input(key=row_key(page, "place", 0)).set_value("松山湖").run()
    assert not page.exception
    page.session_state["own_places"] = True  # only a browser keeps a box open
    page.number_input(key=row_key(page, "limit", 0)).set_value(60.0).run()
    assert not page.exception
    assert "Dongguan Songshan Lake" in written(page)
    mine = replace(examples["small_appliances"], anchors=(Anchor(place="松山湖", max_minutes=60),))
    excluded = len(recommend(catalogue, mine).standing(EXCLUDED))
    assert excluded > len(recommend(catalogue, examples["small_appliances"]).standing(EXCLUDED))
    assert f"Excluded by a must-have ({excluded})" in [box.label for box in page.expander]
    assert "松山湖" in str(page.query_params["project"])


def row_key(page: AppTest, name: str, row: int) -> str:
    inputs = [*page.text_input, *page.number_input, *page.selectbox]
    return next(str(w.key) for w in inputs if str(w.key).startswith(f"anchor_{name}_{row}_"))


@pytest.mark.parametrize(
    ("language", "typed", "words"),
    [
        ("en", "Futan", "is not a known place. Nearest: Shenzhen Futian"),
        ("zh", "黄圃镇在哪", "不是已知地点"),
        ("zh", "113.75,22.4", "位于海上，距最近的陆地 3.9 公里"),
        ("en", "Huangpu", "is the name of several places"),
        ("en", "22.5,113.4", "latitude first"),
    ],
)
def test_a_place_that_is_not_known_is_said_in_the_readers_language(
    language: str, typed: str, words: str
) -> None:
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    page.query_params["lang"] = language
    draft = Draft(sector="lamps", anchors=(Anchor(place=typed),), asked=True)
    page.query_params["project"] = address_of(draft)
    page.run()
    assert not page.exception
    said = "\n".join(found.value for found in [*page.warning, *page.error])
    assert words in said.replace("\\", "")


def test_an_address_keeps_the_places_and_the_roads() -> None:
    draft = Draft(
        sector="lamps",
        anchors=(Anchor(place="福田", mode="truck", trips_per_week=3, max_minutes=200),),
        without_links=("深中通道",),
        way_to="sz_futian truck",
        reach="福田",
    )
    assert draft_at(address_of(draft)) == draft
    assert Draft.of(draft.profile(where="test", today=TODAY)).anchors == draft.anchors


def test_the_form_opens_in_both_languages() -> None:
    for language in ("en", "zh"):
        assert not opened(language).exception


def with_places(*places: tuple[str, float]) -> AppTest:
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    anchors = tuple(Anchor(place=place, weight=weight) for place, weight in places)
    page.query_params["project"] = address_of(Draft(sector="lamps", anchors=anchors))
    page.session_state["own_places"] = True
    return page.run()


def kept(page: AppTest) -> list[tuple[str, float]]:
    draft = page.session_state["_draft"]
    return [(anchor.place, anchor.weight) for anchor in draft.anchors]


def test_an_emptied_row_goes_and_the_others_keep_their_weights() -> None:
    page = with_places(("sz_futian", 5.0), ("hk_central", 1.0), ("gz_nansha", 3.0))
    page.session_state["own_places"] = True
    page.text_input(key=row_key(page, "place", 0)).set_value("").run()
    assert kept(page) == [("hk_central", 1.0), ("gz_nansha", 3.0)]
    page.session_state["own_places"] = True
    page.run()
    assert kept(page) == [("hk_central", 1.0), ("gz_nansha", 3.0)]
    page.session_state["own_places"] = True
    page.text_input(key=row_key(page, "place", 1)).set_value("").run()
    page.session_state["own_places"] = True
    page.run()
    assert kept(page) == [("hk_central", 1.0)]


def test_opening_the_box_drops_no_place_of_a_profile() -> None:
    many = [(f"113.{i},22.5", 1.0) for i in range(40, 60)]
    page = with_places(*many)
    assert not page.exception
    assert kept(page) == many


@pytest.mark.parametrize("minutes", [1.0, 1440.0])
def test_the_form_takes_every_limit_that_a_profile_may_state(minutes: float) -> None:
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    anchors = (Anchor(place="sz_futian", max_minutes=minutes),)
    page.query_params["project"] = address_of(Draft(sector="lamps", anchors=anchors))
    page.session_state["own_places"] = True
    assert not page.run().exception


@pytest.mark.parametrize(
    "wrong",
    [{"max_minutes": 0.5}, {"max_minutes": 5000}, {"weight": 1e308}, {"weight": -1},
     {"trips_per_week": 1e9}, {"place": " "}, {"place": "x" * 500}],
)  # fmt: skip
def test_an_anchor_beyond_its_bounds_is_refused_everywhere_alike(wrong: dict[str, Any]) -> None:
    with pytest.raises(ProfileError, match="Correct the anchor"):
        Anchor(**{"place": "sz_futian", **wrong})


def test_a_link_in_an_address_is_shown_as_its_characters() -> None:
    for draft in (
        Draft(sector="lamps", anchors=(Anchor(place="[click](http://evil)"),), asked=True),
        Draft(sector="lamps", without_links=("[click](http://evil) **b**",), asked=True),
    ):
        page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        page.query_params["project"] = file_of(draft)  # as somebody may tamper with it
        page.run()
        assert not page.exception
        said = [found.value for found in [*page.error, *page.warning]]
        assert said
        assert not any("[click](http" in line for line in said)


def test_the_supposition_says_its_direction_wherever_it_comes_from() -> None:
    for draft in (
        Draft(sector="lamps", without_links=("L001",), planned_links=("L012",), asked=True),
        Draft(sector="lamps", rest={"without_links": ["L001"]}, asked=True),
    ):
        page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        page.query_params["project"] = address_of(draft)
        page.run()
        assert "without L001" in written(page)
