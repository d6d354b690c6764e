"""Two sites for one project: each passes its own gates, and no two pairs are one idea."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from features.catalogue import Catalogue
from features.project import Kept
from recommender.errors import PairingError, ProfileError
from recommender.gate import FAIL
from recommender.pair_report import pairs_json, sentence
from recommender.pairing import NEAR, TYPICAL, Pairs, pair
from recommender.profile import Pairing, Profile
from recommender.ranking import LISTED
from recommender.texts import render
from tests.conftest import TODAY
from tests.test_access_page import layer
from tests.test_cli import answer, refused, run
from tests.test_page import with_example


@pytest.fixture(scope="module")
def medtech(catalogue: Catalogue, examples: dict[str, Profile]) -> Pairs:
    return pair(catalogue, examples["hk_medtech"])


@pytest.fixture(scope="module")
def both_sought(catalogue: Catalogue, examples: dict[str, Profile]) -> Pairs:
    return pair(catalogue, examples["cell_therapy"])


def test_a_kept_half_is_fixed_and_the_other_passes_its_gates(
    catalogue: Catalogue, medtech: Pairs
) -> None:
    assert len(medtech.pairs) == 5
    ranking = medtech.production.ranking
    assert ranking is not None
    for found in medtech.pairs:
        assert found.office == "hk-science-park"
        assert ranking.table.at[found.production, "standing"] == LISTED
        assert all(check.result(found.production) != FAIL for check in ranking.matrix.checks)
        assert found.minutes > 0
    assert medtech.pairs[0].mode is not None
    row = catalogue.cooperation_modes.iloc[medtech.pairs[0].mode]
    assert (row["partner_city"], row["functions_away"]) == ("Hong Kong", "r_and_d")


def test_both_halves_sought_are_pairs_across_cities(
    catalogue: Catalogue, both_sought: Pairs
) -> None:
    city = catalogue.sites["city"]
    for found in both_sought.pairs:
        assert city[found.office] == "Guangzhou", "the firm's own city"
        assert city[found.production] != "Guangzhou", "elsewhere in the Bay Area"


def test_the_score_is_its_terms_and_every_pair_was_compared(
    catalogue: Catalogue, examples: dict[str, Profile], both_sought: Pairs
) -> None:
    office, making = both_sought.office.ranking, both_sought.production.ranking
    assert office is not None
    assert making is not None
    one, other = office.standing(LISTED), making.standing(LISTED)
    assert both_sought.compared == len(one) * len(other)
    minutes = catalogue.travel.between_sites(examples["cell_therapy"].roads)
    shares = Pairing()
    best = both_sought.pairs[0]
    assert best.score == pytest.approx(sum(best.terms.values()))
    assert best.low <= best.score <= best.high
    # By hand, slowly, over every pair without a mode: none is better than the best.
    for a in one:
        for b in other:
            near = minutes.at[a, b]
            score = (
                shares.office * office.table_score(a)
                + shares.production * making.table_score(b)
                + shares.minutes * (TYPICAL if np.isnan(near) else NEAR(np.array([near]))[0])
            )
            assert score <= best.score + 1e-12


def test_the_first_five_are_five_ideas(catalogue: Catalogue, both_sought: Pairs) -> None:
    ranking = both_sought.production.ranking
    assert ranking is not None
    entry = {s: e.site_id for e in ranking.entries for s in (e.site_id, *e.family)}
    ideas = [entry[found.production] for found in both_sought.pairs]
    assert len(set(ideas)) == len(ideas) == 5


def test_a_headquarters_needs_no_park_of_its_industry(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    project = replace(examples["small_appliances"].project, functions=("hq", "production"))
    found = pair(catalogue, replace(examples["small_appliances"], project=project))
    assert catalogue.sites.at[found.pairs[0].office, "city"] == "Shenzhen"


def test_a_kept_factory_looks_for_an_office(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    profile = examples["small_appliances"]
    project = replace(
        profile.project, functions=("hq",), keeps=(Kept(function="production", place="zs_xiaolan"),)
    )
    found = pair(catalogue, replace(profile, project=project))
    assert {p.production for p in found.pairs} == {"zs_xiaolan"}
    assert len({p.office for p in found.pairs}) == len(found.pairs)
    assert found.pairs[0].terms["production"] == 0


def test_shares_and_regions_are_the_profiles(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    only_near = Pairing(office=0, production=0, minutes=1, mode=0)
    found = pair(catalogue, replace(examples["cell_therapy"], pairing=only_near))
    assert found.pairs[0].minutes == min(p.minutes for p in found.pairs)
    jiangmen = Pairing(production_regions=("Jiangmen",), office_regions=("Shenzhen",))
    found = pair(catalogue, replace(examples["cell_therapy"], pairing=jiangmen))
    for one in found.pairs:
        assert catalogue.sites.at[one.production, "city"] == "Jiangmen"
        assert catalogue.sites.at[one.office, "city"] == "Shenzhen"
    with pytest.raises(ProfileError, match="Shares of a pair"):
        Pairing(minutes=0, mode=0)


def test_the_roads_of_the_day_count(catalogue: Catalogue, examples: dict[str, Profile]) -> None:
    profile = replace(examples["cell_therapy"], pairing=Pairing(office_regions=("Shenzhen",)))
    now = pair(catalogue, profile)
    without = pair(catalogue, replace(profile, without_links=("深中通道",)))
    ends = [(p.office, p.production) for p in now.pairs]
    for roads, found in (
        (profile.roads, now),
        (replace(profile.roads, without=("深中通道",)), without),
    ):
        minutes = catalogue.travel.between_sites(roads)
        for one in found.pairs:
            assert one.minutes == pytest.approx(minutes.at[one.office, one.production])
    cross = [e for e in ends if catalogue.sites.at[e[1], "city"] == "Zhongshan"]
    assert cross, "some of the best pairs lie on both sides of the estuary"
    slow = catalogue.travel.between_sites(replace(profile.roads, without=("深中通道",)))
    fast = catalogue.travel.between_sites(profile.roads)
    assert all(slow.at[a, b] >= fast.at[a, b] for a, b in cross)
    assert any(slow.at[a, b] > fast.at[a, b] for a, b in cross)
    assert ends != [(p.office, p.production) for p in without.pairs]


@pytest.mark.parametrize(
    ("functions", "keeps", "kind"),
    [
        (("production",), (), "one_half"),
        (("r_and_d",), (), "one_half"),
        ((), (), "one_half"),
        ((), (("hq", "hk_central"), ("production", "zs_xiaolan")), "both_kept"),
    ],
)
def test_one_half_alone_or_both_placed_is_a_clear_message(
    catalogue: Catalogue,
    examples: dict[str, Profile],
    functions: tuple[str, ...],
    keeps: tuple[tuple[str, str], ...],
    kind: str,
) -> None:
    profile = examples["small_appliances"]
    project = replace(
        profile.project,
        functions=functions,  # type: ignore[arg-type]
        keeps=tuple(Kept(function=f, place=p) for f, p in keeps),  # type: ignore[arg-type]
    )
    with pytest.raises(PairingError, match="Expected") as caught:
        pair(catalogue, replace(profile, project=project))
    assert caught.value.kind == kind


def test_the_sentence_names_places_minutes_permit_and_mode(
    catalogue: Catalogue, examples: dict[str, Profile], medtech: Pairs
) -> None:
    profile, best = examples["hk_medtech"], medtech.pairs[0]
    english = str(sentence(catalogue, profile, medtech, best))
    assert english.startswith("Research and development stays at Hong Kong Science Park; ")
    assert "cross-boundary permit needed" in english
    assert "“Hong Kong technology innovation, made in Zhongshan”" in english
    assert "香港科技创新、中山制造" in render(sentence(catalogue, profile, medtech, best), "zh")


def test_the_json_says_what_the_pairs_rest_on(
    catalogue: Catalogue, examples: dict[str, Profile], medtech: Pairs
) -> None:
    found = pairs_json(catalogue, examples["hk_medtech"], medtech, "en")
    for one in found["pairs"]:
        assert one["office"]["kept"]
        assert not one["production"]["kept"]
        assert all(gate["result"] != FAIL for gate in one["production"]["gates"])
        assert one["low"] <= one["minutes"] <= one["high"]
        assert one["way"]["minutes"] == pytest.approx(one["minutes"], abs=0.02)


def test_the_command() -> None:
    found = answer("pairs", "examples/hk_medtech.toml", "--json")
    assert len(found["pairs"]) == 5
    for one in found["pairs"]:
        assert {"office_site_id", "production_site_id", "score", "minutes", "mode"} <= set(one)
        assert one["office_site_id"] == "hk-science-park"
        assert one["production_site_id"] == one["production"]["site_id"]
        assert "fail" not in {gate["result"] for gate in one["production"]["gates"]}
    assert "Hong Kong Science Park" in run("pairs", "examples/hk_medtech.toml").stdout
    refused(run("pairs", "examples/small_appliances.toml"), "no office function", "hq")


def test_every_pair_of_the_bay_area_is_compared(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    profile = replace(
        examples["only_a_sector"],
        project=replace(examples["only_a_sector"].project, functions=("hq", "production")),
        pairing=Pairing(office_regions=("Bay Area",), production_regions=("Bay Area",)),
    )
    found = pair(catalogue, profile)
    assert found.compared > 1_000
    scores = [one.score for one in found.pairs]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_of_two_sites(language: str) -> None:
    page = with_example("hk_medtech", language)
    page.switch_page("views/two_sites.py").run()
    assert not page.exception
    options = page.radio[0].options
    assert len(options) == 5
    assert ("Hong Kong Science Park" if language == "en" else "香港科学园") in options[0]
    before = layer(page, "way")["data"][0]["path"]
    page.radio[0].set_value(2).run()
    assert layer(page, "way")["data"][0]["path"] != before


@pytest.mark.slow
def test_a_project_of_one_half_is_told_what_is_missing() -> None:
    page = with_example("small_appliances", "zh")
    page.switch_page("views/two_sites.py").run()
    assert not page.exception
    assert "两地布局需要" in page.info[0].value


@pytest.mark.slow
def test_the_page_pairs_again_by_shares_and_cities_and_a_visit_changes_nothing() -> None:
    page = with_example("hk_medtech", "en")
    before = page.session_state["_draft"]
    page.switch_page("views/two_sites.py").run()
    assert page.session_state["_draft"].rest == before.rest
    cities = next(box for box in page.multiselect if box.label == "Cities for the making half")
    cities.set_value(["Jiangmen"]).run()
    assert not page.exception
    asked = page.session_state["_draft"].profile(where="a test", today=TODAY)
    assert asked.pairing == Pairing(production_regions=("Jiangmen",))
    assert all(", Jiangmen;" in option for option in page.radio[0].options)
    for name in ("Minutes between them", "A named cooperation mode"):
        next(found for found in page.slider if found.label == name).set_value(0)
    page.run()
    assert not page.exception
    assert "minutes and mode above 0" in page.error[0].value


def test_one_site_is_no_pair(catalogue: Catalogue, examples: dict[str, Profile]) -> None:
    asked = examples["small_appliances"]
    project = replace(asked.project, functions=("production", "r_and_d"), origin_city=None)
    found = pair(catalogue, replace(asked, project=project))
    assert all(one.office != one.production for one in found.pairs)
