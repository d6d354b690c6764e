"""Must-haves: three values, with the numbers."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from features.catalogue import Catalogue
from features.roads import Roads
from recommender.engine import recommend
from recommender.gate import FAIL, PASS, UNKNOWN, Check
from recommender.gates import checks
from recommender.profile import Anchor, Profile
from recommender.ranking import empty_reason
from recommender.report import ranking_json
from recommender.understanding import understand
from tests.conftest import TODAY


def asked(catalogue: Catalogue, name: str, **project: object) -> Check:
    values = {"sector": "household appliances", "functions": ["production"], **project}
    profile = Profile.from_dict({"project": values}, where="test", today=TODAY)
    found = checks(catalogue, understand(catalogue, profile).profile)
    return next(check for check in found if check.name == name)


def test_dated_supply_passes_a_land_need_and_area_alone_never_does(catalogue: Catalogue) -> None:
    check = asked(catalogue, "land_need", land_mu=100, start="2027-03-01")
    assert check.result("zs-sz-huangpu-cooperation-park") == PASS, "200 mu ready in February 2026"
    assert "200 mu on offer" in str(check.reason("zs-sz-huangpu-cooperation-park"))
    assert check.result("zs-torch-hidz") == UNKNOWN, "90 km2 are administered, not on offer"


def test_a_site_smaller_than_the_need_fails_and_says_by_how_much(catalogue: Catalogue) -> None:
    check = asked(catalogue, "land_need", land_mu=100)
    # 0.044 km2 are 66 mu: 34 mu or 22,667 m2 short, and short of it at the high end too.
    assert check.result("zs-guhe-tcm-park") == FAIL
    assert check.table.at["zs-guhe-tcm-park", "misses_by"] == pytest.approx(22_667, abs=1)
    assert str(check.reason("zs-guhe-tcm-park")) == "The whole site has 66 mu, 100 mu needed"


def test_supply_learned_later_or_long_ago_does_not_pass(catalogue: Catalogue) -> None:
    profile = Profile.from_dict(
        {
            "on": "2025-01-01",
            "project": {"sector": "appliances", "land_mu": 100, "start": "2027-01-01"},
        },
        where="test",
        today=TODAY,
    )
    found = checks(catalogue, understand(catalogue, profile).profile)
    land = next(c for c in found if c.name == "land_need")
    assert land.result("zs-sz-huangpu-cooperation-park") == UNKNOWN, "known since February 2026"
    late = asked(catalogue, "land_need", land_mu=100, start="2029-01-01")
    assert late.result("jiangmen-shenjiang-industrial-park") == UNKNOWN, "seen in 2020"


def test_an_incubator_lets_rooms(catalogue: Catalogue) -> None:
    check = asked(catalogue, "land_need", land_mu=20)
    assert check.result("zs-inc-zhangqi") == FAIL
    assert "rooms" in str(check.reason("zs-inc-zhangqi"))


def test_minutes_are_decided_by_the_whole_interval(catalogue: Catalogue) -> None:
    minutes = catalogue.travel.minutes_to("hk_central", Roads(on=TODAY))
    for limit in (60, 110, 150):
        profile = Profile.from_dict(
            {
                "project": {"sector": "lamps"},
                "anchors": [{"place": "hk_central", "max_minutes": limit}],
            },
            where="test",
            today=TODAY,
        )
        check = checks(catalogue, understand(catalogue, profile).profile)[-1]
        result = check.table["result"]
        assert ((result == PASS) == (minutes["high"] <= limit)).all()
        off = minutes["value"].isna() & (catalogue.travel.at_least_to("hk_central") > limit)
        assert ((result == FAIL) == ((minutes["low"] > limit) | off)).all()
        assert (result[catalogue.sites.geometry.isna()] == UNKNOWN).all()
        assert result["zhangjiagang-etdz"] == FAIL, "over a thousand kilometres away"


def test_production_in_the_ecological_town_is_to_be_checked(catalogue: Catalogue) -> None:
    check = asked(catalogue, "industry_exclusion")
    assert check.result("zs-town-wuguishan") == UNKNOWN
    assert "ecological" in str(check.reason("zs-town-wuguishan"))
    assert "No rule" in str(check.reason("zs-town-nantou"))


def test_a_kept_city_is_left_out_until_it_is_named(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    cities = catalogue.sites["city"]
    ranking = recommend(catalogue, examples["hk_medtech"])
    assert "Hong Kong" not in {cities[e.site_id] for e in ranking.entries}
    named = replace(examples["hk_medtech"], regions=("Hong Kong",))
    assert {cities[e.site_id] for e in recommend(catalogue, named).entries} == {"Hong Kong"}


def test_unknown_policy_exclude_takes_out_what_is_not_decided(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    strict = replace(examples["small_appliances"], unknown_policy="exclude")
    kept = {e.site_id for e in recommend(catalogue, strict).entries}
    assert "zs-sz-huangpu-cooperation-park" in kept
    land = asked(catalogue, "land_need", land_mu=100, start="2027-06-01")
    assert {land.result(site) for site in kept} == {PASS}


def test_what_is_taken_out_undecided_is_named(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    strict = replace(examples["small_appliances"], unknown_policy="exclude")
    excluded = ranking_json(catalogue, recommend(catalogue, strict), (), "en")["excluded"]
    assert all(site["gates"] for site in excluded), "none is taken out without a word"
    named = next(site for site in excluded if site["site_id"] == "zs-town-nantou")["gates"]
    assert [(gate["gate"], gate["result"]) for gate in named] == [
        ("land_need", UNKNOWN), ("start_date", UNKNOWN),
    ]  # fmt: skip
    park = {"industry_exclusion", "market_access", "admission"}
    open_ = {g["gate"] for site in excluded for g in site["gates"] if g["result"] == UNKNOWN}
    assert not open_ & park, "a park's open rule takes nobody out"


def test_an_empty_strict_list_names_the_must_have_that_is_not_known(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    strict = replace(examples["only_a_sector"], unknown_policy="exclude")
    tall = replace(strict, project=replace(strict.project, storey_height_m=12.0))
    ranking = recommend(catalogue, tall)
    assert not ranking.entries
    assert "Storey height" in str(empty_reason(ranking))


def test_naming_gates_checks_only_these(catalogue: Catalogue, examples: dict[str, Profile]) -> None:
    only = replace(examples["small_appliances"], gates=("regions",))
    assert [c.name for c in recommend(catalogue, only).matrix.checks] == ["regions"]


def test_results_are_the_three_words(catalogue: Catalogue, examples: dict[str, Profile]) -> None:
    profile = replace(examples["hk_medtech"], anchors=(Anchor(place="sz_futian", max_minutes=60),))
    found = checks(catalogue, understand(catalogue, profile).profile)
    words = pd.concat([c.table["result"] for c in found])
    assert set(words) == {PASS, FAIL, UNKNOWN}
