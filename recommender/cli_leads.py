"""What the commands of leads share: the file, what its headers mean, the user's own rates."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from recommender.commands import fail, today

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

    from recommender.leads.lead import Leads
    from recommender.profile import Money

LeadsFile = Annotated[Path, typer.Argument(help="Leads in CSV or XLSX; `template` writes one.")]
Mapped = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        help="What a header means: HEADER=COLUMN, HEADER=COLUMN:UNIT, HEADER=carry. Repeatable.",
    ),
]
Rates = Annotated[
    list[str] | None,
    typer.Option("--rate", help="Your rate in CNY, such as USD=7.1. Repeatable."),
]
Where = Annotated[
    list[str] | None,
    typer.Option("--where", help="Region or city to look in. Repeatable; the Bay Area if left out"),
]


T = TypeVar("T")


def by_ending(out: Path, known: Mapping[str, T]) -> T:
    """What is known for the ending of a file; another ending ends the command."""
    if out.suffix.lower() not in known:
        fail(f"File {out} has the ending {out.suffix!r}. Known: {', '.join(known)}. Choose one.")
    return known[out.suffix.lower()]


@contextmanager
def processes_of(
    count: int, data: Path | None, roads: Path | None
) -> Iterator[ProcessPoolExecutor | None]:
    """Processes that match leads, ended with the block; None where one is enough."""
    from recommender.match.many import workers

    pool = workers(count, data, roads) if count > 1 else None
    try:
        yield pool
    finally:
        if pool is not None:
            pool.shutdown(cancel_futures=True)


def leads_in(
    path: Path, mapped: list[str] | None, rates: list[str] | None, on: datetime | None
) -> Leads:
    """The leads of a file; headers that nobody could read are said on standard error."""
    from recommender.errors import LeadsError
    from recommender.leads import lead_table

    day = on.date() if on else today()
    try:
        content = path.read_bytes()
    except OSError as error:
        raise LeadsError(
            f"Leads {path} cannot be read ({error.strerror}). Expected a CSV or XLSX file. Check "
            "the path."
        ) from error
    found = lead_table(
        path.name, content, today=day, stated=_pairs("--map", mapped), money=_money(rates, day)
    )
    _ask(found)
    return found


def _ask(found: Leads) -> None:
    for heading in found.headings.asked:
        if heading.asks == "unit" and heading.column:
            line = f"in which unit? --map '{heading.header}={heading.column.name}:UNIT'"
        else:
            near = ", ".join(heading.nearest) or "carry"
            line = f"carried along. Does it mean a column? --map '{heading.header}=COLUMN' ({near})"
        sys.stderr.write(f"Header {heading.header!r}: {line}\n")


def _pairs(option: str, said: list[str] | None) -> dict[str, str]:
    pairs = {}
    for one in said or ():
        name, mark, value = one.rpartition("=")
        if not mark or not name or not value:
            fail(f"{option} {one!r}: expected NAME=VALUE. Correct it.")
        pairs[name.strip()] = value.strip()
    return pairs


def _money(rates: list[str] | None, day: date) -> Money:
    from recommender.profile import Money

    stated = {}
    for currency, rate in _pairs("--rate", rates).items():
        try:
            stated[currency.upper()] = float(rate)
        except ValueError:
            fail(f"--rate {currency}={rate}: expected a number of CNY for one {currency}.")
    return Money(cny_per=stated, rates_on=day if stated else None)


def rejected_in(found: Leads, language: str) -> None:
    """Say on standard error which rows are no leads: the first of them, and how many."""
    from recommender.texts import render

    if not found.faults:
        return
    for fault in found.faults[:5]:
        sys.stderr.write(
            f"Row {fault.row}, column {fault.column or '(none)'}: {fault.value[:40]!r}, "
            f"{render(fault.reason, language)}\n"
        )
    n = len(found.rejected)
    sys.stderr.write(f"{n} {'row is' if n == 1 else 'rows are'} no lead; the others go on.\n")
