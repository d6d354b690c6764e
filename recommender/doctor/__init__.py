"""What is installed, configured and unsafe on this machine; nothing of it is a secret."""

from __future__ import annotations

from typing import Any

from recommender.doctor.database import database_in_words
from recommender.doctor.installed import what_is_installed
from recommender.doctor.machine import unsafe_machine
from recommender.doctor.server import unsafe_server
from recommender.doctor.setup import Setup
from recommender.doctor.sign_in import unsafe_sign_in

__all__ = ["Setup", "examine", "findings"]


def examine(setup: Setup, language: str) -> dict[str, Any]:
    """What is `installed` and `configured`, and the `findings`, as plain values."""
    return {
        "installed": what_is_installed(setup.root),
        "configured": configured(setup),
        "findings": findings(setup, language),
    }


def findings(setup: Setup, language: str) -> list[dict[str, str]]:
    """What is unsafe, each with `level`, `what`, `where` and `do`; what is refused stands first."""
    unsafe = [*unsafe_server(setup), *unsafe_sign_in(setup), *unsafe_machine(setup)]
    said = [one.in_words(language, exposed=setup.exposed) for one in unsafe]
    return sorted(said, key=lambda one: one["level"] != "refused")


def configured(setup: Setup) -> dict[str, Any]:
    """Data, weights, database, sign-in and address, as they are set."""
    from features.files import digest_of

    return {
        "data": {"folder": str(setup.data), "digest": digest_of(setup.data, None)},
        "weights": sorted(path.stem for path in (setup.data / "weights").glob("*.toml")),
        "database": database_in_words(setup),
        "sign_in": {"on": setup.signs_in, "providers": sorted(setup.providers)},
        "server": {
            "address": setup.address,
            "port": setup.value("server.port"),
            "allowed_hosts": list(setup.value("server.allowedHosts")),
            "reached_by_others": setup.exposed,
        },
    }
