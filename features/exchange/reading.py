"""Files of sites as raw rows: CSV, XLSX, GeoJSON, GeoPackage; limits first, XML never."""

from __future__ import annotations

import csv
import io
import json
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from features.datum import WGS84
from features.errors import DataError
from features.exchange.tabular import written

MOST_BYTES = 64 * 2**20
MOST_COLUMNS = 200
MOST_ROWS = 100_000
MOST_UNPACKED = 8 * MOST_BYTES
"""Bytes of a workbook once unpacked: a larger one is a trap, not a table."""

SITES, STATEMENTS = "sites", "statements"


@dataclass(frozen=True, kw_only=True)
class Sheets:
    """The rows of one file as text: sites, statements, and the datum that the format itself says.

    `geometry` holds a shape a row of `sites`, where the format has shapes.
    """

    name: str
    sites: pd.DataFrame
    statements: pd.DataFrame = field(default_factory=pd.DataFrame)
    geometry: list[Any] | None = None
    datum: str | None = None


def read_sheets(name: str, content: bytes) -> Sheets:
    """The rows of a file by the ending of its name; nothing of it is run or fetched.

    Raises
    ------
    DataError
        If the file is too large, of another kind, or cannot be read.
    """
    file, ending = Path(name).name, Path(name).suffix.lower()
    within_size(file, len(content))
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<" or ending in (".kml", ".kmz", ".gml"):
        raise DataError(
            f"{file} is XML or KML, which is not read here. Expected one of "
            f"{', '.join(READERS)}. Save it as one of these (QGIS: Export, Save features as)."
        )
    if ending not in READERS:
        raise DataError(
            f"{file} has the ending {ending!r}, which is not read. Expected one of "
            f"{', '.join(READERS)}. Save it as one of these."
        )
    try:
        return READERS[ending](file, content)
    except DataError:
        raise
    except Exception as error:
        raise DataError(
            f"{file} cannot be read as {ending} ({type(error).__name__}: {str(error)[:80]}). "
            "Expected a whole file of that kind. Save it again."
        ) from error


def within_size(file: str, size: int) -> None:
    """Refuse a file of more than `MOST_BYTES` bytes before it is read.

    Raises
    ------
    DataError
        If it is larger.
    """
    _within(size, MOST_BYTES, file, "bytes")


def _csv(file: str, content: bytes) -> Sheets:
    rows = list(csv.reader(io.StringIO(_decoded(file, content), newline="")))
    _within(len(rows), MOST_ROWS, file, "rows")
    return Sheets(name=file, sites=_table(file, rows))


def _decoded(file: str, content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise DataError(f"{file} is neither UTF-8 nor GB18030. Save it as CSV in UTF-8.")


def _xlsx(file: str, content: bytes) -> Sheets:
    import openpyxl

    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        _within(sum(part.file_size for part in packed.infolist()), MOST_UNPACKED, file, "bytes")
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    names = {name.strip().casefold(): name for name in book.sheetnames}
    first = names.get(SITES, names.get("园区", book.sheetnames[0]))
    other = names.get(STATEMENTS, names.get("证据"))
    return Sheets(
        name=file,
        sites=_sheet(file, book[first]),
        statements=_sheet(file, book[other]) if other else pd.DataFrame(),
    )


def _sheet(file: str, sheet: Any) -> pd.DataFrame:
    _within(sheet.max_column or 0, MOST_COLUMNS, file, "columns")
    rows = []
    for row in sheet.iter_rows(values_only=True):
        rows.append(["" if cell is None else written(cell) for cell in row])
        _within(len(rows), MOST_ROWS, file, "rows")
    return _table(file, rows)


def _table(file: str, rows: list[list[str]]) -> pd.DataFrame:
    if not rows or not any(cell.strip() for cell in rows[0]):
        raise DataError(f"{file} is empty. Expected a first line of column names.")
    heads = [cell.strip() for cell in rows[0]]
    _within(len(heads), MOST_COLUMNS, file, "columns")
    wide = next((n for n, row in enumerate(rows, start=1) if len(row) > len(heads)), None)
    if wide:
        raise DataError(
            f"{file}, row {wide}: has {len(rows[wide - 1])} cells, expected {len(heads)}. "
            "Quote cells that hold commas."
        )
    filled = [row + [""] * (len(heads) - len(row)) for row in rows[1:] if any(map(str.strip, row))]
    table = pd.DataFrame(filled, columns=heads, dtype=object)
    return table.loc[:, [bool(head) for head in heads]]


def _geojson(file: str, content: bytes) -> Sheets:
    document = json.loads(content.decode("utf-8-sig"))
    features = document["features"]
    _within(len(features), MOST_ROWS, file, "rows")
    rows = [{**found["properties"]} for found in features]
    for row, found in zip(rows, features, strict=True):
        row.setdefault("site_id", found.get("id"))
    table = _as_text(pd.DataFrame(rows))
    _within(len(table.columns), MOST_COLUMNS, file, "columns")
    shapes = [_shape(file, n, f.get("geometry")) for n, f in enumerate(features, start=1)]
    statements = _as_text(pd.DataFrame(document.get(STATEMENTS, [])))
    return Sheets(name=file, sites=table, statements=statements, geometry=shapes, datum=WGS84)


def _shape(file: str, number: int, geometry: Any) -> Any:
    from shapely.geometry import shape

    try:
        return None if geometry is None else shape(geometry)
    except Exception as error:
        raise DataError(
            f"{file}, feature {number}: its shape cannot be read ({str(error)[:60]}). Expected a "
            "Point, Polygon or nothing. Correct the feature."
        ) from error


def _gpkg(file: str, content: bytes) -> Sheets:
    if not content.startswith(b"SQLite format 3\0"):
        raise DataError(f"{file} is no GeoPackage. Expected a whole file. Save it again.")
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "incoming.gpkg"
        copy.write_bytes(content)
        return _layers(file, copy)


def _layers(file: str, path: Path) -> Sheets:
    import pyogrio

    layers = [str(name) for name in pyogrio.list_layers(path)[:, 0]]
    first = SITES if SITES in layers else layers[0]
    frame = pyogrio.read_dataframe(path, layer=first)
    _within(len(frame), MOST_ROWS, file, "rows")
    _within(len(frame.columns), MOST_COLUMNS, file, "columns")
    shapes: list[Any] | None = None
    if "geometry" in frame:
        if frame.crs is not None and frame.crs.to_epsg() != 4326:
            frame = frame.to_crs(4326)
        shapes = [None if g is None or g.is_empty else g for g in frame.geometry]
    other = pyogrio.read_dataframe(path, layer=STATEMENTS) if STATEMENTS in layers else None
    return Sheets(
        name=file,
        sites=_as_text(pd.DataFrame(frame.drop(columns="geometry", errors="ignore"))),
        statements=pd.DataFrame() if other is None else _as_text(pd.DataFrame(other)),
        geometry=shapes,
        datum=WGS84,
    )


def _as_text(table: pd.DataFrame) -> pd.DataFrame:
    """Every cell as the text that a CSV file would hold; a blank as nothing."""
    return table.map(lambda cell: "" if _blank(cell) else written(cell)).astype(object)


def _blank(cell: Any) -> bool:
    return cell is None or (isinstance(cell, float) and cell != cell) or cell is pd.NaT


def _within(found: int, most: int, file: str, what: str) -> None:
    if found > most:
        raise DataError(f"{file} has {found:,} {what}, at most {most:,} are read. Split the file.")


READERS: dict[str, Callable[[str, bytes], Sheets]] = {
    ".csv": _csv,
    ".xlsx": _xlsx,
    ".geojson": _geojson,
    ".json": _geojson,
    ".gpkg": _gpkg,
}
"""Formats that are read, by the ending of a file's name."""
