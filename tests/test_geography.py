"""What the map shows, without drawing it."""

from __future__ import annotations

import pytest

from features.catalogue import Catalogue
from recommender.engine import recommend
from recommender.geography import city_labels, crossings, markers, other_sites
from recommender.profile import Profile
from tests.conftest import ROOT


@pytest.mark.parametrize("name", ["cell_therapy", "small_appliances", "hk_medtech"])
def test_every_entry_shown_is_on_exactly_one_marker(
    name: str, catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    ranking = recommend(catalogue, examples[name])
    shown = ranking.entries[:10]
    found = markers(catalogue, shown, "en")
    named = [site for sites in found["site_ids"] for site in sites]
    assert sorted(named) == sorted(entry.site_id for entry in shown)
    labels = ", ".join(found["label"]).split(", ")
    assert sorted(map(int, labels)) == sorted(entry.rank for entry in shown)


def test_entries_of_one_place_share_a_marker(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    found = markers(catalogue, recommend(catalogue, examples["small_appliances"]).entries, "zh")
    shared = found[found["label"].str.contains(",")]
    assert len(shared)
    assert not found[["lon", "lat"]].round(2).duplicated().any()


def test_other_sites_are_those_not_shown(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    ranking = recommend(catalogue, examples["cell_therapy"])
    rest = other_sites(catalogue, ranking, "en")
    assert 150 < len(rest) < len(ranking.table)
    assert rest.notna().all(axis=None)


def test_the_link_is_drawn_and_named_with_its_opening_date(catalogue: Catalogue) -> None:
    english, chinese = crossings(catalogue, "en"), crossings(catalogue, "zh")
    assert "Shenzhen-Zhongshan Link 2024-06-30" in set(english["name"])
    assert any(name.startswith("深中通道") for name in chinese["name"])
    assert any("Humen" in name for name in english["name"])


def test_cities_are_named_in_the_language(catalogue: Catalogue) -> None:
    assert set(city_labels(catalogue, "zh")["name"]) >= {"深圳", "中山", "香港"}


def test_the_land_that_the_page_serves_is_that_of_the_data() -> None:
    served = (ROOT / "static/land.geojson").read_bytes()
    assert served == (ROOT / "data/land.geojson").read_bytes()
