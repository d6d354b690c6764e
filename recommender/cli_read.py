"""The command `read`: the profile that an enquiry states, and the words that it rests on."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from recommender.commands import (
    AsJson,
    DataFolder,
    Lang,
    OnDay,
    catalogue_in,
    language_of,
    print_json,
    today,
)

Rate = Annotated[float | None, typer.Option(min=0, max=100, help="CNY for one, your own rate.")]


def read(
    file: Annotated[Path, typer.Argument(help="An enquiry as text in UTF-8, English or Chinese.")],
    hkd: Rate = None,
    usd: Rate = None,
    on: OnDay = None,
    as_json: AsJson = False,
    lang: Lang = "en",
    data: DataFolder = None,
) -> None:
    """Read an enquiry: the profile found, with the words that each fact rests on."""
    from recommender.draft import Draft
    from recommender.enquiry_report import enquiry_json, enquiry_lines, read_text

    language = language_of(lang)
    text = read_text(file)
    day = on.date() if on else today()
    rates = Draft(hkd=hkd, usd=usd, rates_on=day if hkd or usd else None)
    answer = enquiry_json(catalogue_in(data), text, rates, today=day, language=language)
    if as_json:
        print_json(answer)
    else:
        typer.echo("\n".join(enquiry_lines(answer, language)))
