"""What is unsafe in the settings of the server."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from recommender.doctor.finding import Unsafe, place_of
from recommender.doctor.setup import Setup
from recommender.messages import Message, message

LARGEST_UPLOAD = 10
"""Megabytes of a file that the app reads: a table of leads or of parks has a hundredth of it."""


def unsafe_server(setup: Setup) -> Iterator[Unsafe]:
    """Settings by which somebody gets in, or something gets out."""
    yield from _open_door(setup)
    yield from _hosts(setup)
    for name, wanted, what in _wanted():
        if setup.value(name) != wanted:
            do = message("Set {name} = {value}.", name=name, value=_toml(wanted))
            yield Unsafe(what=what, where=place_of(setup.settings[name]), do=do)
    yield from _uploads(setup)
    yield from _headers(setup)


def _open_door(setup: Setup) -> Iterator[Unsafe]:
    if setup.exposed and setup.secrets is not None and not setup.signs_in:
        yield Unsafe(
            what=message("Others reach Baysite, and leads and companies ask for no sign-in."),
            where=_way_in(setup),
            do=message("Set up sign-in (docs/sign-in.md), or bind to 127.0.0.1 alone."),
        )


def _way_in(setup: Setup) -> Message | str:
    name = "server.allowedHosts" if setup.other_hosts else "server.address"
    return place_of(setup.settings[name])


def _hosts(setup: Setup) -> Iterator[Unsafe]:
    hosts = setup.value("server.allowedHosts")
    if not hosts or "*" in hosts:
        yield Unsafe(
            what=message(
                "Baysite answers under any name, so another web page can lead a browser to it."
            ),
            where=place_of(setup.settings["server.allowedHosts"]),
            do=message("Set server.allowedHosts to the names under which people open Baysite."),
        )


def _wanted() -> tuple[tuple[str, Any, Message], ...]:
    return (
        (
            "server.enableXsrfProtection", True,
            message("Another web page can send files and forms in a visitor's name."),
        ),
        (
            "server.enableCORS", True,
            message("Any web page may read what Baysite answers to a visitor's browser."),
        ),
        (
            "server.enableAgentApi", False,
            message("Programs can work the pages without a browser."),
        ),
        (
            "client.showErrorDetails", "none",
            message("An error shows visitors code, file names and maybe values."),
        ),
        (
            "client.disableDataExport", True,
            message("Tables of a page can be taken as a file past the program's own export."),
        ),
        (
            "browser.gatherUsageStats", False,
            message("Browsers report the use of the pages to Streamlit's maker."),
        ),
    )  # fmt: skip


def _uploads(setup: Setup) -> Iterator[Unsafe]:
    size = setup.value("server.maxUploadSize")
    if not isinstance(size, int) or size > LARGEST_UPLOAD:
        yield Unsafe(
            what=message(
                "Visitors may send files larger than {cap} MB, which fill the memory.",
                cap=LARGEST_UPLOAD,
            ),
            where=place_of(setup.settings["server.maxUploadSize"]),
            do=message("Set server.maxUploadSize = {cap}.", cap=LARGEST_UPLOAD),
        )


def _headers(setup: Setup) -> Iterator[Unsafe]:
    headers = setup.value("server.trustedUserHeaders")
    if headers and headers != json.dumps({}):
        yield Unsafe(
            what=message("A header of a request says who somebody is, and anybody can send one."),
            where=place_of(setup.settings["server.trustedUserHeaders"]),
            do=message("Take server.trustedUserHeaders away: the pages of leads stay closed."),
        )


def _toml(value: Any) -> str:
    return json.dumps(value)
