"""The commands of decision records: `record` writes one, `replay` makes it again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from recommender.commands import (
    AsJson,
    DataFolder,
    Lang,
    OnDay,
    ProfileFile,
    catalogue_in,
    language_of,
    print_json,
    profile_in,
)

SHOWN = 20
"""Sites that are told on a terminal; --json has all."""


def record(
    profile: ProfileFile,
    out: Annotated[Path, typer.Option("--out", help="File to write, FILE.json.")],
    on: OnDay = None,
    lang: Lang = "en",
    data: DataFolder = None,
) -> None:
    """Write a decision record: profile, weights, results and every statement they rest on."""
    from recommender.files import write_whole
    from recommender.record import record_bytes

    language = language_of(lang)
    asked = profile_in(profile, on)
    write_whole(out, record_bytes(catalogue_in(data), asked, language))


def replay(
    file: Annotated[Path, typer.Argument(help="A file that `record` wrote.")],
    as_json: AsJson = False,
    lang: Lang = "en",
    data: DataFolder = None,
) -> int:
    """Make a decision record again: the same bytes, or which sites moved and what moved them."""
    from recommender.errors import BaysiteError, RecordError
    from recommender.record import read_record
    from recommender.replay import replay as replayed
    from recommender.replay_report import replay_json

    language = language_of(lang)
    kept = read_record(file)
    catalogue = catalogue_in(data)
    try:
        found = replayed(catalogue, kept)
        answer = replay_json(catalogue, found, language)
    except BaysiteError:
        raise
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise RecordError(
            f"Record {file} holds what no record holds ({type(error).__name__}: "
            f"{str(error).splitlines()[0][:60] if str(error) else ''}). Expected the file as "
            "`record` wrote it. Record anew."
        ) from error
    if as_json:
        print_json(answer)
    else:
        print_replay(answer, language)
    return int(found.same_data and found.same_engine and not found.identical)


def print_replay(answer: dict[str, Any], language: str) -> None:
    """Print what a replay found, as `replay_json` tells it."""
    from recommender.messages import message
    from recommender.texts import translate

    for line in answer["says"]:
        typer.echo(line)
    for mover in answer["moved_by"][:SHOWN]:
        typer.echo(f"- {mover['says']}")
    for one in answer["moved"][:SHOWN]:
        first, *rest = one["says"]
        typer.echo(f"\n{first}")
        for line in rest:
            typer.echo(f"  - {line}")
    more = len(answer["moved"]) - SHOWN
    if more > 0:
        said = message("{n} further {n:site is|sites are} in --json.").text
        typer.echo(f"\n{translate(said, language, n=more)}")
