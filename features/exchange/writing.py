"""The catalogue as files that are read back the same: sites and statements with their sources."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd

from features.catalogue import Catalogue
from features.datum import WGS84
from features.exchange.headers import SITE_COLUMNS, STATEMENT_COLUMNS
from features.exchange.incoming import number_text
from features.exchange.reading import SITES, STATEMENTS


def site_table(catalogue: Catalogue) -> pd.DataFrame:
    """Every site as text in `SITE_COLUMNS`; a blank is nothing, points are WGS-84."""
    table = catalogue.sites.drop(columns="geometry").reset_index()
    written = table.map(_text)
    shapes = list(catalogue.sites.geometry)
    point = [shape is not None and shape.geom_type == "Point" for shape in shapes]
    columns = {
        "lon": [number_text(s.x) if p else "" for s, p in zip(shapes, point, strict=True)],
        "lat": [number_text(s.y) if p else "" for s, p in zip(shapes, point, strict=True)],
        "wkt": [
            s.wkt if s is not None and not p else "" for s, p in zip(shapes, point, strict=True)
        ],
        "datum": [WGS84 if shape is not None else "" for shape in shapes],
        "source": _cited(catalogue, table["source_id"]),
    }
    return written.assign(**columns)[list(SITE_COLUMNS)].astype(object)


def statement_table(catalogue: Catalogue) -> pd.DataFrame:
    """Every statement as text in `STATEMENT_COLUMNS`, days as they were stated."""
    table = catalogue.evidence.assign(as_of=catalogue.evidence["said_on"])
    cited = table.assign(source=_cited(catalogue, table["source_id"]))
    return cited[list(STATEMENT_COLUMNS)].map(_text).astype(object)


def _cited(catalogue: Catalogue, ids: pd.Series) -> list[str]:
    return [_text(cell) for cell in ids.map(catalogue.sources["citation"])]


def _csv(catalogue: Catalogue) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    table = site_table(catalogue)
    writer.writerow(table.columns)
    writer.writerows(table.itertuples(index=False))
    return text.getvalue().encode("utf-8-sig")


def _xlsx(catalogue: Catalogue) -> bytes:
    import xlsxwriter

    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as book:
        for name, table in (
            (SITES, site_table(catalogue)),
            (STATEMENTS, statement_table(catalogue)),
        ):
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 1)
            for column, head in enumerate(table.columns):
                sheet.write_string(0, column, head)
                for row, cell in enumerate(table[head], start=1):
                    if cell:
                        sheet.write_string(row, column, cell)
    return content.getvalue()


def _geojson(catalogue: Catalogue) -> bytes:
    table = site_table(catalogue).drop(columns=["lon", "lat", "wkt", "datum"])
    features = [
        {
            "type": "Feature",
            "id": row["site_id"],
            "properties": row,
            "geometry": None if shape is None else shape.__geo_interface__,
        }
        for row, shape in zip(
            table.to_dict(orient="records"), catalogue.sites.geometry, strict=True
        )
    ]
    document = {
        "type": "FeatureCollection",
        "features": features,
        STATEMENTS: statement_table(catalogue).to_dict(orient="records"),
    }
    return json.dumps(document, ensure_ascii=False, allow_nan=False).encode()


def _gpkg(catalogue: Catalogue) -> bytes:
    import pyogrio

    table = site_table(catalogue).drop(columns=["lon", "lat", "wkt", "datum"])
    frame = gpd.GeoDataFrame(table, geometry=list(catalogue.sites.geometry), crs="EPSG:4326")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "catalogue.gpkg"
        pyogrio.write_dataframe(frame, file, layer=SITES, geometry_type="Unknown")
        pyogrio.write_dataframe(statement_table(catalogue), file, layer=STATEMENTS, append=True)
        return file.read_bytes()


def _text(cell: Any) -> str:
    if cell is None or cell is pd.NaT or (isinstance(cell, float) and cell != cell):
        return ""
    return number_text(cell) if isinstance(cell, int | float) else str(cell)


WRITERS: dict[str, Callable[[Catalogue], bytes]] = {
    ".csv": _csv,
    ".xlsx": _xlsx,
    ".geojson": _geojson,
    ".gpkg": _gpkg,
}
"""Formats that are written, by the ending of a file's name; CSV holds the sites alone."""
