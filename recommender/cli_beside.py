"""The command `beside`: two to five sites side by side."""

from __future__ import annotations

from typing import Annotated

import typer

from recommender.commands import (
    AsJson,
    DataFolder,
    Doubted,
    Lang,
    OnDay,
    OwnRoads,
    ProfileFile,
    catalogue_in,
    doubted,
    language_of,
    print_json,
    profile_in,
)


def beside(
    profile: ProfileFile,
    sites: Annotated[list[str], typer.Argument(help="Two to five site ids, as `rank` prints.")],
    doubt: Doubted = None,
    on: OnDay = None,
    as_json: AsJson = False,
    lang: Lang = "en",
    data: DataFolder = None,
    roads: OwnRoads = None,
) -> None:
    """Set two to five sites side by side: natural units, best in words, dominated ones, sources."""
    from recommender.beside_report import beside_json, beside_lines
    from recommender.engine import recommend
    from recommender.side_by_side import side_by_side

    language = language_of(lang)
    asked = doubted(profile_in(profile, on), doubt)
    catalogue = catalogue_in(data, roads=roads)
    ranking = recommend(catalogue, asked)
    answer = beside_json(catalogue, ranking, side_by_side(catalogue, ranking, sites), language)
    if as_json:
        print_json(answer)
    else:
        typer.echo("\n".join(beside_lines(answer, language)))
