"""What is reached within so many minutes, and that the shade says what the minutes say."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from features.catalogue import Catalogue
from features.isochrones import isochrones
from features.roads import VEHICLES, Roads, Vehicle
from features.terrain import FRAME
from recommender.engine import recommend
from recommender.profile import Profile
from recommender.reach import LIMITS, reach_of
from tests.conftest import TODAY

FEW = settings(max_examples=12, deadline=None)


@FEW
@given(
    st.sampled_from(["sz_futian", "zs-torch-hidz", "mo_peninsula", "nearest:port", "113.4,22.6"]),
    st.sampled_from(VEHICLES),
    st.dates(date(2000, 1, 1), date(2026, 11, 24)),
)
def test_a_site_is_shaded_exactly_when_its_minutes_say_so(
    catalogue: Catalogue, place: str, vehicle: Vehicle, day: date
) -> None:
    roads = Roads(on=day, vehicle=vehicle)
    minutes = catalogue.travel.minutes_to(place, roads)["value"]
    points = catalogue.sites.geometry
    here = points[points.notna() & points.within(shapely.box(*FRAME))]
    for limit, area in isochrones(catalogue.travel, place, roads, LIMITS).items():
        shaded = shapely.covers(area, here.to_numpy())
        assert (shaded == (minutes[here.index] <= limit).to_numpy()).all()


def test_more_minutes_reach_at_least_the_same_ground(catalogue: Catalogue) -> None:
    areas = list(isochrones(catalogue.travel, "zs_dongqu", Roads(on=TODAY), LIMITS).values())
    for less, more in pairwise(areas):
        assert less.difference(more).area < 0.01 * less.area, "but for outlines made simpler"


def test_the_link_brings_shenzhen_within_an_hour(catalogue: Catalogue) -> None:
    bao_an = shapely.Point(113.884, 22.555)
    before, after = (
        isochrones(catalogue.travel, "zs_dongqu", Roads(on=day), (60,))[60]
        for day in (date(2024, 6, 1), date(2024, 7, 15))
    )
    assert after.covers(bao_an)
    assert not before.covers(bao_an)
    assert not after.covers(shapely.Point(113.75, 22.45)), "open water is not reached"


def test_no_shade_from_shenzhen_falls_behind_the_boundary_for_lack_of_a_wait(
    catalogue: Catalogue,
) -> None:
    area = isochrones(catalogue.travel, "sz_futian", Roads(on=TODAY), (20,))[20]
    assert area.covers(shapely.Point(114.055, 22.542))
    assert not area.intersects(shapely.Point(114.1395, 22.4949)), "Fanling"


@pytest.mark.parametrize("place", ["sz_futian", "zs_dongqu"])
def test_counts_are_those_of_the_sites_compared(
    catalogue: Catalogue, examples: dict[str, Profile], place: str
) -> None:
    ranking = recommend(catalogue, examples["cell_therapy"])
    found = reach_of(catalogue, ranking, place)
    minutes = catalogue.travel.minutes_to(place, ranking.profile.roads)
    for limit in LIMITS:
        counted = found.counts[limit]
        assert counted["sites"] == (minutes["value"][ranking.table.index] <= limit).sum()
        assert counted["sure"] <= counted["sites"] <= counted["possible"]
        assert shapely.geometry.shape(found.shades[limit]).is_valid
