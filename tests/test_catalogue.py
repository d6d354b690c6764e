"""The data: rebuilt byte for byte, complete, and refused with a clear line when broken."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from features.build.__main__ import build
from features.catalogue import Catalogue, check_catalogue, read_catalogue
from features.completeness import summary
from features.errors import DataError, UnknownPlaceError
from features.files import TABLES
from tests.conftest import ROOT, TODAY

DATA = ROOT / "data"
RAW = DATA / "raw"
BUILT = [
    "parks.geojson", "evidence.csv", "sources.csv", "supply.csv", "incentives.csv",
    "incentive_coverage.csv", "cooperation_modes.csv", "site_exclusions.csv", "contacts.csv",
    "admission.csv", "market_access.csv", "costs.csv", "surveys.csv", "context.csv",
    "other_evidence.csv", "places.csv", "land.geojson", "network_nodes.csv",
    "network_links.csv", "sectors.toml",
]  # fmt: skip


def raw(name: str) -> pd.DataFrame:
    return pd.read_csv(RAW / name, dtype=str, keep_default_na=False, encoding="utf-8-sig")


def test_make_data_rebuilds_every_file_byte_for_byte(tmp_path: Path) -> None:
    build(RAW, tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(BUILT)
    for name in BUILT:
        assert (tmp_path / name).read_bytes() == (DATA / name).read_bytes(), name


def test_the_sites_are_the_174_and_the_zones_that_no_row_covers(catalogue: Catalogue) -> None:
    hand_made = len(raw("zhongshan_sites.csv")) + len(raw("gba_sites.csv"))
    hand_made += len(raw("zhongshan_towns.csv")) - 1  # the Torch town is an alias of the zone
    zones = raw("guangdong_zones_2018.csv").query("gba == '1'")
    same = raw("same_as.csv")
    merged = same[(same["decided"] == "yes") & same["key"].isin(zones["code"])]["key"].unique()
    assert hand_made == 174
    assert len(zones) == 59
    places = catalogue.sites[~catalogue.sites.index.str.startswith("cn-")]
    assert len(places) == hand_made + len(zones) - len(merged)


def test_the_rest_of_china_is_there_for_comparison_only(catalogue: Catalogue) -> None:
    listed = {*raw("guangdong_zones_2018.csv")["code"], *raw("national_zones_2018.csv")["code"]}
    assert len(listed) == 132 + 375 - 18
    beyond = catalogue.sites[catalogue.sites.index.str.startswith("cn-")]
    assert (beyond["role"] == "reference").all()
    assert len(beyond) > 400
    assert beyond["name_zh"].notna().all()


def test_the_torch_town_is_an_alias_whose_statements_join(catalogue: Catalogue) -> None:
    assert "zs-town-torch" not in catalogue.sites.index
    assert "zs-town-torch" in catalogue.sites.at["zs-torch-hidz", "aliases"]
    rows = catalogue.evidence[catalogue.evidence["site_id"] == "zs-torch-hidz"]
    assert rows["source_id"].drop_duplicates().size >= 3
    assert "population" in set(rows["attribute"])


def test_a_shunde_appliance_zone_is_there(catalogue: Catalogue) -> None:
    found = catalogue.sites[catalogue.sites["name_zh"] == "顺德高新技术产业开发区"]
    assert len(found) == 1
    assert "EA03" in catalogue.industries[found.index[0]]


def test_merged_zones_keep_their_audited_area_as_evidence_only(catalogue: Catalogue) -> None:
    rows = catalogue.evidence[catalogue.evidence["site_id"] == "dongguan-songshan-lake"]
    core = rows.loc[rows["attribute"] == "core_area_km2", "value"]
    assert len(core) == 1
    assert catalogue.sites.at["dongguan-songshan-lake", "area_km2"] == 103


def test_roles_are_place_umbrella_and_reference(catalogue: Catalogue) -> None:
    roles = catalogue.sites["role"]
    assert roles["zs-ten-theme-parks"] == roles["jiangmen-large-cluster"] == "umbrella"
    outside = catalogue.sites.index[catalogue.sites["city"] == "Zhangjiagang"]
    assert not (roles[outside] == "place").any()
    families = catalogue.sites.loc[roles == "place", "family"]
    assert not set(families) & set(roles.index[roles == "umbrella"])


def test_every_site_has_a_source_and_every_fact_a_statement(catalogue: Catalogue) -> None:
    sites, evidence = catalogue.sites, catalogue.evidence
    assert sites["source_id"].isin(catalogue.sources.index).all()
    pairs = set(zip(evidence["site_id"], evidence["attribute"], strict=True))
    for column in ("area_km2", "established_year", "level", "status", "kind", "precision_km"):
        for site in sites.index[sites[column].notna()]:
            stated = column in ("level", "status") and sites.at[site, "kind"] == "town"
            assert stated or (site, column) in pairs, (site, column)
    for site in sites.index[sites["sectors"].notna()]:
        assert (site, "sector") in pairs


def test_points_of_the_map_service_have_two_decimals_and_say_so(catalogue: Catalogue) -> None:
    basis = catalogue.sites["point_basis"].fillna("")
    served = catalogue.sites[basis.str.contains("AMap")]
    assert len(served) >= 40
    for point in served.geometry:
        assert (round(point.x, 2), round(point.y, 2)) == (point.x, point.y)


def test_a_rejected_point_is_blank_and_a_county_centre_is_wide(catalogue: Catalogue) -> None:
    zones = raw("guangdong_zones_2018.csv").query("gba == '1'")
    for code, quality in zip(zones["code"], zones["geo_quality"], strict=True):
        site = f"gd-{code.lower()}"
        if site not in catalogue.sites.index:
            continue
        if quality == "rejected":
            assert catalogue.sites.at[site, "geometry"] is None
        if quality in ("county_centroid", "city_centroid"):
            assert catalogue.sites.at[site, "precision_km"] >= 20


def test_unknown_is_blank_and_never_zero(catalogue: Catalogue) -> None:
    for column in ("area_km2", "established_year", "precision_km"):
        assert not (catalogue.sites[column] == 0).any()
    for column in ("area_m2", "area_mu"):
        assert not (catalogue.supply[column] == 0).any()


def test_only_narrows_the_candidates_and_keeps_the_rest(catalogue: Catalogue) -> None:
    some = catalogue.only(["zs-torch-hidz", "hk-science-park"])
    assert set(some.candidates) == {"zs-torch-hidz", "hk-science-park"}
    assert some.sites is catalogue.sites
    with pytest.raises(UnknownPlaceError, match="nearest: zs-torch-hidz"):
        catalogue.only(["zs-torch-hids"])


def test_the_summary_counts_what_is_there(catalogue: Catalogue) -> None:
    counts = summary(catalogue, TODAY)
    assert counts["sites"] == sum(counts["by_role"].values()) == len(catalogue.sites)
    assert counts["conflicts"] > 0


Change = Callable[[list[dict[str, Any]]], None]


def duplicate(features: list[dict[str, Any]]) -> None:
    features.append(features[-3])


def bow_tie(features: list[dict[str, Any]]) -> None:
    ring = [[113.0, 22.0], [113.1, 22.1], [113.1, 22.0], [113.0, 22.1], [113.0, 22.0]]
    features[-3]["geometry"] = {"type": "Polygon", "coordinates": [ring]}


def swapped(features: list[dict[str, Any]]) -> None:
    features[-3]["geometry"]["coordinates"].reverse()


def no_source(features: list[dict[str, Any]]) -> None:
    features[-3]["properties"]["source_id"] = None


def negative(features: list[dict[str, Any]]) -> None:
    features[-3]["properties"]["area_km2"] = -1


def unknown_parent(features: list[dict[str, Any]]) -> None:
    features[-3]["properties"]["parent_id"] = "nobody"


def unknown_sector(features: list[dict[str, Any]]) -> None:
    features[-3]["properties"]["sectors"] = "QQ99"


def missing_field(features: list[dict[str, Any]]) -> None:
    for feature in features:
        del feature["properties"]["status"]


def a_circle(features: list[dict[str, Any]]) -> None:
    features[-3]["geometry"]["type"] = "Circle"


def a_line(features: list[dict[str, Any]]) -> None:
    features[-3]["geometry"] = {"type": "LineString", "coordinates": [[113, 22], [113.1, 22]]}


def words_for_numbers(features: list[dict[str, Any]]) -> None:
    features[-3]["geometry"]["coordinates"] = ["113", "x"]


def id_is_a_list(features: list[dict[str, Any]]) -> None:
    features[-3]["properties"]["parent_id"] = features[-3]["properties"]["site_id"]


def sectors_are_a_number(features: list[dict[str, Any]]) -> None:
    features[-3]["properties"]["sectors"] = 7


def set_to(name: str, value: object) -> Change:
    def change(features: list[dict[str, Any]]) -> None:
        features[-3]["properties"][name] = value

    return change


BROKEN = [
    (id_is_a_list, "parent_id", "inside itself"),
    (sectors_are_a_number, "sectors", "found 7, expected leaf codes"),
    (set_to("city", "Atlantis"), "city", "expected one of Zhongshan"),
    (set_to("city", None), "city", "found nothing"),
    (set_to("as_of", "someday"), "as_of", "expected YYYY"),
    (set_to("confidence", "x"), "confidence", "expected one of high"),
    (set_to("established_year", 9e99), "established_year", "expected a year"),
    (duplicate, "site_id", "stands twice"),
    (bow_tie, "geometry", "crosses itself"),
    (swapped, "geometry", "swapped"),
    (no_source, "source_id", "expected a source"),
    (negative, "area_km2", "above 0"),
    (unknown_parent, "parent_id", "expected the id of a site"),
    (unknown_sector, "sectors", "expected leaf codes"),
    (missing_field, "status", "lacks the fields"),
]


@pytest.mark.parametrize(("change", "field", "rule"), BROKEN)
def test_a_broken_parks_file_names_row_field_and_rule(
    tmp_path: Path, change: Change, field: str, rule: str
) -> None:
    parks = json.loads((DATA / "parks.geojson").read_text(encoding="utf-8"))
    site = parks["features"][-3]["properties"]["site_id"]
    change(parks["features"])
    path = tmp_path / "parks.geojson"
    path.write_text(json.dumps(parks), encoding="utf-8")
    faults = check_catalogue(DATA, path)
    assert any(field in line and rule in line for line in faults)
    assert change is missing_field or any(site in line for line in faults)
    with pytest.raises(DataError, match=r"\.$|lists them"):
        read_catalogue(DATA, parks=path)


@pytest.mark.parametrize("change", [a_circle, a_line, words_for_numbers])
def test_a_shape_that_cannot_be_read_names_its_feature(tmp_path: Path, change: Change) -> None:
    parks = json.loads((DATA / "parks.geojson").read_text(encoding="utf-8"))
    change(parks["features"])
    path = tmp_path / "parks.geojson"
    path.write_text(json.dumps(parks), encoding="utf-8")
    faults = check_catalogue(DATA, path)
    assert len(faults) == 1
    assert "parks.geojson, feature 645:" in faults[0]


FILES = [*TABLES.values(), "network_nodes.csv", "network_links.csv", "sectors.toml"]


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("copied") / "data"
    shutil.copytree(DATA, folder, ignore=shutil.ignore_patterns("raw", "texts"))
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("content", [None, b"", b"\x00\xff\xfe", b"one,two\n1,2\n"])
@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_gone_empty_or_something_else_is_named(
    copied: Path, name: str, content: bytes | None
) -> None:
    path = copied / name
    kept = path.read_bytes()
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    try:
        faults = check_catalogue(copied)
    finally:
        path.write_bytes(kept)
    assert len(faults) == 1
    assert faults[0].startswith(name)
    assert "\n" not in faults[0]


CELLS = [
    ("supply.csv", "area_m2", "-5", "above 0"),
    ("supply.csv", "area_m2", "inf", "above 0"),
    ("supply.csv", "supply_id", "sup-002", "stands once"),
    ("supply.csv", "site_id", "nobody", "id of a site"),
    ("supply.csv", "state", "soon", "expected one of ready"),
    ("sources.csv", "source_id", "src-016dc5b273", "stands once"),
    ("incentives.csv", "scope_kind", "", "expected one of nation"),
    ("incentives.csv", "incentive_id", "", "stands once"),
    ("evidence.csv", "as_of", "someday", "expected a number or a day"),
    ("cooperation_modes.csv", "site_id", "nobody", "id of a site"),
    ("site_exclusions.csv", "site_id", "nobody", "id of a site"),
    ("network_links.csv", "speed_kmh", "0", "above 0"),
    ("costs.csv", "item", "gold", "expected one of wage"),
    ("costs.csv", "role", "near", "expected one of from"),
    ("costs.csv", "amount", "inf", "finite amount above 0"),
    ("costs.csv", "currency", "EUR", "expected CNY or HKD"),
    ("costs.csv", "scope_kind", "moon", "expected city, region"),
    ("costs.csv", "scope_ids", "Atlantis", "expected one city"),
    ("supply.csv", "price_item", "gold", "expected an item of costs"),
]


@pytest.mark.parametrize(("name", "column", "cell", "rule"), CELLS)
def test_a_bad_cell_names_file_row_field_and_rule(
    copied: Path, name: str, column: str, cell: str, rule: str
) -> None:
    path = copied / name
    kept = path.read_bytes()
    table = pd.read_csv(path, dtype=str)
    table.loc[0, column] = cell or None
    table.to_csv(path, index=False)
    try:
        faults = check_catalogue(copied)
    finally:
        path.write_bytes(kept)
    mine = [
        line for line in faults if line.startswith(f"{name}, row") and f"field {column}" in line
    ]
    assert mine
    assert rule in mine[0]
    assert "np." not in mine[0]


@pytest.mark.parametrize("content", [b"", b"\x00\xff\x00", b"[]", b'{"features": [{}]}'])
def test_a_parks_file_that_is_no_geojson_is_one_clear_line(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "parks.geojson"
    path.write_bytes(content)
    faults = check_catalogue(DATA, path)
    assert len(faults) == 1
    assert "parks.geojson" in faults[0]


def test_a_bad_number_in_a_table_names_file_row_and_field(tmp_path: Path) -> None:
    shutil.copytree(DATA, tmp_path / "data", ignore=shutil.ignore_patterns("raw", "texts"))
    path = tmp_path / "data/supply.csv"
    text = path.read_text(encoding="utf-8").replace("190000", "many", 1)
    path.write_text(text, encoding="utf-8")
    assert "supply.csv, row 3, field area_m2" in check_catalogue(tmp_path / "data")[0]
