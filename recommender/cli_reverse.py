"""The command `leads`: which leads of a list suit a site, and what the others would miss."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from recommender.cli_leads import LeadsFile, Mapped, Rates, Where, by_ending, leads_in, rejected_in
from recommender.commands import (
    AsJson,
    DataFolder,
    Lang,
    OnDay,
    OwnRoads,
    catalogue_in,
    language_of,
    print_json,
)
from recommender.messages import message

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.reverse.filled import Filled


def leads(
    site: Annotated[str, typer.Argument(help="Site id, or a part of its name.")],
    list_: LeadsFile,
    out: Annotated[Path | None, typer.Option("--out", help="File to write, .xlsx or .csv.")] = None,
    where: Where = None,
    mapped: Mapped = None,
    rate: Rates = None,
    on: OnDay = None,
    as_json: AsJson = False,
    lang: Lang = "en",
    data: DataFolder = None,
    roads: OwnRoads = None,
) -> None:
    """Find the leads that suit a site, and what each of the others would miss."""
    from recommender.cli_progress import steps_shown
    from recommender.match.matched import Setting
    from recommender.places import site_called
    from recommender.reverse.filled import fill_site
    from recommender.reverse.report import filled_json
    from recommender.reverse.seen import check_ranks

    language, write = language_of(lang), _writer(out)
    setting = Setting(regions=tuple(where or ("Bay Area",)))
    catalogue = catalogue_in(data, roads=roads)
    site = site_called(catalogue, site)
    check_ranks(catalogue, site, setting)
    found = leads_in(list_, mapped, rate, on)
    rejected_in(found, language)
    with steps_shown("Leads") as step:
        filled = fill_site(catalogue, site, found, setting, step)
    if out is not None and write is not None:
        from recommender.files import write_whole

        write_whole(out, write(catalogue, filled, language))
    answer = filled_json(catalogue, filled, language)
    if as_json:
        print_json(answer)
    elif out is None:
        _print(answer, language)


def _writer(out: Path | None) -> Callable[[Catalogue, Filled, str], bytes] | None:
    from recommender.reverse.tables import filled_csv, filled_workbook

    if out is None:
        return None
    return by_ending(out, {".xlsx": filled_workbook, ".csv": filled_csv})


WHERE = message("{place}. {lead}: {points} points ({low} to {high})").text
BEHIND = message("{where}, {behind} behind {first}").text
OPEN = message("to be asked: {names}").text
WINS, AHEAD = message("first if: {said}").text, message("behind the first site by: {said}").text
NOT_FOR = message("Not for {n} {n:lead|leads}:").text


def _print(answer: dict[str, Any], language: str) -> None:
    from recommender.texts import in_language, translate

    def t(text: str, **values: object) -> str:
        return translate(text, language, **values)

    name = in_language({"en": answer["name_en"], "zh": answer["name_zh"]}, language)
    lines = [f"{name} ({answer['site_id']})", ""]
    for suit in answer["suits"]:
        numbers = {end: f"{suit[end]:.1f}" for end in ("points", "low", "high")}
        said = t(WHERE, place=suit["place"], lead=_called(suit), **numbers)
        if suit["place"] > 1 and suit["behind"] > 0:
            said = t(BEHIND, where=said, behind=f"{suit['behind']:.1f}", first=suit["first"])
        lines.append(said)
        if suit["open"]:
            lines.append("      " + t(OPEN, names="; ".join(suit["open"])))
        mark = WINS if suit["verified"] else AHEAD
        lines += ["      " + t(mark, said=way) for way in suit["wins_if"]]
    lines += ["", t(NOT_FOR, n=len(answer["misses"]))]
    lines += [f"      {_called(miss)}: {'; '.join(miss['misses'])}" for miss in answer["misses"]]
    sys.stdout.write("\n".join(lines) + "\n")


def _called(line: dict[str, Any]) -> str:
    """A lead by its id and company, where it has one."""
    return " ".join(part for part in (line["lead_id"], line["company"]) if part)
