"""What the commands of every group share: options, the catalogue, answers and errors."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from features.catalogue import Catalogue

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
DataFolder = Annotated[
    Path | None,
    typer.Option("--data", envvar="BAYSITE_DATA", help="Another data folder than the one shipped."),
]


OwnRoads = Annotated[
    Path | None,
    typer.Option(
        "--roads", envvar="BAYSITE_ROADS",
        help="Folder of your own roads, made by `sites network build`.",
    ),
]  # fmt: skip
Lang = Annotated[str, typer.Option("--lang", help="Language of sentences: en or zh.")]


def catalogue_in(
    data: Path | None, parks: Path | None = None, roads: Path | None = None
) -> Catalogue:
    """The catalogue of a data folder, with a user's own roads; the one shipped if none is named."""
    from features.catalogue import DATA, read_catalogue
    from features.exchange.taking_over import recover

    recover(data or DATA)
    found = read_catalogue(data) if parks is None else read_catalogue(data, parks=parks)
    if roads is None:
        return found
    from features.osm import read_own_network

    return found.with_roads(read_own_network(roads))


def language_of(lang: str) -> str:
    """The language asked for; an unknown one ends the command."""
    from recommender.texts import LANGUAGES

    if lang not in LANGUAGES:
        fail(f"Language {lang!r} is not known. Expected one of {', '.join(LANGUAGES)}.")
    return lang


def today() -> date:
    """The clock of the command line."""
    return date.today()


def print_json(answer: Any) -> None:
    """Print an answer as JSON."""
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2, allow_nan=False) + "\n")


def fail(line: str) -> NoReturn:
    """Say what is wrong on standard error, and leave with exit code 2."""
    shown = "".join(
        c if c.isprintable() or c == "\n" else "\N{REPLACEMENT CHARACTER}" for c in line
    )
    sys.stderr.write(shown + "\n")
    raise SystemExit(2)
