"""Names of firms and ways to reach a person stay out of the address; a file of one's own keeps
them."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.catalogue import Catalogue
from recommender.address import VERSION, address_of, draft_at, in_known_words, leaves_out
from recommender.draft import Draft
from recommender.engine import recommend
from recommender.errors import NewerProjectError, ProfileError
from recommender.opening import open_project
from recommender.private import names_of, reads_as_name, without_names
from recommender.profile import Anchor, Profile, Told
from recommender.saved import LARGEST, opened, saved
from tests.conftest import TODAY

NAMED = [
    "Bright Light Co., Ltd",
    "bright light ltd",
    "ACME GmbH",
    "Delta Optics LIMITED",
    "Acme Group",
    "Bright Light Co.",
    "中山某某电器有限公司",
    "香港某某控股有限公司",
    "某某股份有限公司",
    "某某集团",
    "某某集團",
    "中山市某某灯饰厂",
    "li.hua@bright.example",
    "li@bright-light.cn",
    "@lihua",
    "+86 138 0013 8000",
    "13800138000",
    "0760-88881234",
    "（0760）88881234",
    "２８２８１２３４",
    "2828 1234",
    "tel 28281234",
    "电话：28281234",
    "联系人：李华",
    "李华先生",
    "张总",
    "Ms Ho",
    "contact: Li Wei",
    "WeChat lihua88",
    "电话 2828 1234 人",
    "+852 2015 2028",
    "138/0013/8000",
    "tel 882812",
    "28\u200b281234",
    "li.hua (at) bright.example",
    "www.bright-light.com",
    "brightlight.com.cn",
    "BRIGHT LIGHT CO.",
    "bright light corp.",
    "Bright Limited",
    "Novo Nordisk A/S",
    "(株)東芝",
    "明亮控股",
    "请找李先生商量",
    "王博士",
    "找陈总",
    "負責人：李華",
    "致电李华",
    "ask Li Wei about it",
    "contact person Li Wei",
    "Professor Sun",
    "Mr.李",
    "mr li",
    "VX：lihua",
    "QQ12345",
]
KEPT = [
    "LED lamps 灯具",
    "cell therapy, 80 mu, start 2027-06-01",
    "小家电 5 亿元 2027年6月",
    "from 2026 to 2027, 2027-2030",
    "50000000 CNY, 12,000 m²",
    "113.4,22.5",
    "8 m, 1.5 t/m²",
    "3000-5000 m2",
    "厂房",
    "电池材料供应",
    "集成电路",
    "r_and_d@hk-science-park",
    "hq@113.39,22.51",
    "3000000-5000000 元",
    "工业厂房出租",
    "投资50000000",
    "HKD 50 000 000",
    "1200000 pieces",
    "年产 1200000 只",
    "10 000 000 tonnes",
    "phases 1 2 3 4 5 6 7",
    "380-220-110V",
    "LC-MS Instruments",
    "MR Imaging",
    "Contact Lenses",
    "limited edition toys",
    "PLC controllers",
    "LLC converters",
    "Ni, Co, Mn",
    "Trading Company",
    "Steering Group",
    "外贸公司",
    "上市公司",
    "律师事务所",
    "销售经理",
    "年总产值",
    "微信小程序开发",
    "3 pcs @ 5",
    "中山市污水处理厂",
    "在中山市新建工厂",
    "区内设厂",
    "联系人",
]


@pytest.mark.parametrize("name", NAMED)
def test_a_name_is_seen_wherever_it_stands(name: str) -> None:
    assert reads_as_name(name)
    assert reads_as_name(f"lamps 小家电, {name} 小家电 lamps")


@pytest.mark.parametrize("text", KEPT)
def test_facts_of_a_project_are_no_names(text: str) -> None:
    assert not reads_as_name(text)


texts = st.text(max_size=8) | st.just("works of Aurora")
plain = st.recursive(
    st.none() | st.booleans() | st.integers() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=12,
)


@given(plain)
def test_what_is_left_of_any_values_holds_no_name(values: Any) -> None:
    left = json.dumps(without_names(values, names_of(["Aurora"])), ensure_ascii=False)
    assert "Aurora" not in left


@given(plain)
def test_where_nothing_is_a_name_every_text_stays(values: Any) -> None:
    assert _texts(without_names(values, lambda _: False)) == _texts(values)


def _texts(values: Any) -> list[str]:
    """Every text that stands as a value, in its order."""
    inner = list(values.values()) if isinstance(values, dict) else values
    if isinstance(inner, list):
        return [text for value in inner for text in _texts(value)]
    return [inner] if isinstance(inner, str) else []


PLANTED = "Aurora Ltd 13800138000"


def _everywhere(secret: str) -> dict[str, Any]:
    """One value with the secret for every field of a draft that holds any text."""
    told = Told(site_id=secret, about="land", value=1.0), Told(site_id="x", about=secret, value=1.0)
    return {
        "sector": f"LED lamps by {secret}",
        "codes": (secret,),
        "functions": (secret,),
        "cities": ("Zhongshan", secret),
        "origin": secret,
        "keeps": (f"rd@{secret}",),
        "ownership": secret,
        "kind": secret,
        "start": secret,
        "archetype": secret,
        "weights": {secret: 10, "land": 5},
        "locked": (secret,),
        "anchors": (Anchor(place=secret, weight=1.0), Anchor(place="sz_futian")),
        "told": told,
        "doubt": secret,
        "without_links": (secret,),
        "planned_links": (secret,),
        "way_to": secret,
        "reach": secret,
        "rest": {"name": "Aurora", "project": {"sector": secret}, "regions": [secret]},
        "chosen": secret,
        "ticked": (secret, "x"),
        "compared": (secret, "x"),
        "notes": {"x": secret, secret: "x", "y": "near the port"},
    }


NO_TEXT = {
    "where", "land", "land_unit", "floor", "capex", "capex_unit", "jobs", "rd", "interest", "tax",
    "output", "storey_height", "floor_load", "lift", "unknown_policy", "discount", "hkd", "usd",
    "rates_on", "count_incentives", "on", "asked", "view",
}  # fmt: skip


def test_a_secret_in_any_field_never_reaches_the_address() -> None:
    planted = _everywhere(PLANTED)
    assert set(planted) | NO_TEXT == {f.name for f in fields(Draft)}
    for name, value in planted.items():
        address = address_of(replace(Draft(land=2.0), **{name: value}))
        assert "aurora" not in address.casefold(), name
        assert "13800138000" not in address, name
        assert draft_at(address).land == 2.0, name
    whole = address_of(Draft(**planted))
    assert "aurora" not in whole.casefold()
    assert draft_at(whole).anchors == (Anchor(place="sz_futian"),)
    assert draft_at(whole).notes == {"y": "near the port"}


def test_the_name_of_the_company_stays_out_though_nothing_marks_it_as_one() -> None:
    told = ["Aurora", "Li Wei, head of sites"]
    planted = Draft(**_everywhere("a plant of aurora")), Draft(**_everywhere("ask LI WEI"))
    for draft in planted:
        address = address_of(draft, told).casefold()
        assert "aurora" not in address
        assert "li wei" not in address


def test_an_uploaded_profile_brings_no_name_into_the_address(examples: dict[str, Profile]) -> None:
    values = {
        **examples["cell_therapy"].to_dict(),
        "name": "Aurora's plant",
        "anchors": [{"place": PLANTED, "max_minutes": 60.0}],
    }
    found = open_project(json.dumps(values, default=str).encode(), today=TODAY)
    assert found.draft.anchors[0].place == PLANTED
    assert "urora" not in address_of(found.draft)


TEXTS = {
    "cell therapy for Bright Light Co., Ltd": "cell therapy",
    "中山市明亮灯饰厂，生产 LED 灯具": "灯具",
    "Aurora Ltd makes small household appliances and LED lamps": "appliance",
}


@pytest.mark.parametrize("sector", TEXTS)
def test_an_industry_with_a_name_is_told_by_its_words_and_ranks_the_same(
    catalogue: Catalogue, sector: str
) -> None:
    draft = Draft(sector=sector, land=80.0)
    known = in_known_words(catalogue, draft, "en")
    assert TEXTS[sector] in known.sector
    assert draft_at(address_of(known)) == known
    asked = (d.profile(where="x", today=TODAY) for d in (draft, known))
    ranked, again = (recommend(catalogue, profile).table for profile in asked)
    pd.testing.assert_frame_equal(ranked, again)


def test_what_names_no_industry_has_the_name_of_the_chosen_one(catalogue: Catalogue) -> None:
    draft = Draft(sector="works of Aurora Ltd", codes=("BH04",))
    for language, word in (("en", "cell"), ("zh", "细胞"), ("zh-Hant", "細胞")):
        assert word in in_known_words(catalogue, draft, language).sector.casefold()
    assert in_known_words(catalogue, Draft(sector="lamps"), "en") == Draft(sector="lamps")


def test_the_page_can_say_that_the_address_says_less() -> None:
    assert not leaves_out(Draft(sector="lamps", notes={"x": "near the port"}))
    assert leaves_out(Draft(sector="lamps", notes={"x": "ask Ms Ho"}))
    assert leaves_out(Draft(sector="lamps by aurora"), ["Aurora"])


def test_the_file_holds_all_of_it() -> None:
    draft = Draft(
        sector="ACME Ltd, lamps", notes={"x": "call 13800138000"}, rest={"name": "ACME's plant"}
    )
    again, whom = opened(saved(draft, {"company": "ACME Ltd", "contact": "Li"}))
    assert again == draft
    assert whom == {"company": "ACME Ltd", "contact": "Li"}


@pytest.mark.parametrize("company", [5, None, ["x"], {"a": 1}])
def test_a_name_that_is_no_text_is_no_name(company: object) -> None:
    file = {"kind": "baysite project", "form": {"v": 1}, "company": company}
    assert opened(json.dumps(file).encode())[1]["company"] == ""


def test_half_a_letter_and_control_characters_leave_a_name() -> None:
    content = b'{"kind":"baysite project","form":{"v":1},"company":"Lamp\\ud83d\\u0000 Ltd"}'
    name = opened(content)[1]["company"]
    assert name.encode("utf-8").split() == [b"Lamp", b"Ltd"]


def test_a_newer_project_says_so_and_nothing_of_it_is_taken() -> None:
    newer = json.dumps({"v": VERSION + 1, "sector": "lamps", "colour": "red"})
    with pytest.raises(NewerProjectError, match="newer Baysite"):
        draft_at(newer)
    file = json.dumps({"kind": "baysite project", "form": json.loads(newer)}).encode()
    with pytest.raises(NewerProjectError):
        opened(file)


@pytest.mark.parametrize("version", [True, 1.0, "1", 0, -1, None, [1]])
def test_only_a_whole_number_is_a_version(version: object) -> None:
    with pytest.raises(ProfileError, match="cannot be read"):
        draft_at(json.dumps({"v": version, "sector": "lamps"}))


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"\xff", b'{"form": 5}', b'{"form": {"v": 1, "x": 2}}', b" " * (LARGEST + 1),
     b"[" * 100_000, b'{"form": {"v": 1, "rest": ' + b'{"project":' * 900 + b"1" + b"}" * 902],
)  # fmt: skip
def test_a_file_that_is_no_project_is_refused_in_a_line(content: bytes) -> None:
    with pytest.raises(ProfileError) as refused:
        opened(content)
    assert "\n" not in str(refused.value)


def test_no_example_loses_more_than_its_own_name(examples: dict[str, Profile]) -> None:
    for profile in examples.values():
        draft = Draft.of(profile)
        unnamed = {name: value for name, value in draft.rest.items() if name != "name"}
        assert draft_at(address_of(draft)) == replace(draft, rest=unnamed)
