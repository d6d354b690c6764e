"""What must-haves cost and how far sites miss: every number equals ranking again by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from features.catalogue import Catalogue
from features.cities import CITIES
from recommender.draft import Draft
from recommender.engine import recommend
from recommender.gate import FAIL, UNKNOWN
from recommender.giving_way import give_way
from recommender.near_misses import miss_in_words, near_misses
from recommender.profile import Anchor, Profile
from recommender.ranking import EXCLUDED, LISTED, Ranking
from recommender.relaxation import TOGETHER, Price, price_in_words, prices
from recommender.steps import relaxed, steps
from recommender.texts import render
from tests.conftest import TODAY
from tests.test_cli import answer

pytestmark = pytest.mark.slow  # ranks again and again, or runs whole pages


def best(ranking: Ranking) -> float:
    rows = ranking.table
    return float(rows[rows["standing"] == LISTED]["score"].max())


def price_of(catalogue: Catalogue, profile: Profile, gate: str) -> tuple[Ranking, Price]:
    ranking = recommend(catalogue, profile)
    return ranking, next(p for p in prices(catalogue, ranking) if p.gate == gate)


@pytest.fixture
def hard(examples: dict[str, Profile]) -> Profile:
    """Every kind of must-have in one profile, and something is listed all the same."""
    base = examples["hk_medtech"]
    return replace(
        base,
        project=replace(base.project, land_mu=40, storey_height_m=6.0, lift_t=3.0),
        regions=("Zhongshan", "Zhuhai"),
        anchors=(
            Anchor(place="hk_central", max_minutes=120),
            Anchor(place="sz_futian"),
            Anchor(place="nearest:port", max_minutes=60, mode="truck"),
        ),
    )


def by_hand(gate: str, profile: Profile) -> Profile:
    """The relaxed profile, written out again without the program's steps."""
    project = profile.project
    if gate == "regions":
        return replace(profile, regions=("Bay Area",))
    if gate == "kept_city":
        return replace(profile, regions=("Zhongshan", "Zhuhai", "Hong Kong"))
    if gate == "minutes_to_anchor":
        first, *others = profile.anchors
        return replace(profile, anchors=(replace(first, max_minutes=135), *others))
    if gate == "land_need":
        return replace(profile, project=replace(project, land_mu=32))
    if gate == "start_date":
        return replace(profile, project=replace(project, start=date(2027, 9, 1)))
    return replace(profile, project=replace(project, storey_height_m=5.0))


@pytest.mark.parametrize(
    "gate", ["regions", "kept_city", "minutes_to_anchor", "land_need", "start_date", "building"]
)
def test_the_stated_gain_equals_ranking_again_by_hand(
    catalogue: Catalogue, hard: Profile, gate: str
) -> None:
    before, found = price_of(catalogue, hard, gate)
    after = recommend(catalogue, by_hand(gate, hard))
    listed = set(before.standing(LISTED))
    gained = [e.site_id for e in after.entries if not listed & {e.site_id, *e.family}]
    assert [entry.site_id for entry in found.gained] == gained
    assert found.points == pytest.approx(100 * (best(after) - best(before)), abs=1e-6)
    heads = sorted(after.entries, key=lambda entry: entry.rank)
    assert list(found.first) == [entry.site_id for entry in heads[:3]]


def test_prices_of_different_must_haves_are_not_all_nothing(
    catalogue: Catalogue, hard: Profile
) -> None:
    found = prices(catalogue, recommend(catalogue, hard))
    assert any(price.gained for price in found)
    assert any(price.free for price in found)


def test_unknowns_that_exclude_have_a_price(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    strict = replace(examples["small_appliances"], unknown_policy="exclude")
    before, found = price_of(catalogue, strict, "unknown_policy")
    after = recommend(catalogue, examples["small_appliances"])
    assert len(found.gained) > 0
    assert {e.site_id for e in found.gained} <= {e.site_id for e in after.entries}
    assert found.points == pytest.approx(100 * (best(after) - best(before)))


def test_all_steps_together_are_one_ranking_with_every_step(
    catalogue: Catalogue, hard: Profile
) -> None:
    before, found = price_of(catalogue, hard, TOGETHER)
    each = steps(catalogue, before)
    assert found.steps == each or [s.what for s in found.steps] == [s.what for s in each]
    project = found.profile.project
    assert (project.land_mu, project.storey_height_m, project.lift_t) == (32, 5.0, 2.0)
    assert [a.max_minutes for a in found.profile.anchors] == [135, None, 75]
    assert {"Hong Kong", "Shenzhen"} <= set(found.profile.regions)
    alone = max(len(p.gained) for p in prices(catalogue, before) if p.gate != TOGETHER)
    assert len(found.gained) >= alone


def test_a_must_have_that_is_not_stated_has_no_price(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    assert prices(catalogue, recommend(catalogue, examples["only_a_sector"])) == ()


def test_a_must_have_left_unchecked_has_no_price(catalogue: Catalogue, hard: Profile) -> None:
    only = recommend(catalogue, replace(hard, gates=("land_need",)))
    assert {price.gate for price in prices(catalogue, only)} == {"land_need", TOGETHER}


def test_what_costs_nothing_says_so(catalogue: Catalogue, examples: dict[str, Profile]) -> None:
    _, found = price_of(catalogue, examples["cell_therapy"], "land_need")
    assert found.free
    said = price_in_words(catalogue, found)
    assert str(said) == (
        "need 16 mu of land instead of 20: gains no site and no point; what is asked "
        "costs nothing so far"
    )
    assert "没有代价" in render(said, "zh")


def test_naming_the_bay_area_loses_no_city_that_was_named(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    """Hong Kong is searched because it is named; the whole Bay Area must not leave it out."""
    named = replace(examples["hk_medtech"], regions=("Hong Kong",))
    before, found = price_of(catalogue, named, "regions")
    after = recommend(catalogue, found.profile)
    assert before.standing(LISTED)
    assert set(before.standing(LISTED)) <= set(after.standing(LISTED))
    abroad = recommend(catalogue, examples["zhangjiagang_new_energy"])
    wider = next(p for p in prices(catalogue, abroad) if p.gate == "regions")
    assert set(wider.profile.regions) == {"Zhangjiagang", *CITIES}


@settings(max_examples=15)
@given(
    land=st.floats(1, 3_000), minutes=st.floats(20, 200), city=st.sampled_from(sorted(CITIES)),
    policy=st.sampled_from(["keep", "exclude"]),
)  # fmt: skip
def test_one_step_of_a_must_have_never_loses_a_listed_site_nor_a_point(
    catalogue: Catalogue, land: float, minutes: float, city: str, policy: str
) -> None:
    asked = Profile.from_dict(
        {
            "project": {"sector": "household appliances", "land_mu": land},
            "regions": [city],
            "anchors": [{"place": "sz_futian", "max_minutes": minutes}],
            "unknown_policy": policy,
        },
        where="test",
        today=TODAY,
    )
    ranking = recommend(catalogue, asked)
    listed = set(ranking.standing(LISTED))
    for price in prices(catalogue, ranking):
        after = set(recommend(catalogue, price.profile).standing(LISTED))
        assert listed <= after
        assert price.points is None or price.points >= 0
        assert bool(price.gained) <= bool(after - listed)
        assert not price.free or {e.site_id for e in ranking.entries} <= after


def test_every_excluded_site_says_what_it_misses_and_by_how_much(
    catalogue: Catalogue, hard: Profile
) -> None:
    ranking = recommend(catalogue, hard)
    table = near_misses(catalogue, ranking)
    assert set(table["site_id"]) == set(ranking.standing(EXCLUDED))
    counts = table.groupby("site_id")["gate"].transform("size")
    assert ((counts == 1) == table["only"]).all()
    assert counts.is_monotonic_increasing, "those that miss one must-have come first"
    for row in table.itertuples():
        check = next(
            c for c in ranking.matrix.checks
            if (c.name, c.label) == (row.gate, row.label)
            and str(miss_in_words(ranking, c, row.site_id)) == str(row.says)
        )  # fmt: skip
        assert check.result(row.site_id) == FAIL
    assert {"minutes_to_anchor", "regions", "land_need"} <= set(table["gate"])


def test_a_miss_is_said_in_natural_units(catalogue: Catalogue, hard: Profile) -> None:
    table = near_misses(catalogue, recommend(catalogue, hard))
    land = table[table["gate"] == "land_need"]
    minutes = table[(table["gate"] == "minutes_to_anchor") & ~table["at_least"]]
    regions = table[table["gate"] == "regions"]
    assert min(len(land), len(minutes), len(regions)) > 0
    assert all(" mu (" in str(says) and "m²" in str(says) for says in land["says"])
    assert all(str(says).endswith("min too far") for says in minutes["says"])
    assert all("outside the regions" in str(says) for says in regions["says"])
    assert regions["misses_by"].isna().all()
    assert (land["misses_by"] > 0).all()


def test_a_site_off_the_road_network_misses_by_at_least_the_straight_way(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    far = replace(
        examples["zhangjiagang_new_energy"], anchors=(Anchor(place="hk_central", max_minutes=60),)
    )
    ranking = recommend(catalogue, far)
    table = near_misses(catalogue, ranking).set_index("site_id")
    row = table[table["gate"] == "minutes_to_anchor"].loc["zhangjiagang-etdz"]
    bound = catalogue.travel.at_least_to("hk_central")["zhangjiagang-etdz"]
    assert row["at_least"]
    assert row["misses_by"] == pytest.approx(bound - 60)
    assert str(row["says"]) == f"at least {round(bound - 60)} min too far"


def test_an_undecided_must_have_that_excludes_is_listed_as_such(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    strict = replace(examples["small_appliances"], unknown_policy="exclude")
    ranking = recommend(catalogue, strict)
    table = near_misses(catalogue, ranking)
    assert set(table["site_id"]) == set(ranking.standing(EXCLUDED))
    open_ = table[table["result"] == UNKNOWN]
    assert len(open_)
    assert all("not decided" in str(says) for says in open_["says"])


def test_rank_json_carries_misses_units_prices(catalogue: Catalogue) -> None:
    found = answer("rank", "examples/small_appliances.toml", "--json")
    assert found["excluded"]
    for site in found["excluded"]:
        numbers = [gate for gate in site["gates"] if "need" in gate]
        assert all(gate["unit"] and "misses_by" in gate for gate in numbers)
        assert all(gate["misses"] for gate in site["gates"])
        assert (len(site["gates"]) == 1) == (site["only"] is not None)
    keys = {"gate", "step", "families_gained", "points_gained", "first_three"}
    assert found["must_have_prices"]
    assert all(keys <= set(price) for price in found["must_have_prices"])
    assert found["must_have_prices"][-1]["gate"] == TOGETHER
    assert "way_out" not in found


def test_a_step_changes_the_draft_and_nothing_else_of_it(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    typed = replace(
        Draft.of(replace(examples["small_appliances"], unknown_policy="exclude")),
        land=80_000.0, land_unit="m²", weights={"sector_fit": 60, "land_on_offer": 40},
        notes={"zs-town-nantou": "ask"}, ticked=("zs-town-nantou",),
    )  # fmt: skip
    stated = typed.profile(where="test", today=TODAY)
    ranking = recommend(catalogue, stated)
    for step in steps(catalogue, ranking):
        changed = give_way(typed, (step,), where="test", today=TODAY)
        assert changed is not None
        asked = changed.profile(where="test", today=TODAY)
        assert asked.to_dict() == relaxed(stated, (step,)).to_dict()
        assert (changed.notes, changed.ticked, changed.weights) == (
            typed.notes, typed.ticked, typed.weights,
        )  # fmt: skip
        assert "weights" not in changed.rest
