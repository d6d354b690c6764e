"""Documents say what is: commands exist, examples run, figures are those of the data."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from features.catalogue import Catalogue
from features.roads import Roads
from features.routes import route
from recommender import read_example, recommend
from recommender.profile import Profile
from tests.conftest import ROOT, TODAY

README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\.venv/bin/python -m (recommender .+)$", README, re.MULTILINE)


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_readme_runs(command: str, tmp_path: Path) -> None:
    if "export" in command:  # what a reader writes into the clone is written elsewhere here
        command = command.replace("catalogue.xlsx", str(tmp_path / "catalogue.xlsx"))
    done = subprocess.run(
        [sys.executable, "-m", *command.split()], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
def test_the_python_of_the_readme_runs() -> None:
    code = re.search(r"```python\n(.+?)```", README, re.DOTALL)
    assert code
    done = subprocess.run(
        [sys.executable, "-c", code.group(1)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) > 8


def test_the_profile_of_the_readme_is_a_profile(catalogue: Catalogue) -> None:
    import tomllib

    text = re.search(r"```toml\n(.+?)```", README, re.DOTALL)
    assert text
    values = tomllib.loads(text.group(1))
    profile = Profile.from_dict(values, where="README", today=TODAY)
    assert recommend(catalogue, profile).entries


def test_options_named_in_the_readme_are_in_the_help() -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "recommender", "rank", "--help"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    for option in set(re.findall(r"`(--[a-z]+)", README)):
        assert option in shown


def test_figures_of_the_data_document_are_those_of_the_data(catalogue: Catalogue) -> None:
    text = (ROOT / "docs/data.md").read_text(encoding="utf-8")
    sites, supply = catalogue.sites, catalogue.supply
    at_sites = supply[supply["level"] == "site"]
    assert f"Of {len(sites)} sites" in text
    assert f"{100 * sites['sectors'].notna().mean():.0f} % name an industry" in text
    assert f"{100 * sites['geometry'].notna().mean():.0f} % have a point" in text
    assert f"{100 * sites['area_km2'].notna().mean():.0f} % a stated area" in text
    dated = at_sites[at_sites["available_from"].notna()]
    assert f"exist for {at_sites['site_id'].nunique()} of them" in text
    assert f"{dated['site_id'].nunique()} with a date" in text


def test_links_between_documents_lead_somewhere() -> None:
    for path in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *ROOT.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path}: {target}"


def test_every_criterion_is_in_the_architecture_document() -> None:
    from recommender.criterion import all_criteria

    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    for criterion in all_criteria():
        assert f"| {criterion.name} |" in text


def test_decision_records_have_context_choice_and_price() -> None:
    records = sorted((ROOT / "docs/decisions").glob("*.md"))
    assert [r.name[:4] for r in records] == [f"{i:04d}" for i in range(1, len(records) + 1)]
    for record in records:
        text = record.read_text(encoding="utf-8")
        assert all(f"\n{part}: " in text for part in ("Context", "Choice", "Price"))


def test_the_example_of_the_package_works() -> None:
    assert read_example("only_a_sector").project.sector


def test_the_tables_of_access_are_those_of_the_network() -> None:
    from scripts.access_tables import PAGE, page, shipped

    text = PAGE.read_text(encoding="utf-8")
    assert text == page(text, shipped())
    assert text.count("\n| L") == len(shipped().links)


@pytest.mark.parametrize(
    "command",
    re.findall(
        r"^    python -m (recommender travel .+)$",
        (ROOT / "docs/access.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )[:4],
)
def test_a_way_of_the_docs_is_found(command: str) -> None:
    from tests.test_cli import run

    done = run(*shlex.split(command)[1:])
    assert done.returncode == 0, done.stderr


def test_the_figures_of_the_review_are_those_of_the_network(catalogue: Catalogue) -> None:
    text = (ROOT / "docs/access.md").read_text(encoding="utf-8")
    way = route(catalogue.travel, "gz_nansha", "zs_dongqu", Roads(on=TODAY))
    arterial = next(leg for leg in way.legs if leg.links == ("L105",))
    assert f"{arterial.minutes:.0f} of its {way.minutes:.0f} minutes to Zhongshan" in text
    before = route(catalogue.travel, "zs_dongqu", "sz_baoan", Roads(on=date(2024, 6, 1)))
    said = (
        f"took {before.minutes:.0f} minutes ({before.low:.0f} to {before.high:.0f}) on 2024-06-01"
    )
    assert said in text
