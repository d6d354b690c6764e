"""The command line: `python -m recommender`, a contract that others script against.

Heavy imports stay inside the commands, so that `--help` answers at once.
"""

from __future__ import annotations

import io
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from recommender.cli_assign import assign
from recommender.cli_beside import beside
from recommender.cli_calls import calls
from recommender.cli_doctor import doctor
from recommender.cli_gaps import gaps
from recommender.cli_match import match, template
from recommender.cli_read import read
from recommender.cli_record import record, replay
from recommender.cli_reverse import leads
from recommender.cli_shortlists import shortlists
from recommender.cli_sites import sites
from recommender.cli_topsis import topsis
from recommender.cli_travel import travel
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
    fail,
    language_of,
    print_json,
    profile_in,
    today,
)

app = typer.Typer(
    name="recommender",
    help="Baysite: industrial sites of the Greater Bay Area ranked against a project.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.add_typer(sites, name="sites")
app.add_typer(shortlists, name="shortlists")
app.command()(assign)
app.command()(beside)
app.command()(travel)
app.command()(topsis)
app.command()(calls)
app.command()(doctor)
app.command()(gaps)
app.command()(leads)
app.command()(match)
app.command()(read)
app.command()(record)
app.command()(replay)
app.command()(template)

USAGE_ERRORS: Any = typer.BadParameter.__base__
"""What typer raises for every fault of a call; it has no public name of its own."""

Top = Annotated[int, typer.Option("--top", min=1, help="How many entries to print.")]


@app.command()
def rank(
    profile: ProfileFile,
    top: Top = 10,
    all_: Annotated[bool, typer.Option("--all", help="Sites instead of families.")] = False,
    without_incentives: Annotated[
        bool, typer.Option("--without-incentives", help="Rank as if there were none.")
    ] = False,
    doubt: Doubted = None,
    on: OnDay = None,
    as_json: AsJson = False,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", help="Write a file: .csv, .xlsx, .geojson, .gpkg, .pdf, .html, .zip (a bundle)"
        ),
    ] = None,
    codename: Annotated[
        str | None,
        typer.Option(
            "--confidential",
            help="Name the project so in the file, with ranges instead of its figures.",
        ),
    ] = None,
    lang: Lang = "en",
    data: DataFolder = None,
    roads: OwnRoads = None,
) -> None:
    """Rank the sites for a profile, one entry a family, with what is unknown and what to ask."""
    from recommender.engine import recommend
    from recommender.relaxation_report import relaxation_json
    from recommender.report import ranking_json, site_entries

    language = language_of(lang)
    chosen = _format(out)
    if codename is not None and out is None:
        fail("A codename is for a file. Expected --out FILE beside --confidential. Add it.")
    asked = profile_in(profile, on)
    if without_incentives:
        asked = replace(asked, count_incentives=False)
    asked = doubted(asked, doubt)
    catalogue = catalogue_in(data, roads=roads)
    ranking = recommend(catalogue, asked)
    entries = (site_entries(ranking) if all_ else ranking.entries)[:top]
    answer = ranking_json(catalogue, ranking, entries, language)
    if out is not None:
        from recommender.shortlist import Shortlist

        listed = Shortlist(catalogue=catalogue, ranking=ranking, entries=entries, language=language)
        _write(out, chosen, listed, codename)
    if as_json:
        print_json(answer | relaxation_json(catalogue, ranking, language))
    elif out is None:
        from recommender.terminal import print_ranking, print_relaxation

        print_ranking(answer, language)
        # Ranking again for each must-have takes as long as the rest: the list stands already.
        print_relaxation(relaxation_json(catalogue, ranking, language), language)


@app.command()
def explain(
    profile: ProfileFile,
    site: Annotated[str, typer.Argument(help="Site id, as `rank` prints it.")],
    beside: Annotated[
        str | None,
        typer.Option("--beside", help="Hold it against this site; its neighbour unless named."),
    ] = None,
    doubt: Doubted = None,
    on: OnDay = None,
    as_json: AsJson = False,
    lang: Lang = "en",
    data: DataFolder = None,
    roads: OwnRoads = None,
) -> None:
    """Say why a site stands where it stands: terms, reasons, unknowns and questions, sources."""
    from recommender.engine import recommend
    from recommender.explanation import explain as explained
    from recommender.report import explanation_json

    language = language_of(lang)
    asked = doubted(profile_in(profile, on), doubt)
    catalogue = catalogue_in(data, roads=roads)
    ranking = recommend(catalogue, asked)
    found = explained(catalogue, ranking, site)
    answer = explanation_json(catalogue, ranking, found, language, beside=beside)
    if as_json:
        print_json(answer)
    else:
        from recommender.terminal import print_explanation

        print_explanation(answer, language)


@app.command()
def pairs(
    profile: ProfileFile,
    top: Top = 5,
    on: OnDay = None,
    as_json: AsJson = False,
    lang: Lang = "en",
    data: DataFolder = None,
    roads: OwnRoads = None,
) -> None:
    """Find two sites for one project: an office or research site, and one that makes."""
    from recommender.pair_report import pairs_json
    from recommender.pairing import pair

    language = language_of(lang)
    asked = profile_in(profile, on)
    catalogue = catalogue_in(data, roads=roads)
    answer = pairs_json(catalogue, asked, pair(catalogue, asked, top=top), language)
    if as_json:
        print_json(answer)
    else:
        from recommender.terminal import print_pairs

        print_pairs(answer)


@app.command()
def compare(
    profiles: Annotated[list[Path], typer.Argument(help="Profiles in TOML or JSON.")],
    weights: Annotated[
        tuple[str, str],
        typer.Option("--weights", help="Two archetypes of data/weights, before and after."),
    ],
    cases: Annotated[
        Path | None,
        typer.Option("--cases", help="Real decisions to judge by; the sample unless named."),
    ] = None,
    as_json: AsJson = False,
    data: DataFolder = None,
) -> None:
    """Say what two weightings do: who moves by which term, and whether it is better."""
    from recommender.compare import compare as compared
    from recommender.evaluate import read_cases, sample_cases
    from recommender.report import comparison_json
    from recommender.weights import read_weights

    base, mine = (read_weights(name).weights for name in weights)
    stems = [path.stem for path in profiles]
    asked = {
        path.stem if stems.count(path.stem) == 1 else path.as_posix(): profile_in(path, None)
        for path in profiles
    }
    catalogue = catalogue_in(data)
    judged = read_cases(cases, catalogue, today=today()) if cases else sample_cases(catalogue)
    found = compared(catalogue, asked, base, mine, judged)
    if as_json:
        print_json({"weights": list(weights), **comparison_json(found)})
    else:
        from recommender.terminal import print_comparison

        print_comparison(found)


@app.command()
def evaluate(
    cases: Annotated[Path, typer.Argument(help="CSV of leads with the site that was chosen.")],
    as_json: AsJson = False,
    data: DataFolder = None,
) -> None:
    """Compare the rankings with real choices, beside four baselines that ignore the industry."""
    from recommender.evaluate import evaluate as evaluated
    from recommender.evaluate import read_cases

    catalogue = catalogue_in(data)
    found = evaluated(catalogue, read_cases(cases, catalogue, today=today()))
    if as_json:
        print_json(found)
    else:
        from recommender.terminal import print_evaluation

        print_evaluation(found)


def main() -> None:
    """Run the command line; an error that a user can mend is one line and exit code 2."""
    from features.errors import BaysiteError

    _speak_utf8()
    broken = [word for word in sys.argv if not _is_text(word)]
    if broken:
        fail(f"Argument {broken[0]!r} is not text. Expected UTF-8. Type it again.")
    try:
        code = app(standalone_mode=False)
        sys.stdout.flush()
    except BaysiteError as error:
        fail(str(error))
    except USAGE_ERRORS as error:
        fail(
            f"{error.format_message().rstrip('.')}. `{_command(error)} --help` lists what there is."
        )
    except BrokenPipeError:
        _leave_quietly()
    except OSError as error:
        _leave_quietly()
        fail(f"The answer cannot be written ({error.strerror}). Expected room on the device.")
    raise SystemExit(code if isinstance(code, int) else 0)


def _is_text(word: str) -> bool:
    """False for an argument with bytes that are no UTF-8."""
    return not any("\ud800" <= letter <= "\udfff" for letter in word)


def _command(error: Any) -> str:
    return error.ctx.command_path if error.ctx else "python -m recommender"


def _speak_utf8() -> None:
    """Answers hold Chinese whatever the terminal's locale says; a letter it lacks is escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _leave_quietly() -> None:
    """Python flushes standard output once more at its end; there is nobody to hear it."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _format(out: Path | None) -> Any:
    from recommender.export import format_of

    return None if out is None else format_of(out)


def _write(out: Path, chosen: Any, listed: Any, codename: str | None) -> None:
    from recommender.confidential.listed import confidential
    from recommender.files import write_whole

    write_whole(out, chosen(listed if codename is None else confidential(listed, codename)))
