"""The page of a comparison and the page of a site, whole, in every language."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from features.catalogue import Catalogue
from recommender import recommend
from recommender.address import address_of, draft_at
from recommender.draft import Draft
from recommender.places import site_name
from recommender.profile import Profile
from recommender.ranking import EXCLUDED
from recommender.texts import LANGUAGES, in_language, translate
from tests.conftest import ROOT
from views.site_choice import site_labels

pytestmark = pytest.mark.slow

SITES = ("zs-life-science-park", "zs-yigu-life-science-park")


def at(page: str, language: str = "en", draft: Draft | None = None) -> AppTest:
    """A page by itself, with a draft in its address."""
    app = AppTest.from_file(str(ROOT / f"views/{page}.py"), default_timeout=60)
    app.query_params["lang"] = language
    if draft is not None:
        app.query_params["project"] = address_of(draft)
    app.run()
    assert not app.exception, app.exception
    return app


def asked(profile: Profile, **more: Any) -> Draft:
    return replace(Draft.of(profile), **more)


def bare(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


def said(app: AppTest) -> str:
    parts = [*app.markdown, *app.caption, *app.info, *app.error, *app.warning]
    return bare("\n".join(part.value for part in parts))


@pytest.mark.parametrize("language", LANGUAGES)
def test_three_cards_stand_side_by_side_until_somebody_chooses(
    language: str, catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    profile = examples["cell_therapy"]
    app = at("compare", language, asked(profile))
    heads = [entry.site_id for entry in recommend(catalogue, profile).entries[:3]]
    assert app.multiselect(key="compare_sites").value == heads
    names = [in_language(site_name(catalogue, site), language) for site in heads]
    for table in app.table:
        columns = [bare(str(column)) for column in table.value.columns]
        assert columns[1:-1] == names
        cells = table.value.map(lambda cell: bare(str(cell)))
        assert (cells != "").all().all()
    assert len(app.table) >= 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_boxes_open_and_sources_are_numbered(language: str, examples: dict[str, Profile]) -> None:
    app = at("compare", language, asked(examples["hk_medtech"], compared=SITES))
    for box in ("compared_same", "compared_sources"):
        app.session_state[box] = True
    app.run()
    assert not app.exception
    cells = " ".join(bare(str(c)) for table in app.table for c in table.value.to_numpy().ravel())
    numbers = {int(n) for found in re.findall(r"\[([\d, ]+)\]", cells) for n in found.split(",")}
    listed = {int(n) for n in re.findall(r"^(\d+)\. ", said(app), re.MULTILINE)}
    assert numbers
    assert numbers <= listed


def test_a_site_that_a_must_have_excludes_can_be_added_with_its_gate(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    profile = examples["small_appliances"]
    out = recommend(catalogue, profile).standing(EXCLUDED)[0]
    app = at("compare", draft=asked(profile))
    menu = app.multiselect(key="compare_sites")
    menu.set_value([*menu.value, out]).run()
    assert not app.exception
    assert app.query_params["project"]
    kept = draft_at(_first(app.query_params["project"]))
    assert kept.compared[-1] == out
    cells = " ".join(str(c) for table in app.table for c in table.value.to_numpy().ravel())
    assert "Excluded" in cells
    assert "fail" in cells


def _first(value: object) -> str:
    return value[0] if isinstance(value, list) else str(value)


def test_the_choice_survives_a_change_of_language(examples: dict[str, Profile]) -> None:
    app = at("compare", draft=asked(examples["hk_medtech"], compared=SITES))
    app.button_group(key="language").set_value("zh").run()
    assert not app.exception
    assert app.multiselect(key="compare_sites").value == list(SITES)


def test_unknown_sites_of_an_address_are_left_out_with_a_sentence(
    examples: dict[str, Profile],
) -> None:
    draft = asked(examples["cell_therapy"], compared=(*SITES, "no-*such*-site"))
    app = at("compare", draft=draft)
    assert app.multiselect(key="compare_sites").value == list(SITES)
    assert "not among the sites of this search: no-*such*-site" in said(app)


def test_without_a_project_the_page_says_what_to_do_first() -> None:
    assert "Find sites" in said(at("compare"))


def test_one_site_left_asks_for_another(examples: dict[str, Profile]) -> None:
    app = at("compare", draft=asked(examples["cell_therapy"]))
    menu = app.multiselect(key="compare_sites")
    menu.set_value(menu.value[:1]).run()
    assert "Choose at least two sites." in said(app)
    menu = app.multiselect(key="compare_sites")
    menu.set_value([]).run()
    assert not app.exception
    assert "Choose at least two sites." in said(app)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_words_on_a_site_say_what_where_for_whom_and_whom_to_ask(
    language: str, catalogue: Catalogue
) -> None:
    app = at("one_site", language, Draft(chosen=SITES[0]))
    row = catalogue.sites.loc[SITES[0]]
    assert bare(app.subheader[0].value) == in_language(site_name(catalogue, SITES[0]), language)
    text = said(app)
    assert translate("provincial level", language) in text
    assert in_language({"en": row["city"], "zh": "中山"}, language) in text
    for start in ("For: {industries}", "On offer: {items}", "Ask: {name}"):
        assert translate(start, language).split("{")[0] in text


@pytest.mark.parametrize("subject", ["neighbours", "alike"])
def test_a_button_opens_a_neighbour_or_a_site_like_it(subject: str, catalogue: Catalogue) -> None:
    app = at("one_site", draft=Draft(chosen=SITES[0]))
    button = next(b for b in app.button if str(b.key).startswith(f"{subject}_open_"))
    other = str(button.key).removeprefix(f"{subject}_open_")
    button.click().run()
    assert not app.exception
    assert bare(app.subheader[0].value) == site_name(catalogue, other)["en"]
    assert app.selectbox(key="site_shown").value == other


def test_a_site_stands_in_the_project_of_the_session_and_is_added_to_the_comparison(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    profile = examples["hk_medtech"]
    ranking = recommend(catalogue, profile)
    app = at("one_site", draft=asked(profile, chosen=SITES[1]))
    row = ranking.table.loc[SITES[1]]
    total = int((ranking.table["standing"] == "listed").sum())
    assert f"For your project: place {int(row['rank'])} of {total}" in said(app)
    assert "Must-haves: none failed; not decided:" in said(app)
    app.button(key="add_to_compare").click().run()
    assert not app.exception
    kept = draft_at(_first(app.query_params["project"]))
    heads = [entry.site_id for entry in ranking.entries[:3]]
    assert kept.compared == (*[site for site in heads if site != SITES[1]], SITES[1])
    assert app.button(key="open_comparison").label == "In the comparison: open it"


def test_a_site_is_found_by_either_name_and_no_two_labels_are_the_same(
    catalogue: Catalogue,
) -> None:
    for language in LANGUAGES:
        labels = site_labels(catalogue, language)
        assert len(set(labels.values())) == len(catalogue.sites)
        for site, label in labels.items():
            names = site_name(catalogue, site)
            assert names["en"] in label
            assert names["zh"] in label


def test_an_address_of_before_the_last_change_is_written_over(
    examples: dict[str, Profile],
) -> None:
    """A browser asks for the next run with the address that it shows, which may be the older."""
    three = (*SITES, "hk-innopark-tai-po")
    app = at("compare", draft=asked(examples["hk_medtech"], compared=three))
    before = app.query_params["project"]
    app.multiselect(key="compare_sites").set_value(list(SITES)).run()
    after = app.query_params["project"]
    app.query_params["project"], app.query_params["lang"] = before, "zh"
    app.run()
    assert app.query_params["project"] == after != before
    assert app.query_params["lang"] == "en"
    assert app.multiselect(key="compare_sites").value == list(SITES)
