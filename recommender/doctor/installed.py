"""What is installed: the libraries that Baysite names, its extras, and a font for Chinese."""

from __future__ import annotations

import platform
import re
import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any


def what_is_installed(root: Path) -> dict[str, Any]:
    """Versions of Python, of every direct library and of every extra; None for what is missing.

    Keys: `python`, `libraries` and `extras` (version by name), `chinese_font` (True when the PDF
    can be written; None when typst itself is missing).
    """
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    return {
        "python": platform.python_version(),
        "libraries": _versions(project["dependencies"]),
        "extras": {name: _versions(asked) for name, asked in extras.items()},
        "chinese_font": _draws_chinese(),
    }


def _versions(asked: list[str]) -> dict[str, str | None]:
    names = [re.split(r"[\[=<>!~; ]", line, maxsplit=1)[0] for line in asked]
    return {name: _version(name) for name in names}


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _draws_chinese() -> bool | None:
    if _version("typst") is None:
        return None
    from recommender.board_report.typefaces import draws_chinese

    return draws_chinese()
