"""The command `topsis`: another method beside ours, on demand."""

from __future__ import annotations

from typing import Annotated

import typer

from recommender.commands import (
    AsJson,
    DataFolder,
    Lang,
    OnDay,
    OwnRoads,
    ProfileFile,
    catalogue_in,
    language_of,
    print_json,
    profile_in,
)


def topsis(
    profile: ProfileFile,
    add: Annotated[
        str | None,
        typer.Option("--add", help="Site that joins; the one that reorders most unless named."),
    ] = None,
    on: OnDay = None,
    as_json: AsJson = False,
    lang: Lang = "en",
    data: DataFolder = None,
    roads: OwnRoads = None,
) -> None:
    """Set TOPSIS beside our order: how alike they are, and how one more site reorders it only."""
    from recommender.contrast_topsis import contrast, contrast_json
    from recommender.engine import recommend

    language = language_of(lang)
    asked = profile_in(profile, on)
    catalogue = catalogue_in(data, roads=roads)
    ranking = recommend(catalogue, asked)
    answer = contrast_json(catalogue, contrast(ranking, add=add), language)
    if as_json:
        print_json(answer)
    else:
        from recommender.terminal import print_contrast

        print_contrast(answer, language)
