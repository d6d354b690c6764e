"""Settings of the server as Streamlit would read them: files, then environment, then flags."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recommender.errors import SettingsError

FOLDER = ".streamlit"

DEFAULTS: Mapping[str, Any] = {
    "server.address": None,
    "server.port": 8501,
    "server.allowedHosts": [],
    "server.enableXsrfProtection": True,
    "server.enableCORS": True,
    "server.maxUploadSize": 200,
    "server.trustedUserHeaders": {},
    "server.enableAgentApi": False,
    "client.showErrorDetails": "full",
    "client.disableDataExport": False,
    "browser.gatherUsageStats": True,
    "secrets.files": None,
}
"""The settings that matter here, with Streamlit's own values for those that nobody set."""

_YES = ("1", "true", "yes", "on", "t", "y")


@dataclass(frozen=True, kw_only=True)
class Setting:
    """A value, and where it was set; `where` is empty for Streamlit's own."""

    name: str
    value: Any
    where: str = ""


def read_settings(
    root: Path, home: Path, environ: Mapping[str, str], flags: Mapping[str, Any]
) -> dict[str, Setting]:
    """Every setting of `DEFAULTS` with its value and where it was set, the last one holding.

    Raises
    ------
    SettingsError
        If a file of settings cannot be read.
    """
    found = {name: Setting(name=name, value=value) for name, value in DEFAULTS.items()}
    for folder in (home, root):
        for name, value in _in_file(folder / FOLDER / "config.toml", environ).items():
            where = f"{folder / FOLDER / 'config.toml'}: {name}"
            found[name] = Setting(name=name, value=value, where=where)
    for name in DEFAULTS:
        text = environ.get(variable(name))
        if text is not None:
            found[name] = Setting(name=name, value=_typed(name, text), where=variable(name))
    for name, value in flags.items():
        found[name] = Setting(name=name, value=value, where=f"--{name}")
    return found


def variable(name: str) -> str:
    """The name of the environment variable that sets a setting.

    Examples
    --------
    >>> variable("server.enableXsrfProtection"), variable("server.enableCORS")
    ('STREAMLIT_SERVER_ENABLE_XSRF_PROTECTION', 'STREAMLIT_SERVER_ENABLE_CORS')
    """
    words = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name.replace(".", "_"))
    return f"STREAMLIT_{words.upper()}"


def table_of(path: Path) -> dict[str, Any]:
    """What a TOML file holds; nothing where there is no file.

    Raises
    ------
    SettingsError
        If it cannot be read; the line names no value of it.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise SettingsError(
            f"Settings {path} cannot be read ({type(error).__name__}). Expected TOML in UTF-8 that "
            "this user may read. Correct the file, or take it away."
        ) from None  # the cause quotes the line, which may hold a secret


def _in_file(path: Path, environ: Mapping[str, str]) -> dict[str, Any]:
    table = table_of(path)
    found = {}
    for name in DEFAULTS:
        section, _, key = name.partition(".")
        part = table.get(section)
        if isinstance(part, dict) and key in part:
            found[name] = _from_environment(name, part[key], environ)
    return found


def _from_environment(name: str, value: Any, environ: Mapping[str, str]) -> Any:
    """Streamlit takes `env:NAME` in a file for the value of that variable."""
    if isinstance(value, str) and value.startswith("env:"):
        text = environ.get(value.removeprefix("env:"))
        return value if text is None else _typed(name, text)
    return value


def _typed(name: str, text: str) -> Any:
    default = DEFAULTS[name]
    if isinstance(default, bool):
        return text.strip().lower() in _YES
    if isinstance(default, int):
        return int(text) if text.strip().isdigit() else default
    return text.split() if name in ("server.allowedHosts", "secrets.files") else text
