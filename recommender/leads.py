"""Leads: a table of projects, one a row, most of its cells blank."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from recommender.errors import LeadsError, ProfileError
from recommender.profile import Profile

NUMBERS = ("land_mu", "floor_area_m2", "capex_cny", "output_cny", "tax_cny", "jobs")
WORDS = ("origin_city", "ownership")
_NUMBER = re.compile(r"[0-9]+(\.[0-9]*)?([eE][+-]?[0-9]+)?|[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?")
"""A number with a point, or with commas between thousands; "1,5" is neither."""


@dataclass(frozen=True, kw_only=True)
class Lead:
    """One row: who asks, what is asked as a profile, and every further column as it stood."""

    lead_id: str
    company: str
    profile: Profile
    row: Mapping[str, str]


def read_leads(path: Path, *, today: date) -> tuple[Lead, ...]:
    """The leads of a CSV file in UTF-8; only `lead_id` and `sector` must be filled.

    Raises
    ------
    LeadsError
        If the file cannot be read, lacks a column, or a row breaks a rule (row and column named).
    """
    rows = _rows(path)
    _check_ids(path, rows)
    return tuple(_lead(row, number, path, today) for number, row in rows)


def _rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    """Line number of the file and cells, for every row that is not blank."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        _check_header(path, list(reader.fieldnames or []))
        rows = [(reader.line_num, row) for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise LeadsError(
            f"Leads {path} cannot be read ({str(error)[:120]}). Expected a CSV file in UTF-8. "
            "Check the path, or save the table as CSV UTF-8."
        ) from error
    for number, row in rows:
        if None in row or "\0" in "".join(map(str, row.values())):
            raise LeadsError(
                f"Leads {path}, row {number}: more cells than the first line has columns, or a "
                "NUL character. Expected one cell a column. Put commas between quotes."
            )
    return [(number, {k: (v or "").strip() for k, v in row.items()}) for number, row in rows]


def _check_header(path: Path, names: list[str]) -> None:
    missing = [name for name in ("lead_id", "sector") if name not in names]
    twice = sorted({name for name in names if names.count(name) > 1})
    if missing:
        apart = [mark for mark in (";", "\t") if len(names) == 1 and mark in names[0]]
        hint = f" The cells stand apart by {apart[0]!r}: save with commas." if apart else ""
        raise LeadsError(
            f"Leads {path} lack the columns {', '.join(missing)}. Expected a first line with at "
            f"least lead_id and sector, and one row below it.{hint} Add them."
        )
    if twice:
        raise LeadsError(
            f"Leads {path}, first line: the column {twice[0][:40]!r} stands twice. Expected each "
            "name once. Rename one."
        )


def _check_ids(path: Path, rows: list[tuple[int, dict[str, str]]]) -> None:
    if not rows:
        raise LeadsError(
            f"Leads {path} hold no row. Expected a first line with at least lead_id and sector, "
            "and one row below it. Add a lead."
        )
    first: dict[str, int] = {}
    for number, row in rows:
        lead = row["lead_id"]
        if not lead or lead in first:
            found = f"{lead[:40]!r} stands in row {first[lead]} too" if lead else "it is blank"
            raise LeadsError(
                f"Leads {path}, row {number}, column lead_id: {found}. Expected an id that "
                "stands once. Correct the cell."
            )
        first[lead] = number


def _lead(row: dict[str, str], number: int, path: Path, today: date) -> Lead:
    where = f"Leads {path}, row {number}"
    try:
        project = {"sector": row["sector"], **_project(row, where)}
        profile = Profile.from_dict(
            {"project": project, "name": row["lead_id"], "on": _on(row, where, today)},
            where=where,
            today=today,
        )
    except ProfileError as error:
        raise LeadsError(str(error)) from error
    return Lead(lead_id=row["lead_id"], company=row.get("company", ""), profile=profile, row=row)


def _project(row: dict[str, str], where: str) -> dict[str, Any]:
    facts: dict[str, Any] = {name: row[name] for name in WORDS if row.get(name)}
    facts |= {name: _number(row[name], name, where) for name in NUMBERS if row.get(name)}
    functions = [f.strip() for f in row.get("functions", "").split(";") if f.strip()]
    return facts | ({"functions": functions} if functions else {})


def _number(cell: str, name: str, where: str) -> float:
    if not _NUMBER.fullmatch(cell):
        raise LeadsError(
            f"{where}, column {name}: found {cell[:40]!r}. Expected a number in the unit of the "
            "column's name, such as 1200, 1,200 or 1.5. Correct the cell or leave it blank."
        )
    return float(cell.replace(",", ""))


def _on(row: dict[str, str], where: str, today: date) -> date:
    year = row.get("year", "")
    if not year:
        return today
    if not (re.fullmatch(r"[0-9]{4}", year) and 1980 <= int(year) <= 2100):
        raise LeadsError(
            f"{where}, column year: found {year[:40]!r}. Expected a year such as 2025. "
            "Correct the cell or leave it blank."
        )
    return date(int(year), 7, 1)
