"""Rows of files in the columns of the catalogue: units, datum and words settled, faults named."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from features.datum import DATUMS, WGS84, datum_of, to_wgs84
from features.errors import DataError
from features.exchange.codes import KNOWN, code_of
from features.exchange.headers import (
    AREAS,
    SITE_COLUMNS,
    STATEMENT_COLUMNS,
    headers_of,
    nearest_columns,
)
from features.exchange.reading import Sheets
from features.sectors import Taxonomy

NEVER_SHIFTED = ("Hong Kong", "Macao")
"""Cities whose maps are in WGS-84 with most services: only a record's own datum moves a point."""


CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
"""Characters that no file shows and no workbook keeps."""


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """What files state: sites (index site_id, text, a blank is not stated), shapes, statements.

    `ignored` are headers that name no column, with the three nearest columns.
    """

    sites: pd.DataFrame
    shapes: Mapping[str, Any]
    statements: pd.DataFrame
    ignored: tuple[str, ...] = ()


@dataclass(kw_only=True)
class _Faults:
    """Lines of what is wrong with one file."""

    file: str
    lines: list[str] = field(default_factory=list)

    def say(self, row: int, column: str, found: object, rule: str) -> None:
        self.lines.append(
            f"{self.file}, row {row}, field {column}: found {str(found)[:60]!r}, {rule}. "
            "Correct the row."
        )


def incoming(
    files: Sequence[Sheets],
    taxonomy: Taxonomy,
    *,
    datum: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> Incoming:
    """The rows of files in the columns of the catalogue.

    `datum` speaks for every point whose own record says none.

    Raises
    ------
    DataError
        Naming file, row, field and rule of everything that is wrong, one a line.
    """
    lines: list[str] = []
    read = [_one(sheets, taxonomy, datum, headers or {}, lines) for sheets in files]
    _once_over_all(files, read, lines)
    if lines:
        raise DataError("\n".join(lines))
    return Incoming(
        sites=pd.concat([one.sites for one in read]),
        shapes={site: shape for one in read for site, shape in one.shapes.items()},
        statements=pd.concat([one.statements for one in read], ignore_index=True),
        ignored=tuple(note for one in read for note in one.ignored),
    )


def _one(
    sheets: Sheets,
    taxonomy: Taxonomy,
    datum: str | None,
    headers: Mapping[str, str],
    lines: list[str],
) -> Incoming:
    faults = _Faults(file=sheets.name)
    stated = {head: column for head, column in headers.items() if head in sheets.sites.columns}
    mapped, unknown = headers_of(sheets.sites.columns, SITE_COLUMNS, stated, sheets.name)
    if "site_id" not in mapped.values():
        raise DataError(
            f"{sheets.name}, first line: no column of ids. Expected site_id (编号). Add it, or "
            "name it with --map."
        )
    rows = [
        {mapped[head]: str(cell).strip() for head, cell in row.items() if head in mapped}
        for row in sheets.sites.to_dict(orient="records")
    ]
    sites, shapes = [], {}
    for number, row in enumerate(rows):
        line = number + 2
        for column, text in row.items():
            if CONTROL.search(text):
                faults.say(line, column, text, "expected no control characters")
        made = sheets.geometry[number] if sheets.geometry is not None else None
        settled = _settled(row, line, taxonomy, faults)
        shape = _shape(settled, made, datum or sheets.datum, line, faults)
        sites.append({name: settled.get(name, "") for name in SITE_COLUMNS})
        if shape is not None:
            shapes[settled.get("site_id", "")] = shape
    table = pd.DataFrame(sites, columns=list(SITE_COLUMNS), dtype=object)
    _ids(table, faults)
    statements = _statements(sheets, faults)
    lines += faults.lines
    dropped = table.drop(columns=["lon", "lat", "wkt", "datum"]).set_index("site_id")
    return Incoming(
        sites=dropped, shapes=shapes, statements=statements, ignored=tuple(_notes(sheets, unknown))
    )


def _notes(sheets: Sheets, unknown: list[str]) -> Iterator[str]:
    for head in unknown:
        near = ", ".join(nearest_columns(head, SITE_COLUMNS))
        yield f"{sheets.name}: the column {head[:60]!r} is not read; nearest: {near}"


def _ids(table: pd.DataFrame, faults: _Faults) -> None:
    for row in np.flatnonzero(table["site_id"] == "").tolist():
        faults.say(row + 2, "site_id", "", "expected an id")
    again = table["site_id"].duplicated(keep="first") & (table["site_id"] != "")
    for row in np.flatnonzero(again).tolist():
        faults.say(row + 2, "site_id", table["site_id"].iloc[row], "stands twice, expected once")


def _once_over_all(files: Sequence[Sheets], read: list[Incoming], lines: list[str]) -> None:
    seen: dict[str, str] = {}
    for sheets, one in zip(files, read, strict=True):
        for site in one.sites.index:
            if site and seen.get(site, sheets.name) != sheets.name:
                lines.append(
                    f"{sheets.name}, row {site}, field site_id: stands in {seen[site]} too, "
                    "expected once over all files. Take one out."
                )
            seen.setdefault(site, sheets.name)


def _settled(row: dict[str, str], line: int, taxonomy: Taxonomy, faults: _Faults) -> dict[str, str]:
    settled = {column: text for column, text in row.items() if text and column not in AREAS}
    for column in (*KNOWN, "city"):
        if column in settled:
            settled[column] = code_of(column, settled[column])
    for column, km2 in AREAS.items():
        if row.get(column):
            number = _number(row[column], line, column, faults)
            settled.setdefault("area_km2", "" if number is None else f"{number * km2:.6g}")
    for column in ("area_km2", "established_year", "precision_km"):
        if settled.get(column):
            number = _number(settled[column], line, column, faults)
            settled[column] = "" if number is None else number_text(number)
    if settled.get("sector_words") and not settled.get("sectors"):
        settled["sectors"] = _codes(settled["sector_words"], line, taxonomy, faults)
    return settled


def _number(text: str, line: int, column: str, faults: _Faults) -> float | None:
    try:
        number = float(text.replace(",", "")) if "," in text else float(text)
    except ValueError:
        number = float("nan")
    if np.isfinite(number) and number > 0:
        return number
    faults.say(line, column, text, "expected a finite number above 0")
    return None


def number_text(number: float) -> str:
    """A number as the shortest text that reads back as the same.

    Examples
    --------
    >>> number_text(90.0), number_text(458.69)
    ('90', '458.69')
    """
    return str(int(number)) if float(number).is_integer() else repr(float(number))


def _codes(words: str, line: int, taxonomy: Taxonomy, faults: _Faults) -> str:
    codes = []
    for word in words.replace("、", ";").replace("；", ";").split(";"):
        code = taxonomy.exact(word.strip()) if word.strip() else None
        if code:
            codes.append(code)
        elif word.strip():
            near = difflib.get_close_matches(word.strip().casefold(), taxonomy.terms, n=3, cutoff=0)
            faults.say(
                line, "sector_words", word, f"expected an industry; nearest: {', '.join(near)}"
            )
    return ";".join(dict.fromkeys(codes))


def _shape(row: dict[str, str], made: Any, datum: str | None, line: int, faults: _Faults) -> Any:
    shape = made if made is not None else _stated_shape(row, line, faults)
    if shape is None:
        return None
    own = row.get("datum", "")
    named = datum_of(own) if own else _declared(row, datum)
    if named is None:
        rule = f"expected one of {', '.join(DATUMS)}" + ("" if own else ", or --datum for the file")
        faults.say(line, "datum", own, rule)
        return None
    return _moved(shape, named)


def _declared(row: dict[str, str], datum: str | None) -> str | None:
    """The datum of the file; a point of Hong Kong or Macao is moved by its own record only."""
    return WGS84 if datum and row.get("city") in NEVER_SHIFTED else datum


def _moved(shape: Any, datum: str) -> Any:
    from shapely import transform

    if datum == WGS84:
        return shape
    return transform(shape, lambda x: np.column_stack(to_wgs84(x[:, 0], x[:, 1], datum)).round(7))


def _stated_shape(row: dict[str, str], line: int, faults: _Faults) -> Any:
    from shapely import from_wkt
    from shapely.errors import ShapelyError
    from shapely.geometry import Point

    if row.get("wkt"):
        try:
            return from_wkt(row["wkt"])
        except ShapelyError:
            faults.say(line, "wkt", row["wkt"], "expected a POINT, POLYGON or MULTIPOLYGON")
            return None
    axes = {name: row.get(name, "") for name in ("lon", "lat")}
    if not any(axes.values()):
        return None
    ends = []
    for name, text in axes.items():
        try:
            ends.append(float(text))
        except ValueError:
            ends.append(float("nan"))
        if not np.isfinite(ends[-1]):
            faults.say(line, name, text, "expected degrees, as a finite number")
    return Point(ends) if np.isfinite(ends).all() else None


def _statements(sheets: Sheets, faults: _Faults) -> pd.DataFrame:
    columns = list(STATEMENT_COLUMNS)
    if sheets.statements.empty:
        return pd.DataFrame(columns=columns, dtype=object)
    mapped, _ = headers_of(sheets.statements.columns, STATEMENT_COLUMNS, {}, sheets.name)
    table = sheets.statements.rename(columns=mapped).reindex(columns=columns, fill_value="")
    table = table.map(lambda cell: str(cell).strip())
    for name in ("site_id", "attribute", "value"):
        for row in np.flatnonzero(table[name] == "").tolist():
            faults.say(row + 2, f"statements.{name}", "", "expected something")
    return table
