"""Minutes by car: over the water, as of a day, and as sure as the points are."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point

from features.catalogue import Catalogue
from features.errors import DataError, UnknownPlaceError
from features.network import Network, car_links, node_minutes, place_to_place, read_network
from features.travel import MINUTES_PER_KM, travel_times
from tests.conftest import ROOT, TODAY

BEFORE, AFTER = date(2024, 6, 1), date(2024, 7, 15)
FEW = settings(max_examples=30, deadline=None)


@pytest.fixture(scope="module")
def network() -> Network:
    return read_network(ROOT / "data/network_nodes.csv", ROOT / "data/network_links.csv")


def by_hand() -> Network:
    """a -10 km at 60 km/h- b -20 km at 40 km/h and 6 min wait- c: 10 and 36 minutes."""
    nodes = pd.DataFrame(
        {"name_en": ["A", "B", "C"], "lon": [113.0, 113.1, 113.3], "lat": 22.5, "attach": "yes"},
        index=["a", "b", "c"],
    )
    links = pd.DataFrame(
        {
            "from": ["a", "b", "a"],
            "to": ["b", "c", "c"],
            "length_km": [10.0, 20.0, 1.0],
            "speed_kmh": [60.0, 40.0, 60.0],
            "wait_min": [np.nan, 6.0, np.nan],
            "status": ["open", "open", "under_construction"],
            "open_date": [pd.NaT, pd.Timestamp(2020, 1, 1), pd.NaT],
            "car": "yes",
            "car_before": None,
            "car_changed_on": pd.NaT,
            "people_only": "no",
            "speed_basis": ["published design speed", "assumed", "assumed"],
        },
        index=["L1", "L2", "L3"],
    )
    return Network(nodes=nodes, links=links)


def sites(*points: tuple[float, float] | None, precision: float = 2.0) -> gpd.GeoDataFrame:
    geometry = [None if p is None else Point(*p) for p in points]
    index = [f"s{i}" for i in range(len(points))]
    table = {"precision_km": [precision] * len(points)}
    return gpd.GeoDataFrame(table, geometry=geometry, index=index, crs="EPSG:4326")


def test_minutes_by_hand() -> None:
    value, low, high = place_to_place(by_hand(), "a", "c", date(2021, 1, 1))
    assert value == pytest.approx(10 + 30 + 6)
    assert low == pytest.approx(10 * 0.9 + 30 * 0.75 + 3)
    assert high == pytest.approx(10 * 1.1 + 30 * 1.25 + 9)


def test_a_link_before_its_opening_and_one_under_construction_carry_nobody() -> None:
    assert np.isnan(place_to_place(by_hand(), "a", "c", date(2019, 12, 31))[0])


def test_the_link_halves_the_way_over_the_estuary(network: Network) -> None:
    before = place_to_place(network, "zs_dongqu", "sz_baoan", BEFORE)[0]
    after = place_to_place(network, "zs_dongqu", "sz_baoan", AFTER)[0]
    assert before >= 2 * after
    assert after < 60


def test_every_zhongshan_site_with_a_place_reaches_baoan_before_the_link(
    catalogue: Catalogue,
) -> None:
    here = catalogue.sites[catalogue.sites["city"] == "Zhongshan"]
    located = here.index[here.geometry.notna()]
    assert len(located) > 80
    assert catalogue.travel.minutes_to("sz_baoan", BEFORE).loc[located].notna().all(axis=None)


def test_ferries_rail_and_unbuilt_links_carry_no_car(network: Network) -> None:
    used = car_links(network, TODAY)
    assert set(used["mode"]) <= {"road", "bridge", "tunnel"}
    assert set(used["status"]) == {"open"}
    assert "no" not in set(used["car"])


@FEW
@given(st.dates(date(1990, 1, 1), date(2027, 1, 1)))
def test_minutes_are_symmetric_and_obey_the_triangle(network: Network, day: date) -> None:
    minutes = node_minutes(network, day)["value"]
    whole = np.where(np.isnan(minutes), np.inf, minutes)
    assert np.allclose(whole, whole.T)
    for middle in range(0, len(whole), 7):
        assert (whole <= whole[:, [middle]] + whole[[middle], :] + 1e-9).all()


@FEW
@given(st.sets(st.integers(0, 290), max_size=60), st.integers(0, 290))
def test_opening_a_link_never_lengthens_a_trip(
    network: Network, closed: set[int], opened: int
) -> None:
    def without(names: set[int]) -> Network:
        keep = [i for i in range(len(network.links)) if i not in names]
        return Network(nodes=network.nodes, links=network.links.iloc[keep])

    less = node_minutes(without(closed | {opened}), TODAY)["value"]
    more = node_minutes(without(closed - {opened}), TODAY)["value"]
    known = ~np.isnan(less)
    assert (more[known] <= less[known] + 1e-9).all()


@FEW
@given(st.floats(112.9, 114.5), st.floats(22.0, 23.4), st.floats(0.5, 20))
def test_low_and_high_hold_the_minutes_and_grow_with_imprecision(
    network: Network, lon: float, lat: float, precision: float
) -> None:
    narrow = travel_times(network, sites((lon, lat), precision=0.1)).minutes_to("sz_futian", TODAY)
    wide = travel_times(network, sites((lon, lat), precision=precision)).minutes_to(
        "sz_futian", TODAY
    )
    for table in (narrow, wide):
        row = table.iloc[0]
        if row.notna().all():
            assert 0 <= row["low"] <= row["value"] <= row["high"]
    if narrow.notna().all(axis=None):
        assert wide.iloc[0]["high"] >= narrow.iloc[0]["high"] - 1e-9 or precision < 0.1


def test_last_kilometres_by_hand() -> None:
    # 0.02 degrees of longitude at 22.5 N are 2.06 km; a detour of 1.3 at 35 km/h: 4.6 minutes.
    table = travel_times(by_hand(), sites((112.98, 22.5), precision=1.0))
    row = table.minutes_to("a", TODAY).loc["s0"]
    assert row["value"] == pytest.approx(2.058 * 1.3 / 35 * 60, rel=1e-3)
    assert row["high"] - row["value"] == pytest.approx(MINUTES_PER_KM, rel=1e-3)


def test_a_site_without_a_place_or_far_from_every_node_is_unknown(network: Network) -> None:
    table = travel_times(network, sites(None, (120.55, 31.87), (112.44, 24.05)))
    minutes = table.minutes_to("sz_futian", TODAY)
    assert minutes.loc[["s0", "s1"]].isna().all(axis=None)


def test_beyond_fifteen_kilometres_the_interval_is_wide(network: Network) -> None:
    table = travel_times(network, sites((112.2, 22.2), precision=1.0))
    row = table.minutes_to("jm_kaiping", TODAY).loc["s0"]
    assert row["high"] - row["low"] > row["value"] / 2
    assert table.far["s0"], "and it is marked"
    assert not travel_times(network, sites((113.4, 22.5))).far["s0"]


def test_a_site_is_its_own_neighbour_at_zero_minutes(catalogue: Catalogue) -> None:
    row = catalogue.travel.minutes_to("zs-torch-hidz", TODAY).loc["zs-torch-hidz"]
    assert row["value"] == row["low"] == 0
    assert row["high"] == pytest.approx(4 * MINUTES_PER_KM)


def test_minutes_between_sites_are_the_minutes_to_each(catalogue: Catalogue) -> None:
    square = catalogue.travel.between_sites(TODAY)
    one = catalogue.travel.minutes_to("zs-torch-hidz", TODAY)["value"]
    assert np.allclose(square["zs-torch-hidz"], one, equal_nan=True)


def test_the_nearest_port_is_no_farther_than_any_port(catalogue: Catalogue) -> None:
    nearest = catalogue.travel.minutes_to("nearest:port", TODAY)["value"].dropna()
    yantian = catalogue.travel.minutes_to("port_yantian", TODAY)["value"]
    assert (nearest <= yantian.reindex(nearest.index) + 1e-9).all()


@pytest.mark.parametrize("place", ["zs_dongku", "Atlantis", "999,999", ""])
def test_an_unknown_place_names_the_three_nearest(catalogue: Catalogue, place: str) -> None:
    with pytest.raises(UnknownPlaceError, match=r"nearest: .*, .*, .*\."):
        catalogue.travel.minutes_to(place, TODAY)


@pytest.mark.parametrize(
    ("column", "value", "rule"),
    [
        ("to", "nowhere", "node"),
        ("length_km", "-3", "above 0"),
        ("length_km", "inf", "finite"),
        ("wait_min", "-500", "0 to 1440"),
        ("status", "weird", "open"),
        ("open_date", "June", "YYYY"),
    ],
)
def test_a_bad_link_names_file_row_field_and_rule(
    tmp_path: Path, column: str, value: str, rule: str
) -> None:
    links = pd.read_csv(ROOT / "data/network_links.csv", dtype=str)
    links.loc[7, column] = value
    links.to_csv(tmp_path / "network_links.csv", index=False)
    with pytest.raises(DataError, match=rf"network_links.csv, row L008, field {column}.*{rule}"):
        read_network(ROOT / "data/network_nodes.csv", tmp_path / "network_links.csv")
