"""An empty list of leads to be filled in: columns, an example, and what each column takes."""

from __future__ import annotations

import pandas as pd

from recommender.csv_table import csv_of
from recommender.leads.columns import COLUMNS, Column
from recommender.leads.units import units_for
from recommender.messages import Message, message
from recommender.sheets import write_workbook
from recommender.texts import render, translate
from recommender.words import FUNCTIONS, OWNERSHIPS, PROJECT_KINDS

UNIT = {
    "en": {"mu": "mu", "m2": "m²", "CNY": "10,000 CNY", "people": "people"},
    "zh": {"mu": "亩", "m2": "平方米", "CNY": "万元", "people": "人"},
}
"""The unit that a template states for a column's bare numbers."""

EXAMPLE = {
    "en": {"lead_id": "A-1", "company": "Example Co", "origin_city": "Shenzhen",
           "sector": "smart locks", "functions": "production; r_and_d", "ownership": "domestic",
           "kind": "new", "land_mu": "30", "capex_cny": "20000", "jobs": "200",
           "start": "2028-03"},
    "zh": {"lead_id": "A-1", "company": "示例企业", "origin_city": "深圳", "sector": "智能门锁",
           "functions": "生产；研发", "ownership": "民营", "kind": "新建", "land_mu": "30",
           "capex_cny": "20000", "jobs": "200", "start": "2028-03"},
}  # fmt: skip
COLUMN, TAKES = message("Column").text, message("What it takes").text
NEEDED = message("needed: the industry or the products, in any words").text
FREE = message("any words").text
MEASURE = message(
    "a number in the unit of the header, or with a unit of its own: {units}; a range is read"
).text
CHOICE = message("one of: {words}").text
CHOICES = message("any of: {words}, apart by semicolons").text
MONTH = message("a month such as 2028-03").text
YEAR = message("a year: the project is matched with the roads and rules of its July").text
PERSONAL = message("kept apart: it stands in no file that is written").text


def template_workbook(language: str) -> bytes:
    """The template as a workbook: the list with one example, and what each column takes."""
    takes = [(_title(column, language), _takes(column, language)) for column in COLUMNS.values()]
    heads = [translate(head, language) for head in (COLUMN, TAKES)]
    notes = pd.DataFrame(takes, columns=heads)
    sheets = {
        translate(message("leads").text, language): _table(language),
        translate(message("columns").text, language): notes,
    }
    return write_workbook(sheets, language=language)


def template_csv(language: str) -> bytes:
    """The template as CSV: the first line and one example."""
    return csv_of(_table(language))


def _table(language: str) -> pd.DataFrame:
    words = EXAMPLE["en" if language == "en" else "zh"]
    row = [render(words.get(name, ""), language) for name in COLUMNS]
    titles = [_title(column, language) for column in COLUMNS.values()]
    return pd.DataFrame([row], columns=titles, dtype=object)


def _title(column: Column, language: str) -> str:
    title = translate(column.title, language)
    if not column.measured:
        return title
    return f"{title} ({UNIT['en' if language == 'en' else 'zh'][str(column.unit)]})"


def _takes(column: Column, language: str) -> str:
    said: dict[str, Message] = {
        "text": message(NEEDED if column.name == "sector" else FREE),
        "money": message(MEASURE, units=", ".join(units_for("money"))),
        "area": message(MEASURE, units=", ".join(units_for("area"))),
        "people": message(MEASURE, units=", ".join(units_for("people"))),
        "month": message(MONTH),
        "year": message(YEAR),
        "contact": message(PERSONAL),
    }
    return render(said[column.holds] if column.holds in said else _choice(column.name), language)


def _choice(name: str) -> Message:
    known = {"functions": FUNCTIONS, "ownership": OWNERSHIPS, "kind": PROJECT_KINDS}[name]
    first, *rest = (message("{word} ({meaning})", word=word, meaning=message(text))
                    for word, text in known.items())  # fmt: skip
    for word in rest:
        first = message("{one}, {more}", one=first, more=word)
    return message(CHOICES if name == "functions" else CHOICE, words=first)
