"""Cells that hold several codes: `EL02;EL03` in the files, tuples inside."""

from __future__ import annotations

import pandas as pd


def parts(cells: pd.Series) -> pd.Series:
    """Tuples of the `;`-separated codes of each cell, in order; blank gives an empty tuple.

    Examples
    --------
    >>> parts(pd.Series(["EL02;EL03", None])).tolist()
    [('EL02', 'EL03'), ()]
    """
    split = [
        tuple(p.strip() for p in cell.split(";") if p.strip()) if isinstance(cell, str) else ()
        for cell in cells
    ]
    return pd.Series(split, index=cells.index, dtype=object)
