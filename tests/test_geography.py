"""What the map shows, without drawing it."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.catalogue import Catalogue
from features.roads import Roads
from recommender.cartography import EDGE, View, framing, numbered_markers, placed
from recommender.engine import recommend
from recommender.geography import (
    LINK,
    crossings,
    first_view,
    gateways,
    labels,
    origin,
    other_sites,
    places_of,
)
from recommender.profile import Profile
from tests.conftest import ROOT, TODAY

EXAMPLES = [
    "cell_therapy", "small_appliances", "hk_medtech", "only_a_sector", "zhangjiagang_new_energy",
]  # fmt: skip


def drawn(
    catalogue: Catalogue, profile: Profile, language: str = "en"
) -> tuple[pd.DataFrame, View]:
    ranking = recommend(catalogue, profile)
    places = places_of(catalogue, ranking.entries[:10], language)
    view = first_view(catalogue, ranking, places)
    return numbered_markers(places, view), view


def gaps(markers: pd.DataFrame, view: View) -> np.ndarray:
    """Pixels between the rims of every two markers."""
    at = view.pixels(markers["at_lon"].to_numpy(), markers["at_lat"].to_numpy())
    apart = np.hypot(*(at[:, None, :] - at[None, :, :]).T)
    radii = markers["radius"].to_numpy()
    return (apart - radii[:, None] - radii[None, :])[np.triu_indices(len(at), 1)]


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_entry_shown_is_on_exactly_one_marker(
    name: str, catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    shown = recommend(catalogue, examples[name]).entries[:10]
    found, _ = drawn(catalogue, examples[name])
    named = [site for sites in found["site_ids"] for site in sites]
    assert sorted(named) == sorted(entry.site_id for entry in shown)
    ranks = ", ".join(found["label"]).split(", ")
    assert sorted(map(int, ranks)) == sorted(entry.rank for entry in shown)


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_two_markers_overlap_in_the_first_view_or_near_a_chosen_site(
    name: str, catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    found, view = drawn(catalogue, examples[name])
    assert (gaps(found, view) > 0).all()
    places = places_of(catalogue, recommend(catalogue, examples[name]).entries[:10], "en")
    near = View(lon=places["lon"].iloc[0], lat=places["lat"].iloc[0], zoom=10.5)
    assert (gaps(numbered_markers(places, near), near) > 0).all()


@given(
    st.lists(
        st.tuples(st.floats(112.5, 114.5), st.floats(22.0, 23.5)),
        min_size=2, max_size=10, unique=True,
    )
)  # fmt: skip
def test_markers_anywhere_are_moved_apart_by_less_than_a_thumb(
    points: list[tuple[float, float]],
) -> None:
    places = pd.DataFrame(points, columns=["lon", "lat"]).assign(
        rank=range(1, len(points) + 1), site_id="x", name="y", precision_km=1.0
    )
    view = framing([(113.0, 22.2), (114.1, 22.9)])
    found = numbered_markers(places, view)
    assert (gaps(found, view) > -0.2).all()
    moved = view.pixels(found["at_lon"], found["at_lat"]) - view.pixels(found["lon"], found["lat"])
    assert np.hypot(*moved.T).max() < 130


def test_entries_of_one_place_share_a_marker(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    found, _ = drawn(catalogue, examples["small_appliances"], "zh")
    shared = found[found["label"].str.contains(",")]
    assert len(shared)
    assert shared["name"].str.contains("\n").all()
    assert not found[["lon", "lat"]].round(2).duplicated().any()


@pytest.mark.parametrize("name", EXAMPLES[:4])
def test_the_first_view_frames_the_best_group_the_origin_shenzhen_and_the_link_on_a_phone(
    name: str, catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    ranking = recommend(catalogue, examples[name])
    found, view = drawn(catalogue, examples[name])
    nodes = catalogue.network.nodes
    points = [(nodes.at[n, "lon"], nodes.at[n, "lat"]) for n in ("sz_futian", LINK)]
    home = origin(catalogue, ranking, "en")
    points += list(zip(home["lon"], home["lat"], strict=True))
    points += list(zip(found["at_lon"], found["at_lat"], strict=True))[:3]
    at = view.pixels(*np.array(points).T)
    assert np.abs(at[:, 0]).max() < EDGE
    assert np.abs(at[:, 1]).max() < 240


@pytest.mark.parametrize("language", ["en", "zh"])
def test_labels_cover_neither_each_other_nor_a_marker_and_name_what_is_needed(
    language: str, catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    found, view = drawn(catalogue, examples["cell_therapy"], language)
    kept = placed(labels(catalogue, Roads(on=TODAY), language), found, view)
    link, shenzhen = ("Shenzhen-Zhongshan Link 30 Jun 2024", "Shenzhen")
    if language == "zh":
        link, shenzhen = ("深中通道 2024年6月30日", "深圳")
    assert {link, shenzhen} <= set(kept["name"])
    inside = kept[kept["name"] == shenzhen].iloc[0]
    x = view.pixels([inside["lon"]], [inside["lat"]])[0, 0]
    assert abs(x) < EDGE
    assert kept["name"].is_unique or language == "zh"


def test_other_sites_are_those_not_shown(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    ranking = recommend(catalogue, examples["cell_therapy"])
    shown = [entry.site_id for entry in ranking.entries[:10]]
    rest = other_sites(catalogue, ranking, shown, "en")
    assert 150 < len(rest) < len(ranking.table)
    assert rest.notna().all(axis=None)


def test_crossings_are_drawn_once_and_named_with_their_opening_dates(catalogue: Catalogue) -> None:
    english, chinese = (
        crossings(catalogue, Roads(on=TODAY), language) for language in ("en", "zh")
    )
    assert english["name"].is_unique
    opened = dict(zip(english["name"], english["opened"], strict=True))
    assert opened["Shenzhen-Zhongshan Link"] == "30 Jun 2024"
    assert opened["Hong Kong-Zhuhai-Macao Bridge"] == "24 Oct 2018"
    assert opened["Humen Bridge"] == "9 Jun 1997"
    assert len(english.set_index("name").at["Shenzhen-Zhongshan Link", "paths"]) == 3
    assert not any(name.isascii() for name in chinese["name"])
    earlier = crossings(catalogue, Roads(on=date(2018, 1, 1)), "en")
    assert "Shenzhen-Zhongshan Link" not in set(earlier["name"]), "it did not stand yet"
    supposed = crossings(catalogue, Roads(on=TODAY, planned=("狮子洋通道",)), "en")
    assert "Shiziyang Link" in set(supposed["name"]) - set(english["name"])


def test_airports_and_ports_are_named_in_the_language(catalogue: Catalogue) -> None:
    assert "澳门机场" in set(gateways(catalogue, "zh")["name"])
    assert {"Shekou", "Macau Airport"} <= set(gateways(catalogue, "en")["name"])


def test_the_land_that_the_page_serves_is_that_of_the_data() -> None:
    served = (ROOT / "static/land.geojson").read_bytes()
    assert served == (ROOT / "data/land.geojson").read_bytes()
