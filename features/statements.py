"""The statements that an answer rests on, as rows that can be kept, compared and put back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from features.catalogue import Catalogue

Row = dict[str, Any]
Kept = dict[str, Any]
"""A table as plain values: {"columns": [...], "rows": [[...], ...]}."""

SITE_COLUMNS = (
    "site_id", "name_en", "name_zh", "kind", "role", "family", "parent_id", "town_id", "city",
    "level", "status", "partner_city", "sectors", "sector_words", "sector_words_translated",
    "area_km2", "precision_km", "lon", "lat", "source_id", "as_of",
)  # fmt: skip

KEYS: Mapping[str, tuple[str, ...]] = {
    "sites": ("site_id",),
    "evidence": ("site_id", "attribute", "source_id"),
    "supply": ("supply_id",),
    "costs": ("cost_id",),
    "incentives": ("incentive_id",),
    "incentive_rules": ("rule",),
    "incentive_coverage": ("city",),
    "admission": ("admission_id",),
    "market_access": ("access_id",),
    "exclusions": ("site_id",),
    "cooperation_modes": ("site_id", "mode", "partner_city"),
    "network_nodes": ("id",),
    "network_links": ("id",),
    "industries": ("code",),
    "industry_links": ("kind", "one", "other"),
    "industry_words": ("code", "word"),
    "anchor_points": ("place",),
}
"""Every table that is kept, and the columns that name a row of it."""


@dataclass(frozen=True, kw_only=True)
class Rested:
    """What an answer was about: sites that may be ranked, industry leaves, places travelled to."""

    sites: tuple[str, ...]
    codes: tuple[str, ...]
    places: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Change:
    """One statement that is not what it was; None before when it is new, None after when gone."""

    table: str
    before: Row | None
    after: Row | None

    @property
    def row(self) -> Row:
        """The statement as it stands, or as it last stood."""
        return self.after or self.before or {}

    @property
    def key(self) -> str:
        """The id of the statement within its table."""
        return " ".join(str(self.row.get(name)) for name in KEYS[self.table])

    @property
    def fields(self) -> tuple[str, ...]:
        """The columns that differ; every stated one of a row that is new or gone."""
        before, after = self.before or {}, self.after or {}
        names = dict.fromkeys([*before, *after])
        return tuple(name for name in names if before.get(name) != after.get(name))


def statements(catalogue: Catalogue, about: Rested) -> dict[str, Kept]:
    """The rows of every table of `KEYS` that an answer rests on, as plain values."""
    makers: dict[str, Callable[[], pd.DataFrame]] = {
        "sites": lambda: _sites(catalogue),
        "evidence": lambda: catalogue.evidence[catalogue.evidence["site_id"].isin(about.sites)],
        "incentive_rules": lambda: _incentive_rules(catalogue),
        "network_nodes": lambda: catalogue.network.nodes.reset_index(),
        "network_links": lambda: catalogue.network.links.reset_index(),
        "industries": lambda: catalogue.taxonomy.leaves.reset_index()[
            ["code", "parent", "general", "archetype"]
        ],
        "industry_links": lambda: _industry_links(catalogue, about.codes),
        "industry_words": lambda: _industry_words(catalogue, about.codes),
        "anchor_points": lambda: _anchor_points(catalogue, about.places),
    }
    return {
        name: kept(makers[name]() if name in makers else getattr(catalogue, name)) for name in KEYS
    }


def citations(catalogue: Catalogue, tables: Mapping[str, Kept]) -> dict[str, str]:
    """The citation of every source that rows of the tables name, by source_id."""
    named: set[str] = set()
    for table in tables.values():
        if "source_id" in table["columns"]:
            at = table["columns"].index("source_id")
            named |= {row[at] for row in table["rows"] if row[at] is not None}
    cited = catalogue.sources["citation"]
    return {source: str(cited[source]) for source in sorted(named) if source in cited.index}


def changes(before: Mapping[str, Kept], after: Mapping[str, Kept]) -> tuple[Change, ...]:
    """The statements of `before` that are not the same in `after`, and those that are new.

    Rows of the same key are paired in their order; equal rows are no change wherever they stand.

    Examples
    --------
    >>> was = {"costs": {"columns": ["cost_id", "value"], "rows": [["a", 1.0], ["b", 2.0]]}}
    >>> now = {"costs": {"columns": ["cost_id", "value"], "rows": [["b", 2.0], ["a", 3.0]]}}
    >>> [(c.key, c.fields, c.before["value"], c.after["value"]) for c in changes(was, now)]
    [('a', ('value',), 1.0, 3.0)]
    """
    return tuple(
        change
        for table in KEYS
        if table in before and table in after
        for change in _changed(table, rows_of(before[table]), rows_of(after[table]))
    )


def rows_of(table: Kept) -> list[Row]:
    """The rows of a kept table by column."""
    return [dict(zip(table["columns"], row, strict=True)) for row in table["rows"]]


def kept(table: pd.DataFrame) -> Kept:
    """A table as plain values; what is not known is None and a day is YYYY-MM-DD."""
    cells = [[plain(cell) for cell in table[name]] for name in table.columns]
    rows = [list(row) for row in zip(*cells, strict=True)] if cells else []
    return {"columns": [str(name) for name in table.columns], "rows": rows}


def plain(cell: Any) -> Any:
    """A cell as a plain value.

    Examples
    --------
    >>> plain(pd.Timestamp(2026, 1, 2)), plain(float("nan")), plain(("a",)), plain(2)
    ('2026-01-02', None, ['a'], 2)
    """
    if isinstance(cell, list | tuple):
        return [plain(part) for part in cell]
    if cell is None or cell is pd.NaT or cell is pd.NA or cell != cell:
        return None
    if isinstance(cell, pd.Timestamp):
        return cell.date().isoformat()
    return cell.item() if hasattr(cell, "item") else cell


def _changed(table: str, before: list[Row], after: list[Row]) -> list[Change]:
    was, now = _by_key(table, before), _by_key(table, after)
    found = []
    for key in dict.fromkeys([*was, *now]):
        old = [row for row in was[key] if row not in now[key]]
        new = [row for row in now[key] if row not in was[key]]
        for i in range(max(len(old), len(new))):
            pair = (rows[i] if i < len(rows) else None for rows in (old, new))
            found.append(Change(table=table, before=next(pair), after=next(pair)))
    return found


def _by_key(table: str, rows: list[Row]) -> defaultdict[tuple[Any, ...], list[Row]]:
    grouped: defaultdict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        grouped[tuple(row.get(name) for name in KEYS[table])].append(row)
    return grouped


def _sites(catalogue: Catalogue) -> pd.DataFrame:
    points = catalogue.sites.geometry.representative_point()
    return catalogue.sites.reset_index().assign(
        lon=points.x.to_numpy(), lat=points.y.to_numpy()
    )[list(SITE_COLUMNS)]  # fmt: skip


def _incentive_rules(catalogue: Catalogue) -> pd.DataFrame:
    """The formulas with the day and source of the ledger's row that they encode."""
    formulas = pd.DataFrame([asdict(formula) for formula in catalogue.formulas.values()])
    ledger = catalogue.incentives.set_index("incentive_id")
    return formulas.assign(
        **{name: formulas["rule"].map(ledger[name]) for name in ("source_id", "as_of")}
    )


def _industry_links(catalogue: Catalogue, codes: tuple[str, ...]) -> pd.DataFrame:
    taxonomy = catalogue.taxonomy
    rows = [
        *(("link", one, other) for one, other in
          taxonomy.links[["supplier", "customer"]].itertuples(index=False)),
        *(("kin", one, other) for one, other in
          taxonomy.kin[["one", "other"]].itertuples(index=False)),
    ]  # fmt: skip
    mine = [row for row in rows if set(row[1:]) & set(codes)]
    return pd.DataFrame(mine, columns=["kind", "one", "other"])


def _industry_words(catalogue: Catalogue, codes: tuple[str, ...]) -> pd.DataFrame:
    words = [(code, word) for word, code in catalogue.taxonomy.terms.items() if code in codes]
    return pd.DataFrame(sorted(words), columns=["code", "word"])


def _anchor_points(catalogue: Catalogue, places: tuple[str, ...]) -> pd.DataFrame:
    found = {place: catalogue.travel.gazetteer.find(place).points for place in places}
    rows = [(place, x, y) for place, points in found.items() for x, y in points]
    return pd.DataFrame(rows, columns=["place", "lon", "lat"])
