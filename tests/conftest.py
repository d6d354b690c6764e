"""Fixtures shared by the tests; nothing here is skipped, a skipped test fails the run."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from features import catalogue as catalogues
from features.catalogue import Catalogue
from recommender.leads import read_leads
from recommender.profile import Profile, read_profile
from tests.postgres import Cluster, cluster, databases

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from recommender.store import Store

# The same cases in every run: a red test is red again.
# Time is measured in benchmarks/, never in a test.
settings.register_profile("seeded", derandomize=True, deadline=None)
settings.load_profile("seeded")

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
TODAY = date(2026, 11, 24)


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return catalogues.read_catalogue()


@pytest.fixture(autouse=True, scope="session")
def _one_reading() -> Iterator[None]:
    """The shipped catalogue is read once for the fixtures and the commands of one process."""
    read, shipped = catalogues.read_catalogue, {}

    def once(data: Path | None = None, *, parks: Path | None = None) -> Catalogue:
        if data is not None or parks is not None:
            return read(data, parks=parks)
        if catalogues.DATA not in shipped:
            shipped[catalogues.DATA] = read()
        return shipped[catalogues.DATA]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalogues, "read_catalogue", once)
        yield


@pytest.fixture(scope="session")
def examples() -> dict[str, Profile]:
    return {p.stem: read_profile(p, today=TODAY) for p in sorted(EXAMPLES.glob("*.toml"))}


@pytest.fixture(scope="session")
def one_liners() -> dict[str, Profile]:
    leads = read_leads(EXAMPLES / "one_line.csv", today=TODAY)
    return {lead.lead_id: lead.profile for lead in leads}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where the app is served."""
    from tests.server import served  # only where a server is asked for

    with served() as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from tests.browser import chromium  # Playwright is slow to import

    with chromium() as found:
        yield found


@pytest.fixture(scope="session")
def phrasings() -> list[dict[str, str]]:
    with (ROOT / "tests/data/phrasings.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(autouse=True, scope="session")
def _own_var(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test writes shortlists into the clone, or into a database that its caller names."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BAYSITE_VAR", str(tmp_path_factory.mktemp("var")))
        patch.delenv("DATABASE_URL", raising=False)
        yield


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """A server of this test process's own; it fails where none is installed."""
    with cluster(fsync="off") as found:
        yield found


@pytest.fixture(params=databases())
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'baysite.db'}"
    return request.getfixturevalue("postgres").new_url()


@pytest.fixture
def database_url(empty_url: str) -> str:
    """The address of a database with our tables and without rows, of each kind."""
    from recommender.store.address import address_of
    from recommender.store.connecting import engine_for
    from recommender.store.migrating import upgrade

    where = address_of(empty_url)
    engine = engine_for(where)
    upgrade(engine, where)
    engine.dispose()
    return empty_url


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """An empty store of each kind, with a clock that ticks by itself."""
    from tests.store_samples import opened

    found = opened(database_url)
    yield found
    found.close()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item):
    """A skipped or xfailed test is a test that does not run: it fails."""
    outcome = yield
    report = outcome.get_result()
    if report.skipped:
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped; nothing may be skipped here"
