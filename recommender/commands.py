"""What the commands of every group share: options, the catalogue, answers and errors."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NoReturn

import typer

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.profile import Profile

ProfileFile = Annotated[Path, typer.Argument(help="Profile in TOML or JSON, see examples/.")]
OnDay = Annotated[
    datetime | None,
    typer.Option("--on", formats=["%Y-%m-%d"], help="Day of knowledge; overrides the profile's."),
]
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
Doubted = Annotated[
    str | None,
    typer.Option("--doubt", help="Plausible weights: stated (around them), order (theirs) or any."),
]
Lang = Annotated[str, typer.Option("--lang", help="Language of sentences: en, zh or zh-Hant.")]


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


def profile_in(path: Path, on: datetime | None) -> Profile:
    """The profile of a file, as known today, on its own day, or on the day that is asked."""
    from recommender.profile import read_profile

    profile = read_profile(path, today=today())
    return profile if on is None else replace(profile, on=on.date())


def doubted(profile: Profile, weights: str | None) -> Profile:
    """The profile with another doubt of its weights; an unknown one ends the command."""
    if weights is None:
        return profile
    known: tuple[Literal["stated", "order", "any"], ...] = ("stated", "order", "any")
    how = next((name for name in known if name == weights), None)
    if how is None:
        fail(
            f"--doubt {weights}: expected one of {', '.join(known)}; intervals of weights stand in "
            "the profile under [doubt]. Choose one."
        )
    return replace(profile, doubt=replace(profile.doubt, weights=how, intervals={}))


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
