"""What an enquiry may hold that a form does not: other currencies, crowds, people, odd letters."""

from __future__ import annotations

import pytest

from features.catalogue import Catalogue
from features.enquiry.currencies import TAKEN
from features.enquiry.finding import MOST_OF_ONE
from features.enquiry.language import language_of
from features.enquiry.page import Page, readable
from features.enquiry.persons import persons
from recommender.draft import Draft
from recommender.enquiry import joined_names, read_enquiry, suggested, taken
from recommender.enquiry_money import UNIT_OF
from recommender.enquiry_report import enquiry_json
from recommender.enquiry_words import REFUSALS, about_more, pieces, refusal
from recommender.errors import EnquiryError
from recommender.private import LONGEST_NAME
from recommender.texts import LANGUAGES, render
from tests.conftest import TODAY

OTHERS = [
    ("JPY", "Investment JPY 500 million"), ("JPY", "Investment 500 million yen"),
    ("JPY", "投资3亿日元"), ("JPY", "投资3亿円"), ("JPY", "投资¥3亿日元"), ("JPY", "日元3亿投资"),
    ("JPY", "投资3亿元（日元）"), ("JPY", "投资日元：3亿"), ("TWD", "Investment NT$ 500 million"),
    ("TWD", "投資5億元新台幣"), ("TWD", "投资新台币5亿元"), ("TWD", "TWD 500m of investment"),
    ("TWD", "投资5亿台币"), ("KRW", "Investment 20 billion won"), ("KRW", "投资50亿韩元"),
    ("KRW", "投資50億韓元"), ("KRW", "Investment KRW 20bn"), ("EUR", "投资500万欧元"),
    ("EUR", "投資500萬歐元"), ("EUR", "Investment of €5m"), ("EUR", "Investment 5 million euros"),
    ("GBP", "Investment £5m"), ("GBP", "Investment of 5 million pounds"), ("GBP", "投资500万英镑"),
    ("GBP", "GBP 5m of capex"), ("SGD", "Investment S$30 million"), ("SGD", "投资3000万新加坡元"),
    ("SGD", "SGD 30m investment"), ("MOP", "投资3000万澳门元"),
    ("MOP", "MOP 30 million investment"),
    ("AUD", "Investment A$20m"), ("CHF", "Investment 20 million Swiss francs"),
]  # fmt: skip


@pytest.mark.parametrize(("currency", "text"), OTHERS)
def test_another_currency_is_shown_and_never_ticked_or_taken_over(
    catalogue: Catalogue, currency: str, text: str
) -> None:
    reading = read_enquiry(catalogue, text)
    assert [(f.unit, f.sure, f.rule) for f in reading.of("capex")] == [
        (currency, "check", "other_currency")
    ]
    assert not [found for found in suggested(reading) if found.field == "capex"]
    found = taken(Draft(), reading.findings, today=TODAY)
    assert found.draft.capex is None
    assert "not taken over" in str(found.left_out[0])


@pytest.mark.parametrize("text", ["Investment 300-500 million yen", "投资3-5亿日元", "JPY 3-5bn"])
def test_both_ends_of_a_range_are_in_the_other_currency(catalogue: Catalogue, text: str) -> None:
    assert [found.unit for found in read_enquiry(catalogue, text).of("capex")] == ["JPY", "JPY"]


def test_the_amount_in_brackets_keeps_its_own_currency(catalogue: Catalogue) -> None:
    found = read_enquiry(catalogue, "Investment JPY 500 million (CNY 25 million).").of("capex")
    assert {(f.value, f.unit) for f in found} == {(5e8, "JPY"), (2.5e7, "CNY")}


def test_an_amount_without_a_currency_is_not_yuan_where_the_text_names_another(
    catalogue: Catalogue,
) -> None:
    found = read_enquiry(catalogue, "以下金额均为日元。总投资5亿。").of("capex")
    assert [f.unit for f in found] == ["JPY"]


@pytest.mark.parametrize(
    ("text", "unit", "sure"),
    [
        ("投资¥3亿", "CNY", "check"), ("Investment ¥300 million", "CNY", "check"),
        ("投资￥3亿", "CNY", "check"), ("投资¥3亿元", "CNY", "certain"),
        ("投资人民币¥3亿", "CNY", "certain"), ("Investment RMB ¥300m", "CNY", "certain"),
        ("Investment ¥300m, tax of JPY 2m", "JPY", "check"), ("Investment $20m", "?", "check"),
        ("投资$2000万，税收人民币300万元", "?", "check"), ("投资$2000万港币", "HKD", "certain"),
    ],
)  # fmt: skip
def test_a_sign_of_two_currencies_is_certain_only_beside_a_name(
    catalogue: Catalogue, text: str, unit: str, sure: str
) -> None:
    assert [(f.unit, f.sure) for f in read_enquiry(catalogue, text).of("capex")] == [(unit, sure)]


def test_the_reader_takes_for_certain_what_the_form_holds() -> None:
    assert set(TAKEN) == set(UNIT_OF)


def test_names_are_joined_whole_and_what_does_not_fit_is_said(catalogue: Catalogue) -> None:
    text = (
        "Ask " + ", ".join(f"person{i}@lamps{i}.example" for i in range(9)) + ". LED lamps plant."
    )
    reading = read_enquiry(catalogue, text)
    found = taken(Draft(), reading.findings, today=TODAY)
    assert len(found.contact) <= LONGEST_NAME
    fitting = found.contact.split(", ")
    every = [str(f.value) for f in reading.of("contact")]
    assert fitting == every[: len(fitting)]
    (why,) = [said for said in found.left_out if "Contact" in str(said)]
    assert all(name in str(why) for name in every[len(fitting) :])
    assert "最多容纳 120 个字符" in render(why, "zh")


def test_a_name_longer_than_the_field_is_left_out_and_a_shorter_one_stays() -> None:
    assert joined_names(["x" * 121, "Ho"]) == ("Ho", ["x" * 121])
    assert joined_names(["x" * 120]) == ("x" * 120, [])


def test_at_most_twenty_findings_of_a_field_are_offered_and_the_page_says_of_how_many(
    catalogue: Catalogue,
) -> None:
    reading = read_enquiry(catalogue, "land 8 mu. " * 200)
    assert len(reading.of("land")) == MOST_OF_ONE
    assert reading.total["land"] == 200
    line = about_more(reading, "land")
    assert str(line) == "Land needed: 200 findings, of which 20 are shown."
    assert line is not None
    assert "显示其中 20 处" in render(line, "zh")
    assert about_more(reading, "jobs") is None
    answer = enquiry_json(catalogue, reading.text, Draft(), today=TODAY, language="en")
    assert str(line) in answer["notes"]


def test_what_is_certain_is_offered_before_what_is_to_be_checked(catalogue: Catalogue) -> None:
    reading = read_enquiry(catalogue, "We might need 9 mu. " * 30 + "We need 80 mu of land.")
    assert [found.value for found in suggested(reading) if found.field == "land"] == [80.0]


PEOPLE = [
    ("Ms Ho, 9123 4567", ["Ms Ho", "9123 4567"]), ("Mr. Li Wei", ["Mr. Li Wei"]),
    ("Please call Dr Chan on 2345 6789", ["Dr Chan", "2345 6789"]),
    ("ask Mr CHAN Tai Man", ["Mr CHAN Tai Man"]),
    ("王先生，13800138000", ["王先生", "13800138000"]),
    ("请联系李经理", ["李经理"]), ("陈总，13800138000", ["陈总", "13800138000"]),
    ("陳總 電話：13800138000", ["陳總", "13800138000"]), ("张伟先生的电话", ["张伟先生"]),
    ("contact: Li Wei", ["Li Wei"]), ("联系人：李华", ["李华"]), ("联系人：王小明先生", ["王小明"]),
    ("联系人：李华电话13800138000", ["李华", "13800138000"]), ("Contact: Ms Ho", ["Ms Ho"]),
    ("Dear Ms Ho,\nask Mr Li.", ["Mr Li"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), PEOPLE)
def test_a_person_with_a_title_is_a_contact(
    catalogue: Catalogue, text: str, names: list[str]
) -> None:
    assert [found.value for found in read_enquiry(catalogue, text).of("contact")] == names


NOBODY = [
    "MR headsets", "Mr. LED lamps", "总投资3亿元", "区域总部，总面积80亩", "金总额", "江总部",
    "陈总投资3亿元",
    "高总产值", "高端女士手袋", "专注于女士内衣", "高级经理3名", "甲方经理", "联系人电话：",
    "中华总商会",
    "尊敬的王先生：", "王总您好，", "陈总：\n我们", "Dear Ms Ho,", "Company name: Bright Light",
    "Dr Chan Medical Ltd",
]  # fmt: skip


@pytest.mark.parametrize("text", NOBODY)
def test_words_of_an_industry_and_whom_a_text_greets_are_no_contact(text: str) -> None:
    assert not list(persons(Page.of(text))) or "Ltd" in text


def test_a_firm_that_begins_like_a_person_is_a_firm(catalogue: Catalogue) -> None:
    reading = read_enquiry(catalogue, "Dr Chan Medical Ltd wants land")
    assert [found.value for found in reading.of("company")] == ["Dr Chan Medical Ltd"]
    assert not reading.of("contact")


@pytest.mark.parametrize("odd", ["\ud83d", "\x00", "\x07", "\x1b", "\x7f", "\x9f"])
def test_odd_letters_neither_break_the_reading_nor_move_a_finding(
    catalogue: Catalogue, odd: str
) -> None:
    text = f"{odd}用地80亩{odd}，投资3亿元{odd}\nMs Ho{odd}, 9123 4567"
    reading = read_enquiry(catalogue, text)
    assert len(reading.text) == len(text)
    assert odd not in reading.text
    assert "".join(piece for piece, _ in pieces(reading)) == reading.text
    words = {f.field: reading.text[f.start : f.end] for f in reading.findings}
    assert (words["land"], words["capex"]) == ("80亩", "3亿元")
    assert reading.text.encode("utf-8").decode("utf-8") == reading.text
    assert language_of(reading.text) == "zh"


@pytest.mark.parametrize("text", ["\x00", "\x00 \x1b\n", "\x0c"])
def test_a_text_of_nothing_but_control_characters_is_empty(catalogue: Catalogue, text: str) -> None:
    with pytest.raises(EnquiryError, match="empty"):
        read_enquiry(catalogue, text)


def test_a_page_break_ends_a_line() -> None:
    assert readable("8 mu\x0cstaff\u2028") == "8 mu\nstaff\n"


@pytest.mark.parametrize("kind", list(REFUSALS))
def test_a_refusal_is_in_the_readers_language(kind: str) -> None:
    why = refusal(EnquiryError("The line.", kind=kind, length=30_000))
    said = {language: render(why, language) for language in LANGUAGES}
    assert len(set(said.values())) == len(LANGUAGES)
    assert "The line." not in said.values()


def test_a_greeted_team_hides_no_person_of_the_firm(catalogue: Catalogue) -> None:
    text = "Dear team, Bright Devices Ltd (Ms Ho, +852 9123 4567) plans to make medical devices."
    found = [one.value for one in read_enquiry(catalogue, text).of("contact")]
    assert found == ["Ms Ho", "+852 9123 4567"]
