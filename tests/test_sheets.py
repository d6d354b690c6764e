"""Worksheets and CSV for people who live in a spreadsheet: nothing runs, nothing is lost."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date, datetime

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.cells import LONGEST, clean_text, units
from recommender.csv_table import csv_of, guarded
from recommender.errors import ReportError
from recommender.sheet_names import LONGEST_NAME, sheet_names
from recommender.sheets import write_workbook
from tests.injections import INJECTIONS


def sheet_of(table: pd.DataFrame, **options: object) -> openpyxl.worksheet.worksheet.Worksheet:
    content = write_workbook({"a": table}, **options)  # type: ignore[arg-type]
    return openpyxl.load_workbook(io.BytesIO(content))["a"]


def csv_rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_text_that_a_spreadsheet_would_run_is_text_in_cells_and_in_headers() -> None:
    table = pd.DataFrame([INJECTIONS], columns=INJECTIONS)
    sheet = sheet_of(table)
    for row in sheet.iter_rows(min_row=1, max_row=2):
        assert [cell.value for cell in row] == [clean_text(text) for text in INJECTIONS]
        assert {cell.data_type for cell in row} == {"s"}
        assert {cell.hyperlink for cell in row} == {None}


def test_csv_guards_it_in_cells_and_in_headers() -> None:
    table = pd.DataFrame([INJECTIONS], columns=INJECTIONS)
    for row in csv_rows(csv_of(table)):
        assert row == [f"'{text}" for text in INJECTIONS]


def test_a_negative_number_stays_a_number_in_both() -> None:
    table = pd.DataFrame({"float": [-5.5], "whole": [-5], "mixed": pd.Series([-5], dtype=object)})
    assert [cell.data_type for cell in sheet_of(table)[2]] == ["n", "n", "n"]
    assert csv_rows(csv_of(table))[1] == ["-5.5", "-5", "-5"]
    assert [guarded(text) for text in ("-5", "-1.5e3", "+7")] == ["-5", "-1.5e3", "+7"]
    assert [guarded(text) for text in ("-5-5", "- 5", "-1.5e3x")] == ["'-5-5", "'- 5", "'-1.5e3x"]


@given(st.text(max_size=20))
def test_any_text_is_read_back_from_csv_as_it_was_or_guarded(text: str) -> None:
    (found,) = csv_rows(csv_of(pd.DataFrame({"a": ["x", text]})))[2] or [""]
    assert found in (text, f"'{text}")
    plain = found.lstrip()
    assert plain[:1] not in tuple("=@＝＠") or not plain


@given(st.lists(st.text(max_size=40), min_size=1, max_size=12))
def test_any_names_become_names_that_excel_takes(names: list[str]) -> None:
    found = sheet_names(names)
    assert len({name.casefold() for name in found}) == len(names)
    for name in found:
        assert 0 < units(name) <= LONGEST_NAME
        assert not set(name) & set("[]:*?/\\")
        assert not name.startswith("'")
        assert not name.endswith("'")
        assert name.casefold() != "history"
    content = write_workbook({str(i): pd.DataFrame({"a": [1]}) for i in range(len(names))})
    assert len(openpyxl.load_workbook(io.BytesIO(content)).sheetnames) == len(names)


def test_names_that_differ_in_case_alone_or_beyond_the_cut_get_numbers() -> None:
    long = "z" * 40
    assert sheet_names(["Site", "site", long, long + "y", "'quoted'", "HISTORY"]) == [
        "Site", "site (2)", "z" * 31, "z" * 27 + " (2)", "quoted", "HISTORY_",
    ]  # fmt: skip


def test_numbers_have_the_format_of_their_kind_and_days_are_days() -> None:
    table = pd.DataFrame(
        {
            "score": [0.5], "coverage": [0.25], "capex_cny": [80_000_000.0], "jobs": [1200],
            "year": [2027], "as_of": ["2026-11-24"], "land_mu": [34.5],
            "start": [datetime(2027, 6, 1)],
        }
    )  # fmt: skip
    cells = {head.value: cell for head, cell in zip(*sheet_of(table).iter_rows(), strict=True)}
    forms = {name: cell.number_format for name, cell in cells.items()}
    assert forms == {
        "score": "0.000", "coverage": "0%", "capex_cny": "#,##0", "jobs": "0", "year": "0",
        "as_of": "yyyy-mm-dd", "land_mu": "General", "start": "yyyy-mm-dd",
    }  # fmt: skip
    assert cells["as_of"].value == datetime(2026, 11, 24)
    assert cells["start"].value == datetime(2027, 6, 1)
    assert cells["capex_cny"].value == 80_000_000


def test_a_day_that_nobody_states_is_said_beside_days() -> None:
    sheet = sheet_of(pd.DataFrame({"as_of": ["undated", "2026-11-24", "2024", None, "1890-01-01"]}))
    assert [cell.value for (cell,) in sheet.iter_rows(min_row=2)] == [
        "undated", datetime(2026, 11, 24), "2024", None, "1890-01-01",
    ]  # fmt: skip


def test_every_unknown_is_a_blank_cell() -> None:
    unknown = [None, float("nan"), np.nan, pd.NaT, pd.NA, ""]
    table = pd.DataFrame({"a": pd.Series(unknown, dtype=object), "b": [*[np.nan] * 5, 1.0]})
    found = list(sheet_of(table).iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in found] == [None] * 6
    assert [row[1] for row in found] == [*[None] * 5, 1]
    assert [row[0] for row in csv_rows(csv_of(table))[1:]] == [""] * 6


def test_a_number_that_a_spreadsheet_would_round_or_not_hold_is_text() -> None:
    values = [12345678901234567, float("inf"), True]
    sheet = sheet_of(pd.DataFrame({"a": pd.Series(values, dtype=object)}))
    found = [cell.value for (cell,) in sheet.iter_rows(min_row=2)]
    assert found == ["12345678901234567", "inf", "True"]


@pytest.mark.parametrize("letter", ["z", "灯", "𠮷"])
def test_a_cell_that_is_too_long_is_cut_and_says_so(letter: str) -> None:
    table = pd.DataFrame({"a": [letter * 40_000]})
    for language, said in (("en", "[cut: a cell of Excel"), ("zh", "截断")):
        text = sheet_of(table, language=language)["A2"].value
        assert LONGEST - 2 < units(text) <= LONGEST
        assert said in text[-60:]
    assert sheet_of(pd.DataFrame({"a": ["z" * LONGEST]}))["A2"].value == "z" * LONGEST


def test_characters_that_xml_forbids_are_replaced() -> None:
    texts = pd.Series(["x\x01y\x1fz\ufffe\ud800", "a\r\nb\rc"], dtype=object)
    sheet = sheet_of(pd.DataFrame({"a\x00": texts}))
    assert [cell.value for (cell,) in sheet.iter_rows()] == [
        "a\ufffd", "x\ufffdy\ufffdz\ufffd\ufffd", "a\nb\nc",
    ]  # fmt: skip


def test_a_sheet_is_frozen_filtered_and_set_up_to_be_printed() -> None:
    sheet = sheet_of(pd.DataFrame({"short": ["a"], "long": ["word " * 80], "灯": ["灯具制造" * 4]}))
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:C2"
    assert sheet.page_setup.orientation == "landscape"
    assert str(sheet.page_setup.paperSize) == "9"
    assert sheet.page_setup.fitToWidth in (None, 1), "one is what Excel takes where none is said"
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.oddFooter.left.text == "&A"
    assert sheet.oddFooter.right.text == "&P / &N"
    widths = {name: sheet.column_dimensions[name].width for name in "ABC"}
    assert widths["A"] < widths["C"] < widths["B"] < 60
    assert sheet["B2"].alignment.wrap_text


def test_the_same_tables_give_the_same_bytes_and_the_day_is_the_one_given() -> None:
    table = pd.DataFrame({"a": [1, 2], "b": ["x", "灯"]})
    content = write_workbook({"a": table}, created=date(2026, 11, 24))
    assert content == write_workbook({"a": table}, created=date(2026, 11, 24))
    assert openpyxl.load_workbook(io.BytesIO(content)).properties.created == datetime(2026, 11, 24)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert {part.date_time[:3] for part in parts.infolist()} == {(1980, 1, 1)}


def test_two_columns_of_one_name_are_two_columns() -> None:
    table = pd.DataFrame([[1, "x"]], columns=["a", "a"])
    assert next(sheet_of(table).iter_rows(min_row=2, values_only=True)) == (1, "x")
    assert csv_rows(csv_of(table)) == [["a", "a"], ["1", "x"]]


def test_no_sheet_and_too_many_columns_are_refused_in_one_line() -> None:
    with pytest.raises(ReportError, match="at least one table"):
        write_workbook({})
    with pytest.raises(ReportError, match="at most 16384 columns"):
        write_workbook({"a": pd.DataFrame(np.zeros((1, 16_385)))})
