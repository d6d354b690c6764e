"""The command `leads`: which leads of a list suit a site, and what the others would miss."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from recommender.cli_leads import LeadsFile, Mapped, Rates, Where, leads_in, rejected_in
from recommender.commands import (
    AsJson,
    DataFolder,
    Lang,
    OnDay,
    OwnRoads,
    catalogue_in,
    fail,
    language_of,
    print_json,
)

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.reverse.filled import Filled


def leads(
    site: Annotated[str, typer.Argument(help="Site id, as `rank` prints it.")],
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
    from recommender.reverse.filled import fill_site
    from recommender.reverse.report import filled_json
    from recommender.reverse.seen import check_ranks

    language, write = language_of(lang), _writer(out)
    setting = Setting(regions=tuple(where or ("Bay Area",)))
    catalogue = catalogue_in(data, roads=roads)
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
        _print(answer)


def _writer(out: Path | None) -> Callable[[Catalogue, Filled, str], bytes] | None:
    from recommender.reverse.tables import filled_csv, filled_workbook

    if out is None:
        return None
    writers = {".xlsx": filled_workbook, ".csv": filled_csv}
    if out.suffix.lower() not in writers:
        fail(f"File {out} has the ending {out.suffix!r}. Known: {', '.join(writers)}. Choose one.")
    return writers[out.suffix.lower()]


def _print(answer: dict[str, Any]) -> None:
    lines = [f"{answer['name_en']} ({answer['site_id']})", ""]
    for suit in answer["suits"]:
        lines.append(
            f"{suit['place']:>4}. {suit['lead_id']}  {suit['company']}  {suit['points']:.1f} points"
            f" ({suit['low']:.1f} to {suit['high']:.1f}), "
            + ("first" if suit["place"] == 1 else f"{suit['behind']:.1f} behind {suit['first']}")
        )
        if suit["open"]:
            lines.append(f"      to be asked: {'; '.join(suit['open'])}")
        mark = "wins if" if suit["verified"] else "behind by"
        lines += [f"      {mark}: {said}" for said in suit["wins_if"]]
    lines += ["", f"Not for {len(answer['misses'])} leads:"]
    lines += [
        f"      {miss['lead_id']}  {miss['company']}: {'; '.join(miss['misses'])}"
        for miss in answer["misses"]
    ]
    sys.stdout.write("\n".join(lines) + "\n")
