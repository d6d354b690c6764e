"""Which links a vehicle may use on a day, and what a person may suppose of them."""

from __future__ import annotations

from datetime import date

import pytest

from features.catalogue import Catalogue
from features.errors import UnknownLinkError
from features.network import Network
from features.roads import Roads, links_named, open_links
from tests.conftest import TODAY

LINK = ["L001", "L002", "L003"]


@pytest.fixture(scope="module")
def network(catalogue: Catalogue) -> Network:
    return catalogue.network


def links(network: Network, day: date, vehicle: str, **suppositions: tuple[str, ...]) -> set[str]:
    roads = Roads(on=day, vehicle=vehicle, **suppositions)  # type: ignore[arg-type]
    return set(open_links(network, roads).index)


def test_goods_vehicles_use_humen_bridge_until_august_2019(network: Network) -> None:
    for vehicle in ("truck", "heavy_truck"):
        assert "L004" in links(network, date(2019, 8, 1), vehicle)
        assert "L004" not in links(network, date(2019, 8, 2), vehicle)
    assert "L004" in links(network, TODAY, "car")


def test_the_link_takes_trucks_of_class_three_and_heavier_ones_are_not_known(
    network: Network,
) -> None:
    assert set(LINK) <= links(network, TODAY, "truck")
    assert not set(LINK) & links(network, TODAY, "heavy_truck"), "unknown counts as closed"
    roads = Roads(on=TODAY, vehicle="heavy_truck", unknown_open=True)
    assert set(LINK) <= set(open_links(network, roads).index)


def test_ferries_rail_and_unbuilt_links_carry_no_vehicle(network: Network) -> None:
    for vehicle in ("car", "truck", "heavy_truck"):
        used = open_links(network, Roads(on=TODAY, vehicle=vehicle))  # type: ignore[arg-type]
        assert set(used["mode"]) <= {"road", "bridge", "tunnel"}
        assert set(used["status"]) == {"open"}


def test_a_person_takes_ferries_and_trains_but_no_flight_of_an_airline(network: Network) -> None:
    used = open_links(network, Roads(on=TODAY, vehicle="passenger"))
    assert {"L249", "L255", "L240"} <= set(used.index)
    assert not {"L251", "L252", "L254", "L260"} & set(used.index), "airline passengers only"
    assert "L187" not in used.index, "whether one may cross on foot is not said"


def test_a_train_is_boarded_once(network: Network) -> None:
    used = open_links(network, Roads(on=TODAY, vehicle="passenger"))
    ride = used.loc["L241+L242+L243"]
    assert (ride["from"], ride["to"]) == ("rail_gzs", "rail_zs") or (
        (ride["to"], ride["from"]) == ("rail_gzs", "rail_zs")
    )
    assert ride["wait"] == 15
    assert ride["drive"] == pytest.approx((45 + 19 + 6) / 110 * 60)


def test_a_permit_opens_a_crossing_and_is_said(network: Network) -> None:
    used = open_links(network, Roads(on=TODAY))
    assert used.at["L006", "permit"]
    assert not used.at["L001", "permit"]


def test_liantang_opened_to_goods_before_cars_and_passengers(network: Network) -> None:
    between = date(2021, 1, 1)
    assert "L186" in links(network, between, "truck")
    assert "L186" not in links(network, between, "car") | links(network, between, "passenger")
    assert "L186" in links(network, date(2023, 2, 6), "car")


def test_a_link_is_taken_out_and_a_planned_one_in(network: Network) -> None:
    assert not set(LINK) & links(network, TODAY, "car", without=("深中通道",))
    assert "L012" in links(network, TODAY, "car", planned=("Shiziyang",))
    assert "L012" not in links(network, TODAY, "car")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("L012", ["L012"]),
        ("Shenzhen-Zhongshan Link", LINK),
        ("深中通道", LINK),
        ("shiziyang", ["L012"]),
        ("獅子洋通道", ["L012"]),
    ],
)
def test_a_link_is_found_by_id_and_by_name_in_either_language(
    network: Network, text: str, found: list[str]
) -> None:
    assert list(links_named(network, text)) == found


def test_an_unknown_link_names_the_three_nearest_and_an_unclear_one_all(network: Network) -> None:
    with pytest.raises(UnknownLinkError, match=r"nearest: .*Humen Bridge.*, .*, .*\."):
        links_named(network, "Humen Brigde")
    with pytest.raises(UnknownLinkError, match=r"may be .*Humen Bridge.*Nansha Bridge"):
        links_named(network, "Bridge")
    with pytest.raises(UnknownLinkError):
        links_named(network, "")


def test_every_link_has_a_name_in_both_languages(network: Network) -> None:
    assert network.links["name_zh"].map(lambda name: not name.isascii()).all()
    assert network.links["name_en"].map(lambda name: name.isascii()).all()
