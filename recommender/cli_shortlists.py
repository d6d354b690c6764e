"""The commands of saved shortlists: who works on what, and the database that they are kept in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from recommender.commands import AsJson, DataFolder, Lang, catalogue_in, language_of, print_json

if TYPE_CHECKING:
    from recommender.store import SavedShortlist

shortlists = typer.Typer(
    help="Saved shortlists: list, change, back up. DATABASE_URL names a shared database.",
    no_args_is_help=True,
)
Id = Annotated[str, typer.Argument(help="Id of a shortlist, as `list` prints it.")]
By = Annotated[str, typer.Option("--by", help="Your name, for the history.")]
Seen = Annotated[
    int | None,
    typer.Option("--version", help="Version that you saw; the present one unless named."),
]


@shortlists.command("list")
def list_(
    as_json: AsJson = False,
    owner: Annotated[str | None, typer.Option("--owner", help="Those of one owner.")] = None,
    status: Annotated[str | None, typer.Option("--status", help="Those of one status.")] = None,
) -> None:
    """List the shortlists, changed last first."""
    from dataclasses import asdict

    from recommender.shortlist_words import HERE
    from recommender.store import open_store

    lines = open_store().listing(owner=owner, status=status)
    if as_json:
        print_json({"shortlists": [_plain(asdict(line)) for line in lines]})
        return
    if not lines:
        typer.echo("No shortlist is kept here.", err=True)
    for line in lines:
        day = line.updated_at.astimezone(HERE).date().isoformat()
        typer.echo(f"{line.id}  {line.status:<8}  {day}  {line.owner}  {line.title}")


@shortlists.command()
def show(id: Id, as_json: AsJson = False) -> None:
    """Show one shortlist: its sites as they stood, notes and history; never its contact."""
    from recommender.store import open_store

    store = open_store()
    answer = _shown(store.get(id), store.history(id))
    if as_json:
        print_json(answer)
    else:
        _print(answer)


@shortlists.command()
def status(
    id: Id,
    status: Annotated[str, typer.Argument(help="proposed, sent, visited, won or lost.")],
    by: By,
    reason: Annotated[str, typer.Option("--reason", help="Needed when it is lost.")] = "",
    version: Seen = None,
    data: DataFolder = None,
) -> None:
    """Take a shortlist to another status; when it is sent, its record of today is kept."""
    from recommender.store import open_store, record_now

    store = open_store()
    found = store.get(id)
    seen = found.version if version is None else version
    record = record_now(catalogue_in(data), found) if status == "sent" else None
    made = store.set_status(id, status, by=by, version=seen, reason=reason, record=record)
    typer.echo(f"{found.status} -> {status}, version {made}")


@shortlists.command()
def moved(id: Id, as_json: AsJson = False, lang: Lang = "en", data: DataFolder = None) -> None:
    """Say what moved since a shortlist was sent, or saved, and which statement moved it."""
    from recommender.cli_record import print_replay
    from recommender.store import moved_since, open_store
    from recommender.store.moved import moved_json

    language, found = language_of(lang), open_store().get(id)
    catalogue = catalogue_in(data)
    answer = moved_json(catalogue, moved_since(catalogue, found), language)
    if as_json:
        print_json(answer)
    else:
        print_replay(answer, language)


@shortlists.command()
def backup(
    file: Annotated[Path, typer.Argument(help="File to write, FILE.zip.")],
    with_contacts: Annotated[
        bool, typer.Option("--with-contacts", help="Contacts too; guard the file accordingly.")
    ] = False,
) -> None:
    """Write everything into one file that either kind of database can be restored from."""
    from recommender.store import open_store
    from recommender.store.portable import lines

    for line in lines(open_store().backup(file, with_contacts=with_contacts)):
        typer.echo(line)


@shortlists.command()
def restore(file: Annotated[Path, typer.Argument(help="A file that `backup` wrote.")]) -> None:
    """Read a backup into an empty database; all of it, or nothing."""
    from recommender.store import open_store
    from recommender.store.portable import lines

    for line in lines(open_store().restore(file)):
        typer.echo(line)


@shortlists.command()
def upgrade() -> None:
    """Bring the tables of the database up to date; opening does so for the file in var/ alone."""
    from recommender.store.address import address_of
    from recommender.store.connecting import engine_for
    from recommender.store.migrating import HEAD
    from recommender.store.migrating import upgrade as upgraded

    address = address_of()
    ran = upgraded(engine_for(address), address)
    typer.echo(f"revision {HEAD}; ran: {', '.join(ran) or 'nothing'}")


@shortlists.command("erase-contact")
def erase_contact(id: Id, by: By, version: Seen = None) -> None:
    """Remove the contact of a shortlist, out of the files of the database too."""
    from recommender.store import open_store
    from recommender.store.migrating import copies

    store = open_store()
    seen = store.get(id).version if version is None else version
    store.erase_contact(id, by=by, version=seen)
    typer.echo("The contact is erased. Backups made with contacts before still hold it.")
    for copy in copies(store.address):
        typer.echo(f"So may {copy}, written before an upgrade.")


def _shown(found: SavedShortlist, history: tuple[Any, ...]) -> dict[str, Any]:
    """A shortlist as JSON values: its records are left to `moved`, its contact to the page."""
    import json
    from dataclasses import asdict

    values = asdict(found)
    for name in ("record", "sent_record"):
        values.pop(name)
    return {
        **_plain(values),
        "profile": json.loads(found.profile),
        "entries": [asdict(entry) for entry in found.entries],
        "history": [_plain(asdict(event)) for event in history],
    }


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    from datetime import datetime

    return {n: v.isoformat() if isinstance(v, datetime) else v for n, v in values.items()}


def _print(answer: dict[str, Any]) -> None:
    for name in ("title", "lead_id", "owner", "status", "version", "updated_at"):
        typer.echo(f"{name}: {answer[name]}")
    for entry in answer["entries"]:
        names = " ".join(n for n in (entry["name_en"], entry["name_zh"]) if n)
        typer.echo(f"{entry['rank']:>3}. {entry['site_id']}  {100 * entry['score']:.1f}  {names}")
        if note := answer["notes"].get(entry["site_id"]):
            typer.echo(f"     {note}")
    for event in answer["history"]:
        told = " -> ".join(t for t in (event["before"], event["after"]) if t)
        parts = (event["at"][:16], event["by"], event["kind"], event["site_id"], told,
                 event["reason"])  # fmt: skip
        typer.echo("- " + "  ".join(part for part in parts if part))
