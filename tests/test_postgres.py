"""Without a server the tests of PostgreSQL are left out, or fail where they must run."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests import postgres
from tests.conftest import ROOT


def test_without_a_server_only_sqlite_is_tested_unless_it_must_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(postgres, "binaries", lambda: None)
    monkeypatch.delenv(postgres.NEEDED, raising=False)
    assert postgres.databases() == ["sqlite"]
    monkeypatch.setenv(postgres.NEEDED, "1")
    assert postgres.databases() == ["sqlite", "postgresql"]
    with pytest.raises(AssertionError, match="run scripts"), postgres.cluster():
        pass


def test_a_server_is_looked_for_on_the_path_and_in_debians_places(tmp_path: Path) -> None:
    places = str(tmp_path / "*" / "bin")
    assert postgres.binaries(path="", places=places) is None
    folder = tmp_path / "15" / "bin"
    folder.mkdir(parents=True)
    for name in ("initdb", "pg_ctl"):
        (folder / name).touch(mode=0o755)
    assert postgres.binaries(path="", places=places) is None
    (folder / "postgres").touch(mode=0o755)
    assert postgres.binaries(path="", places=places) == folder


def test_without_a_server_and_the_right_to_install_one_the_line_to_run_is_printed(
    tmp_path: Path,
) -> None:
    script = tmp_path / "database.sh"  # as on a machine where nothing is installed
    whole = (ROOT / "scripts/database.sh").read_text(encoding="utf-8")
    script.write_text(whole.replace("/usr/lib/postgresql", str(tmp_path)), encoding="utf-8")
    done = subprocess.run(
        ["/bin/bash", script], env={**os.environ, "PATH": str(tmp_path)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 3
    assert done.stderr.count("\n") == 1
    assert "apt-get install -y postgresql" in done.stderr


def test_make_check_and_ci_demand_the_server_that_make_test_can_do_without() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert f"check: export {postgres.NEEDED} := 1\n" in makefile
    assert f'scripts/database.sh || test -z "$${postgres.NEEDED}"\n' in makefile
    assert "scripts/database.sh\nmake check" in (ROOT / ".ci/run").read_text(encoding="utf-8")
