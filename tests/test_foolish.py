"""What no sensible adviser would say: held over the five examples and fifteen one-liners."""

from __future__ import annotations

from itertools import combinations

import pytest

from features.catalogue import Catalogue
from features.readiness import on_offer
from recommender.engine import recommend
from recommender.profile import Profile
from recommender.ranking import Ranking
from recommender.understanding import cities_of
from tests.conftest import EXAMPLES, TODAY

FIRST = 10
NAMES = [p.stem for p in sorted(EXAMPLES.glob("*.toml"))] + [f"one-{i:02d}" for i in range(1, 16)]


@pytest.fixture(scope="module")
def rankings(
    catalogue: Catalogue, examples: dict[str, Profile], one_liners: dict[str, Profile]
) -> dict[str, Ranking]:
    return {n: recommend(catalogue, p) for n, p in {**examples, **one_liners}.items()}


@pytest.fixture(params=NAMES)
def ranking(request: pytest.FixtureRequest, rankings: dict[str, Ranking]) -> Ranking:
    return rankings[request.param]


def heads(ranking: Ranking) -> list[str]:
    return [entry.site_id for entry in ranking.entries[:FIRST]]


def test_there_are_five_examples_and_fifteen_one_liners(rankings: dict[str, Ranking]) -> None:
    assert len(NAMES) == 20
    assert set(NAMES) == set(rankings)


def test_every_profile_gets_an_answer_of_a_recognised_industry(ranking: Ranking) -> None:
    assert ranking.profile.project.sector_codes
    assert ranking.entries


def test_no_incubator_for_a_land_need_over_five_mu(catalogue: Catalogue, ranking: Ranking) -> None:
    if (ranking.profile.project.land_mu or 0) > 5:
        assert "incubator" not in set(catalogue.sites.loc[heads(ranking), "kind"])


def test_no_site_of_a_kept_city(catalogue: Catalogue, ranking: Ranking) -> None:
    kept = {k.place for k in ranking.profile.project.keeps}
    cities = {catalogue.sites.at[k, "city"] for k in kept if k in catalogue.sites.index}
    assert not cities & set(catalogue.sites.loc[heads(ranking), "city"])


def test_no_unrelated_industry_and_no_site_of_unknown_industry(
    catalogue: Catalogue, ranking: Ranking
) -> None:
    codes = ranking.profile.project.sector_codes
    assert catalogue.related(codes).loc[heads(ranking)].all()
    assert catalogue.sites.loc[heads(ranking), "sectors"].notna().all()


def test_no_two_entries_of_one_family(catalogue: Catalogue, ranking: Ranking) -> None:
    families = list(catalogue.sites.loc[heads(ranking), "family"])
    assert len(families) == len(set(families))


def test_no_town_beside_a_park_inside_it(catalogue: Catalogue, ranking: Ranking) -> None:
    listed = [entry.site_id for entry in ranking.entries]
    towns = set(catalogue.sites.loc[listed, "town_id"].dropna())
    assert not towns & set(listed)


def test_no_site_is_named_twice(ranking: Ranking) -> None:
    named = [s for entry in ranking.entries for s in (entry.site_id, *entry.family)]
    assert len(named) == len(set(named))


def test_no_planned_site_before_a_buildable_one_of_equal_fit(
    catalogue: Catalogue, ranking: Ranking
) -> None:
    assert on_offer(catalogue.sites.loc[heads(ranking)]).all()


def test_only_places_of_the_searched_cities_and_never_an_umbrella(
    catalogue: Catalogue, ranking: Ranking
) -> None:
    rows = catalogue.sites.loc[heads(ranking)]
    cities = cities_of(ranking.profile.regions)
    assert set(rows["city"]) <= set(cities)
    asked_outside = "Zhangjiagang" in cities
    assert set(rows["role"]) == ({"reference"} if asked_outside else {"place"})


def test_two_industries_never_get_the_same_list(rankings: dict[str, Ranking]) -> None:
    for one, other in combinations(rankings.values(), 2):
        same = set(one.profile.project.sector_codes) & set(other.profile.project.sector_codes)
        if not same:
            assert heads(one) != heads(other)


def test_health_parks_lead_for_cell_therapy(
    catalogue: Catalogue, rankings: dict[str, Ranking]
) -> None:
    for site in heads(rankings["cell_therapy"])[:3]:
        assert "BH04" in catalogue.industries[site]


def test_examples_carry_their_own_day_so_that_none_rots(examples: dict[str, Profile]) -> None:
    assert {p.on for p in examples.values()} == {TODAY}
    for path in EXAMPLES.glob("*.toml"):
        assert "\non = " in path.read_text(encoding="utf-8")
