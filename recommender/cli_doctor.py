"""The command `doctor`: what is installed, configured and unsafe."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

from recommender.commands import AsJson, Lang, fail, language_of, print_json

Address = Annotated[
    str | None,
    typer.Option("--address", help="Address to bind to, in place of the one that is set."),
]
Port = Annotated[
    int | None,
    typer.Option("--port", min=1, max=65535, help="Port, in place of the one that is set."),
]


def doctor(
    address: Address = None, port: Port = None, as_json: AsJson = False, lang: Lang = "en"
) -> None:
    """Say what is installed, configured and unsafe; exit code 2 when it must not be served so."""
    from recommender.doctor import Setup, examine

    language = language_of(lang)
    asked = {"server.address": address, "server.port": port}
    setup = Setup(flags={name: value for name, value in asked.items() if value is not None})
    found = examine(setup, language)
    if as_json:
        print_json(found)
    else:
        _print(found, language)
    refused = [_line(one) for one in found["findings"] if one["level"] == "refused"]
    if refused:
        sys.stdout.flush()
        fail("\n".join(refused))


def _print(found: dict[str, Any], language: str) -> None:
    from recommender.messages import message
    from recommender.texts import translate

    typer.echo(translate(message("Installed").text, language))
    for name, value in _flat(found["installed"]):
        typer.echo(f"  {name}: {value}")
    typer.echo(translate(message("Configured").text, language))
    for name, value in _flat(found["configured"]):
        typer.echo(f"  {name}: {value}")
    warnings = [one for one in found["findings"] if one["level"] == "warning"]
    if warnings:
        typer.echo(translate(message("Unsafe, as soon as others reach Baysite").text, language))
    for one in warnings:
        typer.echo(f"  {_line(one)}")
    if not found["findings"]:
        typer.echo(translate(message("Nothing unsafe was found.").text, language))


def _line(one: dict[str, str]) -> str:
    return f"{one['what']} ({one['where']}) {one['do']}"


def _flat(found: dict[str, Any], before: str = "") -> list[tuple[str, str]]:
    """Names with dots and values, one a line."""
    rows = []
    for name, value in found.items():
        if isinstance(value, dict):
            rows += _flat(value, f"{before}{name}.")
        else:
            text = ", ".join(map(str, value)) if isinstance(value, list) else value
            rows.append((f"{before}{name}", "-" if text in (None, "") else str(text)))
    return rows
