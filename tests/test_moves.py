"""What a change does to the list is said as it is: places before and now, and the way back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from features.catalogue import Catalogue
from recommender.address import address_of
from recommender.basemap import is_key, tiles
from recommender.cartography import View
from recommender.draft import Draft
from recommender.engine import recommend
from recommender.moves import arrow, as_stated, moves_in_words, places, supposed
from recommender.profile import Profile, Told
from tests.conftest import ROOT

TODAY = date(2026, 11, 24)
LINK = "Shenzhen-Zhongshan Link"


def asked(draft: Draft) -> Profile:
    return draft.profile(where="a test", today=TODAY)


def test_places_are_those_of_both_rankings(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    now = replace(examples["small_appliances"], without_links=(LINK,))
    before, after = (recommend(catalogue, p) for p in (examples["small_appliances"], now))
    found = places(before, after)
    heads = {e.site_id: e.rank for e in after.entries}
    was = {s: e.rank for e in before.entries for s in (e.site_id, *e.family)}
    assert set(found.index) >= set(heads)
    for site, row in found.iterrows():
        assert site not in heads or row["now"] == heads[site]
        assert pd.isna(row["before"]) == (site not in was)
        assert pd.isna(row["before"]) or row["before"] == was[site]


def test_nothing_moves_against_itself(catalogue: Catalogue, examples: dict[str, Profile]) -> None:
    ranking = recommend(catalogue, examples["cell_therapy"])
    found = places(ranking, ranking)
    assert (found["before"] == found["now"]).all()
    assert "No place" in str(moves_in_words(catalogue, found))


def test_every_move_among_the_first_is_counted_in_the_sentence(catalogue: Catalogue) -> None:
    sites = list(catalogue.sites.index[catalogue.sites["role"] == "place"][:7])
    found = pd.DataFrame(
        {"before": pd.array([2, 1, 3, 5, pd.NA, 4, 7], dtype="Int64"),
         "now": pd.array([1, 2, 3, 4, 5, pd.NA, 8], dtype="Int64")},
        index=sites,
    )  # fmt: skip
    said = str(moves_in_words(catalogue, found))
    assert said.count(" from ") == 3
    assert "comes in at 5" in said
    assert "2 others move too" in said
    assert [arrow(b, n) for b, n in zip(found["before"], found["now"].fillna(9), strict=True)] == [
        "▲ 1", "▼ 1", "=", "▲ 1", "+", "▼ 5", "▼ 1",
    ]  # fmt: skip


def test_what_is_supposed_is_said_and_taken_back(catalogue: Catalogue) -> None:
    told = Told(site_id="zs-guzhen", about="land_on_offer", value=30.0, on=TODAY, unit="mu")
    draft = Draft(
        sector="lamps", weights={"sector_fit": 100}, locked=("sector_fit",), without_links=(LINK,),
        planned_links=("Shiziyang Link",), count_incentives=False, told=(told,), jobs=20.0,
        rest={"without_links": ["L001"], "name": "x"},
    )  # fmt: skip
    assert len(supposed(catalogue, draft, asked(draft).roads)) == 5
    stated = as_stated(draft)
    assert stated == Draft(sector="lamps", jobs=20.0, rest={"name": "x"})
    assert supposed(catalogue, stated, asked(stated).roads) == ()


@pytest.mark.slow
def test_the_page_shows_moves_and_the_way_back() -> None:
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    page.query_params["project"] = address_of(
        Draft(sector="lamps", without_links=(LINK,), asked=True)
    )
    page.run()
    assert list(page.dataframe[0].value.columns[:2]) == ["rank", "moved"]
    page.button(key="as_stated").click().run()
    assert not page.exception
    assert "moved" not in page.dataframe[0].value
    assert LINK not in page.query_params["project"]


@pytest.mark.parametrize("zoom", [0.0, 5.0, 8.3, 10.5, 13.0])
def test_tiles_cover_the_middle_of_a_view_without_a_gap(zoom: float) -> None:
    view = View(lon=113.4, lat=22.5, zoom=zoom)
    ground = tiles(view, "0123456789abcdef")
    ground = ground[: len(ground) // 2]
    assert any(
        t.bounds[0] <= view.lon <= t.bounds[2] and t.bounds[1] <= view.lat <= t.bounds[3]
        for t in ground
    )
    norths = {round(t.bounds[3], 9) for t in ground}
    souths = {round(t.bounds[1], 9) for t in ground}
    assert len(norths - souths) == 1, "each row begins where another ends, but the first"


@pytest.mark.parametrize("text", ["", "short", "a" * 65, "0123456789abcdef&x=1", "钥" * 20])
def test_what_is_no_key_never_enters_an_address(text: str) -> None:
    assert not is_key(text)


@pytest.mark.slow
def test_the_online_map_is_off_until_it_is_turned_on_with_a_key() -> None:
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    page.query_params["project"] = address_of(Draft(sector="lamps", asked=True))
    page.run()
    page.session_state["basemap"] = True
    page.run()
    page.toggle(key="basemap_on").set_value(True).run()
    assert "tianditu" not in page.get("deck_gl_json_chart")[0].proto.json
    assert any("nothing was asked" in found.value for found in page.warning)
    key = "0123456789abcdef0123456789abcdef"
    page.session_state["basemap"] = True
    page.text_input(key="basemap_key").set_value(key).run()
    assert not page.exception
    drawn = page.get("deck_gl_json_chart")[0].proto.json
    assert f"tk={key}" in drawn
    assert "land.geojson" not in drawn
    assert key not in str(page.query_params)
    page.session_state["basemap"] = True
    page.toggle(key="basemap_on").set_value(False).run()
    assert "tianditu" not in page.get("deck_gl_json_chart")[0].proto.json
