"""The table of an answer shows what differs and folds what does not."""

from __future__ import annotations

import pytest

from features.catalogue import Catalogue
from recommender.engine import recommend
from recommender.listing import ALWAYS, best_of_each_city, listing, telling
from recommender.profile import Profile

EXAMPLES = [
    "cell_therapy", "small_appliances", "hk_medtech", "only_a_sector", "zhangjiagang_new_energy",
]  # fmt: skip


@pytest.mark.parametrize("name", EXAMPLES)
def test_at_least_seven_cells_of_ten_tell_their_row_apart(
    name: str, catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    ranking = recommend(catalogue, examples[name])
    found = listing(catalogue, ranking, ranking.entries[:10])
    assert telling(found.table) >= 0.7


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_column_shown_says_the_same_for_every_row(
    name: str, catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    ranking = recommend(catalogue, examples[name])
    found = listing(catalogue, ranking, ranking.entries[:10])
    for column in found.table.columns.difference(list(ALWAYS)):
        assert len(set(map(str, found.table[column]))) > 1, column


def test_a_search_in_one_city_folds_the_city(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    from dataclasses import replace

    asked = replace(examples["only_a_sector"], regions=("Zhongshan",))
    ranking = recommend(catalogue, asked)
    found = listing(catalogue, ranking, ranking.entries[:10])
    assert "city" not in found.table
    assert "City: Zhongshan" in map(str, found.same)


def test_what_no_row_differs_in_is_named_to_be_asked(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    ranking = recommend(catalogue, examples["hk_medtech"])
    found = listing(catalogue, ranking, ranking.entries[:5])
    assert {"Named cooperation mode", "Industry allowed", "Rent or price"} <= set(
        found.not_told_apart
    )
    assert "Industry fit" not in found.not_told_apart


def test_a_row_gives_at_most_three_reasons_and_never_one_that_all_give(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    for profile in examples.values():
        ranking = recommend(catalogue, profile)
        found = listing(catalogue, ranking, ranking.entries[:10])
        if "why" in found.table:
            rows = [set(map(str, why)) for why in found.table["why"]]
            assert max(map(len, rows)) <= 3
            assert not set.intersection(*rows)


def test_a_single_row_folds_nothing(catalogue: Catalogue, examples: dict[str, Profile]) -> None:
    ranking = recommend(catalogue, examples["cell_therapy"])
    found = listing(catalogue, ranking, ranking.entries[:1])
    assert found.same == ()
    assert found.not_told_apart == ()
    assert "city" in found.table


def test_best_of_each_city_keeps_the_first_of_every_city(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    ranking = recommend(catalogue, examples["only_a_sector"])
    best = best_of_each_city(catalogue, ranking.entries)
    city = catalogue.sites["city"]
    assert len({city[e.site_id] for e in best}) == len(best)
    for entry in best:
        same = [e.rank for e in ranking.entries if city[e.site_id] == city[entry.site_id]]
        assert entry.rank == min(same)


def test_all_of_china_ranks_the_national_zones_zhangjiagang_among_them(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    from dataclasses import replace

    asked = replace(examples["zhangjiagang_new_energy"], regions=("China",))
    ranking = recommend(catalogue, asked)
    cities = catalogue.sites.loc[[e.site_id for e in ranking.entries], "city"]
    assert "Zhangjiagang" in set(cities)
    assert cities.nunique() > 50
    beyond = [e for e in ranking.entries if e.site_id.startswith("cn-")][:10]
    minutes = catalogue.travel.minutes_to("sz_futian", asked.roads)["value"]
    assert minutes[[e.site_id for e in beyond]].isna().all()
    found = listing(catalogue, ranking, beyond)
    assert found.table["km_shenzhen"].min() > 100
    assert "shenzhen" not in found.table


def test_a_search_in_the_bay_area_lists_no_zone_beyond_it(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    ranking = recommend(catalogue, examples["only_a_sector"])
    assert not ranking.table.index.str.startswith("cn-").any()
    assert "km_shenzhen" not in listing(catalogue, ranking, ranking.entries[:10]).table
