"""The command `gaps`: which attribute at which of our sites lost how many leads."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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
    DataFolder,
    Lang,
    OnDay,
    OwnRoads,
    catalogue_in,
    language_of,
)

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from features.catalogue import Catalogue
    from recommender.gaps.book import GapsFile
    from recommender.gaps.pairs import Pair
    from recommender.leads.lead import Leads
    from recommender.match.matched import Setting

FEW = 200
"""Leads that one process ranks sooner than several can be started."""
_FILES = {
    "cells": "by_attribute_and_site", "attributes": "by_attribute", "sites": "by_site",
    "totals": "totals", "rejected": "rejected", "method": "method",
}  # fmt: skip


def gaps(
    leads: LeadsFile,
    out: Annotated[Path, typer.Option("--out", help="File to write, .xlsx or .csv.")],
    of: Annotated[
        list[str] | None,
        typer.Option("--of", help="City or site id that is ours. Repeatable; else Zhongshan."),
    ] = None,
    where: Where = None,
    mapped: Mapped = None,
    rate: Rates = None,
    on: OnDay = None,
    lang: Lang = "en",
    processes: Annotated[
        int | None, typer.Option("--processes", min=1, max=64, help="As many as the machine has.")
    ] = None,
    data: DataFolder = None,
    roads: OwnRoads = None,
) -> None:
    """Say which attribute at which of our sites lost how many leads, jobs and investment."""
    from recommender.gaps.book import GapsFile
    from recommender.gaps.ours import OURS, our_sites
    from recommender.match.matched import Setting

    language, _ = language_of(lang), _ending(out)
    setting = Setting(regions=tuple(where or ("Bay Area",)))
    catalogue = catalogue_in(data, roads=roads)
    sites = our_sites(catalogue, of or OURS, setting)
    found = leads_in(leads, mapped, rate, on)
    rejected_in(found, language)
    count = (processes or os.cpu_count() or 1) if len(found.leads) >= FEW else 1
    with processes_of(count, data, roads) as pool:
        pairs = _pairs(catalogue, found, setting, sites, pool)
    file = GapsFile(
        catalogue=catalogue, leads=found, setting=setting, sites=sites, found=pairs,
        language=language,
    )  # fmt: skip
    _write(out, file)


def _ending(out: Path) -> str:
    return by_ending(out, {".xlsx": ".xlsx", ".csv": ".csv"})


def _pairs(
    catalogue: Catalogue,
    found: Leads,
    setting: Setting,
    sites: tuple[str, ...],
    pool: Executor | None,
) -> list[Pair]:
    from recommender.cli_progress import steps_shown
    from recommender.gaps.pairs import gap_pairs

    pairs: list[Pair] = []
    with steps_shown("Leads") as step:
        several = gap_pairs(catalogue, found.leads, setting, sites, pool)
        for done, of_lead in enumerate(several, start=1):
            pairs += of_lead
            step(done, len(found.leads))
    return pairs


def _write(out: Path, file: GapsFile) -> None:
    """The workbook; or the pairs as CSV and every other table beside it."""
    from recommender.csv_table import csv_of
    from recommender.files import write_whole

    if _ending(out) == ".xlsx":
        write_whole(out, file.workbook())
        return
    tables = file.tables()
    for name, title in _FILES.items():
        write_whole(out.with_name(f"{out.stem}.{title}.csv"), csv_of(tables[name]))
    write_whole(out, csv_of(tables["pairs"]))
