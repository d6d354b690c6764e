"""The rooms keep their imports: the table of docs/architecture.md, held by walking the code."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

STANDARD = set(sys.stdlib_module_names)
OWN = {"features", "models", "recommender", "views"}
SCIENCE = {"pandas", "numpy", "scipy", "sklearn"}
MAY_USE = {
    "features": {"features", "geopandas", "shapely", "pyproj", "pyogrio", "opencc",
                 "openpyxl", "xlsxwriter", "pyrosm"}
    | SCIENCE,
    "models": {"models", "pymcdm"} | SCIENCE,
    "recommender": {"recommender", "features", "models", "pandas", "numpy", "pydantic", "typer",
                    "rich", "babel", "xlsxwriter", "typst", "sqlalchemy", "alembic"},
    "views": {"views", "recommender", "features", "streamlit", "altair", "pandas", "pydeck"},
    "app.py": {"views", "recommender", "streamlit"},
}  # fmt: skip
FORBIDDEN_FOLDERS = {"utils", "helpers", "common", "core", "base"}
FORBIDDEN_CALLS = {"eval", "exec", "__import__"}
FORBIDDEN_MODULES = {"pickle", "joblib", "dill", "shelve", "marshal"}


def faults(root: Path) -> list[str]:
    found = [fault for room in MAY_USE for file in files_of(root, room) for fault in of(file, room)]
    found += [
        f"{path}: forbidden folder"
        for room in OWN
        for path in (root / room).rglob("*")
        if path.is_dir() and path.name in FORBIDDEN_FOLDERS
    ]
    if (root / "recommender" / "features").exists():
        found.append("recommender/features: features has its own room")
    return found


def files_of(root: Path, room: str) -> list[Path]:
    place = root / room
    return [place] if place.is_file() else sorted(place.rglob("*.py"))


def of(file: Path, room: str) -> list[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    found = [f"{file}: {room} may not import {m}" for m in imported(tree) if not allowed(m, room)]
    found += [f"{file}: imports {m}" for m in imported(tree) if m in FORBIDDEN_MODULES]
    for node in ast.walk(tree):
        called = node.func if isinstance(node, ast.Call) else None
        if isinstance(called, ast.Name) and called.id in FORBIDDEN_CALLS:
            found.append(f"{file}: calls {called.id}")
        if isinstance(node, ast.keyword) and node.arg == "unsafe_allow_html":
            found.append(f"{file}: raw HTML")
        name = node.attr if isinstance(node, ast.Attribute) else ""
        session = name == "session_state" or name.startswith("cache_")
        if room == "views" and file.name != "state.py" and session:
            found.append(f"{file}: only views/state.py touches {name}")
    return found


def imported(tree: ast.AST) -> set[str]:
    modules = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            modules |= {alias.name.split(".")[0] for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module:
            modules.add(node.module.split(".")[0])
    return modules


def allowed(module: str, room: str) -> bool:
    return module in STANDARD or module in MAY_USE[room]


def test_every_room_imports_only_what_the_table_allows() -> None:
    assert faults(ROOT) == []


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("features/a.py", "import streamlit"),
        ("features/a.py", "from recommender.profile import Profile"),
        ("models/a.py", "import geopandas"),
        ("models/a.py", "from features.project import Project"),
        ("recommender/a.py", "import pickle"),
        ("recommender/a.py", "eval('1')"),
        ("views/a.py", "import streamlit as st\nst.session_state['x'] = 1"),
        ("views/a.py", "import streamlit as st\nst.markdown('x', unsafe_allow_html=True)"),
        ("recommender/utils/a.py", ""),
    ],
)
def test_a_planted_violation_is_found(tmp_path: Path, file: str, text: str) -> None:
    for room in OWN:
        (tmp_path / room).mkdir()
    (tmp_path / "app.py").write_text("", encoding="utf-8")
    path = tmp_path / file
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    assert faults(tmp_path)


def test_views_read_features_only_for_types() -> None:
    for file in files_of(ROOT, "views"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        late = {
            id(node)
            for guard in ast.walk(tree)
            if isinstance(guard, ast.If) and "TYPE_CHECKING" in ast.dump(guard.test)
            for node in ast.walk(guard)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("features"):
                assert id(node) in late, f"{file} uses features directly"
