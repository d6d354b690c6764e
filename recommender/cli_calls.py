"""The command `calls`: whom to ring about what, over many projects."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from recommender.commands import (
    AsJson,
    DataFolder,
    Lang,
    OnDay,
    OwnRoads,
    catalogue_in,
    language_of,
    print_json,
    profile_in,
)


def calls(
    profiles: Annotated[list[Path], typer.Argument(help="Profiles in TOML or JSON.")],
    on: OnDay = None,
    as_json: AsJson = False,
    lang: Lang = "en",
    data: DataFolder = None,
    roads: OwnRoads = None,
) -> None:
    """List what to ask each park over many projects, the park whose answers decide most first."""
    from recommender.asking import call_list
    from recommender.engine import recommend
    from recommender.report import records

    language = language_of(lang)
    asked = [profile_in(path, on) for path in profiles]
    catalogue = catalogue_in(data, roads=roads)
    rows = records(call_list(catalogue, [recommend(catalogue, p) for p in asked], language))
    if as_json:
        print_json({"calls": rows})
    else:
        from recommender.terminal import print_calls

        print_calls(rows, language)
