"""A catalogue in which some statements stand as they did before: what did they change?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

import pandas as pd
from shapely.geometry import Point

from features.formulas import Formula
from features.statements import KEYS, Change, Row, plain

if TYPE_CHECKING:
    from features.catalogue import Catalogue

TABLES = (
    "evidence", "supply", "costs", "incentives", "incentive_coverage", "admission",
    "market_access", "exclusions", "cooperation_modes",
)  # fmt: skip
"""Tables of the catalogue whose rows are put back as they are."""

NOT_A_PLACE = "umbrella"
"""The role of a site that was not there before: nobody counts it or ranks it."""


def can_put_back(change: Change) -> bool:
    """True for a statement that can stand again as it did; a site that is gone cannot."""
    if change.table == "sites":
        return change.after is not None
    return change.table in (*TABLES, "incentive_rules", "network_links", "network_nodes")


def put_back(catalogue: Catalogue, found: Sequence[Change]) -> Catalogue:
    """The catalogue with the statements of `found` as they were before; the digest is kept."""
    for change in found:
        catalogue = _BACK.get(change.table, _row_back)(catalogue, change)
    return catalogue


def _row_back(catalogue: Catalogue, change: Change) -> Catalogue:
    table = getattr(catalogue, change.table)
    return replace(catalogue, **{change.table: _with_row(table, change)})


def _with_row(table: pd.DataFrame, change: Change) -> pd.DataFrame:
    at = _places(table, change)
    if change.after is None or at is None:
        return _appended(table, change.before)
    if change.before is None:
        return table.drop(index=at)
    changed = table.copy()
    for name in set(change.fields) & set(table.columns):
        changed[name] = _with_cell(changed[name], at, change.before.get(name))
    return changed


def _places(table: pd.DataFrame, change: Change) -> Any:
    """The label of the row as it stands now; None if it is not there."""
    if change.after is None:
        return None
    names = (*KEYS[change.table], *({"value"} & set(table.columns)))
    same = pd.Series(data=True, index=table.index)
    for name in names:
        same &= table[name].map(plain) == change.after.get(name)
    return table.index[same][0] if same.any() else None


def _with_cell(column: pd.Series, at: Any, value: Any) -> pd.Series:
    """The column with one cell changed, in the column's own kind."""
    cells = column.astype(object)
    cells.loc[at] = pd.Timestamp(value) if column.dtype.kind == "M" and value else value
    return cells.astype(column.dtype if column.dtype.kind != "i" else float)


def _appended(table: pd.DataFrame, row: Row | None) -> pd.DataFrame:
    if row is None:
        return table
    last = table.iloc[-1:].copy()
    last.index = pd.Index([table.index.max() + 1])
    for name in table.columns:
        last[name] = _with_cell(last[name], last.index[0], row.get(name))
    return pd.concat([table, last])


def _site_back(catalogue: Catalogue, change: Change) -> Catalogue:
    sites, site = catalogue.sites.copy(), change.row["site_id"]
    before = change.before or {**change.row, "role": NOT_A_PLACE}
    for name in set(before) & set(sites.columns):
        sites[name] = _with_cell(sites[name], site, before[name])
    if {"lon", "lat"} & set(change.fields) and change.before is not None:
        known = before["lon"] is not None
        sites.loc[[site], "geometry"] = [Point(before["lon"], before["lat"]) if known else None]
    return replace(catalogue, sites=sites)


def _rule_back(catalogue: Catalogue, change: Change) -> Catalogue:
    formulas = dict(catalogue.formulas)
    formulas.pop(change.row["rule"], None)
    if change.before is not None:
        known = {field.name for field in fields(Formula)}
        stated: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in change.before.items()
            if name in known
        }
        formulas[change.row["rule"]] = Formula(**stated)
    return replace(catalogue, formulas=formulas)


def _network_back(catalogue: Catalogue, change: Change) -> Catalogue:
    part = change.table.removeprefix("network_")
    table = getattr(catalogue.network, part).reset_index()
    network = replace(
        catalogue.network, **{part: _with_row(table, change).set_index("id")}
    )  # fmt: skip
    return replace(catalogue, network=network)


_BACK: dict[str, Callable[[Catalogue, Change], Catalogue]] = {
    "sites": _site_back,
    "incentive_rules": _rule_back,
    "network_links": _network_back,
    "network_nodes": _network_back,
}
