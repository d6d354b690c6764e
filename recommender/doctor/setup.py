"""How Baysite is set up on this machine: what its findings are read from."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from recommender.doctor.settings import FOLDER, Setting, read_settings, table_of
from recommender.entrance import is_loopback
from recommender.errors import SettingsError

ROOT = Path(__file__).parents[2]
_PROVIDER = ("client_id", "client_secret", "server_metadata_url")


@dataclass(frozen=True, kw_only=True)
class Setup:
    """The folder of the app, the environment and the flags; everything else is read from them."""

    root: Path = ROOT
    home: Path = field(default_factory=Path.home)
    environ: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    flags: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def settings(self) -> dict[str, Setting]:
        """Settings of the server by name."""
        return read_settings(self.root, self.home, self.environ, self.flags)

    def value(self, name: str) -> Any:
        """The value of a setting."""
        return self.settings[name].value

    @property
    def address(self) -> str | None:
        """The address that the server is bound to; None for every address of the machine."""
        return self.value("server.address") or None

    @property
    def other_hosts(self) -> tuple[str, ...]:
        """Names by which the app may be asked for and that are not this machine's own."""
        hosts = self.value("server.allowedHosts")
        return tuple(host for host in hosts if host != "*" and not is_loopback(host))

    @property
    def exposed(self) -> bool:
        """True when others reach the app: by its address, or by a proxy before it."""
        behind = self.redirect_host is not None and not is_loopback(self.redirect_host)
        return not is_loopback(self.address) or bool(self.other_hosts) or behind

    @property
    def secret_files(self) -> tuple[Path, ...]:
        """Files of secrets that exist, in the order in which they are read."""
        named = self.value("secrets.files")
        usual = [folder / FOLDER / "secrets.toml" for folder in (self.home, self.root)]
        paths = [self.root / Path(name) for name in named] if named else usual
        return tuple(dict.fromkeys(path for path in paths if path.exists()))

    @cached_property
    def secrets(self) -> dict[str, Any] | None:
        """What the files of secrets hold; None when one cannot be read."""
        found: dict[str, Any] = {}
        try:
            for path in self.secret_files:
                found |= table_of(path)
        except SettingsError:
            return None
        return found

    @property
    def signs_in(self) -> bool:
        """True when the pages of business development ask for a sign-in."""
        return self.secrets is not None and "auth" in self.secrets

    @property
    def auth(self) -> Mapping[str, Any]:
        """The section `[auth]`; empty when there is none."""
        section = (self.secrets or {}).get("auth")
        return section if isinstance(section, Mapping) else {}

    @property
    def redirect_host(self) -> str | None:
        """The machine that the provider sends a browser back to; None when none is named."""
        try:
            return urlsplit(str(self.auth.get("redirect_uri", ""))).hostname
        except ValueError:
            return None

    @property
    def providers(self) -> dict[str, Mapping[str, Any]]:
        """Providers of sign-in by name; the one without is called `default`."""
        named = {
            name: part
            for name, part in self.auth.items()
            if isinstance(part, Mapping) and any(key in part for key in _PROVIDER)
        }
        plain = {"default": self.auth} if any(key in self.auth for key in _PROVIDER) else {}
        return plain | named

    @property
    def missing_keys(self) -> tuple[str, ...]:
        """Keys without which nobody can sign in."""
        shared = [k for k in ("redirect_uri", "cookie_secret") if not self.auth.get(k)]
        asked = self.providers or {"default": {}}
        own = [k for k in _PROVIDER if any(not part.get(k) for part in asked.values())]
        return (*shared, *own)

    @property
    def missing_libraries(self) -> tuple[str, ...]:
        """Libraries that sign-in needs and that are not installed."""
        return tuple(name for name in ("authlib", "httpx") if find_spec(name) is None)

    @property
    def database_url(self) -> str | None:
        """The address of the shared database; None for the file of this machine."""
        own = (self.secrets or {}).get("DATABASE_URL")  # Streamlit puts it into the environment
        return self.environ.get("DATABASE_URL") or (own if isinstance(own, str) else None)

    @property
    def data(self) -> Path:
        """The data folder."""
        return Path(self.environ.get("BAYSITE_DATA") or self.root / "data")
