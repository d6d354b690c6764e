"""The way between two places: its legs, waits, tolls and days, in words and on the command line."""

from __future__ import annotations

import json
from datetime import date

import numpy as np
import pytest

from features.catalogue import Catalogue
from features.roads import Roads
from features.routes import Route, route
from features.travel import travel_times
from recommender.journey_report import route_json
from recommender.journeys import before_and_after, legs_in_words, notes
from recommender.texts import render
from tests.conftest import TODAY
from tests.network import by_hand, sites
from tests.test_cli import answer, refused, run

NOW = Roads(on=TODAY)
LINK = {"en": "Shenzhen-Zhongshan Link", "zh": "深中通道"}


def way(catalogue: Catalogue, start: str, end: str, roads: Roads = NOW) -> Route:
    return route(catalogue.travel, start, end, roads)


def names(found: Route) -> list[str]:
    return [leg.names["en"] for leg in found.legs if leg.names]


def test_a_way_by_hand_with_its_terms() -> None:
    travel = travel_times(by_hand(), sites((112.98, 22.5), precision=1.0))
    found = route(travel, "s0", "c", Roads(on=date(2021, 1, 1)))
    streets, first, second = found.legs
    assert (streets.mode, streets.wait) == ("streets", 0)
    assert streets.km == pytest.approx(1.3 * 2.058, rel=1e-3)
    assert (first.drive, first.wait, first.links) == (pytest.approx(10), 0, ("L1",))
    assert (second.drive, second.wait, second.wait_basis) == (pytest.approx(30), 6, "assumed")
    assert found.minutes == pytest.approx(streets.drive + 46)
    assert found.low == pytest.approx(streets.drive - 1.3 / 35 * 60 + 9 + 22.5 + 3)
    assert found.path == ((112.98, 22.5), (113.0, 22.5), (113.1, 22.5), (113.3, 22.5))


def test_the_legs_of_the_shortest_way_over_the_estuary(catalogue: Catalogue) -> None:
    found = way(catalogue, "zs_dongqu", "sz_baoan")
    assert LINK["en"] in names(found)
    link = next(leg for leg in found.legs if leg.names == LINK)
    assert link.links == ("L003", "L002", "L001"), "three links of one name are one leg"
    assert link.km == pytest.approx(24.0)
    assert link.toll_cny == 66
    assert found.toll_cny == 66
    assert not found.permit


def test_a_truck_pays_no_private_cars_toll_and_obeys_humen_bridge(catalogue: Catalogue) -> None:
    roads = Roads(on=date(2020, 1, 1), vehicle="truck")
    found = way(catalogue, "zs_dongqu", "sz_baoan", roads)
    assert "Humen Bridge" not in names(found)
    assert "Humen Bridge" in names(way(catalogue, "zs_dongqu", "sz_baoan", roads.by("car")))
    assert found.toll_cny is None
    said = [str(note) for note in notes(catalogue, found)]
    assert any(
        s.startswith("Humen Bridge: may not be used by truck since 2 Aug 2019; rule never verified")
        for s in said
    )


def test_an_unknown_rule_closes_a_link_and_says_what_it_would_be_worth(
    catalogue: Catalogue,
) -> None:
    found = way(catalogue, "zs_dongqu", "sz_baoan", NOW.by("heavy_truck"))
    assert set(found.closed) == {"L001", "L002", "L003"}
    assert any("not known whether it may be used" in str(n) for n in notes(catalogue, found))
    open_ = {str(c.words): c.way.minutes for c in before_and_after(catalogue, found)}
    assert open_["If Shenzhen-Zhongshan Link may be used by heavy truck"] < found.minutes - 30


def test_a_permit_a_wait_and_its_basis_are_said(catalogue: Catalogue) -> None:
    found = way(catalogue, "zs-torch-hidz", "hk_central")
    assert found.permit
    assert found.wait == 25
    english = [str(line) for line in legs_in_words(found)]
    assert "25 min clearance at the border (assumed)" in english
    assert any("open since 30 Jun 2024" in line for line in english)
    chinese = [render(line, "zh") for line in legs_in_words(found)]
    assert any("深中通道" in line and "2024年6月30日开通" in line for line in chinese)
    assert "口岸通关 25 分钟（假设值）" in chinese


def test_before_and_after_are_days_and_not_guesses(catalogue: Catalogue) -> None:
    found = way(catalogue, "zs-torch-hidz", "sz_futian")
    before = before_and_after(catalogue, found)[0]
    assert str(before.words) == "Before Shenzhen-Zhongshan Link opened, on 29 Jun 2024"
    assert before.way.roads.on == date(2024, 6, 29)
    assert before.way.minutes > 1.5 * found.minutes


def test_a_planned_link_is_compared_only_where_it_helps_and_says_that_it_is_not_open(
    catalogue: Catalogue,
) -> None:
    roads = Roads(on=date(2024, 6, 1))
    helped = way(catalogue, "zs_dongqu", "sz_baoan", roads)
    planned = [c for c in before_and_after(catalogue, helped) if c.way.roads.planned]
    assert [str(c.words) for c in planned] == [
        "If Zhongshan East Outer Ring Expressway were open (opening not verified)"
    ]
    assert planned[0].way.minutes < helped.minutes
    person = way(catalogue, "中山北站", "深圳北站", roads.by("passenger"))
    rail = [str(c.words) for c in before_and_after(catalogue, person) if c.way.roads.planned]
    assert any("Shenzhen-Jiangmen railway" in words for words in rail), "a train carries no car"
    supposed = way(catalogue, "gz_nansha", "dg_shatian", Roads(on=TODAY, planned=("Shiziyang",)))
    said = [str(line) for line in [*legs_in_words(supposed), *notes(catalogue, supposed)]]
    assert any("not as far as is known" in line for line in said)


def test_the_long_way_round_before_any_crossing(catalogue: Catalogue) -> None:
    found = way(catalogue, "zs_dongqu", "sz_baoan", Roads(on=date(1990, 1, 1)))
    assert found.minutes > way(catalogue, "zs_dongqu", "sz_baoan", NOW).minutes * 3
    assert found.km > 200


def test_the_nearest_of_several_is_named_and_what_is_assumed_is_said(
    catalogue: Catalogue,
) -> None:
    found = way(catalogue, "113.4,22.5", "nearest:port", Roads(on=TODAY, without=("深中通道",)))
    said = [str(note) for note in notes(catalogue, found)]
    assert "The nearest is Zhongshan Port (cargo)" in said
    assert "Supposed: without Shenzhen-Zhongshan Link" in said
    assumed = sum(leg.assumed_km for leg in found.legs)
    assert f"{assumed:.0f} of {found.km:.0f} km at assumed speeds" in " ".join(said)
    link = next(leg for leg in way(catalogue, "zs_dongqu", "sz_baoan").legs if leg.names == LINK)
    assert link.assumed_km == 0, "its design speed is published"


def test_a_place_is_at_no_distance_from_itself(catalogue: Catalogue) -> None:
    found = way(catalogue, "zs-torch-hidz", "zs-torch-hidz")
    assert (found.minutes, found.legs, found.km) == (0.0, (), 0)


class TestCommand:
    def test_the_contract(self) -> None:
        found = answer("travel", "zs_dongqu", "sz_baoan", "--on", "2024-07-15", "--json")
        assert {"minutes", "low", "high", "km", "toll_cny", "links"} <= set(found)
        assert {"name", "mode", "minutes", "open_date"} <= set(found["links"][0])
        assert found["low"] <= found["minutes"] <= found["high"]
        assert sum(link["minutes"] for link in found["links"]) == pytest.approx(
            found["minutes"], abs=0.05
        ), "between nodes no time is added at the ends"
        link = next(x for x in found["links"] if "Shenzhen-Zhongshan Link" in x["name"])
        assert "深中通道" in link["name"]
        assert link["open_date"] == "2024-06-30"

    def test_before_the_link_it_is_twice_as_long(self) -> None:
        before = answer("travel", "zs_dongqu", "sz_baoan", "--on", "2024-06-01", "--json")
        after = answer("travel", "zs_dongqu", "sz_baoan", "--on", "2024-07-15", "--json")
        assert before["minutes"] >= 2 * after["minutes"]
        assert not any("深中通道" in link["name"] for link in before["links"])

    def test_a_truck_in_2020_avoids_humen_bridge(self) -> None:
        found = answer(
            "travel", "zs_dongqu", "sz_baoan", "--on", "2020-01-01", "--vehicle", "truck", "--json"
        )
        assert not any("Humen Bridge" in link["name"] for link in found["links"])

    def test_names_sites_and_points(self) -> None:
        by_name = answer("travel", "中山东区", "Bao'an", "--on", "2024-07-15", "--json")
        by_id = answer("travel", "zs_dongqu", "sz_baoan", "--on", "2024-07-15", "--json")
        assert by_name == by_id
        site = answer("travel", "zs-torch-hidz", "113.95,22.55", "--json")
        assert site["streets_min"] > 0

    def test_a_link_left_out_and_one_supposed(self) -> None:
        ends = ("travel", "zs_dongqu", "sz_baoan", "--json")
        now, without = answer(*ends), answer(*ends, "--without", "深中通道")
        assert without["minutes"] > 1.5 * now["minutes"]
        planned = answer(*ends, "--without", "L001", "--planned", "Shiziyang")
        assert planned["planned"] == ["Shiziyang"]

    def test_no_path_is_unreachable_and_far_says_how_far(self) -> None:
        alone = answer("travel", "jm_daao", "福田", "--on", "2020-01-01", "--json")
        assert (alone["status"], alone["minutes"], alone["links"]) == ("unreachable", None, [])
        far = run("travel", "zs_dongqu", "121.5,31.2")
        assert far.returncode == 0
        assert "unreachable" in far.stdout
        assert "km from the nearest road node" in far.stdout.replace("\n", " ")

    def test_words_in_both_languages(self) -> None:
        for language, words in (
            ("en", "Before Shenzhen-Zhongshan Link"),
            ("zh", "深中通道开通之前"),
        ):
            done = run("travel", "zs_dongqu", "sz_baoan", "--lang", language)
            assert words in done.stdout

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (("Futan", "sz_baoan"), ("Futan", "nearest", "sz_futian")),
            (("Huangpu", "sz_baoan"), ("several", "2 places", "zs_huangpu")[1:]),
            (("113.75,22.4", "sz_baoan"), ("at sea", "3.9 km")),
            (("zs_dongqu", "sz_baoan", "--vehicle", "tank"), ("tank", "heavy_truck")),
            (("zs_dongqu", "sz_baoan", "--on", "tomorrow"), ("tomorrow",)),
            (("zs_dongqu", "sz_baoan", "--without", "Tower Bridge"), ("Tower Bridge", "nearest")),
            (("zs_dongqu", "sz_baoan", "--roads", "nowhere"), ("nowhere", "network build")),
        ],
    )
    def test_bad_input_is_one_line(
        self, arguments: tuple[str, ...], words: tuple[str, ...]
    ) -> None:
        done = run("travel", *arguments)
        if "Huangpu" in arguments:
            words = ("Huangpu", "zs_huangpu", "gz_huangpu")
        refused(done, *words)


def test_the_report_is_json_in_both_languages(catalogue: Catalogue) -> None:
    for language in ("en", "zh"):
        found = route_json(catalogue, way(catalogue, "zs-torch-hidz", "中环"), language)
        assert json.loads(json.dumps(found, allow_nan=False)) == found
        assert np.isfinite(found["minutes"])
