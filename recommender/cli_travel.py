"""The commands of the roads: `travel`, and `sites network build` for a user's own."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from recommender.commands import (
    AsJson,
    DataFolder,
    Lang,
    OwnRoads,
    catalogue_in,
    fail,
    language_of,
    print_json,
    today,
)

if TYPE_CHECKING:
    from features.roads import Roads

network = typer.Typer(help="Roads of your own, from OpenStreetMap.", no_args_is_help=True)

Place = "A place: a site id, a node id, lon,lat or a name in English or Chinese."


def travel(
    start: Annotated[str, typer.Argument(metavar="FROM", help=Place)],
    end: Annotated[str, typer.Argument(metavar="TO", help=Place)],
    on: Annotated[
        datetime | None,
        typer.Option("--on", formats=["%Y-%m-%d"], help="The day whose roads count; today's."),
    ] = None,
    vehicle: Annotated[
        str, typer.Option("--vehicle", help="car, truck, heavy_truck or passenger.")
    ] = "car",
    without: Annotated[
        list[str] | None,
        typer.Option("--without", help="A link to do without, by name or id; may be repeated."),
    ] = None,
    planned: Annotated[
        list[str] | None,
        typer.Option("--planned", help="A link to suppose open, by name or id; may be repeated."),
    ] = None,
    as_json: AsJson = False,
    lang: Lang = "en",
    data: DataFolder = None,
    roads: OwnRoads = None,
) -> None:
    """Say how long the way takes: minutes with low and high, kilometres, tolls and links."""
    from features.routes import route
    from recommender.journey_report import route_json

    language = language_of(lang)
    asked = _roads(on, vehicle, without or [], planned or [])
    catalogue = catalogue_in(data, roads=roads)
    way = route(catalogue.travel, start, end, asked)
    answer = route_json(catalogue, way, language)
    if as_json:
        print_json(answer)
    else:
        from recommender.terminal import print_route

        print_route(answer, language)


def _roads(on: datetime | None, vehicle: str, without: list[str], planned: list[str]) -> Roads:
    from features.roads import VEHICLES, Roads

    kinds = {name: name for name in VEHICLES}
    if vehicle not in kinds:
        fail(
            f"Vehicle {vehicle[:60]!r} is not known. Expected one of {', '.join(kinds)}. Name one."
        )
    day = today() if on is None else on.date()
    return Roads(on=day, vehicle=kinds[vehicle], without=tuple(without), planned=tuple(planned))


@network.command("build")
def build(
    extract: Annotated[Path, typer.Argument(help="OpenStreetMap extract, .osm.pbf")],
    out: Annotated[Path, typer.Option("--out", help="Folder to write the network into.")],
) -> None:
    """Make a network of the main roads of an extract; `--roads FOLDER` then travels over it."""
    from features.osm import network_of, write_network

    found = network_of(extract)
    write_network(found, out, source=extract.name)
    typer.echo(
        f"{len(found.nodes):,} nodes and {len(found.links):,} links written to {out}. "
        f"Travel over them with --roads {out}."
    )
