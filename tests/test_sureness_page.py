"""The page says how sure it is, takes answers in, and says what would turn the answer."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from features.catalogue import Catalogue
from recommender.address import address_of, draft_at
from recommender.counterfactual import with_told
from recommender.draft import Draft
from recommender.engine import recommend
from recommender.export import FORMATS
from recommender.places import site_name
from recommender.profile import Anchor, Doubt, Profile, Told
from recommender.robustness import robustness
from recommender.shortlist import Shortlist
from recommender.sureness_words import answer_in_words
from recommender.texts import LANGUAGES, render, translate
from tests.conftest import ROOT
from tests.test_page import ranked_names, with_example

pytestmark = pytest.mark.slow  # ranks again and again, or runs whole pages


def written(page: AppTest) -> str:
    lines = (str(element.value) for element in (*page.markdown, *page.caption))
    return "\n".join(lines).replace("\\", "")


def asked(profile: Profile, language: str = "en") -> AppTest:
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    page.query_params["lang"] = language
    page.query_params["project"] = address_of(Draft.of(profile))
    page.run()
    assert not page.exception
    return page


def _first(value: str | list[str]) -> str:
    return value if isinstance(value, str) else value[0]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["cell_therapy", "small_appliances", "only_a_sector"])
def test_the_answer_says_how_sure_it_is_and_what_turns_it(name: str, language: str) -> None:
    page = with_example(name, language)
    text = written(page)
    assert translate("First in {n} of 100 plausible weightings", language, n=1)[:2] in text
    assert ("First place passes" in text) or ("第一名" in text)
    assert translate("How sure", language) in text


def test_an_answer_typed_in_ranks_again_is_marked_and_can_be_taken_back() -> None:
    page = with_example("small_appliances")
    before = ranked_names(page)
    site = "zs-dongfeng-appliance-cluster"
    field = next(f for f in page.number_input if f"answer_{site}_land_on_offer" in f.key)
    assert field.label == "mu"
    field.set_value(150.0).run()
    assert not page.exception
    after = ranked_names(page)
    assert after[0] == "Dongfeng Digital Home Appliance Cluster" != before[0]
    assert "Told by the investor" in written(page)
    assert "150 mu" in written(page)
    kept = json.loads(_first(page.query_params["project"]))["told"]
    assert [(t["site_id"], t["about"], t["value"]) for t in kept] == [(site, "land_on_offer", 150)]
    page.button(key=f"untold_{site}_land_on_offer").click().run()
    assert not page.exception
    assert ranked_names(page) == before
    assert "Told by the investor," not in written(page)


def test_an_answer_that_is_not_enough_takes_the_site_off() -> None:
    page = with_example("small_appliances")
    site = "zs-town-nantou"
    field = next(f for f in page.number_input if f"answer_{site}_readiness" in f.key)
    field.set_value(9.0).run()
    assert not page.exception
    assert "Nantou Town" not in ranked_names(page)


def test_a_tie_is_said(examples: dict[str, Profile]) -> None:
    profile = replace(examples["only_a_sector"], weights={"readiness": 1.0})
    page = asked(profile)
    assert "A tie:" in written(page)
    assert "并列" in written(asked(profile, "zh"))


def test_how_firmly_the_weights_are_meant_changes_the_shares_and_not_the_order() -> None:
    page = with_example("only_a_sector")
    order, text = ranked_names(page), written(page)
    box = next(s for s in page.selectbox if s.key.startswith("doubt_"))
    box.set_value("any").run()
    assert not page.exception
    assert ranked_names(page) == order
    assert written(page) != text


def test_a_draft_keeps_answers_and_doubt(examples: dict[str, Profile]) -> None:
    told = Told(site_id="zs-town-nantou", about="readiness", value=0)
    for doubt in (
        Doubt(weights="order", draws=500, seed=7),
        Doubt(weights="intervals", intervals={"sector_fit": (0.2, 0.5)}),
    ):
        profile = replace(with_told(examples["small_appliances"], (told,)), doubt=doubt)
        draft = draft_at(address_of(Draft.of(profile)))
        back = draft.profile(where="x", today=profile.on)
        assert replace(back, name=profile.name) == profile or back == profile


def test_what_was_told_and_how_sure_it_is_stand_in_the_workbook(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    site = "zs-dongfeng-appliance-cluster"
    told = Told(site_id=site, about="land_on_offer", value=150.0)
    ranking = recommend(catalogue, with_told(examples["small_appliances"], (told,)))
    listed = Shortlist(catalogue=catalogue, ranking=ranking, entries=ranking.entries[:3])
    book = load_workbook(io.BytesIO(FORMATS[".xlsx"](listed)))
    summary = list(book.worksheets[0].values)
    row = dict(zip(summary[0], summary[1], strict=True))
    assert (row["site_id"], row["tier"]) == (site, 1)
    assert "150 mu" in row["told"]
    sheet = {str(line[0]) for line in book["decision"].values}
    assert {"Project", "Weight, of 100", "How sure", "Ask first", "Engine and data"} <= sheet
    assert 0 < row["top1_share"] <= 1
    cells = [str(cell) for sheet in book.worksheets for line in sheet.values for cell in line]
    assert any("Told by the investor" in cell and "150 mu" in cell for cell in cells)
    assert any("of 100 plausible weightings" in cell for cell in cells)


def test_a_change_of_language_leaves_every_menu_alive(examples: dict[str, Profile]) -> None:
    page = with_example("small_appliances")
    page.button_group(key="language").set_value("zh").run()
    assert not page.exception
    lock = next(box for box in page.checkbox if box.key.startswith("lock_"))
    lock.set_value(True).run()
    assert not page.exception
    assert not page.error
    kept = json.loads(_first(page.query_params["project"]))
    assert kept.get("archetype") is None


def test_intervals_are_offered_only_where_a_profile_has_them(examples: dict[str, Profile]) -> None:
    def offered(profile: Profile) -> list[str]:
        page = asked(profile)
        return next(s for s in page.selectbox if s.key.startswith("doubt_")).options

    plain = examples["only_a_sector"]
    ends = Doubt(weights="intervals", intervals={"sector_fit": (0.2, 0.6)})
    assert len(offered(replace(plain, doubt=ends))) == len(offered(plain)) + 1


def test_an_undecided_limit_of_minutes_is_flagged_and_never_asked(
    examples: dict[str, Profile],
) -> None:
    """No park can answer how long the way is."""
    anchors = (Anchor(place="sz_futian", max_minutes=75),)
    page = asked(replace(examples["small_appliances"], anchors=anchors))
    assert not [f for f in (*page.selectbox, *page.number_input) if "minutes_to" in str(f.key)]
    assert "Must-haves not decided: Minutes" in written(page)


def test_the_page_outlives_a_need_that_is_taken_back_after_an_answer() -> None:
    page = with_example("small_appliances")
    field = next(f for f in page.number_input if "cluster_land_on_offer" in str(f.key))
    field.set_value(150.0).run()
    land = next(f for f in page.number_input if str(f.key).startswith("land_"))
    land.set_value(0.0).run()
    assert not page.exception
    assert not page.error
    assert "Not counted" in " ".join(str(w.value) for w in page.warning)


def test_the_surest_site_is_named_where_it_is_not_the_first(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    ranking = recommend(
        catalogue, replace(examples["small_appliances"], doubt=Doubt(weights="any"))
    )
    found = robustness(ranking)
    most = found.table["top1_share"].idxmax()
    assert most != found.table.index[0]
    said = answer_in_words(catalogue, ranking, found)
    assert "is first more often" in str(said)
    assert render(site_name(catalogue, most)["zh"], "zh") in render(said, "zh")
