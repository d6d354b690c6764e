"""The commands `match`, every lead of a file against every site, and `template`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
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
from recommender.cli_progress import steps_shown
from recommender.commands import (
    DataFolder,
    Lang,
    OnDay,
    OwnRoads,
    catalogue_in,
    fail,
    language_of,
)

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from features.catalogue import Catalogue
    from recommender.leads.lead import Lead, Leads
    from recommender.match.book import Matching
    from recommender.match.journal import Journal
    from recommender.match.matched import Setting

STOPPED = 130
"""Exit code after Ctrl-C, as a shell has it."""
FEW = 40
"""Leads that one process matches sooner than several can be started."""


def match(
    leads: LeadsFile,
    out: Annotated[Path, typer.Option("--out", help="File to write, .xlsx or .csv.")],
    top: Annotated[int, typer.Option("--top", min=1, max=100, help="Entries a lead.")] = 10,
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
    """Match every lead with every site; after a stop the same command goes on where it was."""
    from recommender.match.matched import Setting

    language, write = language_of(lang), _writer(out)
    if out.exists() and leads.exists() and out.samefile(leads):
        fail(f"--out {out} is the list of leads itself. Expected another file. Choose one.")
    found = leads_in(leads, mapped, rate, on)
    rejected_in(found, language)
    setting = Setting(top=top, regions=tuple(where or ("Bay Area",)))
    count = (processes or os.cpu_count() or 1) if len(found.leads) >= FEW else 1
    with processes_of(count, data, roads) as pool:
        catalogue = catalogue_in(data, roads=roads)  # while the processes read theirs
        journal = _journal(out, found, setting, language, catalogue)
        with journal:
            _match_rest(catalogue, found.leads, setting, language, pool, journal)
            _write(out, write, _matching(catalogue, found, setting, language, journal))
    journal.forget()


def template(
    out: Annotated[Path, typer.Option("--out", help="File to write, .xlsx or .csv.")],
    lang: Lang = "en",
) -> None:
    """Write an empty list of leads with its columns, an example and what each column takes."""
    from recommender.files import write_whole
    from recommender.leads.template import template_csv, template_workbook

    language = language_of(lang)
    write = by_ending(out, {".xlsx": template_workbook, ".csv": template_csv})
    write_whole(out, write(language))


def _writer(out: Path) -> Callable[[Matching], bytes]:
    from recommender.match.book import match_csv, match_workbook

    return by_ending(out, {".xlsx": match_workbook, ".csv": match_csv})


def _journal(
    out: Path, found: Leads, setting: Setting, language: str, catalogue: Catalogue
) -> Journal:
    from recommender.engine import ENGINE_VERSION
    from recommender.match.journal import Journal, belongs_to

    asked = [(one.lead_id, one.number, one.profile.digest(), one.row) for one in found.leads]
    key = belongs_to(ENGINE_VERSION, catalogue.digest, setting, language, *asked)
    return Journal(out, key, [one.lead_id for one in found.leads])


def _match_rest(
    catalogue: Catalogue,
    leads: Sequence[Lead],
    setting: Setting,
    language: str,
    pool: Executor | None,
    journal: Journal,
) -> None:
    """Match what the journal lacks; a stop by the keyboard keeps what is done."""
    from recommender.match.many import told_leads

    rest = leads[len(journal.done) :]
    try:
        with steps_shown("Leads") as step:
            step(len(journal.done), len(leads))
            for _ in journal.keep(told_leads(catalogue, rest, setting, language, pool)):
                step(len(journal.done), len(leads))
    except KeyboardInterrupt:
        sys.stderr.write(
            f"Stopped after {len(journal.done)} of {len(leads)} leads; the same command goes on "
            "from there.\n"
        )
        raise SystemExit(STOPPED) from None


def _matching(
    catalogue: Catalogue, found: Leads, setting: Setting, language: str, journal: Journal
) -> Matching:
    from recommender.match.book import Matching

    return Matching(
        catalogue=catalogue, setting=setting, language=language, on=found.on,
        leads=journal.done, faults=found.faults,
        headers=[heading.header for heading in found.headings.carried],
    )  # fmt: skip


def _write(out: Path, write: Callable[[Matching], bytes], matching: Matching) -> None:
    from recommender.files import write_whole
    from recommender.match.book import rejected_csv

    content = write(matching)
    beside = out.with_name(f"{out.stem}.rejected.csv")
    if out.suffix.lower() == ".csv" and (matching.faults or beside.exists()):
        write_whole(beside, rejected_csv(matching))
        sys.stderr.write(f"Rows that are no leads: {beside}\n")
    write_whole(out, content)
    n = len(matching.leads)
    sys.stderr.write(f"{n} {'lead' if n == 1 else 'leads'} matched: {out}\n")
