"""A file of capacities: how much land, floor, or how many projects a site can take."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from features.exchange.tabular import Limits, Row, rows_of
from recommender.engine import candidates_of
from recommender.errors import DataError
from recommender.leads.lead import CellFault
from recommender.messages import Message, message

if TYPE_CHECKING:
    from features.catalogue import Catalogue

SITE = "site_id"
LAND, FLOOR, PROJECTS = "land_mu", "floor_area_m2", "projects"
HEADERS = {
    SITE: ("site_id", "site", "id", "园区编号", "园区id"),
    LAND: ("land_mu", "land (mu)", "土地（亩）", "用地（亩）", "可供用地（亩）"),
    FLOOR: ("floor_area_m2", "floor area (m2)", "floor (m2)", "建筑面积（平方米）",
            "厂房（平方米）"),
    PROJECTS: ("projects", "number of projects", "项目数", "项目数量"),
}  # fmt: skip
"""Names by which each column is known."""

LIMITS = Limits(rows=1_001)
_NUMBER = re.compile(r"\d+(\.\d*)?|\d{1,3}(,\d{3})+(\.\d*)?")
MOST = Decimal(10) ** 9

UNKNOWN = message("no site of the catalogue; nearest: {nearest}").text
NO_NUMBER = message("expected a number of at least 0, such as 1200, 1,200 or 1.5").text
NOT_RANKED = message("no project goes there by itself, or it lies outside the regions looked in")
NO_WHOLE = message("expected a whole number of projects").text
TWICE = message("stands in row {row} too: expected a site once").text
NOTHING = message("no capacity: expected land_mu, floor_area_m2 or projects").text


@dataclass(frozen=True, kw_only=True)
class Capacities:
    """What each site can take, by resource (land_mu, floor_area_m2, projects); what is not stated
    is not limited.

    `faults` are the cells of rows that were left out; `ignored` headers that mean no column.
    """

    sites: Mapping[str, Mapping[str, float]]
    faults: tuple[CellFault, ...] = ()
    ignored: tuple[str, ...] = ()

    @property
    def resources(self) -> tuple[str, ...]:
        """The resources that some site limits, in their order."""
        stated = {name for have in self.sites.values() for name in have}
        return tuple(name for name in (LAND, FLOOR, PROJECTS) if name in stated)


def read_capacities(
    catalogue: Catalogue, name: str, content: bytes, regions: tuple[str, ...]
) -> Capacities:
    """The capacities of a CSV or XLSX file, and what is wrong with its other rows.

    Raises
    ------
    DataError
        If it cannot be read as a table, has no column of the site or of a capacity, or no row.
    """
    rows = rows_of(name, content, LIMITS)
    head, body = _columns(name, rows), rows[1:]
    reader = _Reader(catalogue=catalogue, columns=head, regions=regions)
    for row in body:
        reader.read(row)
    if not reader.sites:
        fault = reader.faults[0] if reader.faults else None
        said = f"row {fault.row}, {fault.column}: {fault.value!r}, {fault.reason}" if fault else ""
        raise DataError(
            f"Capacities {name}: no row that can be used ({said or 'none below the first line'}). "
            "Expected a site id and its land_mu, floor_area_m2 or projects. Correct the file."
        )
    ignored = tuple(h for i, h in enumerate(rows[0].cells) if h.strip() and i not in head.values())
    return Capacities(sites=reader.sites, faults=tuple(reader.faults), ignored=ignored)


def _columns(name: str, rows: list[Row]) -> dict[str, int]:
    cells = [_folded(cell) for cell in rows[0].cells] if rows else []
    found: dict[str, int] = {}
    for column, names in HEADERS.items():
        places = [i for i, cell in enumerate(cells) if cell in map(_folded, names)]
        if len(places) > 1:
            raise DataError(f"Capacities {name}: two columns mean {column}. Expected one. Drop it.")
        if places:
            found[column] = places[0]
    if SITE not in found or len(found) < 2:
        shown = ", ".join(rows[0].cells)[:120] if rows else "nothing"
        raise DataError(
            f"Capacities {name}: found {shown}. Expected a first line with site_id and land_mu, "
            "floor_area_m2 or projects. Add it."
        )
    return found


def _folded(header: str) -> str:
    return unicodedata.normalize("NFKC", header).strip().casefold()


class _Reader:
    """Rows one after another; a site stands once."""

    def __init__(
        self, *, catalogue: Catalogue, columns: Mapping[str, int], regions: tuple[str, ...]
    ) -> None:
        self.known = catalogue.sites.index
        self.may = set(candidates_of(catalogue, regions).candidates)
        self.columns = columns
        self.sites: dict[str, dict[str, float]] = {}
        self.faults: list[CellFault] = []
        self._rows: dict[str, int] = {}

    def read(self, row: Row) -> None:
        site = self._at(row, SITE)
        faults = [*self._site_faults(row, site)]
        have: dict[str, float] = {}
        for name in self.columns:
            if name != SITE and self._at(row, name):
                number = _number(self._at(row, name), name)
                if isinstance(number, Message):
                    faults.append(self._fault(row, name, number))
                else:
                    have[name] = number
        if not have and not faults:
            faults.append(self._fault(row, SITE, message(NOTHING)))
        self.faults += faults
        if not faults:
            self._rows[site] = row.number
            self.sites[site] = have

    def _site_faults(self, row: Row, site: str) -> Iterable[CellFault]:
        if site not in self.known:
            near = difflib.get_close_matches(site, self.known, n=3, cutoff=0.0)
            yield self._fault(row, SITE, message(UNKNOWN, nearest=", ".join(near)))
        elif site not in self.may:
            yield self._fault(row, SITE, NOT_RANKED)
        elif site in self._rows:
            yield self._fault(row, SITE, message(TWICE, row=str(self._rows[site])))

    def _at(self, row: Row, name: str) -> str:
        place = self.columns[name]
        return row.cells[place].strip() if place < len(row.cells) else ""

    def _fault(self, row: Row, name: str, reason: Message) -> CellFault:
        return CellFault(
            row=row.number, column=name, value=self._at(row, name)[:120], reason=reason
        )


def _number(text: str, name: str) -> float | Message:
    folded = unicodedata.normalize("NFKC", text)
    if not _NUMBER.fullmatch(folded):
        return message(NO_NUMBER)
    try:
        number = Decimal(folded.replace(",", ""))
    except InvalidOperation:
        return message(NO_NUMBER)
    if number > MOST:
        return message("more than a thousand million: check the unit")
    if name == PROJECTS and number != number.to_integral_value():
        return message(NO_WHOLE)
    return float(number)
