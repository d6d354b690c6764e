"""One engine behind every door: import, command line, page and notebook give the same list."""

from __future__ import annotations

import json
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from streamlit.testing.v1 import AppTest

from features.catalogue import Catalogue
from recommender.address import address_of
from recommender.draft import Draft
from recommender.engine import recommend
from recommender.places import site_name
from recommender.profile import Profile
from tests.conftest import ROOT
from tests.test_cli import answer

EXAMPLES = [
    "cell_therapy", "small_appliances", "hk_medtech", "only_a_sector", "zhangjiagang_new_energy",
]  # fmt: skip


def imported(catalogue: Catalogue, profile: Profile) -> list[list[Any]]:
    ranking = recommend(catalogue, profile)
    return [[e.rank, e.site_id, ranking.table_score(e.site_id)] for e in ranking.entries[:10]]


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_command_line_gives_the_order_and_the_scores_of_the_import(
    name: str, catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    rows = answer("rank", f"examples/{name}.toml", "--top", "10", "--json")["ranking"]
    expected = imported(catalogue, examples[name])
    assert [[row["rank"], row["site_id"], row["score"]] for row in rows] == expected


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_page_gives_the_order_and_the_points_of_the_import(
    name: str, catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    page.query_params["project"] = address_of(Draft.of(examples[name]))
    table = page.run().dataframe[0].value
    expected = [
        [rank, site_name(catalogue, site)["en"], round(100 * score)]
        for rank, site, score in imported(catalogue, examples[name])
    ]
    assert table[["rank", "site", "points"]].to_numpy().tolist() == expected


@pytest.mark.slow
def test_a_notebook_gives_the_order_and_the_scores_of_the_import(
    catalogue: Catalogue, examples: dict[str, Profile], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    code = f"""
import json
from recommender import read_catalogue, read_example, recommend
found = {{}}
for name in {EXAMPLES!r}:
    ranking = recommend(read_catalogue(), read_example(name))
    first = ranking.entries[:10]
    found[name] = [[e.rank, e.site_id, ranking.table_score(e.site_id)] for e in first]
print(json.dumps(found))
"""
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    NotebookClient(book, timeout=90, resources={"metadata": {"path": str(ROOT)}}).execute()
    shown = json.loads(book.cells[0]["outputs"][0]["text"])
    assert shown == {name: imported(catalogue, examples[name]) for name in EXAMPLES}
