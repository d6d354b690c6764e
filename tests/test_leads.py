"""Lists of leads: what a cell says, what a header means, which rows are no leads and why."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from examples import make_leads
from features.exchange.tabular import Limits, rows_of
from recommender.errors import DataError, LeadsError
from recommender.leads import Leads, lead_table, read_leads
from recommender.leads.columns import COLUMNS
from recommender.leads.headings import meaning_of
from recommender.leads.template import template_csv, template_workbook
from recommender.profile import Money
from recommender.texts import LANGUAGES, render
from tests.conftest import TODAY


def table(text: str, **more: Any) -> Leads:
    return lead_table("leads.csv", text.encode(), today=TODAY, **more)


def one(header: str, cell: str, **more: Any) -> Any:
    """What one cell gives: the project's fact, or the reason why not."""
    found = table(f'sector,"{header}"\nlamps,"{cell}"\n', **more)
    if found.faults:
        return str(found.faults[0].reason)
    column, _ = meaning_of(header.strip("\ufeff"))
    assert column is not None
    return getattr(found.leads[0].profile.project, column.name)


@pytest.mark.parametrize(
    ("header", "cell", "says"),
    [
        ("投资额（万元）", "5000", 5e7),
        ("投资额（万元）", "1.2亿", 1.2e8),
        ("总投资/亿元", "3", 3e8),
        ("Investment (RMB million)", "1,200", 1.2e9),
        ("投资额", "8000万元", 8e7),
        ("投资额", "约2.5亿元", 2.5e8),
        ("capex_cny", "1e3", 1e3),
        ("capex_cny", "", None),
        ("capex_cny", "待定", None),
        ("capex_cny", "0", 0.0),
        ("用地面积（亩）", "30", 30.0),
        ("用地面积（亩）", "20000平方米", 30.0),
        ("用地面积（亩）", "2公顷", 30.0),
        ("Land (m2)", "20,000", 30.0),
        ("土地需求", "３０亩", 30.0),
        ("land_mu", "不少于30亩", 30.0),
        ("厂房面积（平方米）", "8,000㎡", 8000.0),
        ("floor_area_m2", "3亩", 2000.0),
        ("就业人数", "300人", 300.0),
        ("Headcount", "about 250", 250.0),
        ("功能", "总部；研发、生产", ("hq", "r_and_d", "production")),
        ("functions", "R&D, warehouse", ("r_and_d", "warehouse")),
        ("企业性质", "港资", "hk_macao"),
        ("企業性質", "民营企业", "domestic"),
        ("计划开工", "2028年6月", date(2028, 6, 1)),
        ("start", "2029", date(2029, 1, 1)),
        ("start", "2028Q3", date(2028, 7, 1)),
        ("计划开工", "2028年三季度", date(2028, 7, 1)),
        ("计划开工", "2028年底", date(2028, 12, 1)),
        ("start", "ASAP", None),
        ("就业人数（百人）", "3", 300.0),
        ("Jobs (thousand)", "2", 2000.0),
        ("\ufeffcapex_cny", "5", 5.0),
    ],
)
def test_a_cell_says_what_a_person_reads_in_it(header: str, cell: str, says: object) -> None:
    found = one(header, cell)
    assert found == (pytest.approx(says) if isinstance(says, float) else says)


@pytest.mark.parametrize(
    ("header", "cell", "words"),
    [
        ("投资额", "5000", "without a unit"),
        ("用地", "30", "without a unit"),
        ("capex_cny", "-5", "at least 0"),
        ("capex_cny", "lots", "at least 0"),
        ("capex_cny", "5%", "not understood"),
        ("capex_cny", "5000 EUR", "EUR counts only at a rate"),
        ("capex_cny", "$5m", "an amount of money"),
        ("capex_cny", "30亩", "an amount of money"),
        ("land_mu", "30万元", "an area"),
        ("land_mu", "8,00", "1,200"),
        ("jobs", "300万元", "a number of people"),
        ("functions", "打酱油", "production (Production)"),
        ("ownership", "台资", "hk_macao"),
        ("start", "2028-13", "a month"),
        ("start", "2027.1", "a month"),  # October 2027.10 as a spreadsheet keeps it
        ("capex_cny", "两三亿", "not understood"),
        ("capex_cny", "¥500-¥1000万", "not understood"),
        ("capex_cny", "(3000)", "at least 0"),
        ("jobs", "（200）", "at least 0"),
        ("functions", "不含生产", "production (Production)"),
        ("functions", "no production", "production (Production)"),
        ("ownership", "非外资", "hk_macao"),
        ("kind", "不新建", "retrofit"),
        ("land_mu", "#REF!", "error"),
        ("capex_cny", "9" * 30, "at most 1e+15"),
    ],
)
def test_a_cell_that_cannot_be_used_says_why(header: str, cell: str, words: str) -> None:
    assert words in one(header, cell)


def test_a_range_counts_with_the_end_that_promises_less_and_says_so() -> None:
    found = table("sector,land_mu,capex_cny\nlamps,30-50,3000万-5000万元\n").leads[0]
    assert found.profile.project.land_mu == 50  # it must fit
    assert found.profile.project.capex_cny == 3e7  # it is promised
    assert [str(remark) for remark in found.remarks] == [
        "Land: “30-50” counts as 50 mu",
        "Investment: “3000万-5000万元” counts as 30,000,000 CNY",
    ]


def test_an_amount_in_another_currency_counts_at_the_users_own_rate_and_says_so() -> None:
    money = Money(cny_per={"USD": 7.1}, rates_on=TODAY)
    found = table("sector,投资额\nlamps,500万美元\n", money=money).leads[0]
    assert found.profile.project.capex_cny == pytest.approx(3.55e7)
    assert "7.1 CNY for 1 USD" in str(found.remarks[0])


def test_only_the_industry_must_be_filled_and_ids_are_made_where_there_are_none() -> None:
    found = table("sector\nlamps\n\nair fryers\n")
    assert [lead.lead_id for lead in found.leads] == ["row-2", "row-4"]
    assert not found.faults


def test_bad_rows_are_reported_cell_by_cell_while_good_rows_go_on() -> None:
    found = table(
        "编号,行业,用地（亩）,就业人数\nA,小家电,many,-3\nB,灯具,5,3\nA2,,1,1\nB,灯具,,\n"
    )
    assert [lead.lead_id for lead in found.leads] == ["B"]
    assert [(f.row, f.column, f.value) for f in found.faults] == [
        (2, "用地（亩）", "many"), (2, "就业人数", "-3"), (4, "行业", ""), (5, "编号", "B"),
    ]  # fmt: skip
    assert found.rejected == (2, 4, 5)


def test_a_start_before_today_is_the_fault_of_its_own_cell() -> None:
    found = table("sector,start\nlamps,2020-01\n")
    assert [(f.row, f.column, f.value) for f in found.faults] == [(2, "start", "2020-01")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_csv_is_read_in_every_usual_encoding_with_every_usual_mark(
    encoding: str, mark: str
) -> None:
    text = "行业,企业名称\n小家电,示例\n".replace(",", mark)
    found = lead_table("a.csv", text.encode(encoding), today=TODAY)
    assert found.leads[0].company == "示例"
    assert found.leads[0].profile.project.sector == "小家电"


def workbook(*rows: list[Any], merge: str = "") -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if merge:
        book.active.merge_cells(merge)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def test_a_title_above_the_first_line_is_no_header() -> None:
    content = workbook(
        ["2026年招商线索汇总表"], [], ["序号", "行业", "用地（亩）"], [1, "灯具", 12.5]
    )
    found = lead_table("a.xlsx", content, today=TODAY)
    assert found.headings.row == 3
    assert found.leads[0].profile.project.land_mu == 12.5
    assert found.leads[0].number == 4


def test_cells_under_a_merged_one_and_formulas_without_a_value_are_faults() -> None:
    content = workbook(
        ["sector", "capex_cny", "jobs"], ["lamps", 5, 3], ["lamps", "=B2*2", 3], ["x", 1, 2],
        ["y", 1, None], merge="C4:C5",
    )  # fmt: skip
    found = lead_table("a.xlsx", content, today=TODAY)
    assert [(f.row, f.column) for f in found.faults] == [(3, "capex_cny"), (5, "jobs")]
    assert "formula without a value" in str(found.faults[0].reason)
    assert "merged" in str(found.faults[1].reason)
    assert len(found.leads) == 2


def test_a_formula_with_a_value_counts_as_its_value(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["sector", "capex_cny"])
        sheet.write_string(1, 0, "lamps")
        sheet.write_formula(1, 1, "=2*3", None, 6)
    assert read_leads(path, today=TODAY)[0].profile.project.capex_cny == 6


def test_a_header_is_asked_about_once_and_what_a_person_says_counts() -> None:
    text = "sector,估算,用地\nlamps,5000,20\n"
    asked = {h.header: h.asks for h in table(text).headings.asked}
    assert asked == {"估算": "column", "用地": "unit"}
    said = {"估算": "capex_cny:万元", "用地": "land_mu:亩"}
    found = table(text, stated=said)
    project = found.leads[0].profile.project
    assert (project.capex_cny, project.land_mu) == (5e7, 20)
    assert not found.headings.asked
    assert table(text, stated={**said, "估算": "carry"}).leads[0].row["估算"] == "5000"


@pytest.mark.parametrize(
    ("said", "words"),
    [({"估算": "money"}, "no column"), ({"估算": "capex_cny:亩"}, "no unit of capex_cny")],
)
def test_what_a_person_says_of_a_header_is_checked(said: dict[str, str], words: str) -> None:
    with pytest.raises(LeadsError, match=words):
        table("sector,估算\nlamps,5\n", stated=said)


def test_of_two_headers_of_one_meaning_the_second_is_asked_about() -> None:
    found = table("sector,industry,jobs\nlamps,x,3\n").headings
    assert {h.header: h.asks for h in found.all if h.column is None} == {"industry": "column"}
    with pytest.raises(LeadsError, match="both mean sector"):
        table("sector,a\nlamps,x\n", stated={"sector": "sector", "a": "sector"})


def test_rows_of_totals_and_notes_are_neither_leads_nor_faults() -> None:
    found = table("编号,行业,投资额（万元）\n1,灯具,5\n合计,,5\n注：以上为初步数据,,\n,总计,5\n")
    assert [lead.lead_id for lead in found.leads] == ["1"]
    assert not found.faults


def test_a_second_line_of_headers_below_is_refused_and_the_same_one_again_is_not() -> None:
    head = "编号,行业,投资额（万元）\n1,灯具,5\n"
    with pytest.raises(LeadsError, match="row 3: a second line of headers"):
        table(head + "编号,行业,投资额（亿元）\n2,灯具,5\n")
    again = table(head + "编号,行业,投资额（万元）\n2,灯具,5\n")
    assert [lead.profile.project.capex_cny for lead in again.leads] == [5e4, 5e4]


def test_a_column_without_a_header_is_asked_about_by_its_letter() -> None:
    found = table("sector,,jobs\nlamps,3000,5\n")
    assert [(h.header, h.asks) for h in found.headings.carried] == [("(B)", "column")]
    assert found.leads[0].row["(B)"] == "3000"
    said = table("sector,,jobs\nlamps,3000,5\n", stated={"(B)": "capex_cny:万元"})
    assert said.leads[0].profile.project.capex_cny == 3e7


@pytest.mark.parametrize("header", ["就业人数（%）", "用工占比", "Jobs (percent)", "投资额（%）"])
def test_a_share_is_no_amount_and_is_asked_about(header: str) -> None:
    found = table(f"sector,{header}\nlamps,30\n")
    assert [h.header for h in found.headings.asked] == [header]
    project = found.leads[0].profile.project
    assert (project.jobs, project.capex_cny) == (None, None)


def test_an_unusually_large_amount_is_told() -> None:
    found = table("sector,投资额（万元）\nlamps,350000000\n").leads[0]
    assert "is the unit right" in str(found.remarks[0])


@pytest.mark.parametrize(
    "header",
    ["手机号码", "联系人姓名", "联系人电话", "微信", "WeChat", "姓名", "经办人", "法人", "身份证号",
     "Contact name", "Mobile phone", "E-mail address", "通讯地址"],
)  # fmt: skip
def test_a_header_of_personal_data_is_never_carried_along(header: str) -> None:
    found = table(f"sector,phone,{header}\nlamps,SECRET0,SECRET1\nlamps,SECRET2,SECRET3,SECRET4\n")
    assert not found.headings.asked
    assert "SECRET" not in str(found)
    assert "SECRET" not in str([lead.row for lead in found.leads])
    assert "SECRET" not in str([fault.value for fault in found.faults])


def test_a_hidden_sheet_is_not_the_one_that_is_read() -> None:
    book = openpyxl.Workbook()
    book.active.append(["sector"])
    book.active.append(["hidden"])
    book.active.sheet_state = "hidden"
    sheet = book.create_sheet("seen")
    sheet.append(["sector"])
    sheet.append(["lamps"])
    content = io.BytesIO()
    book.save(content)
    found = lead_table("a.xlsx", content.getvalue(), today=TODAY)
    assert [lead.profile.project.sector for lead in found.leads] == ["lamps"]


def test_columns_that_are_none_are_carried_along_as_they_stood() -> None:
    found = table("sector,备注,weather\nlamps, =1+1 ,sunny\n")
    assert dict(found.leads[0].row) == {"sector": "lamps", "备注": "=1+1", "weather": "sunny"}
    assert [h.asks for h in found.headings.carried] == ["", "column"]


def test_personal_data_is_kept_apart_from_everything_that_is_shown() -> None:
    found = table("sector,联系人,联系电话,邮箱\nlamps,王先生,13800000000,w@example.com\n").leads[0]
    assert found.contact == {"contact": "王先生", "phone": "13800000000", "email": "w@example.com"}
    assert "王先生" not in str(found)
    assert dict(found.row) == {"sector": "lamps"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_template_is_read_back_without_a_question(language: str) -> None:
    for name, content in (
        ("t.xlsx", template_workbook(language)),
        ("t.csv", template_csv(language)),
    ):
        found = lead_table(name, content, today=TODAY)
        assert not found.headings.asked, [h.header for h in found.headings.asked]
        assert list(found.headings.by_column) == list(COLUMNS)
        assert not found.faults, [str(f.reason) for f in found.faults]
        project = found.leads[0].profile.project
        assert (project.land_mu, project.capex_cny) == (30, 2e8)
        assert project.functions == ("production", "r_and_d")


@pytest.mark.slow
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("ending", ["leads.xlsx", "leads.csv", "leads_gb.csv"])
def test_the_rejected_rows_of_a_made_list_are_exactly_its_wrong_ones(
    language: str, ending: str
) -> None:
    made, headers = make_leads.rows(500, 7, language), make_leads.HEADERS[language]
    content = make_leads.written(ending, headers, [row.cells for row in made])
    found = lead_table(ending, content, today=TODAY)
    wrong = {(i, headers[place]) for i, row in enumerate(made, start=2) for place in row.wrong}
    assert {(fault.row, fault.column) for fault in found.faults} == wrong
    assert len(found.leads) + len(found.rejected) == 500
    assert len(wrong) > 30
    for fault in found.faults:
        assert render(fault.reason, "zh") != render(fault.reason, "en")


@given(st.text(max_size=40), st.sampled_from(sorted(COLUMNS)))
def test_no_cell_whatever_it_holds_ends_the_reading(cell: str, column: str) -> None:
    safe = cell.encode("utf-8", "ignore").decode().replace("\0", "")
    header = list(dict.fromkeys(["sector", column, "remarks"]))
    row = [safe if name == column else "lamps" for name in header]
    text = io.StringIO(newline="")
    csv.writer(text).writerows([header, row])
    found = lead_table("a.csv", text.getvalue().encode(), today=TODAY)
    assert len(found.leads) + len(found.rejected) == 1


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", b"", "is empty"),
        ("a.csv", b"company\nx\n", "no column of the industry"),
        ("a.csv", b"sector\n", "no row below"),
        ("a.csv", b"\x00\x01\x02\xff", "no text"),
        ("a.xls", b"x", ".csv or .xlsx"),
        ("a.xlsx", b"PK\x03\x04nothing", "old .xls"),
        ("a.csv", b'sector\n"lamps', "cannot be read"),
    ],
)
def test_a_file_that_is_no_list_says_what_is_wrong(name: str, content: bytes, words: str) -> None:
    with pytest.raises(LeadsError, match=words):
        lead_table(name, content, today=TODAY)


def test_the_name_of_a_file_is_a_name_and_no_path() -> None:
    with pytest.raises(LeadsError) as error:
        lead_table("../../etc/x.csv", b"company\nx\n", today=TODAY)
    assert ".." not in str(error.value)
    rows = rows_of("..\\..\\x.csv", b"sector\nlamps\n", Limits())
    assert [row.cells for row in rows] == [("sector",), ("lamps",)]


def test_more_than_the_limits_is_refused_before_it_is_held() -> None:
    limits = Limits(size=1_000, rows=3, columns=2)
    large = {"a,b,c\n": "2 columns", "a\n" * 4: "3 filled rows", "a" * 1_001: "bytes"}
    for text, words in large.items():
        with pytest.raises(DataError, match=words):
            rows_of("x.csv", text.encode(), limits)
