"""Short lists as files: tables, workbooks, maps, reports and a bundle of them all.

A file appears whole or not at all, and no cell is ever a live formula. A list under a codename is
written by the same functions.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from recommender.cells import plain_values, without_forbidden
from recommender.csv_table import csv_of
from recommender.errors import ProfileError
from recommender.listed import Listed
from recommender.sheets import write_workbook
from recommender.shortlist_book import KINDS, sheets_of

LAYER = "shortlist"
"""Name of the layer of a GeoPackage."""


def csv_bytes(listed: Listed) -> bytes:
    """The summary as CSV in UTF-8 with a mark that Excel reads Chinese by."""
    return csv_of(listed.summary())


def xlsx_bytes(listed: Listed) -> bytes:
    """A workbook: summary, decision, money, a sheet a site, sources and method."""
    return write_workbook(
        sheets_of(listed), created=listed.on, kinds=KINDS, language=listed.language
    )


def geojson_bytes(listed: Listed) -> bytes:
    """The entries as RFC 7946 features with the columns of the summary."""
    shapes = listed.catalogue.sites.geometry
    features = [
        {
            "type": "Feature",
            "id": row["site_id"],
            "geometry": None if shapes[row["site_id"]] is None
            else shapes[row["site_id"]].__geo_interface__,
            "properties": row,
        }
        for row in _properties(listed).to_dict(orient="records")
    ]  # fmt: skip
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False, allow_nan=False).encode()


def gpkg_bytes(listed: Listed) -> bytes:
    """The entries as the layer `shortlist` of a GeoPackage, with the columns of the summary."""
    from features.exchange import geopackage

    table = _properties(listed)
    shapes = listed.catalogue.sites.geometry.loc[list(table["site_id"])]
    return geopackage.gpkg_bytes(table, list(shapes), layer=LAYER, on=listed.on)


def pdf_bytes(listed: Listed) -> bytes:
    """The report for a board as PDF, without a cover; typst is loaded when it is asked for."""
    from recommender.board_report.pdf import pdf_bytes

    return pdf_bytes(listed)


def html_bytes(listed: Listed) -> bytes:
    """The report for a board as one HTML file, without a cover."""
    from recommender.board_report.html import html_bytes

    return html_bytes(listed)


def zip_bytes(listed: Listed) -> bytes:
    """The bundle of a decision: record, profile, report, tables and map, without a cover."""
    from recommender.bundle import bundle_bytes

    return bundle_bytes(listed)


FORMATS: dict[str, Callable[[Listed], bytes]] = {
    ".csv": csv_bytes,
    ".xlsx": xlsx_bytes,
    ".geojson": geojson_bytes,
    ".gpkg": gpkg_bytes,
    ".pdf": pdf_bytes,
    ".html": html_bytes,
    ".zip": zip_bytes,
}
"""Known formats by the ending of the file's name."""


def format_of(path: Path) -> Callable[[Listed], bytes]:
    """The format that a file's ending names.

    Raises
    ------
    ProfileError
        Naming the known endings.
    """
    try:
        return FORMATS[path.suffix.lower()]
    except KeyError as error:
        raise ProfileError(
            f"File {path} has the ending {path.suffix!r}, which is not built. Known: "
            f"{', '.join(FORMATS)}. Choose one of these."
        ) from error


def _properties(listed: Listed) -> pd.DataFrame:
    """The summary with text that every reader can read."""
    table = listed.summary()
    texts = {
        name: [without_forbidden(v) if isinstance(v, str) else v for v in plain_values(table[name])]
        for name in table.columns
        if table[name].dtype.kind not in "iuf"
    }
    return table.assign(**texts)
