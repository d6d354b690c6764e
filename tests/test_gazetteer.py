"""Places by what people call them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from features.catalogue import Catalogue
from features.errors import UnknownPlaceError


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("sz_futian", "sz_futian"),
        ("Futian", "sz_futian"),
        ("福田", "sz_futian"),
        ("深圳福田", "sz_futian"),
        ("Shenzhen", "sz_futian"),
        ("中山市", "zs_dongqu"),
        ("Macau", "mo_peninsula"),
        ("zhujiang new town", "gz_tianhe"),
        ("珠江新城", "gz_tianhe"),
        ("松山湖", "dg_songshanhu"),
        ("鹽田", "sz_yantian"),
        ("zs-torch-hidz", "zs-torch-hidz"),
        ("翠亨新区", "zs_cuiheng"),
        ("nearest:port", "nearest:port"),
        (" 113.4 , 22.5 ", "113.4,22.5"),
        ("113.4，22.5", "113.4,22.5"),
    ],
)
def test_a_place_is_found_by_id_name_or_point(catalogue: Catalogue, text: str, place: str) -> None:
    assert catalogue.travel.gazetteer.find(text).id == place


def test_every_node_site_and_city_is_found_by_its_own_id(catalogue: Catalogue) -> None:
    gazetteer = catalogue.travel.gazetteer
    for place in [*catalogue.network.nodes.index, *catalogue.sites.index]:
        assert gazetteer.find(place).id == place


def test_a_name_of_the_gazetteer_stands_for_its_point(catalogue: Catalogue) -> None:
    found = catalogue.travel.gazetteer.find("Aipi")
    assert found.points == ((114.63844, 23.2282),)
    assert catalogue.travel.gazetteer.find("矮陂").points == found.points
    assert catalogue.travel.gazetteer.find(found.id).points == found.points, "the id says it again"


@pytest.mark.parametrize("place", ["zs_dongku", "Atlantis", "999,999", "", "福田田"])
def test_an_unknown_place_names_the_three_nearest(catalogue: Catalogue, place: str) -> None:
    with pytest.raises(UnknownPlaceError, match=r"nearest: .*\), .*\), .*\)\."):
        catalogue.travel.gazetteer.find(place)


def test_a_name_of_several_places_lists_them(catalogue: Catalogue) -> None:
    with pytest.raises(UnknownPlaceError, match=r"zs_huangpu.*gz_huangpu"):
        catalogue.travel.gazetteer.find("Huangpu")


def test_a_point_at_sea_says_how_far_and_one_with_latitude_first_is_turned(
    catalogue: Catalogue,
) -> None:
    with pytest.raises(UnknownPlaceError, match=r"at sea, 3\.9 km from the nearest land"):
        catalogue.travel.gazetteer.find("113.75,22.4")
    with pytest.raises(UnknownPlaceError, match=r"latitude first.*113\.4,22\.5"):
        catalogue.travel.gazetteer.find("22.5,113.4")


@settings(max_examples=60)
@given(st.floats(112.5, 115.0), st.floats(21.8, 24.0))
def test_the_id_of_a_point_names_the_same_point_again(
    catalogue: Catalogue, lon: float, lat: float
) -> None:
    gazetteer = catalogue.travel.gazetteer
    try:
        found = gazetteer.find(f"{lon:.12f},{lat:.12f}")
    except UnknownPlaceError:
        return  # at sea
    assert gazetteer.find(found.id) == found
    assert found.points[0] == pytest.approx((lon, lat), abs=1e-7)
