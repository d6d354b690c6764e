"""The notebooks run from top to bottom, are paired with their text, and change nothing here."""

from __future__ import annotations

import shutil
from pathlib import Path

import jupytext
import nbformat
import pytest
from nbclient import NotebookClient

from recommender import weights
from tests.conftest import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def test_every_notebook_is_there_in_both_forms() -> None:
    texts = sorted(path.stem for path in (ROOT / "notebooks").glob("*.py"))
    assert texts == [path.stem for path in NOTEBOOKS]
    assert "01_weights" in texts


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_says_what_its_text_says_and_holds_no_output(path: Path) -> None:
    book, text = nbformat.read(path, as_version=4), jupytext.read(path.with_suffix(".py"))
    assert [(c.cell_type, c.source) for c in book.cells] == [
        (c.cell_type, c.source) for c in text.cells
    ]
    assert not any(cell.get("outputs") for cell in book.cells)


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_and_shows_its_figures(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "weights"
    shutil.copytree(weights.WEIGHTS, folder)
    monkeypatch.setenv("BAYSITE_WEIGHTS", str(folder))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    book = nbformat.read(path, as_version=4)
    NotebookClient(book, timeout=90, resources={"metadata": {"path": str(ROOT)}}).execute()
    shown = [out for cell in book.cells for out in cell.get("outputs", [])]
    kinds = {kind for out in shown for kind in out.get("data", {})}
    assert "text/html" in kinds
    assert "image/svg+xml" in kinds
    saved = {p.name for p in folder.iterdir()} - {p.name for p in weights.WEIGHTS.iterdir()}
    assert saved == {"near_your_places.toml"}
