"""An enquiry in free text: what the rules find, what they leave alone, and how long they take."""

from __future__ import annotations

import json
import sys
import time
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from features import catalogue as catalogues
from features.catalogue import Catalogue
from features.enquiry.finding import APART, FIELDS, Limit
from features.enquiry.industry import IndustryFinder
from features.enquiry.language import language_of
from features.enquiry.page import Page
from features.enquiry.quantities import quantities
from features.enquiry.reader import LONGEST, Reading
from recommender.address import address_of, file_of
from recommender.cli import app
from recommender.draft import Draft
from recommender.enquiry import read_enquiry, suggested, taken
from recommender.enquiry_words import FIELDS as FIELD_WORDS
from recommender.enquiry_words import RULES, about_language, pieces, value_in_words
from recommender.errors import EnquiryError
from recommender.opening import open_project
from recommender.saved import LARGEST, saved
from recommender.texts import render
from tests.conftest import ROOT, TODAY

sys.path.insert(0, str(ROOT / "scripts"))
from enquiries import counts, enquiries, lines

TEXTS = {enquiry["id"]: enquiry["text"] for enquiry in enquiries()}


def facts(catalogue: Catalogue, text: str) -> list[tuple[str, object]]:
    return [(found.field, found.value) for found in read_enquiry(catalogue, text).findings]


def values(catalogue: Catalogue, text: str, field: str) -> list[object]:
    return [value for name, value in facts(catalogue, text) if name == field]


AMOUNTS = [
    ("投资3亿元", "capex", 3e8, "CNY"), ("总投资5000万元", "capex", 5e7, "CNY"),
    ("investment of RMB 300 million", "capex", 3e8, "CNY"), ("capex US$ 20m", "capex", 2e7, "USD"),
    ("投资额HK$1.5亿", "capex", 1.5e8, "HKD"), ("投资3 亿港元", "capex", 3e8, "HKD"),
    ("年产值约五亿元", "output", 5e8, "CNY"), ("annual output CNY 80m", "output", 8e7, "CNY"),
    ("年纳税不少于800万元", "tax", 8e6, "CNY"), ("tax of HKD 3 million a year", "tax", 3e6, "HKD"),
    ("研发投入每年300万美元", "rd", 3e6, "USD"), ("R&D spending RMB 40m", "rd", 4e7, "CNY"),
    ("用地80亩", "land", 80.0, "mu"), ("land 120 mu", "land", 120.0, "mu"),
    ("需十五亩工业用地", "land", 15.0, "mu"), ("a plot of 5 ha", "land", 5.0, "ha"),
    ("land: 50,000 m²", "land", 50_000.0, "m2"), ("占地一百二十亩", "land", 120.0, "mu"),
    ("厂房 12,000 平方米", "floor", 12_000.0, "m2"), ("8,000 sqm GFA", "floor", 8_000.0, "m2"),
    ("建筑面积1.2万平方米", "floor", 12_000.0, "m2"), ("員工200人", "jobs", 200.0, "people"),
    ("350 staff", "jobs", 350.0, "people"), ("层高≥8米", "storey_height", 8.0, "m"),
    ("clear height 9 m", "storey_height", 9.0, "m"), ("10 kN/m²", "floor_load", 10.0, "kN/m2"),
    ("楼面荷载 1.5 吨/平方米", "floor_load", 14.709975, "kN/m2"), ("货梯3吨", "lift", 3.0, "t"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "field", "value", "unit"), AMOUNTS)
def test_an_amount_is_read_in_its_field_and_unit(
    catalogue: Catalogue, text: str, field: str, value: float, unit: str
) -> None:
    found = read_enquiry(catalogue, text).of(field)
    assert [(f.value, f.unit) for f in found] == [(pytest.approx(value), unit)]


WORDS = [
    ("R&D stays in Shenzhen", "keeps", ["r_and_d@Shenzhen"]),
    ("研发留在香港", "keeps", ["r_and_d@Hong Kong"]), ("总部在广州", "keeps", ["hq@Guangzhou"]),
    ("港资企业", "ownership", ["hk_macao"]), ("外资", "ownership", ["foreign"]),
    ("wholly foreign-owned", "ownership", ["foreign"]), ("民营企业", "ownership", ["domestic"]),
    ("The site must be in Zhongshan", "where", ["Zhongshan"]),
    ("选址大湾区内", "where", ["Bay Area"]),
    ("拟在中山或珠海建厂", "where", ["Zhongshan", "Zhuhai"]),
    ("2027年6月开工", "start", ["2027-06"]), ("start Q3 2027", "start", ["2027-07"]),
    ("move in by mid-2027", "start", ["2027-06"]), ("start June 2027", "start", ["2027-06"]),
    ("within 60 minutes of Shenzhen airport", "anchors", [Limit(place="air_szx", minutes=60.0)]),
    ("距香港不超过90分钟", "anchors", [Limit(place="hk_central", minutes=90.0)]),
    ("新建项目", "kind", ["new"]), ("增资扩产", "kind", ["expansion"]),
    ("retrofit of an old hall", "kind", ["retrofit"]),
    ("由中山某某电器有限公司提出", "company", ["中山某某电器有限公司"]),
    ("Lamp Bright Co., Ltd asks", "company", ["Lamp Bright Co., Ltd"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "field", "value"), WORDS)
def test_a_word_is_read_as_the_draft_holds_it(
    catalogue: Catalogue, text: str, field: str, value: list[object]
) -> None:
    assert values(catalogue, text, field) == value


REFUSED = [
    ("不需要土地", "land"), ("无需仓库", "functions"), ("No warehouse.", "functions"),
    ("no production in Hong Kong", "keeps"), ("no production in Hong Kong", "functions"),
    ("We do not need land of 80 mu", "land"), ("不考虑深圳", "where"), ("not in Shenzhen", "where"),
    ("并非外资", "ownership"), ("亩均税收不低于30万元", "tax"), ("注册资本5000万元", "capex"),
    ("投资1e308元", "capex"), ("RMB 1e9 of investment", "capex"), ("投资10^8元", "capex"),
    ("投资10⁸元", "capex"), ("-500 万元投资", "capex"), ("投资 -500 万元", "capex"),
    ("land −3 mu", "land"), ("land -3 to -1 mu", "land"), ("投资负500万元", "capex"),
    ("investment -RMB 5 million", "capex"), ("RMB 500万美元投资", "capex"),
    ("investment J$20m", "capex"), ("几十亩用地", "land"),
    ("rent of RMB 30 per sqm", "capex"), ("数百人", "jobs"),
    ("电话 0760-88881234", "jobs"), ("Founded 2019 with ideas", "start"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "field"), REFUSED)
def test_what_is_denied_or_not_stated_is_left_alone(
    catalogue: Catalogue, text: str, field: str
) -> None:
    assert values(catalogue, text, field) == []


def test_at_least_and_at_most_are_no_denial(catalogue: Catalogue) -> None:
    assert values(catalogue, "用地不少于80亩", "land") == [80.0]
    assert values(catalogue, "land of not less than 80 mu", "land") == [80.0]


@pytest.mark.parametrize("text", ["投资2-3亿", "RMB 200 to 300 million of investment"])
def test_both_ends_of_a_range_stand_side_by_side_and_neither_is_chosen(
    catalogue: Catalogue, text: str
) -> None:
    reading = read_enquiry(catalogue, text)
    assert [found.value for found in reading.of("capex")] == [2e8, 3e8]
    assert not [found for found in suggested(reading) if found.field == "capex"]


def test_a_reservation_is_to_be_checked(catalogue: Catalogue) -> None:
    found = read_enquiry(catalogue, "We might need 120 mu").of("land")
    assert [(f.value, f.sure, f.rule) for f in found] == [(120.0, "check", "hedged")]


def test_land_and_floor_are_told_apart(catalogue: Catalogue) -> None:
    text = "占地二百亩，厂房建筑面积16万平方米。"
    assert values(catalogue, text, "land") == [200.0]
    assert values(catalogue, text, "floor") == [160_000.0]


@pytest.mark.parametrize("name", list(TEXTS))
def test_company_and_contact_enter_nothing_but_their_own_findings(
    catalogue: Catalogue, name: str
) -> None:
    reading = read_enquiry(catalogue, TEXTS[name])
    found = taken(Draft(hkd=0.92, usd=7.1, rates_on=TODAY), reading.findings, today=TODAY)
    written = file_of(found.draft)
    for apart in (f for f in reading.findings if f.field in APART):
        assert str(apart.value) not in written
        others = [f for f in reading.findings if f.field not in (*APART, "origin")]
        assert not [f for f in others if f.start < apart.end and apart.start < f.end]


@pytest.mark.parametrize("name", list(TEXTS))
def test_spans_are_the_words_and_everything_has_words(catalogue: Catalogue, name: str) -> None:
    reading = read_enquiry(catalogue, TEXTS[name])
    assert reading.findings
    assert "".join(piece for piece, _ in pieces(reading)) == TEXTS[name]
    for found in reading.findings:
        words = reading.text[found.start : found.end]
        assert words.strip() == words or found.field in APART
        assert found.field in FIELD_WORDS
        assert found.rule in RULES
        assert render(value_in_words(catalogue, found), "zh")


@pytest.mark.parametrize("text", ["land 300-500 mu", "用地300-500亩", "land 300−500 mu"])
def test_a_sign_between_two_numbers_is_a_range_and_no_minus(
    catalogue: Catalogue, text: str
) -> None:
    assert values(catalogue, text, "land") == [300.0, 500.0]


def test_the_mark_of_an_item_is_no_digit_of_its_amount(catalogue: Catalogue) -> None:
    assert values(catalogue, "①用地\n②50亩", "land") == [50.0]


alphabets = st.text(
    alphabet=st.sampled_from("0123456789.,-一十百万亿元亩在中山深圳厂 \nabm²$()RMBno不")
)
strange = st.text(st.characters(categories=["Cs", "Cc", "Cf", "Co", "So", "Nd", "Lo"]), max_size=60)
texts = st.text(max_size=200) | strange | alphabets | st.sampled_from(list(TEXTS.values()))


@given(st.lists(texts, min_size=1, max_size=3).map("".join))
def test_any_text_gives_findings_inside_it_or_the_one_error(text: str) -> None:
    reading, kind = any_reading(text)
    assert reading is None or len(reading.text) == len(text)
    assert kind in ("", "empty", "too_long")
    for field in FIELDS if reading else ():
        spans = [(f.start, f.end) for f in reading.findings if f.field == field]
        assert all(0 <= a < b <= len(text) for a, b in spans)
        assert all(b <= c for (_, b), (c, _) in pairwise(sorted(spans)))
    if reading:
        today = date(2026, 11, 24)
        assert address_of(taken(Draft(), suggested(reading), today=today).draft)


def any_reading(text: str) -> tuple[Reading | None, str]:
    """The reading, or the kind of the one error that there is."""
    try:
        return read_enquiry(catalogues.read_catalogue(), text), ""
    except EnquiryError as error:
        return None, error.kind


def test_a_text_beyond_the_cap_is_refused_with_the_figure_before_it_is_read(
    catalogue: Catalogue,
) -> None:
    with pytest.raises(EnquiryError, match=r"5,000,000 characters. Expected at most 20,000"):
        read_enquiry(catalogue, "x" * 5_000_000)


PATHOLOGICAL = [
    "1", "1,", "1-", "(", "（", "[", "一",
    "RMB ", "1.5 亿", "A ", "中山市", "Shenzhen or ", "深圳或", "within 60 minutes of ",
    "离深圳60分钟", "留在", "Ltd ", "有限公司", "a@", "r&d ", "总部在",
    "no ", "联系人", "2027年", "Q3 ", "LED灯具,", "lamps and ", "。",
    "\n", "regards ", "+1 ", "Mr A", "Ms Ho ", "Dear ", "王先生", "王总", "¥1 ", "JPY ", "1元(",
    "-1", "1e", "$", "\ud83d", "\x00",
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("piece", PATHOLOGICAL)
def test_work_grows_no_faster_than_the_text(catalogue: Catalogue, piece: str) -> None:
    """Four times the text takes at most about four times as long; a square would take sixteen."""
    short, long = (piece * (n // len(piece)) + "x" for n in (4_500, 18_000))
    read_enquiry(catalogue, short)  # what is kept between calls is kept
    assert seconds(catalogue, long) <= 8 * seconds(catalogue, short) + 0.05


def seconds(catalogue: Catalogue, text: str) -> float:
    """Processor time of one reading, the least of three."""
    taken_by = []
    for _ in range(3):
        before = time.process_time()
        read_enquiry(catalogue, text)
        taken_by.append(time.process_time() - before)
    return min(taken_by)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("We need land in Zhongshan", "en"), ("我们需要用地", "zh"), ("LED 灯具项目", "zh"),
        ("東京の会社が工場用地を探しています", "other"), ("공장 부지를 찾고 있습니다", "other"),
        ("Мы ищем участок", "other"), ("Wir suchen ein Grundstück für unser Werk", "other"),
        ("Nous cherchons un terrain pour notre usine", "other"), ("80 / 2027", "none"),
        ("Buscamos un terreno para nuestra planta de 5 ha", "other"), ("نبحث عن أرض", "other"),
        ("日本の某社より：客户拟在中山新建生产基地，用地80亩，总投资3亿元，员工350人", "zh"),
    ],
)  # fmt: skip
def test_the_language_is_told_by_script_and_small_words(text: str, language: str) -> None:
    assert language_of(text) == language


def test_a_third_language_gives_figures_to_be_checked_and_no_words(catalogue: Catalogue) -> None:
    reading = read_enquiry(
        catalogue, "Wir suchen 5 ha in Zhongshan, Investition EUR 20 Mio für uns"
    )
    assert {found.field for found in reading.findings} <= {"land", "capex"}
    assert not suggested(reading)
    assert "neither English nor Chinese" in str(about_language(reading))


def test_amounts_of_several_currencies_become_cny_at_the_users_rates(catalogue: Catalogue) -> None:
    reading = read_enquiry(catalogue, "Investment HKD 100 million, tax RMB 5 million a year.")
    chosen = suggested(reading)
    without = taken(Draft(), chosen, today=TODAY)
    assert (without.draft.capex, without.draft.tax) == (None, 500.0)
    assert "state your rate" in str(without.left_out[0])
    rated = taken(Draft(hkd=0.92, rates_on=TODAY), chosen, today=TODAY)
    assert (rated.draft.capex, rated.draft.tax) == (9_200.0, 500.0)
    assert rated.left_out == ()


def test_amounts_that_the_form_held_keep_their_worth(catalogue: Catalogue) -> None:
    held = Draft(sector="lamps", tax=2.0, capex_unit="亿元 · 100 m CNY")
    chosen = suggested(read_enquiry(catalogue, "Investment RMB 300 million."))
    found = taken(held, chosen, today=TODAY).draft
    assert (found.tax, found.capex, found.sector) == (20_000.0, 30_000.0, "lamps")


def test_a_start_that_is_past_is_left_out_with_the_reason(catalogue: Catalogue) -> None:
    found = taken(
        Draft(), suggested(read_enquiry(catalogue, "start June 2024 at once")), today=TODAY
    )
    assert found.draft.start is None
    assert "past" in str(found.left_out[0])


@pytest.mark.parametrize("held_back", [False, True])
def test_the_figures_of_the_document_are_those_of_the_rules(
    catalogue: Catalogue, held_back: bool
) -> None:
    document = (ROOT / "docs/enquiry.md").read_text(encoding="utf-8")
    chosen = [e for e in enquiries() if e.get("held_back", False) is held_back]
    for line in lines(counts(catalogue, chosen)):
        assert line in document


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["read", *words])
    return done.exit_code, done.stdout


def test_the_command_prints_the_profile_with_the_words(tmp_path: Path) -> None:
    file = tmp_path / "enquiry.txt"
    file.write_text(TEXTS["zh04"], encoding="utf-8")
    code, said = run(str(file), "--json", "--hkd", "0.92", "--on", "2026-11-24")
    answer = json.loads(said)
    assert code == 0
    assert answer["profile"]["project"]["capex_cny"] == pytest.approx(1.38e8)
    assert all(
        TEXTS["zh04"][f["start"] : f["end"]] == f["words"]
        for f in (*answer["facts"], *answer["kept_apart"])
    )
    code, said = run(str(file), "--lang", "zh", "--on", "2026-11-24")
    assert "依据“1.5亿港元”" in said
    assert "请填写您采用的汇率" in said


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"x" * 5_000_000])
def test_the_command_refuses_what_it_cannot_read_in_one_line(
    tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "enquiry.txt"
    file.write_bytes(content)
    done = CliRunner().invoke(app, ["read", str(file)])
    assert isinstance(done.exception, EnquiryError)
    assert len(str(done.exception).splitlines()) == 1


def test_a_file_is_told_by_its_content() -> None:
    kept = Draft(sector="lamps", land=3.0)
    profile = b'[project]\nsector = "lamps"\nland_mu = 3\n'
    as_json = b'{"project": {"sector": "lamps", "land_mu": 3}}'
    for content in (saved(kept, {}), file_of(kept).encode(), profile, as_json):
        found = open_project(content, today=TODAY)
        assert found.trouble is None
        assert (found.draft.sector, found.draft.land) == ("lamps", 3.0)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7", "neither"), (b"{" * 50_000, "neither"), (b"\xff\x00", "no text"),
        (b"x" * (LARGEST + 1), "bytes"), (b'{"v": 99, "sector": "x"}', "newer"),
        (b'{"kind": "baysite project", "form": {"v": 99}}', "newer"),
        (b'[project]\nsector = "x"\nland_mu = "many"', "project.land_mu"),
        (b'[project]\nsector = "x"\n[weights]\nsector_fit = -1', "cannot be used"),
        (b"[]", "neither"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_project_says_why_in_three_languages(content: bytes, said: str) -> None:
    trouble = open_project(content, today=TODAY).trouble
    assert trouble is not None
    assert said in render(trouble, "en")
    assert "文件" in render(trouble, "zh")


def test_a_page_keeps_every_letter_in_its_place() -> None:
    text = "需廠房 ８,０００ M² İ ﬁ ㎡ Ⅷ"
    assert len(Page.of(text).folded) == len(text)
    assert [q.value for q in quantities(Page.of("８,０００ m²"))] == [8_000.0]


def test_no_more_than_the_stated_length_is_read() -> None:
    assert LONGEST == 20_000
    assert IndustryFinder.__doc__
