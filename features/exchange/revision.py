"""A catalogue revised by incoming rows: what would change, and the files that would stand."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from shapely.geometry import mapping, shape

from features.build.evidence import COLUMNS as STATEMENT
from features.build.tables import Row, rows, source_id
from features.build.tables import sources as source_table
from features.checks import COLUMNS as SITE
from features.errors import DataError
from features.evidence import resolve
from features.exchange.incoming import Incoming, number_text
from features.files import PARKS, TABLES, days

NUMBERS = ("area_km2", "established_year", "precision_km")
STATED = {
    "area_km2": "km2", "established_year": "year", "kind": "", "level": "", "status": "",
    "city": "", "partner_city": "", "precision_km": "km",
}  # fmt: skip
"""Fields of a site of which a change is a statement with its source, and the unit of each."""

RESOLVED = ("area_km2",)
"""Fields that show the preferred of all statements, which a new statement need not be."""

CHANGE = ("site_id", "field", "before", "after", "source")


@dataclass(frozen=True, kw_only=True)
class Revision:
    """What an import would do.

    Attributes
    ----------
    files : name in the data folder to its new content; empty when nothing changes
    changes : one row a field: site_id, field, before, after, source; a new site says so in `before`
    new_sites, new_statements, new_sources : how many
    """

    files: dict[str, bytes]
    changes: pd.DataFrame
    new_sites: int
    new_statements: int
    new_sources: int


@dataclass(kw_only=True)
class _Draft:
    """The catalogue's files while they are being revised."""

    features: dict[str, dict[str, Any]]
    statements: list[Row]
    citations: dict[str, str]
    changes: list[tuple[str, str, str, str, str]]
    faults: list[str]


def revised(folder: Path, found: Incoming, *, on: date) -> Revision:
    """The revision of a data folder by incoming rows; nothing is written.

    A blank cell is not stated and changes nothing; a stated field that differs is changed, and a
    statement with the row's source stands beside the older ones, which stay.

    Raises
    ------
    DataError
        If a new or changed row names no source, one fault a line.
    """
    draft = _read(folder)
    before = (len(draft.features), len(draft.statements), len(draft.citations))
    for site, row in found.sites.iterrows():
        _site(
            draft, str(site), {str(k): str(v) for k, v in row.items()}, found.shapes.get(str(site))
        )
    for statement in found.statements.to_dict(orient="records"):
        _statement(draft, {str(k): str(v) for k, v in statement.items()})
    if draft.faults:
        raise DataError("\n".join(draft.faults))
    _resolve_areas(draft, on)
    changes = pd.DataFrame(draft.changes, columns=list(CHANGE))
    return Revision(
        files=_files(draft) if len(changes) else {},
        changes=changes,
        new_sites=len(draft.features) - before[0],
        new_statements=len(draft.statements) - before[1],
        new_sources=len(draft.citations) - before[2],
    )


def _read(folder: Path) -> _Draft:
    document = json.loads((folder / PARKS).read_text(encoding="utf-8"))
    return _Draft(
        features={found["properties"]["site_id"]: found for found in document["features"]},
        statements=rows(folder / TABLES["evidence"]),
        citations={r["source_id"]: r["citation"] for r in rows(folder / TABLES["sources"])},
        changes=[],
        faults=[],
    )


def _site(draft: _Draft, site: str, row: Row, made: Any) -> None:
    known = draft.features.get(site)
    feature = known or _empty(site)
    stated = {name: row[name] for name in SITE if row.get(name)}
    if known is not None and not row.get("source_id"):
        # Source and day speak of the fields that change, not of the whole row.
        stated = {k: v for k, v in stated.items() if k not in ("as_of", "confidence")}
    elif row.get("source"):
        stated["source_id"] = source_id(row["source"])
    elif known is None and "source_id" not in stated:
        draft.faults.append(
            f"Site {site}, field source: found nothing, expected where the row comes from. "
            "State it."
        )
        return
    changed = {
        name: text
        for name, text in stated.items()
        if text != _text(feature["properties"].get(name))
    }
    moved = made is not None and (
        feature["geometry"] is None or not shape(feature["geometry"]).equals_exact(made, 1e-9)
    )
    if not changed and not moved:
        return
    if known is not None and not row.get("source") and not row.get("source_id"):
        draft.faults.append(
            f"Site {site}, field source: found nothing, expected the source of "
            f"{', '.join(changed) or 'the point'}. State it."
        )
        return
    _take(draft, site, feature, row, changed, made if moved else None, new=known is None)


def _take(
    draft: _Draft,
    site: str,
    feature: dict[str, Any],
    row: Row,
    changed: Row,
    made: Any,
    *,
    new: bool,
) -> None:
    source = row.get("source") or draft.citations.get(row.get("source_id", ""), "")
    if row.get("source"):
        draft.citations.setdefault(source_id(source), source)
    properties = feature["properties"]
    for name, text in changed.items():
        if name in RESOLVED and not new:
            continue
        before = "(new site)" if new else _text(properties.get(name))
        draft.changes.append((site, name, before, text, source))
        properties[name] = _value(name, text)
    if made is not None:
        point = made.representative_point()
        words = f"{point.x:.6g},{point.y:.6g}" if made.geom_type == "Point" else made.geom_type
        draft.changes.append((site, "geometry", "" if new else "(moved)", words, source))
        feature["geometry"] = json.loads(json.dumps(mapping(made)))
    draft.features[site] = feature
    base = dict.fromkeys(STATEMENT, "") | {
        "site_id": site, "source_id": source_id(source), "as_of": row.get("as_of", ""),
        "confidence": row.get("confidence", ""),
    }  # fmt: skip
    for name, unit in STATED.items():
        if name in changed:
            added = _add(draft, {**base, "attribute": name, "value": changed[name], "unit": unit})
            if added and name in RESOLVED and not new:
                words = f"{changed[name]} {unit}"
                draft.changes.append((site, f"statement: {name}", "", words, source))
    for word in _words(changed.get("sector_words", "")):
        _add(draft, {**base, "attribute": "sector", "value": word})
    if made is not None and made.geom_type == "Point":
        place = f"{number_text(made.x)},{number_text(made.y)}"
        _add(draft, {**base, "attribute": "location", "value": place, "unit": "degrees"})


def _empty(site: str) -> dict[str, Any]:
    properties: dict[str, Any] = {"site_id": site, **dict.fromkeys(SITE)}
    properties |= {"role": "place", "family": site}
    return {"type": "Feature", "id": site, "properties": properties, "geometry": None}


def _statement(draft: _Draft, row: Row) -> None:
    cited = row.get("source", "")
    source = source_id(cited) if cited else row.get("source_id", "")
    if not source or (not cited and source not in draft.citations):
        draft.faults.append(
            f"Statement on {row['site_id']}, {row['attribute']}: found no source, expected a "
            "citation or a source_id of sources.csv. State it."
        )
        return
    if cited:
        draft.citations.setdefault(source, cited)
    statement = {name: row.get(name, "") for name in STATEMENT} | {"source_id": source}
    if _add(draft, statement):
        words = f"{statement['value']} {statement['unit']}".strip()
        draft.changes.append(
            (row["site_id"], f"statement: {row['attribute']}", "", words, draft.citations[source])
        )


def _add(draft: _Draft, statement: Row) -> bool:
    """Put a statement beside the others, once."""
    if statement in draft.statements:
        return False
    draft.statements.append(statement)
    return True


def _resolve_areas(draft: _Draft, on: date) -> None:
    """Show the preferred area of each site whose statements changed."""
    touched = {site for site, *_ in draft.changes}
    stated = pd.DataFrame(
        [s for s in draft.statements if s["site_id"] in touched and s["attribute"] == "area_km2"],
        columns=list(STATEMENT),
    )
    if stated.empty:
        return
    said = stated["as_of"]
    dated = stated.replace("", None).assign(said_on=said)
    dated["as_of"] = days(dated["as_of"], errors="coerce")
    found = resolve(dated, pd.Series(draft.citations), on)["value"]
    for (site, name), value in found.items():
        properties, text = draft.features[site]["properties"], number_text(float(value))
        before = _text(properties[name])
        if text != before:
            draft.changes.append((site, name, before, text, "the preferred of its statements"))
            properties[name] = _value(name, text)


def _files(draft: _Draft) -> dict[str, bytes]:
    table = pd.DataFrame(draft.statements, columns=list(STATEMENT)).drop_duplicates()
    ordered = table.sort_values(["site_id", "attribute", "as_of", "value", "source_id"])
    return {
        TABLES["sources"]: _csv(source_table(list(draft.citations.values()))),
        PARKS: parks_bytes(draft.features.values()),
        TABLES["evidence"]: _csv(ordered),
    }


def parks_bytes(features: Iterable[dict[str, Any]]) -> bytes:
    """A parks file: one feature a line, sorted by id."""
    ordered = sorted(features, key=lambda found: str(found["properties"]["site_id"]))
    lines = ",\n".join(json.dumps(found, ensure_ascii=False) for found in ordered)
    return f'{{"type": "FeatureCollection", "features": [\n{lines}\n]}}\n'.encode()


def _csv(table: pd.DataFrame) -> bytes:
    return table.to_csv(index=False, lineterminator="\n").encode("utf-8")


def _value(name: str, text: str) -> str | float | int | None:
    if name not in NUMBERS:
        return text or None
    number = float(text)
    return int(number) if number.is_integer() else number


def _text(value: object) -> str:
    if value is None or (isinstance(value, float) and np.isnan(value)):
        return ""
    return number_text(float(value)) if isinstance(value, int | float) else str(value)


def _words(cell: str) -> list[str]:
    return [word.strip() for word in cell.replace("、", ";").split(";") if word.strip()]
