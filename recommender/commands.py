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


def catalogue_in(data: Path | None, parks: Path | None = None) -> Catalogue:
    """The catalogue of a data folder; the one shipped when none is named."""
    from features.catalogue import DATA, read_catalogue
    from features.exchange.taking_over import recover

    recover(data or DATA)
    return read_catalogue(data) if parks is None else read_catalogue(data, parks=parks)


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
