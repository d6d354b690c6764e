"""A park edited by hand: the row as it stands, the difference, and taking it over."""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from features.catalogue import DATA
from features.exchange.incoming import incoming
from features.exchange.reading import Sheets
from features.exchange.revision import Revision, revised
from features.exchange.taking_over import recover, take_over
from features.exchange.writing import WRITERS, site_table

if TYPE_CHECKING:
    from features.catalogue import Catalogue

__all__ = ["data_folder", "difference", "editable", "exported", "recover", "take"]

FORMATS = tuple(WRITERS)
"""Endings of the files in which the catalogue can be taken away."""


def data_folder() -> Path:
    """The data folder in use: `BAYSITE_DATA`, or the one shipped."""
    return Path(os.environ.get("BAYSITE_DATA") or DATA)


def editable(catalogue: Catalogue, site_id: str) -> dict[str, str]:
    """The fields of a site as text; a blank is not known."""
    table = site_table(catalogue).set_index("site_id")
    return {str(name): str(text) for name, text in table.loc[site_id].items()}


def difference(
    catalogue: Catalogue, folder: Path, row: dict[str, str], *, on: date, where: str
) -> Revision:
    """What a row would change; nothing is written.

    Raises
    ------
    DataError
        Naming `where`, the field and the rule of everything that is wrong.
    """
    sheets = Sheets(name=where, sites=pd.DataFrame([row]), datum="WGS-84")
    return revised(folder, incoming([sheets], catalogue.taxonomy), on=on)


def take(catalogue: Catalogue, folder: Path, revision: Revision, *, at: datetime) -> Path:
    """Take a difference over, whole or not at all; the folder with the files as they were.

    Raises
    ------
    DataError
        If a rule breaks, or the catalogue changed since it was read.
    """
    return take_over(folder, revision.files, digest=catalogue.digest, at=at)


def exported(catalogue: Catalogue, ending: str) -> bytes:
    """The catalogue with statements and sources as a file of `FORMATS`."""
    return WRITERS[ending](catalogue)
