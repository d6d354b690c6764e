"""Minutes from every site: over the water, as of a day, and as sure as the points are."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from features.catalogue import Catalogue
from features.errors import DataError
from features.graph import PARTS, graph_of, node_minutes
from features.joins import MINUTES_PER_KM
from features.network import Network, read_network
from features.roads import VEHICLES, Roads, Vehicle
from features.routes import route
from features.terrain import OPEN_WATER_KM, read_terrain, terrain_of
from features.travel import travel_times
from tests.conftest import ROOT, TODAY
from tests.network import by_hand, sites

BEFORE, AFTER = Roads(on=date(2024, 6, 1)), Roads(on=date(2024, 7, 15))
NOW = Roads(on=TODAY)
FEW = settings(max_examples=30, deadline=None)
DAYS = st.dates(date(1990, 1, 1), date(2027, 1, 1))


@pytest.fixture(scope="module")
def network(catalogue: Catalogue) -> Network:
    return catalogue.network


def between(network: Network, start: str, end: str, roads: Roads) -> list[float]:
    at = network.nodes.index.get_indexer([start, end])
    return [float(node_minutes(network, roads)[part][at[0], at[1]]) for part in PARTS]


def test_minutes_by_hand() -> None:
    value, low, high = between(by_hand(), "a", "c", Roads(on=date(2021, 1, 1)))
    assert value == pytest.approx(10 + 30 + 6)
    assert low == pytest.approx(10 * 0.9 + 30 * 0.75 + 3)
    assert high == pytest.approx(10 * 1.1 + 30 * 1.25 + 9)


def test_a_link_before_its_opening_and_one_under_construction_carry_nobody() -> None:
    assert np.isnan(between(by_hand(), "a", "c", Roads(on=date(2019, 12, 31)))[0])


def test_the_link_halves_the_way_over_the_estuary(network: Network) -> None:
    before = between(network, "zs_dongqu", "sz_baoan", BEFORE)[0]
    after = between(network, "zs_dongqu", "sz_baoan", AFTER)[0]
    assert before >= 2 * after
    assert after < 60


def test_every_zhongshan_site_with_a_place_reaches_baoan_before_the_link(
    catalogue: Catalogue,
) -> None:
    here = catalogue.sites[catalogue.sites["city"] == "Zhongshan"]
    located = here.index[here.geometry.notna()]
    assert len(located) > 80
    assert catalogue.travel.minutes_to("sz_baoan", BEFORE).loc[located].notna().all(axis=None)


@FEW
@given(DAYS, st.sampled_from(VEHICLES))
def test_minutes_are_symmetric_obey_the_triangle_and_lie_between_low_and_high(
    network: Network, day: date, vehicle: Vehicle
) -> None:
    tables = node_minutes(network, Roads(on=day, vehicle=vehicle))
    value, low, high = (np.where(np.isnan(t), np.inf, t) for t in tables.values())
    assert (low <= value + 1e-9).all()
    assert (value <= high + 1e-9).all()
    for whole in (value, low, high):
        assert np.allclose(whole, whole.T)
        for middle in range(0, len(whole), 7):
            assert (whole <= whole[:, [middle]] + whole[[middle], :] + 1e-9).all()


@FEW
@given(st.sets(st.integers(0, 290), max_size=60), st.integers(0, 290), st.sampled_from(VEHICLES))
def test_opening_a_link_never_lengthens_a_trip(
    network: Network, closed: set[int], opened: int, vehicle: Vehicle
) -> None:
    names = list(network.links.index)
    shut = Roads(on=TODAY, vehicle=vehicle, without=tuple(names[i] for i in closed | {opened}))
    more = replace(shut, without=tuple(names[i] for i in closed - {opened}))
    for part in PARTS:
        few, many = (node_minutes(network, roads)[part] for roads in (shut, more))
        known = ~np.isnan(few)
        assert (many[known] <= few[known] + 1e-9).all()


@FEW
@given(st.sampled_from(["L012", "L028", "L247"]), st.sampled_from(VEHICLES))
def test_a_planned_link_never_lengthens_a_trip_and_is_off_by_default(
    network: Network, link: str, vehicle: Vehicle
) -> None:
    assert link not in set(graph_of(network, Roads(on=TODAY, vehicle=vehicle)).link_of.values())
    now = node_minutes(network, Roads(on=TODAY, vehicle=vehicle))["value"]
    then = node_minutes(network, Roads(on=TODAY, vehicle=vehicle, planned=(link,)))["value"]
    known = ~np.isnan(now)
    assert (then[known] <= now[known] + 1e-9).all()


@FEW
@given(st.data(), DAYS, st.sampled_from(VEHICLES))
def test_sites_too_are_symmetric_and_obey_the_triangle_over_a_node(
    catalogue: Catalogue, data: st.DataObject, day: date, vehicle: Vehicle
) -> None:
    travel, roads = catalogue.travel, Roads(on=day, vehicle=vehicle)
    located = list(catalogue.sites.index[catalogue.sites.geometry.notna()])
    one, other = (data.draw(st.sampled_from(located)) for _ in range(2))
    there, back = route(travel, one, other, roads), route(travel, other, one, roads)
    assert there.minutes == pytest.approx(back.minutes, nan_ok=True)
    if there.reachable and there.legs:
        assert there.low <= there.minutes + 1e-9
        assert there.minutes <= there.high + 1e-9
        assert sum(leg.minutes for leg in there.legs) == pytest.approx(there.minutes)
        assert travel.minutes_to(other, roads).at[one, "value"] == pytest.approx(there.minutes)
    node = data.draw(st.sampled_from(list(catalogue.network.nodes.index)))
    over = [route(travel, place, node, roads).minutes for place in (one, other)]
    if one != other and np.isfinite(sum(over)):
        assert there.minutes <= sum(over) + 1e-9


@FEW
@given(st.floats(112.9, 114.5), st.floats(22.0, 23.4), st.floats(0.5, 20))
def test_low_and_high_hold_the_minutes_and_grow_with_imprecision(
    network: Network, lon: float, lat: float, precision: float
) -> None:
    narrow = travel_times(network, sites((lon, lat), precision=0.1)).minutes_to("sz_futian", NOW)
    wide = travel_times(network, sites((lon, lat), precision=precision)).minutes_to(
        "sz_futian", NOW
    )
    for table in (narrow, wide):
        row = table.iloc[0]
        if row.notna().all():
            assert 0 <= row["low"] <= row["value"] <= row["high"]
    if narrow.notna().all(axis=None):
        assert wide.iloc[0]["high"] >= narrow.iloc[0]["high"] - 1e-9


def test_last_kilometres_by_hand() -> None:
    # 0.02 degrees of longitude at 22.5 N are 2.06 km; a detour of 1.3 at 35 km/h: 4.6 minutes.
    table = travel_times(by_hand(), sites((112.98, 22.5), precision=1.0))
    row = table.minutes_to("a", NOW).loc["s0"]
    assert row["value"] == pytest.approx(2.058 * 1.3 / 35 * 60, rel=1e-3)
    assert row["high"] - row["value"] == pytest.approx(MINUTES_PER_KM, rel=1e-3)


def test_a_site_without_a_place_or_far_from_every_node_is_unknown(network: Network) -> None:
    table = travel_times(network, sites(None, (120.55, 31.87), (112.44, 24.05)))
    minutes = table.minutes_to("sz_futian", NOW)
    assert minutes.loc[["s0", "s1"]].isna().all(axis=None)


def test_beyond_fifteen_kilometres_the_interval_is_wide(network: Network) -> None:
    table = travel_times(network, sites((112.2, 22.2), precision=1.0))
    row = table.minutes_to("jm_kaiping", NOW).loc["s0"]
    assert row["high"] - row["low"] > row["value"] / 2
    assert table.far["s0"], "and it is marked"
    assert not travel_times(network, sites((113.4, 22.5))).far["s0"]


def joined(catalogue: Catalogue, site: str) -> set[str]:
    joins = catalogue.travel.joins
    rows = joins.rows(int(catalogue.sites.index.get_loc(site)))
    return set(catalogue.network.nodes.index[joins.node[rows]])


def test_streets_lead_over_no_estuary_and_over_no_customs_boundary(catalogue: Catalogue) -> None:
    nodes, travel = catalogue.network.nodes, catalogue.travel
    assert "sz_futian" not in joined(catalogue, "hk-hsitp-loop"), "the boundary is between them"
    # On Longxue Island, 16 km of which 10 are the estuary from Fuyong.
    assert joined(catalogue, "gd-g443102") == {"gz_wanqingsha"}
    assert travel.far["gd-g443102"]
    for site in catalogue.sites.index[catalogue.sites["city"].isin(["Hong Kong", "Macao"])]:
        cities = set(nodes.loc[list(joined(catalogue, site)), "city"])
        assert cities <= {catalogue.sites.at[site, "city"]}


def test_a_point_joins_its_own_shore_only() -> None:
    shores = terrain_of(shapely.union_all([
        shapely.box(112.9, 22.4, 113.05, 22.6), shapely.box(113.08, 22.4, 113.4, 22.6),
    ]))  # fmt: skip
    near = travel_times(by_hand(), sites((113.04, 22.5)), terrain=shores)
    assert OPEN_WATER_KM < 3.0
    assert near.joins.node.tolist() == [0], "b is as near, over three kilometres of water"
    assert travel_times(by_hand(), sites((113.04, 22.5))).joins.node.tolist() == [0, 1, 2]


def test_a_site_is_its_own_neighbour_at_zero_minutes(catalogue: Catalogue) -> None:
    row = catalogue.travel.minutes_to("zs-torch-hidz", NOW).loc["zs-torch-hidz"]
    assert row["value"] == row["low"] == 0
    assert row["high"] == pytest.approx(4 * MINUTES_PER_KM)


def test_minutes_between_sites_are_the_minutes_to_each(catalogue: Catalogue) -> None:
    square = catalogue.travel.between_sites(NOW)
    one = catalogue.travel.minutes_to("zs-torch-hidz", NOW)["value"]
    assert np.allclose(square["zs-torch-hidz"], one, equal_nan=True)


def test_the_nearest_port_is_the_least_of_all_ports(catalogue: Catalogue) -> None:
    nodes = catalogue.network.nodes
    ports = list(nodes.index[nodes["kind"] == "port"])
    each = catalogue.travel.minutes_to_each(["nearest:port", *ports], NOW)
    least = pd.concat([each[port]["value"] for port in ports], axis=1).min(axis=1)
    assert np.allclose(each["nearest:port"]["value"], least, equal_nan=True)


def test_all_places_at_once_are_the_same_as_one_by_one(catalogue: Catalogue) -> None:
    roads = Roads(on=date(2023, 3, 3))
    places = ["sz_futian", "中环", "113.4,22.5", "zs-torch-hidz", "nearest:airport"]
    at_once = catalogue.travel.minutes_to_each(places, roads)
    alone = travel_times(catalogue.network, catalogue.sites, catalogue.places, catalogue.terrain)
    for place in places:
        pd.testing.assert_frame_equal(at_once[place], alone.minutes_to(place, roads))


@pytest.mark.parametrize(
    ("column", "value", "rule"),
    [
        ("to", "nowhere", "node"),
        ("length_km", "-3", "above 0"),
        ("length_km", "inf", "finite"),
        ("wait_min", "-500", "0 to 1440"),
        ("status", "weird", "open"),
        ("open_date", "June", "YYYY"),
        ("truck", "maybe", "permit"),
        ("mode", "teleport", "ferry"),
        ("people_only", "maybe", "yes or no"),
        ("passengers", "maybe", "yes, no or a blank"),
        ("toll_cny", "-5", "at least 0"),
        ("name_zh", "", "a name"),
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


@pytest.mark.parametrize(
    "text",
    [
        "not json", "[" * 100_000, "{}", '{"features": []}',
        '{"features": [{"geometry": null}]}', '{"features": [{"geometry": "x"}]}',
        '{"features": [{"geometry": {"type": "Polygon", "coordinates": [[[1e6, 2e6], [1e6, 3e6],'
        ' [2e6, 3e6], [1e6, 2e6]]]}}]}',
    ],
)  # fmt: skip
def test_land_that_is_none_is_one_line(tmp_path: Path, text: str) -> None:
    (tmp_path / "land.geojson").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"land\.geojson: "):
        read_terrain(tmp_path / "land.geojson")


def test_a_polygon_that_crosses_itself_is_mended(tmp_path: Path) -> None:
    bow = [[113.0, 22.0], [114.0, 23.0], [114.0, 22.0], [113.0, 23.0], [113.0, 22.0]]
    shape = {"type": "Polygon", "coordinates": [bow]}
    text = json.dumps({"features": [{"geometry": shape}]})
    (tmp_path / "land.geojson").write_text(text, encoding="utf-8")
    assert read_terrain(tmp_path / "land.geojson").land.is_valid


def test_two_tracks_of_one_railway_are_no_ride(network: Network) -> None:
    links = network.links
    twin = links.loc[["L241"]].rename(index={"L241": "L901"})
    double = replace(network, links=pd.concat([links, twin]))
    roads = Roads(on=TODAY, vehicle="passenger")
    assert "L241+L901" not in set(graph_of(double, roads).link_of.values())
    assert between(double, "rail_gzs", "rail_zs", roads) == between(
        network, "rail_gzs", "rail_zs", roads
    )


def test_neighbours_are_joined_by_streets(catalogue: Catalogue) -> None:
    near = route(catalogue.travel, "113.4555,22.5", "113.4565,22.5", NOW)
    assert near.minutes == pytest.approx(0.1028 * MINUTES_PER_KM, rel=0.01)
    assert [leg.mode for leg in near.legs] == ["streets"]
    table = catalogue.travel.minutes_to("113.4555,22.5", NOW)
    for site in ("zs-torch-hidz", "zs-town-torch", "zs-life-science-park"):
        if site in table.index:
            way = route(catalogue.travel, site, "113.4555,22.5", NOW)
            assert way.minutes == pytest.approx(table.at[site, "value"])


def test_no_street_leads_through_the_boundary_or_over_the_bay(catalogue: Catalogue) -> None:
    loop = route(catalogue.travel, "hk-hsitp-loop", "hetao-shenzhen-park", NOW)
    assert loop.permit, "a kilometre apart, and a boundary between"
    assert loop.wait > 0


def test_from_a_site_to_itself_is_as_unsure_as_its_point(catalogue: Catalogue) -> None:
    here = route(catalogue.travel, "zs-torch-hidz", "zs-torch-hidz", NOW)
    row = catalogue.travel.minutes_to("zs-torch-hidz", NOW).loc["zs-torch-hidz"]
    assert (here.minutes, here.low, here.high) == tuple(row)
    nowhere = str(catalogue.sites.index[catalogue.sites.geometry.isna()][0])
    assert not route(catalogue.travel, nowhere, nowhere, NOW).reachable
