"""The commands of the catalogue: `sites check`, `show`, `import`, `export`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from recommender.cli_travel import network
from recommender.commands import AsJson, DataFolder, catalogue_in, fail, print_json, today

if TYPE_CHECKING:
    from features.exchange.revision import Revision

sites = typer.Typer(
    help="The catalogue of sites: check it, show one, take a file in, write one.",
    no_args_is_help=True,
)
sites.add_typer(network, name="network")


@sites.command("check")
def check(
    parks: Annotated[
        Path | None, typer.Argument(help="Another parks.geojson to check in its place.")
    ] = None,
    as_json: AsJson = False,
    data: DataFolder = None,
) -> None:
    """Check every row of the catalogue and print its counts."""
    from features.catalogue import DATA, check_catalogue
    from features.completeness import summary

    folder = data or DATA
    faults = check_catalogue(folder, parks)
    if faults:
        fail("\n".join(faults))
    counts = summary(catalogue_in(folder, parks), today())
    if as_json:
        print_json(counts)
    else:
        from recommender.terminal import print_counts

        print_counts(counts)


@sites.command("show")
def show(
    site: Annotated[str, typer.Argument(help="Site id.")],
    as_json: AsJson = False,
    data: DataFolder = None,
) -> None:
    """Show all that is known of one site, every statement with source and date."""
    from recommender.dossier import dossier

    found = dossier(catalogue_in(data), site, today())
    if as_json:
        print_json(found)
    else:
        from recommender.terminal import print_dossier

        print_dossier(found)


@sites.command("import")
def import_(
    files: Annotated[
        list[Path], typer.Argument(help="Files of sites: .csv, .xlsx, .geojson, .gpkg")
    ],
    datum: Annotated[
        str | None,
        typer.Option(
            "--datum", help="Datum of points whose record says none: WGS-84, GCJ-02, BD-09."
        ),
    ] = None,
    map_: Annotated[
        list[str] | None,
        typer.Option("--map", help="What a header means, as HEADER=column; may be repeated."),
    ] = None,
    write: Annotated[
        bool,
        typer.Option("--write", help="Take the difference over; without it, it is shown only."),
    ] = False,
    as_json: AsJson = False,
    data: DataFolder = None,
) -> None:
    """Show what files of sites would change in the catalogue, and with --write take it over.

    Nothing is removed; older statements stay beside the new ones, and the old files are kept.
    """
    from features.catalogue import DATA
    from features.exchange.taking_over import take_over

    folder = data or DATA
    revision, digest, ignored = _revision(folder, files, datum, _headers(map_ or []))
    kept = None
    if write and revision.files:
        kept = take_over(folder, revision.files, digest=digest, at=datetime.now())
    _tell(revision, ignored, None if kept is None else str(kept), as_json=as_json, write=write)


@sites.command("export")
def export(
    file: Annotated[Path, typer.Argument(help="File to write: .csv, .xlsx, .geojson, .gpkg")],
    data: DataFolder = None,
) -> None:
    """Write every site with its statements and sources; `sites import` reads it back the same."""
    from features.exchange.writing import WRITERS
    from recommender.files import write_whole

    ending = file.suffix.lower()
    if ending not in WRITERS:
        fail(
            f"File {file} has the ending {ending!r}, which is not written. Known: "
            f"{', '.join(WRITERS)}. Choose one of these."
        )
    write_whole(file, WRITERS[ending](catalogue_in(data)))


def _revision(
    folder: Path, files: list[Path], datum: str | None, headers: dict[str, str]
) -> tuple[Revision, str, tuple[str, ...]]:
    from features.datum import DATUMS, datum_of
    from features.exchange.incoming import incoming
    from features.exchange.reading import read_sheets
    from features.exchange.revision import revised

    named = datum_of(datum) if datum else None
    if datum and named is None:
        fail(f"Datum {datum!r} is not known. Expected one of {', '.join(DATUMS)}. Name one.")
    catalogue = catalogue_in(folder)
    sheets = [read_sheets(file.name, _content(file)) for file in files]
    found = incoming(sheets, catalogue.taxonomy, datum=named, headers=headers)
    return revised(folder, found, on=today()), catalogue.digest, found.ignored


def _content(file: Path) -> bytes:
    from features.exchange.reading import within_size

    try:
        within_size(file.name, file.stat().st_size)
        return file.read_bytes()
    except OSError as error:
        fail(f"File {file} cannot be read ({error.strerror}). Expected a file. Name another.")


def _headers(stated: list[str]) -> dict[str, str]:
    pairs = [text.rpartition("=") for text in stated]
    for head, equals, column in pairs:
        if not (head and equals and column):
            fail(f"--map {head}{equals}{column}: expected HEADER=column, for example 名称=name_zh.")
    return {head.strip(): column.strip() for head, _, column in pairs}


def _tell(
    revision: Revision, ignored: tuple[str, ...], kept: str | None, *, as_json: bool, write: bool
) -> None:
    from recommender.report import records

    answer = {
        "changes": records(revision.changes),
        "new_sites": revision.new_sites,
        "new_statements": revision.new_statements,
        "new_sources": revision.new_sources,
        "not_read": list(ignored),
        "written": bool(write and revision.files),
        "kept": kept,
    }
    if as_json:
        print_json(answer)
    else:
        from recommender.terminal import print_difference

        print_difference(answer)
