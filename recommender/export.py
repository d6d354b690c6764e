"""Short lists as files: CSV, XLSX, GeoJSON, PDF and HTML; a file appears whole or not at all.

No cell is ever a live formula: text that a spreadsheet would run is written as text.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from recommender.csv_table import csv_of
from recommender.errors import ProfileError
from recommender.sheets import write_workbook
from recommender.shortlist import Shortlist


def csv_bytes(shortlist: Shortlist) -> bytes:
    """The summary as CSV in UTF-8 with a mark that Excel reads Chinese by."""
    return csv_of(shortlist.summary())


def xlsx_bytes(shortlist: Shortlist) -> bytes:
    """A workbook: summary, decision, costs by city, incentives by rule and year, a sheet each."""
    sheets = {
        "summary": shortlist.summary(),
        "decision": shortlist.decision(),
        "costs by city": shortlist.city_costs(),
        "incentives": shortlist.incentives(),
        "incentive years": shortlist.incentive_years(),
    }
    for number, entry in enumerate(shortlist.entries, start=1):
        sheets[f"{number} {entry.site_id}"] = shortlist.facts(entry.site_id)
    on = shortlist.ranking.profile.on
    return write_workbook(sheets, created=on, language=shortlist.language)


def geojson_bytes(shortlist: Shortlist) -> bytes:
    """The entries as RFC 7946 features with the columns of the summary."""
    shapes = shortlist.catalogue.sites.geometry
    features = [
        {
            "type": "Feature",
            "id": row["site_id"],
            "geometry": None if shapes[row["site_id"]] is None
            else shapes[row["site_id"]].__geo_interface__,
            "properties": row,
        }
        for row in shortlist.summary().to_dict(orient="records")
    ]  # fmt: skip
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False, allow_nan=False).encode()


def pdf_bytes(shortlist: Shortlist) -> bytes:
    """The report for a board as PDF, without a cover; typst is loaded when it is asked for."""
    from recommender.board_report.pdf import pdf_bytes

    return pdf_bytes(shortlist)


def html_bytes(shortlist: Shortlist) -> bytes:
    """The report for a board as one HTML file, without a cover."""
    from recommender.board_report.html import html_bytes

    return html_bytes(shortlist)


FORMATS: dict[str, Callable[[Shortlist], bytes]] = {
    ".csv": csv_bytes,
    ".xlsx": xlsx_bytes,
    ".geojson": geojson_bytes,
    ".pdf": pdf_bytes,
    ".html": html_bytes,
}
"""Known formats by the ending of the file's name."""


def format_of(path: Path) -> Callable[[Shortlist], bytes]:
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
