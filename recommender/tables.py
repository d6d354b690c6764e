"""A table as a file to take away; no cell is ever a live formula."""

from __future__ import annotations

import pandas as pd

from recommender.sheets import write_workbook


def workbook(sheets: dict[str, pd.DataFrame]) -> bytes:
    """A workbook of no day with a sheet a table, every text as text."""
    return write_workbook(sheets)
