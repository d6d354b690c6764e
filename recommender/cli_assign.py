"""The command `assign`: leads on sites of limited room, by the plan that is worth most."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from recommender.cli_leads import (
    LeadsFile,
    Mapped,
    Rates,
    Where,
    by_ending,
    leads_in,
    processes_of,
    rejected_in,
)
from recommender.commands import (
    AsJson,
    DataFolder,
    Lang,
    OnDay,
    OwnRoads,
    catalogue_in,
    fail,
    language_of,
    print_json,
)

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.capacity.book import PlanFile
    from recommender.capacity.reading import Capacities
    from recommender.capacity.suited import Suited
    from recommender.leads.lead import Leads
    from recommender.match.matched import Setting

FEW = 40
"""Leads that one process ranks sooner than several can be started."""
WORTHS: tuple[Literal["fit"], Literal["value"]] = ("fit", "value")


def assign(
    leads: LeadsFile,
    capacity: Annotated[
        Path,
        typer.Argument(help="CSV or XLSX: site_id, and land_mu, floor_area_m2 or projects."),
    ],
    out: Annotated[Path, typer.Option("--out", help="File to write, .xlsx or .csv.")],
    by: Annotated[
        str, typer.Option("--by", help="fit: points at the site; value: priority there.")
    ] = "fit",
    seconds: Annotated[
        float, typer.Option("--seconds", min=0.1, max=86_400, help="For the plan, and for prices.")
    ] = 60.0,
    where: Where = None,
    mapped: Mapped = None,
    rate: Rates = None,
    on: OnDay = None,
    as_json: AsJson = False,
    lang: Lang = "en",
    data: DataFolder = None,
    roads: OwnRoads = None,
) -> None:
    """Place leads on sites of limited land, floor or number, so that it is worth most in all."""
    from recommender.capacity.book import PlanFile
    from recommender.capacity.planned import plan
    from recommender.capacity.report import planned_json
    from recommender.match.matched import Setting

    language, _ = language_of(lang), _ending(out)
    worth = next((name for name in WORTHS if name == by), None)
    if worth is None:
        fail(f"--by {by}: expected one of {', '.join(WORTHS)}. Choose one.")
    setting = Setting(regions=tuple(where or ("Bay Area",)))
    catalogue = catalogue_in(data, roads=roads)
    room = _capacities(catalogue, capacity, setting)
    found = leads_in(leads, mapped, rate, on)
    _said(found, room, language)
    suits = _suits(catalogue, found, setting, room, data, roads)
    planned = plan(catalogue, found.leads, suits, room, by=worth, seconds=seconds)
    file = PlanFile(
        catalogue=catalogue, planned=planned, leads=found, capacities=room, language=language
    )
    _write(out, file)
    if as_json:
        print_json(planned_json(planned, found, room, language))


def _ending(out: Path) -> str:
    return by_ending(out, {".xlsx": ".xlsx", ".csv": ".csv"})


def _capacities(catalogue: Catalogue, path: Path, setting: Setting) -> Capacities:
    from recommender.capacity.reading import read_capacities

    try:
        content = path.read_bytes()
    except OSError as error:
        fail(
            f"Capacities {path} cannot be read ({error.strerror}). Expected a CSV or XLSX file. "
            "Check the path."
        )
    return read_capacities(catalogue, path.name, content, setting.regions)


def _said(found: Leads, room: Capacities, language: str) -> None:
    for header in room.ignored:
        sys.stderr.write(f"Capacities, header {header!r}: no column, left out.\n")
    for fault in room.faults:
        sys.stderr.write(
            f"Capacities, row {fault.row}, column {fault.column}: {fault.value[:40]!r}, "
            f"{fault.reason}\n"
        )
    rejected_in(found, language)


def _suits(
    catalogue: Catalogue,
    found: Leads,
    setting: Setting,
    room: Capacities,
    data: Path | None,
    roads: Path | None,
) -> list[Suited]:
    from recommender.capacity.suited import suited_leads
    from recommender.cli_progress import steps_shown

    count = os.cpu_count() or 1
    made: list[Suited] = []
    enough = count if len(found.leads) >= 10 * FEW else 1
    with processes_of(enough, data, roads) as pool, steps_shown("Leads") as step:
        for one in suited_leads(catalogue, found.leads, setting, list(room.sites), pool):
            made.append(one)
            step(len(made), len(found.leads))
    return made


def _write(out: Path, file: PlanFile) -> None:
    """The workbook; or the assignment as CSV and every other table beside it."""
    from recommender.csv_table import csv_of
    from recommender.files import write_whole

    if _ending(out) == ".xlsx":
        write_whole(out, file.workbook())
        return
    tables = {
        "capacities": file.rooms(), "not_assigned": file.left_out(),
        "need_not_stated": file.unstated(), "method": file.method(),
        "rejected": file.rejected(), "capacities_rejected": file.capacities_rejected(),
    }  # fmt: skip
    for name, table in tables.items():
        write_whole(out.with_name(f"{out.stem}.{name}.csv"), csv_of(table))
    write_whole(out, csv_of(file.assignment()))
