"""A user's own roads from an OpenStreetMap extract that the test writes."""

from __future__ import annotations

import shutil
import warnings
from pathlib import Path

import osmium
import pandas as pd
import pytest
from osmium.osm.mutable import Node, Way

from features.catalogue import Catalogue
from features.errors import DataError
from features.osm import OWN_JOIN_KM, network_of, read_own_network, write_network
from features.roads import Roads, open_links
from features.routes import route
from tests.conftest import TODAY
from tests.test_cli import answer, refused, run

NODES = {
    1: (113.36, 22.52), 2: (113.37, 22.52), 3: (113.38, 22.52), 4: (113.39, 22.52),
    5: (113.38, 22.53), 6: (113.60, 22.53), 7: (113.62, 22.53), 8: (113.63, 22.53),
}  # fmt: skip
WAYS = [
    ([1, 2, 3], {"highway": "primary", "name": "中山路", "name:en": "Zhongshan Road"}),
    ([3, 4], {"highway": "trunk", "bridge": "yes", "name": "石岐大桥", "maxspeed": "40"}),
    ([3, 5], {"highway": "secondary", "hgv": "no"}),
    ([4, 6], {"highway": "motorway"}),
    ([6, 7], {"highway": "primary"}),
    ([7, 8], {"highway": "residential"}),
    ([5, 6], {"highway": "primary", "access": "no"}),
]
BORDER = 6


@pytest.fixture(scope="module")
def extract(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("osm") / "town.osm.pbf"
    writer = osmium.SimpleWriter(str(file))
    for node, point in NODES.items():
        tags = {"barrier": "border_control"} if node == BORDER else {}
        writer.add_node(Node(id=node, location=point, tags=tags, version=1))
    for i, (nodes, tags) in enumerate(WAYS):
        writer.add_way(Way(id=100 + i, nodes=nodes, tags=tags, version=1))
    writer.close()
    return file


@pytest.fixture(scope="module")
def folder(extract: Path) -> Path:
    out = extract.parent / "roads"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the reader's own
        write_network(network_of(extract), out, source=extract.name)
    return out


def test_main_roads_become_links_between_junctions(folder: Path) -> None:
    network = read_own_network(folder)
    by_ends = {frozenset(row[["from", "to"]]): row for _, row in network.links.iterrows()}
    assert set(by_ends) == {
        frozenset("13"), frozenset("34"), frozenset("35"), frozenset("46"), frozenset("67"),
    }, "node 2 is no junction, a home street no main road, a closed way no way"  # fmt: skip
    road, bridge = by_ends[frozenset("13")], by_ends[frozenset("34")]
    assert road["length_km"] == pytest.approx(2 * 1.029, rel=0.01)
    assert (road["name_zh"], road["name_en"]) == ("中山路", "Zhongshan Road")
    assert (bridge["mode"], bridge["speed_kmh"]) == ("bridge", 40), "the posted maximum is lower"
    assert by_ends[frozenset("46")]["speed_kmh"] == 90
    assert by_ends[frozenset("35")]["truck"] == "no"
    assert network.join_km == OWN_JOIN_KM


def test_nobody_joins_a_motorway_or_a_border(folder: Path) -> None:
    attach = read_own_network(folder).nodes["attach"]
    assert attach["3"] == attach["7"] == "yes"
    assert attach[str(BORDER)] == "no"


def test_a_border_needs_a_permit_and_is_waited_for_once(folder: Path) -> None:
    network = read_own_network(folder)
    links = open_links(network, Roads(on=TODAY))
    over = links[(links["from"] == str(BORDER)) | (links["to"] == str(BORDER))]
    assert over["permit"].all()
    assert over["wait"].sum() == 25


def test_the_cache_is_plain_text_and_the_same_each_time(extract: Path, folder: Path) -> None:
    first = {file.name: file.read_bytes() for file in folder.iterdir()}
    write_network(network_of(extract), folder, source=extract.name)
    assert first == {file.name: file.read_bytes() for file in folder.iterdir()}
    assert set(first) == {"network_nodes.csv", "network_links.csv", "about.json"}
    assert len(pd.read_csv(folder / "network_links.csv")) == 5


def test_trips_run_over_ones_own_roads(catalogue: Catalogue, folder: Path) -> None:
    mine = catalogue.with_roads(read_own_network(folder))
    found = route(mine.travel, "zs_xiqu", "113.62,22.53", Roads(on=TODAY))
    assert [leg.names["zh"] for leg in found.legs if leg.names][:2] == ["中山路", "石岐大桥"]
    assert found.permit, "the border is on the way"
    assert mine.digest != catalogue.digest
    assert not route(mine.travel, "zs_xiqu", "sz_futian", Roads(on=TODAY)).reachable


def test_the_commands_build_and_use_it(extract: Path, tmp_path: Path) -> None:
    out = tmp_path / "roads"
    done = run("sites", "network", "build", str(extract), "--out", str(out))
    assert done.returncode == 0, done.stderr
    assert "5 links" in done.stdout
    found = answer("travel", "zs_xiqu", "113.62,22.53", "--roads", str(out), "--json")
    assert [link["name_zh"] for link in found["links"]][:2] == ["中山路", "石岐大桥"]


def test_bad_extracts_and_folders_are_one_line(extract: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.osm.pbf"
    broken.write_bytes(b"not a map" * 50)
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "mine.txt").write_text("mine", encoding="utf-8")
    build = ("sites", "network", "build")
    refused(run(*build, str(broken), "--out", str(tmp_path / "x")), "broken.osm.pbf")
    refused(run(*build, str(tmp_path / "none.pbf"), "--out", str(tmp_path / "x")), "none.pbf")
    refused(run(*build, str(extract), "--out", str(kept)), "holds mine.txt")
    assert (kept / "mine.txt").read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "x").exists()
    with pytest.raises(DataError, match="sites network build"):
        read_own_network(tmp_path)


def test_what_is_not_ours_is_never_removed_and_nothing_is_left_behind(
    extract: Path, tmp_path: Path
) -> None:
    out = tmp_path / "roads"
    build = ("sites", "network", "build", str(extract), "--out")
    assert run(*build, str(out)).returncode == 0
    (out / "thesis.txt").write_text("years of work", encoding="utf-8")
    refused(run(*build, str(out)), "holds thesis.txt")
    assert (out / "thesis.txt").exists()
    link = tmp_path / "link"
    link.symlink_to(out, target_is_directory=True)
    refused(run(*build, str(link)), "exists")
    refused(run(*build, str(tmp_path / "none" / "roads")), "is not there")
    assert {file.name for file in tmp_path.iterdir()} == {"roads", "link"}


def build_of(tmp_path: Path, nodes: dict[int, tuple[float, float]], ways: list) -> Path:
    file = tmp_path / "made.osm.pbf"
    writer = osmium.SimpleWriter(str(file))
    for node, point in nodes.items():
        writer.add_node(Node(id=node, location=point, version=1))
    for i, (points, tags) in enumerate(ways):
        writer.add_way(Way(id=100 + i, nodes=points, tags=tags, version=1))
    writer.close()
    return file


def test_a_network_that_cannot_be_put_in_place_leaves_the_old_one(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "roads"
    shutil.copytree(folder, out)
    before = {file.name: file.read_bytes() for file in out.iterdir()}
    rename = Path.rename

    def fails(path: Path, target: Path) -> Path:
        if path.name == "new":
            raise OSError("no room")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fails)
    with pytest.raises(OSError, match="no room"):
        write_network(read_own_network(out), out, source="x")
    assert before == {file.name: file.read_bytes() for file in out.iterdir()}
    assert [file.name for file in tmp_path.iterdir()] == ["roads"]


PRIMARY = {"highway": "primary"}


@pytest.mark.parametrize("apart", [0.0, 0.0000002])
def test_junctions_at_one_spot_still_make_a_network_that_is_read(
    tmp_path: Path, apart: float
) -> None:
    nodes = {1: (113.36, 22.52), 2: (113.37, 22.52), 3: (113.37 + apart, 22.52),
             4: (113.38, 22.52), 5: (113.37, 22.53), 6: (113.37, 22.51)}  # fmt: skip
    ways = [([1, 2, 3, 4], PRIMARY), ([2, 5], PRIMARY), ([3, 6], PRIMARY)]
    network = network_of(build_of(tmp_path, nodes, ways))
    write_network(network, tmp_path / "roads", source="x")
    assert (read_own_network(tmp_path / "roads").links["length_km"] > 0).all()


def test_a_posted_speed_of_nothing_does_not_count(tmp_path: Path) -> None:
    nodes = {1: (113.36, 22.52), 2: (113.37, 22.52)}
    for speed in ("0", "0.000001"):
        network = network_of(build_of(tmp_path, nodes, [([1, 2], {**PRIMARY, "maxspeed": speed})]))
        assert network.links["speed_kmh"].tolist() == [50.0]
        (tmp_path / "made.osm.pbf").unlink()


def test_a_ring_keeps_its_roads_and_a_motorway_alone_is_refused(tmp_path: Path) -> None:
    nodes = {1: (113.36, 22.52), 2: (113.37, 22.52), 3: (113.37, 22.53)}
    ring = network_of(build_of(tmp_path, nodes, [([1, 2, 3, 1], PRIMARY)]))
    assert len(ring.links) == 3
    (tmp_path / "made.osm.pbf").unlink()
    motorway = build_of(tmp_path, nodes, [([1, 2], {"highway": "motorway"})])
    with pytest.raises(DataError, match="no junction of main roads that a site may join"):
        network_of(motorway)


@pytest.mark.parametrize("about", ['{"version": 99, "join_km": 3}', '{"version": 1, "join_km": -3}',
                                   '{"version": 1, "join_km": NaN}', "[]"])  # fmt: skip
def test_an_about_file_that_is_not_ours_is_refused(
    folder: Path, tmp_path: Path, about: str
) -> None:
    copy = tmp_path / "roads"
    shutil.copytree(folder, copy)
    (copy / "about.json").write_text(about, encoding="utf-8")
    with pytest.raises(DataError, match="holds no network"):
        read_own_network(copy)
