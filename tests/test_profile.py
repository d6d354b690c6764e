"""Profiles: what they mean, and that the same profile always has the same digest."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.catalogue import Catalogue
from recommender.profile import Anchor, Profile, profile_schema, read_profile
from recommender.understanding import understand
from tests.conftest import EXAMPLES, ROOT, TODAY


def made(**values: object) -> Profile:
    return Profile.from_dict({"project": {"sector": "lamps"}, **values}, where="test", today=TODAY)


def test_toml_and_json_say_the_same(tmp_path: Path, examples: dict[str, Profile]) -> None:
    for profile in examples.values():
        path = tmp_path / "p.json"
        path.write_text(json.dumps(profile.to_dict()), encoding="utf-8")
        again = read_profile(path, today=date.max)
        assert again == profile
        assert again.digest() == profile.digest()


def test_the_published_schema_is_the_one_in_use_and_holds_for_the_examples(
    examples: dict[str, Profile],
) -> None:
    published = json.loads((ROOT / "docs/profile.schema.json").read_text(encoding="utf-8"))
    assert published == profile_schema()
    for profile in examples.values():
        jsonschema.validate(profile.to_dict(), published)


@given(st.floats(1, 1e6), st.sampled_from(["Zhongshan", "Shenzhen"]))
def test_the_digest_changes_with_every_fact(land: float, city: str) -> None:
    base = made()
    facts = {"sector": "lamps", "land_mu": land}
    assert made(project=facts).digest() != base.digest()
    assert made(regions=[city]).digest() != base.digest()
    assert made(project=facts).digest() == made(project=facts).digest()


def test_a_missing_on_is_today_and_a_start_month_is_its_first_day() -> None:
    assert made().on == TODAY
    assert made(project={"sector": "a", "start": "2027-06"}).project.start == date(2027, 6, 1)
    assert made(project={"sector": "a", "start": "2026-11"}).start == TODAY, "this month is now"


def test_only_the_sector_is_required(catalogue: Catalogue) -> None:
    complete = understand(catalogue, made())
    assert complete.profile.project.sector_codes == ("EA05",)
    assert complete.profile.archetype == "manufacturing"
    assert complete.not_asked == (
        "cooperation_fit", "function_fit", "incentive_value", "land_on_offer", "occupancy_cost",
    )  # fmt: skip
    assert sum(complete.weights.values()) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("sector", "functions", "archetype"),
    [
        ("cell therapy", [], "biomedical"),
        ("LED lamps", ["hq"], "headquarters"),
        ("LED lamps", ["r_and_d"], "r_and_d"),
        ("cold chain logistics", [], "logistics"),
        ("artificial intelligence", [], "r_and_d"),
        ("investment fund", [], "headquarters"),
        ("qwertz", [], "manufacturing"),
    ],
)
def test_the_archetype_follows_industry_and_functions(
    catalogue: Catalogue, sector: str, functions: list[str], archetype: str
) -> None:
    profile = made(project={"sector": sector, "functions": functions})
    assert understand(catalogue, profile).profile.archetype == archetype


def test_an_anchor_that_is_the_origin_counts_once(catalogue: Catalogue) -> None:
    profile = made(project={"sector": "lamps", "origin_city": "Shenzhen"})
    places = [a.place for a in understand(catalogue, profile).profile.anchors]
    assert places.count("sz_futian") == 1
    far = made(project={"sector": "lamps", "origin_city": "Irving (US)"})
    assert len(understand(catalogue, far).profile.anchors) == len(places)


def test_stated_anchors_replace_the_defaults(catalogue: Catalogue) -> None:
    profile = replace(made(), anchors=(Anchor(place="hk_central"),))
    assert [a.place for a in understand(catalogue, profile).profile.anchors] == ["hk_central"]


def test_examples_folder_holds_the_promised_five_and_fifteen_lines() -> None:
    names = {p.stem for p in EXAMPLES.glob("*.toml")}
    assert names == {
        "cell_therapy", "small_appliances", "hk_medtech", "only_a_sector",
        "zhangjiagang_new_energy",
    }  # fmt: skip
    lines = (EXAMPLES / "one_line.csv").read_text(encoding="utf-8").strip().splitlines()
    assert len(lines) == 16
